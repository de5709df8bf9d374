"""The load test's clients: they speak as a browser does, get what it gets, and notice what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from benchmarks.load import crowd
from benchmarks.load.figures import Taken, milliseconds
from benchmarks.load.protocol import Broken, Tab
from benchmarks.load.visitors import BOX, STEPS, Visitor

pytestmark = pytest.mark.browser

TITLE = "A is for Absorption: Feature Splitting in Sparse Autoencoders"
ALONE = list(STEPS).index("programme")
"""Steps that need no event, which the small library does not have."""


def run(task: Coroutine[Any, Any, Any]) -> Any:
    """Run *task* in a thread of its own: the browser of other tests has a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


def first_hit(tab: Tab) -> str:
    """The title of the first hit, without the Markdown around it."""
    heading = next(text for text in tab.texts() if text.startswith("## ["))
    return heading.removeprefix("## [").partition("](")[0].replace("\\", "")


def test_a_crowd(address: str):
    """Five people go round at once: each finds, opens, keeps, reads and translates, and nothing goes wrong."""

    async def go_round() -> tuple[Taken, Taken]:
        opened = Taken()
        tabs = await crowd.enter(address, ["", "search", "glossary", "start", "about"], opened)
        people = [Visitor(tab, number) for number, tab in enumerate(tabs)]
        done = await crowd.act([one.act for one in people], windows=ALONE, window_s=0.1, seed=1)
        await crowd.leave(tabs)
        return opened, done

    opened, done = run(go_round())

    assert [] == [*opened.errors, *done.errors]
    assert 5 == len(opened)
    assert dict.fromkeys(list(STEPS)[:ALONE], 5) == {name: len(some) for name, some in done.seconds.items()}
    assert milliseconds(done.everything).startswith("p50")


def test_answers(address: str):
    """A question typed into the box is in the address and has its answer; what one reader keeps is nobody else's."""

    async def ask() -> tuple[Tab, Tab]:
        (one, _), (other, _) = await asyncio.gather(Tab.open(address, "search"), Tab.open(address, "search"))
        await asyncio.gather(one.write(BOX, "feature absorption"), other.write(BOX, "circuit"))
        await one.press("Add to list")
        await other.run()
        await crowd.leave([one, other])
        return one, other

    one, other = run(ask())

    assert TITLE == first_hit(one)
    assert first_hit(other).startswith("Circuit number")
    assert one.query.startswith("q=feature+absorption&list=")
    assert "q=circuit" == other.query


def test_coming_back(address: str):
    """A tab whose connection broke comes back to its session, and to what it showed."""

    async def come_back() -> tuple[str, Tab]:
        tab, _ = await Tab.open(address, "search", q="feature absorption")
        before = tab.session
        await tab.close()
        with pytest.raises(Broken, match="ConnectionClosed"):
            await tab.run()
        await tab.connect()
        await tab.run()
        await tab.close()
        return before, tab

    before, tab = run(come_back())

    assert before == tab.session
    assert TITLE == first_hit(tab)


def test_what_goes_wrong_is_noticed(address: str):
    """An error on the page and an element that is missing are no answers."""

    async def ask(question: str) -> None:
        tab, _ = await Tab.open(address, "search")
        try:
            await tab.write(BOX, question)
            Visitor(tab, 0).sees("No such thing")
        finally:
            await tab.close()

    with pytest.raises(Broken, match="year"):
        run(ask("features year:soon"))
    with pytest.raises(Broken, match="no 'No such thing'"):
        run(ask("features"))
