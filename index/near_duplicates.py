"""Hits that are nearly the same paper, told as one: two versions, or a workshop paper and the long one.

What the catalogue joins are records of one work; these are works of their own that say the same once more.
Their words tell, not their vectors: of the 21 pairs of a catalogue of 4,048 papers whose words are this alike, all
are such, whatever they are called by now; vectors as close as those of the last of them also join papers that merely
work on one subject, and move when the encoder is trained.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz
from scipy.sparse import csr_array

from catalogue.answers import SearchHit
from catalogue.identity import SAME_AUTHORS, author_key
from index.backends import Scores
from index.folder import Loaded

SAME_WORDS = 0.5
"""Cosine of keyword rows from which on two papers are nearly the same, unless their authors are others."""

SAME_TITLE = 88
"""Likeness of titles, of 100, from which on two papers of the same authors are nearly the same ..."""

SHARED_WORDS = 0.15
"""... if their keyword rows are at least so close; three pairs of the catalogue, all right."""

_NUMBER = re.compile(r"\b(?:[ivx]+|\w*\d\w*)\b")
"""Parts of a series differ in it."""


def fold(index: Loaded, hits: Sequence[SearchHit]) -> tuple[SearchHit, ...]:
    """Fold each of *hits* that is nearly the same as a better one into that one's `SearchHit.also`."""
    rows = [index.rows[hit.paper_id] for hit in hits]
    papers = _papers(index, rows)
    alike = _cosines(index.lexical.rows(np.array(rows, dtype=np.int64)))
    kept: dict[int, SearchHit] = {}
    for place, hit in enumerate(hits):
        same = (better for better in kept if _same(papers[better], papers[place], alike[better, place]))
        better = next(same, None)
        if better is None:
            kept[place] = hit
        else:
            kept[better] = replace(kept[better], also=(*kept[better].also, hit.paper_id, *hit.also))
    return tuple(kept.values())


def _cosines(words: csr_array) -> Scores:
    """Cosine of each unit row with each, shape (rows, rows), through the few columns that they have."""
    known, columns = np.unique(words.indices, return_inverse=True)
    dense = csr_array((words.data, columns, words.indptr), shape=(words.shape[0], len(known))).toarray()
    return np.asarray(dense @ dense.T)


class _Paper(NamedTuple):
    title: str
    authors: frozenset[str]


def _papers(index: Loaded, rows: Sequence[int]) -> list[_Paper]:
    some = index.papers.iloc[list(rows)]
    pairs = zip(some["title"], some["authors"], strict=True)
    return [_Paper(title.casefold(), frozenset(map(author_key, names))) for title, names in pairs]


def _same(one: _Paper, other: _Paper, alike: float) -> bool:
    if alike < SHARED_WORDS:
        return False
    if len(one.authors & other.authors) < SAME_AUTHORS * min(len(one.authors), len(other.authors)):
        return False
    return alike >= SAME_WORDS or (bool(one.authors and other.authors) and _same_title(one.title, other.title))


def _same_title(*titles: str) -> bool:
    parts = {frozenset(_NUMBER.findall(title)) for title in titles}
    return len(parts) == 1 and fuzz.token_set_ratio(*titles) >= SAME_TITLE
