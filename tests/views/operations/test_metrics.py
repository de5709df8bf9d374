"""What is counted while the app serves."""

from __future__ import annotations

import logging

import pytest
from prometheus_client.parser import text_string_to_metric_families

from catalogue.answers import Query
from catalogue.errors import NoIndexError, QuestionError
from views.components import trouble
from views.operations import metrics, scrape
from views.services import services as serving


def value(name: str, **labels: str) -> float:
    """What a series says now; 0 if there is none."""
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


class Left(BaseException):
    """As Streamlit says that a reader went on."""


def fails(error: BaseException) -> None:
    """Run a page that raises *error*."""
    with metrics.page("a-page"):
        raise error


@pytest.mark.parametrize(("error", "outcome"), [(KeyError("x"), "crash"), (Left(), "cut")])
def test_a_run_that_does_not_end_well(error, outcome):
    """What a page raises goes on to whoever called it, and is counted by what it was."""
    before = value("commons_page_runs_total", page="a-page", outcome=outcome)

    with pytest.raises(type(error)):
        fails(error)

    assert before + 1 == value("commons_page_runs_total", page="a-page", outcome=outcome)


def test_a_run_that_shows_an_error(caplog, monkeypatch):
    """An error that is shown in place makes the run a problem; a mistake of the machine is logged whole."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(trouble, "box", lambda _problem, _remedy: None)
    before = value("commons_page_runs_total", page="a-page", outcome="problem")
    errors = value("commons_errors_total", kind="NoIndexError")

    with metrics.page("a-page"), trouble.shown():
        raise NoIndexError("nothing is indexed yet", "Run: commons index")

    assert before + 1 == value("commons_page_runs_total", page="a-page", outcome="problem")
    assert errors + 1 == value("commons_errors_total", kind="NoIndexError")
    told, run = caplog.records
    assert ("NoIndexError", "nothing is indexed yet. Run: commons index") == (told.kind, told.problem)
    assert ("page", "a-page", "problem", True) == (run.getMessage(), run.page, run.outcome, run.ms >= 0)


def test_what_a_reader_typed_is_not_logged(caplog):
    """Of an error whose message may quote the reader, only its kind is kept."""
    caplog.set_level(logging.DEBUG)
    metrics.told(QuestionError("there is no field zebra:", "Write ti:, au: or abs:"))

    assert ["QuestionError"] == [record.kind for record in caplog.records]
    assert "zebra" not in str([record.__dict__ for record in caplog.records])


def test_pages_and_searches_are_counted(services, open_page):
    """Each run of a page is counted and timed under its slug, each search too; runs within are not mixed up."""
    page = {"page": "search", "outcome": "ok"}
    before = value("commons_page_runs_total", **page), value("commons_search_seconds_count")

    assert not open_page("search", q="feature absorption").exception

    assert before[0] + 1 == value("commons_page_runs_total", **page)
    assert before[1] < value("commons_search_seconds_count")
    assert value("commons_page_seconds_count", page="search") >= 1


def test_the_searcher_of_the_app_is_the_one_that_counts(services):
    """What the app opens counts; what a command opens does not pay for it."""
    before = value("commons_search_seconds_count")
    services.searcher.search(Query(text="absorption"))
    assert before == value("commons_search_seconds_count")

    serving().searcher.search(Query(text="absorption"))
    assert before + 1 == value("commons_search_seconds_count")


def test_what_nobody_expected():
    """An error that nobody expected is counted by its kind; the app tells us of each."""
    before = value("commons_errors_total", kind="ZeroDivisionError")
    metrics.crashed(ZeroDivisionError("division by zero"))

    assert before + 1 == value("commons_errors_total", kind="ZeroDivisionError")


def test_what_is_looked_up(services):
    """The text is Prometheus', and tells of sessions, catalogue, index and the last run of each source."""
    found = {
        sample.name: sample
        for family in text_string_to_metric_families(scrape.text(lambda: services).decode())
        for sample in family.samples
    }

    assert 5.0 == found["commons_catalogue_papers"].value == found["commons_index_papers"].value
    assert 0.0 == found["commons_sessions_open"].value == found["commons_index_behind"].value
    assert {"source": "snapshot"} == found["commons_ingest_ok"].labels
    assert 0 <= found["commons_catalogue_age_seconds"].value < 3600
    assert services.searcher.manifest().built.startswith("20")
    assert {"version", "python", "streamlit"} == set(found["commons_build_info"].labels)


def test_no_library(home):
    """Without a library there are metrics all the same."""

    def broken() -> None:
        raise NoIndexError("nothing is there", "Run: commons index")

    assert b"commons_sessions_open 0.0" in scrape.text(broken)


def test_no_label_comes_from_a_reader(services, open_page):
    """Whatever is asked, no series has a name or label that we did not write down ourselves."""
    open_page("search", q="zebraquagga")
    open_page("paper", id="arxiv:9999.zebraquagga")
    open_page("concept", id="zebraquagga")

    assert b"zebraquagga" not in scrape.text(lambda: services)
