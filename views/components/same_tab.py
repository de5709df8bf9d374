"""Opening a page of ours from a program, as a click on a link to it does."""

from __future__ import annotations

import json

import streamlit as st


def go(address: str) -> None:
    """Open *address*, a page of ours, as a click on a link to it would: `st.switch_page` needs two steps back."""
    st.html(
        f"""<script>
window.history.pushState({{}}, "", {json.dumps(address)});
window.dispatchEvent(new PopStateEvent("popstate"));
</script>""",
        unsafe_allow_javascript=True,
    )
