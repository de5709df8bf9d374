"""A hall full of people: many open tabs, some of which act at the same time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from random import Random

from benchmarks.load.figures import Taken
from benchmarks.load.protocol import Broken, Refused, Run, Tab

AT_ONCE = 8
"""Tabs that open at the same time, where nothing is said: people do not come into a hall in one second."""

Act = Callable[[], Awaitable[tuple[str, Run]]]
"""Does the next thing and says what it was."""


async def enter(address: str, pages: Sequence[str], taken: Taken, at_once: int = AT_ONCE) -> list[Tab]:
    """Open a tab on each of *pages* of the app at *address*; those that fail are errors in *taken*."""
    turn = asyncio.Semaphore(at_once)

    async def one(page: str) -> Tab | None:
        async with turn:
            try:
                start = time.perf_counter()
                tab, _ = await Tab.open(address, page)
                taken.seconds["first view"].append(time.perf_counter() - start)
            except (Broken, *Refused) as error:
                taken.errors.append(f"opening {page!r}: {error!r}")
                return None
            return tab

    return [tab for tab in await asyncio.gather(*map(one, pages)) if tab]


async def act(people: Sequence[Act], *, windows: int, window_s: float, seed: int) -> Taken:
    """Let each of *people* do one thing in each of *windows*, at a moment of their own.

    Who is still waiting when the next moment comes does the next thing at once: nobody is left out of a crowd.
    """
    taken, chance, start = Taken(), Random(seed), time.perf_counter()  # noqa: S311 - no secret

    async def one(person: Act) -> None:
        for window in range(windows):
            moment = start + (window + chance.random()) * window_s
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            try:
                name, run = await person()
                taken.seconds[name].append(run.seconds)
            except (Broken, KeyError) as error:
                taken.errors.append(f"{error!r}")

    await asyncio.gather(*map(one, people))
    return taken


async def leave(tabs: Sequence[Tab]) -> None:
    """Close all *tabs*."""
    await asyncio.gather(*(tab.close() for tab in tabs))
