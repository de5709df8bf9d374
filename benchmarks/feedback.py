"""What likes and dislikes are worth: nDCG@10 on what is left after a reader has judged one or two hits.

For each query with at least three relevant papers, the best ranked relevant ones are liked and the best ranked others
disliked; all of these leave the ranking before it is scored, with and without feedback ("residual collection",
Salton and Buckley 1990). The weights are chosen on four fifths of the queries and scored on the last one.

    .venv/bin/python -m benchmarks.feedback ../shared/data/search-dev
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from benchmarks import rankers
from catalogue.settings import load_settings
from index import evaluate, feedback, judged
from index.backends import Rows
from index.embed import embed_query
from index.encoders import Vectors
from index.evaluate import Bench
from index.folder import Loaded
from index.fuse import fuse

LEAST = 3
"""Relevant papers that a query must have: one to like, and something left to find."""

LOOKED_AT = 20
"""Ranks down to which a reader looks for something to dislike."""

LIKES, DISLIKES = (0.25, 0.5, 0.75, 1.0, 1.5), (0.0, 0.15, 0.25, 0.5)
FOLDS = 5


class Case(NamedTuple):
    """A query, and what a reader said of its first hits."""

    keywords: csr_array
    vector: Vectors
    liked: Rows
    disliked: Rows
    left: frozenset[int]
    """Rows of the relevant papers that nobody has judged yet."""


def main(path: str) -> None:
    """Print the gain for some ways of judging."""
    bench = rankers.open_bench(judged.read(Path(path)), load_settings())
    for likes, dislikes in ((1, 0), (1, 1), (2, 2)):
        cases = _cases(bench, likes, dislikes)
        before = _scores(bench.index, cases, (0.0, 0.0))
        grid = {pair: _scores(bench.index, cases, pair) for pair in product(LIKES, DISLIKES)}
        fixed, held_out = grid[feedback.WEIGHTS], _cross_validated(list(grid.values()))
        gain = evaluate.bootstrap(fixed - before)
        print(
            f"{likes} liked, {dislikes} disliked, {len(cases)} queries: nDCG@10 {before.mean():.3f} before, "
            f"{fixed.mean():.3f} with {feedback.WEIGHTS} (+{gain.mean:.3f} [{gain.low:.3f}, {gain.high:.3f}]), "
            f"{held_out.mean():.3f} with weights chosen in {FOLDS} folds"
        )
        for like in LIKES:
            print("   ", *(f"{like}/{dislike}: {grid[like, dislike].mean():.3f}" for dislike in DISLIKES))


def _cases(bench: Bench, likes: int, dislikes: int) -> list[Case]:
    index, found = bench.index, []
    for query, text in bench.judged.queries.items():
        grades = bench.judged.grades[query]
        relevant = {index.rows[paper] for paper, grade in grades.items() if grade > 0 and paper in index.rows}
        if len(relevant) < max(LEAST, likes + 1):
            continue
        keywords, vector = index.lexical.encode(text), embed_query(bench.encoder, text)
        ranked = _ranked(index, keywords, vector)
        liked = [row for row in ranked if row in relevant][:likes]
        disliked = [row for row in ranked[:LOOKED_AT] if row not in relevant][:dislikes]
        left = frozenset(relevant - set(liked))
        found.append(Case(keywords, vector, np.array(liked, np.int64), np.array(disliked, np.int64), left))
    return found


def _ranked(index: Loaded, keywords: csr_array, vector: Vectors) -> list[int]:
    meaning = index.backend.vectors(np.arange(len(index.ids))) @ vector
    return [int(row) for row in np.argsort(-fuse([index.lexical.scores(keywords), meaning]), kind="stable")]


def _scores(index: Loaded, cases: list[Case], weights: tuple[float, float]) -> NDArray[np.float64]:
    """nDCG@10 of each case, what was judged taken out."""
    scores = []
    for case in cases:
        moved = feedback.move(index, case.keywords, case.vector, case.liked, case.disliked, weights=weights)
        gone = {*case.liked.tolist(), *case.disliked.tolist()}
        rest = [row for row in _ranked(index, *moved) if row not in gone]
        discounts = 1 / np.log2(np.arange(2, 12))
        gained = np.array([row in case.left for row in rest[:10]])
        scores.append(float(discounts @ gained / discounts[: len(case.left)].sum()))
    return np.array(scores)


def _cross_validated(systems: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Score each query by the system that is best on the other folds."""
    table = np.array(systems)
    folds = np.random.default_rng(0).permutation(table.shape[1]) % FOLDS
    best = [int(table[:, folds != fold].mean(axis=1).argmax()) for fold in range(FOLDS)]
    return np.array([table[best[fold], place] for place, fold in enumerate(folds)])


if __name__ == "__main__":
    main(sys.argv[1])
