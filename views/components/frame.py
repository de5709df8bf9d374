"""What frames every page: the name and the menu above it, and below it where to read what this is.

Written as HTML, because it is landmarks with lists of links, which Streamlit's own elements are not; addresses hold
what readers bring along and are escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from views import brand, links, state
from views.page import Page

FOOT = {
    "prior": "Has this been done?",
    "programme": "Programme",
    "how": "How search works",
    "about": "About this library",
    "privacy": "Privacy",
}
"""Pages that the menu has no room for, and what their links say."""

LICENCE = "The code is MIT licensed, arXiv's metadata CC0; abstracts are their authors' words."


def top(entries: Sequence[Page], here: Page) -> None:
    """Draw the name, which leads home, and the menu, where the part that *here* belongs to is marked."""
    items = "".join(_entry(one, here) for one in entries)
    name = f'<a class="wordmark" href="{_address(links.HOME)}">{brand.NAME}</a>'
    with st.container(key="menu"):
        st.html(f'<div class="commons-top">{name}<nav aria-label="Main"><ul>{items}</ul></nav></div>')


def foot(here: Page) -> None:
    """Draw the links that end every page."""
    with st.container(key="foot"):
        st.html(f'<div class="commons-foot">{listed("About this site", FOOT, here.slug)}<p>{LICENCE}</p></div>')


def listed(name: str, pages: Mapping[str, str], here: str) -> str:
    """Return links to *pages*, titles by slug, as a landmark of that *name*; the page *here* is marked."""
    items = "".join(
        f'<li><a href="{_address(slug)}"{_current(slug == here)}>{escape(title)}</a></li>'
        for slug, title in pages.items()
    )
    return f'<nav aria-label="{escape(name)}"><ul>{items}</ul></nav>'


def _entry(one: Page, here: Page) -> str:
    icon = one.icon.removeprefix(":material/").removesuffix(":")
    drawn = f'<span class="icon" aria-hidden="true" translate="no">{escape(icon)}</span>'
    label = escape(one.label() if one.label else one.title)
    marked = _current(one.slug == here.slug) or _current(one.slug == here.under, "true")
    return f'<li><a href="{_address(one.slug)}"{marked}>{drawn}<span>{label}</span></a></li>'


def _address(page: str) -> str:
    return escape(state.to(page))


def _current(marked: bool, what: str = "page") -> str:
    return f' aria-current="{what}"' if marked else ""
