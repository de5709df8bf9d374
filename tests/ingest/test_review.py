"""What a person decides is carried out at once, and outlives every later ingestion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.errors import CatalogueError
from catalogue.reviews import Reviews
from catalogue.runs import RunLog
from catalogue.settings import Settings
from ingest.review import decide
from ingest.run import run
from ingest.sources import snapshot
from tests.ingest.samples import a_record, write_lines
from tests.makers import a_paper, ingest

PAPER = "arxiv:2409.00001"
LEFT_OUT = Settings(relevance_threshold=1.0, review_margin=1.0)
LET_IN = Settings(relevance_threshold=0.0, review_margin=1.0)


@pytest.fixture
def read(catalogue, tmp_path):
    """Ingest a record with some changes; what came of it."""

    def ingested(settings, **changes):
        path = write_lines(tmp_path / f"{len(RunLog(catalogue).last(100))}.jsonl", a_record(1, **changes))
        return run(snapshot.source(path), catalogue, settings).run.counts

    return ingested


def ids(catalogue):
    """The papers that can be found."""
    return [work.id for work in catalogue.works()]


def decision(catalogue, chosen, *papers):
    """Decide on what waits of *papers*, by id."""
    get = Reviews(catalogue).get
    decide(catalogue, [get(paper) for paper in papers or (PAPER,)], chosen)


def test_accept(catalogue, read):
    """An accepted paper is in the catalogue at once, as its source stated it."""
    assert {"passed over": 1} == read(LEFT_OUT)

    decision(catalogue, "accept")

    (work,) = catalogue.works()
    assert (Reviews(catalogue).get(PAPER).paper,) == work.records
    assert ("accept", []) == (Reviews(catalogue).get(PAPER).decision, Reviews(catalogue).queue(0.5))


def test_reject(catalogue, read):
    """A rejected paper is gone at once, with its history, and the rest is not."""
    ingest(catalogue, a_paper())
    assert {"new": 1} == read(LET_IN)

    decision(catalogue, "reject")

    assert (["arxiv:2309.08600"], []) == (ids(catalogue), catalogue.history(PAPER))


@pytest.mark.parametrize("chosen", ["skip", "open"])
@pytest.mark.parametrize("settings", [LEFT_OUT, LET_IN], ids=["out", "in"])
def test_skip(catalogue, read, settings, chosen):
    """To skip a paper, or to open its case again, leaves the catalogue as it is."""
    read(settings)
    before = catalogue.works(), catalogue.stamp()

    decision(catalogue, chosen)

    assert before == (catalogue.works(), catalogue.stamp())
    assert [PAPER] == [review.paper.id for review in Reviews(catalogue).queue(0.5)]


NEWER = {"versions": [{"version": "v3", "created": "2024-11-01"}], "title": "A third title"}


@pytest.mark.parametrize("settings", [LEFT_OUT, LET_IN], ids=["out", "in"])
def test_accepted_for_good(catalogue, read, settings):
    """An accepted paper stays when it comes again, and its new versions come in, whatever the judge says of them."""
    read(LEFT_OUT)
    decision(catalogue, "accept")

    assert {"unchanged": 1} == read(settings)
    assert {"updated": 1} == read(settings, **NEWER)
    assert ("A third title", "accept") == (catalogue.get(PAPER).title, Reviews(catalogue).get(PAPER).decision)


@pytest.mark.parametrize("settings", [LEFT_OUT, LET_IN], ids=["out", "in"])
def test_rejected_for_good(catalogue, read, settings):
    """A rejected paper stays out when it comes again, its new versions too."""
    read(LET_IN)
    decision(catalogue, "reject")

    assert {"passed over": 1} == read(settings)
    assert {"passed over": 1} == read(settings, **NEWER)
    assert ([], "reject") == (ids(catalogue), Reviews(catalogue).get(PAPER).decision)


def test_another_mind(catalogue, read):
    """Who decides otherwise later gets it."""
    read(LET_IN)

    for chosen, expected in (("reject", []), ("accept", [PAPER]), ("reject", []), ("accept", [PAPER])):
        decision(catalogue, chosen)
        assert expected == ids(catalogue)


def test_an_accepted_paper_is_no_older_than_what_is_stored(catalogue, read):
    """To accept a paper that has a newer version by now does not take it back to the one that was up for review."""
    read(LET_IN)
    read(LET_IN, **NEWER)

    decision(catalogue, "accept")

    assert "A third title" == catalogue.get(PAPER).title


def test_only_the_source_that_was_up_for_review(catalogue, read):
    """To reject arXiv's record of a paper leaves our own summary of it."""
    read(LET_IN)
    ingest(catalogue, a_paper(id=PAPER, source="starter", title="Sparse autoencoders find feature 1"))

    decision(catalogue, "reject")

    assert [("starter",)] == [work.sources for work in catalogue.works()]


def test_works_are_grouped_anew(catalogue, read):
    """A paper that is accepted joins the poster that it was, and parts from it when it is rejected."""
    names = ["Ada Lovelace", "Kurt Gödel Jr."]
    poster = a_paper(id="openreview:x", source="programme", title="Sparse autoencoders find feature 1", authors=names)
    ingest(catalogue, poster)
    read(LEFT_OUT)

    decision(catalogue, "accept")
    assert [(PAPER, 2)] == [(work.id, len(work.records)) for work in catalogue.works()]

    decision(catalogue, "reject")
    assert [(poster.id, 1)] == [(work.id, len(work.records)) for work in catalogue.works()]


def test_a_decision_is_a_change(catalogue, read):
    """The index learns of a decision, also when one paper goes as another one comes."""
    read(LET_IN)
    other = a_paper(id="arxiv:2409.00002", title="A paper left out")
    review = replace(Reviews(catalogue).get(PAPER), paper=other)
    before = catalogue.stamp()

    decision(catalogue, "reject")
    decide(catalogue, [review], "accept")

    assert before != catalogue.stamp()


def test_decisions_are_no_ingestion(catalogue, read):
    """However many papers a person decides on, the log goes on telling of the ingestions."""
    read(LET_IN)
    for _ in range(12):
        decision(catalogue, "accept")

    assert ["snapshot"] == [told.source for told in RunLog(catalogue).last()]


def test_all_or_nothing(catalogue, read):
    """When the catalogue fails nothing was decided."""
    read(LET_IN)
    with catalogue.writing() as connection:
        connection.exec_driver_sql("CREATE TRIGGER no BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'no'); END")

    with pytest.raises(CatalogueError):
        decision(catalogue, "reject")

    assert (["open"], [PAPER]) == ([Reviews(catalogue).get(PAPER).decision], ids(catalogue))
