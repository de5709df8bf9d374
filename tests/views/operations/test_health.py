"""Whether the server can answer, as whoever watches it is told."""

from __future__ import annotations

import shutil
import threading

import pytest

from views.operations import health
from views.operations.health import LOADING, STUCK, Probe, Readiness

READY = Readiness(ready=True, papers=5)


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        """Seconds since then."""
        return self.now


def test_a_library_that_is_ready(services):
    """It says how much there is, and since when."""
    found = health.look(lambda: services)

    made = services.searcher.manifest()
    assert Readiness(ready=True, papers=5, built=made.built) == found


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda home: shutil.rmtree(home / "index"), "nothing is indexed yet"),
        (lambda home: next(home.glob("index/*/vectors")).write_bytes(b"x"), "is not the file that was written"),
        (lambda home: (home / "catalogue.sqlite").write_bytes(b"no database" * 99), "damaged or no database"),
    ],
    ids=["no index", "a damaged index", "a damaged catalogue"],
)
def test_a_library_that_is_not(services, harm, said):
    """It says what is in the way, and what to do about it."""
    services.catalogue.close()
    harm(services.settings.home)
    found = health.look(lambda: services)

    assert not found.ready
    assert said in found.problem
    assert found.remedy


def test_another_encoder(services, monkeypatch):
    """An index of another model is not ready."""
    monkeypatch.setattr(services.searcher, "_load_encoder", _other)

    assert "the index was made with toy" in health.look(lambda: services).problem


def _other(_settings):
    class Other:
        name, weights, dimension = "other", "1", 64

    return Other()


def test_whatever_happens_is_no_health():
    """An error that nobody expected is told by its kind alone."""

    def broken() -> None:
        raise ValueError("zebra")

    assert ("unexpected: ValueError", False) == (health.look(broken).problem, health.look(broken).ready)


def test_a_probe_looks_each_time():
    """It does not believe its last look."""
    states = iter([READY, STUCK])
    probe = Probe(lambda: next(states))

    assert [READY, STUCK] == [probe.ask(5), probe.ask(5)]


def test_a_slow_look_is_waited_for_once():
    """While a look takes long, all who ask are told what was known before, and one thread is kept busy."""
    go, clock, looks = threading.Event(), Clock(), []

    def slow() -> Readiness:
        looks.append(1)
        go.wait(20)
        return READY

    probe = Probe(slow, clock)
    assert [LOADING] * 3 == [probe.ask(0.01) for _ in range(3)]
    clock.now = health.STUCK_S + 1
    assert STUCK == probe.ask(0.01)
    go.set()
    assert READY == probe.ask(20)
    assert len(looks) == 1
