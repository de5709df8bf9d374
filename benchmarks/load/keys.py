"""Typing in a real browser: how long from a key to the letter on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from tests.browser import server

TEXT = "why do single neurons respond to many unrelated things"
PAUSE_MS = 120
"""Between keys: a quick typist."""

_WATCH = """() => {
  window.keyTimes = [];
  document.addEventListener("keydown", () => {
    const pressed = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.keyTimes.push(performance.now() - pressed)));
  }, true);
}"""
"""The frame after a key has its letter; a task queued in it runs when it is painted."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start a headless Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=server.chromium(), args=list(server.ARGUMENTS))
        yield browser
        await browser.close()


async def measure(address: str, rounds: int) -> list[float]:
    """Type a question into the search box *rounds* times; return the seconds from each key to its letter."""
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(f"{address}/search")
        box = page.locator("input[type=search]").first
        await box.wait_for()
        await page.evaluate(_WATCH)
        for _ in range(rounds):
            await box.fill("")
            await box.press_sequentially(TEXT, delay=PAUSE_MS)
        await asyncio.sleep(0.2)
        return [float(one) / 1000 for one in await page.evaluate("window.keyTimes")]
