"""Programme: the posters of an event by session, chosen by topic, and in the order of what is near to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

import streamlit as st

from catalogue import programme
from catalogue.errors import NoProgrammeError
from catalogue.people import Profile, Session
from catalogue.records import Work
from people.authors.resolve import Authors
from views import markup, state, wording
from views.components import card, event, exports, lacking, people, trouble
from views.compose import Services
from views.page import Page
from views.people.authors import authors
from views.people.programme import Chosen, Listed, categories, closeness, is_on, listed, on_now, related

PAGE = Page(slug="programme", title="Programme", icon=":material/calendar_month:", order=6, visible=False, under="meet")

STEP = 20
"""Posters shown at once, and more at a time."""

NOWHERE = "not presented"
"""What papers without a session are listed under."""

_SORTS = {"number": "Number", "near": "Nearest to me"}
_KEY = "programme-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """What is shown."""

    name: str
    sessions: Sequence[Session]
    papers: Sequence[Listed]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What a poster's card needs besides the paper."""

    known: Authors
    hours: dict[str, str]
    """When each session begins and ends."""
    related: dict[str, list[Work]]


def render(services: Services) -> None:
    """Draw the sessions, what they can be chosen by, and their posters."""
    people.row(PAGE.slug)
    st.title("Programme", anchor=False)
    try:
        name = event.chosen(services)
    except NoProgrammeError:
        event.missing()
        return
    held = _Event(name=name, sessions=programme.read(services.catalogue, name), papers=listed(services, name))
    _head(held, datetime.now(UTC))
    if st.query_params.get("lacks", "") == "on":
        lacking.draw(services, name)
        return
    chosen, sort = _choices(held)
    found = [one for one in held.papers if chosen(one)]
    if sort == "near":
        found = _nearest(services, found)
    _list(services, held, found, (chosen, sort))
    report = markup.link("what this programme lacks", state.to(PAGE.slug, {"event": name, "lacks": "on"}))
    st.markdown(f":gray[:small[For organisers:]] :small[{report}]")


def _head(shown: _Event, now: datetime) -> None:
    """Say what event it is, when its sessions are, and what is on."""
    presented = wording.count(sum(bool(one.place.session) for one in shown.papers), "poster")
    st.markdown(f"{markup.plain(shown.name)} · {presented} of {wording.count(len(shown.papers), 'paper')}")
    if not shown.sessions:
        st.markdown(":gray[Nobody has said yet when the sessions are.]")
    here = on_now(shown.sessions, now)
    if here:
        said = "On now" if is_on(here, now) else "Next"
        st.info(f"**{said}: {markup.plain(here.title)}.** {event.hours(here)}", icon=":material/schedule:")
    for (date, room), some in groupby(shown.sessions, key=lambda one: (one.start[:10], one.room)):
        held = list(some)
        where = " · ".join(filter(None, [wording.date(date), room]))
        with st.container(gap="xxsmall"):
            st.markdown(f":gray[{markup.plain(where)} · times of {event.zone(held[0])}]")
            for one in held:
                icon = ":material/coffee:" if one.pause else ":material/event:"
                st.markdown(f"{icon} {wording.span(one)} **{markup.plain(one.title)}**")


def _choices(shown: _Event) -> tuple[Chosen, str]:
    """Draw what posters can be chosen by and in which order they stand; the address holds it."""
    asked = st.query_params
    timed = [one.slug for one in shown.sessions if not one.pause]
    slugs = list(dict.fromkeys([*timed, *(one.place.session for one in shown.papers if one.place.session)]))
    kinds = categories(shown.papers)
    said = Chosen(
        session=asked.get("session", "") if asked.get("session", "") in slugs else "",
        category=tuple(one for one in asked.get_all("topic") if one in kinds),
        spotlights=asked.get("spotlights", "") == "on",
        text=asked.get("q", "")[:200].strip(),
    )
    sort = "near" if asked.get("sort", "") == "near" else "number"
    held = st.session_state
    held[_KEY + "q"], held[_KEY + "session"], held[_KEY + "sort"] = said.text, said.session, sort
    held[_KEY + "topic"], held[_KEY + "spotlights"] = list(said.category), said.spotlights
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="ask"):
        st.text_input(
            "Find in the programme",
            type="search",
            key=_KEY + "q",
            max_chars=200,
            placeholder="Words of a title, an abstract or a name",
            on_change=_asked,
        )
        with st.popover("Topics", icon=":material/category:"):
            st.multiselect("Topics", kinds, key=_KEY + "topic", placeholder="Any", on_change=_asked)
            st.checkbox("Spotlights only", key=_KEY + "spotlights", on_change=_asked)
    with st.container(horizontal=True, gap="small"):
        st.segmented_control(
            "Session", ["", *slugs], key=_KEY + "session", format_func=_session, on_change=_asked, required=True
        )
        st.segmented_control(
            "Order", list(_SORTS), key=_KEY + "sort", format_func=_SORTS.__getitem__, on_change=_asked, required=True
        )
    return said, sort


