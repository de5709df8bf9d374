"""What a curator decided, kept for good."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from catalogue.errors import StorageError
from glossary.candidates.collect import collect
from glossary.candidates.decisions import FILE, Decisions
from tests.glossary.candidates.library import ABBREVIATION, GLOSSARY, PAIR, TERM, WORKS

ROOT = Path(__file__).parents[3]
CANDIDATES = {one.id: one for one in collect(WORKS, GLOSSARY)}

ENDLESS = """
import signal
import sys
from pathlib import Path
from dataclasses import replace
from glossary.candidates.decisions import Decisions
from tests.glossary.candidates.test_decisions import CANDIDATES, TERM

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs inherit that it is ignored
decisions = Decisions(Path(sys.argv[1]))
for number in range(100_000):
    decisions.decide([replace(CANDIDATES[TERM], id=f"term:{number}")], "reject")
    print(number, flush=True)
"""


@pytest.fixture
def decisions(home):
    """The decisions of an empty home."""
    home.mkdir()
    return Decisions(home)


def verdicts(decisions):
    """What was decided on what."""
    return {candidate: one.verdict for candidate, one in decisions.all().items()}


def test_nothing_decided(home):
    """Asking makes no file, and needs no home."""
    assert {} == Decisions(home).all()
    assert not home.exists()


def test_decide(decisions, home):
    """A decision says what was decided on what, and when; it is there for whoever asks next."""
    decisions.decide([CANDIDATES[TERM]], "accept")

    [one] = Decisions(home).all().values()

    assert (TERM, "term", "attention sink", "accept") == (one.candidate, one.kind, one.text, one.verdict)
    assert datetime.fromisoformat(one.at).utcoffset().total_seconds() == 0


def test_several(decisions):
    """One verdict may be on several."""
    decisions.decide([CANDIDATES[TERM], CANDIDATES[PAIR]], "reject")
    decisions.decide([CANDIDATES[ABBREVIATION]], "later")

    assert {TERM: "reject", PAIR: "reject", ABBREVIATION: "later"} == verdicts(decisions)


def test_second_thoughts(decisions):
    """The last verdict on a candidate is the one that counts."""
    for verdict in ("reject", "later", "accept"):
        decisions.decide([CANDIDATES[TERM]], verdict)

    assert {TERM: "accept"} == verdicts(decisions)


def test_together(decisions):
    """Curators who decide at the same time lose nothing."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: decisions.decide([one], "reject"), list(CANDIDATES.values()) * 10))

    assert set(CANDIDATES) == set(decisions.all())


def test_stopped_in_the_middle(decisions, home):
    """Ctrl-C at any moment loses no decision that was acknowledged."""
    command = [sys.executable, "-c", ENDLESS, str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        said = [process.stdout.readline() for _ in range(20)]
        process.send_signal(signal.SIGINT)
        said += process.stdout.readlines()

    acknowledged = {f"term:{line.strip()}" for line in said}
    assert acknowledged <= set(decisions.all())
    assert len(acknowledged) >= 20
    decisions.decide([CANDIDATES[TERM]], "reject")
    assert TERM in decisions.all()


def test_damaged(decisions, home):
    """A file that is no database is an error with its name, never an empty list; it is not overwritten."""
    content = b"no database at all, whatever its name says" * 100
    (home / FILE).write_bytes(content)

    with pytest.raises(StorageError, match=FILE):
        decisions.all()
    with pytest.raises(StorageError, match=FILE):
        decisions.decide([CANDIDATES[TERM]], "reject")
    assert content == (home / FILE).read_bytes()


def fill(file):
    """Write to *file* until the disk is full."""
    with file.open("wb", buffering=0) as handle:
        while True:
            handle.write(b"x" * 512)


@pytest.mark.parametrize("first", [[], [TERM]])
def test_full_disk(small_disk, first):
    """On a full disk nothing is decided, what was stays, and once there is space it goes on."""
    disk = small_disk("64k")
    decisions = Decisions(disk.path)
    for candidate in first:
        decisions.decide([CANDIDATES[candidate]], "reject")
    with pytest.raises(OSError, match="No space"):
        fill(disk.path / "filler")

    with pytest.raises(StorageError, match="Free some space"):
        decisions.decide([CANDIDATES[PAIR]], "reject")
    assert first == list(decisions.all())

    (disk.path / "filler").unlink()
    decisions.decide([CANDIDATES[PAIR]], "reject")
    assert {*first, PAIR} == set(decisions.all())
