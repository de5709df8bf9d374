"""The app as its readers get it: `streamlit run` in a process of its own, and a Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
START_S = 120
"""How long a start may take on a busy machine."""


def chromium() -> str | None:
    """Where Chromium is, if it is: best the one without windows, which does the same with half of the work."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("COMMONS_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=none",
)
"""Chromium does nothing but what the test asks, and letters look alike with and without windows; containers have no
sandbox."""


@contextmanager
def served(
    home: Path,
    log: Path,
    encoder: str = "toy",
    *,
    port: int | None = None,
    secrets: Path | None = None,
    now: str = "",
) -> Iterator[str]:
    """Serve the library in *home*, at another time if *now* names one; the address is given once it answers."""
    port = port or free_port()
    environment = os.environ | {"COMMONS_HOME": str(home), "COMMONS_ENCODER": encoder}
    clock = ["tests.browser.at", now] if now else []
    command = [sys.executable, "-m", *clock, "streamlit", "run", str(ROOT / "app.py")]
    command += [f"--secrets.files={secrets}"] if secrets else []
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, f"--server.port={port}", "--server.address=127.0.0.1"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), urlopen(address, timeout=2):  # noqa: S310 - our own address
            return
        time.sleep(0.2)
    raise RuntimeError(f"the app did not start (exit status {server.poll()})")
