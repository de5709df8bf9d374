"""Which days are asked of arXiv, in which order, and what a stopped run still has to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import IncompleteError, SettingsError
from catalogue.runs import TOLD, Account
from ingest.arxiv.plan import FOUNDED, Haul, Plan, Task, plan
from ingest.sources import Past

TODAY = datetime(2024, 10, 16, 1, tzinfo=UTC)
"""A Wednesday."""
NOTHING = Past()


@pytest.fixture(autouse=True)
def today():
    """Let it be that day."""
    with time_machine.travel(TODAY, tick=False):
        yield


def tasks(made):
    """What a plan is to do, in short."""
    return [(task.query, task.since, task.until) for task in made.todo]


def windows(made):
    """The days of a plan's first query."""
    return [(task.since, task.until) for task in made.todo if task.query == made.todo[0].query]


def a_plan(since="2024-09-01", until="2024-09-30", queries=("a", "b")):
    """A plan over some days."""
    return plan(queries, since, until, NOTHING, overlap=14)


def brought(made, **haul):
    """Finish the first task of *made* with a haul."""
    return replace(made, haul=Haul(**haul)).done()


@pytest.mark.parametrize(
    ("said", "past", "expected"),
    [
        (("", ""), NOTHING, ("2024-09-16", "2024-10-16")),
        (("", ""), Past(newest="2024-10-01"), ("2024-09-17", "2024-10-16")),
        (("", ""), Past(covered="2024-10-15", newest="2024-10-01"), ("2024-10-01", "2024-10-16")),
        (("", "2024-10-10"), Past(covered="2024-10-15"), ("2024-10-01", "2024-10-10")),
        (("2024-09-05", ""), Past(covered="2024-10-15"), ("2024-09-05", "2024-10-16")),
        (("2024-09-05", "2024-09-05"), NOTHING, ("2024-09-05", "2024-09-05")),
        (("1900-01-01", ""), NOTHING, ("1991-08-14", "2024-10-16")),
        (("", "2030-01-01"), NOTHING, ("2024-09-16", "2024-10-16")),
    ],
)
def test_window(said, past, expected):
    """Days are those that are asked for; else since the last complete run, the newest paper, or a month, with overlap.

    None is before arXiv was founded, and none is still to come: it would count as covered.
    """
    made = plan(("a",), *said, past, overlap=14)

    assert [expected] == windows(made)
    assert expected == (made.account.since, made.account.until)


@pytest.mark.parametrize(
    ("since", "until", "problem"),
    [
        ("yesterday", "", "--since yesterday is no day"),
        ("2024-09", "", "--since 2024-09 is no day"),
        ("", "2024-13-01", "--until 2024-13-01 is no day"),
        ("2024-09-02", "2024-09-01", "from 2024-09-02 to 2024-09-01 is empty"),
        ("2024-10-17", "", "from 2024-10-17 to 2024-10-16 is empty"),
        ("", "1990-01-01", "from 2024-09-16 to 1990-01-01 is empty"),
    ],
)
def test_no_window(since, until, problem):
    """What is no day, or no span of days, is refused with what to write."""
    with pytest.raises(SettingsError, match=rf"{problem}.*(Write it as 2024-09-23|Give --since)"):
        a_plan(since, until)


def test_order():
    """Every query is asked over the whole window, one after the other."""
    assert [("a", "2024-09-01", "2024-09-30"), ("b", "2024-09-01", "2024-09-30")] == tasks(a_plan())


@given(st.dates(FOUNDED), st.integers(1, 20_000))
def test_halves(first, days):
    """A task is cut into two that have all its days, and none twice."""
    until = min(first.toordinal() + days, date.max.toordinal() - 1)
    first = min(first, date.fromordinal(until - 1))
    task = Task(query="a", since=first.isoformat(), until=date.fromordinal(until).isoformat())

    one, other = task.halves()

    assert (task.since, task.until) == (one.since, other.until)
    assert one.since <= one.until < other.since <= other.until
    assert timedelta(days=1) == date.fromisoformat(other.since) - date.fromisoformat(one.until)


def test_split():
    """The first task is cut in two, and what it had brought is forgotten."""
    made = replace(a_plan(), haul=Haul(got=3)).split()

    assert [("a", "2024-09-01", "2024-09-15"), ("a", "2024-09-16", "2024-09-30")] == tasks(made)[:2]
    assert (3, Haul()) == (len(made.todo), made.haul)


def test_one_day():
    """A single day cannot be cut."""
    assert [True, False] == [Task(query="a", since="2024-09-01", until=f"2024-09-0{n}").one_day for n in (1, 2)]


def test_haul():
    """Records are counted once, however often their page comes, with their days."""
    haul = Haul()
    haul.take({"1": "2024-09-01", "2": "2024-09-02"}, 3)
    haul.take({"2": "2024-09-02", "3": "2024-09-02"}, 4)

    assert (4, 3, {"2024-09-01": 1, "2024-09-02": 2}) == (haul.expected, haul.got, haul.days)

    haul.restart()
    assert Haul() == haul


