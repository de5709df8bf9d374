"""The catalogue: every record that any source ever stated, and the works that they add up to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, bindparam, delete, func, insert, select, update

from catalogue import rows
from catalogue.batches import batched
from catalogue.database import connect, translated
from catalogue.errors import UnknownPaperError
from catalogue.identity import Doubt, RecordFacts, author_key, group
from catalogue.records import Paper, Work
from catalogue.schema import bylines, doubts, placements, records, versions
from catalogue.settings import Settings

Change = Literal["new", "updated", "unchanged", "older"]
"""What an upsert did: ``older`` is a version below the one that we have, and changes nothing."""

IN_LIMIT = 500
"""Most ids in one ``IN (...)``: far below any database's limit of variables."""


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

    def __init__(self, engine: Engine) -> None:
        """Use *engine*, whose schema must be current; `open` does both."""
        self.engine = engine

    @classmethod
    def open(cls, settings: Settings) -> Catalogue:
        """Open the catalogue of *settings*, creating or migrating it first."""
        return cls(connect(settings))

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
        current = _current(connection, [item.paper.id for item in incoming])
        now, changes = datetime.now(UTC), []
        for item in incoming:
            key = (item.paper.id, item.paper.source)
            change = _classify(current.get(key), item.paper)
            if change in ("new", "updated"):
                current[key] = _store(connection, current.get(key), item, run_id, now)
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

    def works(self) -> list[Work]:
        """Every work, by id."""
        with self.reading() as connection:
            found = _load(connection, _joined(), None)
        return sorted(found, key=lambda work: work.id)  # not in the database: each collates in its own way

    def find(self, ids: Iterable[str]) -> list[Work]:
        """Return the works that have a record under any of *ids*, in the order asked, unknown ids left out."""
        wanted = list(dict.fromkeys(ids))
        with self.reading() as connection:
            of = _work_ids(connection, wanted)
            unique = list(dict.fromkeys(of[paper] for paper in wanted if paper in of))
            found: dict[str, Work] = {}
            for some in batched(unique, IN_LIMIT):
                condition = records.c.work_id.in_(some)
                found |= {work.id: work for work in _load(connection, _joined().where(condition), some)}
        return [found[work] for work in unique]

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
        """Return a text that is another one after anything was stored."""
        newest = select(func.max(versions.c.id))
        counts = select(func.count(), func.count(records.c.work_id.distinct()))
        with self.reading() as connection:
            numbers = [connection.execute(newest).scalar_one(), *connection.execute(counts).one()]
        return "-".join(str(number or 0) for number in numbers)

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


def _current(connection: Connection, ids: list[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return id, revision, version and content digest of the stored records under *ids*."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    query = select(
        records.c.id, records.c.paper_id, records.c.source, records.c.revision, versions.c.version, versions.c.content
    )
    query = query.join(versions, (versions.c.record_id == records.c.id) & (versions.c.revision == records.c.revision))
    for some in batched(ids, IN_LIMIT):
        for row in connection.execute(query.where(records.c.paper_id.in_(some))).mappings():
            found[row["paper_id"], row["source"]] = dict(row)
    return found


def _classify(stored: dict[str, Any] | None, paper: Paper) -> Change:
    if stored is None:
        return "new"
    if paper.version < stored["version"]:
        return "older"
    same = (stored["version"], stored["content"]) == (paper.version, rows.content_digest(paper))
    return "unchanged" if same else "updated"


def _store(
    connection: Connection, stored: dict[str, Any] | None, item: Incoming, run_id: int, now: datetime
) -> dict[str, Any]:
    """Write a new revision; return what `_current` would now say of the record."""
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
    current = (versions.c.record_id == records.c.id) & (versions.c.revision == records.c.revision)
    joined = (
        select(records.c.id, bylines.c.name)
        .join(versions, current)
        .join(bylines, bylines.c.version_id == versions.c.id)
    )
    for key, name in connection.execute(joined):
        names.setdefault(key, set()).add(author_key(name))
    query = select(records.c.id, records.c.paper_id, records.c.source, versions.c.also).join(versions, current)
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


def _joined() -> Select[Any]:
    current = (versions.c.record_id == records.c.id) & (versions.c.revision == records.c.revision)
    columns = [column for column in versions.c if column.name not in ("id", "record_id", "revision", "content", "raw")]
    return select(
        records.c.paper_id, records.c.source, records.c.work_id, versions.c.id.label("version_id"), *columns
    ).join(versions, current)


def _load(connection: Connection, query: Select[Any], works: Sequence[str] | None) -> list[Work]:
    """Run *query* and fetch what hangs on its versions (all of them when *works* is None)."""
    found = connection.execute(query).mappings().all()
    ids = None if works is None else [row["version_id"] for row in found]
    return rows.to_works(found, _hanging(connection, bylines, ids), _hanging(connection, placements, ids))


def _hanging(connection: Connection, table: Table, version_ids: Sequence[int] | None) -> list[RowMapping]:
    query = select(table).order_by(*table.primary_key.columns)
    if version_ids is None:
        return list(connection.execute(query).mappings())
    return [
        row
        for some in batched(version_ids, IN_LIMIT)
        for row in connection.execute(query.where(table.c.version_id.in_(some))).mappings()
    ]


def _work_ids(connection: Connection, ids: list[str]) -> dict[str, str]:
    query = select(records.c.paper_id, records.c.work_id)
    return {
        paper: work
        for some in batched(ids, IN_LIMIT)
        for paper, work in connection.execute(query.where(records.c.paper_id.in_(some)))
    }
