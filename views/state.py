"""What a session holds: the reader's memory. The address brings it in, and always shows it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from views import links, wording
from views import memory as memories
from views.memory import Memory

_HELD = "memory"
_NOTHING = Memory()


def memory() -> Memory:
    """Return what is remembered: by the session, or in a new session by the address."""
    if _HELD not in st.session_state:
        st.session_state[_HELD] = memories.from_address(st.query_params)
    held: Memory = st.session_state[_HELD]
    return held


def reading_list() -> tuple[str, ...]:
    """Return the ids on the reader's list, in the order in which they came."""
    return memory().list


def add(*ids: str) -> None:
    """Put papers on the list."""
    change(more=Memory(list=ids))


def remove(*ids: str) -> None:
    """Take papers off the list."""
    change(less=Memory(list=ids))


def like(*ids: str) -> None:
    """Remember that the reader wants more like these papers."""
    change(more=Memory(likes=ids))


def unlike(*ids: str) -> None:
    """Forget that the reader likes these papers."""
    change(less=Memory(likes=ids))


def know(*concepts: str) -> None:
    """Remember that the reader knows these concepts."""
    change(more=Memory(read=concepts))


def unlearn(*concepts: str) -> None:
    """Forget that the reader knows these concepts."""
    change(less=Memory(read=concepts))


def present(*ids: str) -> None:
    """Remember at which posters the reader stands: at these, and at no others."""
    change(less=Memory(own=memory().own), more=Memory(own=ids))


def forget() -> None:
    """Remember nothing, in the session and in the address."""
    change(less=memory())


def change(*, more: Memory = _NOTHING, less: Memory = _NOTHING, asked: links.Params | None = None) -> None:
    """Forget *less* and remember *more*, as far as an address has room; say how much it had none for.

    Args:
        more: What to remember.
        less: What to forget first.
        asked: What the address is to ask from now on; what it asks already if left out. All of it is one step for Back.
    """
    st.session_state[_HELD], left = memory().minus(less).plus(more)
    if asked is None:
        publish()
    else:
        go(asked)
    if left:
        st.toast(
            f"There was no room for {wording.count(left, 'more thing')}: what is remembered must fit into an address. "
            "Save it as a file under **My things**, and take some off.",
            icon=":material/inventory_2:",
            duration="long",
        )


def publish() -> None:
    """Bring the address in line with the memory: a reader may have come from an older address with Back."""
    said = {name: st.query_params.get_all(name) for name in st.query_params}
    wanted = {name: [value] for name, value in memory().to_address().items()}
    if wanted != {name: values for name, values in said.items() if name in memories.NAMES}:
        rest = {name: values for name, values in said.items() if name not in memories.NAMES}
        st.query_params.from_dict(rest | wanted)  # at once: each change of an address is a step for Back


def go(asked: links.Params) -> None:
    """Change the address of this page to *asked*, keeping the memory."""
    st.query_params.from_dict({**asked, **params()})


def to(page: str, asked: links.Params | None = None) -> str:
    """Address *page*, taking the memory along: the link can be opened in a new tab, saved or shared."""
    return links.href(page, {**(asked or {}), **params()})


def params() -> dict[str, str | Sequence[str]]:
    """Return what every address of ours carries: the memory."""
    return {**memory().to_address()}
