"""Has this been done? The closest prior work of a text, in its own words and in the words of others."""

from __future__ import annotations

import streamlit as st

from catalogue import programme
from catalogue.people import Session
from catalogue.records import Work
from index.prior import Found
from index.question import pdf
from views import markup, state, wording
from views.components import asked_for, card, exports, trouble
from views.components import event as event_of
from views.compose import Services
from views.page import Page
from views.people.posters import Poster
from views.prior import POSTERS, Columns, Hits, find, nothing, why
from views.prior import posters as near

PAGE = Page(
    slug="prior", title="Has this been done?", icon=":material/history_edu:", order=4, visible=False, under="search"
)

EXAMPLE = (
    "We ask which neurons of a language model carry gender bias. Using causal mediation analysis, we swap the "
    "activations of single neurons between paired sentences and measure how much the prediction changes. A diagnostic "
    "classifier finds gender in most layers, but only a few neurons matter for what the model says."
)
"""Words of ours, in which three communities meet."""

MOST = 20_000
"""Characters of a text: a paper's first pages."""

SHOWN = 6
"""Papers in a column: what somebody reads who asks whether something has been done."""

WAYS = {"programme": "Programme", "plan": "My plan"}
"""Pages of the event, and what their links say."""

WIDTH = 1120
"""Pixels of both columns together: each is then about as wide as text is elsewhere."""

_TEXT, _FOUND = "idea", "prior-work"


def render(services: Services) -> None:
    """Draw the box, and the two columns or how to begin."""
    st.set_page_config(layout="wide")
    with st.container(horizontal_alignment="center"), st.container(width=WIDTH, key="wide"):
        asked_for.draw_text(st.session_state.get(_TEXT, "").strip())
        st.title("Has this been done?", anchor=False)
        st.markdown(
            "Paste an idea or an abstract, or drop a PDF. You get the closest prior work in two columns: papers that "
            "say it in your words, and papers that say it in the words of another community."
        )
        text = _asked()
        if text:
            _answer(services, text)
        else:
            st.button("Try it with an example", icon=":material/draft:", on_click=_example, type="tertiary")


def take(text: str) -> None:
    """Take *text* from another page: it waits here in the session of whoever wrote it, and is in no address."""
    st.session_state[_TEXT] = text[:MOST]


def _asked() -> str:
    """Draw where a text comes in; return it."""
    box, upload = st.columns([3, 2], gap="medium")
    with box:
        st.text_area(
            "Your idea or abstract",
            key=_TEXT,
            height=190,
            max_chars=MOST,
            placeholder="What you did, or want to do, in a few sentences",
            persist_state="session",  # Back finds it again
        )
    with upload:
        file = st.file_uploader("Or a PDF", "pdf", max_upload_size=30)
        st.markdown(
            ":gray[:small[Compared in the memory of this server, never stored, sent to no one, and not in the "
            "address of this page: an unpublished idea stays yours.]]"
        )
    st.button("Look for prior work", icon=":material/search:")  # who clicks has left the box
    return _read(file.getvalue(), file.name) if file else st.session_state[_TEXT].strip()


def _read(data: bytes, name: str) -> str:
    text = ""
    with trouble.shown():
        text = pdf.text(data)
        with st.expander(f"What was read of {markup.plain(name)}: {wording.count(len(text.split()), 'word')}"):
            st.markdown(markup.paragraphs(text))
    return text


def _example() -> None:
    st.session_state[_TEXT] = EXAMPLE


def _answer(services: Services, text: str) -> None:
    columns, event, posters = _compared(services, text)
    _along(columns, posters)
    for work in columns.itself:
        st.info(f"This is in the library, and left out below: {card.title_link(work)}", icon=":material/task_alt:")
    own, other = st.columns(2, gap="large")
    with own:
        st.header("In your words", anchor=False)
        # on a phone the other column is far below
        st.markdown(":gray[Near in meaning, and they use your words.] :small[[In other words ↓](#in-other-words)]")
        _column(columns.own, "own")
        if not columns.own:
            st.info("No paper here shares your words.", icon=":material/search_off:")
    with other:
        st.header("In other words", anchor="in-other-words")
        st.markdown(":gray[Near in meaning, but they call your ideas something else.]")
        _column(columns.other, "other")
        if not columns.other:
            st.info(markup.plain(nothing(columns)), icon=":material/search_off:")
    if posters:
        _at_event(services, event, posters)


