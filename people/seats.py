"""Exchanging seats two by two as long as it helps: the search behind `people.groups`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
"""Table of each person, shape (people,)."""

MIXED = 0.5
"""What a table gains where everybody is of another community than everybody else there, beside one whole idea each."""

CLOSE = 0.02
"""What it gains for a bit of closeness of each to each: it decides where no idea does."""

APART = 100.0
"""What two people at a table cost who may not meet: more than anything that a table can gain."""

HELPS = 1e-4
"""Gains below this are rounding errors."""

ROUNDS = 30
"""Times that everybody is tried elsewhere."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Seats:
    """Who has what, and who may sit with whom. Pairs are matrices of shape (people, people), symmetric."""

    having: Floats
    """Shape (people, ideas)."""
    closeness: Floats
    across: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    """Who may not sit together."""
    sizes: Sequence[int]

    def starts(self, number: int) -> Iterator[Places]:
        """Yield seatings to begin with: table by table around the idea that fills it best, then by chance."""
        if not self.sizes:
            return
        yield self._greedy()
        places = np.repeat(np.arange(len(self.sizes)), self.sizes)
        chance = np.random.default_rng(0)
        for _ in range(number - 1):
            yield chance.permutation(places)

    def value(self, places: Places) -> float:
        """Return how good a seating is."""
        return float(_Seating(self, places).values.sum())

    def improved(self, places: Places) -> Places:
        """Return where exchanges of two seats lead: none is left that helps."""
        seating = _Seating(self, places)
        for _ in range(ROUNDS):
            moved = [seating.move(one) for one in range(len(places))]
            if not any(moved):
                break
        return seating.places

    def conflicting(self, places: Places) -> NDArray[np.bool_]:
        """Return whom to leave out so that nobody sits with anybody they may not meet: few, if not the fewest."""
        against = self.apart & (places[:, None] == places[None, :]) & ~np.eye(len(places), dtype=bool)
        out = np.zeros(len(places), dtype=bool)
        while (counts := against.sum(axis=1)).any():
            worst = int(counts.argmax())
            out[worst] = True
            against[worst, :] = against[:, worst] = False
        return out

    @cached_property
    def pairs(self) -> Floats:
        """What it is worth to sit with whom, shape (people, people), without a diagonal."""
        worth = MIXED * self.across + CLOSE * self.closeness - APART * self.apart
        np.fill_diagonal(worth, 0)
        return np.asarray(worth, dtype=np.float32)

    def _greedy(self) -> Places:
        places = np.full(len(self.having), -1)
        for number, size in enumerate(self.sizes):
            free = np.flatnonzero(places < 0)
            filled = -np.sort(-self.having[free], axis=0)[:size].sum(axis=0)
            fit = self.having[free, filled.argmax()] if filled.size else np.zeros(len(free))
            places[free[np.argsort(-fit, kind="stable")[:size]]] = number
        return places


class _Seating:
    """Places as they are exchanged, and what each table then has."""

    def __init__(self, seats: Seats, places: Places) -> None:
        self.places = places.copy()
        self._having, self._pairs = seats.having, seats.pairs
        sits = np.zeros((len(places), len(seats.sizes)), dtype=np.float32)
        sits[np.arange(len(places)), places] = 1
        self._ideas = sits.T @ self._having
        self._beside = self._pairs @ sits
        self._others = np.maximum(np.array(seats.sizes, dtype=np.float32) - 1, 1)

    @property
    def values(self) -> Floats:
        """What each table is worth: what all there have of the idea that suits them best, and who sits with whom."""
        own = self._beside[np.arange(len(self.places)), self.places] / self._others[self.places]
        return _best(self._ideas) + np.bincount(self.places, own, len(self._others)).astype(np.float32)

    def move(self, one: int) -> bool:
        """Exchange the seats of *one* and whoever it helps most, if it helps; say whether it did."""
        gain = self._gain(one)
        other = int(gain.argmax())
        if gain[other] <= HELPS:
            return False
        here, there = self.places[[one, other]]
        self.places[[one, other]] = there, here
        for leaves, comes, table in ((one, other, here), (other, one, there)):
            self._ideas[table] += self._having[comes] - self._having[leaves]
            self._beside[:, table] += self._pairs[:, comes] - self._pairs[:, leaves]
        return True

    def _gain(self, one: int) -> Floats:
        """Return what it is worth for *one* to exchange seats with each, shape (people,)."""
        here, pair = self.places[one], self._pairs[one]
        rows = np.arange(len(self.places))
        change = self._having - self._having[one]
        ideas = _best(self._ideas[here] + change) + _best(self._ideas[self.places] - change)
        ideas -= _best(self._ideas)[here] + _best(self._ideas)[self.places]
        in_place = (self._beside[:, here] - pair - self._beside[one, here]) / self._others[here]
        in_place += (self._beside[one, self.places] - pair - self._beside[rows, self.places]) / self._others[
            self.places
        ]
        gain: Floats = np.where(self.places == here, 0, ideas + 2 * in_place)
        return gain


def _best(ideas: Floats) -> Floats:
    """Return the largest of each row; 0 where there are no ideas at all."""
    best: Floats = ideas.max(axis=1, initial=0)
    return best
