"""A week of days, one of them bad: what `commons status` says is what happened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from catalogue.errors import SourceError
from catalogue.settings import Settings
from ingest.run import run
from ingest.sources import arxiv, oai
from tests.fakes.arxiv import FakeArxiv
from tests.ingest.samples import a_record
from tests.ingest.test_convergence import HASTE, OURS
from views.compose import open_services
from views.status import report

MONDAY = date(2024, 9, 2)
WEEK = [MONDAY + timedelta(days=offset) for offset in range(7)]
THURSDAY = WEEK[3]
SATURDAY = WEEK[5]
A_DAY = 9
"""Papers of one weekday."""


class Life:
    """An arXiv and a library that live through the same days."""

    def __init__(self, server, home):
        self.server = server
        urls = {"arxiv_api": server.api_url, "arxiv_oai": server.oai_url, "courtesy_folder": home / "turns"}
        self.services = open_services(Settings(home=home, **HASTE, **urls))
        self.papers = 0

    def submit(self, day):
        """Let papers come in on *day*."""
        for _ in range(A_DAY):
            self.papers += 1
            created = {"version": "v1", "created": f"{day:%a, %d %b %Y} 09:00:00 GMT"}
            changes = {"abstract": OURS, "versions": [created], "update_date": day.isoformat()}
            self.server.put(a_record(self.papers, **changes))

    def harvest(self, **window):
        """Run both routes, whatever becomes of them."""
        for source in (oai.source, arxiv.source):
            try:
                run(source(self.services.settings, **window), self.services.catalogue, self.services.settings)
            except SourceError:
                continue

    def evening(self, day, *, quiet=False, **window):
        """Spend *day*: papers come in unless it is *quiet*, the harvest runs, and somebody asks for the status."""
        now = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        self.server.clock.set(now)
        with time_machine.travel(now):
            if not quiet and day.weekday() < SATURDAY.weekday():
                self.submit(day)
            self.harvest(**window)
            return report(self.services)


@pytest.fixture
def life(tmp_path):
    """Begin it."""
    with FakeArxiv(clock=MONDAY) as server:
        made = Life(server, tmp_path)
        yield made
        made.services.catalogue.close()


def about_sources(status):
    """What *status* says of arXiv's two routes."""
    return [problem for problem in status.problems if "arxiv" in problem or "oai" in problem]


def test_a_bad_day(life):
    """The day on which nothing answered is told while it is news, and made up for by the next day's window."""
    told = {}
    for day in WEEK:
        (life.server.down if day == THURSDAY else life.server.up)()
        told[day] = life.evening(day)

    assert [] == about_sources(told[WEEK[2]])
    failed = about_sources(told[THURSDAY])
    assert 2 == len(failed)
    assert all("failed (127.0.0.1" in problem for problem in failed)
    assert ["commons ingest arxiv", "commons ingest oai"] == sorted(
        problem.split("Run again: ")[1] for problem in failed
    )
    assert 3 * A_DAY == told[THURSDAY].works
    assert 5 * A_DAY == told[WEEK[4]].works == told[WEEK[6]].works == life.papers
    assert [] == about_sources(told[WEEK[6]])
    states = [run.state for run in told[WEEK[6]].runs if run.source == "oai"]
    assert "finished" in states


def test_silence(life):
    """A source that nobody asked for days is called stale, with the command that mends it."""
    life.evening(MONDAY)
    later = MONDAY + timedelta(days=9)
    with time_machine.travel(datetime(later.year, later.month, later.day, tzinfo=UTC)):
        status = report(life.services)

    assert [
        "arxiv was last read completely up to 2024-09-02. Run: commons ingest arxiv",
        "oai was last read completely up to 2024-09-02. Run: commons ingest oai",
    ] == about_sources(status)


def test_a_gap(life):
    """Days between two windows are a gap, and the command that is named fills it."""
    life.evening(MONDAY)
    later = MONDAY + timedelta(days=10)
    life.submit(MONDAY + timedelta(days=3))
    status = life.evening(later, since="2024-09-09")

    window = "--since 2024-09-03 --until 2024-09-08"
    gap = f"No complete run of oai covers 2024-09-03 to 2024-09-08. Run: commons ingest oai {window}"
    assert gap in about_sources(status)
    assert 2 * A_DAY == status.works

    status = life.evening(later, since="2024-09-03", until="2024-09-08", quiet=True)
    assert 3 * A_DAY == status.works
    assert [] == about_sources(status)


def test_an_empty_weekday(life):
    """A weekday without any paper among busy ones is named, once late papers had their time."""
    quiet = WEEK[1]
    for day in (MONDAY + timedelta(days=offset) for offset in range(-30, 0)):
        life.server.clock.set(day)
        life.submit(day)
    for offset in range(10):
        day = MONDAY + timedelta(days=offset)
        status = life.evening(day, quiet=day == quiet)

    odd = about_sources(status)
    assert 2 == len(odd)
    assert all("had nothing on 2024-09-03: a holiday, or a hole" in problem for problem in odd)
