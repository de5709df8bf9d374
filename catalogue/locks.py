"""Work that only one process may do at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from catalogue.errors import CommonsError


@contextmanager
def alone(file: Path, error: CommonsError) -> Iterator[None]:
    """Hold the lock *file*, which the system lets go of when the process dies.

    Raises:
        CommonsError: *error*, if another process holds it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        held = FileLock(file).acquire(blocking=False)
    except Timeout:
        raise error from None
    with held:
        yield
