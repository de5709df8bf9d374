"""What a reader can do with all that is remembered of them: save it, open it elsewhere, send it, delete it."""

from __future__ import annotations

import streamlit as st

from catalogue.errors import SettingsError
from views import links, markup, memory, state
from views.components import trouble
from views.memory import Memory

FILE = "interp-commons.json"
"""What the reader's own file is called."""

NEARLY = 0.9
"""Share of the room from which a reader learns that it is nearly full."""

_OPENED, _PROBLEM, _SURE, _TURN = "opened", "open-problem", "sure-forget", "opened-turn"


def draw(site: str) -> None:
    """Draw the ways; *site* is the address of the app, for where the browser does not tell it."""
    held = state.memory()
    st.header("Keep it, move it, delete it", anchor=False)
    if held.length > NEARLY * memory.ROOM:
        st.warning(
            f"This fills {held.length / memory.ROOM:.0%} of the room that an address has. Save it as a file, and take "
            "off what you no longer need.",
            icon=":material/inventory_2:",
        )
    if held:
        st.download_button(
            "Save as a file",
            held.to_file(),
            file_name=FILE,
            mime="application/json",
            icon=":material/save:",
            on_click="ignore",
            key="save",
        )
        _links(held, site)
    _open()
    if held:
        _delete()


def privacy() -> None:
    """Say who can see what is remembered."""
    st.header("Who sees this", anchor=False)
    profile, policy = markup.link("profile", state.to("me")), markup.link("Privacy", state.to("privacy"))
    st.markdown(
        "- Nobody, unless you show them an address or the file.\n"
        "- Every link on this site carries it along. So a phone that was in a pocket, a bookmark or another device "
        "brings all of it back; and whoever you send such a link sees it, too.\n"
        "- The server reads it from the address to draw a page, and writes none of it down. Your browser's history "
        "does keep addresses.\n"
        f"- A {profile} for meeting people is something else, and kept only if you ask for it: {policy}."
    )


def _links(held: Memory, site: str) -> None:
    here = (st.context.url or f"{site.rstrip('/')}/list").split("?", maxsplit=1)[0]
    with st.expander("Links to copy", icon=":material/link:"):
        st.markdown("**Everything**, for another device of yours, or a bookmark:")
        with st.container(key="copy-everything"):
            st.code(links.href(here, held.to_address()), language=None, wrap_lines=True)
        if held.list and held != Memory(list=held.list):
            st.markdown("**Only the reading list**, to send to somebody:")
            with st.container(key="copy-list"):
                st.code(links.href(here, Memory(list=held.list).to_address()), language=None, wrap_lines=True)


def _open() -> None:
    with st.expander("Open a saved file", icon=":material/folder_open:"):
        turn = st.session_state.get(_TURN, 0)
        st.file_uploader(
            f"An {FILE}, or a reading-list.json, that you saved here",
            type="json",
            key=f"{_OPENED}-{turn}",  # a new one after each file: the last one must not come again with every run
            on_change=_opened,
        )
        st.markdown(":gray[:small[What is in it is added to what is here.]]")
        problem = st.session_state.pop(_PROBLEM, None)
        with trouble.shown():
            if problem:
                raise problem


def _opened() -> None:
    """Remember what an uploaded file does."""
    turn = st.session_state.get(_TURN, 0)
    upload = st.session_state.get(f"{_OPENED}-{turn}")
    if upload is None:
        return
    try:
        state.change(more=memory.from_file(upload.getvalue()))
        st.session_state[_TURN] = turn + 1
    except SettingsError as problem:
        st.session_state[_PROBLEM] = problem


def _delete() -> None:
    with st.expander("Delete all of it", icon=":material/delete_forever:"):
        st.markdown(
            "List, likes, ideas and posters go from this page, its address and its session. Files that you saved "
            "stay yours, and so do addresses in your bookmarks and your browser's history."
        )
        sure = st.checkbox("Yes, delete all of it", key=_SURE)
        st.button("Delete all", type="primary", key="forget-all", disabled=not sure, on_click=state.forget)
