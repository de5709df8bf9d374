"""Between text and LaTeX. Formulas in dollars stay as they are in both directions.

Letters stay Unicode in what we write: BibLaTeX, Zotero and JabRef want them so, LaTeX reads UTF-8 by itself,
and a name is not mangled. Only what LaTeX would take for a command is escaped.
"""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

SPECIALS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # not \{: BibTeX counts braces without looking at backslashes
    "}": r"{\textbraceright}",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
}

# As in pandoc: no space just inside the dollars and no digit after them, so that "$5 or $6" is money.
MATHS = r"\$(?=\S)[^$%&#]+(?<![\s\\])\$(?!\d)"
TOKEN = re.compile(rf"(?P<maths>{MATHS})|(?P<word>[^\W_]+)|(?P<other>.)", re.DOTALL)

NO_LATEX = re.compile(r"[^\\{}$%&#~`'?!-]*")
"""Text that reads the same as LaTeX, which most fields are."""

SENTENCE_CASE = 0.5
"""A title in which less than this share of the longer words is capitalised capitalises names only."""


def to_text(latex: str) -> str:
    """*latex* as plain text on one line: commands and braces are gone, ``$...$`` stays.

    Never fails: what is not valid LaTeX comes out as well as may be.
    """
    return _decoded(latex, "verbatim")


def to_plain(text: str) -> str:
    """Like `to_text`, with the formulas spelled out too, as far as there are letters for them."""
    return _decoded(text, "text") if "\\" in text else text


def to_latex(text: str) -> str:
    """*text* with everything escaped that LaTeX would take for a command, but for ``$...$``."""
    return "".join(_escape(token) for token in TOKEN.finditer(_plain(text)))


def to_latex_title(title: str) -> str:
    """Like `to_latex`, with the capitals in braces that a style must not make small.

    These are words with a capital after the first letter (``GPT``), formulas with capitals, and in a title
    that is not In Title Case every capitalised word but the first. The names in a title that is cannot be told
    from its other words, and are left to the style.
    """
    plain = _plain(title)
    names = _sentence_case(plain)
    return "".join(
        f"{{{_escape(token)}}}" if _must_stay(token, names) else _escape(token) for token in TOKEN.finditer(plain)
    )


def _plain(text: str) -> str:
    """One line without TeX accents and commands, which arXiv's titles have, outside of formulas."""
    return to_text(text) if "\\" in text else " ".join(text.split())


def _escape(token: re.Match[str]) -> str:
    if token["maths"] and _balanced(token["maths"]):
        return token["maths"]
    return "".join(SPECIALS.get(letter, letter) for letter in token[0])


def _balanced(maths: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", maths):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _must_stay(token: re.Match[str], names: bool) -> bool:
    if token["other"]:
        return False
    text, rest = str(token[0]), str(token[0][1:])
    return rest != rest.lower() or (text != text.lower() and names and token.start() > 0)


def _sentence_case(title: str) -> bool:
    words: list[str] = [token["word"] for token in TOKEN.finditer(title) if token["word"]]
    longer = [word for word in words[1:] if len(word) > len("with")]
    return sum(word[0].isupper() for word in longer) < SENTENCE_CASE * len(longer)


def _decoded(latex: str, maths: str) -> str:
    if NO_LATEX.fullmatch(latex):
        return " ".join(latex.split())
    # In a .bib file these three are mostly meant as themselves; to LaTeX they are comments and columns.
    tolerant = re.sub(r"(?<!\\)[%&#]", r"\\\g<0>", latex)
    try:
        text = _decoder(maths).latex_to_text(tolerant)
    except Exception:  # noqa: BLE001 (pylatexenc fails in many ways on commands without their arguments)
        text = re.sub(r"\\[a-zA-Z]+\s*|\\(?=\W)|[{}]", "", latex)
    return " ".join(text.split())


@cache
def _decoder(maths: str) -> LatexNodes2Text:
    context = get_default_latex_context_db()
    own = {latex.strip("{}\\"): text for text, latex in SPECIALS.items() if latex.startswith("{")}
    own |= {"url": "%s", "textquotedbl": '"', "cite": ""}
    context.add_context_category("commons", prepend=True, macros=[MacroTextSpec(*item) for item in own.items()])
    return LatexNodes2Text(latex_context=context, math_mode=maths)
