"""The evidence on disk: one SQLite file in the home, replaced whole at each build, read by every page.

It holds quoted abstracts, so it is never committed; it can be made anew from the catalogue at any time.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from catalogue.batches import batched
from catalogue.errors import NoEvidenceError, StorageError
from glossary.evidence.collect import Found

FILE = "evidence.sqlite"
IN_LIMIT = 500
LAYOUT = 1
"""Raised when the tables change, so that an older file is made anew."""

_SCHEMA = """
CREATE TABLE stamp (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE paper (id TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mention (concept TEXT NOT NULL, label TEXT NOT NULL, paper TEXT NOT NULL,
    start INT NOT NULL, stop INT NOT NULL);
CREATE TABLE quote (concept TEXT NOT NULL, label TEXT NOT NULL, rank INT NOT NULL, worth REAL NOT NULL,
    paper TEXT NOT NULL, sentence TEXT NOT NULL, start INT NOT NULL, stop INT NOT NULL);
CREATE TABLE joint (one TEXT NOT NULL, other TEXT NOT NULL, rank INT NOT NULL,
    paper TEXT NOT NULL, sentence TEXT NOT NULL);
CREATE INDEX mention_concept ON mention (concept, label, paper);
CREATE INDEX mention_paper ON mention (paper, concept);
CREATE INDEX quote_concept ON quote (concept, label);
CREATE INDEX joint_pair ON joint (one, other);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How the corpus uses one label of a concept."""

    label: str
    papers: int
    by_year: dict[str, int]
    """Papers by year of submission; papers without a date are in none."""
    first: str
    """Date of the first dated paper; empty if there is none."""
    first_paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence of the corpus, word for word."""

    label: str
    paper: str
    title: str
    date: str
    sentence: str
    start: int = 0
    end: int = 0
    """Where in the sentence the word stands."""


def write(home: Path, found: Found, stamp: Mapping[str, str]) -> None:
    """Write the evidence of a corpus into *home* in place of what is there, atomically.

    Args:
        home: Where `Settings.home` is.
        found: What `glossary.evidence.collect.collect` gave.
        stamp: What it was made of; `Evidence.stamp` gives it back.

    Raises:
        StorageError: The disk is full or may not be written.
    """
    new = home / f"{FILE}.{uuid4().hex}"
    try:
        with closing(sqlite3.connect(new)) as database:
            _fill(database, found, stamp)
        new.replace(home / FILE)
    except (OSError, sqlite3.OperationalError) as error:
        reason = f"cannot write the glossary's evidence into {home}: {error}"
        raise StorageError(reason, "Free some space or check the permissions, then run: commons index") from None
    finally:
        with suppress(OSError):
            new.unlink()


def _fill(database: sqlite3.Connection, found: Found, stamp: Mapping[str, str]) -> None:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    rows: dict[str, list[tuple[Any, ...]]] = {
        "stamp": [*stamp.items(), ("made", made)],
        "paper": [(work.id, work.title, work.submitted) for work in found.papers],
        "mention": [(one.concept, one.label, paper, one.start, one.end) for paper, one in found.mentions],
        "quote": [
            (*key, rank, quote.worth, quote.paper, quote.sentence, quote.start, quote.end)
            for key, listed in found.quotes.items()
            for rank, quote in enumerate(listed)
        ],
        "joint": [
            (*pair, rank, quote.paper, quote.sentence)
            for pair, listed in found.joint.items()
            for rank, quote in enumerate(listed)
        ],
    }
    database.executescript(_SCHEMA)
    for table, values in rows.items():
        if values:
            database.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(values[0]))})", values)  # noqa: S608 - our own names
    database.commit()


