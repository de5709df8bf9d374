"""Why a paper was found: what each ranker said, the words that it shares with the question, and a sentence of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from catalogue.answers import Signal, Why
from index.backends import Rows, Scores
from index.bridges import Bridge
from index.encoders import Vectors
from index.folder import Loaded

BRIDGED = 5
"""Words of other communities that a paper is said to have: more would not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A question in every form that a ranker wants."""

    text: str
    keywords: csr_array
    """Shape (1, buckets)."""
    vector: Vectors
    """Shape (dimension,)."""
    bridge: Bridge | None = None
    """The same in the words of other communities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What the rankers said of the pool that they filled together; arrays of shape (candidates,)."""

    rows: Rows
    keyword: Scores
    meaning: Scores
    fused: Scores


class Reasons:
    """Explains candidates of one question."""

    def __init__(self, index: Loaded, probe: Probe, found: Candidates, pool: int) -> None:
        """Take what was found; beyond *pool*, a rank among the candidates is not a rank among all papers."""
        self._index = index
        self._probe = probe
        self._found = found
        self._pool = pool
        self._ranks = [_ranks(found.rows, scores) for scores in (found.keyword, found.meaning)]

    def of(self, places: Sequence[int]) -> list[Why]:
        """Explain the candidates at *places*."""
        rows = self._found.rows[places]
        shared = self._index.lexical.shared_by(self._probe.text, rows)
        others = self._bridged(rows)
        return [self._why(*one) for one in zip(places, rows.tolist(), shared, others, strict=True)]

    def _why(self, place: int, row: int, words: tuple[str, ...], bridged: tuple[str, ...]) -> Why:
        keyword, meaning = self._ranks
        return Why(
            keyword=self._signal(keyword[place], self._found.keyword[place])
            if self._found.keyword[place] > 0
            else None,
            meaning=self._signal(meaning[place], self._found.meaning[place]),
            sentence=self._index.closest_sentence(row, self._probe.vector),
            words=words,
            bridged=bridged,
        )

    def _signal(self, rank: int, score: float) -> Signal | None:
        return Signal(rank=int(rank), score=float(score)) if rank <= self._pool else None

    def _bridged(self, rows: Rows) -> list[tuple[str, ...]]:
        """Return the other communities' words that each of *rows* has in full, the weightiest first."""
        bridge = self._probe.bridge
        if not bridge:
            return [()] * len(rows)
        had = self._index.lexical.weights(rows, bridge.words.indices.astype(np.int64)) > 0
        before = np.pad(had.cumsum(axis=1), ((0, 0), (1, 0)))[:, bridge.words.indptr]
        whole = np.diff(before, axis=1) == np.diff(bridge.words.indptr)
        return [
            tuple(bridge.expansions[place].label for place in bridge.order if line[place])[:BRIDGED] for line in whole
        ]


def _ranks(rows: Rows, scores: Scores) -> Rows:
    ranks = np.empty(len(rows), dtype=np.int64)
    ranks[np.lexsort((rows, -scores))] = np.arange(1, len(rows) + 1)
    return ranks
