"""What a benchmark or a metric is good for, as a table of facts."""

from __future__ import annotations

import streamlit as st

from catalogue.words import Yardstick
from glossary.book import Glossary
from views import markup
from views.components import terms


def lines(one: Yardstick, glossary: Glossary) -> None:
    """Draw what it measures, on what it runs, what it assumes, what is said against it, and where its code is."""
    found = [
        ("Measures", markup.plain(one.measures)),
        ("Runs on", terms.listed(glossary[concept] for concept in one.applies_to)),
        ("Assumes", markup.plain(one.assumes)),
        ("Criticism", markup.plain(one.criticism)),
        ("Code", markup.link(f"{markup.plain(one.code.removeprefix('https://'))} ↗", one.code) if one.code else ""),
    ]
    st.markdown("\n".join(f"- **{title}.** {text}" for title, text in found if text))
