"""What a session holds: the reading list. The address brings it in, and always shows it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from views import links, reading
from views.reading import ReadingList

PARAM = "list"
"""The reading list's name in the address."""

_HELD = "reading_list"


def reading_list() -> ReadingList:
    """Return the reader's list: the session's, or in a new session the address's."""
    if _HELD not in st.session_state:
        st.session_state[_HELD] = reading.from_address(st.query_params.get(PARAM, ""))
    held: ReadingList = st.session_state[_HELD]
    return held


def add(*ids: str) -> None:
    """Put papers on the list."""
    st.session_state[_HELD] = reading_list().add(*ids)
    publish()


def remove(*ids: str) -> None:
    """Take papers off the list."""
    st.session_state[_HELD] = reading_list().remove(*ids)
    publish()


def publish() -> None:
    """Bring the address in line with the list: a reader may have come from an older address with Back."""
    wanted = reading.to_address(reading_list())
    if st.query_params.get(PARAM, "") == wanted:
        return
    if wanted:
        st.query_params[PARAM] = wanted
    else:
        del st.query_params[PARAM]


def go(asked: links.Params) -> None:
    """Change the address of this page to *asked*, keeping the list."""
    st.query_params.from_dict({**asked, **params()})


def to(page: str, asked: links.Params | None = None) -> str:
    """Address *page*, taking the list along: the link can be opened in a new tab, saved or shared."""
    return links.href(page, {**(asked or {}), **params()})


def params() -> dict[str, str | Sequence[str]]:
    """Return what every address of ours carries: the list."""
    ids = reading.to_address(reading_list())
    return {PARAM: ids} if ids else {}
