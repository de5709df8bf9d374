"""arXiv's bulk metadata snapshot: JSON lines, plain, gzip or zip; millions of them, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import RecordError
from catalogue.store import Incoming
from ingest import files, values
from ingest.arxiv import metadata
from ingest.files import FileSource
from ingest.sources import Chunk, Source


@dataclass(frozen=True, kw_only=True)
class Snapshot(FileSource):
    """Reads one file."""

    everything: bool
    name = "snapshot"

    @property
    def selective(self) -> bool:
        """Papers of other fields are passed over, unless everything is wanted."""
        return not self.everything

    @property
    def options(self) -> Mapping[str, Any]:
        """What decides the outcome."""
        return {"everything": self.everything}

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield the file's lines."""
        return files.lines(self.path, position)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read one line."""
        yield parse(data)


def source(file: Path, *, all: bool = False) -> Source:  # noqa: A002 - it is the option's name
    """Take in arXiv's bulk metadata snapshot FILE (JSON lines; plain, .gz or .zip), mechanistic interpretability only.

    --all keeps every paper. A stopped run goes on where it was when the same command is given again.
    """
    return Snapshot(path=file, everything=all)


def parse(line: bytes) -> Incoming | RecordError:
    """Read one record; real ones lack dates, authors or categories, but never an id and a title."""
    try:
        record = values.read_object(line)
    except RecordError as error:
        return error
    missing = [key for key in ("id", "title") if not isinstance(record.get(key), str) or not record[key].strip()]
    if missing:
        return RecordError(f"no {' and no '.join(missing)}")
    try:
        return Incoming.of(metadata.read(record), line)
    except (TypeError, ValueError, AttributeError, IndexError, KeyError) as error:
        return RecordError(f"a field is not of the kind that it should be ({error})")
