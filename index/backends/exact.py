"""Brute force in NumPy: the reference that every other backend must agree with."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.backends import Backend, Rows, Scores
from index.encoders import Vectors


class Exact:
    """All inner products, sorted."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)

    def search(self, query: Vectors, k: int, among: Rows | None = None) -> tuple[Scores, Rows]:
        """Compare with every row, or with every row of *among*."""
        rows = np.arange(len(self._vectors)) if among is None else np.unique(among)
        scores = self._vectors[rows] @ np.asarray(query, dtype=np.float32)
        best = np.lexsort((rows, -scores))[:k]
        return scores[best], rows[best]

    def vectors(self, rows: Rows) -> Vectors:
        """Copy out *rows*."""
        return self._vectors[rows]

    def save(self, path: Path) -> None:
        """Write a NumPy file."""
        with path.open("wb") as file:
            np.save(file, self._vectors)


def build(vectors: Vectors) -> Backend:
    """Keep *vectors* as they are."""
    return Exact(vectors)


def load(path: Path) -> Backend:
    """Read the NumPy file."""
    return Exact(np.load(path))
