"""Taking works along: files for other programs, and a text to copy into a language model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from catalogue.formats import markdown
from catalogue.records import Work
from views import wording
from views.services import services
from views.taking import FORMATS

COPY_HEIGHT = 220
"""Pixels of the text to copy: enough to see what it is."""


@st.fragment
def take(works: Sequence[Work], stem: str, *, title: str) -> None:
    """Draw a button behind which *works* are taken along; nothing where there are none.

    What is behind it is made when somebody opens it: a page stays as quick as without.

    Args:
        works: What to take.
        stem: Names the files and tells several of these buttons on a page apart: letters, digits and hyphens.
        title: What they are, in plain text, for the formats that have a title.
    """
    if not works:
        return
    key = f"take-{stem}"
    with st.popover("Take along", icon=":material/ios_share:", type="tertiary", key=key, on_change="rerun") as opened:
        if opened.open:
            st.markdown(f"**Take {wording.count(len(works), 'paper')} along**")
            _files(works, stem, title)
            _text(works, stem, title)


def _files(works: Sequence[Work], stem: str, title: str) -> None:
    """Draw a button for each format; the file is written when it is asked for."""
    with st.container(horizontal=True, gap="xsmall"):
        for name, form in FORMATS.items():
            st.download_button(
                form.name,
                partial(form.dump, services(), works, title),
                file_name=f"{stem}.{form.suffix}",
                mime=form.mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"download-{stem}-{name}",
            )


def _text(works: Sequence[Work], stem: str, title: str) -> None:
    """Draw all of it as a text with the button that copies it, and say how long it is."""
    document = markdown.dump(works, title)
    words, tokens = markdown.size(document)
    st.markdown(
        f"**Copy for a language model** :gray[:small[Markdown, {words:,} words, about {round(tokens, -2):,} tokens]]"
    )
    with st.container(key=f"copy-{stem}"):
        st.code(document, language=None, wrap_lines=True, height=COPY_HEIGHT)
