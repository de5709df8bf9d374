"""Turns at a service: one request at a time and a pause after each, for all processes of the machine together."""

from __future__ import annotations

import json
import math
import os
import stat
import time
from contextlib import ExitStack, suppress

import pytest

from catalogue.errors import StorageError
from ingest.web.turns import State, Turns
from tests.fakes.arxiv import FakeArxiv, Faults, violations
from tests.ingest.web.asker import start as start_asker
from tests.ingest.web.world import START, Impatient, World

DELAY = 3.0
GARBAGE = [
    b"",
    b"{",
    b"\xff\xfe",
    b"null",
    b"[]",
    b'{"free_at": "tomorrow"}',
    b'{"free_at": 0, "circuits": 3}',
    b'{"free_at": 0, "circuits": {"a": {"failures": "many"}}}',
    b"[" * 100_000,
]


@pytest.fixture
def world():
    """Time that passes by sleeping only."""
    return World()


@pytest.fixture
def folder(tmp_path):
    """Where turns are taken."""
    return tmp_path / "turns"


@pytest.fixture
def turns(folder, world):
    """Turns as another process would take them: each call opens the files anew."""
    return lambda service="arxiv": in_turn(folder, world, service)


def in_turn(folder, world, service="arxiv"):
    """Turns by the time of *world*."""
    return Turns(folder, service, DELAY, clock=world.clock, sleep=world.sleep)


def take(turns, world, lasting=0.0):
    """Take a turn for a request that takes some seconds."""
    with turns.turn():
        world.now += lasting


def saved(folder):
    """What the file says."""
    return json.loads((folder / "arxiv.json").read_text())


def wait_until(there, seconds=30.0):
    """Wait for something of another process; return it."""
    until = time.monotonic() + seconds
    while not (found := there()):
        assert time.monotonic() < until
        time.sleep(0.01)
    return found


def test_pause(turns, world):
    """The pause counts from the end of a request, and only what is left of it is slept."""
    ours = turns()
    take(ours, world, lasting=20)
    world.now += 1
    take(ours, world)
    take(ours, world)
    world.now += DELAY
    take(ours, world)

    assert [DELAY - 1, DELAY] == world.slept


def test_pause_of_others(turns, world):
    """Another process waits as if it had asked itself; another service does not."""
    take(turns(), world)
    take(turns("openreview"), world)

    assert [] == world.slept

    take(turns(), world)

    assert [DELAY] == world.slept


def test_longer_pause(turns, world):
    """Who was asked to wait longer makes all others wait; the turn after that is as usual."""
    with turns().turn() as state:
        state.pause_s = 50.0
    take(turns(), world)
    take(turns(), world)

    assert [50.0, DELAY] == world.slept


@pytest.mark.parametrize("back", [1.0, 3600.0, START])
def test_clock_set_back(turns, world, back):
    """A clock that is set back costs no more than one pause."""
    take(turns(), world)
    world.now -= back
    take(turns(), world)
    take(turns(), world)

    assert [DELAY, DELAY] == world.slept


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda garbage: repr(garbage[:50]))
def test_garbage(turns, world, folder, garbage):
    """A state that cannot be read says nothing, and is written anew."""
    take(turns(), world)
    (folder / "arxiv.json").write_bytes(garbage)

    assert State() == turns().state()

    take(turns(), world)
    take(turns(), world)

    assert [DELAY] == world.slept


def test_circuits(turns):
    """What one process writes of a host is what another reads, and of another host nothing is known."""
    with turns().turn() as state:
        state.circuit("a").failures, state.circuit("a").rests_until, state.circuit("a").why = 3, START + 1, "“503”"

    assert turns().state() == state
    assert 0 == turns().state().circuit("b").failures


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_kept_after_an_error(turns, world, error):
    """Whatever ends a turn, the pause counts from there, what was learned is kept, and the next may ask."""
    with pytest.raises(error), turns().turn() as state:  # noqa: PT012 - the block is what fails
        state.circuit("a").failures = 2
        world.now += 5
        raise error
    take(turns(), world)

    assert 2 == turns().state().circuit("a").failures
    assert [DELAY] == world.slept


def test_interrupted_while_waiting(turns, world, folder):
    """Ctrl-C while waiting for the turn leaves the turn to others, and the state as it was."""
    take(turns(), world)
    before = saved(folder)
    impatient = Impatient(world.now)
    with pytest.raises(KeyboardInterrupt), in_turn(folder, impatient).turn():
        pytest.fail("it was not its turn")

    assert before == saved(folder)
    take(turns(), world)
    assert [DELAY] == world.slept


