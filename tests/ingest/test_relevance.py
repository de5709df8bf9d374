"""Is it mechanistic interpretability? Clear cases, and that every verdict has a reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from ingest.relevance import is_mi, judge
from tests.ingest.samples import a_record, another_field
from tests.makers import a_paper

RULES = tomllib.loads((Path(__file__).parents[2] / "ingest/relevance.toml").read_text())

OURS = [
    ("Sparse autoencoders find highly interpretable features in language models", "sparse autoencoder"),
    ("Progress measures for grokking in small transformers", "grokking"),
    ("Activation patching reveals how language models recall facts", "activation patching"),
    ("A sparse auto-encoder for the internals of a vision transformer", "sparse auto-encoder"),
    ("Sparse autoencoders for a quantum neural network", "sparse autoencoder"),
    ("MECHANISTIC INTERPRETABILITY OF NEURAL NETWORKS", "mechanistic interpret"),
    ("We ablate attention heads of a language model to find the underlying mechanism", "attention head"),
    ("Hidden representations across layers of BERT: probing the linguistic information", "hidden representations"),
]
OTHERS = [
    ("Evolution of social groups in phone calls", "says nothing of a neural network"),
    ("Quantum circuits for variational eigensolvers with neural networks", "quantum"),
    ("A CMOS analog circuit design for transformers", "analog circuit"),
    ("We fine-tune language models on legal documents and reach a new state of the art", "the inside of a model"),
    ("Hidden states of an LSTM for traffic forecasting", "explaining it"),
    ("SHAP values for credit scoring with deep learning", "the inside of a model"),
    ("", "says nothing of a neural network"),
]


@pytest.mark.parametrize(("text", "word"), OURS)
def test_ours(text, word):
    """A clear case is one, by a word that a reader finds in the text."""
    verdict = judge(text)

    assert verdict.label
    assert word in verdict.reason
    assert word in text.lower()


@pytest.mark.parametrize(("text", "reason"), OTHERS)
def test_others(text, reason):
    """So is a clear case of something else, and what is missing is said."""
    verdict = judge(text)

    assert not verdict.label
    assert reason in verdict.reason


def test_of_a_paper():
    """Title, abstract and our own summary all count, whichever a record has."""
    said = "Sparse autoencoders in language models"

    assert [True] * 3 == [
        is_mi(a_paper(**{"title": "T", name: said})).label for name in ("title", "abstract", "summary")
    ]
    assert not is_mi(a_paper(title="T", venue=said)).label


@given(
    st.text(st.characters(codec="utf-8")) | st.lists(st.sampled_from([text for text, _ in OURS + OTHERS])).map(" ".join)
)
def test_anything(text):
    """Whatever a text says, there is a verdict with a reason in words, and spaces do not matter."""
    verdict = judge(text)

    assert re.search(r"\w{4}", verdict.reason)
    assert verdict == judge(f"\n {text}\t") == judge("  ".join(text.split()))


@pytest.mark.parametrize("name", RULES)
def test_rules(name):
    """Every rule of the file is a valid pattern that matches no empty text, and is there once."""
    for pattern in RULES[name]:
        assert not re2.fullmatch(pattern, ""), pattern
    assert len(RULES[name]) == len(set(RULES[name]))


def test_the_samples_of_these_tests():
    """The records that other tests take for ours and for others' are so."""
    assert is_mi(a_paper(title=a_record()["title"], abstract=a_record()["abstract"])).label
    assert not is_mi(a_paper(title=another_field()["title"], abstract=another_field()["abstract"])).label
