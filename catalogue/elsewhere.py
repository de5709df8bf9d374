"""A long piece of work in a process of its own: beside it in one process, pages would wait for their turns."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from threading import Thread
from typing import TypeVar

from loky import ProcessPoolExecutor

T = TypeVar("T")

NICE = 10
"""How far the process steps back behind those who serve; as the unit files in docs/examples run a harvest."""


def elsewhere(make: Callable[[], T]) -> T:
    """Return what *make* returns, worked out by a process that starts for it and ends with it.

    Both *make* and what it returns are pickled. Starting costs some two seconds of another processor. If the system
    kills the process (it has no memory for one more), *make* is called here. Raises what *make* raises.
    """
    try:
        with ProcessPoolExecutor(1, initializer=_begin, initargs=(os.getpid(),)) as pool:
            made: T = pool.submit(make).result()
    except BrokenExecutor:
        return make()
    return made


def _begin(parent: int) -> None:
    """Step back, and end with the *parent*: where that is killed, the worker would wait for its reader for ever."""
    os.nice(NICE)
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
