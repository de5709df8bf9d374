"""The file that participants are kept in, and how to be sure that what is deleted is gone."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from sqlalchemy import URL, Connection, Engine

from catalogue.database import Database, migrated, sqlite, translated
from catalogue.errors import StorageError, UnknownPersonError
from catalogue.people import Participant
from people.participants import rows
from people.participants.schema import facts, participants, suggestions

FILE = "people.sqlite"

PEOPLE = Database(
    name="the file of participants",
    migrations=Path(__file__).parent.parent / "migrations",
    restore="Restore it from a backup, or move it away: participants then join again",
    check="Check the file and its folder",
    # no write-ahead log: it would keep what was deleted until it is next emptied
    pragmas=("journal_mode=DELETE", "secure_delete=ON", "temp_store=MEMORY"),
)

BUSY_S = 10.0


class Store:
    """One transaction for each call; safe to share between threads.

    Every method raises `CatalogueError` (or a subclass) or `StorageError` when the file fails.
    """

    def __init__(self, engine: Engine) -> None:
        """Use *engine*, whose schema must be current; `open` does both."""
        self.engine = engine
        self._alone = threading.Lock()  # threads of one process take turns; SQLite would let them poll
        self._asked, self._purged = count(1), 0

    @classmethod
    def open(cls, home: Path) -> Self:
        """Open the file in *home*, readable by its owner only, creating or migrating it first."""
        file = home / FILE
        _owned(file)
        engine = sqlite(URL.create("sqlite", database=str(file)), PEOPLE, BUSY_S)
        store = cls(migrated(engine))
        store.purge()
        return store

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: all of it is stored, or none."""
        with self._alone, translated(self.engine), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """As `writing`; what was deleted or overwritten in it is nowhere in the file afterwards."""
        with self.writing() as connection:
            yield connection
        self.purge()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: a consistent snapshot."""
        with translated(self.engine), self.engine.connect().execution_options(readonly=True) as connection:
            yield connection

    def purge(self) -> None:
        """Write the file anew: SQLite's secure_delete alone leaves copies where rows have moved between pages.

        Somebody who reads the file for longer than the busy timeout prevents it; then the next deletion does it, or
        the next start. Of many who ask at once, one does it for all who came before.
        """
        asked = next(self._asked)
        with self._alone:
            if self._purged < asked:
                self._purged = next(self._asked)
                self._vacuum()

    def _vacuum(self) -> None:
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise StorageError(f"cannot write {PEOPLE.name} anew: {error}", "Free some space") from error
        finally:
            connection.close()

    def stamp(self) -> str:
        """Return what is another one whenever anything has changed that suggestions depend on."""
        with self.reading() as connection:
            return fact(connection, "revision")


def _owned(file: Path) -> None:
    """Make *file* its owner's alone, before anything is in it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror}", "Set COMMONS_HOME to a folder that you may write"
        ) from None


def fact(connection: Connection, name: str) -> str:
    """Return what is noted as *name*; nothing if nothing is."""
    return connection.execute(sa.select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none() or ""


def note(connection: Connection, name: str, value: str) -> None:
    """Keep *value* as *name*."""
    connection.execute(sa.delete(facts).where(facts.c.name == name))
    connection.execute(sa.insert(facts).values(name=name, value=value))


def moved(connection: Connection) -> None:
    """Say that suggestions have to be made anew."""
    note(connection, "revision", secrets.token_hex(8))


def load(connection: Connection, person: str) -> Participant | None:
    """Return the participant of that id, if there is one."""
    row = connection.execute(sa.select(participants).where(participants.c.id == person)).mappings().one_or_none()
    return rows.participant(row) if row else None


def seen(connection: Connection, reader: str, other: str) -> tuple[Participant, Participant] | None:
    """Return both, if *reader* may know of *other* now: as found by name, or as suggested to them."""
    one, two = load(connection, reader), load(connection, other)
    if not one or not two or one.id == two.id or rows.excludes(one, two) or rows.excludes(two, one):
        return None
    suggested = rows.may_meet(one, two) and _suggested(connection, reader, other)
    return (one, two) if two.consents.found or suggested else None


def unknown() -> UnknownPersonError:
    """Return the error for whoever does not exist, left, withdrew, or is not to be seen: a guess learns nothing."""
    return UnknownPersonError("there is no participant of that id whom you may see", "Look at your suggestions again")


def touched(connection: Connection, person: str, **values: object) -> None:
    """Set *values* of *person*, who has just changed something."""
    where = participants.c.id == person
    connection.execute(sa.update(participants).where(where).values(**values, changed=datetime.now(UTC)))


def _suggested(connection: Connection, reader: str, other: str) -> bool:
    pair = (suggestions.c.reader == reader) & (suggestions.c.other == other)
    return bool(connection.execute(sa.select(sa.exists().where(pair))).scalar_one())
