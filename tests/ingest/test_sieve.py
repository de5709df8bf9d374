"""Which papers of a broad source are kept: decisions first, then what is stored, then the judge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.records import Verdict
from catalogue.reviews import Reviews
from catalogue.store import Incoming
from ingest.sieve import Sieve, everything
from tests.makers import a_paper, incoming, ingest

DOUBT = Verdict(label=False, score=0.45, reason="doubtful")


class Scores:
    """A judge that reads its score in the title, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked = []

    def __call__(self, papers):
        """Judge."""
        self.asked += [paper.id for paper in papers]
        return [
            Verdict(label=float(paper.title) >= 0.5, score=float(paper.title), reason="so it says") for paper in papers
        ]


@pytest.fixture
def judge():
    """The judge."""
    return Scores()


@pytest.fixture
def sieve(catalogue, judge):
    """A sieve before an empty catalogue."""
    return Sieve(catalogue, judge, threshold=0.5, margin=0.1)


def scored(number, score, **changes):
    """A paper with a score."""
    return a_paper(id=f"arxiv:{number}", title=str(score), **changes)


def decided(catalogue, paper, decision):
    """Put *paper* into the queue, and decide on it."""
    with catalogue.writing() as connection:
        Reviews(catalogue).offer(connection, [(paper, DOUBT)])
        Reviews(catalogue).decide(connection, paper, decision)


def wanted(sifted):
    """The ids of what is kept."""
    return [item.paper.id for item in sifted.wanted]


def doubtful(sifted):
    """The ids of what a person should see."""
    return [paper.id for paper, _ in sifted.doubtful]


def test_the_judge_decides(sieve):
    """What the judge accepts is kept; near the threshold a person is to look, whichever way it was decided."""
    sifted = sieve.sift(incoming(*[scored(n, score) for n, score in enumerate((0.9, 0.55, 0.45, 0.1))]))

    assert (["arxiv:0", "arxiv:1"], ["arxiv:1", "arxiv:2"], 2) == (
        wanted(sifted),
        doubtful(sifted),
        sifted.passed_over,
    )
    assert [(True, 0.55), (False, 0.45)] == [(verdict.label, verdict.score) for _, verdict in sifted.doubtful]


def test_nothing(sieve, judge):
    """Nothing sifts to nothing."""
    sifted = sieve.sift([])

    assert ([], [], 0, []) == (sifted.wanted, sifted.doubtful, sifted.passed_over, judge.asked)


def test_known_papers_stay(sieve, judge, catalogue):
    """A paper that is stored is kept, whatever its new version says, and nobody judges it again."""
    ingest(catalogue, scored(1, 0.9))

    sifted = sieve.sift(incoming(scored(1, 0.45, version=2)))

    assert (["arxiv:1"], [], []) == (wanted(sifted), doubtful(sifted), judge.asked)


def test_known_from_elsewhere(sieve, catalogue):
    """A paper that people put there from elsewhere, a programme or a bibliography, is not judged."""
    ingest(catalogue, scored(1, 0.9, source="starter"))

    assert ["arxiv:1"] == wanted(sieve.sift(incoming(scored(1, 0.1))))


@pytest.mark.parametrize("score", [0.0, 0.45, 0.55, 1.0])
@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(("decision", "expected"), [("accept", ["arxiv:1"]), ("reject", [])])
def test_decisions_come_first(sieve, judge, catalogue, *, decision, expected, stored, score):
    """What a person decided holds for every version, stored or not, and whatever the judge would say."""
    if stored:
        ingest(catalogue, scored(1, score))
    decided(catalogue, scored(1, score), decision)

    sifted = sieve.sift(incoming(scored(1, score, version=2)))

    assert (expected, [], []) == (wanted(sifted), doubtful(sifted), judge.asked)
    assert 1 - len(expected) == sifted.passed_over


@pytest.mark.parametrize("decision", ["open", "skip"])
def test_undecided(sieve, catalogue, decision):
    """Who has not decided leaves it to the judge, and is asked again."""
    decided(catalogue, scored(1, 0.45), decision)

    sifted = sieve.sift(incoming(scored(1, 0.55, version=2)))

    assert (["arxiv:1"], ["arxiv:1"]) == (wanted(sifted), doubtful(sifted))


def test_withdrawn_newcomers(sieve, judge):
    """A paper that is withdrawn when it is first seen is passed over, and nobody is asked."""
    sifted = sieve.sift(incoming(scored(1, 0.9, withdrawn=True), scored(2, 0.5, withdrawn=True), scored(3, 0.9)))

    assert (["arxiv:3"], [], 2, ["arxiv:3"]) == (wanted(sifted), doubtful(sifted), sifted.passed_over, judge.asked)


def test_withdrawals(sieve, catalogue):
    """A paper that is stored is told of its withdrawal."""
    ingest(catalogue, scored(1, 0.9))

    assert ["arxiv:1"] == wanted(sieve.sift(incoming(scored(1, 0.9, withdrawn=True))))


def test_repeated_records(sieve, judge):
    """What comes again in one run, in one page or in another, is counted once."""
    page = incoming(scored(1, 0.9), scored(2, 0.1), scored(1, 0.9))

    first, second = sieve.sift(page), sieve.sift(incoming(scored(2, 0.1), scored(3, 0.1)))

    assert (["arxiv:1"], 1) == (wanted(first), first.passed_over)
    assert ([], 1) == (wanted(second), second.passed_over)
    assert ["arxiv:1", "arxiv:2", "arxiv:3"] == judge.asked


def test_other_records_of_a_paper(sieve):
    """A new version of a paper is another record, and both are kept in order."""
    page = incoming(scored(1, 0.9), scored(1, 0.8, version=2))

    assert [1, 2] == [item.paper.version for item in sieve.sift(page).wanted]


def test_what_is_stored_is_what_came(sieve):
    """The sieve changes no record."""
    (item,) = incoming(scored(1, 0.9))

    assert [item] == sieve.sift([item]).wanted


def test_everything():
    """What a person chose is not sifted."""
    found = [*incoming(scored(1, 0.1)), Incoming.of(replace(scored(2, 0.1), withdrawn=True), b"")]

    sifted = everything(found)

    assert (found, [], 0) == (sifted.wanted, sifted.doubtful, sifted.passed_over)
