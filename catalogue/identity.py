"""When two records are one work: a pure function of the records, so that the order of ingestion cannot matter.

Two records are one work when

* they share an id or a DOI, or
* their normalised titles agree (any version's title counts, papers get renamed) and so do their authors:
  at least half of the shorter byline list is in the other, by surname and first initial.

The same title with other authors, or with no authors to compare, is *ambiguous*: such records stay apart
and are listed as doubts. So are two papers of the same repository that are alike, whatever connects them:
a repository knows its own, and a third record that fits both joins neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from catalogue.formats.latex import to_plain
from catalogue.records import precedence

SAME_AUTHORS = 0.5
"""Share of the shorter byline list that must be in the other: workshop lists drop or add a few names."""

MIN_TITLE = 8
"""Normalised titles shorter than this many letters ("editorial") say nothing about identity."""

SUFFIXES = frozenset({"jr", "sr", "iii", "iv"})
"""Words after a surname that are no part of it; "II" is not among them, as it is a surname too."""

STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart, though people leave the stroke out as they do accents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What identity is decided on."""

    key: int
    """The record's key in the store."""
    paper_id: str
    source: str
    title_keys: frozenset[str]
    """`title_key` of every version's title."""
    author_keys: frozenset[str]
    """`author_key` of every name in the current byline list."""
    aliases: frozenset[str]
    """Ids (not plain URLs) that the record gives besides its own."""


Pair = tuple[RecordFacts, RecordFacts, str]
"""Two records, and the reason against joining them, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two works that may be one; a person decides."""

    work_id: str
    other_id: str
    reason: str


def title_key(title: str) -> str:
    """Letters and digits of *title*, without case, accents, LaTeX or punctuation."""
    return "".join(re.findall(r"[^\W_]+", fold(to_plain(title))))


def author_key(name: str) -> str:
    """Surname and first initial: ``"Neel Nanda"`` and ``"Nanda, N."`` are both ``"nanda n"``."""
    family, comma, given = name.partition(",")
    words = re.findall(r"[^\W\d_]+", fold(to_plain(f"{given} {family}" if comma else name)))
    words = [word for word in words if word not in SUFFIXES]
    return f"{words[-1]} {words[0][0]}" if words else ""


def group(records: Iterable[RecordFacts]) -> tuple[dict[int, str], list[Doubt]]:
    """Assign every record to a work.

    Returns:
        The work id of each record key (the id of the most authoritative record of the work), and the doubts.
    """
    facts = sorted(records, key=_authority)
    together = {record.key: [record] for record in facts}
    doubtful: list[Pair] = []
    for one, other, objection in _candidates(facts):
        if reason := objection or _conflict(together[one.key], together[other.key]):
            doubtful.append((one, other, reason))
        else:
            _join(together, one, other)
    works = {key: min(members, key=_authority).paper_id for key, members in together.items()}
    return works, _doubts(works, doubtful)


def _candidates(facts: list[RecordFacts]) -> Iterator[Pair]:
    """Yield pairs worth a look, the surest first, with the reason against joining them, or nothing."""
    for block in _blocks(facts, lambda record: {record.paper_id}):
        yield from ((one, other, "") for one, other in combinations(block, 2))
    yield from _judged(_blocks(facts, lambda record: {record.paper_id, *record.aliases}), _same_source)
    by_title = _blocks(facts, lambda record: {key for key in record.title_keys if len(key) >= MIN_TITLE})
    yield from _judged(by_title, _objection)


def _blocks(facts: list[RecordFacts], keys: Callable[[RecordFacts], set[str]]) -> Iterator[list[RecordFacts]]:
    blocks: dict[str, list[RecordFacts]] = defaultdict(list)
    for record in facts:
        for key in sorted(keys(record)):  # the order of a set differs from process to process
            blocks[key].append(record)
    return (block for block in blocks.values() if len(block) > 1)


def _judged(
    blocks: Iterable[list[RecordFacts]], objection: Callable[[RecordFacts, RecordFacts], str]
) -> Iterator[Pair]:
    pairs = [(one, other, objection(one, other)) for block in blocks for one, other in combinations(block, 2)]
    rivals = _rivals(pairs)
    for one, other, reason in pairs:
        rival = (one.key, other.source) in rivals or (other.key, one.source) in rivals
        yield one, other, reason or ("fits several papers of one source" if rival else "")


def _objection(one: RecordFacts, other: RecordFacts) -> str:
    if one.paper_id == other.paper_id:
        return ""
    if not one.author_keys or not other.author_keys:
        return "same title, but one record names no authors"
    shared = len(one.author_keys & other.author_keys)
    if shared < SAME_AUTHORS * min(len(one.author_keys), len(other.author_keys)):
        return f"same title, but only {shared} authors in common"
    return _same_source(one, other)


def _same_source(one: RecordFacts, other: RecordFacts) -> str:
    if one.source == other.source and one.paper_id != other.paper_id:
        return "alike, but two papers of one source"
    return ""


def _conflict(ones: list[RecordFacts], others: list[RecordFacts]) -> str:
    return next((reason for one in ones for other in others if (reason := _same_source(one, other))), "")


def _rivals(pairs: list[Pair]) -> set[tuple[int, str]]:
    """Find the (record, source) for which that source offers more than one match: none of them can be trusted."""
    matches: dict[tuple[int, str], set[str]] = defaultdict(set)
    for one, other, reason in pairs:
        if not reason:
            matches[one.key, other.source].add(other.paper_id)
            matches[other.key, one.source].add(one.paper_id)
    return {key for key, papers in matches.items() if len(papers) > 1}


def _doubts(works: dict[int, str], doubtful: Iterable[Pair]) -> list[Doubt]:
    found: dict[tuple[str, str], str] = {}
    for one, other, reason in doubtful:
        first, second = sorted((works[one.key], works[other.key]))
        if first != second:
            found.setdefault((first, second), reason)
    return [Doubt(work_id=one, other_id=other, reason=reason) for (one, other), reason in sorted(found.items())]


def _authority(record: RecordFacts) -> tuple[int, str]:
    return precedence(record.source), record.paper_id


def _join(together: dict[int, list[RecordFacts]], one: RecordFacts, other: RecordFacts) -> None:
    if together[one.key] is not together[other.key]:
        joined = together[one.key] + together[other.key]
        together |= {record.key: joined for record in joined}


def fold(text: str) -> str:
    """Lower the case of *text* and take the accents off."""
    if text.isascii():  # nearly all is, and this is ten times as fast
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)  # first: it makes plain capitals of fancy ones
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.casefold().translate(STROKES)
