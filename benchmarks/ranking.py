"""What each part of the ranking is worth, on judged queries: keyword sides, meaning, and ways of fusing them.

    .venv/bin/python -m benchmarks.ranking ../shared/data/search-dev

nDCG@10. The choice was made on this very set (search-dev), so the figures say why, not how well it will do elsewhere.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from catalogue.settings import load_settings
from index import evaluate, judged
from index.embed import embed_query
from index.evaluate import Bench, Rankings
from index.fuse import fuse
from index.lexical import TITLE_WEIGHT, features, stem, words

Scores = NDArray[np.float32]
"""Shape (queries, documents)."""

RRF_K = 60
"""Cormack et al. 2009."""


def main(path: str) -> None:
    """Print the table."""
    data = judged.read(Path(path))
    bench = evaluate.prepare(data, load_settings(), lambda _done, _total: None)
    ids = bench.index.ids
    documents = sorted(data.documents, key=lambda document: document.id)
    queries = list(data.queries.values())

    def texts(titles: int) -> list[str]:
        return [f"{document.title} . " * titles + document.body for document in documents]

    def unigrams(text: str) -> list[str]:
        return stem(words(text))

    meaning = np.array(
        [bench.index.backend.vectors(np.arange(len(ids))) @ embed_query(bench.encoder, q) for q in queries]
    )
    ours = np.array([bench.index.lexical.scores(bench.index.lexical.encode(q)) for q in queries])
    bm25 = _bm25(texts(TITLE_WEIGHT), queries, features)
    systems: dict[str, Scores] = {
        "BM25, stems": _bm25(texts(1), queries, unigrams),
        "BM25, stems and pairs, title x3": bm25,
        "TF-IDF, stems": _tfidf(texts(1), queries, unigrams),
        "TF-IDF, stems and pairs": _tfidf(texts(1), queries, features),
        "keyword side (TF-IDF, pairs, title x3)": ours,
        "meaning side": meaning,
        "rank fusion of both (RRF)": _rrf([ours, meaning]),
        "z-scores of BM25 and meaning": _fused([bm25, meaning]),
        "hybrid (z-scores of both sides)": _fused([ours, meaning]),
    }
    for name, scores in systems.items():
        print(f"{name:42} {_ndcg(bench, scores):.3f}")


def _bm25(texts: Iterable[str], queries: Iterable[str], analyse: Callable[[str], list[str]]) -> Scores:
    ranker = bm25s.BM25()
    ranker.index([analyse(text) for text in texts], show_progress=False)
    return np.array([ranker.get_scores(analyse(query) or [""]) for query in queries])


def _tfidf(texts: list[str], queries: list[str], analyse: Callable[[str], list[str]]) -> Scores:
    vectorizer = TfidfVectorizer(analyzer=analyse, sublinear_tf=True)
    rows = vectorizer.fit_transform(texts)
    return np.asarray((vectorizer.transform(queries) @ rows.T).toarray())


def _rrf(rankers: list[Scores]) -> Scores:
    ranks = [np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1) for scores in rankers]
    return np.asarray(sum(1 / (RRF_K + 1 + rank) for rank in ranks))


def _fused(rankers: list[Scores]) -> Scores:
    return np.array([fuse(list(lines)) for lines in zip(*rankers, strict=True)])


def _ndcg(bench: Bench, scores: Scores) -> float:
    rankings: Rankings = {
        query: [(bench.index.ids[row], float(line[row])) for row in np.argsort(-line, kind="stable")[: evaluate.DEPTH]]
        for query, line in zip(bench.judged.queries, scores, strict=True)
    }
    result = evaluate.evaluate(bench.judged, {"it": rankings})
    return result.systems["it"][evaluate.ALL]["ndcg@10"].mean


if __name__ == "__main__":
    main(sys.argv[1])
