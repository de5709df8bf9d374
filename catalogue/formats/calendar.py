"""iCalendar (RFC 5545), which phones, Google Calendar and Outlook import."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

MIME = "text/calendar"

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
"""What RFC 5545 has no way to write, or what readers take for the end of a line."""

_MARGIN = timedelta(days=366)
"""Time zones are described for a year around the entries: all their rules since 1970 are two pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meeting in a calendar. Texts are plain text."""

    uid: str
    """The same for ever: by it a calendar knows what moved, instead of showing it twice."""
    title: str
    start: str
    """Local time, as in `catalogue.people.Meeting`."""
    end: str
    timezone: str
    """IANA name."""
    location: str = ""
    description: str = ""
    """May have several lines."""
    url: str = ""


def dump(name: str, entries: Sequence[Entry], stamp: datetime) -> bytes:
    """Write *entries* as a calendar called *name*, with the rules of their time zones, in UTF-8.

    Args:
        name: What the calendar is called, which also decides its UID.
        entries: What is in it.
        stamp: When the plan was made; must have a time zone.
    """
    title = _line(name)
    calendar = Calendar.new(name=title or None, prodid="-//Interp Commons//people//EN", uid=_uid(title))
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    days = [date.fromisoformat(entry.start[:10]) for entry in entries]
    if days:
        calendar.add_missing_timezones(min(days) - _MARGIN, max(days) + _MARGIN)
    return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    zone = ZoneInfo(entry.timezone)
    return Event.new(
        uid=_uid(entry.uid),
        stamp=stamp,
        summary=_line(entry.title),
        start=datetime.fromisoformat(entry.start).replace(tzinfo=zone),
        end=datetime.fromisoformat(entry.end).replace(tzinfo=zone),
        location=_line(entry.location) or None,
        description=_NOT_TEXT.sub("", entry.description).strip() or None,
        url=_line(entry.url) or None,
    )


def _uid(said: str) -> str:
    """Return an opaque name: what it was made of cannot be read from it."""
    return f"{uuid5(NAMESPACE_URL, f'interp-commons:{said}')}@interp-commons"


def _line(text: str) -> str:
    return " ".join(_NOT_TEXT.sub("", text).split())
