"""What a programme lacks, for its organiser."""

from __future__ import annotations

import streamlit as st

from views import markup, state
from views.components import card
from views.compose import Services
from views.people.programme import coverage, listed

PROGRAMME = "programme"
"""Slug of the page that this belongs to."""

LACKS = {
    "no_abstract": "Without an abstract",
    "no_authors": "Without authors",
    "no_session": "Not presented, or nobody said when",
    "unknown_session": "In a session without hours",
    "no_poster": "Presented without a number or a board",
    "not_on_arxiv": "Not found on arXiv",
}
"""Fields of `Coverage` that are papers, and what they are."""


def draw(services: Services, name: str) -> None:
    """Draw the report, and how to mend what it says."""
    st.header("What this programme lacks", anchor=False)
    found = coverage(services, name)
    titles = {one.work.id: card.title_link(one.work) for one in listed(services, name)}
    for field, said in LACKS.items():
        papers = getattr(found, field)
        with st.expander(f"{said}: {len(papers)}", type="compact"):
            st.markdown("\n".join(f"- {titles[one]}" for one in papers) or "None.")
    with st.expander(f"Names of no certain author: {len(found.unresolved)} of {found.bylines}", type="compact"):
        lines = [f"- {markup.plain(printed)} :gray[in] {titles[one]}" for one, printed in found.unresolved]
        st.markdown("\n".join(lines) or "None.")
    st.markdown(
        "Mend the file and give the same command again: `commons ingest programme PAPERS.csv --sessions SESSIONS.csv`, "
        f"then `commons index`. {markup.link('Back to the programme', state.to(PROGRAMME, {'event': name}))}."
    )
