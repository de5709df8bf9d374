"""What docs/programme.md tells organisers to bring can be brought: its templates, columns and messages are true."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from catalogue import programme as kept
from catalogue.settings import Settings
from catalogue.store import Catalogue
from ingest.run import run
from ingest.sessions import COLUMNS
from ingest.sources import programme

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "programme.md").read_text(encoding="utf-8")
PAPERS, SESSIONS = DOCS / "examples" / "programme-template.csv", DOCS / "examples" / "sessions-template.csv"
MESSAGES = re.search(r"```\n(line 3.*?)```", PAGE, re.DOTALL)[1].splitlines()


def described(part: str) -> set[str]:
    """The columns that a part of the page has in its table."""
    table = PAGE.split(f"## {part}\n")[1].split("\n## ")[0]
    return {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}


def header(path: Path) -> set[str]:
    """The columns of a template."""
    return set(next(csv.reader(path.read_text(encoding="utf-8").splitlines())))


def test_templates(tmp_path: Path):
    """The templates go in without a reject, sessions and all."""
    catalogue = Catalogue.open(Settings(home=tmp_path / "home"))
    report = run(programme.source(PAPERS, event="neurips2026", sessions=SESSIONS), catalogue)

    assert ([], 3) == (report.rejects, catalogue.count())
    assert ["break", "morning", "break", "afternoon"] == [one.slug for one in kept.read(catalogue, "neurips2026")]
    catalogue.close()


def test_columns():
    """The page describes the columns of the templates, and no other."""
    assert header(PAPERS) == described("The papers")
    assert header(SESSIONS) == described("The sessions") == set(COLUMNS)


def test_messages(tmp_path: Path):
    """The messages that the page shows are those that come."""
    rows = [
        "number,board,title,session",
        "1,A1,One,morning",
        "2,A2,,morning",
        "3,A3,Three,mornign",
        "1,A4,Four,morning",
        "5,A1,Five,morning",
        "third,A6,Six,morning",
    ]
    (tmp_path / "p.csv").write_text("\n".join(rows) + "\n")
    catalogue = Catalogue.open(Settings(home=tmp_path / "home"))
    report = run(programme.source(tmp_path / "p.csv", event="e", sessions=SESSIONS), catalogue)

    found = [f"{one.place}: {one.reason}" for one in report.rejects]
    assert MESSAGES == found
    catalogue.close()
