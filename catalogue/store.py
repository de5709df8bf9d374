"""The catalogue: every record that any source ever stated, and the works that they add up to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Table, bindparam, delete, func, insert, select, update

from catalogue import rows
from catalogue.batches import batched
from catalogue.corrections import Corrected, Corrections
from catalogue.database import connect, translated
from catalogue.errors import UnknownPaperError
from catalogue.identity import Doubt, RecordFacts, author_key, group
from catalogue.loading import CURRENT, IN_LIMIT, current_papers, current_rows, joined, load, work_ids
from catalogue.records import Paper, Work
from catalogue.schema import bylines, doubts, placements, records, versions
from catalogue.settings import Settings
from catalogue.settle import settle

Change = Literal["new", "updated", "withdrawn", "unchanged", "older"]
"""What an upsert did: ``older`` is a version below the one that we have, and changes nothing;
``withdrawn`` is an update that takes the paper out of the results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A paper and the digest of the raw record that it was parsed from."""

    paper: Paper
    raw: str

    @classmethod
    def of(cls, paper: Paper, raw: bytes) -> Incoming:
        """Pair *paper* with the sha256 of *raw*."""
        return cls(paper=paper, raw=hashlib.sha256(raw).hexdigest())


class Catalogue:
    """Papers in, works out. Safe to share between threads; each call is one transaction.

    Every method raises `CatalogueError` (or a subclass) or `StorageError` when the database fails.
    """

    def __init__(self, engine: Engine, corrections: Callable[[], Corrections] = Corrections) -> None:
        """Use *engine*, whose schema must be current, and correct every work by *corrections*; `open` does both."""
        self.engine = engine
        self.corrections = corrections

    @classmethod
    def open(cls, settings: Settings) -> Catalogue:
        """Open the catalogue of *settings*, creating or migrating it first."""
        return cls(connect(settings), Corrected(settings.home))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: all of it is stored, or none."""
        with translated(self.engine), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: a consistent snapshot that never waits for a writer."""
        with translated(self.engine), self.engine.connect().execution_options(readonly=True) as connection:
            yield connection

    def upsert(self, connection: Connection, incoming: Sequence[Incoming], run_id: int) -> list[Change]:
        """Store *incoming* and say what each one changed, in order.

        Upserting the same papers again changes nothing. A changed record becomes a new revision;
        the old one stays. Call `regroup` once after the last batch.
        """
        current = current_rows(connection, [item.paper.id for item in incoming])
        stored = current_papers(connection, list(current))
        now, changes = datetime.now(UTC), []
        for item in incoming:
            key = (item.paper.id, item.paper.source)
            paper = settle(stored[key], item.paper) if key in stored else item.paper
            change = _classify(current.get(key), stored.get(key), paper)
            if change in ("new", "updated", "withdrawn"):
                current[key] = _store(connection, current.get(key), replace(item, paper=paper), run_id, now)
                stored[key] = paper
            changes.append(change)
        seen = [{"_id": current[item.paper.id, item.paper.source]["id"]} for item in incoming]
        if seen:
            touch = update(records).where(records.c.id == bindparam("_id")).values(last_seen=now)
            connection.execute(touch, seen)
        return changes

    def regroup(self, connection: Connection) -> int:
        """Decide anew which records are one work; return how many records moved."""
        works, found = group(_facts(connection))
        stored = dict(connection.execute(select(records.c.id, records.c.work_id)).all())
        moved = [{"_id": key, "_work": work} for key, work in works.items() if stored[key] != work]
        if moved:
            move = update(records).where(records.c.id == bindparam("_id")).values(work_id=bindparam("_work"))
            connection.execute(move, moved)
        connection.execute(delete(doubts))
        if found:
            fields = [{"work_id": doubt.work_id, "other_id": doubt.other_id, "reason": doubt.reason} for doubt in found]
            connection.execute(insert(doubts), fields)
        return len(moved)

    def works(self, *, withdrawn: bool | None = False) -> list[Work]:
        """Every work that is not withdrawn, or instead every one that is, or with None all, by id."""
        with self.reading() as connection:
            found = map(self.corrections().work, load(connection, joined(), None))
        chosen = (work for work in found if withdrawn is None or work.withdrawn == withdrawn)
        return sorted(chosen, key=lambda work: work.id)  # not in the database: each collates in its own way

    def works_of(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the id of the work of each of *ids* that has a record: what was kept may since have joined another."""
        with self.reading() as connection:
            return work_ids(connection, list(ids))

    def known(self, ids: Iterable[str]) -> set[str]:
        """Return those of *ids* that have a record, whoever states it."""
        return set(self.works_of(ids))

    def forget(self, connection: Connection, paper_id: str, source: str) -> None:
        """Delete what *source* ever stated under *paper_id*. Call `regroup` afterwards."""
        connection.execute(delete(records).where(records.c.paper_id == paper_id, records.c.source == source))

    def newest(self, source: str) -> str:
        """Return the last day on which a paper of *source* was submitted; nothing if no such day is known."""
        query = select(func.max(versions.c.submitted)).join(records, versions.c.record_id == records.c.id)
        query = query.where(records.c.source == source, func.length(versions.c.submitted) == len("2024-09-23"))
        with self.reading() as connection:
            return connection.execute(query).scalar_one() or ""

    def find(self, ids: Iterable[str]) -> list[Work]:
        """Return the works that have a record under any of *ids*, in the order asked, unknown ids left out."""
        wanted = list(dict.fromkeys(ids))
        with self.reading() as connection:
            of = work_ids(connection, wanted)
            unique = list(dict.fromkeys(of[paper] for paper in wanted if paper in of))
            found: dict[str, Work] = {}
            for some in batched(unique, IN_LIMIT):
                condition = records.c.work_id.in_(some)
                found |= {work.id: work for work in load(connection, joined().where(condition), some)}
        return [self.corrections().work(found[work]) for work in unique]

    def get(self, paper_id: str) -> Work:
        """Return the work that has a record under *paper_id*.

        Raises:
            UnknownPaperError: There is none.
        """
        if work := self.find([paper_id]):
            return work[0]
        raise UnknownPaperError(
            f"no paper has the id {paper_id!r}", "Ids look like arxiv:2409.14507; find them with: commons search"
        )

    def history(self, paper_id: str) -> list[dict[str, Any]]:
        """Return all stored versions of the records under *paper_id*, oldest first."""
        query = select(records.c.source, versions).join(versions, versions.c.record_id == records.c.id)
        query = query.where(records.c.paper_id == paper_id).order_by(records.c.source, versions.c.revision)
        with self.reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def count(self) -> int:
        """How many works there are."""
        with self.reading() as connection:
            return connection.execute(select(func.count(records.c.work_id.distinct()))).scalar_one()

    def stamp(self) -> str:
        """Return a text that is another one after anything was stored or corrected."""
        # with its run: SQLite gives the number of a row that was deleted to the next one
        newest = select(versions.c.id, versions.c.run_id).order_by(versions.c.id.desc()).limit(1)
        counts = select(func.count(), func.count(records.c.work_id.distinct()))
        with self.reading() as connection:
            numbers = [*(connection.execute(newest).first() or (0, 0)), *connection.execute(counts).one()]
        return "-".join(filter(None, [*map(str, numbers), self.corrections().digest]))

    def close(self) -> None:
        """Give the connections back; the next call opens new ones."""
        self.engine.dispose()

    def by_source(self) -> dict[str, int]:
        """How many records each source has."""
        query = select(records.c.source, func.count()).group_by(records.c.source).order_by(records.c.source)
        with self.reading() as connection:
            return dict(connection.execute(query).all())

    def doubts(self) -> list[Doubt]:
        """Pairs of works that may be one."""
        query = select(doubts).order_by(doubts.c.work_id, doubts.c.other_id)
        with self.reading() as connection:
            return [Doubt(**row) for row in connection.execute(query).mappings()]


