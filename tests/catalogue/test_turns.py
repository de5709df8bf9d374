"""Only so many at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BoundedSemaphore, Event

import pytest

from catalogue.turns import turn

LONG_S = 60


def test_some_at_once():
    """As many as there are turns go at once, and the others when one of them has ended, however it did."""
    turns, together, inside, most = BoundedSemaphore(2), Barrier(2), [], []

    def draw(_):
        with turn(turns, LONG_S):
            inside.append(1)
            most.append(len(inside))
            together.wait(LONG_S)
            inside.pop()
            raise LookupError

    with ThreadPoolExecutor(6) as pool:
        ends = [pool.submit(draw, number) for number in range(6)]

    assert [LookupError] * 6 == [type(one.exception()) for one in ends]
    assert 2 == max(most)
    assert turns.acquire(blocking=False)


def test_nobody_waits_for_ever():
    """Who waited long enough goes in without a turn, and takes none away when they leave."""
    turns, done = BoundedSemaphore(1), Event()

    def hold():
        with turn(turns, LONG_S):
            done.wait(LONG_S)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        while turns.acquire(blocking=False):
            turns.release()
            time.sleep(0.01)
        with turn(turns, patience_s=0):
            assert not holding.done()
        assert not turns.acquire(blocking=False)
        done.set()
    with pytest.raises(ValueError, match="released too many"):
        turns.release()
