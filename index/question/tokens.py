"""Cutting a question into its words, and its syntax from its prose.

    ti:probing  au:"Neel Nanda"  "induction heads"  -survey  -ti:"a review"  cat:cs.CL  year:2021..2023

A question that only looks like syntax stays prose ("circuits: what are they", "GPT-2: a study", 5" screens), and so
do the quotation marks of a longer text and all of a pasted abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from catalogue.errors import QuestionError

QUOTED_UP_TO = 30
"""Words of a question up to which quotation marks ask for a phrase; a longer text quotes as prose does."""

READ_UP_TO = 60
"""Words of a question up to which it has syntax at all; beyond, it is a pasted abstract."""

NAMES = {
    "title": "title",
    "ti": "title",
    "author": "author",
    "au": "author",
    "abstract": "abstract",
    "abs": "abstract",
    "category": "category",
    "cat": "category",
    "year": "year",
}
"""What each field may be called."""

EXAMPLES = {
    "": '"induction heads"',
    "title": 'ti:probing or ti:"causal tracing"',
    "author": 'au:nanda or au:"Neel Nanda"',
    "abstract": 'abs:sparsity or abs:"toy models"',
    "category": "cat:cs.CL",
    "year": "year:2023, year:2023.., year:2021..2023 or year:..2020",
}

LABELS = frozenset({"title", "abstract", "category"})
"""Fields that titles ("CAT: A Framework ...") and pasted papers also have; before a space they are prose."""

LONG = 4
"""Letters from which on a name can be told for a shortened or misspelt field."""

_TOKEN = re.compile(
    rf"""(?<!\S)(?=\S)
         (?P<minus>(?<!and\ )(?<!or\ )-(?=[^\W\d_]|["“”„]))?
         (?:(?P<name>{"|".join(NAMES)}):)?
         (?:["“”„](?P<quoted>.*?)["“”][.,;:!?)\]]*(?!\S) | (?P<bare>\S*))""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"\S+")
_NAMED = re.compile(r"-?(?P<name>[^\W\d_]+):(?=[^\s/])")
_QUOTES = ('"', "“", "”", "„")
_TAIL = ".,;:!?)]}'" + "".join(_QUOTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a question, or a phrase in quotation marks."""

    value: str
    """Without field, minus and quotation marks."""
    start: int
    end: int
    """All that was typed for it is the slice from `start` to `end` of the question."""
    field: str = ""
    """A value of `NAMES`, or nothing."""
    excluded: bool = False
    quoted: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is prose."""
        return not (self.field or self.excluded or self.quoted)


def cut(text: str) -> tuple[Token, ...]:
    """Cut *text* into tokens.

    Raises:
        QuestionError: A field is empty or misspelt, or a quotation mark is not closed.
    """
    if (words := len(text.split())) > READ_UP_TO:
        return tuple(Token(value=word[0], start=word.start(), end=word.end()) for word in _WORD.finditer(text))
    return tuple(_tokens(text, quotes=words <= QUOTED_UP_TO))


def _tokens(text: str, *, quotes: bool) -> Iterator[Token]:
    """Yield the tokens of *text*; *quotes* says whether bare quotation marks count."""
    end = 0
    while match := _TOKEN.search(text, end):
        token = _token(text, match, quotes=quotes)
        yield token
        end = token.end


def _token(text: str, match: re.Match[str], *, quotes: bool) -> Token:
    word = text[match.start() :].split(maxsplit=1)[0]
    prose = Token(value=word, start=match.start(), end=match.start() + len(word))
    field, excluded, bare = NAMES.get((match["name"] or "").casefold(), ""), bool(match["minus"]), match["bare"]
    syntax, quoted = bool(field or excluded), bare is None
    if (bare or "").startswith(_QUOTES) and (syntax or quotes):
        raise QuestionError(f"the quotation mark of {prose.value} is not closed", _example(field))
    if not field:
        _refuse_misspelt(prose.value)
    if not (syntax or (quoted and quotes)) or (field in LABELS and bare == ""):
        return prose
    tail = _TAIL.replace(".", "") if field == "year" else _TAIL
    value = " ".join(match["quoted"].split()) if quoted else bare.rstrip(tail)
    if not any(map(str.isalnum, value)):
        raise QuestionError(f"{text[prose.start : match.end()]} has nothing to look for", _example(field))
    return Token(value=value, start=prose.start, end=match.end(), field=field, excluded=excluded, quoted=quoted)


def _refuse_misspelt(word: str) -> None:
    """Raise where *word* begins with what is nearly the name of a field."""
    named = _NAMED.match(word)
    if not named or len(name := named["name"].casefold()) < LONG:
        return
    for field in filter(lambda known: len(known) >= LONG, NAMES):
        if name[0] == field[0] and (field.startswith(name) or OSA.distance(name, field) <= 1):
            raise QuestionError(f"{word} names no field", f"Did you mean {field}? {_example(field)}")


def _example(field: str) -> str:
    return f"Write for example {EXAMPLES[field]}"
