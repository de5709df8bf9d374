"""What the accounts of past runs tell together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from catalogue.runs import Account, Run
from ingest.watch import BUSY, warnings

TODAY = date(2024, 10, 16)
"""A Wednesday."""


def days(first: str, last: str) -> list[str]:
    """Every weekday from *first* to *last*."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    every = (start + timedelta(days=offset) for offset in range((end - start).days + 1))
    return [day.isoformat() for day in every if day.weekday() < 5]


def a_run(since: str, until: str, busy: Iterable[str] | None = None, each: int = 2 * BUSY) -> Run:
    """A complete run over a window, with *each* papers on the *busy* days, by default every weekday."""
    weekdays = days(since, until) if since and busy is None else busy or ()
    account = Account(since=since, until=until, days=dict.fromkeys(weekdays, each), complete=True)
    return Run(
        id=1,
        source="oai",
        target="",
        fingerprint="",
        options={},
        started=datetime.now(UTC),
        finished=datetime.now(UTC),
        state="finished",
        position="",
        counts={},
        error="",
        account=account,
    )


def said(*runs: Run, today: date = TODAY) -> list[str]:
    """The warnings of *runs*."""
    return list(warnings("oai", runs, today))


def test_all_is_well():
    """Windows that touch or overlap, up to these days, with something on every weekday, are no reason to warn."""
    assert [] == said(
        a_run("2024-09-01", "2024-09-20"), a_run("2024-09-21", "2024-10-01"), a_run("2024-09-28", "2024-10-15")
    )


def test_no_runs():
    """Of a source that never ran there is nothing to tell."""
    assert [] == said()


@pytest.mark.parametrize(("until", "stale"), [("2024-10-13", False), ("2024-10-12", True), ("2023-10-12", True)])
def test_stale(until, stale):
    """A source that was read last before a long weekend is stale; the command for it is said."""
    expected = f"oai was last read completely up to {until}. Run: commons ingest oai"

    assert [expected] * stale == said(a_run("2023-10-02", until))


def test_gap():
    """Days between two windows are told, with the command that reads them."""
    runs = [a_run("2024-10-01", "2024-10-15"), a_run("2024-09-01", "2024-09-10"), a_run("2024-09-13", "2024-09-28")]

    assert [
        f"No complete run of oai covers {window}. Run: commons ingest oai --since {window.replace(' to ', ' --until ')}"
        for window in ("2024-09-11 to 2024-09-12", "2024-09-29 to 2024-09-30")
    ] == [one for one in said(*runs) if one.startswith("No")]


def test_windows_in_windows():
    """A long window covers what short ones inside it leave out."""
    assert [] == said(
        a_run("2024-09-01", "2024-10-15"), a_run("2024-09-02", "2024-09-03"), a_run("2024-09-20", "2024-09-21")
    )


def test_backfill():
    """A missed window that was read later is no gap any more."""
    runs = [a_run("2024-09-01", "2024-09-10"), a_run("2024-09-16", "2024-10-15")]
    assert 1 == len(said(*runs))

    assert [] == said(*runs, a_run("2024-09-11", "2024-09-15"))


def test_empty_weekdays():
    """A weekday without papers among busy ones is told, with the command to ask again; weekends and today are not."""
    busy = [day for day in days("2024-09-25", "2024-10-11") if day not in {"2024-10-01", "2024-10-07"}]

    (warning,) = said(a_run("2024-09-25", "2024-10-16", busy))

    assert warning == (
        "oai had nothing on 2024-10-01, 2024-10-07: a holiday, or a hole. "
        "To ask again: commons ingest oai --since 2024-10-01 --until 2024-10-07"
    )


def test_days_that_may_still_come():
    """Of the last days nobody can say yet whether they are empty."""
    assert [] == said(a_run("2024-09-25", "2024-10-16", days("2024-09-25", "2024-10-11")))
    assert 1 == len(said(a_run("2024-09-25", "2024-10-16", days("2024-09-25", "2024-10-11")), today=date(2024, 10, 19)))


@pytest.mark.parametrize(("each", "warned"), [(BUSY - 1, False), (BUSY, True)])
def test_quiet_sources(each, warned):
    """Where few papers come on most days, a day without any is nothing odd."""
    busy = [day for day in days("2024-09-25", "2024-10-15") if day != "2024-10-01"]

    assert warned == bool(said(a_run("2024-09-25", "2024-10-16", busy, each)))


def test_mostly_empty():
    """When most days are empty, as of a source that comes once a week, none of them is odd."""
    assert [] == said(a_run("2024-09-25", "2024-10-16", ["2024-09-30", "2024-10-07"]))


def test_another_run_had_it():
    """What the newest run found empty but another one did not, is not empty."""
    empty = [day for day in days("2024-09-25", "2024-10-15") if day != "2024-10-01"]

    assert [] == said(a_run("2024-09-25", "2024-10-16", empty), a_run("2024-09-28", "2024-10-05"))


def test_days_that_are_not_told():
    """Of a window over years only the last days are told one by one; the others are not empty for that."""
    assert [] == said(a_run("2019-01-01", "2024-10-15", days("2024-09-02", "2024-10-11")))


def test_no_window():
    """A venue has no window: nothing is stale, and nothing is missing."""
    assert [] == said(a_run("", ""))
    assert [] == said(a_run("", ""), a_run("2024-10-01", "2024-10-15"))
