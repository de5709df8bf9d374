"""How many wrong guesses are taken."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from catalogue.errors import KeyRefusedError
from people.participants.limits import OVERALL, PER_ADDRESS, WINDOW_S, Guesses


@pytest.fixture
def clock():
    """A clock that only the test moves."""
    with time_machine.travel("2026-12-06T10:00Z", tick=False) as traveller:
        yield traveller


def test_one_address(clock):
    """An address that guessed wrong too often waits until its guesses are old; another one does not."""
    guesses = Guesses()
    for _ in range(PER_ADDRESS):
        guesses.check("203.0.113.5")
        guesses.wrong("203.0.113.5")

    with pytest.raises(KeyRefusedError, match=r"too many wrong links from here\. Wait ten minutes"):
        guesses.check("203.0.113.5")
    guesses.check("203.0.113.6")
    clock.shift(timedelta(seconds=WINDOW_S + 1))
    guesses.check("203.0.113.5")


def test_many_addresses(clock):
    """When guesses come from everywhere, who has guessed wrong once waits, and who has not does not."""
    guesses = Guesses()
    for number in range(OVERALL):
        guesses.wrong(f"address {number}")

    with pytest.raises(KeyRefusedError):
        guesses.check("address 1")
    guesses.check("another")


def test_memory(clock):
    """However many guess, only so many guesses are remembered, and none for longer than they count."""
    guesses = Guesses()
    for number in range(5 * OVERALL):
        guesses.wrong(f"address {number}")
    assert 2 * OVERALL == len(guesses._wrong)

    clock.shift(timedelta(seconds=WINDOW_S + 1))
    guesses.check("anybody")

    assert 0 == len(guesses._wrong)
