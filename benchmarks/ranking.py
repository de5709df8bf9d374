"""What each part of the ranking is worth, on judged queries, and what was tried and thrown out.

    .venv/bin/python -m benchmarks.ranking ../shared/data/search-dev

nDCG@10, with its bootstrap 95% interval or its difference to the hybrid. Anything with a weight is shown with the one
that is best on the other queries, in five folds. The rest was chosen on this very set (search-dev): the figures say
why, not how well it will do elsewhere. Every ranker scores every paper; the search pools the best of each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks import rankers
from benchmarks.rankers import Scores, Values
from catalogue.settings import load_settings
from index import evaluate, judged
from index.embed import embed_query
from index.evaluate import Bench
from index.fuse import fuse
from index.lexical import TITLE_WEIGHT, features

WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)
"""What a third ranker may weigh beside the two others."""

FOLDS = 5
FED_BACK = 10
"""Best hits that pseudo-relevance feedback takes for relevant."""


def main(path: str) -> None:
    """Print the table."""
    data, settings = judged.read(Path(path)), load_settings()
    stock = rankers.meaning(rankers.open_bench(data, settings, "minilm"))
    bench = rankers.open_bench(data, settings)
    queries, texts = list(data.queries.values()), rankers.documents(bench)
    titled = rankers.documents(bench, TITLE_WEIGHT)
    pairs = rankers.bm25(titled, queries, features)
    words = np.array([bench.index.lexical.scores(bench.index.lexical.encode(query)) for query in queries])
    letters = np.array([bench.index.lexical.spelt_alike(query) for query in queries])
    keyword = np.where(words > 0, words + letters, 0)
    meaning = rankers.meaning(bench)
    hybrid = _fused([keyword, meaning])
    values = {
        "BM25, stems": rankers.bm25(texts, queries),
        "BM25, stems and pairs, titles x3": pairs,
        "TF-IDF, stems": _tfidf(texts, queries, analyzer=rankers.stems),
        "TF-IDF, stems and pairs": _tfidf(texts, queries, analyzer=features),
        "TF-IDF, stems and pairs, titles x3": words,
        "and letters: the keyword side": keyword,
        "meaning, stock MiniLM": stock,
        f"meaning, {settings.encoder}": meaning,
        "keyword side and meaning, by rank (RRF)": rankers.rrf([keyword, meaning]),
        "BM25 and meaning": _fused([pairs, meaning]),
        "stems and pairs, and stock MiniLM": _fused([words, stock]),
        "keyword side and stock MiniLM": _fused([keyword, stock]),
        f"hybrid: keyword side and {settings.encoder}": hybrid,
    }
    for name, scores in values.items():
        _print(name, _ndcg(bench, scores))
    thirds: dict[str, Callable[[], Scores]] = {
        "the keyword side once more": lambda: keyword,
        "letters once more": lambda: letters,
        "pseudo-relevance feedback": lambda: _fed_back(bench, hybrid),
        "the closest sentence": lambda: _sentences(bench),
        "BM25": lambda: pairs,
    }
    before = _ndcg(bench, hybrid)
    print(f"the hybrid and besides, its weight held out in {FOLDS} folds; difference")
    for name, third in thirds.items():
        _print(f"  {name}", _held_out(bench, [keyword, meaning, third()]) - before, sign="+")


def _held_out(bench: Bench, three: Sequence[Scores]) -> Values:
    """Score each query with the weight of the third ranker that is best on the other folds."""
    systems = [_ndcg(bench, _fused(three, [1, 1, weight])) for weight in WEIGHTS]
    folds = np.random.default_rng(0).permutation(len(systems[0])) % FOLDS
    chosen = rankers.held_out(systems, folds)
    return np.array([systems[one][place] for place, one in enumerate(chosen)])


def _tfidf(texts: Sequence[str], queries: Sequence[str], **options: object) -> Scores:
    vectorizer = TfidfVectorizer(sublinear_tf=True, **options)
    rows = vectorizer.fit_transform(texts)
    return np.asarray((vectorizer.transform(queries) @ rows.T).toarray(), dtype=np.float32)


def _fused(several: Sequence[Scores], weights: Sequence[float] | None = None) -> Scores:
    return np.array([fuse(list(lines), weights) for lines in zip(*several, strict=True)])


def _fed_back(bench: Bench, hybrid: Scores) -> Scores:
    """Rank by likeness, in words and in meaning, to the best hits, each weighing what it scored."""
    every = np.arange(len(bench.index.ids))
    vectors, terms = bench.index.backend.vectors(every), bench.index.lexical.rows(every)
    alike = [np.asarray((terms @ terms.T).toarray()), vectors @ vectors.T]
    best = np.where(hybrid >= -np.sort(-hybrid, axis=1)[:, [FED_BACK - 1]], np.maximum(hybrid, 0), 0)
    return _fused([np.asarray(best @ one, dtype=np.float32) for one in alike])


def _sentences(bench: Bench) -> Scores:
    """Rank by the sentence of each paper that is closest to the query."""
    vectors = bench.index.sentence_vectors.astype(np.float32)
    queries = [embed_query(bench.encoder, text) for text in bench.judged.queries.values()]
    return np.maximum.reduceat(np.array(queries) @ vectors.T, bench.index.ends[:-1], axis=1)


def _ndcg(bench: Bench, scores: Scores) -> Values:
    return rankers.per_query(bench, scores)["ndcg@10"]


def _print(name: str, values: Values, sign: str = "") -> None:
    figure = evaluate.bootstrap(values)
    print(f"{name:46} {figure.mean:{sign}.3f} [{figure.low:{sign}.3f}, {figure.high:{sign}.3f}]", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
