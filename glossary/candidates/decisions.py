"""What a curator decided: kept for good in the home, whatever happens to the candidates.

One SQLite file, a row a candidate, each decision one transaction: a crash or Ctrl-C loses none that was acknowledged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from catalogue.errors import StorageError
from glossary.candidates.candidate import Candidate, Kind

FILE = "decisions.sqlite"

Verdict = Literal["accept", "reject", "later"]

_TABLE = """
CREATE TABLE IF NOT EXISTS decision (candidate TEXT PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL,
    verdict TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """A curator's last word on a candidate."""

    candidate: str
    """Its id."""
    kind: Kind
    text: str
    """What it was, for a candidate that the corpus no longer suggests."""
    verdict: Verdict
    at: str
    """UTC time, ISO 8601."""


class Decisions:
    """The decisions of one home. Safe to share between threads and processes."""

    def __init__(self, home: Path) -> None:
        """Keep them in *home*; nothing is opened before the first question."""
        self._file = home / FILE

    def all(self) -> dict[str, Decision]:
        """Return every decision by the candidate's id, the newest first. Raises `StorageError` if unreadable."""
        if not self._file.exists() or not self._file.stat().st_size:  # the first decision may have failed
            return {}
        with self._database() as database:
            rows = database.execute("SELECT * FROM decision ORDER BY at DESC, candidate")
            return {row[0]: Decision(*row) for row in rows}

    def decide(self, candidates: list[Candidate], verdict: Verdict) -> None:
        """Note the same verdict on each of *candidates*, in place of an earlier one; all of them or none.

        Raises:
            StorageError: The disk is full or may not be written.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        made = [astuple(Decision(one.id, one.kind, one.text, verdict, now)) for one in candidates]
        with self._database() as database, database:
            database.execute(_TABLE)
            database.executemany("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?)", made)

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file)) as database:
                yield database
        except sqlite3.Error as error:
            raise StorageError(
                f"cannot use the decisions in {self._file}: {error}", "Free some space or check the file"
            ) from None
