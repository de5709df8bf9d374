"""My plan: the reader's day at the event as a time line, to print and for their calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from catalogue.errors import NoProgrammeError
from catalogue.formats import calendar
from catalogue.people import Participant, PersonMatch
from views import markup, state, wording
from views.components import card, event, people
from views.compose import Services
from views.page import Page
from views.people import identity, plan, posters, printable
from views.people.plan import Day, Stop
from views.people.posters import Hung

PAGE = Page(slug="plan", title="My plan", icon=":material/route:", order=8, visible=False, under="meet")

MOST_OWN = 10
"""Own posters that can be said: nobody stands at more."""

_OWN = "plan-own"


def render(services: Services) -> None:
    """Draw the day, with what to take along; or what to do to have one."""
    people.row(PAGE.slug)
    st.title("My plan", anchor=False)
    try:
        name = event.chosen(services)
    except NoProgrammeError:
        event.missing()
        return
    me = event.reader(services)
    hung = posters.presented(services, name)
    own = _own(services, hung, me)
    day = _day(services, name, hung, me, own)
    if not day.sessions:
        st.info("Nobody has said yet when the sessions are. Come back later; your list is kept.")
    elif day.stops:
        _take(services, day)
        _line(day)
    if not (day.stops or day.posters_left or day.people_left):
        _empty()
    _left(day)


def _own(services: Services, hung: Hung, me: Participant | None) -> list[str]:
    """Let the reader say which posters they stand at; a participant's profile says so already."""
    if me:
        return sorted(posters.own(services, hung, me.profile))
    said = state.memory().own
    works = services.catalogue.works_of(said)
    own = [one for one in dict.fromkeys(works.values()) if one in hung][:MOST_OWN]
    st.session_state[_OWN] = own
    st.multiselect(
        "Posters that I present",
        sorted(hung, key=lambda one: hung[one][0].title),
        key=_OWN,
        max_selections=MOST_OWN,
        format_func=lambda one: hung[one][0].title,
        placeholder="None; type words of a title",
        on_change=_presented,
        args=([one for one in said if works.get(one) not in hung],),
    )
    return own


def _presented(elsewhere: Sequence[str]) -> None:
    """Remember what was chosen, beside posters of other events."""
    state.present(*elsewhere, *st.session_state[_OWN])


def _day(services: Services, name: str, hung: Hung, me: Participant | None, own: Sequence[str]) -> Day:
    """Plan it anew: list, programme and consents may have changed since."""
    wanted = dict.fromkeys((*state.reading_list(), *event.about(me).liked))
    if not me:
        return plan.my_day(services, name, list(wanted), hung=hung, own=own)
    store = identity.participants(services.settings)
    answers = store.answers(me.id)
    matches = [one for one in store.suggestions(me.id) if answers.get(one.id) is not False]
    meetings = store.meetings(me.id)
    return plan.my_day(services, name, list(wanted), hung=hung, own=own, matches=matches, meetings=meetings)


def _take(services: Services, day: Day) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        st.download_button(
            "For my calendar",
            plan.ics(services, day, datetime.now(UTC)),
            file_name="my-plan.ics",
            mime=calendar.MIME,
            icon=":material/calendar_add_on:",
            on_click="ignore",
            key="plan-ics",
        )
        st.download_button(
            "One page to print, or to keep offline",
            printable.html(day),
            file_name="my-plan.html",
            mime=printable.MIME,
            icon=":material/print:",
            on_click="ignore",
            key="plan-html",
        )


def _line(day: Day) -> None:
    """Draw the time line, session by session."""
    st.markdown(f":gray[Local times of the event, {event.zone(day.sessions[0])}.]")
    left = list(day.stops)
    for session in day.sessions:
        here = [stop for stop in left if session.start <= stop.meeting.start < session.end]
        if here:
            st.header(markup.plain(session.title), anchor=False)
            st.markdown(f":gray[{event.hours(session)}]")
            for stop in here:
                _stop(stop)


def _stop(stop: Stop) -> None:
    meeting = stop.meeting
    with st.container(horizontal=True, gap="small", key=f"stop-{meeting.start}"):
        with st.container(width=64):
            st.markdown(f"**{meeting.start[11:16]}**  \n:gray[:small[{meeting.end[11:16]}]]")
        with st.container(gap="xxsmall"):
            st.markdown(_headline(stop))
            if stop.work:
                st.markdown(card.title_link(stop.work))
            if stop.who:
                _why(stop.who)
            for visit, who in stop.visits:
                st.markdown(f":small[{visit.start[11:16]} **{people.named(who.name)}** comes]")
                _why(who)


def _headline(stop: Stop) -> str:
    """Say where one is: at a poster, at one's own, or with somebody in a break."""
    poster = f"poster {markup.plain(stop.meeting.poster)}".strip()
    if stop.meeting.what == "own":
        return f":primary-badge[your {poster}]"
    if not stop.who:
        return f":gray-badge[{poster}]"
    where = f":gray-badge[{poster}]" if stop.meeting.paper else ":gray-badge[in the break]"
    return f"{where} **{people.named(stop.who.name)}**"


def _why(who: PersonMatch) -> None:
    opener = f" *{markup.rich(who.why.opener)}*" if who.why.opener else ""
    st.markdown(f":small[:primary-badge[{people.AIMS[who.why.aim]}]{opener}]")


def _left(day: Day) -> None:
    """Say what is not in the plan, and why."""
    if day.posters_left or day.people_left:
        st.header("No time was left", anchor=False)
        st.markdown(
            ":gray[You stand at your own poster then, all slots were taken, or nobody has said when they hang.]"
        )
        names = [f"- **{people.named(one.name)}**" for one in day.people_left]
        st.markdown("\n".join([*names, *(f"- {card.title_link(work)}" for work in day.posters_left)]))
    if day.not_here:
        number = wording.count(len(day.not_here), "other paper")
        st.markdown(f":gray[{number} on your list or liked by you: no poster of this event.]")


def _empty() -> None:
    choose, write = markup.link("the programme", state.to("programme")), markup.link("a profile", state.to("me"))
    st.info(
        f"Nothing is planned yet. Choose posters in {choose} with **Add to my plan**: they become a walk with times. "
        f"Say above which poster is yours, and nobody plans you away from it. With {write} you also meet people.",
        icon=":material/route:",
    )