def test_account():
    """A query's tasks add up; the window is complete when the last task is done, and not before."""
    first = brought(a_plan().split(), expected=3, got=3, days={"2024-09-02": 3})
    second = brought(first, expected=2, got=2, days={"2024-09-02": 1, "2024-09-20": 1})
    third = brought(second, expected=1, got=1, days={"2024-09-20": 1})

    assert {"a": [5, 5], "b": [1, 1]} == third.account.queries
    assert {"2024-09-02": 4, "2024-09-20": 2} == third.account.days
    assert [False, False, True] == [made.account.complete for made in (first, second, third)]
    assert ((), 6) == (third.todo, third.account.got)
    third.insist()


def test_days_that_are_told():
    """Only the last days of a window are told one by one."""
    first = (date(2024, 9, 30) - TOLD).isoformat()

    made = brought(a_plan("2020-01-01"), got=2, days={"2020-02-01": 1, "2024-08-15": 1, first: 1, "2024-09-30": 1})

    assert {first: 1, "2024-09-30": 1} == made.account.days


def test_failures():
    """A task that gave less is put off: the others are done, nothing is complete, and the end says what is missing."""
    made = brought(a_plan().postponed("2 of 3 results"), expected=1, got=1)

    assert ((), False) == (made.todo, made.account.complete)
    assert ["a from 2024-09-01 to 2024-09-30: 2 of 3 results"] == made.account.failures
    with pytest.raises(IncompleteError, match=r"less than it announced: a from .* 2 of 3.*Run the same command again"):
        made.insist()


def test_failures_are_tried_again():
    """The next run begins with what failed, and does nothing else; when that succeeds, the window is complete."""
    made = Plan.load(brought(a_plan().postponed("2 of 3 results"), expected=1, got=1).dump())

    assert [("a", "2024-09-01", "2024-09-30")] == tasks(made)
    assert ([], (), {"b": [1, 1]}) == (made.account.failures, made.failed, made.account.queries)
    assert brought(made, expected=3, got=3).account.complete


def test_nothing_at_all():
    """That there is nothing in weeks cannot be; the next run asks for all of it again."""
    made = brought(brought(a_plan()))

    with pytest.raises(IncompleteError, match=r"nothing from 2024-09-01 to 2024-09-30, which cannot be.*again later"):
        made.insist()
    assert tasks(a_plan()) == tasks(Plan.load(made.dump()))


@pytest.mark.parametrize(
    ("since", "until"),
    [("2024-10-12", "2024-10-13"), ("2024-10-15", "2024-10-16"), ("2024-10-12", "2024-10-14")],
    ids=["a weekend", "these days", "both"],
)
def test_nothing_yet(since, until):
    """That there is nothing on a weekend, on one weekday or today may well be."""
    brought(a_plan(since, until, ("a",))).insist()


def test_two_weekdays():
    """On two weekdays that are past there was something: both would have to be holidays."""
    with pytest.raises(IncompleteError):
        brought(a_plan("2024-10-14", "2024-10-16", ("a",))).insist()


@pytest.mark.parametrize("token", ["", "xyz"])
def test_a_position(token):
    """A plan is a position: it goes on where it was, in the middle of a list only if that has a token."""
    made = brought(a_plan(), expected=2, got=2, days={"2024-09-02": 2})
    haul = Haul(expected=9, got=4, days={"2024-09-03": 4}, token=token, seen={"x"})

    again = Plan.load(replace(made, haul=haul).dump())

    assert replace(made, haul=replace(haul, seen=set()) if token else Haul()) == again


def test_a_finished_position():
    """A run that was killed between its last page and its end has nothing to do."""
    made = brought(brought(a_plan(), got=1))

    assert made == Plan.load(made.dump())


def test_up_to_today():
    """A stopped run that was to reach to today reaches to today when it goes on, for every query, also those done."""
    made = brought(a_plan(until=""), expected=2, got=2)

    later = Plan.load(made.dump()).up_to("2024-10-20")

    assert [
        ("b", "2024-09-01", "2024-10-16"),
        ("a", "2024-10-17", "2024-10-20"),
        ("b", "2024-10-17", "2024-10-20"),
    ] == tasks(later)
    assert ("2024-10-20", False) == (later.account.until, later.account.complete)


def test_up_to_today_at_the_end():
    """So does one that had everything, but had not ended."""
    made = brought(brought(a_plan(until=""), got=1)).up_to("2024-10-17")

    assert [("a", "2024-10-17", "2024-10-17"), ("b", "2024-10-17", "2024-10-17")] == tasks(made)
    assert not made.account.complete
    assert brought(brought(made)).account.complete


@pytest.mark.parametrize(("until", "today"), [("2024-09-30", "2024-10-20"), ("", "2024-10-16"), ("", "2024-10-15")])
def test_up_to_no_further(until, today):
    """A window with an end keeps it, and so does one that is of today, or of a clock that was ahead."""
    made = a_plan(until=until)

    assert made == made.up_to(today)


def test_account_of_a_plan():
    """A fresh plan has asked nothing."""
    assert Account(since="2024-09-01", until="2024-09-30") == a_plan().account
