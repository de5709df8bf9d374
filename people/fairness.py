"""Which limit of an assignment gives way first where not all can be kept, by solving for one after the other.

1. Nobody has more than their most, and what is pinned stays: always.
2. As few people as can be have none; then as few as can be have one only, and so on up to the least that all should
   get: those who have little are served before those who have some (a lexicographic optimum).
3. The share across communities: of all suggestions; else of those between people who say one, or as near as can be.
4. The total score.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, eye_array, hstack, kron, vstack

from people.graph import Chosen, Counts, Graph, Numbers, Relaxed, Solution, greedy

_OPTIMAL, _INFEASIBLE = 0, 2
"""What `scipy.optimize.milp` calls them."""

_SLACK = 1e-6
"""What the optimiser's arithmetic may be off by in a row."""

_WHOLE = 1e-3
"""What it may be off by in a sum over rows."""


class Effort(NamedTuple):
    """What a solution may cost, and miss."""

    until: float
    """When to be done, as `time.monotonic` has it."""
    gap: float
    """Share of the best possible score."""

    @property
    def seconds(self) -> float:
        """What is left."""
        return max(self.until - time.monotonic(), 0.0)


def solve(graph: Graph, share: float, effort: Effort) -> Solution:
    """Choose pairs of *graph*, *share* of them across communities: the best in the order that the module gives."""
    if not len(graph.one):
        return Solution(chosen=np.zeros(0, dtype=bool))
    result = _solved(graph, share, effort)
    if result is None or result.x is None:
        chosen = greedy(graph)
        late = Relaxed("time", 0.0, 0.0)
        gap = 1 - float(graph.score[chosen].sum()) / max(graph.bound, _SLACK)
        return Solution(chosen=chosen, relaxed=(late, *graph.relaxed(chosen, share)), gap=gap)
    chosen = result.x[: len(graph.one)] > 0.5  # noqa: PLR2004 - it is 0 or 1, but for rounding
    return Solution(chosen=chosen, relaxed=tuple(graph.relaxed(chosen, share)), gap=float(result.mip_gap))


def _solved(graph: Graph, share: float, effort: Effort) -> OptimizeResult | None:
    """Solve with all limits kept; else with the share of whoever says a community; else with what gives way."""
    for counted in (np.ones(len(graph.one), dtype=bool), graph.said):
        result = _programme(graph, share, counted, soft=False).solved(-graph.score, effort)
        if result.status != _INFEASIBLE:
            return result
    programme = _programme(graph, share, graph.said, soft=True)
    for cost in _concerns(graph):
        best = programme.solved(cost, effort._replace(gap=0.0))
        if best.status != _OPTIMAL:
            return None  # what it has so far may be next to nothing
        programme = programme.keeping(cost, _kept(best.fun) + _SLACK)
    return programme.solved(-graph.score, effort)


def _levels(graph: Graph) -> int:
    return max(int(graph.least.max()), 1)


def _kept(best: float) -> float:
    """Return what was reached without what the arithmetic was off by: a count of people is whole, a share may be."""
    whole = round(best)
    return whole if abs(best - whole) < _WHOLE else best


def _concerns(graph: Graph) -> Iterator[Numbers]:
    """Yield what to keep small, the gravest first: how many people lack each level, from the first; then the share."""
    pairs, people, levels = len(graph.one), len(graph.least), _levels(graph)
    for level in range(levels):
        lacking = np.zeros((levels, people))
        lacking[level] = 1
        yield np.concatenate([np.zeros(pairs), lacking.ravel()])
    yield np.concatenate([np.zeros(pairs + levels * people), [1.0]])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Programme:
    """Rows over the variables: whether each pair is chosen, what each person lacks by level, what the share lacks."""

    rows: csr_array
    lower: Numbers
    upper: Numbers
    bounds: Bounds
    whole: Counts

    def solved(self, cost: Numbers, effort: Effort) -> OptimizeResult:
        """Minimise *cost*, which may leave out trailing variables."""
        constraints = LinearConstraint(self.rows, self.lower, self.upper)
        return milp(
            self._padded(cost),
            integrality=self.whole,
            bounds=self.bounds,
            constraints=constraints,
            options={"time_limit": effort.seconds, "mip_rel_gap": effort.gap},
        )

    def keeping(self, cost: Numbers, at_most: float) -> _Programme:
        """Return the programme in which *cost* stays small."""
        rows = csr_array(vstack([self.rows, csr_array(self._padded(cost)[None, :])]))
        return replace(self, rows=rows, lower=np.append(self.lower, -np.inf), upper=np.append(self.upper, at_most))

    def _padded(self, cost: Numbers) -> Numbers:
        return np.pad(cost, (0, len(self.whole) - len(cost)))


def _programme(graph: Graph, share: float, counted: Chosen, *, soft: bool) -> _Programme:
    """State the problem; the share is of the pairs *counted*. Unless it is *soft*, nothing may be lacking."""
    pairs, people, levels = len(graph.one), len(graph.least), _levels(graph)
    lacking = kron(np.ones((1, levels)), eye_array(people))
    short_of = np.where(graph.across, 1 - share, np.where(counted, -share, 0.0))[None, :]
    who = graph.incidence
    nothing = csr_array((people, 1))
    rows = [
        hstack([who, csr_array(lacking.shape), nothing]),
        hstack([who, lacking, nothing]),
        hstack([csr_array(short_of), csr_array((1, lacking.shape[1])), csr_array([[1.0]])]),
    ]
    ceiling = (graph.least > np.arange(levels)[:, None]).astype(float).ravel() * soft
    floor = graph.pinned.astype(float)
    return _Programme(
        rows=csr_array(vstack(rows)),
        lower=np.concatenate([np.full(people, -np.inf), graph.least, [0.0 if graph.across.any() else -np.inf]]),
        upper=np.concatenate([graph.most, np.full(people + 1, np.inf)]),
        bounds=Bounds(
            np.pad(floor, (0, len(ceiling) + 1)), np.concatenate([np.ones(pairs), ceiling, [float(pairs) * soft]])
        ),
        whole=np.pad(np.ones(pairs, dtype=np.intp), (0, len(ceiling) + 1)),
    )
