"""Privacy: what is stored of whom, why, for how long, and how to leave."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from views import wording
from views.compose import Services
from views.page import Page

PAGE = Page(slug="privacy", title="Privacy", icon=":material/shield:", order=15, visible=False)

TEXT = Path(__file__).parent.parent / "people" / "privacy.md"
"""Also docs/privacy.md, which is made from it."""

ATTACKS = "## An attacker's list"


def render(services: Services) -> None:
    """Draw the text, with the list of attacks folded away."""
    said, _, attacks = TEXT.read_text(encoding="utf-8").partition(ATTACKS)
    title, _, rest = said.partition("\n")
    st.title(title.removeprefix("# "), anchor=False)
    days = wording.count(services.settings.people_days, "day")
    st.markdown(f":gray[On this site, who changes and answers nothing for {days} is deleted.]")
    st.markdown(rest)
    with st.expander("What an attacker might try, and the tests against it", icon=":material/bug_report:"):
        st.markdown(attacks)
