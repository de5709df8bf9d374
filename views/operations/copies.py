"""Whole copies of databases that others may be writing to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, func, insert, select

from catalogue.database import translated
from catalogue.errors import CatalogueCorruptError, CatalogueLockedError, StorageError
from catalogue.schema import metadata

ROWS = 1000
"""Rows that are copied at a time."""


def sqlite_file(source: Path, target: Path) -> None:
    """Copy a SQLite file as it is at one moment, with SQLite's own backup: who writes to it goes on writing.

    Raises:
        CatalogueCorruptError: It is no database, or damaged.
        StorageError: It cannot be read, or the copy not be written.
    """
    target.parent.mkdir(exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=60)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it
    except sqlite3.OperationalError as error:
        raise StorageError(f"cannot copy {source} ({error})", "Free some space or check the permissions") from None
    except sqlite3.DatabaseError as error:
        raise CatalogueCorruptError(f"{source} is damaged ({error})", "Restore it from a backup") from None


def rows(source: Engine, target: Engine) -> None:
    """Copy the whole catalogue of *source*, as it is at one moment, into the empty one of *target*.

    Raises:
        StorageError: There is something in *target*.
        CatalogueError: Either database failed.
    """
    with (
        source.connect().execution_options(readonly=True) as reading,
        translated(target),
        target.begin() as writing,
    ):
        for table in metadata.sorted_tables:
            if writing.execute(select(func.count()).select_from(table)).scalar_one():
                raise StorageError(
                    f"the database has something in its table {table.name}", "Name an empty one in COMMONS_DATABASE_URL"
                )
            for some in _parts(reading, table):
                writing.execute(insert(table), some)
        if target.dialect.name == "postgresql":
            _count_on(writing)


def _parts(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    with translated(connection.engine):
        found = connection.execute(select(table).execution_options(yield_per=ROWS)).mappings()
        for some in found.partitions():
            yield [dict(row) for row in some]


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows behind the copied ones."""
    for table in metadata.sorted_tables:
        keys = list(table.primary_key)
        if len(keys) == 1 and isinstance(keys[0].type, Integer):
            sequence = func.pg_get_serial_sequence(table.name, keys[0].name)
            highest = select(func.coalesce(func.max(keys[0]), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, highest, False)))


def unused(file: Path) -> None:
    """Bring everything that was written into the SQLite *file* itself, which works only while nobody has it open.

    Raises:
        CatalogueLockedError: Somebody has.
    """
    try:
        with closing(sqlite3.connect(file, timeout=1)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CatalogueLockedError(
                f"something has {file} open", "Stop the server and all jobs first, then give the same command again"
            ) from None
    except sqlite3.DatabaseError:
        return  # damaged: a reason to restore, and nothing to bring in
