"""The candidates on disk: one JSON file in the home, made anew when corpus or glossary have changed.

It holds quoted abstracts, so it is never committed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from catalogue.errors import StorageError
from glossary.candidates.candidate import Candidate

FILE = "candidates.json"
LAYOUT = "candidates 1"
"""Raised when candidates are found or kept in another way, so that an older file is made anew."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The candidates of a corpus."""

    stamp: dict[str, str]
    """What they were made of."""
    candidates: tuple[Candidate, ...]


@cache
def _file() -> TypeAdapter[Kept]:
    return TypeAdapter(Kept)


def kept(home: Path, stamp: Mapping[str, str], make: Callable[[], list[Candidate]]) -> tuple[Candidate, ...]:
    """Return the candidates that were made of *stamp*; where there are none, let *make* find them, and keep them.

    Of several who ask at once, one makes them and the others wait.

    Raises:
        StorageError: The disk is full or may not be written.
    """
    if (found := _load(home, stamp)) is not None:
        return found
    try:
        with FileLock(home / f"{FILE}.lock"):
            found = _load(home, stamp)
            return _save(home, tuple(make()), stamp) if found is None else found
    except OSError as error:
        raise StorageError(f"cannot write {home / FILE}: {error.strerror}", "Free some space") from None


def _load(home: Path, stamp: Mapping[str, str]) -> tuple[Candidate, ...] | None:
    try:
        found = _file().validate_json((home / FILE).read_bytes())
    except (OSError, ValidationError):
        return None
    return found.candidates if found.stamp == stamp else None


def _save(home: Path, candidates: tuple[Candidate, ...], stamp: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Keep *candidates* in place of the earlier ones, atomically."""
    new = home / f"{FILE}.{uuid4().hex}"
    try:
        new.write_bytes(_file().dump_json(Kept(dict(stamp), candidates), indent=1))
        new.replace(home / FILE)
    finally:
        new.unlink(missing_ok=True)
    return candidates
