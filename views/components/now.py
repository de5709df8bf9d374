"""The event on the home page: on its day what is on now and next, on all others one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from catalogue import programme
from catalogue.errors import NoProgrammeError
from catalogue.people import Session
from views import markup, state, wording
from views.components import event
from views.compose import Services
from views.people.programme import is_on, on_now


def draw(services: Services, now: datetime) -> None:
    """Draw what the latest event has to say at *now*, which has a time zone; nothing where no event has hours."""
    try:
        name = programme.current(services.catalogue)
    except NoProgrammeError:
        return
    sessions = programme.read(services.catalogue, name)
    if here := on_now(sessions, now):
        _today(name, sessions, here, now)
    elif sessions:
        _line(name, sessions, now)


def _today(name: str, sessions: Sequence[Session], here: Session, now: datetime) -> None:
    """Draw what is on, and what comes then."""
    later = on_now([one for one in sessions if one.start >= here.end], now)
    with st.container(border=True, gap="xsmall", key="today"):
        st.markdown(f"## Today: {markup.plain(name)}", anchors=False)
        st.markdown(f"{_icon(here)} **{'On now' if is_on(here, now) else 'Next'}:** {_said(here)}")
        if later:
            st.markdown(f"{_icon(later)} **{'Next' if is_on(here, now) else 'Then'}:** {_said(later)}")
        st.markdown(f":small[{_ways(name)} :gray[· times of {event.zone(here)}]]")


def _icon(session: Session) -> str:
    return ":material/coffee:" if session.pause else ":material/event:"


def _said(session: Session) -> str:
    """Return a session with its hours and its room; a poster session leads to its posters."""
    title = markup.plain(session.title)
    if not session.pause:
        title = markup.link(title, state.to("programme", {"event": session.event, "session": session.slug}))
    return " · ".join(filter(None, [title, wording.span(session), markup.plain(session.room)]))


def _line(name: str, sessions: Sequence[Session], now: datetime) -> None:
    """Draw when the event is, or was."""
    ahead = [one for one in sessions if now < datetime.fromisoformat(one.start).replace(tzinfo=ZoneInfo(one.timezone))]
    one = ahead[0] if ahead else sessions[-1]
    when = wording.date(one.start[:10])
    said = f"is on {when}. {_ways(name)}" if ahead else f"was on {when}. {_way(name, 'programme', 'Its posters')}"
    st.markdown(f":material/event: **{markup.plain(name)}** {said}")


def _ways(name: str) -> str:
    pages = {"programme": "Programme", "plan": "My plan", "meet": "People to meet"}
    return " · ".join(_way(name, slug, title) for slug, title in pages.items())


def _way(name: str, slug: str, title: str) -> str:
    return markup.link(title, state.to(slug, {"event": name}))
