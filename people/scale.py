"""The scale that everything about pairs of people is put on: bits.

A pair that is closer than all but one in 2^b pairs of this crowd has b bits, a pair with nothing in common has none.
Similarities of vectors and sums of rare concepts cannot be compared as they are; how rarely two people of this crowd
are that close can be. Unlike percentiles, bits tell the best of a thousand from the best of ten, and they add up as
independent evidence does: Fisher 1925, "Statistical methods for research workers", combines tests by the sum of the
logarithms of their p-values.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import squareform
from scipy.stats import rankdata

Matrix = NDArray[np.float32]
"""Shape (people, people), symmetric, zeros on the diagonal."""


def bits(raw: Matrix) -> Matrix:
    """Put *raw*, where larger is closer, on the scale: minus log2 of the share of pairs at least as close.

    Every pair above zero gets something, also where all are alike or there is one pair only; zero and below get 0.
    """
    pairs = squareform(raw, checks=False)
    return _square(np.where(pairs > 0, -np.log2(_at_least(pairs) / (len(pairs) + 1)), 0), len(raw))


def unlike(raw: Matrix) -> Matrix:
    """Return the share of pairs that are at least as close: 1 for those who have least in common."""
    pairs = squareform(raw, checks=False)
    return _square(_at_least(pairs) / max(len(pairs), 1), len(raw))


def symmetric(raw: NDArray[np.float32]) -> Matrix:
    """Return the mean of both directions without the diagonal; what is no number is nothing in common."""
    mean = np.nan_to_num((raw + raw.T) / 2, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32)
    np.fill_diagonal(mean, 0)
    return mean


def _at_least(pairs: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how many of *pairs* are at least as close as each, itself among them."""
    return len(pairs) + 1 - rankdata(pairs, method="min")


def _square(pairs: NDArray[np.float64], people: int) -> Matrix:
    return squareform(pairs.astype(np.float32)) if people > 1 else np.zeros((people, people), dtype=np.float32)
