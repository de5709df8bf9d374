"""Regions of the map, and what each is called: the idea that its papers name and the others do not.

A region is a hill of the papers' density and what slopes up to it, seen through glasses of three strengths: broad
hills for a look from afar, narrow ones for a closer look. Nothing in it is drawn by lot, so a few new papers leave
the regions where they were.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, maximum_filter
from scipy.sparse import csr_array

from index.projection.store import Places

LEVELS = (0.035, 0.02, 0.011)
"""How broad hills are, as a share of the map's width: from afar, nearer, near."""

FEWEST = 8
"""Papers that make a region."""

SURE = 3.0
"""Standard deviations from which on an idea is distinctive enough to name a region."""

COMMON = 0.1
"""Share of a region's papers that at least name the idea that the region is called by."""

MORE = 2.5
"""How many times as often as in all papers a region must name the idea that it is called by."""

PRIOR = 50.0
"""Papers' worth of belief that a region names ideas as often as all do: keeps rare ones from looking typical."""

GRID = 256
"""Cells across the map."""

_TINY = 1e-9

Counts = NDArray[np.float64]
"""Shape (concepts,): how many papers name each."""

Said = csr_array
"""Shape (papers, concepts): how often each paper names each concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the map with a name."""

    concept: str
    """Id of the idea that names it; no two regions share one."""
    level: int
    """0 is seen from afar; larger ones when nearer."""
    x: float
    y: float
    """Where its papers are densest."""
    rows: tuple[int, ...]
    """Its papers, the most typical first: those that name the idea most often, and of them the most central."""


def regions(places: Places, said: Said, concepts: Sequence[str]) -> tuple[Region, ...]:
    """Find the regions of *places*, shape (papers, 2) within -1 to 1, and name them; the largest of each level first.

    Args:
        places: Where the papers are.
        said: What each paper names.
        concepts: Ids of the columns of *said*.
    """
    taken: set[int] = set()
    found: list[Region] = []
    for level, breadth in enumerate(LEVELS):
        hills = [hill for hill in _hills(places, breadth) if len(hill.rows) >= FEWEST]
        for place, column in _named(hills, said, taken):
            taken.add(column)
            hill = hills[place]
            rows = tuple(_typical(hill, places, said[:, [column]]).tolist())
            found.append(Region(concept=concepts[column], level=level, x=hill.x, y=hill.y, rows=rows))
    return tuple(sorted(found, key=lambda region: (region.level, -len(region.rows), region.concept)))


@dataclass(frozen=True, slots=True)
class _Hill:
    x: float
    y: float
    rows: NDArray[np.int64]


def _hills(places: Places, breadth: float) -> Iterator[_Hill]:
    cells = np.clip((places + 1) / 2 * GRID, 0, GRID - 1).astype(int)
    counts = np.zeros((GRID, GRID))
    np.add.at(counts, (cells[:, 0], cells[:, 1]), 1)
    tops = _climb(gaussian_filter(counts, breadth * GRID, mode="constant"))[cells[:, 0], cells[:, 1]]
    for top in np.unique(tops):
        x, y = (np.array(np.unravel_index(top, counts.shape)) + 0.5) / GRID * 2 - 1
        yield _Hill(float(x), float(y), np.flatnonzero(tops == top))


def _climb(heights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each cell the top that the steepest way up leads to, as a flat index."""
    order = np.argsort(heights, axis=None, kind="stable")  # a rank for each cell: no two are equally high
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    up = order[maximum_filter(rank.reshape(heights.shape), size=3, mode="nearest").ravel()]
    while (up[up] != up).any():
        up = up[up]
    tops: NDArray[np.int64] = up.reshape(heights.shape)
    return tops


def _named(hills: Sequence[_Hill], said: Said, taken: Collection[int]) -> list[tuple[int, int]]:
    """Give hills a column of *said* each, none twice; hills without an idea of their own get none.

    The idea is one that sets the hill apart (by how sure that is, times the bits of how much), the most apart first.
    """
    if not hills:
        return []
    naming = (said > 0).astype(np.float64)
    everywhere = np.asarray(naming.sum(axis=0), dtype=float).ravel()
    scores = np.full((len(hills), said.shape[1]), -np.inf)
    for place, hill in enumerate(hills):
        here = np.asarray(naming[hill.rows].sum(axis=0), dtype=float).ravel()
        sure = distinction(here, len(hill.rows), everywhere, said.shape[0])
        more = here / len(hill.rows) / np.maximum(everywhere / said.shape[0], _TINY)
        fits = (here >= COMMON * len(hill.rows)) & (sure >= SURE) & (more >= MORE)
        scores[place, fits] = sure[fits] * np.log2(more[fits])
    scores[:, list(taken)] = -np.inf
    named = []
    while scores.size and scores.max() > 0:
        place, column = map(int, np.unravel_index(int(np.argmax(scores)), scores.shape))
        named.append((place, column))
        scores[place], scores[:, column] = -np.inf, -np.inf
    return named


def distinction(here: Counts, papers_here: int, everywhere: Counts, papers: int) -> NDArray[np.float64]:
    """Say by how many standard deviations ideas are named more in a region than elsewhere.

    Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words").

    Args:
        here: How many papers of the region name each idea.
        papers_here: Papers of the region.
        everywhere: How many of all papers name it, those of the region included.
        papers: All papers.
    """
    prior = PRIOR * (everywhere + 0.5) / (papers + 1)
    there, papers_there = everywhere - here, papers - papers_here
    yes_here, yes_there = here + prior, there + prior
    odds_here = np.log(yes_here / (papers_here + PRIOR - yes_here))
    odds_there = np.log(yes_there / (papers_there + PRIOR - yes_there))
    surely: NDArray[np.float64] = (odds_here - odds_there) / np.sqrt(1 / yes_here + 1 / yes_there)
    return surely


def _typical(hill: _Hill, places: Places, naming: Said) -> NDArray[np.int64]:
    times = naming[hill.rows].toarray().ravel()
    far = np.hypot(*(places[hill.rows] - (hill.x, hill.y)).T)
    return hill.rows[np.lexsort((hill.rows, far, -times))]
