"""Who is suggested to whom: an assignment that is mutual, capped and fair, not everybody's list of neighbours.

A maximum-weight b-matching of an undirected graph, so that a suggestion is one decision for both sides, solved as a
mixed integer programme by HiGHS (Huangfu and Hall 2018, doi:10.1007/s12532-017-0130-5). What cannot all be had gives
way in a fixed order (`people.fairness`), and the answer says which limit did and by how much: it is never infeasible.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from people.fairness import Effort, solve
from people.graph import Graph, Relaxed, Solution
from people.scale import Matrix

Mask = NDArray[np.bool_]
Pair = tuple[int, int]
"""Two rows, the smaller first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a build keeps to."""

    least: int = 5
    """Suggestions for everybody who has so many options; CCN's mind-matching gives six."""
    most: int = 7
    """Suggestions for anybody, as many as fit a day; fewer where that would be more than twice the mean."""
    across: float = 1 / 3
    """Share of suggestions that join two communities."""
    floor: float = 0.0
    """Pairs that score no more than this are not suggested, even to somebody who has no others."""
    worth: float = 2.0
    """What a suggestion beyond the least must score, in bits: closer than three of four pairs. A worse one takes the
    time of a better poster: with it the mean score of the simulated crowd is 93% of its neighbours', without it 90%."""
    candidates: int = 24
    """Pairs that are weighed for each person, and half as many across communities; more where these do not do."""
    seconds: float = 600.0
    """Time for all of it: 3,000 people take two minutes. Then the best so far is taken, and `Assignment.gap` says how
    good it is."""
    gap: float = 0.001
    """Share of the best possible score that may be lost to be quick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is suggested to whom."""

    pairs: tuple[Pair, ...]
    """In order; each is a suggestion to both."""
    people: int
    score: float
    """Sum over `pairs`."""
    relaxed: tuple[Relaxed, ...] = ()
    """Which limits gave way, and by how much."""
    gap: float = 0.0
    """Share by which what was maximised may be below the best possible."""
    weighed: int = 0
    """How many pairs were weighed."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def counts(self) -> NDArray[np.intp]:
        """How often each person is suggested, which is also how many suggestions they have; shape (people,)."""
        return np.bincount(np.array(self.pairs, dtype=np.intp).ravel(), minlength=self.people)

    def partners(self, one: int) -> tuple[int, ...]:
        """Return the rows of those suggested to *one*, in order."""
        return tuple(other if here == one else here for here, other in self.pairs if one in {here, other})


def assign(
    scores: Matrix,
    allowed: Mask,
    across: Mask,
    limits: Limits = Limits(),
    pinned: Iterable[Pair] = (),
) -> Assignment:
    """Choose the pairs of the largest total score, less `Limits.worth` for each, within *limits*.

    Args:
        scores: Shape (people, people), symmetric, larger is better.
        allowed: Shape (people, people): who may be suggested to whom; both directions must allow it.
        across: Shape (people, people): which pairs join two communities.
        limits: What to keep to.
        pinned: Pairs that stay, whatever they score: somebody said yes already. What is not allowed is not kept.
    """
    start = time.monotonic()
    may = allowed & allowed.T & ~np.eye(len(scores), dtype=bool)
    kept = np.zeros_like(may)
    for one, other in pinned:
        kept[one, other] = kept[other, one] = may[one, other]
    crowd = _Crowd(scores=scores, options=(may & (scores > limits.floor)) | kept, across=across, kept=kept)
    effort = Effort(start + limits.seconds, limits.gap)
    graph, found = _evened(*_widening(crowd, limits, effort), limits, effort)
    return Assignment(
        pairs=tuple(zip(graph.one[found.chosen].tolist(), graph.other[found.chosen].tolist(), strict=True)),
        people=len(scores),
        score=float(crowd.scores[graph.one, graph.other][found.chosen].sum()),
        relaxed=(*found.relaxed, *_uneven(graph, found)),
        gap=found.gap,
        weighed=len(graph.one),
        seconds=time.monotonic() - start,
    )


def _widening(crowd: _Crowd, limits: Limits, effort: Effort) -> tuple[Graph, Solution]:
    """Solve over the best candidates, and over more for whoever has too few suggestions but further options."""
    people = len(crowd.scores)
    wanted = np.full(people, limits.candidates)
    while True:
        graph = crowd.graph(limits, wanted)
        found = solve(graph, limits.across, effort)
        short = [row for one in found.relaxed if one.limit == "least" for row in one.people]
        if not short or not effort.seconds or (wanted[short] >= people).all():
            return graph, found
        wanted[short] *= 4


def nearest(scores: Matrix, options: Mask, wanted: NDArray[np.intp]) -> Mask:
    """Return everybody's best *wanted*, shape (people,), among their *options*, as if nobody else had any.

    Ties go to the lower row, so that the same crowd is always cut alike.
    """
    order = np.argsort(np.where(options, -scores, np.inf), axis=1, kind="stable")
    best = np.zeros_like(options)
    np.put_along_axis(best, order, np.arange(len(options)) < wanted[:, None], axis=1)
    best &= options
    return best


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Crowd:
    """Everything that may be chosen. All of shape (people, people), symmetric."""

    scores: Matrix
    options: Mask
    across: Mask
    kept: Mask

    def graph(self, limits: Limits, wanted: NDArray[np.intp]) -> Graph:
        """Return the best *wanted* pairs of each person, half as many across communities, and what is kept."""
        weighed = self._best(self.options, wanted) | self._best(self.options & self.across, wanted // 2) | self.kept
        one, other = np.nonzero(np.triu(weighed))
        return Graph(
            one=one,
            other=other,
            score=self.scores[one, other].astype(np.float64) - limits.worth,
            across=self.across[one, other],
            pinned=self.kept[one, other],
            least=np.minimum(limits.least, self.options.sum(axis=1)),
            most=np.maximum(limits.most, self.kept.sum(axis=1)),
        )

    def _best(self, options: Mask, wanted: NDArray[np.intp]) -> Mask:
        """Return the pairs among the best *wanted* of either side: nobody keeps fewer, if they have them."""
        best = nearest(self.scores, options, wanted)
        both: Mask = best | best.T
        return both


def _evened(graph: Graph, found: Solution, limits: Limits, effort: Effort) -> tuple[Graph, Solution]:
    """Lower the cap until nobody is suggested more than twice the mean; leave it where that fails, or costs more."""
    tried, better = graph, found
    while uneven := list(_uneven(tried, better)):
        cap = max(int(uneven[0].wanted), limits.least)
        lowered = np.maximum(np.minimum(tried.most, cap), tried.counts(tried.pinned))
        if (lowered == tried.most).all():
            return graph, found
        tried = replace(tried, most=lowered)
        better = solve(tried, limits.across, effort)
        if len(better.relaxed) > len(found.relaxed):
            return graph, found
    return tried, better


def _uneven(graph: Graph, found: Solution) -> Iterator[Relaxed]:
    """Yield the limit that nobody is suggested more than twice the mean of those who have options, if it is broken."""
    counts = graph.counts(found.chosen)
    twice = 2 * float(counts[graph.reached].mean()) if graph.reached.any() else 0.0
    if (worst := float(counts.max(initial=0))) > twice:
        yield Relaxed("twice the mean", twice, worst, tuple(np.flatnonzero(counts > twice).tolist()))
