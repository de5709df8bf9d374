"""More like these, less like those: a question moved toward the papers that a reader likes, on both sides.

Rocchio's rule (Rocchio 1971, "Relevance feedback in information retrieval"): to the question's unit vector some of
the mean of the liked papers is added, and a little of the mean of the disliked ones is taken away. Without a question,
what is sought is the liked papers' mean: papers like these.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array, vstack

from catalogue.answers import Shift
from catalogue.identity import fold
from index.backends import Rows
from index.encoders import Vectors
from index.folder import Loaded
from index.lexical import features, stem, total, unit, words

WEIGHTS = (0.75, 0.25)
"""What the liked and the disliked papers' means weigh, the question weighing 1. Manning, Raghavan and Schütze 2008
(section 9.1.1) take 0.75 and 0.15; `benchmarks/feedback.py` finds it flat between 0.5 and 1, and 0.15 and 0.5."""

SHOWN = 5
"""Words in which each side of a shift is told."""

WEIGHTIEST = 12
"""Words of a paper that such a word is chosen from."""


def known(index: Loaded, ids: Iterable[str]) -> Rows:
    """Return the rows of *ids*; those that the index does not have, or has no longer, move nothing."""
    return np.array([index.rows[paper] for paper in dict.fromkeys(ids) if paper in index.rows], dtype=np.int64)


def move(
    index: Loaded,
    keywords: csr_array,
    vector: Vectors,
    liked: Rows,
    disliked: Rows,
    *,
    weights: tuple[float, float] = WEIGHTS,
) -> tuple[csr_array, Vectors]:
    """Move a question toward *liked* and away from *disliked*.

    The papers themselves are then near the top by force, and the reader knows them: leave both out of the ranking.

    Args:
        index: The index that is asked.
        keywords: The question's words, shape (1, buckets); all zero where there is no question.
        vector: The question's meaning, shape (dimension,); all zero where there is no question.
        liked: Rows of papers to move toward.
        disliked: Rows of papers to move away from.
        weights: What the two means weigh.

    Returns:
        Both in the same shapes, of length one unless nothing is left of them. No word counts less than nothing: a
        paper shall not be found for the words that it lacks.
    """
    moved = _sum([(keywords, 1.0), *_parts(index, liked, disliked, weights)])
    moved.data = np.maximum(moved.data, 0)
    meaning = vector + weights[0] * _mean(index, liked) - weights[1] * _mean(index, disliked)
    return unit(moved), np.asarray(meaning / (np.linalg.norm(meaning) or 1.0), dtype=np.float32)


def shift(index: Loaded, liked: Rows, disliked: Rows, *, weights: tuple[float, float] = WEIGHTS) -> Shift:
    """Say which words now count more, and which less: words and pairs of words that the papers print."""
    pull = _sum(_parts(index, liked, disliked, weights))
    gains = dict(zip(pull.indices.tolist(), pull.data.tolist(), strict=True))
    return Shift(toward=_told(index, liked, gains, 1), away=_told(index, disliked, gains, -1))


def _parts(index: Loaded, liked: Rows, disliked: Rows, weights: tuple[float, float]) -> list[tuple[csr_array, float]]:
    """Return the papers' words, shape (papers, buckets), with what those of one paper weigh."""
    signed = ((liked, weights[0]), (disliked, -weights[1]))
    return [(index.lexical.rows(rows), weight / max(len(rows), 1)) for rows, weight in signed]


def _sum(parts: Sequence[tuple[csr_array, float]]) -> csr_array:
    """Add all rows of *parts*, weighted, into shape (1, buckets)."""
    return total(vstack([part * weight for part, weight in parts], format="csr"))


def _mean(index: Loaded, rows: Rows) -> Vectors:
    """Mean vector of *rows*, shape (dimension,); zeros for none."""
    mean: Vectors = index.backend.vectors(rows).sum(axis=0) / np.float32(max(len(rows), 1))
    return mean


def _told(index: Loaded, rows: Rows, gains: Mapping[int, float], sign: int) -> tuple[str, ...]:
    """Return the words of *rows* that move most papers furthest; none that an earlier one already says."""
    worth = {one: sign * _gain(index, one, gains) for one in _candidates(index, rows)}
    chosen: dict[str, set[str]] = {}
    for one in sorted(worth, key=lambda one: (-worth[one], one)):
        stems = set(stem(words(one)))
        if worth[one] > 0 and all(stems.isdisjoint(said) for said in chosen.values()):
            chosen[one] = stems
    return tuple(chosen)[:SHOWN]


def _gain(index: Loaded, phrase: str, gains: Mapping[int, float]) -> float:
    """How much nearer a question of *phrase* has come, times the order of how many papers have it.

    By the first alone the rarest words would be named, which move nobody.
    """
    asked = index.lexical.encode(phrase)
    near = sum(gains.get(place, 0.0) * weight for place, weight in zip(asked.indices.tolist(), asked.data, strict=True))
    return float(near) * math.log(max(len(index.lexical.rows_with(features(phrase))), 1))


def _candidates(index: Loaded, rows: Rows) -> Iterator[str]:
    """Yield the weightiest words of each of *rows*, and the pairs that stand side by side in its text."""
    for row in rows.tolist():
        text = fold(" ".join([index.papers["title"].iloc[row], *index.sentences(row)]))
        heavy = [one for one in index.lexical.shared(text, row, WEIGHTIEST) if one.isalpha() and len(one) > 1]
        yield from heavy
        yield from (f"{one} {other}" for one, other in pairwise(text.split()) if one in heavy and other in heavy)
