"""The database connection: SQLite by default, PostgreSQL by setting; always migrated, always with our errors."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from catalogue.errors import (
    CatalogueCorruptError,
    CatalogueError,
    CatalogueLockedError,
    CommonsError,
    SettingsError,
    StorageError,
)
from catalogue.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"

RESTORE = "Restore it from a backup, or move it away and ingest again"

WRITER = 0x1C0
"""The advisory lock that a writer holds in PostgreSQL; any number that no other program uses there."""


def connect(settings: Settings) -> Engine:
    """Open the catalogue that *settings* name, creating and migrating it where needed.

    Raises:
        SettingsError: The URL names no database that we know.
        CatalogueError: The database cannot be opened; the subclass says why.
        StorageError: The folder cannot be made.
    """
    engine = _engine(settings)
    try:
        with translated(engine):
            _migrate(engine)
    except CommonsError:
        engine.dispose()
        raise
    return engine


def _engine(settings: Settings) -> Engine:
    try:
        url = make_url(settings.url)
        kind = {"sqlite": _sqlite, "postgresql": _postgresql, "postgres": _postgresql}[url.get_backend_name()]
        return kind(url, settings)
    except (ArgumentError, KeyError, NoSuchModuleError) as error:
        raise SettingsError(
            f"COMMONS_DATABASE_URL is no database URL that we know: {_first_line(error)}",
            "Use sqlite:////path/file.sqlite or postgresql://user:password@host/name",
        ) from None


def _sqlite(url: URL, settings: Settings) -> Engine:
    folder = Path(url.database or ".").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"cannot make {folder}: {error.strerror}", "Set COMMONS_HOME to a folder that you may write"
        ) from None
    if url.database and not _is_whole(Path(url.database)):
        raise CatalogueCorruptError(f"the catalogue is cut off or no database ({url.database})", RESTORE)
    engine = create_engine(url, connect_args={"timeout": settings.busy_timeout_s})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _is_whole(file: Path) -> bool:
    """Whether *file* may be a database: SQLite overwrites tiny files and reads a last page that is cut off as zeros."""
    wal, size = Path(f"{file}-wal"), file.stat().st_size if file.is_file() else 0
    if not size or (wal.exists() and wal.stat().st_size):
        return True  # new, or its journal repairs it
    with file.open("rb") as stream:
        head = stream.read(18)
    page = max(512, int.from_bytes(head[16:], "big"))
    return head.startswith(b"SQLite format 3\0") and size % page == 0


def _postgresql(url: URL, settings: Settings) -> Engine:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    patience = max(1, round(1000 * settings.busy_timeout_s))  # 0 would mean for ever
    event.listen(engine, "begin", lambda connection: _begin_postgresql(connection, patience))
    return engine


def _begin_postgresql(connection: Connection, patience_ms: int) -> None:
    """Make transactions as they are in SQLite: a reader has one snapshot, and there is one writer at a time."""
    if connection.get_execution_options().get("readonly"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience_ms}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own begins too late to lock
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # a finished batch survives a power cut
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE where we write: two writers that both begin by reading would deadlock instead of waiting
    mode = "DEFERRED" if connection.get_execution_options().get("readonly") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect().execution_options(readonly=True) as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turn what the database driver raises into our errors, each with its remedy."""
    try:
        yield
    except DatabaseError as error:
        raise _translate(engine, error) from error
    except CommandError as error:
        raise CatalogueCorruptError(
            f"the catalogue was written by a newer version ({_first_line(error)})", "Update Interp Commons"
        ) from error


def _translate(engine: Engine, error: DatabaseError) -> CatalogueError | StorageError:
    where, text = engine.url.render_as_string(hide_password=True), _first_line(error.orig or error)
    if re.search(r"database is locked|lock timeout|could not obtain lock", text):
        return CatalogueLockedError(
            f"the catalogue is locked by another process ({where})",
            "Wait for it to end, or raise COMMONS_BUSY_TIMEOUT_S; nothing was lost",
        )
    if re.search(r"not a database|malformed|disk image", text):
        return CatalogueCorruptError(
            f"the catalogue is damaged or no database ({where}: {text})",
            RESTORE,
        )
    if re.search(r"disk is full|No space left|disk I/O error", text):
        return StorageError(
            f"the disk is full or failing ({where})",
            "Free some space and run the same command again; finished work is kept",
        )
    if re.search(r"readonly database|unable to open", text):
        return StorageError(
            f"cannot write the catalogue ({where}: {text})", "Check the folder's permissions, or set COMMONS_HOME"
        )
    return CatalogueError(
        f"the catalogue failed ({where}: {text})", "Check that the database runs and COMMONS_DATABASE_URL is right"
    )


def _first_line(error: object) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