def _classify(row: dict[str, Any] | None, stored: Paper | None, paper: Paper) -> Change:
    if row is None or stored is None:
        return "new"
    if paper.version < row["version"]:
        return "older"
    if (row["version"], row["content"]) == (paper.version, rows.content_digest(paper)):
        return "unchanged"
    return "withdrawn" if paper.withdrawn and not stored.withdrawn else "updated"


def _store(
    connection: Connection, stored: dict[str, Any] | None, item: Incoming, run_id: int, now: datetime
) -> dict[str, Any]:
    """Write a new revision; return what `current_rows` would now say of the record."""
    row = rows.version_row(item.paper)
    revision = stored["revision"] + 1 if stored else 1
    if stored:
        record_id = stored["id"]
        connection.execute(update(records).where(records.c.id == record_id).values(revision=revision))
    else:
        fresh = {"paper_id": item.paper.id, "source": item.paper.source, "work_id": item.paper.id, "revision": 1}
        record_id = insert_one(connection, records, fresh | {"first_seen": now, "last_seen": now})
    said = row | {"record_id": record_id, "revision": revision, "run_id": run_id, "seen": now, "raw": item.raw}
    version_id = insert_one(connection, versions, said)
    for table, lines in (
        (bylines, rows.byline_rows(version_id, item.paper)),
        (placements, rows.placement_rows(version_id, item.paper)),
    ):
        if lines:
            connection.execute(insert(table), lines)
    return {"id": record_id, "revision": revision, "version": row["version"], "content": row["content"]}


def insert_one(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """Insert one row; return its key."""
    return int(connection.execute(insert(table).returning(table.c.id), [values]).scalar_one())


def _facts(connection: Connection) -> list[RecordFacts]:
    """Load what identity is decided on: all titles ever, the current names and ids."""
    titles: dict[int, set[str]] = {}
    for key, title in connection.execute(select(versions.c.record_id, versions.c.title_key)):
        titles.setdefault(key, set()).add(title)
    names: dict[int, set[str]] = {}
    joined = (
        select(records.c.id, bylines.c.name)
        .join(versions, CURRENT)
        .join(bylines, bylines.c.version_id == versions.c.id)
    )
    for key, name in connection.execute(joined):
        names.setdefault(key, set()).add(author_key(name))
    query = select(records.c.id, records.c.paper_id, records.c.source, versions.c.also).join(versions, CURRENT)
    return [
        RecordFacts(
            key=key,
            paper_id=paper_id,
            source=source,
            title_keys=frozenset(titles[key]),
            author_keys=frozenset(names.get(key, set()) - {""}),
            aliases=frozenset(alias for alias in also if not alias.startswith("http")),
        )
        for key, paper_id, source, also in connection.execute(query)
    ]
