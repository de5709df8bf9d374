"""A choice that the address holds: shared links, Back and reload keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from views import state

_KEY = "choice-"


def choose(
    name: str,
    label: str,
    options: Sequence[str],
    called: Callable[[str], str] = str,
    *,
    default: str = "",
    empty: str = "Any",
    alone: bool = False,
) -> str:
    """Draw a select box; return the value that the address has under *name*, or *default*.

    Args:
        name: The parameter's name in the address.
        label: What stands over the box.
        options: The values; one that is not among them counts as none.
        called: What people read instead of a value.
        default: The value without one in the address; if empty, nothing is chosen then.
        empty: What the box says while nothing is chosen.
        alone: Whether choosing takes every other choice out of the address.
    """
    said = st.query_params.get(name, "")
    value = said if said in options else default
    st.session_state[_KEY + name] = value or None
    st.selectbox(
        label,
        options,
        index=0 if default else None,  # without an index it can be cleared
        key=_KEY + name,
        format_func=called,
        placeholder=empty,
        on_change=_changed,
        args=(name, alone),
    )
    return value


def _changed(name: str, alone: bool) -> None:
    value = st.session_state[_KEY + name] or ""
    if alone:
        state.go({name: value} if value else {})
    elif value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
