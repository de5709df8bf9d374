"""Tables of four to six around an idea that those who sit there share, balanced over communities.

Everybody is seated at the table whose idea they have, nobody with anybody whom they may not be suggested to. The best
seating is a partition problem, hard beyond a dozen people, so seats are exchanged two by two as long as that helps
(Kernighan and Lin 1970), from several starts. Of 3,000 random crowds of nine all but two end at the best of all
partitions, and those within 0.3% (`tests/people/test_groups.py` lays some of them beside all partitions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalogue.words import Relation
from people.common import STRENGTH
from people.interests import Bridges, Interests
from people.seats import Floats, Seats

SMALLEST, LARGEST = 4, 6

IDEAS = 200
"""Ideas that a table may be about, those which fill one best: more would cost time and name no table."""

HAS = 0.2
"""What it counts to have a table's idea at all, beside its weight: four who have it outweigh two experts."""

STARTS = 32
"""Seatings that are begun with, the best end of which is taken; fewer where there are more than some `SEATS`."""

SEATS = 2000
"""Seats that are begun with in all, so that a few people and some hundreds take about as long, a second or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, and what it is about."""

    people: tuple[int, ...]
    """Rows, in order."""
    concept: str = ""
    """Id of the idea that they share; empty where no two of them share any."""
    sharing: int = 0
    """How many of them have the idea, or one that a bridge joins to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """Who sits where."""

    tables: tuple[Table, ...]
    unseated: tuple[int, ...] = ()
    """Rows of those who could be seated with nobody they may meet."""

    @property
    def uneven(self) -> tuple[Table, ...]:
        """Tables of another size than `SMALLEST` to `LARGEST`: three people or fewer, seven, or too many exclusions."""
        return tuple(one for one in self.tables if not SMALLEST <= len(one.people) <= LARGEST)


def seat(
    people: Sequence[Interests],
    bridges: Bridges,
    allowed: NDArray[np.bool_],
    closeness: Floats,
    across: NDArray[np.bool_],
) -> Seating:
    """Seat *people* at tables.

    Args:
        people: Everybody who comes.
        bridges: How the glossary's concepts are related.
        allowed: Shape (people, people), symmetric: who may be suggested to whom.
        closeness: Shape (people, people), symmetric: larger is closer, as `people.match.Scores.total`.
        across: Shape (people, people), symmetric: which pairs join two communities.
    """
    sizes = table_sizes(len(people))
    concepts, having = _having(people, bridges)
    seats = Seats(having=having, closeness=closeness, across=across, apart=~allowed, sizes=sizes)
    starts = min(STARTS, SEATS // max(len(people), 1))
    ends = [seats.improved(start) for start in seats.starts(max(starts, 1))]
    best = max(ends, key=seats.value) if ends else np.zeros(0, dtype=np.intp)
    up = seats.conflicting(best)
    tables = [_table(np.flatnonzero((best == number) & ~up), concepts, having) for number in range(len(sizes))]
    return Seating(tables=tuple(one for one in tables if one.people), unseated=tuple(np.flatnonzero(up).tolist()))


def table_sizes(people: int) -> list[int]:
    """Return how many sit at each table: as near to five as can be, and never two tables more than one apart.

    Three or fewer sit at one table, and so do seven, who cannot be seated in fours to sixes.
    """
    most = people // SMALLEST
    tables = min(max(round(people / 5), -(-people // LARGEST)), most) if most else min(people, 1)
    return [people // tables + (number < people % tables) for number in range(tables)]


def _table(rows: NDArray[np.intp], concepts: Sequence[str], having: Floats) -> Table:
    sums = having[rows].sum(axis=0) * ((having[rows] > 0).sum(axis=0) > 1)
    people = tuple(rows.tolist())
    if not sums.any():
        return Table(people=people)
    best = int(sums.argmax())
    return Table(people=people, concept=concepts[best], sharing=int((having[rows, best] > 0).sum()))


def _having(people: Sequence[Interests], bridges: Bridges) -> tuple[list[str], Floats]:
    """Return ideas that may be told, and how much everybody has each, shape (people, ideas): their own or a related."""
    told = [{idea.concept: idea.weight for idea in one.ideas.values() if idea.told} for one in people]
    concepts = sorted({concept for one in told for concept in one})
    number = {concept: column for column, concept in enumerate(concepts)}
    own = np.zeros((len(people), len(concepts)), dtype=np.float32)
    for row, one in enumerate(told):
        for concept, weight in one.items():
            own[row, number[concept]] = weight + HAS
    having = own.copy()
    for (here, there), relation in _joined(bridges, number).items():
        np.maximum(having[:, there], STRENGTH[relation] * own[:, here], out=having[:, there])
    filled = -np.sort(-having, axis=0)[:LARGEST].sum(axis=0)
    best = np.sort(np.argsort(-filled, kind="stable")[:IDEAS])
    return [concepts[column] for column in best], having[:, best]


def _joined(bridges: Bridges, number: Mapping[str, int]) -> dict[tuple[int, int], Relation]:
    return {
        (number[here], number[there]): relation
        for (here, there), relation in bridges.items()
        if relation in STRENGTH and here in number and there in number
    }
