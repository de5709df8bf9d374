"""Everything that cannot be made again, in one file, while servers and harvests run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from catalogue.database import connect
from catalogue.errors import MissingFileError, StorageError
from catalogue.settings import Settings
from catalogue.store import Catalogue
from views.operations import archive, copies
from views.operations.archive import CATALOGUE, FORMAT, PEOPLE, Contents

PLAIN = ("authors.toml", "map.parquet")
"""Files that are replaced whole when they change."""


def backup(settings: Settings, file: Path, *, people: bool = False) -> Contents:
    """Write what *settings* name into *file*, in place of an earlier backup there; say what is in it.

    Every database is copied as it is at one moment. Participants are left out unless *people*: a backup keeps whoever
    leaves after it was made. The index and the evidence are left out: `commons index` makes them from the rest.

    Raises:
        MissingFileError: There is no catalogue.
        StorageError: The disk is full or may not be written, or *file* is something else than a backup.
        CatalogueError: A database cannot be read.
    """
    _check(settings, file)
    fresh = file.with_name(f".{os.getpid()}-{file.name}")
    try:
        with tempfile.TemporaryDirectory(prefix=".commons-backup-", dir=file.parent) as folder:
            made = _gather(settings, Path(folder), people=people)
            archive.pack(made, Path(folder), fresh)
            _settle(fresh, file)
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror or error}", "Free some space, or name another place"
        ) from None
    finally:
        fresh.unlink(missing_ok=True)
    return made


def _check(settings: Settings, file: Path) -> None:
    if not settings.database_url and not (settings.home / CATALOGUE).exists():
        raise MissingFileError(f"there is no catalogue in {settings.home}", "Set COMMONS_HOME to where it is")
    if not file.parent.is_dir():
        raise StorageError(f"there is no folder {file.parent}", "Make it first")
    if file.exists():
        archive.contents(file)  # raises if it is something else: nobody's file is replaced by a backup


def _gather(settings: Settings, folder: Path, *, people: bool) -> Contents:
    _catalogue(settings, folder / CATALOGUE)
    for name in _databases(settings.home, people=people):
        copies.sqlite_file(settings.home / name, folder / name)
    plain = [name for name in PLAIN if (settings.home / name).is_file()]
    for name in plain:
        (folder / name).write_bytes((settings.home / name).read_bytes())
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return Contents(
        format=FORMAT,
        version=version("interp-commons"),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        works=_works(settings, folder),
        people=PEOPLE in names,
        parts=archive.describe(folder, names),
    )


def _catalogue(settings: Settings, target: Path) -> None:
    if not settings.database_url:
        copies.sqlite_file(settings.home / CATALOGUE, target)
        return
    here, there = connect(settings), connect(elsewhere(settings, target.parent))
    try:
        copies.rows(here, there)
    finally:
        here.dispose()
        there.dispose()
    copies.unused(target)


def elsewhere(settings: Settings, folder: Path) -> Settings:
    """Return *settings* for a catalogue in *folder*."""
    return settings.model_copy(update={"home": folder, "database_url": ""})


def _databases(home: Path, *, people: bool) -> Iterator[str]:
    wanted = ["decisions.sqlite", *([PEOPLE] if people else [])]
    yield from (name for name in wanted if (home / name).is_file() and (home / name).stat().st_size)
    yield from (str(path.relative_to(home)) for path in sorted((home / "vectors").glob("*.sqlite")))


def _works(settings: Settings, folder: Path) -> int:
    """Count the works of the copy, which shows that it opens."""
    with closing(Catalogue.open(elsewhere(settings, folder))) as copied:
        works = copied.count()
    copies.unused(folder / CATALOGUE)
    return works


def _settle(fresh: Path, file: Path) -> None:
    """Replace *file*, so that after a power cut it is the old one or the new."""
    with fresh.open("rb") as written:
        os.fsync(written.fileno())
    fresh.replace(file)
