"""Work that only one process may do at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from catalogue.errors import CommonsError, StorageError


@contextmanager
def alone(file: Path, error: CommonsError) -> Iterator[None]:
    """Hold the lock *file*, which the system lets go of when the process dies.

    Raises:
        CommonsError: *error*, if another process holds it.
        StorageError: It cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held = FileLock(file).acquire(blocking=False)
    except Timeout:
        raise error from None
    except OSError as failure:
        raise StorageError(
            f"cannot write under {file.parent} ({failure.strerror})", "Set COMMONS_HOME to a folder that you may write"
        ) from failure
    with held:
        yield
