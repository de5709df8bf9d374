"""Work in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from catalogue.elsewhere import NICE, elsewhere

ROOT = Path(__file__).parents[2]
LONG_S = 60


def where() -> tuple[int, int]:
    """The process that calls it, and how far it steps back."""
    return os.getpid(), os.nice(0)


def kill_all_but(survivor: int, said: Path) -> str:
    """End the process that calls it as a system without memory does, unless it is the *survivor*."""
    if os.getpid() != survivor:
        said.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "made here"


def linger(said: Path) -> None:
    """Say which process calls it, and stay."""
    said.write_text(str(os.getpid()))
    time.sleep(2 * LONG_S)


def refuse() -> None:
    """Fail."""
    raise LookupError("nothing there")


def test_another_process():
    """It is worked out by another process, which steps back and is gone afterwards."""
    process, nice = elsewhere(where)

    assert process != os.getpid()
    assert nice == os.nice(0) + NICE
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_it_ends_with_who_started_it(tmp_path: Path):
    """A server that is killed leaves nobody behind who works for it."""
    said = tmp_path / "pid"
    code = f"from tests.catalogue.test_elsewhere import *; elsewhere(partial(linger, Path({str(said)!r})))"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL) as server:
        while not said.exists() or not said.read_text():
            assert server.poll() is None
            time.sleep(0.05)
        server.kill()

    end = time.monotonic() + LONG_S
    while Path(f"/proc/{said.read_text()}").exists():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_failure():
    """What fails there is raised here."""
    with pytest.raises(LookupError, match="nothing there"):
        elsewhere(refuse)


def test_killed(tmp_path: Path):
    """A process that the system kills costs time, and no answer."""
    said = tmp_path / "said"

    assert "made here" == elsewhere(partial(kill_all_but, os.getpid(), said))
    assert said.exists()
