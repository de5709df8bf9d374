"""The parts of a profile as a form: what somebody is compared by, who they are, whom they would meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from catalogue.people import AIMS, WISHES, Aim, Person, Wish
from catalogue.records import Work
from catalogue.words import COMMUNITIES
from people.profile_file import MAX_TEXT, MAX_WORD
from views import finding, markup, state, wording
from views.asked import Asked
from views.components import people, profile, terms, trouble
from views.compose import Services
from views.people.authors import authors

MATCHES = 5
"""Authors, and papers, that a search here offers: what fits on a phone."""

NEWEST = 8
"""Papers of an author that are listed at once."""

WEIGHTS: dict[str, float] = {"Not": 0.0, "A little": 0.5, "Yes": 1.0, "Above all": 2.0}
"""How much somebody can want something, and what it weighs in the dial."""

DIAL: dict[Aim, str] = {
    "problem": "**Same problem.** People whose papers are nearest to yours.",
    "method": "**Same method elsewhere.** People who use your methods on another problem.",
    "bridge": "**Other community, same concept.** People elsewhere with the same ideas, often in other words.",
}
"""What each slider says and does."""

_AUTHOR = "author"

_SEEN_TO: tuple[Wish, ...] = ("mentee", "hiring")
"""Not asked for among what is offered: who seeks a mentor or a job says so already."""


def interests(services: Services) -> None:
    """Draw the four ways to say what one works on or likes, and what has been said."""
    ways = st.tabs(["My papers", "Papers I like", "Concepts", "A paragraph"])
    with ways[0], trouble.shown():
        _mine(services)
    with ways[1], trouble.shown():
        _liked(services)
    with ways[2], trouble.shown():
        _concepts(services)
    with ways[3]:
        st.text_area(
            "What you work on, in a few sentences",
            max_chars=MAX_TEXT,
            height=140,
            placeholder="An abstract, a plan, or what you would like to talk about",
            help="Compared with the work of others, and never shown to them.",
            **profile.entry("text"),
        )
    with st.container():
        _said(services)


def _mine(services: Services) -> None:
    """Find an author by name; their papers are theirs once they say so."""
    name = st.text_input("Your name, as papers print it", key=_AUTHOR, placeholder="Ada Lovelace").strip()
    if not name:
        return
    found = {one.id: one for one in authors(services).search(name, MATCHES)}
    if not found:
        st.info(
            f"No author here is called {markup.plain(name)}. Try another spelling, or another way above: "
            "papers of your own are not needed.",
            icon=":material/person_search:",
        )
        return
    chosen = st.radio(
        "Which of these are you?",
        list(found),
        index=0 if len(found) == 1 else None,
        format_func=lambda one: _author(found[one]),
        captions=[_latest(services, one) for one in found.values()],
    )
    if chosen:
        _confirm(services, found[chosen])


def _author(person: Person) -> str:
    return f"{markup.plain(person.name)} ({wording.count(len(person.papers), 'paper')})"


def _latest(services: Services, person: Person) -> str:
    """Return the newest title: two people of one name are told apart by it."""
    return next((markup.plain(work.title) for work in services.catalogue.find(person.papers[:1])), "")


def _confirm(services: Services, person: Person) -> None:
    works = services.catalogue.find(person.papers)
    everything = len(works) <= NEWEST or st.toggle(f"Show all {len(works)} papers", key=f"all-{person.id}")
    listed = works if everything else works[:NEWEST]
    st.markdown(":gray[:small[Untick what is not yours.]]")
    ticked = [work.id for work in listed if st.checkbox(_title(work), value=True, key=f"mine-{work.id}")]
    st.button(
        f"{wording.count(len(ticked), 'paper is', 'papers are')} mine",
        icon=":material/check:",
        disabled=not ticked,
        key="confirm",
        on_click=_claim,
        args=(person, ticked),
    )


def _title(work: Work) -> str:
    first = wording.authors(work.authors, most=1)
    return f"{markup.rich(work.title)} :gray[:small[{markup.plain(', '.join(filter(None, [first, work.year])))}]]"


def _claim(person: Person, ids: Sequence[str]) -> None:
    profile.add("papers", *ids)
    profile.say(name=profile.draft().profile.name or person.name)
    st.session_state[_AUTHOR] = ""


def _liked(services: Services) -> None:
    """Find papers to like, or take those of the reading list."""
    kept = [one for one in state.reading_list() if one not in profile.draft().profile.liked]
    if kept:
        st.button(
            f"Take {wording.count(len(kept), 'paper')} of my reading list",
            icon=":material/bookmarks:",
            key="take-list",
            on_click=profile.add,
            args=("liked", *kept),
        )
    asked = Asked(q=st.text_input("Find a paper that you like", key="like", placeholder="A title, words, or an id"))
    if not asked.q.strip():
        return
    works = _find(services, asked)
    for work in works:
        _tick(work.id, "liked", "found", _title(work))
    if not works:
        st.info("No paper was found. Try other words.", icon=":material/search_off:")


def _find(services: Services, asked: Asked) -> list[Work]:
    if one := finding.named(asked):
        return services.catalogue.find([one])
    return [hit.work for hit in finding.find(services, asked, MATCHES).hits]


def _tick(paper_id: str, field: str, where: str, shown: str) -> None:
    """Draw a box that is ticked while a paper is in one of the profile's lists."""
    within = paper_id in getattr(profile.draft().profile, field)
    st.checkbox(
        shown,
        **profile.held(
            f"{where}-{paper_id}", within, lambda on: (profile.add if on else profile.remove)(field, paper_id)
        ),
    )


