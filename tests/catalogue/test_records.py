"""What a work says when its records differ, and what dates of reduced precision mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.records import SOURCE_PRECEDENCE, Byline, Placement, first_day, last_day, precedence
from tests.makers import a_paper, a_work

ARXIV = a_paper(
    title="As on arXiv",
    submitted="2024-09-23",
    authors=["Ada Lovelace"],
    categories=("cs.LG", "cs.CL"),
    url="https://arxiv.org/abs/2409.1",
    also=("doi:10.1/x", "https://code.example"),
)
STARTER = a_paper(
    source="starter",
    title="As we wrote it",
    submitted="2024",
    summary="Ours.",
    topics=("probing",),
    categories=("cs.AI", "cs.LG"),
    venue="NeurIPS 2024",
    url="https://arxiv.org/abs/2409.1",
)
PLACED = a_paper(
    id="openreview:x",
    source="programme",
    abstract="Theirs.",
    authors=["A. Lovelace", "C. Babbage"],
    url="https://openreview.net/forum?id=x",
    placements=(Placement(event="neurips2025", number=7),),
)
WORK = a_work(ARXIV, PLACED, STARTER)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("id", "arxiv:2309.08600"),
        ("title", "As on arXiv"),
        ("abstract", "Theirs."),
        ("summary", "Ours."),
        ("venue", "NeurIPS 2024"),
        ("url", "https://arxiv.org/abs/2409.1"),
        ("submitted", "2024-09-23"),
        ("year", "2024"),
        ("authors", (Byline(name="Ada Lovelace"),)),
        ("categories", ("cs.LG", "cs.CL", "cs.AI")),
        ("topics", ("probing",)),
        ("sources", ("arxiv", "programme", "starter")),
        ("placements", (Placement(event="neurips2025", number=7),)),
    ],
)
def test_work_says(name, expected):
    """A work takes each field from the most authoritative record that has it, and joins what are lists."""
    assert expected == getattr(WORK, name)


def test_links():
    """A work's links are its URLs, the main ones first, each once, without ids that are no URLs."""
    expected = ("https://arxiv.org/abs/2409.1", "https://openreview.net/forum?id=x", "https://code.example")

    assert expected == WORK.links


def test_unknown_fields_are_empty():
    """A record with nothing but an id and a title makes a work whose other fields are empty, not missing."""
    bare = a_work()

    assert ("", "", "", "", (), (), (), ()) == (
        bare.abstract,
        bare.submitted,
        bare.year,
        bare.url,
        bare.authors,
        bare.links,
        bare.placements,
        bare.topics,
    )


def test_values_are_frozen_and_hashable():
    """Records are values: equal when their fields are, and usable in sets."""
    assert {a_paper()} == {a_paper(), a_paper()}


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024-09-23", "2024-09-23", "2024-09-23"),
        ("2024-09", "2024-09-01", "2024-09-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("", "0000-01-01", "9999-12-31"),
    ],
)
def test_widened_dates(date, first, last):
    """A date of reduced precision spans from its first to its last day; no date at all spans all time."""
    assert (first, last) == (first_day(date), last_day(date))


@given(st.dates(), st.sampled_from((4, 7, 10)))
def test_a_day_lies_within_its_dates(day, precision):
    """Every day lies between the bounds of its own date at any precision, compared as text."""
    date = day.isoformat()[:precision]

    assert first_day(date) <= day.isoformat() <= last_day(date)


def test_a_source_that_nobody_ranked():
    """A source of one's own comes behind all that are ranked."""
    assert [0, 4, 5] == [precedence(source) for source in (SOURCE_PRECEDENCE[0], SOURCE_PRECEDENCE[-1], "my-own")]
