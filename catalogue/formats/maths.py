r"""Which ``$...$`` in a title or an abstract is mathematics that we let KaTeX render.

An allow-list, because the text comes from strangers: ``\href``, ``\def`` and whatever KaTeX learns next stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_LENGTH = 300
"""Longer than any inline formula; what is longer is prose between two dollar signs."""

COMMANDS = frozenset(
    re.findall(
        r"\w+",
        """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho varrho
    sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar
    times pm mp cdot cdots dots ldots div circ bullet star ast oplus otimes odot setminus top bot perp parallel
    approx sim simeq cong equiv neq ne leq le geq ge ll gg lesssim gtrsim propto in notin ni subset subseteq supset
    supseteq cup cap wedge vee neg forall exists emptyset varnothing to gets mapsto rightarrow leftarrow
    leftrightarrow longrightarrow Rightarrow Leftarrow Leftrightarrow implies iff uparrow downarrow infty partial
    nabla sum prod int log ln exp sin cos tan tanh max min sup inf lim arg det dim ker deg Pr gcd bmod mod
    frac tfrac dfrac binom sqrt hat widehat tilde widetilde bar overline underline vec dot ddot check
    mathbf mathbb mathcal mathrm mathit mathsf mathtt mathfrak mathscr boldsymbol bm operatorname
    text textbf textit textrm textsf texttt rm bf it left right big Big bigl bigr mid vert Vert lvert rvert lVert
    rVert langle rangle lfloor rfloor lceil rceil prime dagger quad qquad
    """,
    )
)
"""What inline formulas of this field's abstracts use (counted over 3,524 of them), and their close relatives."""

_DOLLARS = re.compile(r"(?<!\\)(\$\$?)([^$\n]+)(?<!\\)\1")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ESCAPE = re.compile(r"\\(?:[A-Za-z]+|[,;:!%#_{}| ])")
_FORBIDDEN = re.compile(r"[$`%#~&\\\x00-\x1f]")
_WORDING = re.compile(r"\\(?:text|math|operatorname)[a-z]*\{[^{}]*\}")
_PROSE = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2,} +[A-Za-z]{2,}")
_PRICE = re.compile(r"\d[\d.,]*(?: [A-Za-z]+)*[.,]?")


class Segment(NamedTuple):
    """A stretch of text, or the inside of a formula."""

    text: str
    maths: bool


def segments(text: str) -> Iterator[Segment]:
    """Cut *text* into prose and formulas; a formula comes without its dollar signs."""
    end = 0
    for match in _DOLLARS.finditer(text):
        formula = match[2].strip()
        if not is_formula(formula):
            continue
        if match.start() > end:
            yield Segment(text[end : match.start()], maths=False)
        yield Segment(formula, maths=True)
        end = match.end()
    if end < len(text):
        yield Segment(text[end:], maths=False)


def is_formula(inside: str) -> bool:
    """Whether what stands between two dollar signs is a formula, and one that we know to be harmless."""
    return (
        0 < len(inside) <= MAX_LENGTH
        and COMMANDS.issuperset(_COMMAND.findall(inside))
        and not _FORBIDDEN.search(_ESCAPE.sub("", inside))
        and not _PROSE.search(_WORDING.sub("", inside))
        and not _PRICE.fullmatch(inside)
        and _balanced(_ESCAPE.sub("", inside))
    )


def _balanced(inside: str) -> bool:
    depth = 0
    for character in inside:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0
