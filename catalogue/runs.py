"""The log of ingest runs: what was read, how far, what came of it. Written in the same transactions as the papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, insert, select, update

from catalogue.schema import rejects, runs
from catalogue.store import Catalogue, insert_one

State = Literal["running", "finished", "interrupted", "failed"]

REVIEW = "review"
"""Source of what people accept: such runs are no ingestion, and `RunLog.last` leaves them out."""

KEPT_REJECTS = 1000
"""Rejected records kept with their reason for one run; beyond that only the count grows."""


TOLD = timedelta(days=45)
"""How many of the last days of a window an account tells of one by one: of decades, nobody asks for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a run asked a service for, and what it got. Values are JSON's, for it is stored as such."""

    since: str
    """First day of the window, ISO 8601."""
    until: str
    """Last day of it."""
    queries: dict[str, list[int]] = field(default_factory=dict)
    """For each query: how many records the service announced, and how many different ones it gave."""
    days: dict[str, int] = field(default_factory=dict)
    """Records by day of submission (arXiv's query API) or of their last change (OAI-PMH), as far as `told` says."""
    troubles: dict[str, int] = field(default_factory=dict)
    """Requests that had to be sent again, by reason."""
    failures: list[str] = field(default_factory=list)
    """Parts of the window that could not be had."""
    complete: bool = False
    """Whether all of the window was read."""

    @property
    def told(self) -> tuple[date, date]:
        """The first and the last day of which `days` tells, be it by its silence."""
        last = date.fromisoformat(self.until)
        return max(date.fromisoformat(self.since), last - TOLD), last

    @property
    def announced(self) -> int:
        """How many records the service announced, in the same way."""
        return sum(announced for announced, _ in self.queries.values())

    @property
    def got(self) -> int:
        """How many records came, each counted once for each query that found it."""
        return sum(got for _, got in self.queries.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One ingest run."""

    id: int
    source: str
    target: str
    """What was read: a file's path, or nothing for a bundled source."""
    fingerprint: str
    """Identifies the content of the target, so that an interrupted run is only resumed over the same content."""
    options: dict[str, Any]
    started: datetime
    finished: datetime | None
    state: State
    position: str
    """Where to go on from; the source knows what it means. Empty: from the start."""
    counts: dict[str, int]
    """Records by outcome: new, updated, withdrawn, unchanged, older, passed over, rejected."""
    error: str
    account: Account | None = None
    """Of a run that asked a service; a file has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that could not be read."""

    place: str
    reason: str


class RunLog:
    """Reads and writes runs of *catalogue*."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Log into *catalogue*."""
        self.catalogue = catalogue

    def resumable(self, source: str, fingerprint: str, options: Mapping[str, Any]) -> Run | None:
        """The last run of *source* over the same content and options, if it did not finish."""
        query = (
            select(runs).where(runs.c.source == source, runs.c.fingerprint == fingerprint).order_by(runs.c.id.desc())
        )
        with self.catalogue.reading() as connection:
            last = next((_run(row) for row in connection.execute(query).mappings() if row["options"] == options), None)
        return last if last and last.state != "finished" else None

    def begin(self, source: str, target: str, fingerprint: str, options: Mapping[str, Any]) -> Run:
        """Start a run."""
        row: dict[str, Any] = {"source": source, "target": target, "fingerprint": fingerprint, "options": dict(options)}
        row |= {"started": datetime.now(UTC), "state": "running", "position": "", "counts": {}, "error": ""}
        with self.catalogue.writing() as connection:
            key = insert_one(connection, runs, row)
        return Run(id=key, finished=None, **row)

    def advance(  # noqa: PLR0917 - one row's columns
        self,
        connection: Connection,
        run: Run,
        position: str,
        counts: Counter[str],
        found: Iterable[Reject],
        account: Account | None = None,
    ) -> None:
        """Store how far *run* got, inside the transaction that stores its papers."""
        values: dict[str, Any] = {"position": position, "counts": dict(counts), "state": "running"}
        values["account"] = asdict(account) if account else None
        connection.execute(update(runs).where(runs.c.id == run.id).values(values))
        lines = [{"run_id": run.id, "place": reject.place, "reason": reject.reason} for reject in found]
        room = max(0, KEPT_REJECTS - counts["rejected"] + len(lines))
        if kept := lines[:room]:
            connection.execute(insert(rejects), kept)

    def end(self, run: Run, state: State, error: str = "") -> None:
        """Close *run*."""
        with self.catalogue.writing() as connection:
            values = {"state": state, "error": error, "finished": datetime.now(UTC)}
            connection.execute(update(runs).where(runs.c.id == run.id).values(values))

    def complete(self, source: str) -> list[Run]:
        """Return the runs of *source* that read all of their window, oldest first."""
        query = select(runs).where(runs.c.source == source, runs.c.state == "finished").order_by(runs.c.id)
        with self.catalogue.reading() as connection:
            found = [_run(row) for row in connection.execute(query).mappings()]
        return [run for run in found if run.account and run.account.complete]

    def last(self, limit: int = 10) -> list[Run]:
        """Return the newest ingest runs first."""
        query = select(runs).where(runs.c.source != REVIEW).order_by(runs.c.id.desc()).limit(limit)
        with self.catalogue.reading() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def rejects(self, run_id: int) -> list[Reject]:
        """Return what a run could not read."""
        query = select(rejects.c.place, rejects.c.reason).where(rejects.c.run_id == run_id).order_by(rejects.c.id)
        with self.catalogue.reading() as connection:
            return [Reject(place=place, reason=reason) for place, reason in connection.execute(query)]


def _run(row: RowMapping) -> Run:
    said = {column.name: row[column.name] for column in runs.c}
    return Run(**said | {"account": Account(**said["account"]) if said["account"] else None})
