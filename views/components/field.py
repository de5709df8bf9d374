"""The map of the field in the page: drawn by the browser, from data that it fetches and keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from views import state
from views.compose import Services
from views.field import drawing, route

KEY = "field"
"""Of the component, and of its place in `views/assets/app.css`."""

_HTML = '<div class="field-place"><p role="status">Loading the map …</p></div>'


def draw(services: Services, *, groups: Sequence[Mapping[str, Any]], picked: Sequence[str]) -> tuple[str, ...] | None:
    """Draw the map; return the papers that were picked on it just now, or None if none were picked or let go.

    How it is coloured, what stands out and which part is seen is in the address, which the browser keeps in line.

    Args:
        services: Whose map.
        groups: What can stand out, as `field.js` takes them.
        picked: The papers that were picked before.

    Raises:
        NoIndexError: There is no map.
    """
    component = st.components.v2.component(
        f"commons_{KEY}", html=_HTML, css=drawing.page_style(), js=drawing.page_script(), isolate_styles=False
    )
    said = {
        "addresses": route.addresses(services),
        "paper": state.to("paper"),
        "groups": groups,
        "picked": picked,
        "by": st.query_params.get("by", ""),
        "show": st.query_params.get("show", ""),
    }
    now = component(key=KEY, data=said, on_picked_change=lambda: None).picked
    return tuple(one for one in now if isinstance(one, str)) if isinstance(now, list) else None
