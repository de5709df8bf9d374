"""People to meet: who, why, where and when. Posters for everybody; participants appear to participants only."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from catalogue.errors import NoProgrammeError
from catalogue.people import Participant, PersonMatch, Profile
from people.participants.between import VERDICTS, Verdict
from people.participants.store import Participants
from views import markup, state, wording
from views.components import card, event, people, profile, terms, trouble
from views.compose import Services
from views.page import Page
from views.people import identity, posters
from views.people.fresh import Builder

PAGE = Page(slug="meet", title="People to meet", icon=":material/group:", order=7, label=lambda: "Meet")

PAPERS = 3
"""Papers named of somebody who was found: the newest."""

POSTERS = 6
"""Posters that are offered: about what fits into one session."""

SAID: dict[Verdict, str] = {"met": "We met", "would meet": "I would meet them", "not useful": "Not useful"}

POLL_S = 3
"""How often a page that waits for suggestions asks for them."""

_ANSWERED = "meet-answered"
"""In a session: that the page is drawn because of an answer. What is on it then stays where it is."""


def render(services: Services) -> None:
    """Draw whom this participant should meet; for a visitor, how to begin, and posters."""
    people.row("meet")
    st.title("People to meet", anchor=False)
    store = identity.participants(services.settings)
    me = identity.me(store)
    with st.container(), trouble.shown():  # one each, so that what comes and goes in it moves nothing below
        if me is None:
            _begin()
        elif me.consents.suggested:
            _suggestions(services, store, me)
        else:
            _off()
    with st.container():
        if me:
            _find(services, store, me)
    with trouble.shown():
        _posters(services, event.about(me))


def _off() -> None:
    st.info(
        "You are suggested to nobody, and so nobody is suggested to you. Allow it under **What you allow** on your "
        "profile.",
        icon=":material/person_off:",
    )


def _begin() -> None:
    st.markdown(
        "A few people whose work meets yours, with a sentence from each side, a first question, and the poster and "
        "time to meet at. Only those who joined are suggested, and only to those who joined."
    )
    st.markdown(
        f":material/person_add: {markup.link('Write a profile in a minute', state.to('me'))}, and find yours here."
    )
    identity.sign_in()


def _suggestions(services: Services, store: Participants, me: Participant) -> None:
    fresh = st.session_state.pop(_ANSWERED, False) or _made_anew(services, store)
    answers, found = store.answers(me.id), store.suggestions(me.id)
    wanted = [one for one in found if answers.get(one.id) is not False]
    declined = [one for one in found if answers.get(one.id) is False]
    if not fresh:
        _pending(services, store)
    elif not wanted:
        _nobody(declined=bool(declined))
    for one in wanted:
        with st.container(border=True, gap="small", key=f"person-{one.id}"):
            _person(store, me, one)
            _answer(store, me, one.id, said=answers.get(one.id))
    _table(services, store, me)
    if declined:
        with st.expander("Not for me", icon=":material/block:"):
            for one in declined:
                st.markdown(people.named(one.name))
                _button(store, one.id, None, "Bring back", ":material/undo:")


def _made_anew(services: Services, store: Participants) -> bool:
    with st.spinner("Looking for people …"):
        return _builder().ensure(services, store)


@st.cache_resource(show_spinner=False)
def _builder() -> Builder:
    return Builder()


@st.fragment(run_every=POLL_S)
def _pending(services: Services, store: Participants) -> None:
    """Say that suggestions are on their way, and show them when they are there."""
    st.markdown(":gray[:material/hourglass_empty: Something has changed, and suggestions are being made anew.]")
    if _builder().ensure(services, store, 0):
        st.rerun()


def _nobody(*, declined: bool) -> None:
    if declined:
        said = "You want to meet none of those suggested. Bring somebody back below, or wait: more may join."
    else:
        said = (
            "Nobody yet: suggestions come as others join whose work meets yours. "
            "More papers, likes or concepts on your profile make them likelier."
        )
    st.info(said, icon=":material/hourglass_empty:")


def _person(store: Participants, me: Participant, one: PersonMatch) -> None:
    about = store.card(me.id, one.id)
    st.markdown(f"## {people.named(one.name)}", anchors=False)
    st.markdown(f":primary-badge[{people.AIMS[one.why.aim]}] :small[{people.facts(about)}]")
    people.reason(one.why)
    met = next((meeting for meeting in store.meetings(me.id) if meeting.participant == one.id), None)
    if met:
        st.markdown(f":material/event: {markup.plain(people.where(met))}")


def _answer(store: Participants, me: Participant, other: str, *, said: bool | None) -> None:
    """Draw what was answered and what can be; a contact only where the store gives one."""
    if said is None:
        with st.container(horizontal=True, gap="small"):
            _button(store, other, True, "Yes, I would like to meet", ":material/check:")
            _button(store, other, False, "Not for me", ":material/close:")
        return
    if not said:
        st.markdown(":gray[You said that you would rather not meet.]")
    elif store.mutual(me.id, other):
        st.markdown(":material/handshake: **You both said yes.**")
        _contact(store.contact(me.id, other))
    else:
        st.markdown(":gray[You said yes. They learn of it only if they say yes, too.]")
    _button(store, other, None, "Take it back", ":material/undo:")
    if said and me.consents.feedback:
        _verdict(store, me, other)


def _contact(said: str) -> None:
    if said:
        st.code(said, language=None, wrap_lines=True)  # as it is, so that it can be copied
    else:
        st.markdown(":gray[They show no contact. Meet them as above, or look for them in a break.]")


def _button(store: Participants, other: str, yes: bool | None, label: str, icon: str) -> None:
    kind: Literal["secondary", "tertiary"] = "secondary" if yes else "tertiary"
    st.button(label, icon=icon, type=kind, key=f"answer-{yes}-{other}", on_click=_say, args=(store, other, yes))


def _say(store: Participants, other: str, yes: bool | None) -> None:
    """Keep an answer of whoever this is by now; to somebody who left meanwhile there is none."""
    if me := identity.me(store):
        with trouble.quiet():
            store.answer(me.id, other, yes)
            st.session_state[_ANSWERED] = True


def _verdict(store: Participants, me: Participant, other: str) -> None:
    st.segmented_control(
        "Afterwards",
        VERDICTS,
        format_func=SAID.__getitem__,
        **profile.bound(f"verdict-{other}", store.said(me.id).get(other), lambda said: _keep(store, other, said)),
    )


def _keep(store: Participants, other: str, said: Verdict | None) -> None:
    if me := identity.me(store):
        with trouble.quiet():
            store.say(me.id, other, said)


def _table(services: Services, store: Participants, me: Participant) -> None:
    """Draw who is at the same table for lunch, as far as this participant may know them."""
    seated = store.table(me.id)
    if not seated or not seated[1]:
        return
    concept, others = seated
    known = services.words.glossary.concepts
    around = f"around {terms.link(known[concept])}, " if concept in known else ""
    st.header("Your table for lunch", anchor=False)
    st.markdown(f":material/restaurant: A table {around}with {', '.join(people.named(one.name) for one in others)}.")


def _find(services: Services, store: Participants, me: Participant) -> None:
    """Draw the search among those who allow it, and what can be said to whom it finds."""
    st.header("Find somebody", anchor=False)
    text = st.text_input("Name of a participant", key="find", max_chars=200, help="Those who allow it are found.")
    if not text.strip():
        return
    found = store.findable(text, me.id)
    if not found:
        st.info(
            "Nobody of that name can be found. Write at least three letters of a name; many wish not to be found.",
            icon=":material/person_search:",
        )
    answers, suggested = store.answers(me.id), {one.id for one in store.suggestions(me.id)}
    for one in found:
        if one.id in suggested:
            st.markdown(f"**{people.named(one.name)}** is suggested to you above.")
            continue
        with st.container(border=True, gap="small", key=f"found-{one.id}"):
            st.markdown(f"### {people.named(one.name)}", anchors=False)
            st.markdown(f":small[{people.facts(one)}]")
            for work in services.catalogue.find(one.papers)[:PAPERS]:
                st.markdown(f":small[{card.title_link(work)}]")
            _answer(store, me, one.id, said=answers.get(one.id))


def _posters(services: Services, who: Profile) -> None:
    st.header("Posters worth a visit", anchor=False)
    if who.empty:
        st.markdown(
            ":gray[Put papers on your reading list, or write a profile: the posters nearest to them appear here.]"
        )
        return
    try:
        name = event.chosen(services)
    except NoProgrammeError:
        event.missing()
        return
    with st.spinner("Comparing with every poster …"):
        found = posters.worth(services, who, POSTERS, posters.presented(services, name))
    for one in found:
        with st.container(gap="xsmall", key=f"poster-{one.work.id}"):
            st.markdown(f"### {card.title_link(one.work)}", anchors=False)
            st.markdown(f":small[{card.byline(one.work)} · {markup.plain(wording.placement(one.placement))}]")
            people.reason(one.why, here=one.work.id)
            card.keep(one.work.id)
