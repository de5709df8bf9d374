"""Something costly that is made of the state of a home: made once for all threads, and anew without a stall."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from catalogue.elsewhere import elsewhere
from catalogue.settings import Settings
from catalogue.turns import turn

T = TypeVar("T")

HOMES = 16
"""Values held at most, of all homes and kinds together: a server has one home and four kinds."""


TURN_S = 60.0
"""Seconds after which one is made beside another all the same: what it needs may be waiting for it."""

WORTH_S = 1.0
"""What took longer here the last time is made anew in a process of its own, if it can be."""

_TURN = threading.BoundedSemaphore(1)


class Kept(Generic[T]):
    """One value, of the last state that it was asked for. Safe to share between threads."""

    def __init__(self, name: str, patience_s: float) -> None:
        """Take the *name* of its threads, and how long making one may hold up those who could have the old one."""
        self._name = name
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._held: tuple[Hashable, T] | None = None
        self._making: Future[T] | None = None
        self._began = self._took_s = 0.0

    @property
    def held(self) -> T | None:
        """What there is by now, of whichever state."""
        return self._held[1] if self._held else None

    def get(self, state: Hashable, make: Callable[[], T], *, exact: bool = False, portable: bool = False) -> T:
        """Return the value for *state*, or an older one if *make* takes longer than the patience.

        Whoever comes first has it made in a thread; the others wait with them, the first time as long as it takes.
        Raises what *make* raises, to those who wait for it; the next one has it tried again.

        Args:
            state: What the value is made of.
            make: Makes it.
            exact: Wait for this very state: for what is itself kept, and would keep what was made of an older one.
            portable: *make* and the value can be pickled, so that another process can make it anew if that takes long.
        """
        with self._lock:
            held = self._held
            if held and held[0] == state:
                return held[1]
            if self._making is None:
                self._making, self._began = Future(), time.monotonic()
                threading.Thread(
                    target=self._make, args=(self._making, state, make, portable), name=self._name, daemon=True
                ).start()
            making, patience_s = self._making, self._began + self._patience_s - time.monotonic()
        try:
            made = making.result(max(0.0, patience_s) if held and not exact else None)
        except TimeoutError:
            if making.done() or held is None:  # make raised it, or it is there by now
                return making.result()
            return held[1]
        if exact and self._state() != state:  # another state was under way
            return self.get(state, make, exact=True, portable=portable)
        return made

    def _state(self) -> Hashable:
        return self._held[0] if self._held else None

    def _make(self, making: Future[T], state: Hashable, make: Callable[[], T], portable: bool) -> None:
        away = portable and self._took_s > WORTH_S
        try:
            # one thing after another, where there is an old one meanwhile: two would leave pages too few turns
            with turn(_TURN, TURN_S) if self._held else nullcontext():
                start = time.monotonic()
                made = elsewhere(make) if away else make()
                self._took_s = time.monotonic() - start
        except BaseException as error:  # noqa: BLE001 - it goes to whoever waits
            self._settle(None)
            making.set_exception(error)
        else:
            self._settle((state, made))
            making.set_result(made)

    def _settle(self, held: tuple[Hashable, T] | None) -> None:
        with self._lock:
            self._held, self._making = held or self._held, None


def kept(name: str, settings: Settings) -> Kept[Any]:
    """Return what keeps *name* for the home of *settings* in this process."""
    return _kept(name, settings.home, settings.url, settings.stall_s)


@lru_cache(maxsize=HOMES)
def _kept(name: str, _home: Path, _url: str, stall_s: float) -> Kept[Any]:
    return Kept(name, stall_s)
