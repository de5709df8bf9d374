"""What is costly is made once for all, and anew without a stall."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalogue import kept as kept_module
from catalogue.kept import Kept

LONG_S = 60
"""More patience than a test needs."""


def test_made_once():
    """Of many who come first together, one has it made and all get the same; nobody makes it again."""
    kept, made, start = Kept("test", LONG_S), [], threading.Barrier(8)

    def make():
        made.append(object())
        return made[-1]

    def ask(_):
        start.wait()
        return kept.get("state", make)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))

    assert made * 8 == found
    assert made[0] is kept.get("state", make)


def test_the_old_one_meanwhile():
    """While a new one is made, whoever asks gets the old one at once; afterwards the new one, made once."""
    kept, go, made = Kept("test", patience_s=0), threading.Event(), []
    kept.get(1, lambda: "old")

    def make():
        made.append(go.wait(LONG_S))
        return "new"

    assert ["old"] * 3 == [kept.get(2, make) for _ in range(3)]
    assert "old" == kept.held
    go.set()
    join("test")
    assert "new" == kept.get(2, make)
    assert [True] == made


def test_only_the_first_wait():
    """Patience is with the making, not for each who asks: who comes when it has run out gets the old one at once."""
    kept, go = Kept("test", patience_s=LONG_S), threading.Event()
    kept.get(1, lambda: "old")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(kept.get, 2, lambda: "new" if go.wait(LONG_S) else "")
        while not kept._making:
            time.sleep(0.01)
        with kept._lock:
            kept._began -= LONG_S

        assert "old" == kept.get(2, lambda: "never")

        assert not first.done()
        go.set()
    assert "new" == first.result()


def test_exactly_this_state():
    """Who asks for a very state waits for it, also while an older one is being made."""
    kept, go = Kept("test", patience_s=0), threading.Event()
    kept.get(1, lambda: "one")
    assert "one" == kept.get(2, lambda: "two" if go.wait(LONG_S) else "")

    with ThreadPoolExecutor(1) as pool:
        exactly = pool.submit(kept.get, 3, lambda: "three", exact=True)
        go.set()

    assert "three" == exactly.result()
    assert "three" == kept.held


def test_what_is_quick_is_new_at_once():
    """Who notices a new state waits a little, and mostly gets the new value."""
    kept = Kept("test", patience_s=LONG_S)

    assert [1, 2, 2] == [kept.get(state, lambda state=state: state) for state in (1, 2, 2)]


def test_what_takes_long(monkeypatch):
    """What took long here is made anew by another process, if it can be; the rest, and all that is quick, is not."""
    for longest, portable, away in ((0, True, True), (0, False, False), (LONG_S, True, False)):
        monkeypatch.setattr(kept_module, "WORTH_S", longest)
        kept = Kept("test", patience_s=LONG_S)

        first, second = (kept.get(state, os.getpid, portable=portable) for state in (1, 2))

        assert (os.getpid(), away) == (first, second != os.getpid())


def test_failure():
    """What fails is told to who waits for it, as often as it is tried; what was there stays, and a remedy helps."""
    kept = Kept("test", patience_s=LONG_S)
    for error in (ValueError, TimeoutError):
        with pytest.raises(error):
            kept.get(1, raising(error))
    assert kept.held is None
    assert "one" == kept.get(1, lambda: "one")

    for error in (ValueError, TimeoutError):
        with pytest.raises(error):
            kept.get(2, raising(error))

    assert "one" == kept.get(1, raising(ValueError))
    assert "two" == kept.get(2, lambda: "two")


def raising(error):
    """Something that raises *error*."""

    def make():
        raise error

    return make


def join(name):
    """Wait for the threads of this name."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join(LONG_S)
