"""The pairs that an assignment weighs, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

Limit = Literal["least", "across", "twice the mean", "time"]
"""As in `people.assign.Limits`; *time*: nothing was found in the time given, so that the answer is a greedy one."""

Numbers = NDArray[np.float64]
Counts = NDArray[np.intp]
Chosen = NDArray[np.bool_]


_ROUNDING = 1e-9


class Relaxed(NamedTuple):
    """A limit that could not be kept."""

    limit: Limit
    wanted: float
    got: float
    people: tuple[int, ...] = ()
    """Rows of those whom it concerns, where it is about single people."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Graph:
    """Pairs, each an edge between two rows of people. Shape (pairs,) unless another is given."""

    one: Counts
    other: Counts
    score: Numbers
    """What each is worth; one of less than nothing is chosen only where somebody has too few, or for the share."""
    across: Chosen
    """Which join two communities."""
    pinned: Chosen
    """Which have to be chosen."""
    least: Counts
    """Shape (people,): how many each should get, as far as they have options."""
    most: Counts
    """Shape (people,): how many each may get; never fewer than are pinned."""

    def counts(self, chosen: Chosen) -> Counts:
        """Return how many of the *chosen* pairs each person is in, shape (people,)."""
        ends = np.concatenate([self.one[chosen], self.other[chosen]])
        return np.bincount(ends, minlength=len(self.least))

    def share(self, chosen: Chosen) -> float:
        """Return which share of the *chosen* pairs joins two communities; 0 where there are none."""
        return float(self.across[chosen].mean()) if chosen.any() else 0.0

    @property
    def reached(self) -> Chosen:
        """Who is in any pair, shape (people,)."""
        return self.counts(np.ones(len(self.one), dtype=bool)) > 0

    @property
    def said(self) -> Chosen:
        """Which pairs are between people who say a community, as far as the pairs show it."""
        member = np.zeros(len(self.least), dtype=bool)
        member[self.one[self.across]] = member[self.other[self.across]] = True
        both: Chosen = member[self.one] & member[self.other]
        return both

    @property
    def incidence(self) -> csr_array:
        """Who is in which pair, shape (people, pairs)."""
        pairs = np.arange(len(self.one))
        cells = (np.concatenate([self.one, self.other]), np.concatenate([pairs, pairs]))
        return csr_array(coo_array((np.ones(2 * len(pairs)), cells), shape=(len(self.least), len(pairs))))

    @property
    def bound(self) -> float:
        """A score that no choice exceeds: everybody has their best, whatever the others have."""
        ends, scores = np.concatenate([self.one, self.other]), np.tile(np.maximum(self.score, 0), 2)
        order = np.lexsort((-scores, ends))
        place = np.arange(len(order)) - np.searchsorted(ends[order], ends[order])
        return float(scores[order][place < self.most[ends[order]]].sum()) / 2

    def relaxed(self, chosen: Chosen, share: float) -> Iterator[Relaxed]:
        """Yield which limits *chosen* does not keep; *share* is what was wanted across communities."""
        counts = self.counts(chosen)
        short = np.flatnonzero(counts < self.least)
        if len(short):
            wanted, got = float(self.least[short].max()), float(counts[short].min())
            yield Relaxed("least", wanted, got, tuple(short.tolist()))
        if chosen.any() and share - self.share(chosen) > _ROUNDING:
            yield Relaxed("across", share, self.share(chosen))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """Which pairs of a graph were chosen."""

    chosen: Chosen
    relaxed: tuple[Relaxed, ...] = ()
    gap: float = 0.0
    """Share by which the score may be below the best possible one."""


def greedy(graph: Graph) -> Chosen:
    """Choose without an optimiser: the best pair first, and first for people who both have less than their least."""
    chosen, counts = graph.pinned.copy(), graph.counts(graph.pinned)
    order = np.argsort(-graph.score, kind="stable")
    for cap, worth in ((np.minimum(graph.least, graph.most), -np.inf), (graph.most, 0)):
        for pair in order[~chosen[order]]:
            ends = [graph.one[pair], graph.other[pair]]
            if graph.score[pair] > worth and (counts[ends] < cap[ends]).all():
                chosen[pair] = True
                counts[ends] += 1
    return chosen
