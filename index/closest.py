"""The two sentences, one of a text or a paper and one of a paper, that come closest in meaning."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from catalogue import sentences
from index.encoders import Encoder, Vectors
from index.folder import Loaded
from index.lexical import features

MOST = 40
"""Sentences of a text that are compared: an abstract and an introduction. More would take seconds."""

SHORTEST = 4
"""Words of a sentence that says something."""

HOUSEKEEPING = re.compile(
    r"://|\b(?:github|huggingface)\b|\b(?:code|data|datasets?|models?|weights|materials?|demo)\b.*\b(?:available|released?)\b",
    re.IGNORECASE,
)
"""Sentences about where things are: all papers have much the same, and they say nothing of any."""

BRIDGED = 0.1
"""What it is worth in cosine that both sentences have the words that bridge: what is shown then explains itself."""

Bridging = Collection[tuple[str, str]]
"""What the one side says, and what the other says instead: sentences that have them are preferred."""


class Closest:
    """The sentences of one text, encoded once, to be laid beside those of any paper."""

    def __init__(self, index: Loaded, encoder: Encoder, text: str) -> None:
        """Encode the first `MOST` sentences of *text*, which is not empty; addresses and fragments are left out."""
        every = sentences.split(text)
        self._index = index
        self._sentences = (list(filter(_tells, every)) or every)[:MOST]
        self._vectors = encoder.encode_document(self._sentences)
        self._features = _features(self._sentences)

    def pair(self, row: int, words: Bridging = ()) -> tuple[str, str]:
        """Return the closest sentences of the text and of the paper in *row*."""
        theirs = self._index.sentences(row)
        likeness = self._vectors @ _vectors(self._index, row).T
        one, other = _best(likeness, self._features, _features(theirs), words)
        return self._sentences[one], theirs[other]


def between(index: Loaded, row: int, other: int, words: Bridging = ()) -> tuple[str, str]:
    """Return the closest sentences of two papers, that of the paper in *row* first."""
    some, others = index.sentences(row), index.sentences(other)
    likeness = _vectors(index, row) @ _vectors(index, other).T
    likeness -= ~np.array(list(map(_tells, some)))[:, None] | ~np.array(list(map(_tells, others)))
    best, best_other = _best(likeness, _features(some), _features(others), words)
    return some[best], others[best_other]


def _tells(sentence: str) -> bool:
    return len(sentence.split()) >= SHORTEST and not HOUSEKEEPING.search(sentence)


def _vectors(index: Loaded, row: int) -> Vectors:
    start, end = index.ends[row : row + 2]
    return index.sentence_vectors[start:end].astype(np.float32)


def _best(
    likeness: NDArray[np.float32], some: Sequence[set[str]], others: Sequence[set[str]], words: Bridging
) -> tuple[int, int]:
    """Return the best place in *likeness*, shape (some, others), given by its sentences' features."""
    likeness = likeness + BRIDGED / 2 * _having(some, [own for own, _ in words])[:, None]
    likeness += BRIDGED / 2 * _having(others, [other for _, other in words])
    row, column = np.unravel_index(int(np.argmax(likeness)), likeness.shape)
    return int(row), int(column)


def _features(texts: Collection[str]) -> list[set[str]]:
    return [set(features(text)) for text in texts]


def _having(some: Collection[set[str]], phrases: Collection[str]) -> NDArray[np.bool_]:
    """Which of *some* sentences, given by their features, have one of *phrases*; shape (sentences,)."""
    wanted = _features(phrases)
    return np.array([any(one and one <= said for one in wanted) for said in some])
