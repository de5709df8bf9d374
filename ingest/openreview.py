"""Notes of OpenReview, as its API 2 and the old API 1 give them, and which of them are a venue's papers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from catalogue.errors import RecordError
from catalogue.records import Byline, Paper, Placement
from catalogue.store import Incoming
from ingest import values
from ingest.text import fold
from ingest.web.courtesy import PassingError

TAKEN_BACK = ("Withdrawn", "Desk_Rejected")
"""How the ids begin under which a venue keeps the notes that left it, for example ``VENUE/Withdrawn_Submission``."""

CATEGORIES = ("oral", "spotlight", "poster")
"""As what a paper is accepted; one that is several things is the first of them."""

ANSWERS = {"notes", "groups", "token", "mfaPending"}
"""Keys of good answers."""

_DECISION = re.compile(r"\s(?:\w*(?:Oral|Spotlight|Poster)|oral|spotlight|poster)\w*$")
"""The last word of a venue's name; "Workshop Behavioral" has none."""
_PERSON = re.compile(r"~[^\s@]+\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


def check(body: bytes) -> None:
    """Insist on what a client asks for: notes, a group, or to be logged in.

    Raises:
        PassingError: It is HTML, or cut off, or JSON of another kind.
    """
    try:
        said = values.read_object(body)
    except RecordError as error:
        raise PassingError(f"an answer that is {error}") from None
    if not said.keys() & ANSWERS:
        raise PassingError("an answer that has nothing of what was asked for")


def event_of(venue: str) -> str:
    """Return the slug of a venue's event.

    >>> event_of("NeurIPS.cc/2025/Workshop/MechInterp")
    'neurips2025'
    """
    year = _YEAR.search(venue)
    return re.split(r"[./]", venue)[0].lower() + (year[0] if year else "")


def parse(data: bytes, venue: str, event: str) -> Iterator[Incoming | RecordError]:
    """Yield the papers that *venue* accepted, of a page of notes; those that left it since are marked withdrawn.

    All other notes yield nothing. OpenReview dates the publication (``pdate``) of accepted papers only,
    and keeps that date when they are withdrawn.
    """
    for note in values.read_object(data)["notes"]:
        try:
            accepted = is_accepted(note, venue)
            if accepted or (_has_left(note, venue) and note.get("pdate")):
                paper = _paper(note, event, withdrawn=not accepted)
                yield Incoming.of(paper, json.dumps(note, sort_keys=True).encode())
        except (TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
            yield RecordError(f"a note cannot be read ({error})")


def is_accepted(note: dict[str, Any], venue: str) -> bool:
    """Tell whether *note* is one of *venue*'s accepted papers: only they carry the id of the venue itself."""
    return bool(_value(note, "venueid") == venue)


def _has_left(note: dict[str, Any], venue: str) -> bool:
    return str(_value(note, "venueid")).startswith(tuple(f"{venue}/{state}_" for state in TAKEN_BACK))


def _paper(note: dict[str, Any], event: str, *, withdrawn: bool) -> Paper:
    number = fold(note.get("forum") or note.get("id"))
    title, venue = fold(_value(note, "title")), fold(_value(note, "venue"))
    if not number or not title:
        raise ValueError(f"{number} has no title" if number else "it has no id")
    found = _DECISION.search(venue)
    decision = found[0].lower() if found else ""
    category = next((name for name in CATEGORIES if name in decision), "")
    place = Placement(event=event, category=category, spotlight=category == "spotlight")
    return Paper(
        id=f"openreview:{number}",
        source="openreview",
        title=title,
        abstract=fold(_value(note, "abstract")),
        authors=tuple(_bylines(note)),
        submitted=_day(note.get("cdate") or note.get("tcdate")),
        # "updated" stays empty: mdate moves whenever a chair touches the note, and dates no version
        url=f"https://openreview.net/forum?id={number}",
        venue=_DECISION.sub("", venue),
        licence=fold(note.get("license")),
        placements=() if withdrawn else (place,),  # its number counts submissions, not papers of the programme
        withdrawn=withdrawn,
    )


def _bylines(note: dict[str, Any]) -> Iterator[Byline]:
    """Read names beside a list of ids, or objects of both; an id that is an e-mail address is left out."""
    authors, ids = _value(note, "authors") or [], _value(note, "authorids") or []
    if not isinstance(authors, list):
        raise TypeError("its authors are no list")
    if len(ids) != len(authors):
        ids = [""] * len(authors)
    for author, person in zip(authors, ids, strict=True):
        said = author if isinstance(author, dict) else {"fullname": author, "username": person}
        name, person_id = fold(said.get("fullname")), fold(said.get("username"))
        places = (fold(place.get("name")) for place in said.get("institutions") or [])
        if name and "@" not in name and name != "Anonymous":
            yield Byline(
                name=name,
                affiliation="; ".join(filter(None, places)) or None,
                person_id=person_id if _PERSON.fullmatch(person_id) else None,
            )


def _value(note: dict[str, Any], field: str) -> Any:  # noqa: ANN401 - whatever JSON says
    """Read a field of the content: API 2 wraps its value, which is missing where others may not read it."""
    said = (note.get("content") or {}).get(field)
    return said.get("value") if isinstance(said, dict) else said


def _day(milliseconds: float | None) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat() if milliseconds else ""