def _session(slug: str) -> str:
    return slug[:1].upper() + slug[1:] or "All"


def _asked() -> None:
    held = st.session_state
    params = {name: held[_KEY + name] for name in ("q", "session", "topic")}
    params |= {"spotlights": "on" if held[_KEY + "spotlights"] else "", "event": st.query_params.get("event", "")}
    params |= {"sort": "near" if held[_KEY + "sort"] == "near" else ""}
    state.go({name: value for name, value in params.items() if value})


def _nearest(services: Services, found: list[Listed]) -> list[Listed]:
    """Put posters in the order of how near they are to the reader, or say what is missing for that."""
    who: Profile = event.about(event.reader(services))
    if who.empty:
        lists = markup.link("profile", state.to("me"))
        st.info(
            f"Nearest to what? Add papers to your list, or write a {lists}; until then the order is by number.",
            icon=":material/near_me:",
        )
        return found
    with trouble.shown():
        near = closeness(services, who, [one.work.id for one in found])
        return sorted(found, key=lambda one: -near.get(one.work.id, -1.0))
    return found


def _list(services: Services, of: _Event, found: Sequence[Listed], asked: tuple[Chosen, str]) -> None:
    """Draw posters, by session where they stand in the order of their numbers."""
    if not found:
        every = markup.link("Show the whole programme", state.to(PAGE.slug, {"event": of.name}))
        st.markdown(f"No poster is like this. {every}.")
        return
    session = asked[0].session
    exports.take([one.work for one in found], "programme", title=f"{of.name}, {session}" if session else of.name)
    wanted = _wanted(asked)
    shown = found[:wanted]
    drawn = _Drawn(known=authors(services), hours=_hours(of.sessions), related=_related(services, of.papers, shown))
    heading = None
    for one in shown:
        if asked[1] == "number" and one.place.session != heading:
            heading = one.place.session
            titles = {each.slug: f": {each.title}" for each in of.sessions}
            st.header(markup.plain(_session(heading or NOWHERE) + titles.get(heading, "")), anchor=False)
        _poster(one, drawn)
    if len(found) > wanted:
        left = wording.count(len(found) - wanted, "more poster")
        st.button(f"Show {min(STEP, len(found) - wanted)} of {left}", on_click=_more, args=(asked, wanted), key="more")


def _hours(sessions: Sequence[Session]) -> dict[str, str]:
    return {one.slug: wording.span(one) for one in reversed(sessions) if not one.pause}


def _related(services: Services, papers: Sequence[Listed], shown: Sequence[Listed]) -> dict[str, list[Work]]:
    """Return the posters among *papers* closest to each of those shown."""
    with trouble.quiet():
        posters = {one.work.id: one.work for one in papers if one.place.session}
        near = related(services, {one.work.id for one in shown}, posters)
        return {paper: [posters[one] for one in others] for paper, others in near.items()}
    return {}


def _poster(one: Listed, drawn: _Drawn) -> None:
    work, place = one.work, one.place
    facts = [
        f"**Poster {markup.plain(place.poster)}**" if place.poster else "",
        markup.plain(drawn.hours.get(place.session, "")),
    ]
    facts += [markup.plain(", ".join(filter(None, [place.category, place.track])))]
    with st.container(gap="xxsmall", key=f"poster-{work.id}"):
        st.markdown(f"### {card.title_link(work)}", anchors=False)
        spotlight = " :primary-badge[:material/star: spotlight]" if place.spotlight else ""
        st.markdown(f":small[{' · '.join(filter(None, facts))}]{spotlight}")
        st.markdown(f":small[{card.everybody(work, drawn.known.of(work.id))}]")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            (event.keep if place.session else card.keep)(work.id)
            with st.popover("More", type="tertiary"):
                card.texts(work)
                if others := drawn.related.get(work.id):
                    st.markdown(
                        "**Posters close to it**\n" + "\n".join(f"- {card.title_link(each)}" for each in others)
                    )


def _wanted(asked: tuple[Chosen, str]) -> int:
    held, number = st.session_state.get("shown-programme", (asked, STEP))
    return int(number) if held == asked else STEP


def _more(asked: tuple[Chosen, str], shown: int) -> None:
    st.session_state["shown-programme"] = asked, shown + STEP