def test_killed_on_paper(turns, world, folder):
    """While a request is under way nobody knows when it ends; after a kill the next waits a whole pause."""
    with turns().turn():
        under_way = (folder / "arxiv.json").read_bytes()
    world.now += 1000
    (folder / "arxiv.json").write_bytes(under_way)
    take(turns(), world)

    assert math.inf == json.loads(under_way)["free_at"]
    assert [DELAY] == world.slept


def test_for_everybody(turns, world, folder):
    """Other users of the machine may take turns in the same folder, whatever this one's umask."""
    before = os.umask(0o077)
    try:
        take(turns(), world)
    finally:
        os.umask(before)

    assert 0o777 == stat.S_IMODE(folder.stat().st_mode)
    assert 0o666 == stat.S_IMODE((folder / "arxiv.lock").stat().st_mode)
    assert {"arxiv.json", "arxiv.lock"} == {path.name for path in folder.iterdir()}


def refused(turns):
    """How a turn is refused."""
    with pytest.raises(StorageError) as error, turns.turn():
        pytest.fail("it cannot be known whose turn it is")
    return str(error.value)


def test_no_folder(tmp_path, world):
    """Where no folder can be made, it says which, why, and which setting to change."""
    (tmp_path / "file").touch()
    for folder, why in [("file", "File exists"), ("file/below", "Not a directory")]:
        where = tmp_path / folder
        expected = f"cannot take turns in {where} ({why}). Set COMMONS_COURTESY_FOLDER to one that all may write"

        assert expected == refused(in_turn(where, world))


@pytest.fixture
def nobody():
    """Root may write everywhere, so be somebody else."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


def test_not_allowed(turns, folder, request):
    """A folder that this user may not write is refused, and not silently impolite."""
    folder.mkdir()
    folder.chmod(0o500)
    request.getfixturevalue("nobody")

    assert f"cannot take turns in {folder} (Permission denied)" in refused(turns())


def test_full_disk(small_disk, world):
    """A full disk is named, too: what cannot be written down would be forgotten by the others."""
    disk = small_disk("64k")
    with suppress(OSError), (disk.path / "filling").open("wb", buffering=0) as filling:
        while filling.write(b"x" * 4096):
            pass

    assert "(No space left on device)" in refused(in_turn(disk.path, world))


@pytest.fixture
def start(folder):
    """Start processes that take their turns; none outlives the test."""
    with ExitStack() as stack:

        def make(*arguments, **settings):
            asker = stack.enter_context(start_asker(*arguments, courtesy_folder=folder, **settings))
            stack.callback(asker.kill)
            return asker

        yield make


def test_processes(start):
    """Three processes that ask with two libraries never ask at once, and never closer than the pause."""
    delay, times = 0.1, 4
    with FakeArxiv(faults=Faults.only("slow", slow=0.04)) as server:
        askers = [start(server.api_url, times, request_delay_s=delay) for _ in range(3)]
        said = [asker.communicate(timeout=60)[1] for asker in askers]

    assert [""] * 3 == said
    assert 3 * times == len(server.requests)
    assert [] == violations(server.requests, delay)


def is_by(contact, request):
    """Tell whether *request* comes from who is reached there."""
    return any(contact in said for name, said in request.headers.items() if name.lower() == "user-agent")


def test_killed(start):
    """Of two processes one is killed in the middle of a request: the other goes on, and keeps the pause after it."""
    delay = 0.5
    with FakeArxiv(faults=Faults.only("slow", slow=3.0)) as server:

        def under_way():
            late = time.monotonic() - 1.5  # until the other waits
            return [
                one for one in server.requests if is_by("victim", one) and one.started < late and one.ended == math.inf
            ]

        victim = start(server.api_url, 1000, contact="victim", request_delay_s=delay)
        wait_until(lambda: server.requests)
        other = start(server.api_url, 3, contact="other", request_delay_s=delay)
        (cut,) = wait_until(under_way)
        server.faults = Faults.none()
        victim.kill()
        victim.communicate()
        said = other.communicate(timeout=60)[1]

    after = [one for one in server.requests if one.started > cut.started]
    assert "" == said
    assert cut.ended - cut.started < 3.0
    assert after
    assert all(is_by("other", one) for one in after)
    assert [] == violations(server.requests, delay)
