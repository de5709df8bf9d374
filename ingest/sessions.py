"""The sessions of an event, as a table: all that is wrong with it is said at once, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from catalogue.errors import NotWhatItSaysError
from catalogue.people import Session
from ingest import files
from ingest.text import fold

COLUMNS = ("session", "title", "start", "end", "timezone", "room")
NEEDED = ("session", "start", "end", "timezone")
BREAK = "break"
"""What the column ``session`` says of a pause."""

SHOWN = 20
"""Problems listed at once: more are of one kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    line: int
    cells: dict[str, str]

    def session(self, event: str) -> Session:
        pause = self.cells["session"].lower() == BREAK
        start, end = (_local(self.cells[name]).isoformat(timespec="minutes") for name in ("start", "end"))
        return Session(
            event=event,
            slug=BREAK if pause else self.cells["session"],
            title=self.cells["title"] or self.cells["session"],
            start=start,
            end=end,
            timezone=self.cells["timezone"],
            room=self.cells["room"],
            pause=pause,
        )


def read(path: Path, event: str) -> tuple[Session, ...]:
    """Read the sessions of *event*.

    Raises:
        SourceError: The file cannot be read, or is wrong somewhere; the message names every line and what to write.
    """
    rows = list(_rows(path))
    problems = [f"line {row.line}: {problem}" for row in rows for problem in _problems(row)]
    if not problems:
        problems = list(_disagreements(rows))
    if not rows:
        problems = ["there is no session in it"]
    if problems:
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        listed = "".join(f"\n  {one}" for one in [*problems[:SHOWN], *more])
        raise NotWhatItSaysError(
            f"{path} is not the sessions of an event:{listed}\nNothing was imported",
            "Correct these lines (docs/programme.md says what each column holds)",
        )
    return tuple(row.session(event) for row in rows)


def _rows(path: Path) -> Iterator[_Row]:
    """Yield the rows that are not empty, with the lines on which they end."""
    reader = csv.DictReader(io.StringIO(files.read_text(path), newline=""))
    try:
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
        if missing := [name for name in NEEDED if name not in names]:
            raise NotWhatItSaysError(
                f"{path} has no column {', '.join(missing)}", f"Begin it with the line: {','.join(COLUMNS)}"
            )
        for row in reader:
            cells = {name: fold(row.get(names.get(name, ""))) for name in COLUMNS}
            if any(cells.values()):
                yield _Row(line=reader.line_num, cells=cells)
    except csv.Error as error:
        raise NotWhatItSaysError(
            f"{path} is no CSV after line {reader.line_num} ({error})", "Check the quotes around there"
        ) from error


def _problems(row: _Row) -> Iterator[str]:
    """Yield what is wrong with one row alone."""
    cells, times = row.cells, {}
    if not cells["session"]:
        yield "no session; write the name that the papers' column session has, or break"
    for name in ("start", "end"):
        try:
            times[name] = _local(cells[name])
        except ValueError:
            yield f"{name}: {cells[name]!r} is no time; write it like 2025-12-07T11:30"
    zone = _zone(cells["timezone"])
    if zone is None:
        yield f"timezone: {cells['timezone']!r} is none; write a name like America/Los_Angeles"
    for name, time in times.items():
        if zone and time.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != time:
            yield f"{name}: the clocks of {zone.key} skip {cells[name]}"
    if {"start", "end"} <= set(times) and times["end"] <= times["start"]:
        yield f"it ends at {cells['end']}, not after its start at {cells['start']}"


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, or a folder of names
        return None


def _disagreements(rows: list[_Row]) -> Iterator[str]:
    """Yield what is wrong with rows beside one another: nobody can be in two places, or in two time zones."""
    for row in rows:
        if row.cells["timezone"] != rows[0].cells["timezone"]:
            yield f"line {row.line}: another time zone than line {rows[0].line}; an event is in one"
    spans = [(row, _local(row.cells["start"]), _local(row.cells["end"])) for row in rows]
    for (one, start, end), (other, begin, stop) in combinations(spans, 2):
        if start < stop and begin < end:
            yield (
                f"line {other.line}: overlaps {one.cells['session']!r} of line {one.line}; "
                "nobody can be at both, so end the one where the other begins"
            )


def _local(said: str) -> datetime:
    """Read a local time, with ``T`` or a space in it. Raises ValueError."""
    time = datetime.fromisoformat(said)
    if time.tzinfo or len(said) < len("2025-12-07T11:30"):
        raise ValueError(said)
    return time.replace(second=0, microsecond=0)
