"""My plan: posters that somebody wants to see, their own, and the people they will meet, as one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from catalogue import programme
from catalogue.formats import calendar
from catalogue.formats.calendar import Entry
from catalogue.people import Meeting, PersonMatch, Session
from catalogue.records import Work
from people.plan import Wishes, plan
from views import links
from views.compose import Services
from views.people import posters
from views.people.posters import Hung

ME = "me"
"""Whoever asks, among those who stand at posters: nobody else is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A part of the day: with whom, at which paper's poster, and who comes there."""

    meeting: Meeting
    work: Work | None = None
    who: PersonMatch | None = None
    opener: str = ""
    """What to say first."""
    visits: tuple[tuple[Meeting, PersonMatch], ...] = ()
    """Who comes to one's own poster, and when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Somebody's day at an event."""

    event: str
    sessions: tuple[Session, ...]
    stops: tuple[Stop, ...]
    """In order of time."""
    posters_left: tuple[Work, ...] = ()
    """Wanted, and no time was left, or one's own poster hangs then."""
    not_here: tuple[Work, ...] = ()
    """Wanted, and no poster of this event."""
    people_left: tuple[PersonMatch, ...] = ()
    """Suggested, and no time was left for both."""


def my_day(
    services: Services,
    event: str,
    wanted: Sequence[str],
    *,
    hung: Hung,
    own: Iterable[str] = (),
    matches: Sequence[PersonMatch] = (),
    meetings: Sequence[Meeting] = (),
    openers: Mapping[str, str] | None = None,
) -> Day:
    """Plan somebody's day at *event*.

    Args:
        services: Where papers and sessions are.
        event: Its slug.
        wanted: Papers to see, the dearest first, under any of their ids.
        hung: What is presented there.
        own: Papers that they present.
        matches: People to meet, as they may be shown.
        meetings: What is agreed with them; of anybody else nothing is kept.
        openers: What to say first at a poster, by the work's id; with a person it is theirs.
    """
    works = services.catalogue.works_of([*wanted, *own])
    mine = {works[one] for one in own if one in works}
    wishes = [one for one in dict.fromkeys(works[one] for one in wanted if one in works) if one not in mine]
    people = {one.id: one for one in matches}
    sessions = programme.read(services.catalogue, event)
    made = plan(
        ME,
        Wishes(papers={one: 2 - place / len(wishes) for place, one in enumerate(wishes)}),
        posters.stands(hung, dict.fromkeys(mine, (ME,))),
        sessions,
        fixed=[one for one in meetings if one.participant in people],
    )
    shown = {one.id: one for one in services.catalogue.find([*wishes, *(one.paper for one in made.meetings)])}
    met = {one.participant for one in made.meetings}
    left = [shown[one] for one in made.left_out if one in shown]
    return Day(
        event=event,
        sessions=sessions,
        stops=tuple(_stops(made.meetings, shown, people, openers or {})),
        posters_left=tuple(one for one in left if one.id in hung),
        not_here=tuple(one for one in left if one.id not in hung),
        people_left=tuple(one for one in matches if one.id not in met),
    )


def _stops(
    meetings: Iterable[Meeting],
    works: Mapping[str, Work],
    people: Mapping[str, PersonMatch],
    openers: Mapping[str, str],
) -> Iterator[Stop]:
    """Join what is one stay at one's own poster, and put a paper, a person and a first sentence to each."""
    own: list[Meeting] = []
    for one in meetings:
        if own and (one.what, one.paper, one.start) != ("own", own[-1].paper, own[-1].end):
            yield _stay(own, works, people)
            own = []
        if one.what == "own":
            own.append(one)
        else:
            who = people.get(one.participant)
            opener = who.why.opener if who else openers.get(one.paper, "")
            yield Stop(meeting=one, work=works.get(one.paper), who=who, opener=opener)
    if own:
        yield _stay(own, works, people)


def _stay(own: Sequence[Meeting], works: Mapping[str, Work], people: Mapping[str, PersonMatch]) -> Stop:
    return Stop(
        meeting=replace(own[0], end=own[-1].end, participant=""),
        work=works.get(own[0].paper),
        visits=tuple((one, people[one.participant]) for one in own if one.participant),
    )


def title(stop: Stop) -> str:
    """Say in plain text what a stop is: ``Poster 12: A title``, ``Talk with Ada``, ``Your poster 5: A title``."""
    meeting, name = stop.meeting, (stop.who.name or "somebody") if stop.who else ""
    if not meeting.paper:
        return f"Talk with {name}"
    whose = "Your poster" if meeting.what == "own" else f"{name}, at their poster" if name else "Poster"
    about = stop.work.title if stop.work else meeting.paper
    return f"{' '.join(filter(None, [whose, meeting.poster]))}: {about}"


def place(meeting: Meeting) -> str:
    """Say in plain text where it is."""
    return ", ".join(filter(None, [meeting.room, f"poster {meeting.poster}" if meeting.poster else ""]))


def notes(stop: Stop) -> list[str]:
    """Say in plain text why, and what to say first; never how to reach anybody."""
    said = [f"{one.start[11:16]} {who.name or 'Somebody'} comes. {who.why.opener}".strip() for one, who in stop.visits]
    return [*said, *filter(None, [stop.opener])]


def ics(services: Services, day: Day, stamp: datetime) -> bytes:
    """Write a day as a calendar file; *stamp* is now, with its time zone."""
    seen: Counter[str] = Counter()
    entries = []
    for stop in day.stops:
        said = f"{day.event}/{stop.meeting.what}/{stop.meeting.paper}/{stop.meeting.participant}"
        seen[said] += 1  # a poster that hangs twice
        entries.append(_entry(services.settings.site, f"{said}/{seen[said]}", stop))
    return calendar.dump(f"My plan, {day.event}", entries, stamp)


def _entry(site: str, uid: str, stop: Stop) -> Entry:
    meeting = stop.meeting
    page = f"{site.rstrip('/')}/{links.href('paper', {'id': meeting.paper})}" if meeting.paper else ""
    return Entry(
        uid=uid,
        title=title(stop),
        start=meeting.start,
        end=meeting.end,
        timezone=meeting.timezone,
        location=place(meeting),
        description="\n".join(notes(stop)),
        url=page,
    )
