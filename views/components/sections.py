"""The pages of the glossary as one part of the site: a row of links above each of them."""

from __future__ import annotations

import streamlit as st

from views import markup, state

SECTIONS = {
    "glossary": "A to Z",
    "start": "Start here",
    "translate": "Translate",
    "benchmarks": "Benchmarks",
    "map": "Map",
    "candidates": "Candidates",
}
"""Slugs of the pages, in order, and what their links say."""


def row(here: str) -> None:
    """Draw the row; the page named *here* is no link."""
    shown = [f"**{title}**" if slug == here else markup.link(title, state.to(slug)) for slug, title in SECTIONS.items()]
    with st.container(key="sections"):
        st.markdown(" · ".join(shown))
