"""The two sentences, one of a text and one of a paper, that come closest in meaning."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from catalogue import sentences
from index.encoders import Encoder
from index.folder import Loaded
from index.lexical import features

MOST = 40
"""Sentences of a text that are compared: an abstract and an introduction. More would take seconds."""

SHORTEST = 4
"""Words of a sentence that says something."""

BRIDGED = 0.1
"""What it is worth in cosine that both sentences have the words that bridge: what is shown then explains itself."""


class Closest:
    """The sentences of one text, encoded once, to be laid beside those of any paper."""

    def __init__(self, index: Loaded, encoder: Encoder, text: str) -> None:
        """Encode the first `MOST` sentences of *text*, which is not empty; addresses and fragments are left out."""
        every = sentences.split(text)
        telling = [one for one in every if len(one.split()) >= SHORTEST and "://" not in one]
        self._index = index
        self._sentences = (telling or every)[:MOST]
        self._vectors = encoder.encode_document(self._sentences)
        self._features = _features(self._sentences)

    def pair(self, row: int, words: Collection[tuple[str, str]] = ()) -> tuple[str, str]:
        """Return the closest sentences of the text and of the paper in *row*.

        Args:
            row: The paper.
            words: What the text says and what the paper says instead: sentences that have them are preferred.
        """
        theirs = self._index.sentences(row)
        start, end = self._index.ends[row : row + 2]
        likeness = self._vectors @ self._index.sentence_vectors[start:end].astype(np.float32).T
        likeness += BRIDGED / 2 * _having(self._features, [own for own, _ in words])[:, None]
        likeness += BRIDGED / 2 * _having(_features(theirs), [other for _, other in words])
        place = np.unravel_index(int(np.argmax(likeness)), likeness.shape)
        return self._sentences[place[0]], theirs[place[1]]


def _features(texts: Collection[str]) -> list[set[str]]:
    return [set(features(text)) for text in texts]


def _having(some: list[set[str]], phrases: Collection[str]) -> NDArray[np.bool_]:
    """Which of *some* sentences, given by their features, have one of *phrases*; shape (sentences,)."""
    wanted = _features(phrases)
    return np.array([any(one and one <= said for one in wanted) for said in some])
