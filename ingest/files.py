"""Reading files that strangers give us: plain, gzip or zip, in constant memory, with honest errors."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from catalogue.errors import MissingFileError, NotWhatItSaysError, SourceError, TruncatedFileError
from ingest.sources import Chunk, ReadWhole

FINGERPRINT_BYTES = 1 << 20
MAX_LINE = 64 << 20
"""A line longer than this is no record but a file of another kind."""


@dataclass(frozen=True, kw_only=True)
class FileSource(ReadWhole):
    """What all sources that are one file have in common."""

    path: Path

    @property
    def target(self) -> str:
        """The file's path."""
        return str(self.path)

    @property
    def size(self) -> int:
        """Bytes on disk. Raises what `opened` raises."""
        with opened(self.path) as file:
            return os.fstat(file.fileno()).st_size

    def fingerprint(self) -> str:
        """Identify the file by its size and first megabyte, so that five gigabytes need not be read twice.

        Raises:
            SourceError: It is missing or may not be read.
        """
        with opened(self.path) as file:
            head = file.read(FINGERPRINT_BYTES)
        return f"{self.size}-{hashlib.sha256(head).hexdigest()[:16]}"


def read_text(path: Path) -> str:
    """Read a small text file whole.

    Raises:
        SourceError: It is missing, unreadable, or not UTF-8.
    """
    with opened(path) as file:
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NotWhatItSaysError(f"{path} is not UTF-8 text (byte {error.start})", "Save it as UTF-8") from error


def lines(path: Path, after: str) -> Iterator[Chunk]:
    """Yield the non-empty lines of *path* behind line number *after* (empty: from the start).

    Raises:
        SourceError: The file is missing, ends in the middle, or is not what its first bytes say.
    """
    skip, number = int(after or 0), 0
    with opened(path) as raw, _unpacked(raw, path) as file:
        try:
            while line := file.readline(MAX_LINE):
                number += 1
                if len(line) == MAX_LINE:
                    raise NotWhatItSaysError(
                        f"line {number} of {path} has {MAX_LINE >> 20} MB or more", "Name a file of shorter lines"
                    )
                if number > skip and line.strip():
                    yield Chunk(data=line, place=f"line {number}", position=str(number), done=raw.tell())
        except EOFError as error:
            raise _truncated(path, number) from error
        except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise SourceError(
                f"{path} is damaged after line {number} ({error})", "Get it again; what was read before is kept"
            ) from error


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open *path* for reading.

    Raises:
        SourceError: It is missing or may not be read.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise MissingFileError(f"there is no file {path}", "Check the path") from None
    except IsADirectoryError:
        raise NotWhatItSaysError(f"{path} is a folder", "Name a file in it") from None
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}", "Name a file that you may read") from error
    with file:
        yield file


@contextmanager
def _unpacked(raw: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    """Look through compression; the first bytes decide, because names lie."""
    magic = raw.read(4)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=raw) as file:
            yield io.BufferedReader(file)
    elif magic == b"PK\x03\x04":
        with _archive(raw, path) as archive, _member(archive, path) as member:
            yield member
    else:
        yield raw


def _archive(raw: IO[bytes], path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise TruncatedFileError(f"{path} is a zip archive that ends in the middle", "Get it again") from error


def _member(archive: zipfile.ZipFile, path: Path) -> IO[bytes]:
    members = [name for name in archive.namelist() if not name.endswith("/")]
    if len(members) != 1:
        raise NotWhatItSaysError(f"{path} holds {len(members)} files", "Unpack it and name the one to read")
    try:
        return archive.open(members[0])
    except (RuntimeError, zipfile.BadZipFile) as error:  # encrypted, or of a compression that Python does not know
        raise NotWhatItSaysError(f"{path} cannot be unpacked ({error})", "Unpack it and name what was in it") from error


def _truncated(path: Path, number: int) -> TruncatedFileError:
    return TruncatedFileError(
        f"{path} ends in the middle, after line {number}",
        "Get it again and run the same command; what was read is kept",
    )
