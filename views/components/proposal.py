"""Proposing a change to a concept: edit its file here, take a patch along that the project can apply."""

from __future__ import annotations

from difflib import unified_diff

import streamlit as st

from catalogue.words import Concept
from glossary import read
from views import markup


def draw(concept: Concept) -> None:
    """Draw the editor, folded; its outcome is checked as the glossary checks itself."""
    with st.expander("Propose a change", icon=":material/edit:"):
        before = (read.TERMS / f"{concept.id}.toml").read_text(encoding="utf-8")
        st.markdown(
            "Edit the entry. What you get is a patch: apply it with `git apply` and open a pull request, "
            "or send it to the maintainers. Nothing is sent from here."
        )
        after = st.text_area(
            "The entry", before, height=360, key=f"proposal-{concept.id}", label_visibility="collapsed"
        )
        if after.strip() != before.strip():
            _offer(concept.id, before, after.rstrip() + "\n")


def _offer(concept_id: str, before: str, after: str) -> None:
    read_back = read.parse(concept_id, after)
    if isinstance(read_back, list):
        st.error(
            "\n".join(f"- line {one.line}: {markup.plain(one.what)}" for one in read_back), icon=":material/error:"
        )
        return
    change = patch(concept_id, before, after)
    st.code(change, language="diff", wrap_lines=True)
    st.download_button(
        "Download the patch", change.encode(), f"{concept_id}.patch", "text/x-diff", icon=":material/download:"
    )


def patch(concept_id: str, before: str, after: str) -> str:
    """Return the change of a concept's file as ``git apply`` takes it."""
    name = f"glossary/terms/{concept_id}.toml"
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}")
    return "".join(lines)
