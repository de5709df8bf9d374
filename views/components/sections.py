"""Pages that belong together as one part of the site: a row of links above each of them."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from views.components import frame

SECTIONS = {
    "glossary": "A to Z",
    "start": "Start here",
    "translate": "Translate",
    "benchmarks": "Benchmarks",
    "map": "Map of ideas",
    "candidates": "Candidates",
}
"""The pages of the glossary by slug, in order, and what their links say."""


def row(here: str) -> None:
    """Draw the row of the glossary; the page named *here* is marked."""
    draw("Words", SECTIONS, here)


def draw(name: str, pages: Mapping[str, str], here: str) -> None:
    """Draw a row of links to *pages*, titles by slug, as a landmark of that *name*."""
    with st.container(key="sections"):
        st.html(f'<div class="commons-beside">{frame.listed(name, pages, here)}</div>')
