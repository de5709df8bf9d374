"""A workshop's accepted papers: CSV or JSON lines, with session and poster number."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import NotWhatItSaysError, RecordError
from catalogue.records import Byline, Paper, Placement
from catalogue.store import Incoming
from ingest import files, values
from ingest.files import FileSource
from ingest.identifiers import identify
from ingest.sources import Chunk, Source
from ingest.text import fold

NOT_PRESENTED = "not presenting"
CONFERENCES = {"neurips": "NeurIPS", "icml": "ICML", "iclr": "ICLR", "emnlp": "EMNLP", "acl": "ACL", "naacl": "NAACL"}


@dataclass(frozen=True, kw_only=True)
class Programme(FileSource):
    """Reads one file."""

    event: str
    name = "programme"
    selective = False

    @property
    def options(self) -> Mapping[str, Any]:
        """What decides the outcome."""
        return {"event": self.event}

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield JSON lines as they are, and each row of a CSV as one."""
        with files.opened(self.path) as file:
            first = file.readline().lstrip(b"\xef\xbb\xbf").lstrip()
        return files.lines(self.path, position) if first.startswith(b"{") else _rows(self.path, position, self.size)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read one paper."""
        yield parse(data, self.event)


def source(file: Path, *, event: str = "") -> Source:
    """Take in a workshop's accepted papers from FILE (CSV with a header, or JSON lines).

    Columns: title and authors (a list, or names separated by ";"); then, where known, openreview (a URL), arxiv,
    abstract, number, session, category, is_spotlight. --event names the event; by default the file's name does.
    """
    return Programme(path=file, event=event or file.name.removeprefix("programme-").split(".")[0].lower())


def parse(line: bytes, event: str) -> Incoming | RecordError:
    """Read one paper of *event*."""
    try:
        entry = values.read_object(line)
        if not str(entry.get("title") or "").strip():
            return RecordError("no title")
        return Incoming.of(_paper(entry, event), line)
    except RecordError as error:
        return error
    except (TypeError, ValueError, AttributeError) as error:
        return RecordError(f"cannot be read ({error})")


def _paper(entry: dict[str, Any], event: str) -> Paper:
    url = fold(entry.get("openreview") or entry.get("url"))
    arxiv = identify(fold(entry.get("arxiv")))
    number = values.whole(entry["number"]) if entry.get("number") not in (None, "") else None
    title = fold(entry["title"])
    year = re.search(r"(?:19|20)\d\d", event)
    return Paper(
        id=identify(url) or arxiv or f"programme:{event}/{number if number is not None else title}",
        source="programme",
        title=title,
        abstract=fold(entry.get("abstract")),
        authors=tuple(Byline(name=name) for name in _names(entry.get("authors"))),
        submitted=year[0] if year else "",  # accepted papers rarely say more than their event's year
        url=url,
        also=(arxiv,) if arxiv else (),
        venue=_venue(event),
        placements=(_placement(entry, event, number),),
    )


def _placement(entry: dict[str, Any], event: str, number: int | None) -> Placement:
    session = fold(entry.get("session"))
    return Placement(
        event=event,
        number=number,
        session="" if session.lower() == NOT_PRESENTED else session,
        category=fold(entry.get("category")),
        spotlight=fold(entry.get("is_spotlight")).lower() in {"true", "yes", "1"},
    )


def _names(authors: object) -> list[str]:
    names = authors if isinstance(authors, list) else str(authors or "").split(";")
    return list(filter(None, map(fold, names)))


def _venue(event: str) -> str:
    """``neurips2025`` is the NeurIPS 2025 workshop; other events are called what they are called."""
    match = re.fullmatch(r"([a-z]+)-?((?:19|20)\d\d)", event)
    return f"{CONFERENCES[match[1]]} {match[2]} workshop" if match and match[1] in CONFERENCES else event


def _rows(path: Path, after: str, size: int) -> Iterator[Chunk]:
    reader = csv.DictReader(io.StringIO(files.read_text(path), newline=""))
    for row in _readable(reader, path):
        if reader.line_num > int(after or 0):
            data = json.dumps({(key or "").strip().lower(): value for key, value in row.items()}).encode()
            yield Chunk(data=data, place=f"line {reader.line_num}", position=str(reader.line_num), done=size)


def _readable(reader: csv.DictReader[str], path: Path) -> Iterator[dict[str, Any]]:
    try:
        yield from reader
    except csv.Error as error:
        raise NotWhatItSaysError(
            f"{path} is no CSV after line {reader.line_num} ({error})", "Check the quotes around there"
        ) from error
