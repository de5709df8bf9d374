"""What an encoder learns from: pairs made of papers, no labels."""

from __future__ import annotations

from random import Random

from index.adapt.pairs import one_epoch
from index.documents import Document

BODY = "We train dictionaries. They are sparse. Their features can be read."


def a_paper(**said):
    """Make a paper; only what matters to a test is said in it."""
    return Document(**{"id": "arxiv:1", "title": "Dictionaries", "body": BODY} | said)


def drawn(*papers, seed=0):
    """Draw the pairs of one epoch as (question, answer)."""
    return [(pair.question, pair.answer) for pair in one_epoch(papers, Random(seed))]  # noqa: S311 - no secrets here


def test_title():
    """A title asks for its abstract, in which the title itself does not stand."""
    assert ("Dictionaries", BODY) in drawn(a_paper())


def test_sentence():
    """A sentence asks for the rest of its paper; it is not in its own answer, and every sentence has its turn."""
    asked = {pair for seed in range(30) for pair in drawn(a_paper(), seed=seed) if pair[0] != "Dictionaries"}

    assert {
        ("We train dictionaries.", "Dictionaries. They are sparse. Their features can be read."),
        ("They are sparse.", "Dictionaries. We train dictionaries. Their features can be read."),
        ("Their features can be read.", "Dictionaries. We train dictionaries. They are sparse."),
    } == asked


def test_short_abstract():
    """An abstract too short to lose a sentence gives its title's pair twice."""
    assert [("Dictionaries", "One. Two.")] * 2 == drawn(a_paper(body="One. Two."))


def test_no_abstract():
    """A paper without an abstract gives no pair."""
    assert [] == drawn(a_paper(body=""))


def test_same_seed_same_pairs():
    """The draw depends on the seed alone."""
    papers = [a_paper(id=f"arxiv:{number}", title=f"Paper {number}") for number in range(20)]

    assert drawn(*papers, seed=3) == drawn(*papers, seed=3)
    assert drawn(*papers, seed=3) != drawn(*papers, seed=4)