class Evidence:
    """What the corpus says, asked by page. Safe to share between threads; sees a new build at the next question."""

    def __init__(self, home: Path) -> None:
        """Read from *home*; nothing is opened before the first question."""
        self._file = home / FILE

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """Open it for one question: half a millisecond, and never an old build or another thread's connection.

        Raises:
            NoEvidenceError: There is none, or it is not readable.
        """
        try:
            with closing(sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True)) as database:
                yield database
        except sqlite3.Error:
            raise NoEvidenceError("the corpus has not been read for the glossary yet", "Run: commons index") from None

    def stamp(self) -> dict[str, str]:
        """Return what the build was made of, and when (``made``); nothing if there is none."""
        try:
            return dict(self._rows("SELECT key, value FROM stamp"))
        except NoEvidenceError:
            return {}

    def _rows(self, question: str, *values: str | int) -> list[tuple[Any, ...]]:
        with self._database() as database:
            return database.execute(question, values).fetchall()

    def denominators(self) -> dict[str, int]:
        """Return how many papers each year has: what counts by year are a share of."""
        return dict(self._rows("SELECT substr(date, 1, 4), count(*) FROM paper WHERE date != '' GROUP BY 1 ORDER BY 1"))

    def uses(self, concept: str) -> dict[str, Use]:
        """Return how each label of *concept* is used, by its text; labels that no paper uses are missing."""
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        question = (
            "SELECT DISTINCT label, date, paper.id FROM mention JOIN paper ON paper.id = mention.paper"
            " WHERE concept = ? ORDER BY date, paper.id"
        )
        for label, date, paper in self._rows(question, concept):
            found[label].append((date, paper))
        return {label: _use(label, papers) for label, papers in found.items()}

    def quotes(self, concept: str, most: int = 6) -> list[Quotation]:
        """Return the best sentences for *concept*: the best of each label first, then the next ones."""
        question = (
            "SELECT label, paper.id, title, date, sentence, start, stop FROM quote JOIN paper ON paper.id = quote.paper"
            " WHERE concept = ? ORDER BY rank, worth DESC, paper.id"
        )
        found: dict[str, Quotation] = {}
        for label, paper, title, date, sentence, start, end in self._rows(question, concept):
            quotation = Quotation(
                label=label, paper=paper, title=title, date=date, sentence=sentence, start=start, end=end
            )
            found.setdefault(sentence, quotation)
        return list(found.values())[:most]

    def joint(self, one: str, other: str) -> list[Quotation]:
        """Return the best sentences that name both *one* and *other*, which a bridge joins."""
        question = (
            "SELECT paper.id, title, date, sentence FROM joint JOIN paper ON paper.id = joint.paper"
            " WHERE one = ? AND other = ? ORDER BY rank"
        )
        rows = self._rows(question, *sorted((one, other)))
        return [
            Quotation(label="", paper=paper, title=title, date=date, sentence=sentence)
            for paper, title, date, sentence in rows
        ]

    def together(self, one: str, other: str) -> int:
        """Return how many papers name both concepts."""
        question = (
            "SELECT count(*) FROM (SELECT paper FROM mention WHERE concept = ? "
            "INTERSECT SELECT paper FROM mention WHERE concept = ?)"
        )
        return int(self._rows(question, one, other)[0][0])

    def papers(self, concept: str) -> list[str]:
        """Return the ids of the papers that name *concept*, the newest first."""
        question = (
            "SELECT DISTINCT paper.id, date FROM mention JOIN paper ON paper.id = mention.paper"
            " WHERE concept = ? ORDER BY date DESC, paper.id"
        )
        return [paper for paper, _ in self._rows(question, concept)]

    def concepts_in(self, paper: str) -> list[str]:
        """Return the ids of the concepts that *paper* names, those that it names most often first."""
        question = "SELECT concept FROM mention WHERE paper = ? GROUP BY concept ORDER BY count(*) DESC, min(start)"
        return [concept for (concept,) in self._rows(question, paper)]

    def said_in(self, papers: Iterable[str]) -> dict[str, Counter[tuple[str, str]]]:
        """Return how often each of *papers* says which label of which concept; papers that name none are missing."""
        found: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for some in batched(list(papers), IN_LIMIT):
            question = (
                "SELECT paper, concept, label, count(*) FROM mention"  # noqa: S608 - question marks only
                f" WHERE paper IN ({','.join('?' * len(some))}) GROUP BY paper, concept, label"
            )
            for paper, concept, label, times in self._rows(question, *some):
                found[paper][concept, label] = times
        return dict(found)

    def mentions(self) -> list[tuple[str, str, int, int]]:
        """Return for each paper and concept that it names: their ids, how often, and how often in the title alone."""
        question = (
            "SELECT paper, concept, count(*), sum(start < length(title)) FROM mention"
            " JOIN paper ON paper.id = mention.paper GROUP BY paper, concept ORDER BY paper, concept"
        )
        return self._rows(question)

    def popularity(self) -> dict[str, int]:
        """Return how many papers name each concept; concepts that none names are missing."""
        return dict(self._rows("SELECT concept, count(DISTINCT paper) FROM mention GROUP BY concept"))

    def attested(self) -> set[tuple[str, str]]:
        """Return every pair of concept and label text that the corpus shows in use."""
        return set(self._rows("SELECT DISTINCT concept, label FROM mention"))


def _use(label: str, papers: list[tuple[str, str]]) -> Use:
    dated = [(date, paper) for date, paper in papers if date]
    first, first_paper = dated[0] if dated else ("", "")
    by_year = Counter(date[:4] for date, _ in dated)
    return Use(label=label, papers=len(papers), by_year=dict(by_year), first=first, first_paper=first_paper)
