"""What the pages of an event have in common: which event, who is reading, and what their day says."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from catalogue import programme
from catalogue.people import Participant, Profile, Session
from views import markup, state, wording
from views.components import profile, toggle
from views.components.toggle import Side
from views.compose import Services
from views.people import identity


def chosen(services: Services) -> str:
    """Return the event that the address names, or the latest one. Raises `NoProgrammeError` where there is none."""
    said = st.query_params.get("event", "")
    return said if said in programme.events(services.catalogue) else programme.current(services.catalogue)


def reader(services: Services) -> Participant | None:
    """Return the participant who reads this page, if it is one."""
    return identity.me(identity.participants(services.settings))


def about(me: Participant | None) -> Profile:
    """Return what is known of the reader: their profile, or what they said in this session; their list and likes."""
    said = me.profile if me else profile.draft().profile
    mine = state.memory()
    return replace(said, liked=tuple(dict.fromkeys((*said.liked, *mine.list, *mine.likes))))


def hours(session: Session) -> str:
    """Say when and where a session is: ``7 December 2025, 11:30 to 12:30 · Room 30A``."""
    when = f"{wording.date(session.start[:10])}, {wording.span(session)}"
    return markup.plain(" · ".join(filter(None, [when, session.room])))


def zone(session: Session) -> str:
    """Say which clocks the times are by: ``America/Los Angeles``."""
    return markup.plain(session.timezone.replace("_", " "))


def missing() -> None:
    """Say that there is no event here, and what to do."""
    st.info(
        "No event is known here yet. Its organiser imports one with "
        "`commons ingest programme PAPERS.csv --sessions SESSIONS.csv`.",
        icon=":material/event_busy:",
    )


def keep(paper_id: str, key: str = "keep") -> None:
    """Draw the button that puts a poster into the reader's plan, which is their reading list.

    Args:
        paper_id: The paper.
        key: Tells the button apart where the page has another for the same paper.
    """
    toggle.draw(
        key,
        paper_id,
        off=Side("Add to my plan", "calendar_add_on", state.add),
        on=Side("In my plan", "event_available", state.remove),
        held=paper_id in state.reading_list(),
    )
