"""What makes the pages ours beyond `.streamlit/config.toml`: an icon, and the few rules that a theme cannot say."""

from __future__ import annotations

import streamlit as st

NAME = "Interp Commons"

ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#1f8a86" stroke-width="3">
<circle cx="16" cy="11.5" r="7"/><circle cx="11" cy="20" r="7"/><circle cx="21" cy="20" r="7"/></svg>"""
"""Three communities, one common ground. As text: Streamlit would fetch a Material icon from Google."""

_RULES = """<style>
.st-key-brand p { font-family: "Source Serif", serif; font-size: 1.2rem; font-weight: 600; white-space: nowrap; }
.st-key-menu { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding-bottom: 0.5rem; }
@media (max-width: 640px) {
  .st-key-menu > :has(.st-key-brand) { display: none; }
  .st-key-ask > :first-child { min-width: 100%; }
}
/* people: what is there to be copied has its button in sight, also where nothing hovers */
:is(.st-key-private-link, [class*="st-key-person-"], [class*="st-key-found-"]) .stCode > :has(button) {
  opacity: 1; visibility: visible;
}
:is(.st-key-private-link, [class*="st-key-person-"], [class*="st-key-found-"]) .stCode pre { padding-right: 3.5rem; }
</style>"""
"""Constant: no text of anybody's gets in here."""


def rules() -> None:
    """Apply them to this page."""
    st.html(_RULES)