def _compared(services: Services, text: str) -> tuple[Columns, str, list[Poster]]:
    """Return what was found, once for each text and index: every press of a button draws the page anew."""
    asked = (text, services.searcher.manifest().rows)
    if st.session_state.get(_FOUND, ((), None))[0] != asked:
        with st.spinner("Comparing with every paper …"):
            columns = find(services, text, SHOWN)
            st.session_state[_FOUND] = asked, (columns, *near(services, text, columns.itself, POSTERS))
    found: tuple[Columns, str, list[Poster]] = st.session_state[_FOUND][1]
    return found


def _along(columns: Columns, posters: list[Poster]) -> None:
    """Draw how all of it can be kept and taken along, and where the rest of a long page is."""
    works = [work for _, work in (*columns.own, *columns.other)]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="along"):
        said = wording.count(len(works), "paper")
        st.markdown(f":gray[{said}]" + (" · [At the workshop ↓](#at-the-workshop)" if posters else ""), width="content")
        if missing := [work.id for work in works if work.id not in state.reading_list()]:
            st.button(
                "Add all to list",
                icon=":material/bookmark_add:",
                type="tertiary",
                key="keep-all",
                on_click=state.add,
                args=missing,
            )
        exports.take(works, "prior-work", title="Prior work")


def _column(hits: Hits, name: str) -> None:
    for found, work in hits:
        with st.container(gap="xsmall", key=f"{name}-{work.id}"):
            _paper(found, work)


def _paper(found: Found, work: Work) -> None:
    st.markdown(f"### {card.title_link(work)}", anchors=False)
    st.markdown(f":small[{' · '.join(filter(None, [card.byline(work), work.year]))}]")
    ours = [one.instead_of for one in found.bridges] or found.words
    theirs = [one.label for one in found.bridges] or found.words
    st.markdown(f":gray[You:] {markup.marked(found.yours, ours)}")
    st.markdown(f":gray[They:] {markup.marked(found.theirs, theirs)}")
    card.badges(why(found), sharing="shares your words")
    card.keep(work.id)


def _at_event(services: Services, event: str, posters: list[Poster]) -> None:
    """Draw the posters nearest to the text: where and when to find them, and a button that plans a visit."""
    sessions = {one.slug: one for one in programme.read(services.catalogue, event)}
    st.header("At the workshop", anchor="at-the-workshop")
    ways = [markup.link(title, state.to(slug, {"event": event})) for slug, title in WAYS.items()]
    st.markdown(f":gray[The posters of {markup.plain(event)} nearest to your text.] :small[{' · '.join(ways)}]")
    for column, one in zip(st.columns(POSTERS, gap="large"), posters, strict=False):
        with column, st.container(gap="xsmall", key=f"poster-{one.work.id}"):
            _poster(one, sessions.get(one.placement.session))


def _poster(one: Poster, session: Session | None) -> None:
    st.markdown(f"### {card.title_link(one.work)}", anchors=False)
    number = f"**Poster {markup.plain(one.placement.poster)}**" if one.placement.poster else ""
    where = event_of.hours(session) if session else markup.plain(one.placement.session)
    st.markdown(f":small[{' · '.join(filter(None, [number, where]))}]")
    st.markdown(f":small[{card.byline(one.work)}]")
    if said := one.why.theirs.sentence:
        st.markdown(f":gray[They:] “{markup.marked(said, [idea.found for idea in one.why.concepts])}”")
    event_of.keep(one.work.id, key="visit")
