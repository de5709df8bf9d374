"""Asking the index: a question, a paper or an abstract in, ranked ids with their reasons out. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from catalogue.errors import UnknownPaperError
from catalogue.records import Answer, Mode, Query, SearchHit, Signal, Why
from index import filters
from index.backends import Rows, Scores
from index.embed import embed_query
from index.encoders import Encoder, Vectors
from index.folder import Loaded
from index.fuse import fuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A question in every form that a ranker wants."""

    text: str
    keywords: csr_array
    """Shape (1, buckets)."""
    vector: Vectors
    """Shape (dimension,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What the rankers said of the pool that they filled together; arrays of shape (candidates,)."""

    rows: Rows
    keyword: Scores
    meaning: Scores
    fused: Scores


def search(index: Loaded, encoder: Encoder, query: Query, pool: int) -> Answer:
    """Answer *query* from *index*; an empty text has no hits.

    Args:
        index: What to search.
        encoder: The encoder that the index was made with.
        query: The question and its filters.
        pool: How many candidates each ranker brings.
    """
    if not query.text.strip():
        return Answer(hits=())
    probe = Probe(
        text=query.text,
        keywords=index.lexical.encode(query.text),
        vector=embed_query(encoder, query.text),
    )
    among = filters.matching(index.papers, query)
    return _answer(index, probe, among, mode=query.mode, k=query.k, pool=pool)


def similar(
    index: Loaded, paper_id: str, *, k: int, pool: int, among: Rows | None = None, mode: Mode = "hybrid"
) -> Answer:
    """Find the neighbours of a paper, itself left out.

    Args:
        index: What to search.
        paper_id: The paper; one of the index.
        k: How many hits at most.
        pool: How many candidates each ranker brings.
        among: Rank only these rows.
        mode: Which rankers answer.

    Raises:
        UnknownPaperError: The paper is not in the index.
    """
    row = index.rows.get(paper_id)
    if row is None:
        raise UnknownPaperError(f"the index has no paper {paper_id!r}", "Run: commons index")
    text = " ".join([index.papers["title"].tolist()[row], *index.sentences(row)])
    probe = Probe(text=text, keywords=index.lexical.encode(text), vector=index.backend.vectors(np.array([row]))[0])
    others = np.setdiff1d(np.arange(len(index.ids)) if among is None else among, [row])
    return _answer(index, probe, others, mode=mode, k=k, pool=pool)


def _answer(index: Loaded, probe: Probe, among: Rows | None, *, mode: Mode, k: int, pool: int) -> Answer:
    found = _candidates(index, probe, among, max(pool, k))
    ranking = {"hybrid": found.fused, "keyword": found.keyword, "meaning": found.meaning}[mode]
    eligible = np.flatnonzero(found.keyword > 0) if mode == "keyword" else np.arange(len(found.rows))
    best = eligible[np.lexsort((found.rows[eligible], -ranking[eligible]))][:k]
    explain = _explainer(index, probe, found, max(pool, k))
    return Answer(
        hits=tuple(
            SearchHit(paper_id=index.ids[found.rows[place]], score=float(ranking[place]), why=explain(place))
            for place in best.tolist()
        )
    )


def _candidates(index: Loaded, probe: Probe, among: Rows | None, pool: int) -> Candidates:
    """Let each ranker name its best *pool* papers, and score everything that any of them named."""
    keyword = index.lexical.scores(probe.keywords)
    allowed = np.arange(len(keyword)) if among is None else among
    named = allowed[np.argsort(-keyword[allowed], kind="stable")[:pool]]
    _, near = index.backend.search(probe.vector, pool, among)
    rows = np.union1d(named[keyword[named] > 0], near)
    meaning = index.backend.vectors(rows) @ probe.vector
    return Candidates(rows=rows, keyword=keyword[rows], meaning=meaning, fused=fuse([keyword[rows], meaning]))


def _explainer(index: Loaded, probe: Probe, found: Candidates, pool: int) -> Callable[[int], Why]:
    """Return what explains the candidate at a place of *found*."""
    keyword, meaning = (_ranks(found.rows, scores) for scores in (found.keyword, found.meaning))

    def explain(place: int) -> Why:
        row = int(found.rows[place])
        return Why(
            # beyond the pool, a rank among the candidates is not a rank among all papers
            keyword=_signal(keyword[place], found.keyword[place], pool) if found.keyword[place] > 0 else None,
            meaning=_signal(meaning[place], found.meaning[place], pool),
            sentence=index.closest_sentence(row, probe.vector),
            words=index.lexical.shared(probe.text, row),
        )

    return explain


def _ranks(rows: Rows, scores: Scores) -> Rows:
    ranks = np.empty(len(rows), dtype=np.int64)
    ranks[np.lexsort((rows, -scores))] = np.arange(1, len(rows) + 1)
    return ranks


def _signal(rank: int, score: float, pool: int) -> Signal | None:
    return Signal(rank=int(rank), score=float(score)) if rank <= pool else None
