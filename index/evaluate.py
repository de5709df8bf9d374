"""Measured quality: the real ranking code over judged data.

nDCG, recall and reciprocal rank come from ir-measures (MacAvaney et al. 2022), so they are those of trec_eval.
Intervals are bootstrap percentiles over queries (Sakai 2006), with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import RR, R, ScoredDoc, nDCG

from catalogue.answers import Answer, Mode, Query
from catalogue.judged import RESAMPLES, Figure
from catalogue.settings import Settings
from index import encoders, folder, search
from index.build import Progress, build
from index.documents import Document, rows_digest
from index.encoders import Encoder
from index.folder import Loaded
from index.judged import Judged
from index.searcher import Expand

DEPTH = 100
"""How far down a ranking is scored and written."""

SYSTEMS: Mapping[str, tuple[Mode, bool]] = {
    "keyword": ("keyword", False),
    "meaning": ("meaning", False),
    "hybrid": ("hybrid", False),
    "hybrid+bridges": ("hybrid", True),
}
"""What is compared, each by the mode and the bridging that a query would ask for."""

MEASURES = {"ndcg@10": nDCG @ 10, "recall@5": R @ 5, "recall@10": R @ 10, "recall@20": R @ 20, "mrr@10": RR @ 10}
ALL = "all"

Rankings = dict[str, list[tuple[str, float]]]
"""Document ids and scores for each query, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What came out."""

    systems: dict[str, dict[str, dict[str, Figure]]]
    """Figures by system, by group of queries (`ALL`, then each `metadata.source`), by measure."""
    queries: dict[str, int]
    """Queries in each group."""
    rankings: dict[str, Rankings]
    """The rankings by system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A judged set with an index over it."""

    judged: Judged
    index: Loaded
    encoder: Encoder
    pool: int


def prepare(judged: Judged, settings: Settings, progress: Progress) -> Bench:
    """Index the corpus of *judged*, once. Raises what `build` raises."""
    index, encoder = indexed(judged.documents, settings, progress)
    return Bench(judged=judged, index=index, encoder=encoder, pool=settings.pool)


def indexed(documents: Sequence[Document], settings: Settings, progress: Progress) -> tuple[Loaded, Encoder]:
    """Index *documents*, once: the index is kept under the settings' home. Raises what `build` raises."""
    encoder = encoders.load(settings)
    home = settings.home / "evaluate" / rows_digest(documents)[:12]
    build(
        home,
        documents,
        encoder,
        backend=settings.backend,
        batch_size=settings.batch_size,
        vectors=settings.home / "vectors",
        progress=progress,
    )
    return folder.load(home / "index", encoder, settings.backend), encoder


def rank_searches(bench: Bench, mode: Mode, expand: Expand | None = None) -> Rankings:
    """Rank the corpus for the text of every query: as it is, without syntax, and also in the words of *expand*."""

    def ask(_query: str, text: str, k: int) -> Answer:
        others = expand(text) if expand else ()
        return search.search(bench.index, bench.encoder, Query(text=text, k=k, mode=mode), bench.pool, others)

    return _rank(bench.judged, ask)


def rank_neighbours(bench: Bench, mode: Mode, expand: Expand | None = None) -> Rankings:
    """Rank each query's judged pool by similarity to the paper that the query is; other words play no part."""
    del expand

    def ask(query: str, _text: str, k: int) -> Answer:
        judged = [bench.index.rows[paper] for paper in bench.judged.grades[query] if paper in bench.index.rows]
        among = np.array(judged, dtype=np.int64)
        return search.similar(bench.index, query, k=k, pool=bench.pool, among=among, mode=mode)

    return _rank(bench.judged, ask)


def evaluate(judged: Judged, rankings: dict[str, Rankings]) -> Evaluation:
    """Score *rankings*, by system, against the grades of *judged*."""
    groups = {ALL: list(judged.queries)}
    for name in sorted(set(judged.groups.values()) - {""}):
        groups[name] = [query for query in judged.queries if judged.groups[query] == name]
    scores = {system: _scores(judged, ranking) for system, ranking in rankings.items()}
    return Evaluation(
        systems={
            system: {group: _figures(by_measure, queries) for group, queries in groups.items()}
            for system, by_measure in scores.items()
        },
        queries={group: len(queries) for group, queries in groups.items()},
        rankings=rankings,
    )


def write_run(path: Path, ranking: Rankings, tag: str) -> None:
    """Write *ranking* in the TREC run format, depth `DEPTH`."""
    lines = (
        f"{query} Q0 {document} {rank} {score:.6f} {tag}\n"
        for query, ranked in ranking.items()
        for rank, (document, score) in enumerate(ranked[:DEPTH], start=1)
    )
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines)


def _rank(judged: Judged, ask: Callable[[str, str, int], Answer]) -> Rankings:
    rankings: Rankings = {}
    for query, text in judged.queries.items():
        ignored = judged.ignored.get(query, set())
        hits = ask(query, text, DEPTH + len(ignored)).hits
        rankings[query] = [(hit.paper_id, hit.score) for hit in hits if hit.paper_id not in ignored][:DEPTH]
    return rankings


def _scores(judged: Judged, ranking: Rankings) -> dict[str, dict[str, float]]:
    """Score of each query, by measure; a query without hits scores 0."""
    # trec_eval orders by score and breaks ties by id: the rank as score keeps the order that we gave
    run = [ScoredDoc(query, paper, -rank) for query, hits in ranking.items() for rank, (paper, _) in enumerate(hits)]
    names = {str(measure): name for name, measure in MEASURES.items()}
    scores: dict[str, dict[str, float]] = {name: dict.fromkeys(judged.queries, 0.0) for name in MEASURES}
    for metric in ir_measures.iter_calc(MEASURES.values(), judged.grades, run):
        if metric.query_id in judged.queries:
            scores[names[str(metric.measure)]][metric.query_id] = metric.value
    return scores


def _figures(scores: dict[str, dict[str, float]], queries: Iterable[str]) -> dict[str, Figure]:
    chosen = list(queries)
    return {name: bootstrap(np.array([values[query] for query in chosen])) for name, values in scores.items()}


def bootstrap(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Figure:
    """Mean of *values*, shape (queries,), with the 95% percentile interval of resampled means."""
    picks = np.random.default_rng(0).integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), [2.5, 97.5])
    return Figure(mean=float(values.mean()), low=float(low), high=float(high))
