"""Concept: one idea, who calls it what, what it is next door, and what the papers show."""

from __future__ import annotations

import streamlit as st

from catalogue.words import Concept, Label
from glossary.book import Glossary, Link
from glossary.evidence.store import Evidence, Quotation
from glossary.expand import called
from glossary.forms import key
from glossary.lists import topics
from glossary.lookup import lookup
from glossary.paths import leading_to
from views import brand, links, markup, state, wording
from views.components import proposal, sections, terms, trouble, usage, yardstick
from views.compose import Services
from views.glossary import wording as terms_wording
from views.page import Page

PAGE = Page(slug="concept", title="Concept", icon=":material/menu_book:", order=11, visible=False, under="glossary")

QUOTES = 5
"""Sentences shown at once."""


def render(services: Services) -> None:
    """Draw the concept that the address names, by its id or by any word for it; or all that its ``word`` means."""
    sections.row("")
    word, concept_id = (st.query_params.get(name, "").strip() for name in ("word", "id"))
    found = services.words.look_up(word) if word else lookup(services.words.glossary, concept_id)
    if len(found.concepts) == 1:
        _concept(services, found.concepts[0])
    elif found.concepts:
        _senses(found.word, found.concepts)
    else:
        _missing(found.word, found.near)


def _concept(services: Services, concept: Concept) -> None:
    glossary = services.words.glossary
    _heading(concept)
    _other_senses(concept, glossary)
    _speakers(services, concept)
    _explanation(concept)
    if concept.rivals:
        _rivals(concept, glossary)
    if concept.yardstick:
        st.header("As a yardstick", anchor=False)
        yardstick.lines(concept.yardstick, glossary)
    _next_door(services, concept)
    if concept.elsewhere:
        _elsewhere(concept)
    with trouble.shown():
        _papers(services.words.evidence, concept)
    _reading(services, concept)
    _history(services, concept)


def _heading(concept: Concept) -> None:
    brand.entitle(concept.name)
    st.title(markup.plain(concept.name), anchor=False)
    home = [markup.link(markup.plain(topics()[one].label), state.to("topic", {"id": one})) for one in concept.topics]
    facts = [f":primary-badge[{terms.KINDS[concept.kind]} {concept.kind}]", f":gray-badge[{concept.level}]"]
    if concept.contested:
        facts.append(":orange-badge[:material/balance: in dispute]")
    st.markdown(f"{' '.join(facts)} :small[{' · '.join(home)}]")
    with st.container(key="lead"):
        st.markdown(markup.plain(concept.definition))
    terms.know(concept)
    if concept.contested:
        st.markdown(f"**In dispute.** {markup.plain(concept.contested)}")


def _other_senses(concept: Concept, glossary: Glossary) -> None:
    """Lead to the other concepts that share one of its words."""
    for word in concept.shown:
        senses = [one for one in glossary.many_sensed.get(key(word.text), ()) if one is not concept]
        if senses:
            st.markdown(f":material/call_split: **{markup.plain(word.text)}** also means: {terms.listed(senses)}")


def _speakers(services: Services, concept: Concept) -> None:
    """Draw who says what, the two large communities side by side."""
    st.header("Who says what", anchor=False)
    papers = None
    with trouble.quiet():
        papers = {label: use.papers for label, use in services.words.evidence.uses(concept.id).items()}
    columns = terms_wording.by_speaker(concept)
    for pair in (("academia", "industry"), ("independent", terms_wording.NEIGHBOURS)):
        for column, who in zip(st.columns(2), pair, strict=True):
            with column:
                st.markdown(f"### {terms_wording.SPEAKERS[who]}", anchors=False)
                _labels(columns[who], papers, services.words.glossary)


def _labels(labels: list[Label], papers: dict[str, int] | None, glossary: Glossary) -> None:
    lines = [terms.label(one, papers, glossary.sources.get(one.source)) for one in labels]
    st.markdown("\n".join(f"- {line}" for line in lines) or ":gray[no word of their own that we know]")


def _explanation(concept: Concept) -> None:
    st.header("What it is", anchor=False)
    said = concept.explanation
    for title, text in (("Intuition", said.intuition), ("In practice", said.practice), ("Traps", said.traps)):
        st.markdown(f"**{title}.** {markup.plain(text)}")


def _rivals(concept: Concept, glossary: Glossary) -> None:
    st.header("Rival definitions", anchor=False)
    lines = [
        f"- {f'**{markup.plain(rival.by)}.** ' if rival.by else ''}{markup.plain(rival.text)} "
        f":small[{terms.cited(glossary.sources[rival.source])}]"
        for rival in concept.rivals
    ]
    st.markdown("\n".join(lines))


def _next_door(services: Services, concept: Concept) -> None:
    """Draw the bridges, each with its limits and with the papers that name both sides; false friends last."""
    glossary = services.words.glossary
    found = glossary.links(concept.id)
    friends = [link for link in found if link.relation == "falseFriend"]
    bridges = [link for link in found if link.relation != "falseFriend"]
    for title, some in (("What it is called next door", bridges), ("Not to be confused with", friends)):
        if some:
            st.header(title, anchor=False)
            for link in sorted(some, key=terms_wording.closeness):
                _link(services, link, glossary)


