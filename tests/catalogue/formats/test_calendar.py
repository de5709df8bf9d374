"""Calendar files, read back by another program's parser."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from catalogue.formats.calendar import Entry, dump

STAMP = datetime(2025, 12, 1, 9, tzinfo=UTC)


def entry(**changes) -> Entry:
    """An entry with *changes*."""
    said = {
        "uid": "neurips2025/own",
        "title": "Poster 12",
        "start": "2025-12-07T11:30",
        "end": "2025-12-07T11:38",
        "timezone": "America/Los_Angeles",
    }
    return Entry(**said | changes)


def read(*entries: Entry, name: str = "My day") -> Calendar:
    """What a reader makes of *entries*."""
    return Calendar.from_ical(dump(name, entries, STAMP))


def only(**changes):
    """The one event of a calendar, as a reader has it."""
    (event,) = read(entry(**changes)).events
    return event


def test_an_entry():
    """A reader gets every field, and the moment in the event's own time zone."""
    event = only(
        location="Upper Level, 30A; poster 12", description="Why\nAsk: what broke?", url="https://a.org/paper?id=x"
    )

    assert "Poster 12" == event["SUMMARY"]
    assert "Upper Level, 30A; poster 12" == event["LOCATION"]
    assert "Why\nAsk: what broke?" == event["DESCRIPTION"]
    assert "https://a.org/paper?id=x" == event["URL"]
    assert datetime(2025, 12, 7, 19, 30, tzinfo=UTC) == event.start.astimezone(UTC)
    assert datetime(2025, 12, 7, 19, 38, tzinfo=UTC) == event.end.astimezone(UTC)
    assert STAMP == event.DTSTAMP


def test_time_zones():
    """The rules of every zone come along, in summer as in winter."""
    summer = entry(uid="b", start="2026-07-01T09:00", end="2026-07-01T10:00", timezone="Europe/Vienna")
    calendar = read(entry(), summer)

    assert {"America/Los_Angeles", "Europe/Vienna"} == {zone.tz_name for zone in calendar.timezones}
    assert set() == calendar.get_missing_tzids()
    assert datetime(2026, 7, 1, 7, tzinfo=UTC) == calendar.events[1].start.astimezone(UTC)


def test_names_last():
    """The same meeting has the same UID when it moves; another has another; neither says what it was made of."""
    first, moved, other = (
        dict(only(**said))["UID"] for said in ({}, {"start": "2025-12-07T11:20", "title": "Moved"}, {"uid": "other"})
    )

    assert first == moved
    assert first != other
    assert "own" not in first


def test_the_same_again():
    """The same plan is the same file, byte for byte."""
    assert dump("My day", [entry()], STAMP) == dump("My day", [entry()], STAMP)


def test_lines():
    """Lines end in CRLF and have at most 75 bytes, as RFC 5545 wants."""
    written = dump("Day", [entry(title="Überlagerung " * 30, description="ü" * 400)], STAMP)

    assert written.count(b"\n") == written.count(b"\r\n")
    assert 75 >= max(map(len, written.split(b"\r\n")))


def test_nothing():
    """A day without meetings is a calendar without events."""
    assert [] == read().events


@given(st.text(), st.text(), st.text())
def test_whatever_they_say(title: str, location: str, description: str):
    """No text breaks out of its field or breaks the file."""
    event = only(title=f"t{title}", location=location, description=f"d{description}")
    calendar = read(entry(title=title, location=location, description=description), name=title)

    assert 1 == len(calendar.events)
    assert str(event["SUMMARY"]).startswith("t")
    assert str(event["DESCRIPTION"]).startswith("d")
    assert "\n" not in str(event.get("LOCATION", ""))
