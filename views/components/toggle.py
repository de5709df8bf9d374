"""A button that remembers something for the reader, and forgets it when it is pressed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st


class Side(NamedTuple):
    """What the button says and does in one of its two states."""

    label: str
    icon: str
    """Name of a Material symbol."""
    act: Callable[[str], None]
    """What pressing it does with the thing."""


def draw(name: str, thing: str, *, off: Side, on: Side, held: bool, about: str | None = None) -> None:
    """Draw the button.

    Args:
        name: Tells it apart from other buttons for the same thing.
        thing: Id of what is remembered.
        off: Its face while that is not remembered.
        on: Its face while it is.
        held: Whether it is.
        about: Text for those who linger on it.
    """
    label, icon, act = on if held else off
    st.button(
        label,
        icon=f":material/{icon}:",
        type="tertiary",
        key=f"{name}-{thing}",
        on_click=act,
        args=(thing,),
        help=about,
    )
