"""Open problems as papers name them."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import sentences
from glossary import book
from glossary.matcher import Matcher
from tests.makers import a_work
from tests.views.topics.conftest import ANSWERED, OPEN
from views.topics import papers
from views.topics.problems import find, specificity, states

STATING = (
    OPEN,
    "How features are computed remains poorly understood.",
    "Yet whether such directions are causal is still largely unknown.",
    "The mechanisms behind this are not yet well understood.",
    "It is an open question whether circuits generalize.",
    "Measuring progress in interpretability remains a key challenge.",
    "We still lack a theory of superposition.",
    "However, the field lacks standardized benchmarks.",
    "Little is known about how probes fail.",
    "There is no consensus on what a feature is.",
    "We do not yet know which heads matter.",
    "Steering in audio models has received little attention.",
    "Their reliability has not been systematically tested.",
    "A fundamental limitation of sparse autoencoders is that they absorb features.",
    "Comparing dictionaries is difficult because ground truth is missing.",
    "Models are opaque; how they plan remains an open problem.",
)

SILENT = (
    ANSWERED,
    "We find that features remain stable across seeds.",
    "Code remains available.",
    "In this paper it is unclear to nobody what happens.",
    "To address this challenge, a new method is proposed.",
    "This remains unclear.",
    "Such effects are poorly understood.",
    "The model answers open questions.",
    "An open-source library for probing.",
    "Performance remains high on all benchmarks.",
    "The data are typically unknown to the model.",
    "Since the mechanism is poorly understood, methods rely on proxies.",
    "",
)


@cache
def the_matcher() -> Matcher:
    """What finds the concepts of the real glossary: half a second of work, done once."""
    return Matcher(book.load())


@pytest.mark.parametrize("sentence", STATING)
def test_states(sentence: str):
    """A sentence that says in so many words that something is not known states an open problem."""
    assert states(sentence)


@pytest.mark.parametrize("sentence", SILENT)
def test_does_not_state(sentence: str):
    """Answers, announcements, and sentences that need the one before them do not."""
    assert not states(sentence)


@given(st.text(alphabet=st.sampled_from("remains unclear poorly ly still yet to date,. "), max_size=400))
def test_any_text(text: str):
    """No text takes long to look at, or fails."""
    assert states(text) in {True, False}


def test_verbatim(services):
    """Every quoted sentence stands in a stored abstract, word for word, and names what its topics are about."""
    known = papers.corpus(services)
    found = {(one.paper, one.sentence) for some in known.problems.values() for one in some}

    works = {work.id: work for work in services.catalogue.works()}
    assert ("arxiv:2602.00001", OPEN) in found
    assert [] == [paper for paper, said in found if said not in " ".join(works[paper].abstract.split())]
    assert [] == [said for _, said in found if ANSWERED in said]


def test_concerns():
    """A sentence concerns the home of a concept that it names, and its paper's main topic if the concept has it."""
    concepts, matcher = book.load().concepts, the_matcher()
    works = [a_work(id="arxiv:a", abstract="How activation patching fails remains unclear. Nothing else is.")]
    naming = {"activation-patching": frozenset({f"arxiv:{place}" for place in range(8)})}
    home, other = concepts["activation-patching"].topics
    inside = {
        home: dict.fromkeys(naming["activation-patching"], 1.0),
        other: dict.fromkeys(naming["activation-patching"], 1.0),
    }

    specific = specificity(concepts, naming, inside)
    (plain,), (main,) = (find(works, matcher, specific, homes) for homes in ({}, {"arxiv:a": other}))

    assert {home: 0.8} == plain.about
    assert {home: 0.8, other: 0.8} == main.about
    assert () == find(works, matcher, specificity(concepts, naming, {home: {}, other: {}}), {})


WORDS = st.sampled_from(
    ["sparse autoencoders", "remain unclear", "is poorly understood", "we show", "circuits", "Yet", "."]
)


@given(st.lists(WORDS, max_size=12))
def test_what_is_found_is_quoted(words: list[str]):
    """Whatever an abstract says: what is found is one of its sentences, whole."""
    abstract = re.sub(r" +\.", ".", " ".join(words))
    specific = {"sparse-autoencoder": {"sparse-autoencoders": 0.5}, "circuit": {"circuits": 0.5}}

    found = find([a_work(id="arxiv:a", abstract=abstract)], the_matcher(), specific, {})

    assert {one.sentence for one in found} <= set(sentences.split(abstract))
