"""Only so many at once, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


@contextmanager
def turn(turns: BoundedSemaphore, patience_s: float) -> Iterator[None]:
    """Wait for one of *turns* and keep it until the end, however that comes; go on without one after *patience_s*."""
    mine = turns.acquire(timeout=patience_s)
    try:
        yield
    finally:
        if mine:
            turns.release()
