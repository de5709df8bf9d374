"""How long the app takes to start, and how much memory it takes at its peak.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.server

Starts `commons serve` over COMMONS_HOME, opens it in a real browser with a query in the address, waits for
hits, and reads the server's peak resident memory from the kernel.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

SEARCHES = ("feature absorption", "how do I find which heads matter for a task", "probing syntax", "grokking")


def main() -> None:
    """Print seconds and mebibytes."""
    port = _free_port()
    start = time.perf_counter()
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - ours
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            print(f"answers HTTP after        {time.perf_counter() - start:5.1f} s")
            first, later = _browse(f"http://127.0.0.1:{port}/")
            print(f"first search on screen    {first:5.1f} s (loads model and index)")
            print(f"later searches, slowest   {later:5.1f} s")
            print(f"peak memory of the server {_peak(server.pid):5.0f} MiB")
        finally:
            server.terminate()


def _browse(address: str) -> tuple[float, float]:
    times = []
    with sync_playwright() as playwright:
        path = os.environ.get("COMMONS_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page()
        for query in SEARCHES:
            start = time.perf_counter()
            page.goto(f"{address}?q={query.replace(' ', '+')}")
            page.locator("h2 a").first.wait_for(timeout=120_000)
            times.append(time.perf_counter() - start)
        browser.close()
    return times[0], max(times[1:])


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            with urlopen(url, timeout=1):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
