"""Paper: everything known about one work."""

from __future__ import annotations

import streamlit as st

from catalogue.formats import bibtex, ris
from catalogue.formats.latex import to_plain
from catalogue.records import Paper, Work
from views import brand, links, markup, state, wording
from views.components import card, exports, filters, terms, trouble
from views.compose import Services
from views.finding import neighbours
from views.page import Page
from views.people.authors import authors
from views.topics.papers import topics_of

PAGE = Page(slug="paper", title="Paper", icon=":material/article:", order=2, visible=False, under="search")

NEAR = 6
"""Similar papers shown."""

IDEAS = 12
"""Concepts named: those that the abstract names most often."""


def render(services: Services) -> None:
    """Draw the work that the address names."""
    paper_id = st.query_params.get("id", "").strip()
    works = services.catalogue.find([paper_id])
    if works:
        _work(services, works[0])
    else:
        _missing(paper_id)


def _work(services: Services, work: Work) -> None:
    brand.entitle(work.title)
    st.title(markup.rich(work.title), anchor=False)
    if work.withdrawn:
        st.warning("This paper has been withdrawn. It is kept here, and no longer found.", icon=":material/block:")
    with st.container(gap="xsmall"):
        _facts(services, work)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            card.keep(work.id)
            card.like(work.id)
            exports.take([work], "paper", title=to_plain(work.title))
    card.texts(work)
    _ideas(services, work)
    _cite(work)
    _similar(services, work)
    _records(work)


def _missing(paper_id: str) -> None:
    """Say that there is no such paper, or that none was named, and where to go from here."""
    st.title("No such paper" if paper_id else "No paper chosen", anchor=False)
    if paper_id:
        st.markdown(
            f"This library has no paper with the id {markup.plain(paper_id)}; the address may be cut or mistyped."
        )
    else:
        st.markdown("This page shows one paper, named in its address.")
    st.markdown(f"{markup.link('Search for a paper', state.to(links.SEARCH))}.")


def _facts(services: Services, work: Work) -> None:
    st.markdown(card.everybody(work, authors(services).of(work.id)))
    dates = [wording.date(work.submitted), *_updated(work), *card.venue(work)]
    st.markdown(" · ".join(filter(None, [*dates, *card.outside(work)])))
    card.placements(work)
    if about := topics_of(services, work):
        topics = (markup.link(markup.plain(filters.topic(one)), state.to("topic", {"id": one})) for one in about)
        st.markdown(f":gray[Topics:] {' · '.join(topics)}")
    if work.categories:
        st.markdown(f":gray[arXiv categories:] {markup.plain(', '.join(work.categories))}")


def _updated(work: Work) -> list[str]:
    last = max(paper.updated for paper in work.records)
    return [f"revised {wording.date(last)}"] if last > work.submitted else []


def _ideas(services: Services, work: Work) -> None:
    """Draw what the paper speaks of, in the glossary's terms."""
    with trouble.quiet():
        named = services.words.evidence.concepts_in(work.id)[:IDEAS]
        known = [services.words.glossary.concepts[one] for one in named if one in services.words.glossary.concepts]
        if known:
            st.markdown(f":gray[Ideas in it:] {terms.listed(known)}")


def _cite(work: Work) -> None:
    with st.expander("Cite", icon=":material/format_quote:"):
        st.code(bibtex.dump([work]), language="bibtex", wrap_lines=True)
        st.code(ris.dump([work]), language=None, wrap_lines=True)


def _similar(services: Services, work: Work) -> None:
    st.header("Similar papers", anchor="similar")
    with trouble.shown():
        with st.spinner("Looking around …"):
            found = neighbours(services, work.id, NEAR)
        for near, why in found:
            card.neighbour(near, why)
        st.markdown(markup.link("More, with reasons", state.to(links.SEARCH, {"like": work.id})))


def _records(work: Work) -> None:
    st.header("Where this comes from", anchor=False)
    st.markdown("\n".join(f"- {_record(paper)}" for paper in work.records))


def _record(paper: Paper) -> str:
    said = [wording.source(paper.source), f"version {paper.version}" if paper.version > 1 else ""]
    said += ["withdrawn" if paper.withdrawn else "", paper.licence]
    return f"`{paper.id.replace('`', '')}` · {markup.plain(' · '.join(filter(None, said)))}"
