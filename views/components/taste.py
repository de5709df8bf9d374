"""More like these, less like those: the buttons of a hit, and above the results what was chosen and what it moved."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import streamlit as st

from catalogue.answers import Shift
from catalogue.records import Work
from views import markup, state, wording
from views.asked import Asked, Rating

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
            on_click=_ask,
            args=(asked.rated(paper_id, rating),),
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
        on_click=_ask,
        args=(asked.rated(paper_id, ""),),
    )


def _keep(asked: Asked) -> None:
    """Offer to take the likes along: the reading list is what the reader's own file holds."""
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
            "Forget all", icon=":material/close:", type="tertiary", key="forget", on_click=_ask, args=(asked.unrated(),)
        )


def _ask(asked: Asked) -> None:
    state.go(asked.params())
