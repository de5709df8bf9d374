"""A workshop's accepted papers, CSV or JSON lines, with session and poster; and the sessions' hours and rooms."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from catalogue.errors import NotWhatItSaysError, RecordError
from catalogue.people import Session
from catalogue.records import Byline, Paper, Placement
from catalogue.store import Incoming
from ingest import files, values
from ingest.files import FileSource
from ingest.identifiers import identify
from ingest.sessions import read as read_sessions
from ingest.sources import Chunk, Source
from ingest.text import fold

NOT_PRESENTED = "not presenting"
CONFERENCES = {"neurips": "NeurIPS", "icml": "ICML", "iclr": "ICLR", "emnlp": "EMNLP", "acl": "ACL", "naacl": "NAACL"}


@dataclass(frozen=True, kw_only=True)
class Programme(FileSource):
    """Reads one file."""

    event: str
    sessions: tuple[Session, ...] = ()
    """In the order of their file; none where none is given."""
    name = "programme"
    selective = False

    @property
    def options(self) -> Mapping[str, Any]:
        """What decides the outcome."""
        return {"event": self.event} | ({"sessions": self._held} if self.sessions else {})

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield JSON lines as they are, and each row of a CSV as one."""
        with files.opened(self.path) as file:
            first = file.readline().lstrip(b"\xef\xbb\xbf").lstrip()
        return files.lines(self.path, position) if first.startswith(b"{") else _rows(self.path, position, self.size)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read one paper; one that hangs in an unknown session, or where another hangs already, is none."""
        found = parse(data, self.event)
        problem = self._misplaced(found, data) if isinstance(found, Incoming) else ""
        yield RecordError(problem) if problem else found

    @property
    def _held(self) -> list[str]:
        """The poster sessions' names."""
        return list(dict.fromkeys(one.slug for one in self.sessions if not one.pause))

    def _misplaced(self, found: Incoming, data: bytes) -> str:
        place = found.paper.placements[0]
        if place.session and self.sessions and place.session not in self._held:
            return f"session: there is no {place.session!r} among the sessions ({', '.join(self._held)})"
        for what, where in _spots(place):
            line, first = self._taken[what, place.session, where]
            if first != data:
                return f"{what}: {where} of session {place.session!r} is taken by {line}"
        return ""

    @cached_property
    def _taken(self) -> dict[tuple[str, str, str], tuple[str, bytes]]:
        """Which line is the first at each number and board of a session: a resumed run must know it as well."""
        taken: dict[tuple[str, str, str], tuple[str, bytes]] = {}
        for chunk in self.fetch(""):
            found = parse(chunk.data, self.event)
            places = found.paper.placements if isinstance(found, Incoming) else ()
            for what, where in (spot for place in places for spot in _spots(place)):
                taken.setdefault((what, places[0].session, where), (chunk.place, chunk.data))
        return taken


def source(file: Path, *, event: str = "", sessions: Path | None = None) -> Source:
    """Take in a workshop's accepted papers from FILE (CSV with a header, or JSON lines).

    Columns: title and authors (a list, or names separated by ";"); then, where known, openreview (a URL), arxiv,
    abstract, number, board, session, track, category, is_spotlight. --event names the event; by default the file's
    name does. --sessions says when and where its sessions are. docs/programme.md describes both, with templates.
    """
    event = event or file.name.removeprefix("programme-").split(".")[0].lower()
    return Programme(path=file, event=event, sessions=read_sessions(sessions, event) if sessions else ())


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
    number = _number(entry.get("number"))
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
        board=fold(entry.get("board")),
        track=fold(entry.get("track")),
    )


def _spots(place: Placement) -> list[tuple[str, str]]:
    """Return what is this poster's alone in its session: its number and its board, as far as they are known."""
    number = "" if place.number is None else str(place.number)
    return [spot for spot in (("number", number), ("board", place.board)) if place.session and spot[1]]


def _number(said: Any) -> int | None:  # noqa: ANN401 - whatever the file says
    if said in (None, ""):
        return None
    try:
        return values.whole(said)
    except (TypeError, ValueError):
        raise RecordError(f"number: {said!r} is no whole number from 0 to {values.LARGEST}") from None


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
