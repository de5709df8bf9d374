"""Whatever goes wrong on the way: in the end the catalogue is what arXiv has, each once, and arXiv was not hurried."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from catalogue.errors import SourceError
from catalogue.settings import Settings
from catalogue.store import Catalogue
from ingest.run import run
from ingest.sources import Chunk, arxiv, oai
from tests.fakes.arxiv import NAMES, FakeArxiv, Faults, violations
from tests.ingest.samples import a_record, another_field

DELAY, PATIENCE = 0.005, 0.6
HASTE = {
    "request_delay_s": DELAY,
    "request_timeout_s": PATIENCE,
    "request_deadline_s": 2.0,
    "request_tries": 4,
    "backoff_s": 0.001,
    "backoff_max_s": 0.002,
    "break_after": 6,
    "rest_s": 0.01,
}
"""The manners of the settings, a thousand times faster."""

SPAN = {"since": "2024-01-01", "until": "2024-11-01"}
ROUTES = {"arxiv": arxiv.source, "oai": oai.source}


OURS = "We find circuits of attention heads in the residual stream of a language model by activation patching."


def dated(record, day):
    """*record* as of its first version on *day* of September 2024."""
    created = f"{day:02} Sep 2024 10:00:00 GMT"
    return record | {"versions": [{"version": "v1", "created": created}], "update_date": f"2024-09-{day:02}"}


def records():
    """Two dozen papers over a dozen days, every third of them of another field."""
    made = (another_field(number) if number % 3 == 0 else a_record(number, abstract=OURS) for number in range(1, 25))
    return [dated(record, 1 + number // 2) for number, record in enumerate(made)]


class Station:
    """A catalogue, and an arXiv to fill it from."""

    def __init__(self, folder: Path) -> None:
        self.server = FakeArxiv(records(), clock="2024-11-01", seed=1, oai_limit=7)
        self.server.__enter__()
        urls = {"arxiv_api": self.server.api_url, "arxiv_oai": self.server.oai_url, "arxiv_page": 7}
        self.settings = Settings(home=folder, courtesy_folder=folder / "courtesy", **urls, **HASTE, shrink_limit=1)
        self.catalogue = Catalogue.open(self.settings)

    def ingest(self, route, progress=lambda _chunk, _counts: None):
        """Run *route* once over the whole span."""
        return run(ROUTES[route](self.settings, **SPAN), self.catalogue, self.settings, progress=progress)

    def insist(self, route, tries=30):
        """Give the same command again until it succeeds."""
        for _ in range(tries - 1):
            try:
                return self.ingest(route)
            except SourceError:
                continue
        return self.ingest(route)

    def forgive(self):
        """Let a host that rests be asked again, as the operations page says."""
        time.sleep(2 * DELAY)
        (self.settings.courtesy_folder / "arxiv.json").unlink(missing_ok=True)

    def stored(self):
        """What the catalogue says of each paper: title, abstract, version."""
        works = [*self.catalogue.works(), *self.catalogue.works(withdrawn=True)]
        return {work.id: (work.title, work.abstract, work.records[0].version) for work in works}

    def truth(self):
        """What arXiv says of each paper of the field."""
        return {
            f"arxiv:{number}": (
                " ".join(said["title"].split()),
                said["abstract"].strip().replace("\n", " "),
                len(said["versions"]),
            )
            for number, said in self.server.truth().items()
            if OURS in said["abstract"]
        }

    def close(self):
        """Stop both."""
        self.catalogue.close()
        self.server.__exit__(None, None, None)


@pytest.fixture
def station(tmp_path):
    """One for a test."""
    made = Station(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_wrong(station, route):
    """All papers of the field are stored, the others are passed over, and the account says what was asked and got."""
    report = station.ingest(route)

    assert station.truth() == station.stored()
    assert 16 == report.run.counts["new"]
    assert 8 == report.run.counts["passed over"]
    assert report.run.account.complete
    assert all(expected == got for expected, got in report.run.account.queries.values())
    assert 24 == report.run.account.got


@pytest.mark.parametrize("fault", NAMES)
@pytest.mark.parametrize("route", ROUTES)
def test_each_fault(station, route, fault):
    """A fault now and then is waited out; arXiv is never asked too soon, and the account counts what was repeated."""
    station.server.faults = Faults.only(fault, rate=0.4, hang=0.9, slow=0.1)

    station.insist(route)

    assert station.truth() == station.stored()
    assert [] == violations(station.server.requests, DELAY, slack=0.004, patience=PATIENCE)


@pytest.mark.parametrize("fault", [name for name in NAMES if name not in {"slow", "unsorted", "repeat", "overlap"}])
@pytest.mark.parametrize("route", ROUTES)
def test_nothing_but_a_fault(station, route, fault):
    """While every request goes wrong, a run fails and says so, or stores what is true; afterwards all is well."""
    station.server.faults = Faults.only(fault, hang=0.9)
    with suppress(SourceError):
        station.ingest(route)
    assert station.stored().items() <= station.truth().items()

    station.server.faults = Faults.none()
    station.insist(route)

    assert station.truth() == station.stored()


class Unreliable(RuleBasedStateMachine):
    """arXiv and its faults, time, changes, kills and repetitions, in any order."""

    @initialize()
    def begin(self):
        """Open an arXiv and an empty catalogue."""
        self.folder = Path(tempfile.mkdtemp())
        self.station = Station(self.folder)
        self.fresh = 100

    @rule(names=st.sets(st.sampled_from(NAMES), min_size=1), rate=st.sampled_from([0.1, 0.3, 0.6]))
    def trouble(self, names, rate):
        """Some things begin to go wrong."""
        self.station.server.faults = Faults.only(*sorted(names), rate=rate, hang=0.9, slow=0.05)

    @rule()
    def calm(self):
        """All is well again."""
        self.station.server.faults = Faults.none()

    @rule(route=st.sampled_from(sorted(ROUTES)))
    def ingest(self, route):
        """A run that may fail."""
        with suppress(SourceError):
            self.station.ingest(route)

    @rule(route=st.sampled_from(sorted(ROUTES)), after=st.integers(1, 4))
    def kill(self, route, after):
        """A run that is killed after some pages."""
        pages = iter(range(after))

        def die(_chunk: Chunk, _counts):
            if next(pages, None) is None:
                raise _Killed

        with suppress(SourceError, _Killed):
            self.station.ingest(route, die)

    @rule(route=st.sampled_from(sorted(ROUTES)))
    def outage(self, route):
        """A run while nobody listens; it only succeeds if it was killed when all was read."""
        self.station.server.down()
        with suppress(SourceError):
            self.station.ingest(route)
        self.station.server.up()

    @rule(count=st.integers(1, 3))
    def submit(self, count):
        """New papers come in."""
        for _ in range(count):
            self.fresh += 1
            self.station.server.put(dated(a_record(self.fresh, abstract=OURS), 20))

    @rule(number=st.integers(1, 24), day=st.integers(1, 28))
    def revise(self, number, day):
        """A paper gets a new version."""
        self.station.server.revise(f"2409.{number:05}", f"2024-10-{day:02}", abstract=f"{OURS} Day {day}.")

    @rule(number=st.integers(1, 24), day=st.integers(1, 28))
    def withdraw(self, number, day):
        """A paper is withdrawn."""
        self.station.server.withdraw(f"2409.{number:05}", f"2024-10-{day:02}")

    @rule()
    def expire(self):
        """No token that was given out is good any more."""
        self.station.server.expire_tokens()

    @precondition(lambda self: hasattr(self, "station"))
    @invariant()
    def polite(self):
        """No two requests at once, nor too soon after each other."""
        assert [] == violations(self.station.server.requests, DELAY, slack=0.004, patience=PATIENCE)

    def teardown(self):
        """Once the faults stop, the catalogue is what arXiv has, but for what was withdrawn before we saw it."""
        if not hasattr(self, "station"):
            return
        self.calm()
        self.station.forgive()
        self.station.insist("oai")  # ends a run that was stopped, perhaps before the last changes
        self.station.insist("oai")
        truth, stored = self.station.truth(), self.station.stored()
        gone = {key for key in truth if "withdrawn" in (self._comments(key) or "")}
        assert {key: said for key, said in truth.items() if key not in gone - stored.keys()} == stored
        assert gone.isdisjoint(work.id for work in self.station.catalogue.works())
        self.station.close()
        shutil.rmtree(self.folder)

    def _comments(self, key):
        return self.station.server.truth()[key.removeprefix("arxiv:")].get("comments")


class _Killed(BaseException):
    """Nobody catches it, as nobody catches SIGKILL."""


Unreliable.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes, each step a dozen runs
)
test_unreliable = pytest.mark.filterwarnings("error")(Unreliable.TestCase)
