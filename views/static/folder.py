"""A folder that is written beside the old one and takes its place when all is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalogue.errors import SettingsError, StorageError
from catalogue.locks import alone

MARK = "manifest.json"
"""By this file a folder is known to be ours."""

SIGN = "interp-commons static site"
"""What it says."""


@contextmanager
def replacing(target: Path, lock: Path) -> Iterator[Path]:
    """Give a new folder to write into; it replaces *target* at the end, or is gone if anything goes wrong.

    Args:
        target: The folder.
        lock: A file that one process at a time holds.

    Raises:
        SettingsError: There is something else at *target*, or another process is writing there.
        StorageError: The disk is full or may not be written.
    """
    place = target.resolve()  # the link of a web server stays a link
    new, old = (place.with_name(f"{place.name}.{end}") for end in ("new", "old"))
    busy = SettingsError(f"another process is writing {target}", "Wait until it has finished")
    with alone(lock, busy):
        if _ours(old) and not place.exists():
            old.rename(place)  # a crash between the two renames below
        for folder in (place, new, old):
            _check(folder)
        try:
            _empty(new)
            yield new
            _swap(place, new, old)
        except OSError as error:
            raise StorageError(
                f"cannot write {target} ({error.strerror or error})", "Free some space, or name another folder"
            ) from error
        finally:
            shutil.rmtree(new, ignore_errors=True)


def _check(folder: Path) -> None:
    """Refuse to touch what is not ours."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())) or _ours(folder):
        return
    raise SettingsError(f"{folder} is there already and no copy of a site", "Name a new or an empty folder")


def _ours(folder: Path) -> bool:
    try:
        return SIGN in (folder / MARK).read_text(encoding="utf-8", errors="replace")[:500]
    except OSError:
        return False


def _empty(new: Path) -> None:
    """Make *new* afresh, marked as ours from the first moment: a killed run must not block the next one."""
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    (new / MARK).write_text(f'{{"format": "{SIGN}"}}\n', encoding="utf-8")


def _swap(place: Path, new: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
