"""Work in a process of its own."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from catalogue.elsewhere import NICE, elsewhere


def where() -> tuple[int, int]:
    """The process that calls it, and how far it steps back."""
    return os.getpid(), os.nice(0)


def kill_all_but(survivor: int, said: Path) -> str:
    """End the process that calls it as a system without memory does, unless it is the *survivor*."""
    if os.getpid() != survivor:
        said.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "made here"


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


def test_failure():
    """What fails there is raised here."""
    with pytest.raises(LookupError, match="nothing there"):
        elsewhere(refuse)


def test_killed(tmp_path: Path):
    """A process that the system kills costs time, and no answer."""
    said = tmp_path / "said"

    assert "made here" == elsewhere(partial(kill_all_but, os.getpid(), said))
    assert said.exists()
