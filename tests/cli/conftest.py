"""The command line, run in this process: `cli.main` with real arguments, its two streams and its exit status."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import cli
from catalogue.settings import Settings
from ingest.run import run
from ingest.sources import opener
from views.compose import build_index, lay_out, open_services, read_for_glossary

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output; what is no JSON fails the test."""
        assert self.code == 0, self.err
        return json.loads(self.out)


Commons = Callable[..., Said]


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """The encoder that needs no model, and no waiting for locks."""
    monkeypatch.setenv("COMMONS_ENCODER", "toy")
    monkeypatch.setenv("COMMONS_BUSY_TIMEOUT_S", "0.1")


@pytest.fixture
def commons(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commons:
    """Run a command."""

    def command(*arguments: object, stdin: str = "") -> Said:
        monkeypatch.setattr(sys, "argv", ["commons", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code=code, out=said.out, err=said.err)

    return command


@pytest.fixture
def process() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a command in a process of its own; it is killed when the test ends."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "cli", *map(str, arguments)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        one = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, text=True, **pipes)
        started.append(one)
        return one

    yield start
    for one in started:
        one.kill()
        one.communicate()


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the starter bibliography, indexed, laid out and read for the glossary; not to be written to."""
    home = tmp_path_factory.mktemp("starter")
    services = open_services(Settings(home=home, encoder="toy"))
    run(opener("starter")(), services.catalogue)
    build_index(services, rebuild=False, progress=lambda _done, _total: None)
    read_for_glossary(services)
    lay_out(services)
    services.catalogue.close()
    return home


@pytest.fixture
def filled(starter: Path, home: Path) -> Path:
    """A home of the test's own with all that `starter` has."""
    return Path(shutil.copytree(starter, home))
