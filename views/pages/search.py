"""Search: a question in, papers with their reasons out."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from glossary.lists import topics
from index.filters import Facets
from views import brand, links, markup, state, wording
from views.asked import MAX_TEXT, Asked, read
from views.components import card, filters, terms
from views.compose import Services
from views.finding import Found, find
from views.page import Page

PAGE = Page(slug="search", title="Search", icon=":material/search:", order=1)

STEP = 10
"""Hits shown at once, and more at a time: what fits a few screens."""

MEANT = 4
"""Concepts of a question that lead to the glossary."""

EXAMPLES = (
    "why do single neurons respond to many unrelated things",
    "how do I find which heads matter for a task",
    "feature absorption",
    "can a model's refusal be removed by editing one direction",
)
"""Questions of newcomers, attendees and specialists, in their own words."""

_BOX = "question"


def render(services: Services) -> None:
    """Draw the search box, and the answer or what could be asked."""
    asked = read(st.query_params)
    if not asked.params():
        st.title("Search mechanistic interpretability", anchor=False)
        st.markdown(f"{brand.NAME} finds papers by your words and by what you mean, and says why it found them.")
    facets = _box(services, asked)
    if asked.q or asked.like or asked.topic:
        _answer(services, asked)
    else:
        _invitation(asked, facets)


def _box(services: Services, asked: Asked) -> Facets:
    """Draw the search box with its filters; return what there is to filter by."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="ask"):
        _field(asked)
        facets = services.searcher.facets()
        if not asked.like:
            filters.draw(asked, facets)
    return facets


def _field(asked: Asked) -> None:
    st.session_state[_BOX] = asked.q
    st.text_input(
        "Ask a question, or paste an abstract",
        type="search",
        key=_BOX,
        max_chars=MAX_TEXT,
        label_visibility="collapsed" if asked.params() else "visible",
        placeholder="A question, a term, a title, or a whole abstract",
        on_change=_changed,
    )


def _changed() -> None:
    state.go(replace(read(st.query_params), q=st.session_state[_BOX].strip(), like="").params())


def _answer(services: Services, asked: Asked) -> None:
    st.title(_about(services, asked), anchor=False)
    wanted = _wanted(asked)
    with st.spinner("Searching …"):  # the first question after a start waits for the model
        found = find(services, asked, wanted)
    _summary(asked, found)
    _meant(services, asked)
    for work, why in found.hits:
        card.hit(work, why, sharing=found.sharing)
    if found.more:
        st.button(f"Show {STEP} more", on_click=_more, args=(asked, wanted), key="more")


def _summary(asked: Asked, found: Found) -> None:
    """Say how many there are, and how they were found."""
    number = wording.count(len(found.hits), "paper")
    st.markdown(f":gray[{f'The first {number}' if found.more else number}{_how(asked)}]")
    if found.also_searched:
        also = ", ".join(
            f"**{markup.plain(one.label)}** ({markup.plain(one.community)})" for one in found.also_searched
        )
        st.markdown(f":gray[Also searched:] {also}")
    if not found.hits:
        _nothing(asked)


def _meant(services: Services, asked: Asked) -> None:
    """Lead to the glossary for the words of a question; a pasted abstract has too many."""
    if asked.q and not asked.is_text:
        concepts = services.words.named_in(asked.q)[:MEANT]
        if concepts:
            st.markdown(f":gray[In the glossary:] {terms.listed(concepts)}")


def _about(services: Services, asked: Asked) -> str:
    if asked.like:
        return f"Papers like {card.title_link(services.catalogue.get(asked.like))}"
    if asked.is_text:
        return "Related work"
    return "Results" if asked.q else ", ".join(markup.plain(filters.topic(one)) for one in asked.topic)


def _how(asked: Asked) -> str:
    if asked.is_text:
        return f", by likeness to your text of {len(asked.q.split())} words"
    return "" if asked.q or asked.like else ", the most typical first"


def _nothing(asked: Asked) -> None:
    if asked.filters:
        st.info(
            "Nothing passes these filters. Widen the years, or clear the filters.", icon=":material/filter_alt_off:"
        )
    else:
        st.info("Nothing found. Try fewer or other words.", icon=":material/search_off:")


def _wanted(asked: Asked) -> int:
    """How many hits to show: more only for the question for which more were asked."""
    held, number = st.session_state.get("shown", (asked, STEP))
    return int(number) if held == asked else STEP


def _more(asked: Asked, shown: int) -> None:
    st.session_state["shown"] = (asked, shown + STEP)


def _invitation(asked: Asked, facets: Facets) -> None:
    """Say what could be asked; everything here is a link."""
    if asked.filters:
        st.info("These filters apply to the next question, or choose a topic below.", icon=":material/filter_alt:")
    st.header("For example", anchor=False)
    lines = [markup.link(markup.plain(text), state.to(links.HOME, {"q": text})) for text in EXAMPLES]
    st.markdown("\n".join(f"- {line}" for line in lines))
    known = [topic for topic in topics().values() if topic.id in facets.topics]
    if known:
        st.header("By topic", anchor=False)
        entries = [(markup.plain(topic.label), topic.id, facets.topics[topic.id]) for topic in known]
        lines = [
            f"{markup.link(label, state.to(links.HOME, {'topic': topic_id}))} :gray[:small[{papers:,}]]"
            for label, topic_id, papers in entries
        ]
        half = (len(lines) + 1) // 2
        for column, part in zip(st.columns(2), (lines[:half], lines[half:]), strict=True):
            column.markdown("\n".join(f"- {line}" for line in part))
