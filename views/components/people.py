"""People on a page: what they are called, what they seek, and why somebody is worth meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from catalogue.answers import SharedConcept
from catalogue.people import WISHES, Aim, Meeting, Quote, Reason, Wish
from catalogue.words import Community
from glossary.forms import key
from people.participants.rows import Card
from views import links, markup, state, wording
from views.components import sections

SECTIONS = {"programme": "Programme", "plan": "My plan", "meet": "People to meet", "me": "My profile"}
"""Slugs of the pages of an event, in order, and what their links say."""

AIMS: dict[Aim, str] = {
    "problem": "same problem",
    "method": "same method elsewhere",
    "bridge": "other community, same concept",
}
"""What two people should meet for, as a badge says it."""

COMMUNITIES: dict[Community, str] = {
    "academia": "Academia",
    "industry": "Industry",
    "independent": "Independent",
}

SEEKS: dict[Wish, str] = {
    "collaborators": "people to work with",
    "mentor": "a mentor",
    "mentee": "somebody to mentor",
    "feedback": "feedback",
    "job": "a job",
    "hiring": "people to hire",
}
"""What somebody looks for."""

OFFERS: dict[Wish, str] = {
    "collaborators": "working together",
    "mentor": "being a mentor",
    "mentee": "being a mentee",
    "feedback": "feedback",
    "job": "a job",
    "hiring": "hiring",
}
"""What somebody can be to others."""

MET: dict[Wish, str] = {
    "collaborators": "You seek people to work with, and they are open to it.",
    "mentor": "You seek a mentor, and they would be one.",
    "mentee": "You would mentor somebody, and they seek a mentor.",
    "feedback": "You seek feedback, and they would exchange some.",
    "job": "You seek a job, and they have one.",
    "hiring": "You are hiring, and they seek a job.",
}
"""What is said where something of the other's serves what the reader seeks."""


def row(here: str) -> None:
    """Draw links to the pages of an event; the page named *here* is marked."""
    sections.draw("People", SECTIONS, here)


def named(name: str) -> str:
    """Return a name, or say that there is none."""
    return markup.plain(name) or "Somebody without a name"


def facts(card: Card) -> str:
    """Say what a card has besides the name: community, affiliation, what is sought and offered."""
    about = [COMMUNITIES[card.community] if card.community else "", markup.plain(card.affiliation)]
    about += [_wishes("seeks", card.seeks, SEEKS), _wishes("offers", card.offers, OFFERS)]
    return " · ".join(filter(None, about))


def _wishes(verb: str, wishes: Iterable[Wish], called: Mapping[Wish, str]) -> str:
    listed = ", ".join(called[one] for one in WISHES if one in wishes)
    return f"{verb} {listed}" if listed else ""


def reason(why: Reason, here: str = "") -> None:
    """Draw why: a sentence of each side, shared ideas in both words, wishes met, and what to say first.

    Args:
        why: The reason.
        here: Id of the paper that this stands under; its title is not said again.
    """
    _quote("You", why.yours, [one.asked for one in why.concepts], here)
    _quote("They", why.theirs, [one.found for one in why.concepts], here)
    if why.concepts:
        st.markdown(f":gray[Shared:] {' · '.join(map(idea, why.concepts))}")
    for sought, _ in why.wishes:
        st.markdown(f":material/handshake: {MET[sought]}")
    if why.opener:
        st.markdown(f":material/chat: *{markup.rich(why.opener)}*")


def idea(one: SharedConcept) -> str:
    """Return a shared idea as a link to its page: in one word, or in yours and in theirs."""
    found = markup.link(markup.plain(one.found), state.to("concept", {"id": one.id}))
    return found if key(one.asked) == key(one.found) else f"{markup.plain(one.asked)} (they say {found})"


def _quote(side: str, quote: Quote, words: Sequence[str], here: str) -> None:
    said = f"“{markup.marked(quote.sentence, words)}”" if quote.sentence else ""
    title = markup.link(markup.rich(quote.title), state.to("paper", {"id": quote.paper})) if quote.paper != here else ""
    about = ", ".join(filter(None, [title, "" if quote.own else f"a paper that {side.lower()} like"]))
    if said or title:
        st.markdown(f":gray[{side}:] {said}" + (f" :small[{about}]" if about else ""))


def where(meeting: Meeting) -> str:
    """Say when and where to meet: ``11:40 to 11:50 · at their poster 12 · Hall C``."""
    whose = "your" if meeting.what == "own" else "their"
    place = f"at {whose} poster {meeting.poster}".strip() if meeting.paper else "in the break"
    return " · ".join(filter(None, [wording.span(meeting), place, meeting.room]))


def private() -> str:
    """Return a link to what is stored, for how long and why."""
    return markup.link("What is stored, for how long and why", links.href("privacy", state.params()))
