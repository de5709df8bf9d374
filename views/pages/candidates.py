"""Candidates: what a program suggests for the glossary, shown as just that. Deciding is for the command line."""

from __future__ import annotations

import streamlit as st

from catalogue.records import Work
from glossary.book import Glossary
from glossary.candidates.candidate import KINDS, Candidate, Kind, Side
from views import markup, state, wording
from views.components import sections, terms
from views.compose import Services
from views.glossary import curation
from views.page import Page

PAGE = Page(slug="candidates", title="Candidates", icon=":material/rule:", order=12, visible=False, under="glossary")

SHOWN = 25
"""Candidates of each kind on the page; the command lists them all."""

HOW: dict[Kind, str] = {
    "term": "Words that stand together in many papers, by C-value: how often, and how rarely inside of longer terms.",
    "abbreviation": "Short forms that several papers define in brackets, by how many papers spell them out.",
    "pair": "Words that a sentence joins by “also known as”, “i.e.”, “or”, brackets and the like.",
}


def render(services: Services) -> None:
    """Draw the first undecided candidates of each kind, each with its evidence."""
    sections.row("candidates")
    st.title("Candidates", anchor=False)
    st.warning(curation.UNREVIEWED, icon=":material/smart_toy:")
    with st.spinner("Reading the papers for what the glossary may lack: half a minute, once after each change …"):
        waiting = curation.undecided(services)
    if not waiting:
        st.markdown("Nothing waits for a decision: the library has too few papers, or all is decided.")
        return
    st.markdown("The site has no accounts: who runs it decides with `commons glossary accept`, `reject` or `later`.")
    by_kind = {kind: [one for one in waiting if one.kind == kind] for kind in KINDS}
    shown = [one for some in by_kind.values() for one in some[:SHOWN]]
    papers = _papers(services, shown)
    for kind, some in by_kind.items():
        st.header(f"{curation.TITLES[kind]} ({len(some)})", anchor=False)
        st.markdown(HOW[kind])
        for one in some[:SHOWN]:
            _entry(one, services.words.glossary, papers)
        if len(some) > SHOWN:
            st.markdown(f":gray[All of them: `commons glossary candidates --kind {kind} -k {len(some)}`]")


def _papers(services: Services, shown: list[Candidate]) -> dict[str, Work]:
    works = services.catalogue.find(one.quote.paper for one in shown)
    return {paper.id: work for work in works for paper in work.records}


def _entry(one: Candidate, glossary: Glossary, papers: dict[str, Work]) -> None:
    sides = " / ".join(_side(side, glossary) for side in one.sides)
    sentence = markup.marked(one.quote.sentence, (word for side in one.sides for word in side.text.split()))
    source = " · ".join([_title(one.quote.paper, papers), *(_number(it) for it in one.papers if it != one.quote.paper)])
    with st.container(gap="xxsmall"):
        st.markdown(f"**{sides}** :orange-badge[unreviewed] :gray[:small[{curation.facts(one)}]]")
        st.markdown(f"> “{sentence}”  \n> :small[{source}]")


def _side(side: Side, glossary: Glossary) -> str:
    concept = glossary.concepts.get(side.concept)
    return terms.link(concept, side.text) if concept else markup.plain(side.text)


def _title(paper: str, papers: dict[str, Work]) -> str:
    """Return a link to the quoted paper under its title, with its date."""
    work = papers[paper]
    link = markup.link(markup.rich(work.title), state.to("paper", {"id": paper}))
    return " ".join(filter(None, [link, work.submitted and f":gray[{wording.date(work.submitted)}]"]))


def _number(paper: str) -> str:
    return markup.link(markup.plain(paper), state.to("paper", {"id": paper}))
