"""What must not be noticed, or not for long: a new index while people search, and a server that dies."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from math import inf, isfinite
from pathlib import Path
from statistics import median

from playwright.async_api import Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from benchmarks.load import crowd
from benchmarks.load.figures import Taken, errors, line, milliseconds
from benchmarks.load.keys import chromium
from benchmarks.load.protocol import Broken, Refused, Tab
from benchmarks.load.serving import START_S, Server
from benchmarks.load.visitors import BOX, Visitor

NEWS = """@misc{load, title = {A paper that came while people searched}, author = {Nobody, Nemo}, year = {2026},
url = {https://example.org/load}, abstract = {Zebrafish grammar of unheard-of sparse autoencoders.}}"""
NEW_WORDS = "zebrafish grammar unheard-of"

NICE = ("nice", "-n", "10")
"""As the unit files in docs/examples run a harvest."""

NEW_S = 60.0
"""How long to look for it."""

AGAIN_S = 3
"""After how long without an answer somebody asks again."""

RETRY_S = 0.5
"""How long a tab waits before it knocks again; the front end does so after a second, and then less often."""


async def swap(home: Path, people: Sequence[Visitor], *, window_s: float) -> None:
    """Build a changed index while *people* go on, and print the longest that anybody waited."""
    news = home / "news.bib"
    news.write_text(NEWS, encoding="utf-8")
    build, start = asyncio.create_task(_build(home, news)), time.perf_counter()
    everything = Taken()
    while not build.done():
        taken = await crowd.act([one.act for one in people], windows=1, window_s=window_s, seed=3)
        everything.seconds["any"] += taken.everything
        everything.errors += taken.errors
    await build
    line(
        "an index is built and swapped in",
        f"{time.perf_counter() - start:.0f} s; {len(everything)} interactions "
        f"meanwhile: {milliseconds(everything.everything)}; errors {len(everything.errors)}",
    )
    errors(everything.errors)
    seconds = await _until_found(people[0].tab)
    line("  its new paper is found", f"{seconds:.1f} s after the build ended" if seconds < NEW_S else "not at all")


async def _until_found(tab: Tab) -> float:
    """Ask for the new paper until it is found; return how long that took, or `NEW_S`."""
    start = time.perf_counter()
    await tab.go("search")
    while (waited := time.perf_counter() - start) < NEW_S:
        await tab.write(BOX, NEW_WORDS)
        if any("came while people" in text for text in tab.texts()):
            return waited
        await asyncio.sleep(1)
    return NEW_S


async def _build(home: Path, news: Path) -> None:
    for command in (["ingest", "bibtex", str(news)], ["index"]):
        process = await asyncio.create_subprocess_exec(
            *NICE,
            sys.executable,
            *("-m", "cli", *command),
            env=os.environ | {"COMMONS_HOME": str(home)},
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await process.communicate()
        if process.returncode:
            raise RuntimeError(said.decode())


async def restart(server: Server, tabs: Sequence[Tab]) -> None:
    """Kill the server, start it again, and print how long until every tab and a real browser are well."""
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{server.address}/search?q=feature+absorption")
        await page.locator("h2 a").first.wait_for()
        server.kill()
        start = time.perf_counter()
        back = asyncio.gather(_browser(page, start), *(_come_back(tab, start) for tab in tabs))
        await asyncio.to_thread(server.start)
        answers = time.perf_counter() - start
        browsers, *times = await back
    line(
        "killed and started again",
        f"answers after {answers:.1f} s; {sum(map(isfinite, times))} of {len(times)} tabs are back, half of them after "
        f"{median(times):.1f}, all after {max(times):.1f} s; a browser's search after {browsers:.1f} s",
    )


async def _come_back(tab: Tab, start: float) -> float:
    """Knock until the server answers, as the front end does; return seconds since *start*, or infinity."""
    await tab.close()
    while time.perf_counter() - start < START_S:
        await asyncio.sleep(RETRY_S)
        with suppress(Broken, *Refused):
            await tab.connect()
            await tab.run()
            return time.perf_counter() - start
    return inf


async def _browser(page: Page, start: float) -> float:
    """Ask in a browser whose server died, without a reload; return seconds since *start* until the answer."""
    box = page.locator("input[type=search]").first
    await expect(box).to_be_disabled(timeout=START_S * 1000)  # as long as the connection is lost
    await expect(box).to_be_enabled(timeout=START_S * 1000)
    while "causal+tracing" not in page.url and time.perf_counter() - start < START_S:
        await box.fill("causal tracing")  # again, as one would: what is typed while the page is drawn anew is lost
        await box.press("Enter")
        with suppress(PlaywrightTimeout):
            await page.wait_for_url("**q=causal+tracing**", timeout=AGAIN_S * 1000)
    await page.locator(".stApp[data-test-script-state=notRunning]").wait_for(timeout=START_S * 1000)
    await page.locator("h2 a").first.wait_for(timeout=START_S * 1000)
    return time.perf_counter() - start
