"""The programme of each event by session, and its sessions as calendar files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import Any

from catalogue import programme
from catalogue.formats import calendar
from catalogue.people import Session
from views import wording
from views.people.programme import Listed, listed
from views.static import links, look
from views.static.address import slug
from views.static.links import Link
from views.static.look import File
from views.static.text import plain
from views.static.twin import Twin

NOWHERE = "not presented"
"""What papers without a session are listed under."""


def files(twin: Twin) -> Iterator[File]:
    """Yield the pages and calendars."""
    events = programme.events(twin.services.catalogue)
    first = events[0] if events else ""
    yield look.page("programme/index.html", "programme.html", "Programme", partial(_event, twin, first, events, first))
    yield look.document("programme.json", lambda: [_data(twin, event) for event in events])
    for event in events:
        title = f"Programme of {plain(event)}"
        yield look.page(f"programme/{slug(event)}.html", "programme.html", title, partial(_event, twin, event, events))
        sessions = [one for one in programme.read(twin.services.catalogue, event) if not one.pause]
        yield _calendar(twin, f"programme/{slug(event)}.ics", event, sessions)
        for one in sessions:
            yield _calendar(twin, f"programme/{slug(event)}-{slug(one.slug)}.ics", f"{event}: {one.title}", [one])


def _event(twin: Twin, event: str, events: Sequence[str], own: str = "") -> dict[str, Any]:
    """Describe an event; *own* is one whose page is another one, and is led to."""
    if not event:
        return {"event": ""}
    sessions = programme.read(twin.services.catalogue, event)
    papers = [one for one in listed(twin.services, event) if twin.work(one.work.id)]
    presented = sum(bool(one.place.session) for one in papers)
    titles = {one.slug: one.title for one in sessions}
    by_session = groupby(papers, key=lambda one: one.place.session)
    return {
        "event": event,
        "lead": f"{plain(event)}: {wording.count(presented, 'poster')} of {wording.count(len(papers), 'paper')}.",
        "days": [(_day(*day), [_session(event, one) for one in some]) for day, some in groupby(sessions, key=_where)],
        "ics": f"{slug(event)}.ics",
        "groups": [_group(twin, session, titles.get(session, ""), list(some)) for session, some in by_session],
        "others": [Link(href=f"{slug(one)}.html", text=plain(one)) for one in events if one != event or own],
    }


def _where(one: Session) -> tuple[str, str, str]:
    return one.start[:10], one.room, one.timezone


def _day(date: str, room: str, timezone: str) -> str:
    return plain(" · ".join(filter(None, [wording.date(date), room, f"times of {timezone.replace('_', ' ')}"])))


def _session(event: str, one: Session) -> dict[str, Any]:
    return {
        "when": f"{one.start[11:16]} to {one.end[11:16]}",
        "pause": one.pause,
        "text": plain(one.title),
        "id": slug(one.slug),
        "ics": f"{slug(event)}-{slug(one.slug)}.ics",
    }


def _group(twin: Twin, session: str, title: str, some: Sequence[Listed]) -> dict[str, Any]:
    name = session or NOWHERE
    return {
        "id": slug(name),
        "title": plain(f"{name[:1].upper()}{name[1:]}{f': {title}' if title else ''}"),
        "posters": [_poster(twin, one) for one in some],
    }


def _poster(twin: Twin, one: Listed) -> dict[str, Any]:
    said = links.brief(twin, one.work)
    return {
        "href": said.href,
        "title": said.title,
        "who": said.who,
        "poster": plain(one.place.poster),
        "spotlight": one.place.spotlight,
        "kind": plain(", ".join(filter(None, [one.place.category, one.place.track]))),
    }


def _calendar(twin: Twin, path: str, name: str, sessions: Sequence[Session]) -> File:
    """Return a calendar file; it is stamped with the day of the index, so that the same library gives the same file."""

    def write() -> bytes:
        stamp = datetime.fromisoformat(twin.asof).replace(tzinfo=UTC)
        return calendar.dump(plain(name), [_entry(twin, one) for one in sessions], stamp)

    return File(path, write)


def _entry(twin: Twin, one: Session) -> calendar.Entry:
    posters = [each for each in listed(twin.services, one.event) if each.place.session == one.slug]
    titles = [" ".join(filter(None, [each.place.poster, plain(each.work.title)])) for each in posters]
    page = f"programme/{slug(one.event)}.html#{slug(one.slug)}"
    return calendar.Entry(
        uid=f"{one.event}/{one.slug}/{one.start}",
        title=plain(one.title),
        start=one.start,
        end=one.end,
        timezone=one.timezone,
        location=plain(one.room),
        description="\n".join(titles),
        url=f"{twin.site}/{page}" if twin.site else "",
    )


def _data(twin: Twin, event: str) -> dict[str, Any]:
    """Shape an event for programs."""
    sessions = programme.read(twin.services.catalogue, event)
    names = ("slug", "title", "start", "end", "timezone", "room", "pause")
    return {
        "event": event,
        "sessions": [{name: getattr(one, name) for name in names} for one in sessions],
        "posters": [
            {
                "id": one.work.id,
                "title": plain(one.work.title),
                "authors": [byline.name for byline in one.work.authors],
                "session": one.place.session,
                "poster": one.place.poster,
                "spotlight": one.place.spotlight,
                "category": one.place.category,
                "track": one.place.track,
            }
            for one in listed(twin.services, event)
        ],
    }
