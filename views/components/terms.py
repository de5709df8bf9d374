"""Concepts, labels and sources on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from catalogue.records import Work
from catalogue.words import Concept, Label, Source
from glossary.exports import names
from views import markup, state, wording
from views.components import toggle
from views.components.toggle import Side
from views.glossary import wording as terms_wording

KINDS = {
    "idea": ":material/lightbulb:",
    "method": ":material/construction:",
    "metric": ":material/straighten:",
    "benchmark": ":material/flag:",
    "tool": ":material/handyman:",
}
"""An icon for each kind of concept."""


def link(concept: Concept, shown: str = "") -> str:
    """Return a link to the page of *concept*, under its name or *shown*."""
    return markup.link(markup.plain(shown or concept.name), state.to("concept", {"id": concept.id}))


def listed(concepts: Iterable[Concept]) -> str:
    """Return links to *concepts*, one after the other."""
    return " · ".join(map(link, concepts))


def label(one: Label, papers: Mapping[str, int] | None, source: Source | None) -> str:
    """Return a word with its field, its time, and how many papers show it.

    Args:
        one: The label.
        papers: How many papers use each label of the concept; None where the corpus has not been read.
        source: What the label rests on, if anything does.
    """
    known = (papers or {}).get(one.text, 0)
    notes = [terms_wording.note(one), wording.count(known, "paper") if known else ""]
    if papers is not None and not known:
        notes.append(f"seen in {cited(source)}" if source else "unattested")
    small = ", ".join(filter(None, notes))
    return f"**{markup.plain(one.text)}**" + (f" :gray[:small[{small}]]" if small else "")


def cited(source: Source) -> str:
    """Return a short link to a source outside: who, or else what, and when."""
    who = " ".join(filter(None, [source.authors or source.title, str(source.year or "")]))
    return markup.link(f"{markup.plain(who)}\u00a0↗", names.source(source.id))


def know(concept: Concept) -> None:
    """Draw the button that remembers that the reader knows a concept, or forgets it."""
    toggle.draw(
        "know",
        concept.id,
        off=Side("I know this", "circle", state.know),
        on=Side("You know this", "check_circle", state.unlearn),
        held=concept.id in state.memory().read,
        about="Reading paths and **My things** remember it.",
    )


def references(ids: Iterable[str], sources: Mapping[str, Source], works: Iterable[Work]) -> None:
    """List sources: those that the library has lead to their page here, the others outside."""
    here = {paper.id: work for work in works for paper in work.records}
    st.markdown("\n".join(f"- {_reference(sources[one], here.get(one))}" for one in ids))


def _reference(source: Source, work: Work | None) -> str:
    if work is None:
        return markup.link(f"{markup.plain(terms_wording.source(source))} ↗", names.source(source.id))
    who = ", ".join(filter(None, [wording.authors(work.authors), work.year]))
    title = markup.link(markup.rich(work.title), state.to("paper", {"id": work.id}))
    return f"{title} :gray[:small[{markup.plain(who)}]]"
