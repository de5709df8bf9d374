"""Files that a command is given."""

from __future__ import annotations

import sys
from pathlib import Path

from catalogue.errors import MissingFileError, SourceError, StorageError


def touch(file: Path) -> None:
    """Make sure that *file* can be written. Raises `StorageError` if it cannot."""
    try:
        file.touch()
    except OSError as error:
        raise StorageError(f"cannot write {file}: {error.strerror}", "Name a file that you may write") from None


def read(file: Path) -> str:
    """Return the text of *file*; ``-`` is standard input.

    Raises:
        MissingFileError: There is no such file.
        SourceError: It is empty, or no text.
    """
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise MissingFileError(f"there is no file {file}", "Check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read {file} ({error})", "Name a UTF-8 text file") from None
    if not text.strip():
        raise SourceError(f"{file} is empty", "Paste an abstract into it")
    return text
