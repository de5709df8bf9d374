"""What the benchmarks of the ranking share: rankers that anybody would write first, and scores of every query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

import bm25s
import numpy as np
from numpy.typing import NDArray

from catalogue.settings import Settings
from index import evaluate
from index.embed import embed_query
from index.encoders import Encoder, Vectors
from index.evaluate import Bench, Rankings, _scores
from index.judged import Judged
from index.lexical import stem, words

Scores = NDArray[np.float32]
"""Shape (queries, documents); minus infinity for a document that is not ranked."""

Values = NDArray[np.float64]
"""Shape (queries,)."""

RRF_K = 60
"""Cormack et al. 2009, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods"."""


def stems(text: str) -> list[str]:
    """Cut a text as plain keyword rankers do."""
    return stem(words(text))


class Remembering:
    """An encoder that encodes a question once, however many systems are asked it."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.weights, self.dimension = encoder.name, encoder.weights, encoder.dimension
        self.windows, self.encode_document = encoder.windows, encoder.encode_document
        self._once = cache(encoder.encode_query)

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode, or remember."""
        return self._once(tuple(texts))


def open_bench(judged: Judged, settings: Settings, encoder: str = "") -> Bench:
    """Index the corpus of *judged* with *encoder*, or that of the settings."""
    chosen = settings.model_copy(update={"encoder": encoder}) if encoder else settings
    bench = evaluate.prepare(judged, chosen, lambda _done, _total: None)
    return replace(bench, encoder=Remembering(bench.encoder))


def documents(bench: Bench, titles: int = 1) -> list[str]:
    """Return the texts of the corpus in row order, each title so many times."""
    rows = sorted(bench.judged.documents, key=lambda document: document.id)
    return [f"{document.title} . " * titles + document.body for document in rows]


def bm25(texts: Iterable[str], queries: Iterable[str], analyse: Callable[[str], list[str]] = stems) -> Scores:
    """Rank by BM25 as bm25s has it by default (Lucene's, k1 1.5, b 0.75)."""
    ranker = bm25s.BM25()
    ranker.index([analyse(text) for text in texts], show_progress=False)
    return np.array([ranker.get_scores(analyse(query) or [""]) for query in queries], dtype=np.float32)


def meaning(bench: Bench) -> Scores:
    """Rank by the cosine of whole texts."""
    every = bench.index.backend.vectors(np.arange(len(bench.index.ids)))
    return np.array([every @ embed_query(bench.encoder, text) for text in bench.judged.queries.values()])


def rrf(rankers: Sequence[Scores]) -> Scores:
    """Fuse by rank."""
    ranks = [np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1) for scores in rankers]
    return np.asarray(sum(1 / (RRF_K + 1 + rank) for rank in ranks), dtype=np.float32)


def per_query(bench: Bench, scores: Scores) -> dict[str, Values]:
    """Score every query, by measure; what the judged set ignores is taken out first."""
    rankings: Rankings = {}
    for query, line in zip(bench.judged.queries, scores, strict=True):
        ignored = bench.judged.ignored.get(query, set())
        best = [row for row in best_rows(line) if bench.index.ids[row] not in ignored]
        rankings[query] = [(bench.index.ids[row], float(line[row])) for row in best[: evaluate.DEPTH]]
    return {name: np.array(list(values.values())) for name, values in _scores(bench.judged, rankings).items()}


def best_rows(line: Scores) -> list[int]:
    """Return the rows that are ranked, best first."""
    return [int(row) for row in np.argsort(-line, kind="stable") if np.isfinite(line[row])]


def held_out(systems: Sequence[Values], folds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Choose for each query the system that is best on the queries of the other folds; shape (queries,)."""
    table = np.array(systems)
    best = {fold: int(table[:, folds != fold].mean(axis=1).argmax()) for fold in np.unique(folds).tolist()}
    return np.array([best[fold] for fold in folds.tolist()])
