"""How long the app takes to start, and how much memory it takes at its peak.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.server

Starts `commons serve` over COMMONS_HOME, opens it in a real browser with a query in the address, waits for
hits, and reads the server's peak resident memory from the kernel.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.load import serving
from catalogue.settings import load_settings
from tests.browser.server import ARGUMENTS, chromium

SEARCHES = ("feature absorption", "how do I find which heads matter for a task", "probing syntax", "grokking")


def main() -> None:
    """Print seconds and mebibytes."""
    start = time.perf_counter()
    home = load_settings().home
    with tempfile.TemporaryDirectory() as folder, serving.app(home, Path(folder) / "server.log") as server:
        print(f"answers HTTP after        {time.perf_counter() - start:5.1f} s")
        first, later = _browse(server.address)
        print(f"first search on screen    {first:5.1f} s (loads model and index)")
        print(f"later searches, slowest   {later:5.1f} s")
        print(f"peak memory of the server {server.peak_mib:5.0f} MiB")


def _browse(address: str) -> tuple[float, float]:
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        page = browser.new_page()
        for query in SEARCHES:
            start = time.perf_counter()
            page.goto(f"{address}/?q={query.replace(' ', '+')}")
            page.locator("h2 a").first.wait_for(timeout=120_000)
            times.append(time.perf_counter() - start)
        browser.close()
    return times[0], max(times[1:])


if __name__ == "__main__":
    main()
