"""How many wrong guesses are taken, from one address and from all together. In memory: addresses are not kept."""

from __future__ import annotations

import threading
import time
from collections import deque

from catalogue.errors import KeyRefusedError

WINDOW_S = 600.0
"""How long a wrong guess counts."""

PER_ADDRESS = 30
"""Wrong guesses from one address: a whole conference may share one, and some will mistype."""

OVERALL = 600
"""Wrong guesses from everywhere: beyond, whoever has guessed wrong before waits too."""


class Guesses:
    """Counts wrong guesses. Safe to share between threads."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._wrong: deque[tuple[float, str]] = deque()

    def check(self, address: str) -> None:
        """Let *address* guess.

        Raises:
            KeyRefusedError: It has guessed wrong too often, or it has and so have many others.
        """
        with self._lock:
            self._forget()
            own = sum(one == address for _, one in self._wrong)
            many = own and len(self._wrong) >= OVERALL
        if own >= PER_ADDRESS or many:
            raise KeyRefusedError("there were too many wrong links from here", "Wait ten minutes, then try again")

    def wrong(self, address: str) -> None:
        """Count a wrong guess from *address*."""
        with self._lock:
            self._forget()
            self._wrong.append((time.time(), address))
            if len(self._wrong) > 2 * OVERALL:
                self._wrong.popleft()

    def _forget(self) -> None:
        while self._wrong and self._wrong[0][0] < time.time() - WINDOW_S:
            self._wrong.popleft()
