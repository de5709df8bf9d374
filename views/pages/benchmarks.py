"""Benchmarks: what somebody with a method could run, what it measures, and what is said against it."""

from __future__ import annotations

import streamlit as st

from catalogue.words import Concept
from glossary.book import Glossary
from views import markup
from views.components import choice, sections, terms, yardstick
from views.compose import Services
from views.glossary import wording as terms_wording
from views.page import Page

PAGE = Page(
    slug="benchmarks", title="Benchmarks", icon=":material/straighten:", order=10, visible=False, under="glossary"
)

KINDS = {"benchmark": "Benchmarks", "metric": "Metrics"}


def render(services: Services) -> None:
    """Draw the choice of a method, then the benchmarks and metrics that run on it."""
    sections.row("benchmarks")
    glossary = services.words.glossary
    st.title("Benchmarks and metrics", anchor=False)
    st.markdown(
        "Choose your method to see what you could run on it, what each yardstick assumes, and what is said against it."
    )
    measured = [concept for concept in glossary.concepts.values() if concept.yardstick]
    method = _method(measured, glossary)
    for kind, title in KINDS.items():
        some = [one for one in measured if one.kind == kind and (not method or _runs_on(one, method, glossary))]
        if some:
            st.header(f"{title} ({len(some)})", anchor=False)
        for concept in sorted(some, key=terms_wording.by_level):
            _entry(concept, glossary)


def _method(measured: list[Concept], glossary: Glossary) -> str:
    """Draw the choice of a method; the address follows it."""
    methods = {one for concept in measured if concept.yardstick for one in concept.yardstick.applies_to}
    options = sorted(methods, key=lambda one: glossary[one].name.casefold())
    return choice.choose("method", "My method", options, lambda one: glossary[one].name)


def _runs_on(concept: Concept, method: str, glossary: Glossary) -> bool:
    """Whether it applies to the method, or to something that the method is a kind of."""
    if concept.yardstick is None:
        return False
    kinds = [link.there.id for link in glossary.links(method) if link.relation in {"exactMatch", "broadMatch"}]
    return not {method, *kinds}.isdisjoint(concept.yardstick.applies_to)


def _entry(concept: Concept, glossary: Glossary) -> None:
    if concept.yardstick is None:
        return
    with st.container(gap="xxsmall"):
        st.markdown(f"### {terms.link(concept)}", anchors=False)
        st.markdown(markup.plain(concept.definition))
        with st.expander(f"Details of {concept.name}", type="compact"):
            yardstick.lines(concept.yardstick, glossary)
