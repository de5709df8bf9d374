"""Reading works and records out of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, select

from catalogue import rows
from catalogue.batches import batched
from catalogue.records import Paper, Work
from catalogue.schema import bylines, placements, records, versions

CURRENT = (versions.c.record_id == records.c.id) & (versions.c.revision == records.c.revision)
"""Joins each record to what it says now."""

IN_LIMIT = 500
"""Most ids in one ``IN (...)``: far below any database's limit of variables."""


def joined() -> Select[Any]:
    """Select what each record says now."""
    columns = [column for column in versions.c if column.name not in ("id", "record_id", "revision", "content", "raw")]
    return select(
        records.c.paper_id, records.c.source, records.c.work_id, versions.c.id.label("version_id"), *columns
    ).join(versions, CURRENT)


def load(connection: Connection, query: Select[Any], works: Sequence[str] | None) -> list[Work]:
    """Run *query* and fetch what hangs on its versions (all of them when *works* is None)."""
    found = connection.execute(query).mappings().all()
    ids = None if works is None else [row["version_id"] for row in found]
    return rows.to_works(found, _hanging(connection, bylines, ids), _hanging(connection, placements, ids))


def current_rows(connection: Connection, ids: list[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return id, revision, version and content digest of the stored records under *ids*."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    query = select(
        records.c.id, records.c.paper_id, records.c.source, records.c.revision, versions.c.version, versions.c.content
    )
    query = query.join(versions, CURRENT)
    for some in batched(ids, IN_LIMIT):
        for row in connection.execute(query.where(records.c.paper_id.in_(some))).mappings():
            found[row["paper_id"], row["source"]] = dict(row)
    return found


def current_papers(connection: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Paper]:
    """Return what the stored records under *keys*, ids with their sources, say now."""
    ids = list(dict.fromkeys(paper_id for paper_id, _ in keys))
    works = (load(connection, joined().where(records.c.paper_id.in_(some)), some) for some in batched(ids, IN_LIMIT))
    return {(paper.id, paper.source): paper for found in works for work in found for paper in work.records}


def work_ids(connection: Connection, ids: list[str]) -> dict[str, str]:
    """Return the work of each of *ids* that has a record."""
    query = select(records.c.paper_id, records.c.work_id)
    return {
        paper: work
        for some in batched(ids, IN_LIMIT)
        for paper, work in connection.execute(query.where(records.c.paper_id.in_(some)))
    }


def _hanging(connection: Connection, table: Table, version_ids: Sequence[int] | None) -> list[RowMapping]:
    query = select(table).order_by(*table.primary_key.columns)
    if version_ids is None:
        return list(connection.execute(query).mappings())
    return [
        row
        for some in batched(version_ids, IN_LIMIT)
        for row in connection.execute(query.where(table.c.version_id.in_(some))).mappings()
    ]
