"""The first view of every page in a real browser, on a warm server."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

from playwright.async_api import Browser

from benchmarks.load import serving
from benchmarks.load.figures import line
from benchmarks.load.keys import chromium
from benchmarks.load.protocol import Tab
from benchmarks.load.serving import START_S

TIMES = 5
TARGET_S = 1.5

QUERIES = {
    "search": "?q=feature+absorption",
    "paper": "?id=arxiv:2409.14507",
    "concept": "?id=superposition",
    "person": "?id=author:neel-nanda",
    "list": "?list=arxiv:2409.14507,arxiv:2309.08600",
    "meet": "?list=arxiv:2409.14507,arxiv:2309.08600",
    "plan": "?list=arxiv:2409.14507,arxiv:2309.08600",
    "topic": "?id=sparse-autoencoders",
    "start": "?path=saes",
}
"""Pages that show more when they are asked for something."""

_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


async def measure(home: Path, folder: Path) -> None:
    """Print the median of five first views of each page, each in a new browser profile with an empty cache."""
    print(f"\nFirst views of every page, warm server, nothing cached in the browser, median of {TIMES}")
    with serving.app(home, folder / "app.log") as server:
        await asyncio.to_thread(server.warm)
        tab, _ = await Tab.open(server.address)
        slugs = sorted(tab.pages)
        await tab.close()
        async with chromium() as browser:
            for slug in slugs:
                await _one(browser, server.address, slug)


async def _one(browser: Browser, address: str, slug: str) -> None:
    await _view(browser, f"{address}/{slug}{QUERIES.get(slug, '')}")  # what a first reader loads for all
    views = [await _view(browser, f"{address}/{slug}{QUERIES.get(slug, '')}") for _ in range(TIMES)]
    paint, heading, done = (statistics.median(some) for some in zip(*views, strict=True))
    late = "" if heading < TARGET_S else "  LATE"
    line(f"  {slug or 'home'}", f"first paint {paint:5.2f}  heading {heading:5.2f}  all {done:5.2f} s{late}")


async def _view(browser: Browser, url: str) -> tuple[float, float, float]:
    """Open *url* with an empty cache; return seconds to the first paint, to the heading, and to the end."""
    context = await browser.new_context()
    page = await context.new_page()
    page.set_default_timeout(START_S * 1000)
    start = time.perf_counter()
    await page.goto(url, wait_until="commit")
    await page.locator("h1").first.wait_for()
    heading = time.perf_counter() - start
    await page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    done = time.perf_counter() - start
    paint = float(await page.evaluate(_PAINT)) / 1000
    await context.close()
    return paint, heading, done
