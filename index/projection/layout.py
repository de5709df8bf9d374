"""Vectors to places: t-SNE (van der Maaten and Hinton 2008) in openTSNE (Poličar et al. 2024), begun where we were.

Papers that have a place keep it but for a small drift, because the descent begins there and has little left to
do; new ones begin among their neighbours (Kobak and Berens 2019, "The art of using t-SNE", on why the start decides).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from openTSNE import TSNEEmbedding, affinity, initialization
from openTSNE.nearest_neighbors import PrecomputedNeighbors
from scipy.linalg import orthogonal_procrustes
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

from index.encoders import Vectors
from index.projection.store import Places

Progress = Callable[[int, int], None]
"""Called with steps done and steps to do."""

PERPLEXITY = 30.0
"""About how many neighbours a paper is kept near to."""


class Phase(NamedTuple):
    """A part of the descent."""

    steps: int
    exaggeration: float
    """How many times stronger than it should be attraction is."""
    momentum: float


FIRST = (Phase(250, 12.0, 0.8), Phase(500, 1.0, 0.8))
"""From nothing: openTSNE's own."""

SETTLING = (Phase(50, 1.0, 0.5),)
"""From the last layout: measured (`benchmarks/projection.py`), more steps move what is known and gain nothing."""

KNOWN = 0.5
"""With fewer papers than this share that have a place, a layout begins anew."""

SMALL = 8
"""Fewer papers than this have no neighbourhoods to speak of."""

_SAME = 1e-6
"""Coordinates that differ by less are the same text."""

_APART = 1e-3
"""How far from the very same place new papers with the same neighbours begin, as a share of the map's spread."""

_EVERY = 10
"""Steps between two words on progress."""


def lay_out(vectors: Vectors, start: Places, progress: Progress = lambda _done, _total: None) -> Places:
    """Give each paper a place; the same input gives the same places.

    Args:
        vectors: Shape (papers, dimension), of any length.
        start: Shape (papers, 2): where they were; NaN where a paper is new.
        progress: Told as the work goes on.

    Returns:
        Shape (papers, 2), turned and shifted onto *start*.
    """
    directions = normalize(vectors.astype(np.float32)) if len(vectors) else vectors
    if len(vectors) < SMALL or np.ptp(directions, axis=0).max() < _SAME:
        return _circle(len(vectors))
    distances, nearest = neighbours(directions)
    near = affinity.PerplexityBasedNN(
        perplexity=nearest.shape[1] / 3, knn_index=PrecomputedNeighbors(nearest, distances), n_jobs=1
    )
    if _placed(start).mean() < KNOWN:
        return aligned(_descend(initialization.pca(directions, random_state=0), near, FIRST, progress), start)
    return aligned(_descend(among_neighbours(start, nearest), near, SETTLING, progress), start)


def neighbours(directions: Vectors) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Find each paper's nearest others, exactly: distances and rows, both of shape (papers, three perplexities)."""
    many = int(min(3 * PERPLEXITY, len(directions) - 1))
    found = NearestNeighbors(n_neighbors=many, algorithm="brute").fit(directions)
    distances, nearest = found.kneighbors()  # without an argument: of the papers themselves, not counting each one
    return distances, nearest


def among_neighbours(start: Places, nearest: NDArray[np.int64]) -> Places:
    """Place what is new in *start* in the middle of its ten nearest neighbours that have a place."""
    begun, known = start.copy(), _placed(start)
    middle, apart = np.median(start[known], axis=0), np.random.default_rng(0).normal(size=start.shape)
    for row in np.flatnonzero(~known):
        placed = nearest[row][known[nearest[row]]][:10]
        begun[row] = np.median(start[placed], axis=0) if len(placed) else middle
        begun[row] += _APART * start[known].std() * apart[row]
    return begun


def aligned(places: Places, start: Places) -> Places:
    """Turn, mirror and shift *places* onto *start* (orthogonal Procrustes; Schönemann 1966), where both have some."""
    both = _placed(start)
    if not both.any():
        return np.asarray(places - places.mean(axis=0), dtype=float)
    here, there = places[both].mean(axis=0), start[both].mean(axis=0)
    turn, _ = orthogonal_procrustes(places[both] - here, start[both] - there)
    return np.asarray((places - here) @ turn + there, dtype=float)


def _placed(start: Places) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(start).all(axis=1), dtype=np.bool_)


def _descend(begun: Places, near: affinity.Affinities, phases: Sequence[Phase], progress: Progress) -> Places:
    embedding = TSNEEmbedding(begun, near, n_jobs=1, random_state=0)
    total, before = sum(phase.steps for phase in phases), 0
    progress(0, total)
    for phase in phases:
        told = partial(_tell, progress, before, total)
        embedding.optimize(
            phase.steps,
            exaggeration=phase.exaggeration,
            momentum=phase.momentum,
            inplace=True,
            callbacks=[told],
            callbacks_every_iters=_EVERY,
        )
        before += phase.steps
    return np.array(embedding, dtype=float)


def _tell(progress: Progress, before: int, total: int, step: int, _error: float, _embedding: Places) -> None:
    progress(before + step, total)


def _circle(papers: int) -> Places:
    angles = 2 * np.pi * np.arange(papers) / max(papers, 1)
    return np.column_stack([np.cos(angles), np.sin(angles)])
