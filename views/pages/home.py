"""Home: one box for everything, the doors behind it, and what is new. An old address that asks is answered here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import streamlit as st

from catalogue.errors import CommonsError, NoIndexError
from views import ask, links, markup, state, wording
from views.asked import Asked, read
from views.components import asked_for, card, now, same_tab, trouble
from views.compose import Services
from views.news.find import DAYS, find
from views.page import Page
from views.pages import prior, search

PAGE = Page(slug="home", title="Home", icon=":material/home:", order=1, visible=False)

QUESTION = "how do I find which heads matter for a task"
WORD = ("causal tracing", "causal-tracing")
PAPER = "arxiv:2301.05217"
"""Examples: words of a newcomer, a word with the id of its concept, and a paper whose first author is the name."""

NEW = 4
"""New papers named."""


class Door(NamedTuple):
    """A part of the site: what it is for, and the pages that lead into it."""

    title: str
    icon: str
    about: str
    ways: tuple[tuple[str, str], ...]
    """Slugs, and what their links say."""


DOORS = (
    Door(
        "Papers",
        ":material/search:",
        "Ask in your own words; the other communities' words are searched too, and every hit says why.",
        (
            (links.SEARCH, "Search"),
            ("topics", "Topics"),
            ("field", "Map of the field"),
            ("prior", "Has this been done?"),
        ),
    ),
    Door(
        "Words",
        ":material/menu_book:",
        "One idea has many names. See who says what, where the analogy breaks, and what to read first.",
        (("glossary", "Glossary"), ("start", "Start here"), ("translate", "Translate a text")),
    ),
    Door(
        "People",
        ":material/diversity_3:",
        "Whom to talk to at the workshop, why, at which poster and when. Only those who joined are suggested.",
        (("meet", "People to meet"), ("programme", "Programme"), ("plan", "My plan")),
    ),
)

_BOX, _SENT = "home-question", "home-sent"


def render(services: Services) -> None:
    """Draw the front of the site, or send a reader on, or answer the question in the address."""
    if read(st.query_params).params():
        search.render(services)
        return
    _head()
    if text := st.session_state.get(_SENT, ""):
        _send(services, text)
        return
    st.markdown(" · ".join(_examples(services)))
    moment = datetime.now(UTC)
    now.draw(services, moment)
    _doors()
    _news(services, moment)


def _head() -> None:
    st.title("Papers, words and people of mechanistic interpretability", anchor=False)
    st.markdown("Academia, labs and independent researchers often say the same thing in different words. Ask in yours.")
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="ask-all"):
        st.text_input(
            "A question, a word, a name, an id or an abstract",
            type="search",
            key=_BOX,
            max_chars=prior.MOST,
            placeholder="for example: what is causal tracing",
            on_change=_typed,
        )
        st.button("Ask", type="primary", icon=":material/arrow_forward:")  # who clicks has left the box


def _typed() -> None:
    st.session_state[_SENT] = st.session_state[_BOX].strip()


def _send(services: Services, text: str) -> None:
    """Open the page that answers *text*; the link is for a browser that does not follow."""
    try:
        with st.spinner("Looking …"):
            found = ask.where(services, text)
    except CommonsError:
        del st.session_state[_SENT]
        raise
    if found.kind == "text":
        prior.take(text)
    asked = {} if found.kind == "search" else {asked_for.PARAM: asked_for.TEXT if found.kind == "text" else text}
    address = state.to(found.page, {**found.params, **asked})
    st.markdown(f":gray[{found.said}] {markup.link('Go on', address)}")
    same_tab.go(address)
    del st.session_state[_SENT]  # not before: a click on the button draws this anew while it is under way


def _examples(services: Services) -> Iterator[str]:
    """Yield a link for each kind of thing that the box understands."""
    yield f":gray[Try] {_example(QUESTION, links.SEARCH, q=QUESTION)}"
    yield _example(WORD[0], "concept", id=WORD[1])
    for work in services.catalogue.find([PAPER]):
        yield from (_example(name.name, "person", id=name.name) for name in work.authors[:1])
        yield _example(work.id.partition(":")[2], "paper", id=work.id)
    yield markup.link("an abstract", state.to("prior"))


def _example(shown: str, page: str, **params: str) -> str:
    asked = {} if page == links.SEARCH else {asked_for.PARAM: shown}
    return markup.link(markup.plain(shown), state.to(page, {**params, **asked}))


def _doors() -> None:
    for column, door in zip(st.columns(len(DOORS), gap="medium"), DOORS, strict=True):
        with column, st.container(gap="xsmall", key=f"door-{door.title.lower()}"):
            st.markdown(f"## {door.icon} {door.title}", anchors=False)
            st.markdown(door.about)
            st.markdown("\n".join(f"- {markup.link(title, state.to(slug))}" for slug, title in door.ways))


def _news(services: Services, today: datetime) -> None:
    """Draw the newest papers."""
    try:
        with st.spinner("Looking …"):  # the first reader after a start waits for the index
            found = find(services, Asked(), k=NEW)
    except NoIndexError:
        if services.catalogue.count():
            raise
        trouble.box("this library is empty", "Run: commons serve --prepare")
        return
    recent = found.days.until >= (today - timedelta(days=DAYS[0])).date().isoformat()
    st.header("New this week" if recent else "The newest papers", anchor=False)
    since, until = map(wording.date, (found.days.since, found.days.until))
    more = markup.link("All that is new, also as a feed", state.to("new"))
    st.markdown(f":gray[{wording.count(found.found, 'paper')}, {since} to {until}.] {more}")
    for new in found.papers:
        card.brief(new.work)
