"""How well the map of the field keeps neighbours, and how still it stands when papers come in.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.projection
    .venv/bin/python -m benchmarks.projection --random 100000

Over 3,500 papers of the index in COMMONS_HOME, drawn at random with seed 0, and then 50 more, and 50 more again, ten
times. Neighbours: the share of a paper's ten nearest by its vector that are among its ten nearest on the map, and
trustworthiness (Venna and Kaski 2001), of all papers and of the 50 new ones. Moves: how far the papers that were there
before are from where they were, after turning and shifting one map onto the other: as a share of the map's width, and
in median distances to the nearest paper. Beside ours: the two main directions (PCA), which never move, openTSNE from
nothing each time, and openTSNE's own way to place new papers between old ones that never move again.

`--random N` times a first layout of N made-up vectors and one with 50 more: a mixture of 200 clouds in 384 dimensions,
since no corpus of this field is that large. Processor seconds, because other work on the machine would count.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from openTSNE import TSNE, TSNEEmbedding
from scipy.spatial import KDTree
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

from catalogue.settings import load_settings
from index.encoders import Vectors
from index.projection.build import vectors_of
from index.projection.layout import aligned, lay_out, neighbours
from index.projection.store import Places

Made = TypeVar("Made")

PAPERS, NEW, BUILDS, K = 3_500, 50, 10, 10


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--random", type=int, metavar="N", default=0)
    if number := parser.parse_args().random:
        _time(_mixture(number + NEW), number)
        return
    _, _, vectors = vectors_of(load_settings().home / "index")
    order = np.random.default_rng(0).permutation(len(vectors))[: PAPERS + BUILDS * NEW]
    _compare(normalize(vectors[order]))


def _compare(vectors: Vectors) -> None:
    print(f"{'':<34}{'neighbours kept':^26}{'move of the known, median (p95)':^36}")
    print(f"{'':<34}{'share':>7}{'trust':>8}{'new':>8}{'of the width':>20}{'nearest':>12}{'CPU s':>10}")
    old = vectors[:PAPERS]
    flat, _ = _timed(lambda: _pca(old))
    _row("PCA", old, flat)
    first, seconds = _timed(lambda: lay_out(old, _nowhere(PAPERS)))
    _row(f"ours, first layout of {PAPERS:,}", old, first, seconds=seconds)
    more = vectors[: PAPERS + NEW]
    start = np.vstack([first, _nowhere(NEW)])
    for name, make in _WAYS.items():
        places, seconds = _timed(partial(make, more, start))
        _row(f"{NEW} more: {name}", more, places, first, seconds)
    places = first
    for build in range(1, BUILDS + 1):
        places = lay_out(vectors[: PAPERS + build * NEW], np.vstack([places, _nowhere(NEW)]))
    _row(f"ours, after {BUILDS} builds of {NEW} more", vectors[: len(places)], places, first)


def _anew(vectors: Vectors, start: Places) -> Places:
    return aligned(np.asarray(TSNE(random_state=0, metric="cosine", neighbors="exact").fit(vectors)), start)


def _between(vectors: Vectors, start: Places) -> Places:
    """Place the new ones between the old ones, by openTSNE's own means, and leave those alone."""
    old = vectors[:PAPERS]
    fitted = TSNE(random_state=0, metric="cosine", neighbors="exact", n_iter=0, early_exaggeration_iter=0)
    embedding: TSNEEmbedding = fitted.fit(old, initialization=start[:PAPERS])
    return np.vstack([start[:PAPERS], np.asarray(embedding.transform(vectors[PAPERS:]))])


_WAYS: dict[str, Callable[[Vectors, Places], Places]] = {
    "ours": lay_out,
    "from nothing": _anew,
    "between, by transform": _between,
}


def _pca(vectors: Vectors) -> Places:
    return np.asarray(PCA(2, random_state=0).fit_transform(vectors), dtype=float)


def _nowhere(papers: int) -> Places:
    return np.full((papers, 2), np.nan)


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    start = time.process_time()
    return make(), time.process_time() - start


def _row(name: str, vectors: Vectors, places: Places, before: Places | None = None, seconds: float = 0.0) -> None:
    kept = _kept(vectors, places)
    said = f"{name:<34}{kept.mean():>7.3f}{trustworthiness(vectors, places, n_neighbors=K):>8.3f}"
    said += f"{kept[PAPERS:].mean():>8.3f}" if len(places) > PAPERS else f"{'':>8}"
    if before is not None:
        moved = np.linalg.norm(places[: len(before)] - before, axis=1)
        width, next_one = np.ptp(before, axis=0).max(), np.median(np.asarray(KDTree(before).query(before, 2)[0])[:, 1])
        share = f"{np.median(moved) / width:.2%} ({np.quantile(moved, 0.95) / width:.2%})"
        said += f"{share:>20}{np.median(moved) / next_one:>12.2f}"
    else:
        said += f"{'':>32}"
    print(said + (f"{seconds:>10.1f}" if seconds else ""), flush=True)


def _kept(vectors: Vectors, places: Places) -> NDArray[np.float64]:
    by_vector, on_map = (
        NearestNeighbors(n_neighbors=K).fit(some).kneighbors(return_distance=False) for some in (vectors, places)
    )
    return np.array([len(set(one) & set(other)) / K for one, other in zip(by_vector, on_map, strict=True)])


def _mixture(papers: int) -> Vectors:
    random = np.random.default_rng(0)
    centres = random.normal(size=(200, 384)).astype(np.float32)
    clouds = normalize(
        centres[np.arange(papers) % 200] + random.normal(size=(papers, 384), scale=1.2).astype(np.float32)
    )
    return np.asarray(clouds, dtype=np.float32)


def _time(vectors: Vectors, papers: int) -> None:
    _, seconds = _timed(lambda: neighbours(vectors[:papers]))
    print(f"{papers:,} papers: nearest neighbours {seconds:.0f} CPU s", flush=True)
    first, seconds = _timed(lambda: lay_out(vectors[:papers], _nowhere(papers)))
    print(f"{papers:,} papers: first layout {seconds:.0f} CPU s, neighbours included", flush=True)
    _, seconds = _timed(lambda: lay_out(vectors, np.vstack([first, _nowhere(NEW)])))
    print(f"{papers:,} papers: with {NEW} more {seconds:.0f} CPU s", flush=True)


if __name__ == "__main__":
    main()
