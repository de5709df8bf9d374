"""Search: a question in, papers with their reasons out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from catalogue.answers import Why
from catalogue.errors import QuestionError
from glossary.lists import topics
from index.filters import Facets
from views import brand, links, markup, state, wording
from views.asked import MAX_TEXT, Asked, read
from views.components import card, exports, filters, syntax, taste, trouble, understood
from views.compose import Services
from views.finding import Found, find, named, paper
from views.page import Page
from views.pages import prior

PAGE = Page(slug="search", title="Search", icon=":material/search:", order=2)

STEP = 10
"""Hits shown at once, and more at a time: what fits a few screens."""

EXAMPLES = (
    "why do single neurons respond to many unrelated things",
    "how do I find which heads matter for a task",
    "feature absorption",
    "can a model's refusal be removed by editing one direction",
)
"""Questions of newcomers, attendees and specialists, in their own words."""

OUTSIDE = {
    "arxiv": "https://arxiv.org/abs/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "doi": "https://doi.org/{}",
}
"""Where a paper of an id is, if anywhere."""

_BOX = "question"


def render(services: Services) -> None:
    """Draw the search box, and the answer or what could be asked."""
    asked = read(st.query_params)
    if not asked.params():
        st.title("Search mechanistic interpretability", anchor=False)
        st.markdown(f"{brand.NAME} finds papers by your words and by what you mean, and says why it found them.")
    brand.entitle(asked.q or PAGE.title)
    facets = _box(services, asked)
    if paper_id := named(asked):
        _paper(services, asked, paper_id)
    elif asked.anything:
        st.title(_about(services, asked), anchor=False)
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
        syntax.popover()
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
    """Ask what was typed; what was switched off belonged to the question before."""
    state.go(replace(read(st.query_params), q=st.session_state[_BOX].strip(), like="", without=()).params())


def _paper(services: Services, asked: Asked, paper_id: str) -> None:
    """Draw the paper whose id or URL was asked for, and then its neighbours."""
    works = services.catalogue.find([paper(services, asked.q)])
    if not works:
        _absent(paper_id)
        return
    st.title("The paper itself", anchor=False)
    card.hit(works[0], Why(), sharing="")
    st.header("Papers like it", anchor=False)
    _answer(services, replace(asked, q="", like=works[0].id))


def _absent(paper_id: str) -> None:
    """Say that the library does not have a paper, and what can be done all the same."""
    source, _, number = paper_id.partition(":")
    url = OUTSIDE[source].format(number)
    there = markup.link(f"{markup.plain(wording.site(url))} ↗", url)
    st.title("Not in this library", anchor=False)
    st.markdown(f"This library has no paper with the id {markup.plain(paper_id)}. It may be on {there}.")
    like = markup.link("find the papers closest to it", state.to("prior"))
    st.markdown(f"Paste its abstract to {like}, or ask for its title: it may be here under another id.")


def _answer(services: Services, asked: Asked) -> None:
    """Draw what was found, under what was understood."""
    wanted = _wanted(asked)
    try:
        with st.spinner("Searching …"):  # the first question after a start waits for the model
            found = find(services, asked, wanted)
    except QuestionError as error:
        trouble.box(error.problem, error.remedy)
        st.markdown("A question can have these fields:")
        syntax.examples()
        return
    _summary(asked, found)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        taste.offer(asked)
        exports.take(
            [one.work for one in found.hits],
            "results",
            title="Related work" if asked.is_text else asked.q or "Papers found",
        )
    understood.draw(services, asked, found.answer)
    if asked.more or asked.less:
        taste.chosen(asked, services.catalogue.find((*asked.more, *asked.less)), found.answer.shift)
    for one in found.hits:
        card.hit(one.work, one.why, sharing=found.sharing, also=one.also, extra=partial(taste.buttons, asked))
    if found.more:
        st.button(f"Show {STEP} more", on_click=_more, args=(asked, wanted), key="more")


def _summary(asked: Asked, found: Found) -> None:
    """Say how many there are, how they were found, and where to go on."""
    number = wording.count(len(found.hits), "paper")
    ways = [f":gray[{f'The first {number}' if found.more else number}{_how(asked)}]"]
    if asked.is_text:
        prior.take(asked.q)  # so that it waits there
        ways.append(markup.link("Has this been done?", state.to("prior")))
    if not asked.like:
        ways.append(markup.link("Follow this search", state.to("new", asked.params())))
    ways.append(markup.link("How it works", state.to("how")))
    st.markdown(" · ".join(ways))
    if not found.hits:
        _nothing(asked)


def _about(services: Services, asked: Asked) -> str:
    if asked.like:
        return f"Papers like {card.title_link(services.catalogue.get(asked.like))}"
    if asked.is_text:
        return "Related work"
    if asked.q:
        return "Results"
    return ", ".join(markup.plain(filters.topic(one)) for one in asked.topic) or "Papers like those that you chose"


def _how(asked: Asked) -> str:
    if asked.is_text:
        return f", by likeness to your text of {len(asked.q.split())} words"
    return "" if asked.q or asked.like or asked.more else ", the most typical first"


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
    lines = [markup.link(markup.plain(text), state.to(links.SEARCH, {"q": text})) for text in EXAMPLES]
    st.markdown("\n".join(f"- {line}" for line in lines))
    if kept := state.reading_list():
        like = markup.link("Papers like those on your reading list", state.to(links.SEARCH, {"more": kept}))
        st.markdown(f":material/bookmarks: {like}")
    _topics(facets)


def _topics(facets: Facets) -> None:
    known = [topic for topic in topics().values() if topic.id in facets.topics]
    if not known:
        return
    st.header("By topic", anchor=False)
    entries = [(markup.plain(topic.label), topic.id, facets.topics[topic.id]) for topic in known]
    lines = [
        f"{markup.link(label, state.to(links.SEARCH, {'topic': topic_id}))} :gray[:small[{papers:,}]]"
        for label, topic_id, papers in entries
    ]
    half = (len(lines) + 1) // 2
    for column, part in zip(st.columns(2), (lines[:half], lines[half:]), strict=True):
        column.markdown("\n".join(f"- {line}" for line in part))
