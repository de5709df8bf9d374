"""Putting two rankings together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.backends import Scores

NO_SPREAD = 1e-6
"""Standard deviations below this are rounding errors."""


def standardise(scores: Scores) -> Scores:
    """Shift and scale *scores* of one ranker to mean 0 and deviation 1; all zeros where they do not differ."""
    spread = scores.std() if scores.size else 0.0
    return (scores - scores.mean()) / spread if spread > NO_SPREAD else np.zeros_like(scores)


def fuse(rankers: Sequence[Scores], weights: Sequence[float] | None = None) -> Scores:
    """Sum the standardised scores of several rankers over the same candidates.

    Standard scores ("Z-score normalisation") keep how far apart the candidates are, which rank fusion throws away:
    on the development queries the sum is worth about 0.05 nDCG@10 over reciprocal rank fusion
    (`benchmarks/ranking.py`). Renda and Straccia 2003, "Web metasearch: rank vs. score based rank aggregation methods".

    Args:
        rankers: One array for each ranker, shape (candidates,), larger is better.
        weights: What each of them weighs; alike by default.

    Returns:
        Shape (candidates,).
    """
    weighed = zip(rankers, weights or [1.0] * len(rankers), strict=True)
    total: Scores = np.sum([weight * standardise(np.asarray(one, dtype=np.float32)) for one, weight in weighed], axis=0)
    return total


def mix(one: Scores, other: Scores, share: float) -> Scores:
    """Put together two rankings of the same candidates, *share* of it the other; standard scores, as in `fuse`."""
    mixed: Scores = (1 - share) * standardise(one) + share * standardise(other)
    return mixed
