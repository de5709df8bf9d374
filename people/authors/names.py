"""A printed name in its parts, and when two names can be one person's.

Accents, case, hyphens and full stops say nothing: "Ying-Nian Wu", "Yingnian Wu" and "Wu, Ying Nian" are one form.
A hyphenated given name is one name: "Wei-Chih Chen" is nobody who could be called "Wei Chen".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from catalogue.formats.latex import to_plain
from catalogue.identity import SUFFIXES, fold

Relation = Literal["full", "middle", "initial", "short"]
"""How two names agree: in all, but for middle names, with an initial for a name, with a short form (Tom, Thomas)."""

SHORT_FORMS = Path(__file__).with_name("short-forms.toml")

_PART = re.compile(r"[^\W\d_]+(?:-+[^\W\d_]+)*")
_APOSTROPHES = re.compile(r"['`\u2018\u2019]")
_WHOLE_WORDS = re.compile(r"(?<=\w\w) (?=\w\w)")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """The folded parts of a name."""

    given: tuple[str, ...]
    """Given and middle names, hyphenated ones as one word, initials as single letters; empty in a name of one word."""
    family: str
    """The last word of the family name."""
    key: str
    """What all spellings of the name have in common; initials stand apart: Michael A. is not Michaela."""


@cache
def parse(printed: str) -> Name:
    """Take *printed* apart; a name without any letter has an empty family name."""
    family, comma, given = _APOSTROPHES.sub("", fold(to_plain(printed))).partition(",")
    parts = [part for part in _PART.findall(f"{given} {family}" if comma else family) if part not in SUFFIXES]
    if not parts:
        return Name((), "", "")
    *before, last = _LETTERS.findall(parts[-1])
    words = (*("".join(_LETTERS.findall(part)) for part in parts[:-1]), *before)
    return Name(words, last, " ".join(filter(None, [_WHOLE_WORDS.sub("", " ".join(words)), last])))


def relation(one: Name, other: Name) -> Relation | None:
    """Say how two names agree, or None where they cannot be one person's."""
    if one.family != other.family:
        return None
    if one.key == other.key:
        return "full"
    if not (one.given and other.given):
        return None
    return _first_names(one.given, other.given) or _second_name(one.given, other.given)


def _first_names(one: Sequence[str], other: Sequence[str]) -> Relation | None:
    if not _fit(one[1:], other[1:]):
        return None
    if 1 in (len(one[0]), len(other[0])):
        return "initial" if one[0][0] == other[0][0] and not _goes_by_another(one, other) else None
    if one[0] == other[0]:
        return "middle"
    return "short" if whole(one[0]) == whole(other[0]) else None


def _goes_by_another(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether one is written "Z. Jane Wang", and the other is no Jane: "Zhiyong Wang"."""
    return any(
        len(names[0]) == 1 and any(len(name) > 1 and name not in others for name in names[1:])
        for names, others in ((one, other), (other, one))
    )


def _second_name(one: Sequence[str], other: Sequence[str]) -> Relation | None:
    """Take "R. Thomas McCoy" for somebody whom others call Thomas or Tom McCoy."""
    for long, short in ((one, other), (other, one)):
        if len(long) > 1 and len(long[0]) == 1 < len(long[1]) and whole(long[1]) == whole(short[0]):
            return "initial" if _fit(long[2:], short[1:]) else None
    return None


def _fit(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether the shorter list is in the longer, in order, whole or as initials."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(any(_agree(word, long) for long in rest) for word in shorter)


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def whole(given: str) -> str:
    """Return the given name that *given* is short for, or itself."""
    return _short_forms().get(given, given)


@cache
def _short_forms() -> Mapping[str, str]:
    listed: dict[str, list[str]] = tomllib.loads(SHORT_FORMS.read_text(encoding="utf-8"))
    return {short: long for long, shorts in listed.items() for short in shorts}
