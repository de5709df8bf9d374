"""The command that is stopped while it reads, by a power cut or by Ctrl-C, and given again."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.runs import RunLog
from catalogue.settings import Settings
from catalogue.store import Catalogue
from ingest.run import run
from ingest.sources import snapshot
from tests.ingest.samples import a_record, another_field, write_lines

ROOT = Path(__file__).parents[2]
LINES = 30_000
"""Ten seconds' work: a machine that is busy otherwise may look away for some of them."""
KILLS = 5


def line(number):
    """A line of a snapshot: the field's, others', broken, or a paper that came before."""
    if number % 101 == 7:
        return b'{"id": "broken'
    if number % 10:
        return another_field(number)
    return a_record(
        number - 500 * (number % 70 == 0),
        authors_parsed=None,
        authors="Ada Lovelace, Kurt Gödel",
        comments=f"line {number}",
    )


@pytest.fixture
def path(tmp_path):
    """A snapshot that takes some seconds."""
    return write_lines(tmp_path / "snapshot.jsonl", *map(line, range(LINES)))


@pytest.fixture
def start(home, path):
    """Start the command in a process of its own."""

    def make():
        command = [sys.executable, "-m", "cli", "ingest", "snapshot", str(path)]
        environment = os.environ | {"COMMONS_HOME": str(home)}
        # whoever runs the tests in the background has SIGINT ignored, and children inherit that
        heard = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            return subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)
        finally:
            signal.signal(signal.SIGINT, heard)

    return make


def position(home):
    """How many lines the newest run has stored."""
    try:
        with closing(sqlite3.connect(f"file:{home}/catalogue.sqlite?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT position FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        return 0
    return int(row[0] or 0) if row else 0


def wait_for_progress(process, home):
    """Wait until *process* has stored something, then for a moment that nobody chose."""
    before = position(home)
    while process.poll() is None and position(home) == before:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.1))  # noqa: S311


def contents(catalogue):
    """Everything that must not depend on how often a run was stopped."""
    (only,) = RunLog(catalogue).last()
    works = catalogue.works()
    history = [len(catalogue.history(work.id)) for work in works[::50]]
    return works, history, only.counts, only.position, only.state, RunLog(catalogue).rejects(only.id)


def finish(home, path):
    """Give the same command again, without a process of its own; its report, and all that is stored."""
    catalogue = Catalogue.open(Settings(home=home))
    report = run(snapshot.source(path), catalogue)
    found = contents(catalogue)
    catalogue.close()
    return report, found


def test_killed(home, path, start, new_catalogue):
    """Killed five times at any moment and then finished, it is as if it had never been stopped."""
    for _ in range(KILLS):
        with start() as process:
            wait_for_progress(process, home)
            process.kill()
        assert -signal.SIGKILL == process.returncode
    kept = position(home)

    report, found = finish(home, path)

    clean = new_catalogue("clean")
    run(snapshot.source(path), clean)
    assert str(kept) == report.resumed
    assert contents(clean) == found


def test_ctrl_c(home, path, start):
    """Ctrl-C ends it at once with status 130 and a word on how to go on; the log knows; and it does go on."""
    with start() as process:
        wait_for_progress(process, home)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=30)

    assert (130, b"") == (process.returncode, out), said.decode()
    assert b"warning: stopped; what was read is kept, and the same command goes on from there" in said
    assert 1 == len(said.splitlines())
    kept, catalogue = position(home), Catalogue.open(Settings(home=home))
    (stopped,) = RunLog(catalogue).last()
    catalogue.close()
    assert ("interrupted", True) == (stopped.state, 0 < kept < LINES)

    report, _ = finish(home, path)

    assert (str(kept), LINES) == (report.resumed, sum(report.run.counts.values()))
