"""Proposing a change to a concept: edit its file here, take a patch along that the project can apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import unified_diff

import streamlit as st

from catalogue.formats.toml import Mistake
from catalogue.words import Concept
from glossary import read, rules
from glossary.book import Glossary
from glossary.read import Entry
from views import markup

_END = "-- \nInterp Commons\n"
"""As mail ends: `st.code` cuts white space off, and the last line of a change may be an empty one."""


def draw(concept: Concept, glossary: Glossary) -> None:
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
            _offer(concept.id, before, after.rstrip() + "\n", glossary)


def _offer(concept_id: str, before: str, after: str, glossary: Glossary) -> None:
    """Draw the patch, unless the entry cannot be read; what breaks a rule may be meant, say with a new source."""
    entry = read.parse(concept_id, after)
    if isinstance(entry, list):
        st.error(_listed(entry), icon=":material/error:")
        return
    if broken := _breaches(entry, glossary):
        st.warning(f"The glossary would not take this as it is:\n{_listed(broken)}", icon=":material/rule:")
    change = patch(concept_id, before, after)
    st.code(change, language="diff", wrap_lines=True)
    st.download_button(
        "Download the patch", change.encode(), f"{concept_id}.patch", "text/x-diff", icon=":material/download:"
    )


def _breaches(entry: Entry, glossary: Glossary) -> list[Mistake]:
    """Return the rules that the glossary would break with *entry* in it: those at a line of the entry, or else all."""
    concepts = {**glossary.concepts, entry.concept.id: entry.concept}.values()
    others = [Entry(concept=one, file=one.id, text="") for one in concepts if one is not entry.concept]
    found = rules.check([*others, entry], glossary.sources)
    return [one for one in found if one.file == entry.file] or [replace(one, line=0) for one in found]


def _listed(mistakes: Iterable[Mistake]) -> str:
    return "\n".join(f"- {f'line {one.line}: ' if one.line else ''}{markup.plain(one.what)}" for one in mistakes)


def patch(concept_id: str, before: str, after: str) -> str:
    """Return the change of a concept's file as ``git apply`` takes it."""
    name = f"glossary/terms/{concept_id}.toml"
    return "".join([*unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}"), _END])


def _lines(text: str) -> list[str]:
    """Cut *text* where git does: `str.splitlines` also cuts at white space that is no end of a line to others."""
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")]
