"""Which papers are new, whatever is known of their dates."""

from __future__ import annotations

import pandas as pd
import pytest
import time_machine

from views.asked import Asked
from views.news.recent import Window, window, within

NOW = "2026-11-22T12:00:00Z"


def papers(*dates, **lists):
    """Papers of these dates, called a, b, c and so on."""
    names = [chr(ord("a") + place) for place in range(len(dates))]
    none = [()] * len(dates)
    columns = {"id": names, "date": dates, "sources": lists.get("sources", none)}
    return pd.DataFrame(columns | {"categories": lists.get("categories", none)}).astype({"date": "str"})


@time_machine.travel(NOW)
@pytest.mark.parametrize(
    ("dates", "until"),
    [
        (("2024-03-05", "2024-03-09"), "2024-03-09"),
        (("2024-03-05", "2024-02"), "2024-03-05"),
        (("2024-02",), "2024-02-29"),
        (("2026-11", "2026-11-20"), "2026-11-20"),
        (("2026-11", "2026-10-20"), "2026-11-22"),
        (("2025", "2024-03-05"), "2024-03-05"),
        (("2027-01-01", "2026-12", "2024-03-05", ""), "2024-03-05"),
        (("2025", ""), "2026-11-22"),
        ((), "2026-11-22"),
    ],
)
def test_the_window_ends_with_the_newest_paper(dates, until):
    """It ends with the newest known day, or with the newest month where there is none, but never after today."""
    assert until == window(papers(*dates), days=7).until


@pytest.mark.parametrize(("days", "since"), [(1, "2024-03-09"), (7, "2024-03-03"), (30, "2024-02-09")])
def test_the_window_is_as_long_as_was_asked(days, since):
    """Its first and its last day count."""
    assert Window(since, "2024-03-09") == window(papers("2024-03-09"), days=days)


@pytest.mark.parametrize(("since", "expected"), [("2023", "2023-01-01"), ("2024-02", "2024-02-01")])
def test_the_window_from_a_day(since, expected):
    """A first day of reduced precision is the first that it can mean."""
    assert expected == window(papers("2024-03-09"), days=7, since=since).since


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-02-26", False),
        ("2024-02-27", True),
        ("2024-03-09", True),
        ("2024-03-10", False),
        ("2024-01", False),
        ("2024-02", True),
        ("2024-03", True),
        ("2024-04", False),
        ("2024", False),
        ("", False),
    ],
)
def test_what_is_in_a_window(day, expected):
    """A month is in it if it reaches into it; a mere year says nothing of days."""
    assert expected == (day in Window("2024-02-27", "2024-03-09"))


def test_the_newest_first():
    """Papers come with the newest first, old ones and undated ones not at all."""
    found = within(papers("2024-03-05", "2024-03-09", "2024-03-07", "2023-03-07", ""), MARCH, Asked())

    assert ["b", "c", "a"] == found


MARCH = Window("2024-03-01", "2024-03-31")


def test_filters():
    """Sources and categories narrow the window; any of those asked is enough."""
    some = papers(
        "2024-03-05",
        "2024-03-06",
        "2024-03-07",
        sources=[("arxiv",), ("arxiv", "starter"), ("openreview",)],
        categories=[("cs.CL",), ("cs.LG", "cs.CV"), ()],
    )

    assert ["b", "a"] == within(some, MARCH, Asked(source=("arxiv",)))
    assert ["c", "b"] == within(some, MARCH, Asked(source=("openreview", "starter")))
    assert ["b"] == within(some, MARCH, Asked(source=("arxiv",), category=("cs.CV",)))
