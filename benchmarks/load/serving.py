"""Servers in processes of their own: the app, and a bare Streamlit page to compare it with; what they cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil

from tests.browser.server import free_port

START_S = 180
"""How long a start may take on a busy machine."""

READY = "event='ready'"
"""What the app's log says when it has read ahead."""

HELLO = """import streamlit as st

st.title("Hello")
st.write(f"Hello, {st.text_input('Name')}")
"""
"""The least that a page with a question and an answer can be."""

OPTIONS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
}


class Server:
    """A server in a process of its own."""

    def __init__(self, command: Sequence[str], port: int, log: Path, environment: Mapping[str, str]) -> None:
        """Take what starts it; it is not started yet."""
        self.address = f"http://127.0.0.1:{port}"
        self._command, self._log, self._environment = command, log, {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers. Raises `TimeoutError` if it does not."""
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - ours
                self._command, stdout=output, stderr=subprocess.STDOUT, env=self._environment
            )
        end = time.monotonic() + START_S
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with urlopen(f"{self.address}/_stcore/health", timeout=5):  # noqa: S310 - our own server
                    return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(f"no answer from {self.address}: {self._log.read_text()[-2000:]}")

    def warm(self) -> None:
        """Wait until it has read ahead whatever pages need, as its log says. Raises `TimeoutError` if it never does."""
        end = time.monotonic() + START_S
        while READY not in self._log.read_text(encoding="utf-8"):
            if time.monotonic() > end:
                raise TimeoutError(f"{self.address} is not ready: {self._log.read_text()[-2000:]}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self._process:
            self._process.terminate()
            self._process.wait(30)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self._psutil.kill()
        self._psutil.wait()

    @property
    def _psutil(self) -> psutil.Process:
        if not self._process:
            raise TimeoutError(f"{self.address} was not started")
        return psutil.Process(self._process.pid)

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time that it has used."""
        used = self._psutil.cpu_times()
        return float(used.user + used.system)

    @property
    def mib(self) -> float:
        """Resident memory, in mebibytes."""
        return float(self._psutil.memory_info().rss) / 2**20

    @property
    def peak_mib(self) -> float:
        """The most resident memory that it ever had, in mebibytes; the kernel knows."""
        status = Path(f"/proc/{self._psutil.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


@contextmanager
def app(home: Path, log: Path) -> Iterator[Server]:
    """Serve the app over *home*."""
    port = free_port()
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    yield from _running(Server(command, port, log, {"COMMONS_HOME": str(home)}))


@contextmanager
def hello(folder: Path) -> Iterator[Server]:
    """Serve the bare page; *folder* takes its file."""
    page, port = folder / "hello.py", free_port()
    page.write_text(HELLO, encoding="utf-8")
    options = [f"--{name}={value}" for name, value in {**OPTIONS, "server.port": str(port)}.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(page), *options]
    yield from _running(Server(command, port, folder / "hello.log", {}))


def _running(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.stop()
