"""Suggestions that are never older than what they are made of: pages ask, one thread builds, nobody waits for long."""

from __future__ import annotations

import logging
import threading
import time

from catalogue.errors import CommonsError
from people.participants.store import Participants
from views.compose import Services
from views.people.build import build, stamped

PATIENCE_S = 5.0
"""How long a page waits for a build: a crowd of a few dozen takes no longer."""

REST = 4
"""A server rests so many times as long as a build took before it makes another: joining people come in bursts."""

LOG = logging.getLogger(__name__)


class Builder:
    """Makes suggestions in one thread of this process at a time. Safe to share between threads; knows nobody."""

    def __init__(self) -> None:
        """Begin at rest."""
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._resting_until = 0.0

    def ensure(self, services: Services, store: Participants, patience_s: float = PATIENCE_S) -> bool:
        """Begin a build where one is needed, and wait a little; return whether the suggestions are up to date."""
        if self._up_to_date(services, store):
            return True
        thread = self._begun(services, store)
        if thread:
            thread.join(patience_s)
        return self._up_to_date(services, store)

    def _up_to_date(self, services: Services, store: Participants) -> bool:
        return store.built() == stamped(services, store)

    def _begun(self, services: Services, store: Participants) -> threading.Thread | None:
        """Return the thread that builds, starting it if this process is rested."""
        with self._lock:
            if self._thread and self._thread.is_alive():
                return self._thread
            if time.monotonic() < self._resting_until:
                return None
            self._thread = threading.Thread(target=self._build, args=(services, store), name="suggest", daemon=True)
            self._thread.start()
            return self._thread

    def _build(self, services: Services, store: Participants) -> None:
        start = time.monotonic()
        try:
            build(services, store)
        except CommonsError as error:
            LOG.warning("no suggestions were made: %s", error)  # our own words: they name nobody
        finally:
            now = time.monotonic()
            self._resting_until = now + REST * (now - start)
