"""The whole measurement: what a step costs alone, a bare page under load, the app under load, and trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil

from benchmarks.load import crowd, keys, serving, trouble
from benchmarks.load.crowd import Act
from benchmarks.load.figures import Taken, errors, line, milliseconds
from benchmarks.load.protocol import Run, Tab
from benchmarks.load.serving import Server
from benchmarks.load.visitors import STEPS, Visitor

WINDOW_S = 10
"""Seconds within which each who is active does one thing."""

ALONE = 5
"""Rounds of a visitor who is alone."""

START = ("", "search", "programme", "glossary", "meet")
"""Pages on which people come in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many people, and for how long."""

    sessions: int
    active: int
    seconds: int

    @property
    def windows(self) -> int:
        """How often each who is active does something."""
        return max(1, self.seconds // WINDOW_S)


async def measure(home: Path, folder: Path, size: Size) -> None:
    """Print all figures for a server over *home*, which changes; *folder* takes logs."""
    with serving.hello(folder) as server:
        await _hello(server, size)
    with serving.app(home, folder / "app.log") as server:
        await _cold(server, size)
        await _alone(server)
        tabs = await _open(server, [START[number % len(START)] for number in range(size.sessions)])
        people = [Visitor(tab, number) for number, tab in enumerate(tabs[: size.active])]
        await _busy(server, people, size)
        _memory(server, "after the load")
        await trouble.swap(home, people, window_s=WINDOW_S)
        await trouble.restart(server, tabs)
        await crowd.leave(tabs)


async def _hello(server: Server, size: Size) -> None:
    print(f"\nA bare Streamlit page: {size.sessions} open, {size.active} do one thing every {WINDOW_S} s")
    chance = Random(1)  # noqa: S311 - no secret

    def greeting(tab: Tab) -> Act:
        async def greet() -> tuple[str, Run]:
            return "hello", await tab.write("Name", str(chance.random()))

        return greet

    tabs = await _open(server, [""] * size.sessions)
    await _load(server, list(map(greeting, tabs[: size.active])), (size.windows + 1) // 2)
    await crowd.leave(tabs)


async def _cold(server: Server, size: Size) -> None:
    """Print how long many first visitors wait who come at once, and that model and index were loaded once for all."""
    print(f"\nThe app: {size.sessions} open, {size.active} do one thing every {WINDOW_S} s")
    taken = Taken()
    tabs = await crowd.enter(server.address, ["search"] * size.active, taken, at_once=size.active)
    line(f"{size.active} first visitors at once, cold", milliseconds(taken.everything))
    people = [Visitor(tab, number) for number, tab in enumerate(tabs)]
    taken = await crowd.act([one.search for one in people], windows=1, window_s=0.01, seed=5)
    line("  and their first questions", f"{milliseconds(taken.everything)}; {server.mib:.0f} MiB")
    errors(taken.errors)
    await crowd.leave(tabs)


async def _alone(server: Server) -> None:
    """Print what each step takes where nobody else is there."""
    tab, _ = await Tab.open(server.address)
    visitor, taken, cost = Visitor(tab, 0), Taken(), dict.fromkeys(STEPS, 0.0)
    for number in range((ALONE + 1) * len(STEPS)):
        before = server.cpu_s
        name, run = await visitor.act()
        if number >= len(STEPS):  # the first round fills caches
            taken.seconds[name].append(run.seconds)
            cost[name] += server.cpu_s - before
    await tab.close()
    for name, seconds in taken.seconds.items():
        line(f"  alone: {name}", f"{milliseconds(seconds)}; {1000 * cost[name] / len(seconds):4.0f} ms of processor")


async def _open(server: Server, pages: Sequence[str]) -> list[Tab]:
    before, taken = server.mib, Taken()
    tabs = await crowd.enter(server.address, pages, taken)
    line(f"opening ({len(tabs)})", milliseconds(taken.everything))
    errors(taken.errors)
    each = (server.mib - before) / max(1, len(tabs))
    _memory(server, f"with them; before {before:.0f}, so {each:.2f} a session")
    return tabs


def _memory(server: Server, said: str) -> None:
    line("memory of the server", f"{server.mib:.0f} MiB {said}")


async def _busy(server: Server, people: Sequence[Visitor], size: Size) -> None:
    """Let *people* do what they came for while somebody types in a real browser."""
    quiet = await keys.measure(server.address, 1)
    typing = asyncio.create_task(keys.measure(server.address, max(1, size.seconds // 15)))
    await _load(server, [one.act for one in people], size.windows)
    line("a key until it is seen, quiet", milliseconds(quiet))
    line("a key until it is seen, under load", milliseconds(await typing))


async def _load(server: Server, people: Sequence[Act], windows: int) -> None:
    before, ours = server.cpu_s, _used()
    taken = await crowd.act(people, windows=windows, window_s=WINDOW_S, seed=7)
    spent, ours, seconds = server.cpu_s - before, _used() - ours, windows * WINDOW_S
    for name, some in taken.seconds.items() if len(taken.seconds) > 1 else ():
        line(f"  {name} ({len(some)})", milliseconds(some))
    line(f"interactions ({len(taken)})", milliseconds(taken.everything))
    errors(taken.errors)
    each = 1000 * spent / max(1, len(taken))
    line("errors", str(len(taken.errors)))
    line("processor", f"server {spent / seconds:.2f} cores, {each:.0f} ms each; clients {ours / seconds:.2f} cores")


def _used() -> float:
    """Seconds of processor time that the clients have used."""
    used = psutil.Process().cpu_times()
    return float(used.user + used.system)
