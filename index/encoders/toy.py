"""A deterministic encoder without a model: hashed words. For tests, and to try things where no model fits.

Texts that share words are similar; nothing else is. Feature hashing after Weinberger et al. 2009 (arXiv 0902.2206).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import normalize

from catalogue.settings import Settings
from index.encoders import Encoder, Vectors

WINDOW = 256
"""Words in a window; small enough that tests reach it."""


class ToyEncoder:
    """Hashes words into 64 signed dimensions."""

    name = "toy"
    weights = "toy-1"
    dimension = 64

    def __init__(self) -> None:
        self._hasher = FeatureHasher(self.dimension, input_type="string")

    def windows(self, text: str) -> list[str]:
        """Cut *text* into runs of `WINDOW` words."""
        words = text.split()
        return [" ".join(words[start : start + WINDOW]) for start in range(0, len(words), WINDOW)] or [text]

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode as `encode_document` does."""
        return self.encode_document(texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Hash the words of each text; a text without words gets the first axis."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        counts = self._hasher.transform(re.findall(r"\w+", text.lower()) for text in texts).toarray()
        counts[~counts.any(axis=1), 0] = 1.0
        return np.asarray(normalize(counts), dtype=np.float32)


def load(_settings: Settings) -> Encoder:
    """Make the toy encoder; it has no weights to load."""
    return ToyEncoder()
