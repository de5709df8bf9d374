"""Texts of any length as one vector: nothing is cut off, and every part weighs what its length says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed import embed_documents, embed_query
from tests.index.corpus import LIBRARY, TOY, LetterEncoder, a_document

LETTERS = LetterEncoder()

windows = st.text("abcdefgh", min_size=1, max_size=9)
texts = st.lists(windows, min_size=1, max_size=5).map("|".join)


def by_hand(text):
    """Sum the windows' axes, each as long as the window; then to length one."""
    vector = np.zeros(26)
    for window in text.split("|"):
        vector[ord(window[0]) - ord("a")] += len(window)
    return vector / np.linalg.norm(vector)


@given(text=texts)
def test_query(text):
    """A question is the mean of its windows, weighted by their lengths."""
    np.testing.assert_allclose(by_hand(text), embed_query(LETTERS, text), atol=1e-6)


@given(some=st.lists(texts, min_size=1, max_size=8))
def test_documents(some):
    """Each document has the vector of its own windows, however many its neighbours have."""
    whole, sentences = embed_documents(LETTERS, [a_document(title=text) for text in some])

    np.testing.assert_allclose([by_hand(text) for text in some], whole, atol=1e-6)
    assert np.float32 == whole.dtype
    assert [1] * len(some) == [len(one) for one in sentences]
    for text, (one,) in zip(some, sentences, strict=True):
        assert text[0] == "abcdefghijklmnopqrstuvwxyz"[int(np.argmax(one))]


def test_sentences():
    """Each document comes with one vector for each of its sentences, in their order."""
    _, sentences = embed_documents(TOY, LIBRARY)

    for document, vectors in zip(LIBRARY, sentences, strict=True):
        np.testing.assert_array_equal(TOY.encode_document(document.sentences), vectors)


def test_alone_or_together():
    """A document's vectors do not depend on the batch that it is in."""
    whole, _ = embed_documents(TOY, LIBRARY)

    np.testing.assert_array_equal(whole, np.vstack([embed_documents(TOY, [document])[0] for document in LIBRARY]))


@pytest.mark.parametrize("text", ["", " ", "x"])
def test_length_one(text):
    """Also a text without anything in it has a vector of length one."""
    whole, _ = embed_documents(TOY, [a_document(title=text)])

    assert 1 == pytest.approx(float(np.linalg.norm(whole[0])))
    assert 1 == pytest.approx(float(np.linalg.norm(embed_query(TOY, text))))


FILLER = [f"The model has {number} layers and we read them one by one with great care." for number in range(25)]


def last_sentence_changed(encoder):
    """Cosine between two long texts that differ in the last sentence, as documents and as questions."""
    long = [" ".join([*FILLER, last]) for last in ("Bread is baked with rye.", "Sparse features steer circuits!")]
    whole, _ = embed_documents(encoder, [a_document(title="Layers", body=text) for text in long])
    questions = [embed_query(encoder, text) for text in long]
    return float(whole[0] @ whole[1]), float(questions[0] @ questions[1])


def test_last_sentence():
    """A changed last sentence, far beyond the window, changes the vector a little."""
    for cosine in last_sentence_changed(TOY):
        assert 0.8 < cosine < 0.9999


@pytest.mark.model
def test_last_sentence_real(minilm):
    """MiniLM itself cuts at 256 tokens without a word; here the last sentence of a long text counts."""
    for cosine in last_sentence_changed(minilm):
        assert 0.8 < cosine < 0.9999
    silent = minilm._model.encode([" ".join([*FILLER, last]) for last in ("Bread is baked.", "Sparse features!")])
    np.testing.assert_allclose(*silent, atol=1e-5)
