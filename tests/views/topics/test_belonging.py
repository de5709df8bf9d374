"""Which papers belong to a topic."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import book
from glossary.lists import Topic, topics
from tests.makers import a_work
from views.topics.belonging import LEAST, homes, scores, tells

CONCEPTS = book.load().concepts
SAE, ABSORPTION, PATCHING, NETWORK = (
    "sparse-autoencoder",
    "feature-absorption",
    "activation-patching",
    "neural-network",
)
NAMES = (SAE, ABSORPTION, PATCHING, NETWORK, "circuit", "no-such-concept")


def library(*papers: str, **changes):
    """Works of these ids."""
    return [a_work(id=paper, title="A title", **changes) for paper in papers]


def sort(works, mentions, least: float = LEAST):
    """Sort *works* over the real glossary."""
    return scores(works, mentions, CONCEPTS, topics(), least)


def elsewhere(number: int = 20):
    """Papers that name nothing, so that what others name is rare."""
    return library(*(f"arxiv:{place}" for place in range(number)))


def test_named():
    """A paper that names a topic's concept in its title belongs to the topic, and to no other."""
    found = sort([*library("arxiv:a"), *elsewhere()], [("arxiv:a", SAE, 3, 1)])

    assert ["arxiv:a"] == list(found["sparse-autoencoders"])
    assert {} == found["circuits"]
    assert {"arxiv:a": "sparse-autoencoders"} == homes(found, library("arxiv:a"))


def test_put_there_by_people():
    """People decide, also where a paper names nothing; the first topic that they name is its main one."""
    works = library("arxiv:a", topics=("probing", "circuits", "unknown-topic"))

    found = sort([*works, *elsewhere()], [("arxiv:a", SAE, 5, 1)])

    assert {"probing", "circuits", "sparse-autoencoders"} == {topic for topic, some in found.items() if some}
    assert found["probing"]["arxiv:a"] > found["circuits"]["arxiv:a"] >= 0.5
    assert {"arxiv:a": "probing"} == homes(found, works)


def test_more_about_it():
    """A rare concept says more than a frequent one, a title more than a mention below, twice more than once."""
    rare = [("arxiv:a", SAE, 1, 0), *((f"arxiv:{place}", PATCHING, 1, 0) for place in range(10))]
    works = [*library("arxiv:a", "arxiv:b", "arxiv:c"), *elsewhere()]

    found = sort(works, rare, least=0.01)
    more = sort(works, [("arxiv:a", SAE, 1, 0), ("arxiv:b", SAE, 1, 1), ("arxiv:c", SAE, 2, 0)], least=0.01)

    assert found["sparse-autoencoders"]["arxiv:a"] > max(found["causal-methods"].values())
    assert ["arxiv:b", "arxiv:c", "arxiv:a"] == list(more["sparse-autoencoders"])


def test_words_of_a_title():
    """Some topics are known by words of a title, at the beginning of a word only."""
    titles = {"Benchmarking probes": True, "Are evaluations reliable?": True, "A devaluation of money": False}
    works = [a_work(id=f"arxiv:{place}", title=title) for place, title in enumerate(titles)]

    assert [work.id for work in works if titles[work.title]] == list(sort(works, [])["benchmarks"])


def test_by_hand():
    """Into a topic whose concepts are named everywhere only people put papers, and its concepts tell little."""
    (roots,) = (one.id for one in topics().values() if one.by_hand)
    works = [*library("arxiv:a"), *library("arxiv:b", topics=(roots,)), *elsewhere()]

    found = sort(works, [("arxiv:a", NETWORK, 9, 1)])

    assert ["arxiv:b"] == list(found[roots])
    assert not tells(CONCEPTS[NETWORK], topics().values())
    assert tells(CONCEPTS[SAE], topics().values())


@pytest.mark.parametrize("papers", [0, 1, 2])
def test_small_libraries(papers: int):
    """A library of one paper sorts it, and one of none has no paper in any topic."""
    works = library(*("arxiv:a", "arxiv:b")[:papers])

    found = sort(works, [(work.id, SAE, 4, 1) for work in works[:1]])

    assert [work.id for work in works[:1]] == list(found["sparse-autoencoders"])


MENTIONS = st.dictionaries(
    st.tuples(st.sampled_from([f"arxiv:{place}" for place in range(6)]), st.sampled_from(NAMES)),
    st.tuples(st.integers(1, 9), st.integers(0, 1)),
)
PUT = st.lists(st.sampled_from([*topics(), "unknown-topic"]), max_size=3, unique=True)


@given(MENTIONS, st.lists(PUT, min_size=6, max_size=6))
def test_sorting(mentions: dict, put: list[list[str]]):
    """Whatever is named: what belongs has enough or was put there, the most about it first; homes are topics of it."""
    works = [a_work(id=f"arxiv:{place}", title="A title", topics=tuple(some)) for place, some in enumerate(put)]
    rows = [(paper, concept, times, titled) for (paper, concept), (times, titled) in sorted(mentions.items())]

    found, put_of = sort(works, rows), {work.id: work.topics for work in works}

    assert set(topics()) == set(found)
    for topic, some in found.items():
        assert sorted(some.values(), reverse=True) == list(some.values())
        assert {work.id for work in works if topic in work.topics} <= set(some)
        assert all(score >= LEAST or topic in put_of[one] for one, score in some.items())
    main = homes(found, works)
    assert set(main) == {work for some in found.values() for work in some}
    assert all(work in found[topic] for work, topic in main.items())


@given(MENTIONS)
def test_a_higher_threshold(mentions: dict):
    """A higher threshold takes papers out of topics, and puts none in."""
    works = library(*(f"arxiv:{place}" for place in range(6)))
    rows = [(paper, concept, times, titled) for (paper, concept), (times, titled) in sorted(mentions.items())]

    low, high = (sort(works, rows, least) for least in (0.2, 0.6))

    assert all(set(high[topic]) <= set(low[topic]) for topic in topics())


def test_an_unknown_concept():
    """A concept that the glossary has no more says nothing."""
    found = sort([*library("arxiv:a"), *elsewhere()], [("arxiv:a", "gone", 9, 1)])

    assert {} == {topic: some for topic, some in found.items() if some}


def test_topic_words_are_small_letters():
    """Words of titles are written as they are compared: in small letters, none the beginning of another."""
    for one in topics().values():
        assert [word.casefold() for word in one.titles] == list(one.titles)
        assert [] == [(a, b) for a in one.titles for b in one.titles if a != b and a.startswith(b)]
    assert replace(topics()["tools"], titles=()) == Topic(
        id="tools", label=topics()["tools"].label, about=topics()["tools"].about
    )
