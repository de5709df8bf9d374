"""A few pages are drawn at once, and the others wait for their turn.

Python computes in one thread at a time. A hundred threads that take turns of half a millisecond spend most of it on
taking turns: after a restart, 300 tabs that come back together took 26 s each and gave up, where one after another
takes 50 ms.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from threading import BoundedSemaphore

from catalogue import turns

AT_ONCE = 8
"""Pages drawn at once: a few may wait for a file or a database, and the processor has something to do all the same."""

PATIENCE_S = 30.0
"""After this a page is drawn all the same: whatever holds the others up, not everybody has to wait for it."""

_TURNS = BoundedSemaphore(AT_ONCE)


def turn() -> AbstractContextManager[None]:
    """Wait for a turn to draw a page."""
    return turns.turn(_TURNS, PATIENCE_S)
