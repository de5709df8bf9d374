"""More like these, less like those: the buttons of a hit, and above the results what was chosen and what it moved.

What somebody wants more like is also remembered as liked, on every page; the address of a search says which likes it
is ranked by.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from catalogue.answers import Shift
from catalogue.records import Work
from views import markup, state, wording
from views.asked import MOST_RATED, Asked, Rating
from views.memory import Memory

_NAMES: dict[Rating, tuple[str, str]] = {
    "more": ("More like this", ":material/thumb_up:"),
    "less": ("Less like this", ":material/thumb_down:"),
}

TITLE = 32
"""Characters of a title on a button: with the words before it, a line on a phone."""


def buttons(asked: Asked, paper_id: str) -> None:
    """Draw the two buttons of a hit. What was chosen is a hit no more: `chosen` takes it back."""
    for rating, (label, icon) in _NAMES.items():
        st.button(
            label,
            icon=icon,
            type="tertiary",
            key=f"{rating}-{paper_id}",
            on_click=_rate,
            args=(asked, paper_id, rating),
        )


def offer(asked: Asked) -> None:
    """Offer to rank by what was liked before, on any page."""
    liked = state.memory().likes[-MOST_RATED:]
    if not asked.like and set(liked) - {*asked.more, *asked.less}:
        st.button(
            f"Rank by what I like ({len(liked)})",
            icon=":material/favorite:",
            type="tertiary",
            key="by-likes",
            on_click=_ask,
            args=(replace(asked, more=tuple(one for one in liked if one not in asked.less)),),
        )


def chosen(asked: Asked, works: Sequence[Work], shift: Shift | None) -> None:
    """Draw what was chosen, each with a button that takes it off, and the words that it moved the ranking by."""
    titles = {paper.id: work.title for work in works for paper in work.records}
    with st.container(gap="xsmall"):
        for rating, (_, icon) in _NAMES.items():
            if ids := [one for one in getattr(asked, rating) if one in titles]:
                with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                    st.markdown(f":gray[{icon} {rating.capitalize()} like]", width="content")
                    for one in ids:
                        _chip(asked, one, titles[one])
        if shift and (moved := wording.shift(shift)):
            st.markdown(f":gray[Moved] {markup.plain(moved)}")
        if asked.more or asked.less:
            _keep(asked)


def _chip(asked: Asked, paper_id: str, title: str) -> None:
    st.button(
        markup.rich(textwrap.shorten(title, TITLE, placeholder=" …")),
        icon=":material/close:",
        key=f"unrate-{paper_id}",
        on_click=_rate,
        args=(asked, paper_id, ""),
    )


def _keep(asked: Asked) -> None:
    """Offer to read what is liked, to rank without it for now, or to take it all back."""
    with st.container(horizontal=True, gap="small"):
        if any(one not in state.reading_list() for one in asked.more):
            st.button(
                "Keep the likes on my reading list",
                icon=":material/bookmark_add:",
                type="tertiary",
                key="keep-likes",
                on_click=state.add,
                args=asked.more,
            )
        st.button(
            "Rank without these",
            icon=":material/filter_alt_off:",
            type="tertiary",
            key="unranked",
            on_click=_ask,
            args=(asked.unrated(),),
        )
        st.button("Forget all", icon=":material/close:", type="tertiary", key="forget", on_click=_forget, args=(asked,))


def _rate(asked: Asked, paper_id: str, rating: Rating) -> None:
    """Ask anew, and remember a like, or that it is none any more."""
    rated = asked.rated(paper_id, rating)
    liked = tuple(one for one in rated.more if one not in asked.more)
    state.change(less=Memory(likes=(paper_id,)), more=Memory(likes=liked), asked=rated.params())


def _forget(asked: Asked) -> None:
    state.change(less=Memory(likes=asked.more), asked=asked.unrated().params())


def _ask(asked: Asked) -> None:
    state.go(asked.params())
