"""Who may be suggested to whom at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from catalogue.identity import SUFFIXES, author_key, fold
from catalogue.people import Participant

GENERIC = frozenset(
    re.findall(
        r"\w+",
        "the of at for and in de la du der die und department dept school faculty institute institut centre center "
        "group lab labs laboratory research university universitat universite universidad univ college inc ltd llc "
        "gmbh corp company science sciences computer independent researcher self none",
    )
)
"""Words of affiliations that name none: "University of Oxford" and "Oxford University" are one."""


def allowed(
    participants: Sequence[Participant],
    coauthors: Iterable[tuple[str, str]] = (),
    declined: Iterable[tuple[str, str]] = (),
) -> NDArray[np.bool_]:
    """Return who may be suggested to whom, shape (participants, participants), symmetric.

    Nobody themselves, no co-authors, nobody whom either of the two excludes, knows or has said no to, no colleagues if
    either wishes none. The answer does not say which it was, and neither must any page: an exclusion is told to nobody.

    Args:
        participants: Everybody who may be suggested.
        coauthors: Pairs of ids.
        declined: Pairs of ids, the first of whom said no to the second.
    """
    rows = {one.id: row for row, one in enumerate(participants)}
    may = ~np.eye(len(participants), dtype=bool)
    for one, other in [*coauthors, *declined]:
        if one in rows and other in rows:
            may[rows[one], rows[other]] = False
    _part_from_named(may, participants, rows)
    _part_colleagues(may, participants)
    both: NDArray[np.bool_] = may & may.T
    return both


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: rather too often, as who is excluded must not appear.

    The surname and all given names as far as both are written out agree, in either order of the parts.
    """
    first, second = _parts(one), _parts(other)
    if not first or not second:
        return False
    if sorted(first) == sorted(second):
        return True
    return author_key(one) == author_key(other) and (first[0].startswith(second[0]) or second[0].startswith(first[0]))


def same_affiliation(one: str, other: str) -> bool:
    """Whether two affiliations are one, as far as their words tell: all telling words of the one are in the other."""
    return _overlap(_telling(one), _telling(other))


def _part_from_named(may: NDArray[np.bool_], participants: Sequence[Participant], rows: dict[str, int]) -> None:
    """Take out whom somebody names, by id or by name."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(participants):
        for word in set(_parts(one.profile.name)):
            by_word[word].append(row)
    for row, one in enumerate(participants):
        for named in {*one.profile.known, *one.profile.excluded}:
            alike = {other for word in _parts(named) for other in by_word[word]}
            meant = [other for other in alike if same_name(named, participants[other].profile.name)]
            may[row, [rows[named]] if named in rows else meant] = False


def _part_colleagues(may: NDArray[np.bool_], participants: Sequence[Participant]) -> None:
    """Take out people of the same affiliation where either wishes it."""
    rows: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for row, one in enumerate(participants):
        rows[_telling(one.profile.affiliation)].append(row)
    for words, here in rows.items():
        shy = [row for row in here if not participants[row].profile.colleagues]
        for other in [other for other in rows if _overlap(words, other)] if shy else ():
            may[np.ix_(shy, rows[other])] = False


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and (one <= other or other <= one)


def _parts(name: str) -> list[str]:
    """Return the words of a name, the given names first."""
    family, _, given = name.partition(",")
    return [word for word in re.findall(r"[^\W\d_]+", fold(f"{given} {family}")) if word not in SUFFIXES]


def _telling(affiliation: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(affiliation))) - GENERIC