def _concepts(services: Services) -> None:
    known = services.words.glossary.concepts
    names = {one.id: one.name for one in sorted(known.values(), key=lambda one: one.name.casefold())}
    chosen = [one for one in profile.draft().profile.concepts if one in names]
    st.multiselect(
        "Ideas that you care about; three are enough",
        list(names),
        format_func=names.__getitem__,
        placeholder="Type a word, such as superposition",
        **profile.bound("concepts", chosen, lambda said: profile.say(concepts=tuple(said))),
    )


def _said(services: Services) -> None:
    """List what was said, each with a button that takes it out."""
    now = profile.draft().profile
    if now.empty:
        st.markdown(":gray[Nothing yet. One of these ways is enough.]")
        return
    for field, title in (("papers", "Your papers"), ("liked", "Papers that you like")):
        if ids := getattr(now, field):
            st.markdown(f"**{title}** :gray[:small[untick to take out]]")
            _works(services, field, ids)
    known = services.words.glossary.concepts
    if chosen := [known[one] for one in now.concepts if one in known]:
        st.markdown(f"**Concepts** {terms.listed(chosen)}")
    if now.text.strip():
        st.markdown("**A paragraph** of yours, which nobody else sees.")


def _works(services: Services, field: str, ids: Sequence[str]) -> None:
    works = services.catalogue.find(ids)
    known = {paper.id: _title(work) for work in works for paper in work.records}
    with st.container(gap="xsmall", key=f"said-{field}"):
        for one in ids:
            _tick(one, field, field, known.get(one, f"{markup.plain(one)} :gray[(not in this library)]"))


def about() -> None:
    """Draw who somebody is and what they seek and offer."""
    st.text_input("Name", max_chars=MAX_WORD, placeholder="What others see", **profile.entry("name"))
    st.text_input(
        "Affiliation, if you like",
        max_chars=MAX_WORD,
        placeholder="A university, a company, or none",
        **profile.entry("affiliation"),
    )
    st.segmented_control(
        "Community, if you like",
        COMMUNITIES,
        format_func=people.COMMUNITIES.__getitem__,
        help="Some suggestions are made on purpose across communities.",
        **profile.choice("community"),
    )
    now = profile.draft().profile
    _wishes("seeks", "I seek", people.SEEKS, WISHES)
    _wishes("offers", "I offer", people.OFFERS, [one for one in WISHES if one not in _SEEN_TO or one in now.offers])


def _wishes(name: str, label: str, called: dict[Wish, str], offered: Sequence[Wish]) -> None:
    st.pills(label, offered, selection_mode="multi", format_func=called.__getitem__, **profile.choice(name))


def dial() -> None:
    """Draw the three sliders, each with what it does."""
    now = profile.draft().profile.dial
    for aim in AIMS:
        word = min(WEIGHTS, key=lambda one: abs(WEIGHTS[one] - getattr(now, aim)))
        st.select_slider(DIAL[aim], list(WEIGHTS), **profile.bound(aim, word, partial(_turn, aim)))


def _turn(aim: Aim, said: str) -> None:
    profile.say(dial=replace(profile.draft().profile.dial, **{aim: WEIGHTS[said]}))


def others() -> None:
    """Draw who is not to be suggested. Nobody is told of it."""
    for name, label in (("known", "People whom I know already"), ("excluded", "People whom I do not want suggested")):
        said = "\n".join(getattr(profile.draft().profile, name))
        st.text_area(
            label,
            height=100,
            max_chars=MAX_TEXT,
            placeholder="A name on each line",
            **profile.held(name, said, partial(_list, name)),
        )
    st.toggle("Also suggest people of my own affiliation", **profile.entry("colleagues"))
    st.markdown(":gray[:small[Co-authors are never suggested. Nobody is told whom you name here.]]")


def _list(name: str, text: str) -> None:
    profile.say(**{name: tuple(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))})
