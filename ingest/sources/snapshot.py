"""arXiv's bulk metadata snapshot: JSON lines, plain, gzip or zip; millions of them, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from catalogue.errors import RecordError
from catalogue.formats.latex import to_plain
from catalogue.records import Byline, Paper
from catalogue.store import Incoming
from ingest import files, values
from ingest.files import FileSource
from ingest.identifiers import arxiv_month
from ingest.sources import Chunk, Source
from ingest.text import fold

_NOBODY = ("", "et al", "et al.")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


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
        return Incoming.of(_paper(record), line)
    except (TypeError, ValueError, AttributeError, IndexError, KeyError) as error:
        return RecordError(f"a field is not of the kind that it should be ({error})")


def _paper(record: dict[str, Any]) -> Paper:
    number = fold(record["id"])
    versions = record.get("versions") or []
    created = [_date(version.get("created") or "") for version in versions]
    doi = (record.get("doi") or "").split()
    return Paper(
        id=f"arxiv:{number}",
        source="arxiv",
        version=max([values.whole(version.get("version", "v1").lstrip("v")) for version in versions], default=1),
        title=fold(record["title"]),
        abstract=fold(record.get("abstract")),
        authors=tuple(Byline(name=name) for name in _authors(record)),
        submitted=next(filter(None, created), "") or arxiv_month(number),
        updated=(created[-1] if created else "") or _date(record.get("update_date") or ""),
        categories=tuple((record.get("categories") or "").split()),
        url=f"https://arxiv.org/abs/{number}",
        also=tuple(f"doi:{one.lower()}" for one in doi),
        venue=fold(record.get("journal-ref")),
        licence=fold(record.get("license")),
    )


def _authors(record: dict[str, Any]) -> Iterator[str]:
    """Names from the parsed list, or else from the printed line."""
    if parsed := record.get("authors_parsed"):
        names = [" ".join(filter(None, (given, family, suffix))) for family, given, suffix, *_ in parsed]
    else:
        names = re.split(r",\s+(?:and\s+)?|\s+and\s+", record.get("authors") or "")
    return (name for name in map(fold, map(to_plain, names)) if name.casefold() not in _NOBODY)


def _date(text: str) -> str:
    """Read ``2007-04-05`` or ``Thu, 5 Apr 2007 19:18:42 GMT``; anything else is no date."""
    try:
        day = date.fromisoformat(text[:10]) if _ISO.match(text) else parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):
        return ""
    return day.isoformat()
