"""What the words of the home page's box were taken for, above the page that they led to, with a way out."""

from __future__ import annotations

import textwrap

import streamlit as st

from views import links, markup, state
from views.ask import PAGES, SAID, Kind
from views.asked import MAX_TEXT

PARAM = "asked"
"""What was asked, in the address of the page that answers it."""

TEXT = "text"
"""Stands there for a text of the reader's own, which is in no address."""

SHOWN = 60
"""Characters of what was asked that are shown."""

_KIND: dict[str, Kind] = {page: kind for kind, page in PAGES.items()}


def draw(page: str) -> None:
    """Draw the line on the page of the slug *page*, if somebody was sent there."""
    asked, kind = st.query_params.get(PARAM, "").strip(), _KIND.get(page)
    if asked and kind in {"paper", "concept", "person"}:
        _line(kind, f"Search the papers for “{textwrap.shorten(asked, SHOWN, placeholder=' …')}” instead", asked)


def draw_text(text: str) -> None:
    """Draw the line above what was found for a *text* of the reader's own, or say where the text went."""
    if st.query_params.get(PARAM, "") != TEXT:
        return
    if text:
        _line("text", "Search the papers for it instead, with the text in the address", text[:MAX_TEXT])
    else:
        st.info(
            "Your text was only in the page that you had open, and is gone. Paste it again below.",
            icon=":material/content_paste_off:",
        )


def _line(kind: Kind, way: str, asked: str) -> None:
    link = markup.link(markup.plain(way), state.to(links.SEARCH, {"q": asked}))
    with st.container(key="asked-for"):
        st.markdown(f":gray[:small[:material/alt_route: {SAID[kind]}]] :small[{link}]")