def _link(services: Services, link: Link, glossary: Glossary) -> None:
    there = link.there.preferred
    who = terms_wording.field(there) if there.field != link.here.preferred.field else ", ".join(there.communities)
    with st.container(gap="xxsmall"):
        relation = "" if link.relation == "falseFriend" else f"{terms_wording.RELATIONS[link.relation]} "
        st.markdown(f"{relation}**{terms.link(link.there)}** :gray[:small[{markup.plain(who)}]]")
        st.markdown(f":small[:material/call_split: {markup.plain(link.bridge.breaks)}]")
        cited = ", ".join(terms.cited(glossary.sources[paper]) for paper in link.bridge.papers)
        if cited:
            st.markdown(f":gray[:small[Grounds: {cited}]]")
        with trouble.quiet():
            _together(services.words.evidence, link)


def _together(evidence: Evidence, link: Link) -> None:
    """Say how many papers name both sides of a bridge, and quote the best."""
    papers = evidence.together(link.here.id, link.there.id)
    if papers:
        st.markdown(f":gray[:small[{wording.count(papers, 'paper names', 'papers name')} both]]")
    for quotation in evidence.joint(link.here.id, link.there.id)[:1]:
        _quote(quotation, "")


def _elsewhere(concept: Concept) -> None:
    """Draw what papers elsewhere say, a line for each community or field, each phrase leading to a search for it."""
    st.header("What papers elsewhere say", anchor=False)
    st.markdown(
        "Words to search by, not synonyms: papers that use them are about this idea or, in grey, something near it."
    )
    lines = []
    for one in concept.elsewhere:
        same = [_search(markup.plain(phrase), phrase) for phrase in one.same]
        near = [_search(f":gray[{markup.plain(phrase)}]", phrase) for phrase in one.near]
        said = [" · ".join(same), f":gray[near:] {' · '.join(near)}" if near else ""]
        lines.append(f"- **{markup.plain(called(one.by))}** {'; '.join(filter(None, said))}")
    st.markdown("\n".join(lines))


def _search(shown: str, query: str) -> str:
    return markup.link(shown, state.to(links.SEARCH, {"q": query}))


def _papers(evidence: Evidence, concept: Concept) -> None:
    """Draw the use over time and the best sentences."""
    uses = evidence.uses(concept.id)
    st.header("In the papers", anchor=False)
    if not uses:
        st.markdown("No paper of this library uses one of these words in its title or abstract.")
        return
    dated = [use for use in uses.values() if use.first]
    if dated:
        first = min(dated, key=lambda use: use.first)
        paper = markup.link("this paper", state.to("paper", {"id": first.first_paper}))
        st.markdown(f"First seen here as **{markup.plain(first.label)}** in {paper} ({wording.date(first.first)}).")
        usage.chart(uses, evidence.denominators())
    for quotation in evidence.quotes(concept.id, QUOTES):
        _quote(quotation, quotation.sentence[quotation.start : quotation.end])
    st.markdown(_search("Search the library for it", concept.name))


def _quote(quotation: Quotation, word: str) -> None:
    title = markup.link(markup.rich(quotation.title), state.to("paper", {"id": quotation.paper}))
    shown = markup.marked(quotation.sentence, word.split())
    st.markdown(f"> “{shown}”  \n> :small[{title} :gray[{wording.date(quotation.date)}]]")


def _reading(services: Services, concept: Concept) -> None:
    glossary = services.words.glossary
    if concept.key_papers:
        st.header("Read", anchor=False)
        terms.references(concept.key_papers, glossary.sources, services.catalogue.find(concept.key_papers))
    for title, some in (
        ("Before this", [glossary[one] for one in concept.prerequisites]),
        ("After this", sorted(glossary.leads_to(concept.id), key=terms_wording.by_level)),
    ):
        if some:
            st.markdown(f"**{title}.** {terms.listed(some)}")
    if concept.prerequisites:
        way = markup.link("From the basics to here", state.to("start", {"to": concept.id}))
        number = wording.count(len(leading_to(concept, glossary)), "step")
        st.markdown(f"**A reading path.** {way} :gray[:small[{number}]]")


def _history(services: Services, concept: Concept) -> None:
    glossary = services.words.glossary
    st.header("About this entry", anchor=False)
    if concept.introduced:
        st.markdown(f"The idea or its word entered with {terms.cited(glossary.sources[concept.introduced])}.")
    st.markdown("\n".join(f"- {change.date}: {markup.plain(change.what)}" for change in concept.changes))
    st.markdown(markup.link("On the map", state.to("map", {"around": concept.id})))
    st.markdown(f":gray[Permanent address:] {markup.link('this page', state.to('concept', {'id': concept.id}))}")
    proposal.draw(concept, glossary)


def _senses(word: str, concepts: tuple[Concept, ...]) -> None:
    """Draw the several concepts that a word stands for; they are never merged."""
    st.title(markup.plain(word), anchor=False)
    st.markdown(f"This word has {len(concepts)} senses.")
    for concept in concepts:
        with st.container(gap="xxsmall"):
            st.markdown(f"## {terms.link(concept)}", anchors=False)
            st.markdown(f":gray[:small[{markup.plain(terms_wording.field(concept.preferred))}]]")
            st.markdown(markup.plain(concept.definition))


def _missing(word: str, near: tuple[Concept, ...]) -> None:
    st.title("No such concept" if word else "No concept chosen", anchor=False)
    if word:
        st.markdown(f"The glossary does not have the word {markup.plain(word)} yet.")
    if near:
        st.markdown(f"Near it: {terms.listed(near)}.")
    st.markdown(
        f"{markup.link('See all concepts', state.to('glossary'))}, or "
        f"{markup.link('search the papers', state.to(links.SEARCH, {'q': word}))}."
    )
