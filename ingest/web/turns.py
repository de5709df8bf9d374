"""Turns at a service: one request at a time and a pause after it, for all processes of this machine together.

A lock file makes them wait for each other; the state beside it says when the next may ask, and which host
shall be left alone for how long. Both outlive the processes, so that a kill or a restart changes nothing.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from filelock import FileLock
from pydantic import ConfigDict, TypeAdapter

from catalogue.errors import StorageError

SHARED = 0o777
"""Of the folder: other users of the machine take turns in it."""

EVERYBODY = 0o666
"""Of the files, whatever the umask: who cannot read them would not wait."""


@dataclass(slots=True, kw_only=True)
class Circuit:
    """How one host is doing."""

    failures: int = 0
    """In a row."""
    rests_until: float = 0.0
    """Unix time before which nobody shall ask it."""
    why: str = ""


@dataclass(slots=True, kw_only=True)
class State:
    """What all processes know of a service."""

    __pydantic_config__: ClassVar = ConfigDict(ser_json_inf_nan="constants")
    free_at: float = 0.0
    """Unix time from which on the next request may be sent; infinite while one is under way."""
    pause_s: float = 0.0
    """How long to wait for that at most: the clock may have been set back, or the one under way killed."""
    circuits: dict[str, Circuit] = field(default_factory=dict)

    def circuit(self, host: str) -> Circuit:
        """Return what is known of *host*."""
        return self.circuits.setdefault(host, Circuit())


_STATE = TypeAdapter(State)


class Turns:
    """Takes turns at *service* through files in *folder*."""

    def __init__(
        self,
        folder: Path,
        service: str,
        delay_s: float,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Pause *delay_s* seconds between two requests; *clock* (Unix time) and *sleep* are for tests."""
        self._file = folder / f"{service}.json"
        self._lock = FileLock(folder / f"{service}.lock", mode=EVERYBODY)
        self._delay_s = delay_s
        self._clock = clock
        self._sleep = sleep

    @contextmanager
    def turn(self) -> Iterator[State]:
        """Wait for this process's turn; what the block changes in the state is kept, a longer pause too.

        Raises:
            StorageError: The folder cannot be written.
        """
        with self._alone():
            state = self.state()
            self._sleep(max(0.0, min(state.free_at - self._clock(), state.pause_s)))
            state.free_at, state.pause_s = math.inf, self._delay_s
            self._store(state)  # now, because a kill in the middle must not cost the pause
            try:
                yield state
            finally:
                state.free_at = self._clock() + state.pause_s
                self._store(state)

    def state(self) -> State:
        """Read what is known; a file that cannot be read says nothing."""
        try:
            return _STATE.validate_json(self._file.read_bytes())
        except (OSError, ValueError):
            return State()

    def _store(self, state: State) -> None:
        fresh = self._file.with_suffix(f".{os.getpid()}")
        with self._writing():
            fresh.write_bytes(_STATE.dump_json(state))
            fresh.chmod(EVERYBODY)
            fresh.replace(self._file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = self._file.parent
        with self._writing():
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(SHARED)
            held = self._lock.acquire()
        with held:
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(
                f"cannot take turns in {self._file.parent} ({error.strerror})",
                "Set COMMONS_COURTESY_FOLDER to one that all may write",
            ) from error
