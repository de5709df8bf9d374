"""FAISS, exact inner product (Douze et al. 2024, arXiv 2401.08281).

At the size of this field (thousands of papers, a hundred thousand at the outside) an exhaustive scan takes
milliseconds and never misses, so nothing approximate is offered.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.backends import Backend, Rows, Scores
from index.encoders import Vectors


class FaissFlat:
    """A flat inner-product index."""

    def __init__(self, flat: Any) -> None:  # noqa: ANN401 - faiss ships no types
        self._flat = flat

    def search(self, query: Vectors, k: int, among: Rows | None = None) -> tuple[Scores, Rows]:
        """Scan every row, or every row of *among*; k is capped here, because FAISS pads with -1 beyond its size."""
        rows = None if among is None else np.unique(among).astype(np.int64)
        size = self._flat.ntotal if rows is None else len(rows)
        if not min(k, size):
            return np.empty(0, np.float32), np.empty(0, np.int64)
        selected = None if rows is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg]
        query = np.ascontiguousarray(query, dtype=np.float32).reshape(1, -1)
        faiss.omp_set_num_threads(1)  # said in every calling thread: each would bring a pool of its own (faiss#2731)
        fetched = k + 1
        scores, found = self._flat.search(query, min(fetched, size), params=selected)
        while fetched < size and scores[0][-1] == scores[0][k - 1]:  # of rows that tie for the last place it keeps any
            fetched *= 2
            scores, found = self._flat.search(query, min(fetched, size), params=selected)
        order = np.lexsort((found[0], -scores[0]))[:k]
        return scores[0][order], found[0][order]

    def vectors(self, rows: Rows) -> Vectors:
        """Reconstruct *rows*."""
        return np.asarray(self._flat.reconstruct_batch(np.asarray(rows, dtype=np.int64)), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write FAISS's own format."""
        faiss.write_index(self._flat, str(path))


def build(vectors: Vectors) -> Backend:
    """Copy *vectors* into a flat index."""
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return FaissFlat(flat)


def load(path: Path) -> Backend:
    """Read FAISS's own format."""
    return FaissFlat(faiss.read_index(str(path)))
