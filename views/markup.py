r"""Text of strangers as Streamlit Markdown that shows it and does nothing else.

Everything from outside passes through here: `plain` shows a text as it is, `rich` also lets formulas render,
`marked` also marks words, `link` puts it behind an address of ours.
CommonMark lets a backslash go before any ASCII punctuation mark, so all of them are escaped: that covers HTML,
links, headings, lists, tables, code, `$` and Streamlit's ``:colour[directives]``. Emoji short codes and bare web
addresses are replaced after parsing, where no backslash helps: a word joiner, which has no width, breaks them.
Only in `paragraphs` a bare address stays what it is: an abstract that names its code wants to be followed there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from catalogue.formats.maths import segments
from index.lexical import stem, words

WORD_JOINER = "\u2060"

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SHORT_CODE = re.compile(r":(?=[A-Za-z0-9_+-]+:)")
_BARE_ADDRESS = re.compile(r"(?:https?(?=:)|www(?=\.)|\w(?=@))", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_TEX_WRAPPED = re.compile(r"\\(?:emph|text(?:bf|it|tt|sc|rm|sf|normal)?|underline|mbox|url)\{([^{}$\\]*)\}")
_TEX_ESCAPED = re.compile(r"\\([%&_#])")
_WORD = re.compile(r"(\w+)")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_ADDRESS = re.compile(r"https?://[^\s<>]+|(?![A-Za-z+.-]*:)[a-z.]+/?(?:\?[^\s<>]*)?")
_SPECIAL_IN_ADDRESS = re.compile(r"[()\[\]\\*`|\"']")


def plain(text: str) -> str:
    """Markdown that shows *text* on one line, character for character but for white space and control characters."""
    line = " ".join(_INVISIBLE.sub("", text).split())
    return _escape(_tame(line))


def rich(text: str) -> str:
    """Markdown that shows *text* on one line, its formulas rendered and its TeX fonts dropped."""
    return _compose(_tame(text), _escape)


def marked(text: str, sought: Iterable[str]) -> str:
    """As `rich`, with the words of *text* marked that the keyword search takes for one of *sought*."""
    return _compose(_tame(text), partial(_mark, stems=_stems(sought)))


def paragraphs(text: str) -> str:
    """As `rich`, keeping paragraphs apart."""
    return "\n\n".join(
        shown for part in _PARAGRAPHS.split(text) if (shown := _compose(_break(_SHORT_CODE, part), _escape))
    )


def link(shown: str, href: str) -> str:
    """A link to *href* under the Markdown *shown*; an address that is neither ours nor the web's is left out."""
    if not _ADDRESS.fullmatch(href):
        return shown
    address = _SPECIAL_IN_ADDRESS.sub(lambda mark: f"%{ord(mark[0]):02X}", href)
    return f"[{shown}]({address})"


def readable(text: str) -> str:
    """Return *text* on one line, without control characters and TeX's fonts; formulas stay. No Markdown yet."""
    return " ".join(_untex(_INVISIBLE.sub("", text)).split())


def _escape(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def _tame(text: str) -> str:
    return _break(_BARE_ADDRESS, _break(_SHORT_CODE, text))


def _break(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: match[0] + WORD_JOINER, text)


def _compose(text: str, prose: Callable[[str], str]) -> str:
    shown = ""
    for part in segments(readable(text)):
        if shown.endswith("$") and (part.maths or part.text[0].isdigit()):
            shown += WORD_JOINER  # `$x$2` would be a price, `$x$$y$` a display formula
        shown += f"${part.text}$" if part.maths else prose(part.text)
    return shown


def _untex(text: str) -> str:
    quoted = text.replace("``", "\u201c").replace("''", "\u201d")
    return _TEX_ESCAPED.sub(r"\1", _TEX_WRAPPED.sub(r"\1", quoted))


def _mark(text: str, *, stems: frozenset[str]) -> str:
    """Escape *text* and mark the words that have one of *stems*."""
    parts = _WORD.split(text)  # gaps at even places, words at odd ones
    return "".join(
        _marker(part) if place % 2 and not stems.isdisjoint(_stems([part])) else _escape(part)
        for place, part in enumerate(parts)
    )


def _marker(word: str) -> str:
    return f":primary[**{_escape(word)}**]"


def _stems(some: Iterable[str]) -> frozenset[str]:
    return frozenset(stem([part for word in some for part in words(word)]))
