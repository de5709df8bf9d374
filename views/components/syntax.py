"""How to ask more exactly: the fields of a question, each with an example to try."""

from __future__ import annotations

import streamlit as st

from views import links, markup, state

EXAMPLES = {
    'ti:"causal tracing"': "in the title",
    'au:"Neel Nanda"': "by this author",
    "abs:backdoor": "in the abstract",
    "cat:cs.CV circuits": "of this arXiv category",
    "steering year:2023..": "from 2023 on; also 2021..2023, ..2020 or 2022",
    '"activation patching"': "these words, in this order",
    "superposition -toy": "without this word",
}
"""A question and what it asks for. Tests run them all."""


def popover() -> None:
    """Draw the help, folded away until wanted."""
    with st.popover("Tips", icon=":material/help:"):
        st.markdown("A plain question is enough. To be more exact, add any of these:")
        examples()


def examples() -> None:
    """List the fields, each a link to an example."""
    lines = [
        f"- {markup.link(markup.plain(one), state.to(links.SEARCH, {'q': one}))} {what}"
        for one, what in EXAMPLES.items()
    ]
    st.markdown("\n".join(lines))
