"""The queue of papers at the border of the field, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from catalogue.errors import UnknownPaperError
from catalogue.records import Verdict
from catalogue.reviews import Reviews
from tests.catalogue.test_store import FULL
from tests.makers import a_paper

THRESHOLD = 0.5


@pytest.fixture
def reviews(catalogue):
    """The queue of an empty catalogue."""
    return Reviews(catalogue)


def verdict(score=0.45, reason="says too little"):
    """A doubtful verdict."""
    return Verdict(label=score >= THRESHOLD, score=score, reason=reason)


def offer(reviews, *found):
    """Offer papers, or pairs of a paper and a verdict, in a transaction of their own."""
    with reviews.catalogue.writing() as connection:
        reviews.offer(connection, [one if isinstance(one, tuple) else (one, verdict()) for one in found])


def decide(reviews, paper, decision):
    """Decide in a transaction of its own."""
    with reviews.catalogue.writing() as connection:
        reviews.decide(connection, paper, decision)


def scored(*scores):
    """Papers with the ids 0, 1, 2 and so on, and a verdict with each score."""
    return [(a_paper(id=f"arxiv:{number}"), verdict(score)) for number, score in enumerate(scores)]


def waiting(reviews, limit=None):
    """The ids of the queue, in order."""
    return [review.paper.id for review in reviews.queue(THRESHOLD, limit)]


def test_a_review(reviews):
    """What waits has the paper, every field of it, and what the judge said."""
    offer(reviews, (FULL, verdict(0.45, "says “too little”")))

    (review,) = reviews.queue(THRESHOLD)

    assert FULL == review.paper
    assert (0.45, False, "says “too little”", "open", None) == (
        review.score,
        review.label,
        review.reason,
        review.decision,
        review.decided,
    )


def test_order(reviews):
    """The nearest to the threshold come first, on either side of it; skipped ones come after all others."""
    offer(reviews, *scored(0.41, 0.52, 0.49, 0.5, 0.6))

    assert ["arxiv:3", "arxiv:2", "arxiv:1", "arxiv:0", "arxiv:4"] == waiting(reviews)

    decide(reviews, a_paper(id="arxiv:3"), "skip")

    assert ["arxiv:2", "arxiv:1", "arxiv:0", "arxiv:4", "arxiv:3"] == waiting(reviews)
    assert ["arxiv:2", "arxiv:1"] == waiting(reviews, 2)


@pytest.mark.parametrize("decision", ["accept", "reject", "skip", "open"])
def test_offered_again(reviews, decision):
    """A new version of a paper is what one reads from then on; the decision stays."""
    offer(reviews, a_paper())
    decide(reviews, a_paper(), decision)
    before = reviews.get("arxiv:2309.08600")

    offer(reviews, (a_paper(version=2, title="Second title"), verdict(0.55, "says more")))

    after = reviews.get("arxiv:2309.08600")
    assert (before.decision, before.decided) == (after.decision, after.decided)
    assert ("Second title", 0.55, True, "says more") == (after.paper.title, after.score, after.label, after.reason)
    assert {decision: 1} == reviews.count()


def test_twice_in_one_batch(reviews):
    """A paper that comes twice at once waits once, as it was said last."""
    offer(reviews, (a_paper(), verdict(0.4)), (a_paper(), verdict(0.6)))

    assert [0.6] == [review.score for review in reviews.queue(THRESHOLD)]


def test_two_sources(reviews):
    """The same id from two sources is two reviews, each decided on its own."""
    one, other = a_paper(), a_paper(source="openreview")
    offer(reviews, one, other)
    decide(reviews, other, "accept")

    assert {(one.id, "arxiv"): "open", (one.id, "openreview"): "accept"} == reviews.decisions([one.id])


def test_decisions(reviews):
    """What was decided on some ids is told by id and source; ids that were never in the queue are left out."""
    offer(reviews, *scored(0.5, 0.5, 0.5, 0.5))
    for number, decision in enumerate(("accept", "reject", "skip")):
        decide(reviews, a_paper(id=f"arxiv:{number}"), decision)

    asked = reviews.decisions([*(f"arxiv:{number}" for number in range(4)), "arxiv:none"])

    assert ["accept", "reject", "skip", "open"] == [asked[f"arxiv:{number}", "arxiv"] for number in range(4)]
    assert 4 == len(asked)
    assert {} == reviews.decisions([])


def test_decided(reviews):
    """What was accepted or rejected is told in the order of the decisions, with their times."""
    before = datetime.now(UTC)
    offer(reviews, *scored(0.5, 0.5, 0.5, 0.5))
    for number, decision in ((2, "accept"), (0, "reject"), (1, "skip")):
        decide(reviews, a_paper(id=f"arxiv:{number}"), decision)

    found = reviews.decided()

    assert [("arxiv:2", "accept"), ("arxiv:0", "reject")] == [(one.paper.id, one.decision) for one in found]
    assert all(timedelta() <= one.decided - before < timedelta(minutes=1) for one in found)
    assert ["arxiv:3", "arxiv:1"] == waiting(reviews)
    assert {"accept": 1, "reject": 1, "skip": 1, "open": 1} == reviews.count()


def test_a_changed_mind(reviews):
    """Who decides again is believed."""
    offer(reviews, a_paper())
    decide(reviews, a_paper(), "reject")
    decide(reviews, a_paper(), "accept")

    assert ["accept"] == [review.decision for review in reviews.decided()]


def test_unknown(reviews):
    """A paper that never was up for review is named, with how to see those that are."""
    with pytest.raises(UnknownPaperError, match=r"arxiv:none is not up for review.*commons review --list"):
        reviews.get("arxiv:none")


def test_nothing(reviews):
    """An empty queue answers every question."""
    offer(reviews)

    assert ([], [], {}) == (reviews.queue(THRESHOLD), reviews.decided(), reviews.count())
