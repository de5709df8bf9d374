"""A home from a backup: checked whole before anything is touched, and what was there is kept aside."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from catalogue.database import connect
from catalogue.errors import CatalogueLockedError, SettingsError, StorageError
from catalogue.locks import alone
from catalogue.settings import Settings
from catalogue.store import Catalogue
from views.operations import archive, copies
from views.operations.archive import CATALOGUE, PEOPLE, Contents
from views.operations.backup import elsewhere

STAGE = ".restoring-"
ASIDE = "before-"
STAYS = (PEOPLE, "lost+found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was done."""

    contents: Contents
    aside: Path | None
    """Where what was there is kept now."""
    people_kept: bool
    """Whether the participants that are there stayed, rather than come from the backup."""


def restore(settings: Settings, file: Path, *, replace: bool = False) -> Restored:
    """Make the home of *settings* from the backup *file*.

    The participants that a home has stay, whatever the backup holds: who left since it was made stays gone.

    Raises:
        SettingsError: There is a library already, and it is not to be replaced.
        CatalogueLockedError: A server or a job is using it.
        SourceError: The file is no whole backup.
        StorageError: The disk is full or may not be written, or the database of the settings is not empty.
    """
    home = settings.home
    try:
        home.mkdir(parents=True, exist_ok=True)
        there = _there(home)
        if there and not replace:
            raise SettingsError(
                f"{home} is not empty",
                "Set COMMONS_HOME to a new folder, or add --replace: what is there is kept aside",
            )
        with tempfile.TemporaryDirectory(prefix=STAGE, dir=home) as folder:
            stage = Path(folder)
            said = archive.unpack(file, stage)
            _opens(elsewhere(settings, stage))
            _idle(home)
            kept = _without_people(home, stage)
            if settings.database_url:
                _into_database(settings, stage)
            return Restored(contents=said, aside=_swap(home, stage, _there(home)), people_kept=kept)
    except OSError as error:
        raise StorageError(
            f"cannot write {home}: {error.strerror or error}", "Check the disk and the permissions"
        ) from None


def _there(home: Path) -> list[Path]:
    """Return what a restore would replace."""
    return sorted(
        path
        for path in home.iterdir()
        if path.name not in STAYS and path.suffix != ".lock" and not path.name.startswith((STAGE, ASIDE))
    )


def _opens(staged: Settings) -> None:
    """Bring the catalogue of the backup to this version's schema."""
    Catalogue.open(staged).close()
    copies.unused(staged.home / CATALOGUE)


def _idle(home: Path) -> None:
    """Raise `CatalogueLockedError` if a job or a server is at work in *home*."""
    for lock in sorted(home.glob("*.lock")):
        busy = CatalogueLockedError(f"a job is running ({lock.name})", "Wait for it to end, or stop it")
        with alone(lock, busy):
            pass
    if (home / CATALOGUE).exists():
        copies.unused(home / CATALOGUE)


def _without_people(home: Path, stage: Path) -> bool:
    staged = stage / PEOPLE
    if not (home / PEOPLE).exists() or not staged.exists():
        return False
    staged.unlink()
    return True


def _into_database(settings: Settings, stage: Path) -> None:
    here, there = connect(elsewhere(settings, stage)), connect(settings)
    try:
        copies.rows(here, there)
    finally:
        here.dispose()
        there.dispose()
    (stage / CATALOGUE).unlink()


def _swap(home: Path, stage: Path, there: list[Path]) -> Path | None:
    """Move what is *there* aside and the new in: renames within one disk. Stopped between two, nothing is lost."""
    aside = None
    if there:
        aside = home / f"{ASIDE}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
        aside.mkdir(mode=0o700)
        for path in there:
            path.rename(aside / path.name)
    for path in sorted(stage.iterdir()):
        path.rename(home / path.name)
    return aside
