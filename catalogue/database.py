"""Database connections: the catalogue in SQLite or by setting PostgreSQL, and other files of the home beside it.

Always migrated, always with our errors.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """What there is to know of a database of ours: an engine carries it as its option ``database``."""

    name: str
    """What errors call it."""
    migrations: Path
    restore: str
    """What to do when it is damaged."""
    check: str
    """What to do when nothing better is known."""
    pragmas: tuple[str, ...]
    """What SQLite is told at each connection, beside what all are told."""


CATALOGUE = Database(
    name="the catalogue",
    migrations=MIGRATIONS,
    restore="Restore it from a backup, or move it away and ingest again",
    check="Check that the database runs and COMMONS_DATABASE_URL is right",
    pragmas=("journal_mode=WAL",),
)

WRITER = 0x1C0
"""The advisory lock that a writer holds in PostgreSQL; any number that no other program uses there."""


def connect(settings: Settings) -> Engine:
    """Open the catalogue that *settings* name, creating and migrating it where needed.

    Raises:
        SettingsError: The URL names no database that we know.
        CatalogueError: The database cannot be opened; the subclass says why.
        StorageError: The folder cannot be made.
    """
    return migrated(_engine(settings))


def migrated(engine: Engine) -> Engine:
    """Create or migrate the database of *engine* where needed; return *engine*, disposed of if that fails.

    Raises:
        CatalogueError: The database cannot be opened; the subclass says why.
        StorageError: It may not be written.
    """
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
        return kind(url, settings.busy_timeout_s)
    except (ArgumentError, KeyError, NoSuchModuleError) as error:
        raise SettingsError(
            f"COMMONS_DATABASE_URL is no database URL that we know: {_first_line(error)}",
            "Use sqlite:////path/file.sqlite or postgresql://user:password@host/name",
        ) from None


def _sqlite(url: URL, timeout_s: float) -> Engine:
    return sqlite(url, CATALOGUE, timeout_s)


def sqlite(url: URL, about: Database, timeout_s: float) -> Engine:
    """Return an engine for the SQLite file that *url* names; its folder is made. `migrated` makes its tables.

    Raises:
        CatalogueCorruptError: The file is no whole database.
        StorageError: The folder cannot be made.
    """
    folder = Path(url.database or ".").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"cannot make {folder}: {error.strerror}", "Set COMMONS_HOME to a folder that you may write"
        ) from None
    if url.database and not _is_whole(Path(url.database)):
        raise CatalogueCorruptError(f"{about.name} is cut off or no database ({url.database})", about.restore)
    # no parameters in errors: they would be texts of papers, or what participants say of themselves
    engine = create_engine(
        url, connect_args={"timeout": timeout_s}, hide_parameters=True, execution_options={"database": about}
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, pragmas=about.pragmas))
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


def _postgresql(url: URL, timeout_s: float) -> Engine:
    options = {"database": CATALOGUE}
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, execution_options=options)
    patience = max(1, round(1000 * timeout_s))  # 0 would mean for ever
    event.listen(engine, "begin", lambda connection: _begin_postgresql(connection, patience))
    return engine


def _begin_postgresql(connection: Connection, patience_ms: int) -> None:
    """Make transactions as they are in SQLite: a reader has one snapshot, and there is one writer at a time."""
    if connection.get_execution_options().get("readonly"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience_ms}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object, *, pragmas: tuple[str, ...]) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver's own begins too late to lock
    # FULL: a finished batch survives a power cut
    for said in (*pragmas, "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {said}")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE where we write: two writers that both begin by reading would deadlock instead of waiting
    mode = "DEFERRED" if connection.get_execution_options().get("readonly") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_about(engine).migrations).replace("%", "%%"))
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
            f"{_about(engine).name} was written by a newer version ({_first_line(error)})", "Update Interp Commons"
        ) from error


def _translate(engine: Engine, error: DatabaseError) -> CatalogueError | StorageError:
    about = _about(engine)
    where, text = engine.url.render_as_string(hide_password=True), _first_line(error.orig or error)
    if re.search(r"database is locked|lock timeout|could not obtain lock", text):
        return CatalogueLockedError(
            f"{about.name} is locked by another process ({where})",
            "Wait for it to end, or raise COMMONS_BUSY_TIMEOUT_S; nothing was lost",
        )
    if re.search(r"not a database|malformed|disk image", text):
        return CatalogueCorruptError(
            f"{about.name} is damaged or no database ({where}: {text})",
            about.restore,
        )
    if re.search(r"disk is full|No space left|disk I/O error", text):
        return StorageError(
            f"the disk is full or failing ({where})",
            "Free some space and run the same command again; finished work is kept",
        )
    if re.search(r"readonly database|unable to open", text):
        return StorageError(
            f"cannot write {about.name} ({where}: {text})", "Check the folder's permissions, or set COMMONS_HOME"
        )
    return CatalogueError(f"{about.name} failed ({where}: {text})", about.check)


def _about(engine: Engine) -> Database:
    about: Database = engine.get_execution_options()["database"]
    return about


def _first_line(error: object) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
