"""Reading list: what the reader kept, in the address and in a file of their own."""

from __future__ import annotations

import streamlit as st

from catalogue.errors import SettingsError
from catalogue.records import Work
from views import links, markup, reading, state, wording
from views.components import card, exports, trouble
from views.compose import Services
from views.page import Page


def _label() -> str:
    kept = len(state.reading_list())
    return f"List ({kept})" if kept else "List"


PAGE = Page(slug="list", title="Reading list", icon=":material/bookmarks:", order=13, label=_label)

FILE = "reading-list"
"""Stem of the files that leave here."""


def render(services: Services) -> None:
    """Draw the list, what it can be saved as, and where another can be opened."""
    st.title("Reading list", anchor=False)
    kept = state.reading_list()
    works = services.catalogue.find(kept.ids)
    _unknown(kept, works)
    if works:
        st.markdown(
            f"{wording.count(len(works), 'paper')}. The list lives in this page's address: "
            "bookmark it to keep it, send it to share it."
        )
        _save(works)
        for work in works:
            _entry(work, kept)
    elif not len(kept):
        _empty()
    _open()


def _entry(work: Work, kept: reading.ReadingList) -> None:
    """Draw a work with a button that takes off every id under which it was added."""
    ids = [paper.id for paper in work.records if paper.id in kept]
    with st.container(gap="xsmall"):
        card.heading(work)
        card.details(work)
        st.button(
            "Remove",
            icon=":material/bookmark_remove:",
            type="tertiary",
            key=f"remove-{work.id}",
            on_click=state.remove,
            args=ids,
        )


def _unknown(kept: reading.ReadingList, works: list[Work]) -> None:
    """Name the ids that no paper has; the rest of the list is unharmed."""
    known = {paper.id for work in works for paper in work.records}
    strange = [paper_id for paper_id in kept.ids if paper_id not in known]
    if not strange:
        return
    named = ", ".join(markup.plain(paper_id) for paper_id in strange)
    st.warning(f"Not in this library: {named}. The address may be cut or mistyped.", icon=":material/question_mark:")
    st.button("Remove them from the list", on_click=state.remove, args=strange, key="remove-unknown")


def _save(works: list[Work]) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        exports.downloads(works, FILE)
        st.download_button(
            "Save as a file",
            reading.to_file(state.reading_list()),
            file_name=f"{FILE}.json",
            mime="application/json",
            icon=":material/save:",
            on_click="ignore",
            key="save",
        )


def _empty() -> None:
    search = markup.link("Search", state.to(links.SEARCH))
    st.markdown(
        f"Nothing here yet. {search}, and choose **Add to list** under a paper: it appears here, and in the address."
    )


def _open() -> None:
    with st.expander("Open a saved list", icon=":material/folder_open:"):
        st.file_uploader("A reading-list.json that you saved here", type="json", key="opened", on_change=_opened)
        problem = st.session_state.pop("open_problem", None)
        with trouble.shown():
            if problem:
                raise problem


def _opened() -> None:
    """Add the papers of an uploaded file to the list."""
    upload = st.session_state["opened"]
    if upload is None:
        return
    try:
        state.add(*reading.from_file(upload.getvalue()).ids)
    except SettingsError as problem:
        st.session_state["open_problem"] = problem
