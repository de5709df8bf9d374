"""What makes the pages ours beyond `.streamlit/config.toml`: a name, an icon, and what its pages are called."""

from __future__ import annotations

import streamlit as st

NAME = "Interp Commons"

ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#1f8a86" stroke-width="3">
<circle cx="16" cy="11.5" r="7"/><circle cx="11" cy="20" r="7"/><circle cx="21" cy="20" r="7"/></svg>"""
"""Three communities, one common ground. As text: Streamlit would fetch a Material icon from Google."""

_LONGEST = 120
"""Characters of a page's own title before the name of the site: what a tab or a bookmark shows."""


def entitle(title: str) -> None:
    """Name this page in the tab, in bookmarks and to screen readers: ``Causal tracing - Interp Commons``."""
    line = " ".join(title.split())
    st.set_page_config(page_title=f"{line[:_LONGEST]} - {NAME}" if line else NAME)
