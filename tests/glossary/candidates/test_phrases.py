"""Cutting texts into stretches that may hold terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.candidates.phrases import LONGEST, SEEN, Grammar, stop_words
from glossary.forms import key

GRAMMAR = Grammar(frozenset({"achieve", "tune"}), frozenset({"steering"}))
LEARNT = [
    *["We grok the model. To grok a circuit is to grok its heads. The model of the circuit."] * SEEN,
    *["By ablating the head of a transformer we see the steering of the head."] * SEEN,
]


def cut(text, grammar=GRAMMAR):
    """The stretches of a text as they are printed."""
    return [text[one.start : one.end] for one in grammar.phrases(text)]


def parts(text):
    """The keys of everything in the stretches of a text that may be a term."""
    return [part.key for one in GRAMMAR.phrases(text) for part in one.parts()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sparse autoencoders of transformers", ["Sparse autoencoders", "transformers"]),
        ("large language models achieve high scores", ["large language models", "high scores"]),
        ("attention heads, residual streams (and probes)", ["attention heads", "residual streams", "probes"]),
        ("models quickly learn circuits", ["models", "learn circuits"]),
        ("GPT-2 and a Llama 3 8B model", ["GPT", "Llama", "model"]),
        ("an early anomaly", ["early anomaly"]),
        ("in-context learning of chain-of-thought", ["in-context learning", "chain-of-thought"]),
        ("we fine-tune transformers", ["fine-tune transformers"]),
        ("", []),
        ("of the", []),
    ],
)
def test_stretches(text, expected):
    """A stretch ends at punctuation, stop words, adverbs, verbs and numbers, but not inside of a hyphenated word."""
    assert expected == cut(text)


def test_parts():
    """The parts of a stretch are all that it holds of two words and more, without tearing hyphenated words apart."""
    assert ["sparse autoencoder", "sparse autoencoder feature", "autoencoder feature"] == parts(
        "sparse autoencoder features"
    )
    assert ["in context", "in context learning"] == parts("in-context learning")
    assert [] == parts("autoencoders of heads")
    assert {2, LONGEST} == {min(sizes := [len(one.split()) for one in parts("a " + "word " * 9)]), max(sizes)}


@given(st.text(alphabet="ab-. of,(2"))
def test_any_text(text):
    """Whatever the text, stretches are in order, do not overlap, and have the key of what is printed there."""
    found = list(GRAMMAR.phrases(text))

    edges = [place for one in found for place in (one.start, one.end)]
    assert sorted(edges) == edges
    assert [one.key for one in found] == [key(text[one.start : one.end]) for one in found]
    assert all(2 <= len(part.words) <= LONGEST for one in found for part in one.parts())


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("attention head", True),
        ("low rank adaptation", True),
        ("word embed", True),
        ("novel attention head", False),
        ("attention method", False),
        ("steering transformer", False),
        ("linear probe trained", False),
        ("transformer based model", False),
        ("fine tune", False),
    ],
)
def test_is_term(form, expected):
    """A term begins with no judgement and no acting verb, ends in no word for any undertaking, and holds together."""
    assert expected == GRAMMAR.is_term(form)


def test_learning():
    """Verbs are learnt from what stands beside them; a word that is often enough a noun stays one."""
    grammar = Grammar.learn(LEARNT)

    assert ["models", "circuits", "heads"] == cut("models grok circuits and heads", grammar)
    assert (False, True) == (grammar.is_term("ablating head"), grammar.is_term("steering head"))


def test_too_little_to_learn_from():
    """A word that is seen a few times is no verb yet."""
    assert ["models grok circuits"] == cut("models grok circuits", Grammar.learn(LEARNT[: (SEEN - 1) // 3]))


def test_stop_words():
    """The lists are folded as texts are, and none is empty."""
    assert {key(word) for some in stop_words().values() for word in some} == set().union(*stop_words().values())
    assert all(stop_words().values())
