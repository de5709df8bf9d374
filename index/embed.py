"""Documents and questions of any length as one vector."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.preprocessing import normalize

from index.documents import Document
from index.encoders import Encoder, Vectors


def embed_query(encoder: Encoder, text: str) -> Vectors:
    """Encode a question or a pasted abstract into shape (dimension,); nothing of a long one is cut off."""
    readable = text.encode(errors="replace").decode()  # a terminal's bytes that are no UTF-8 arrive as lone surrogates
    vector: Vectors = _whole(encoder, encoder.encode_query, [readable])[0]
    return vector


def embed_documents(encoder: Encoder, documents: Sequence[Document]) -> tuple[Vectors, list[Vectors]]:
    """Encode *documents*.

    Returns:
        One vector for each document, shape (documents, dimension), and one array for each document
        with a vector for each of its sentences, shape (sentences, dimension).
    """
    whole = _whole(encoder, encoder.encode_document, [document.text for document in documents])
    parts = [document.sentences for document in documents]
    flat = encoder.encode_document([sentence for sentences in parts for sentence in sentences])
    ends = np.cumsum([len(sentences) for sentences in parts])
    return whole, np.split(flat, ends[:-1])


def _whole(encoder: Encoder, encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> Vectors:
    """Mean of each text's window vectors, weighted by the windows' lengths, of length one again."""
    windows = [encoder.windows(text) for text in texts]
    flat = encode([window for pieces in windows for window in pieces])
    lengths = np.array([max(len(window), 1) for pieces in windows for window in pieces], dtype=np.float32)
    starts = np.cumsum([0, *(len(pieces) for pieces in windows[:-1])])
    return np.asarray(normalize(np.add.reduceat(flat * lengths[:, None], starts)), dtype=np.float32)
