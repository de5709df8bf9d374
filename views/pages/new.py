"""What's new: the papers of the last days for a question, for topics or for the reading list, and their feed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from catalogue.records import Work
from glossary.lists import topics
from views import links, markup, state, wording
from views.asked import MAX_TEXT, MOST_RATED, Asked, read
from views.components import card, exports, filters
from views.compose import Services
from views.news import feed
from views.news.find import DAYS, New, News, find
from views.page import Page

PAGE = Page(slug="new", title="What's new", icon=":material/rss_feed:", order=8, label=lambda: "New")

STEP = 10
"""Papers shown at once, and more at a time."""

TITLES = 5
"""Liked papers that are named: more are a number."""

_BOX, _TOPICS, _DAYS = "new-question", "new-topics", "new-days"


def render(services: Services) -> None:
    """Draw what is asked, what came for it, and where a reader program finds it."""
    st.title("What's new", anchor=False)
    asked, days = read(st.query_params), _days()
    _ask(asked, days)
    _profile(services, asked, days)
    wanted = _wanted(asked, days)
    with st.spinner("Looking …"):
        found = find(services, asked, days=days, k=wanted)
    _summary(asked, found, days)
    exports.take([new.work for new in found.papers], "new", title=f"What's new: {feed.about(asked)}")
    for new in found.papers:
        _paper(new)
    if found.found > wanted:
        st.button(f"Show {STEP} more", on_click=_more, args=(asked, days, wanted), key="more")
    _others(asked, found, days)
    _feed(services, asked, days)


def _days() -> int:
    said = st.query_params.get("days", "")
    return next((days for days in DAYS if str(days) == said), DAYS[0])


def _ask(asked: Asked, days: int) -> None:
    """Draw the question, the topics and the window; the address holds them."""
    st.session_state[_BOX], st.session_state[_TOPICS], st.session_state[_DAYS] = asked.q, list(asked.topic), days
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="ask"):
        st.text_input(
            "What are you after?",
            type="search",
            key=_BOX,
            max_chars=MAX_TEXT,
            placeholder="A question or a term; or nothing, for all that is new",
            on_change=_asked,
        )
        with st.popover("Topics", icon=":material/category:"):
            st.multiselect(
                "Topics", topics(), key=_TOPICS, format_func=filters.topic, placeholder="Any", on_change=_asked
            )
        st.segmented_control(
            "Of the last",
            DAYS,
            key=_DAYS,
            format_func=lambda number: f"{number} days",
            label_visibility="collapsed",
            on_change=_asked,
            required=True,
        )


def _asked() -> None:
    held = st.session_state
    _go(replace(read(st.query_params), q=held[_BOX].strip(), topic=tuple(held[_TOPICS])), held[_DAYS])


def _go(asked: Asked, days: int) -> None:
    state.go(feed.params(asked, days))


def _link(shown: str, asked: Asked, days: int) -> str:
    return markup.link(shown, state.to(PAGE.slug, feed.params(asked, days)))


def _profile(services: Services, asked: Asked, days: int) -> None:
    """Say what else is asked, with a way out of each; or offer the reading list."""
    liked = services.catalogue.find([*asked.more, *filter(None, [asked.like])])
    if liked:
        gone = _link("forget them", replace(asked, more=(), like=""), days)
        st.markdown(f":gray[Like] {_titles(liked)} :gray[·] {gone}")
    if asked.topic:
        named = ", ".join(markup.plain(filters.topic(one)) for one in asked.topic)
        st.markdown(f":gray[On] {named} :gray[·] {_link('forget', replace(asked, topic=()), days)}")
    if narrowed := [*map(wording.source, asked.source), *asked.category]:
        gone = _link("all", replace(asked, source=(), category=()), days)
        st.markdown(f":gray[Only of] {markup.plain(', '.join(narrowed))} :gray[·] {gone}")
    kept = state.reading_list()[-MOST_RATED:]
    if kept and set(kept) != set(asked.more):
        st.button(
            f"New papers like those on my reading list ({len(kept)})",
            icon=":material/bookmarks:",
            on_click=_go,
            args=(Asked(more=kept), days),
            key="mine",
        )


def _titles(liked: list[Work]) -> str:
    shown = ", ".join(card.title_link(work) for work in liked[:TITLES])
    rest = len(liked) - TITLES
    return f"{shown} and {wording.count(rest, 'other')}" if rest > 0 else shown


def _summary(asked: Asked, found: News, days: int) -> None:
    """Say how many papers there are, of which days, and in which order."""
    number = wording.count(found.found, "new paper")
    order = "the closest first" if asked.anything else "the newest first"
    since, until = map(wording.date, (found.days.since, found.days.until))
    st.markdown(f":gray[{number}, {since} to {until}{f', {order}' if found.found > 1 else ''}]")
    if found.found:
        return
    wider = next((more for more in DAYS if more > days), None)
    look = f"{_link(f'Look back {wider} days', asked, wider)}." if wider else "Ask in other words, or drop a filter."
    reason = "Nothing that came in these days is close to this." if found.others else "No paper came in these days."
    st.info(f"{reason} {look}", icon=":material/event_busy:")


def _paper(new: New) -> None:
    with st.container(gap=None):
        if new.near:
            st.markdown(f":gray[:small[Like {card.title_link(new.near)}]]")
        card.hit(new.work, new.hit.why, sharing=new.sharing)


def _others(asked: Asked, found: News, days: int) -> None:
    if asked.anything and found.others:
        number = wording.count(found.others, "other new paper is", "other new papers are")
        everything = _link("Show all", Asked(source=asked.source, category=asked.category), days)
        st.markdown(f":gray[{number} not close to this.] {everything}")
    if not asked.anything:
        search = markup.link("search", state.to(links.SEARCH))
        st.markdown(
            f":gray[Ask above, or follow a] {search} :gray[or a reading list, to see what is close to it first.]"
        )


def _feed(services: Services, asked: Asked, days: int) -> None:
    """Show the address that a feed reader wants."""
    address = f"{_site(services)}/{links.href(feed.PAGE, feed.params(asked, days))}"
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            "**Get these as a feed.** Paste this address into a feed reader; new papers then come by themselves."
        )
        st.code(address, language=None, wrap_lines=True)
        st.markdown(
            ":gray[:small[The address says all that is asked; nothing is kept here. A paper counts by the day of its "
            "first version: a revision is not new. Where only a month is known, the whole month counts.]]"
        )


def _site(services: Services) -> str:
    """Return where readers reach the app: as the settings say, or as this reader did."""
    settings = services.settings
    here = (st.context.url or settings.site).split("?")[0].removesuffix(PAGE.slug)
    return (settings.site if "site" in settings.model_fields_set else here).rstrip("/")


def _wanted(asked: Asked, days: int) -> int:
    held, number = st.session_state.get("shown-new", ((asked, days), STEP))
    return int(number) if held == (asked, days) else STEP


def _more(asked: Asked, days: int, shown: int) -> None:
    st.session_state["shown-new"] = (asked, days), shown + STEP
