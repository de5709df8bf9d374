"""Asking the index: a question, a paper or an abstract in, ranked ids with their reasons out. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from catalogue.answers import Answer, Expansion, Mode, Query, SearchHit, Shift, Why
from catalogue.errors import UnknownPaperError
from index import feedback, filters
from index.backends import Rows, Scores
from index.bridges import bridge
from index.embed import embed_query
from index.encoders import Encoder
from index.folder import Loaded
from index.fuse import fuse, mix
from index.reasons import Candidates, Probe, Reasons

MEANT = 0.3
"""What meaning weighs beside the other communities' words: the vector is of the user's, and leads back to them."""


def search(index: Loaded, encoder: Encoder, query: Query, pool: int, expansions: Sequence[Expansion] = ()) -> Answer:
    """Answer *query* from *index*. With nothing to rank by, what passes its filters comes newest first.

    Args:
        index: What to search.
        encoder: The encoder that the index was made with.
        query: The question, its filters, and the papers that the reader likes.
        pool: How many candidates each ranker brings.
        expansions: Words of other communities for what the question names.
    """
    among = filters.matching(index, query)
    liked, disliked = feedback.known(index, query.more), feedback.known(index, query.less)
    if not query.text.strip() and not len(liked):
        return Answer(hits=() if among is None else _newest(index, among, query.k))
    probe, shift = _probe(index, encoder, query.text, expansions if query.mode == "hybrid" else ()), None
    if len(liked) or len(disliked):
        probe, shift = _moved(index, probe, liked, disliked)
        every = np.arange(len(index.ids)) if among is None else among
        among = np.setdiff1d(every, np.concatenate([liked, disliked]))
    hits = _hits(index, probe, among, mode=query.mode, k=query.k, pool=pool)
    return Answer(hits=hits, also_searched=probe.bridge.expansions if probe.bridge else (), shift=shift)


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
    return Answer(hits=_hits(index, probe, others, mode=mode, k=k, pool=pool))


def _probe(index: Loaded, encoder: Encoder, text: str, expansions: Sequence[Expansion]) -> Probe:
    """Put a question into every form that a ranker wants; one of liked papers alone has no words of its own."""
    keywords = index.lexical.encode(text)
    vector = embed_query(encoder, text) if text.strip() else np.zeros(encoder.dimension, dtype=np.float32)
    return Probe(text=text, keywords=keywords, vector=vector, bridge=bridge(index, text, expansions))


def _moved(index: Loaded, probe: Probe, liked: Rows, disliked: Rows) -> tuple[Probe, Shift]:
    """Move a question as likes and dislikes say; the papers themselves are left out by the caller."""
    keywords, vector = feedback.move(index, probe.keywords, probe.vector, liked, disliked)
    return replace(probe, keywords=keywords, vector=vector), feedback.shift(index, liked, disliked)


def _newest(index: Loaded, among: Rows, k: int) -> tuple[SearchHit, ...]:
    dates = index.papers["date"].tolist()
    best = sorted(among.tolist(), key=lambda row: dates[row], reverse=True)[:k]
    return tuple(
        SearchHit(paper_id=index.ids[row], score=0.0, why=Why(sentence=index.sentences(row)[0])) for row in best
    )


def _hits(index: Loaded, probe: Probe, among: Rows | None, *, mode: Mode, k: int, pool: int) -> tuple[SearchHit, ...]:
    found = _candidates(index, probe, among, max(pool, k))
    ranking = {"hybrid": found.fused, "keyword": found.keyword, "meaning": found.meaning}[mode]
    eligible = np.flatnonzero(found.keyword > 0) if mode == "keyword" else np.arange(len(found.rows))
    best = eligible[np.lexsort((found.rows[eligible], -ranking[eligible]))][:k].tolist()
    reasons = Reasons(index, probe, found, max(pool, k))
    return tuple(
        SearchHit(paper_id=index.ids[found.rows[place]], score=float(ranking[place]), why=why)
        for place, why in zip(best, reasons.of(best), strict=True)
    )


def _candidates(index: Loaded, probe: Probe, among: Rows | None, pool: int) -> Candidates:
    """Let each ranker name its best *pool* papers, and score everything that any of them named."""
    allowed = np.arange(len(index.ids)) if among is None else among
    words = index.lexical.scores(probe.keywords)
    keyword = np.where(words > 0, words + index.lexical.spelt_alike(probe.text), 0)
    bridged = index.lexical.scores(probe.bridge.keywords) if probe.bridge else None
    _, near = index.backend.search(probe.vector, pool, among)
    named = [_best(scores, allowed, pool) for scores in (keyword, bridged) if scores is not None]
    rows = np.unique(np.concatenate([near, *named]))
    meaning = index.backend.vectors(rows) @ probe.vector
    fused = fuse([keyword[rows], meaning])
    if probe.bridge and bridged is not None:
        fused = mix(fused, fuse([bridged[rows], meaning], [1, MEANT]), probe.bridge.strength)
    return Candidates(rows=rows, keyword=keyword[rows], meaning=meaning, fused=fused)


def _best(scores: Scores, allowed: Rows, pool: int) -> Rows:
    """Return those of the *allowed* rows that score best, and more than nothing."""
    some = allowed[scores[allowed] > 0]
    if len(some) > pool:  # sorting a hundred thousand would cost more than scoring them
        some = some[scores[some] >= np.partition(scores[some], -pool)[-pool]]
    return some[np.argsort(-scores[some], kind="stable")[:pool]]
