"""Text of papers as plain text: control characters gone, formulas spelt out as far as there are letters for them."""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.formats.latex import to_plain
from catalogue.formats.maths import segments
from views import markup

_RELATION = re.compile(r"\s*([\u2190-\u21ff\u2208-\u220d\u223c-\u228b\u22a2-\u22af])\s*")
"""Arrows and relations, at one side of which the space is lost."""

_PARAGRAPHS = re.compile(r"\n\s*\n")


def plain(text: str) -> str:
    r"""Return *text* on one line; ``$\alpha_1$`` is the Greek letter and ``_1``."""
    return "".join(_spelt(part.text) if part.maths else part.text for part in segments(markup.readable(text)))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of *text*, each as `plain` has it."""
    return [shown for part in _PARAGRAPHS.split(text) if (shown := plain(part))]


@lru_cache(maxsize=4096)
def _spelt(formula: str) -> str:
    said = to_plain(f"${formula}$").strip("$") if "\\" in formula else formula.replace("{", "").replace("}", "")
    return _RELATION.sub(r" \1 ", said).strip()
