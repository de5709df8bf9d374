"""Is the server alive, and can it answer? For whatever starts, watches or routes to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from threading import Lock

from catalogue.errors import CommonsError
from views.compose import Services
from views.services import services

PATIENCE_S = 2.0
"""How long a probe waits for a look that is under way; those who ask give up soon after."""

STUCK_S = 120.0
"""A look that takes longer is a disk or a database that hangs: the model and 100,000 papers load in a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether questions can be answered now."""

    ready: bool
    problem: str = ""
    """What is in the way; nothing if it is ready."""
    remedy: str = ""
    papers: int = 0
    built: str = ""
    """When the index in use was built, UTC, ISO 8601."""

    def payload(self) -> dict[str, object]:
        """Return it as JSON's values."""
        return asdict(self)


LOADING = Readiness(ready=False, problem="the model and the index are loading", remedy="Ask again in a few seconds")
STUCK = Readiness(
    ready=False, problem=f"nothing was answered for {STUCK_S:.0f} s", remedy="Look at the disk and the log"
)


class Probe:
    """Looks in one thread, however many ask: a disk that hangs then holds one thread, and no answer."""

    def __init__(self, look: Callable[[], Readiness], clock: Callable[[], float] = time.monotonic) -> None:
        """Ask *look*, which may take long."""
        self._look = look
        self._clock = clock
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(1, "readiness")
        self._running: Future[Readiness] | None = None
        self._since = 0.0
        self._last = LOADING

    def ask(self, patience_s: float = PATIENCE_S) -> Readiness:
        """Return how it is, or how it was when it was last looked at if that takes longer than *patience_s*."""
        with self._lock:
            if self._running is None:
                self._running, self._since = self._threads.submit(self._look), self._clock()
            running, since = self._running, self._since
        try:
            found = running.result(patience_s)
        except TimeoutError:
            return STUCK if self._clock() - since > STUCK_S else self._last
        with self._lock:
            self._last = found
            if self._running is running:
                self._running = None
        return found


@cache
def probe() -> Probe:
    """Return this process's probe."""
    return Probe(lambda: look(services))


def look(opened: Callable[[], Services]) -> Readiness:
    """Open the catalogue, and load the index and the model where they are not loaded yet. Writes nothing."""
    try:
        here = opened()
        here.catalogue.count()
        made = here.searcher.index().manifest
    except CommonsError as error:
        return Readiness(ready=False, problem=error.problem, remedy=error.remedy)
    except Exception as error:  # noqa: BLE001 - whatever it is, a probe must not take it for health
        return Readiness(ready=False, problem=f"unexpected: {type(error).__name__}", remedy="Look at the log")
    return Readiness(ready=True, papers=made.papers, built=made.built)
