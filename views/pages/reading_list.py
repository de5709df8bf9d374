"""My things: what is remembered of the reader, in the address and in a file of their own, and how to delete it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from catalogue.records import Work
from views import links, markup, state
from views.asked import MOST_RATED
from views.components import card, event, exports, keeping, terms, trouble
from views.compose import Services
from views.memory import Memory
from views.page import Page


def _label() -> str:
    kept = len(state.reading_list())
    return f"List ({kept})" if kept else "List"


PAGE = Page(slug="list", title="My things", icon=":material/bookmarks:", order=13, label=_label)

STEP = 20
"""Papers shown at once, and more at a time."""

NAMED = 5
"""Ids that nothing here has and that are named."""

_SHOWN = "shown-list"


def render(services: Services) -> None:
    """Draw each thing that is remembered, then what can be done with all of it."""
    st.title("My things", anchor=False)
    held = state.memory()
    st.markdown(
        "Your reading list, what you like, the ideas that you know, and your posters. All of it is in this page's "
        "address, and nowhere on our server."
    )
    _reading_list(services, held)
    if held.likes:
        _likes(services, held)
    if held.read:
        _ideas(services, held)
    if held.own:
        _posters(services, held)
    keeping.draw(services.settings.site)
    keeping.privacy()


def _reading_list(services: Services, held: Memory) -> None:
    works = services.catalogue.find(held.list)
    st.header(f"Reading list ({len(works)})" if works else "Reading list", anchor=False)
    if not held.list:
        search, programme = markup.link("Search", state.to(links.SEARCH)), markup.link("posters", state.to("programme"))
        st.markdown(
            f"Nothing here yet. {search}, or look through the {programme}, and choose **Add to list** under a paper: "
            "it appears here, and in the address."
        )
    if works:
        _onwards(services, held)
        exports.take(works, "reading-list", title="My reading list")
    shown = int(st.session_state.get(_SHOWN, STEP))
    for work in works[:shown]:
        _entry(work, held)
    if len(works) > shown:
        st.button(f"Show {min(STEP, len(works) - shown)} more", on_click=_more, args=(shown,), key="more")
    _unknown(held.list, works, "list")


def _onwards(services: Services, held: Memory) -> None:
    """Lead to what can be made of the list."""
    like = {"more": held.list[-MOST_RATED:]}
    ways = [
        markup.link("Search for more like these", state.to(links.SEARCH, like)),
        markup.link("What is new like these", state.to("new", like)),
    ]
    with trouble.quiet():
        event.chosen(services)
        ways.insert(0, markup.link("Make it a plan for the day", state.to("plan")))
    st.markdown(" · ".join(ways))


def _entry(work: Work, held: Memory) -> None:
    """Draw a work with buttons that take off every id under which it was added."""
    ids = [paper.id for paper in work.records if paper.id in held.list]
    with st.container(gap="xxsmall"):
        card.brief(work)
        card.placements(work)
        with st.container(horizontal=True, gap="small"):
            card.like(work.id)
            _remove(f"remove-{work.id}", state.remove, ids)
        card.details(work)


def _likes(services: Services, held: Memory) -> None:
    works = services.catalogue.find(held.likes)
    st.header(f"Papers that I like ({len(works)})", anchor=False)
    like = {"more": held.likes[-MOST_RATED:]}
    ways = [
        markup.link("Search by them", state.to(links.SEARCH, like)),
        markup.link("what is new like them", state.to("new", like)),
        markup.link("posters near to them", state.to("meet")),
    ]
    st.markdown(" · ".join(ways))
    exports.take(works, "likes", title="Papers that I like")
    with st.container(gap="small"):
        for work in works:
            ids = [paper.id for paper in work.records if paper.id in held.likes]
            _row(card.title_link(work), f"unlike-{work.id}", state.unlike, ids)
    _unknown(held.likes, works, "likes")


def _ideas(services: Services, held: Memory) -> None:
    concepts = services.words.glossary.concepts
    known = [concepts[one] for one in held.read if one in concepts]
    st.header(f"Ideas that I know ({len(known)})", anchor=False)
    st.markdown(f"{markup.link('Reading paths', state.to('start'))} go on where you are.")
    with st.container(gap="xxsmall"):
        for one in known:
            _row(terms.link(one), f"unlearn-{one.id}", state.unlearn, [one.id])
    strange = [one for one in held.read if one not in concepts]
    _strange(strange, "read")


def _posters(services: Services, held: Memory) -> None:
    works = services.catalogue.find(held.own)
    st.header("My posters", anchor=False)
    st.markdown(f"{markup.link('Your plan', state.to('plan'))} keeps you at them.")
    with st.container(gap="small"):
        for work in works:
            ids = {paper.id for paper in work.records}
            _row(card.title_link(work), f"disown-{work.id}", state.present, [one for one in held.own if one not in ids])
    _unknown(held.own, works, "own")


def _row(shown: str, key: str, act: Callable[..., None], ids: Sequence[str]) -> None:
    """Draw a line with a button that takes it off."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(shown, width="stretch")
        _remove(key, act, ids)


def _remove(key: str, act: Callable[..., None], ids: Sequence[str]) -> None:
    st.button("Remove", icon=":material/close:", type="tertiary", key=key, on_click=act, args=tuple(ids))


def _unknown(ids: Sequence[str], works: Sequence[Work], part: str) -> None:
    known = {paper.id for work in works for paper in work.records}
    _strange([one for one in ids if one not in known], part)


def _strange(ids: Sequence[str], part: str) -> None:
    """Name the ids that nothing here has; the rest is unharmed."""
    if ids:
        named = ", ".join(map(markup.plain, ids[:NAMED]))
        rest = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
        st.warning(
            f"Not in this library: {named}{rest}. The address may be cut or mistyped.", icon=":material/question_mark:"
        )
        gone = Memory(**{part: tuple(ids)})
        st.button("Remove them", on_click=_forget, args=(gone,), key=f"remove-unknown-{part}")


def _forget(gone: Memory) -> None:
    state.change(less=gone)


def _more(shown: int) -> None:
    st.session_state[_SHOWN] = shown + STEP
