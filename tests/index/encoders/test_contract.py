"""The contract of every encoder. A file in index/encoders is tested by being there."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import encoders
from tests.index.conftest import plain_settings

TEXTS = [
    "Sparse autoencoders find interpretable features.",
    "",
    " ",
    "🧠🔬",
    "naïve Bézier curves; Привет, 世界",
    "the of and",
    "\x00",
    "$x_1 \\in \\mathbb{R}^d$ " * 300,
    "a" * 5000,
]
FIXTURES = {"minilm": "minilm", "sbert": "from_folder"}
"""Encoders that load a model, and the fixtures that load it once."""


def _marked(name):
    return name if name == "toy" else pytest.param(name, marks=pytest.mark.model)


@pytest.fixture(scope="module", params=[_marked(name) for name in encoders.names()])
def encoder(request):
    """Every encoder that comes with the project; `sbert` with the folder of a model."""
    if request.param in FIXTURES:
        return request.getfixturevalue(FIXTURES[request.param])
    return encoders.load(plain_settings(encoder=request.param))


words = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
endings = st.sampled_from(["", "", "", ",", ".", ".)", '."', "?", "! ", "\n", "]", " et al."])
prose = st.lists(st.tuples(words, endings).map("".join), max_size=60)


def letters(text):
    """*text* without white space."""
    return "".join(text.split())


@pytest.mark.parametrize("side", ["encode_query", "encode_document"])
def test_unit_vectors(encoder, side):
    """Whatever the text, its vector has length one, as float32; as many rows as texts."""
    vectors = getattr(encoder, side)(TEXTS)

    assert (len(TEXTS), encoder.dimension) == vectors.shape
    assert np.float32 == vectors.dtype
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("side", ["encode_query", "encode_document"])
def test_no_texts(encoder, side):
    """No texts give no rows."""
    assert (0, encoder.dimension) == getattr(encoder, side)([]).shape


def test_deterministic(encoder):
    """The same text has the same vector, whichever texts stand beside it, up to rounding."""
    together = encoder.encode_document(TEXTS)

    np.testing.assert_array_equal(together, encoder.encode_document(TEXTS))
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(encoder.encode_document([text])[0] @ vector) > 0.999


def test_likeness(encoder):
    """A question is closer to the text that answers it than to another."""
    texts = ["Activation patching finds circuits in language models.", "We bake bread with rye flour and water."]

    likeness = encoder.encode_document(texts) @ encoder.encode_query(["circuits in language models"])[0]

    assert likeness[0] > likeness[1] + 0.2


def test_names_itself(encoder):
    """An encoder says what it is called and what its vectors depend on: vectors are kept under both."""
    assert encoder.name
    assert encoder.weights
    assert encoder.dimension > 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=prose, times=st.integers(1, 40))
def test_windows_drop_nothing(encoder, pieces, times):
    """The windows of a text, joined, are the words of the text in their order, quotes and brackets included."""
    text = " ".join(pieces * times)

    windows = encoder.windows(text)

    assert letters(text) == letters(" ".join(windows))
    assert " ".join(text.split()) == " ".join(" ".join(windows).split())


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=prose, times=st.integers(1, 40))
def test_windows_fit(encoder, pieces, times):
    """Each window is a window of its own: it fits, so nothing of it is cut off when it is encoded."""
    for window in encoder.windows(" ".join(pieces * times)):
        assert [window] == encoder.windows(window)


@pytest.mark.parametrize("text", ["a" * 20_000, "🧠" * 3000, "$\\alpha_{1}$" * 2000, f"One. {'x-y_' * 3000} two."])
def test_long_words(encoder, text):
    """A single word longer than any window is cut inside, and still nothing is lost."""
    windows = encoder.windows(text)

    assert letters(text) == letters("".join(windows))
    assert all([window] == encoder.windows(window) for window in windows)


@pytest.mark.parametrize("text", ["", " ", "One sentence. Another one."])
def test_short_texts(encoder, text):
    """A text that fits is one window, the empty text too."""
    assert [text] == encoder.windows(text)


def test_windows_prefer_sentences(encoder):
    """A long text is cut between sentences, where these fit: no sentence is torn."""
    sentences = [f"Sentence number {number} has some words in it." for number in range(200)]

    windows = encoder.windows(" ".join(sentences))

    assert len(windows) > 1
    if encoder.name != "toy":  # which cuts at every 256th word
        assert sentences == [said for window in windows for said in re.split(r"(?<=\.) ", window)]
