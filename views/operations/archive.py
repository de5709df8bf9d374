"""The file that a backup is: one tar, its manifest first, with the size and sha256 of everything behind it.

manifest.json      when, by which version, what is in it
catalogue.sqlite   papers, versions, runs, reviews; as SQLite also where PostgreSQL keeps the catalogue
decisions.sqlite   what was decided about candidates for the glossary
authors.toml       corrections to bylines
map.parquet        where each paper lies on the map of the field
vectors/*.sqlite   the embeddings
people.sqlite      participants, if they were asked for
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from catalogue.errors import MissingFileError, NotWhatItSaysError, StorageError, TruncatedFileError

MANIFEST = "manifest.json"
FORMAT = 1
LARGEST_MANIFEST = 1_000_000
"""Bytes; a thousand files are described in far fewer."""

CATALOGUE, PEOPLE = "catalogue.sqlite", "people.sqlite"
KNOWN = re.compile(r"(catalogue|decisions|people)\.sqlite|authors\.toml|map\.parquet|vectors/[^/\\]+\.sqlite")
"""Names that a backup may have: nothing else is ever written at a restore."""

ENDINGS = {".tar": "", ".gz": "gz", ".tgz": "gz"}
LEVEL = 1
"""Of gzip: vectors hardly shrink, and a higher level takes four times as long for a tenth of the catalogue."""

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a backup says of itself."""

    format: int
    version: str
    """Of Interp Commons."""
    made: str
    """UTC, ISO 8601."""
    works: int
    people: bool
    """Whether participants are in it."""
    parts: tuple[Part, ...]


def describe(folder: Path, names: Sequence[str]) -> tuple[Part, ...]:
    """Return size and digest of the files *names* of *folder*."""
    found = []
    for name in names:
        with (folder / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found.append(Part(name=name, size=(folder / name).stat().st_size, sha256=digest))
    return tuple(found)


def pack(contents: Contents, folder: Path, file: Path) -> None:
    """Write *file* from what lies in *folder*. Raises `StorageError` for an ending that is not known."""
    (folder / MANIFEST).write_text(json.dumps(asdict(contents), indent=1))
    kind = ENDINGS.get(file.suffix)
    if kind is None:
        raise StorageError(f"{file.name} has no ending of a backup", "Name it .tar or .tar.gz")
    with file.open("wb") as stream:
        file.chmod(0o600)
        level = {"compresslevel": LEVEL} if kind else {}
        with tarfile.open(fileobj=stream, mode=f"w:{kind}", **level) as tar:  # type: ignore[call-overload]
            for name in (MANIFEST, *(part.name for part in contents.parts)):
                tar.add(folder / name, name, recursive=False, filter=_nobody)


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def contents(file: Path) -> Contents:
    """Return what the backup *file* says of itself. Raises what `unpack` raises."""
    with _opened(file) as tar:
        return _contents(file, tar)


def unpack(file: Path, folder: Path) -> Contents:
    """Write what is in the backup *file* into *folder*, and check every byte against the manifest.

    Raises:
        MissingFileError: There is no such file.
        NotWhatItSaysError: It is no backup, or one of a newer version.
        TruncatedFileError: It is damaged or ends in the middle.
    """
    with _opened(file) as tar:
        said = _contents(file, tar)
        for part in said.parts:
            member = tar.next()
            data = tar.extractfile(member) if member and member.isreg() and member.name == part.name else None
            if not data or _copied(data, folder / part.name) != (part.size, part.sha256):
                raise _damaged(file, part.name)
    return said


def _contents(file: Path, tar: tarfile.TarFile) -> Contents:
    first = tar.next()
    data = tar.extractfile(first) if first and first.name == MANIFEST and first.size < LARGEST_MANIFEST else None
    if not data:
        raise NotWhatItSaysError(f"{file} is no backup of Interp Commons", "Name a file that commons backup wrote")
    text = data.read()
    try:
        newer = json.loads(text)["format"] > FORMAT
        said = None if newer else TypeAdapter(Contents).validate_json(text)
    except (ValueError, KeyError, TypeError, ValidationError):
        raise _damaged(file, MANIFEST) from None
    if said is None:
        raise NotWhatItSaysError(f"{file} was made by a newer version", "Update Interp Commons")
    if strange := [part.name for part in said.parts if not KNOWN.fullmatch(part.name)]:
        raise NotWhatItSaysError(f"{file} holds what no backup of ours holds ({strange[0]!r})", "Take another one")
    return said


def _copied(data: IO[bytes], target: Path) -> tuple[int, str]:
    target.parent.mkdir(exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        target.chmod(0o600)
        while block := data.read(BLOCK):
            out.write(block)
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file) as tar:
            yield tar
    except FileNotFoundError:
        raise MissingFileError(f"there is no file {file}", "Check the path") from None
    except tarfile.ReadError as error:
        if "could not be opened" in str(error):
            raise NotWhatItSaysError(f"{file} is no backup", "Name a file that commons backup wrote") from None
        raise _damaged(file, "it") from None
    except EOFError:
        raise _damaged(file, "it") from None


def _damaged(file: Path, what: str) -> TruncatedFileError:
    return TruncatedFileError(f"{file} is damaged: {what} is not what was written", "Take another backup")
