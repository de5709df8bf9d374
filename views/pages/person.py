"""Author: what the papers here say of one person. A bibliographic page, made of bylines; nobody's profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import streamlit as st

from catalogue import programme
from catalogue.errors import AmbiguousPersonError, NoProgrammeError, UnknownPersonError
from catalogue.people import Person
from catalogue.records import Work
from people.authors.resolve import Authors
from views import brand, links, markup, state, wording
from views.components import card, terms, trouble
from views.compose import Services
from views.page import Page
from views.people.authors import authors

PAGE = Page(slug="person", title="Author", icon=":material/person:", order=3, visible=False, under="meet")

FOUND = 12
"""Authors shown for part of a name."""

IDEAS = 12
"""Concepts named: those that tell most of the papers, many here and few elsewhere."""

PAPERS, BESIDE = 10, 24
"""Papers and co-authors shown unfolded."""

TITLES = 3
"""Papers that tell people of one name apart."""


def render(services: Services) -> None:
    """Draw the author whom the address names, by id or by name; or those who may be meant; or a search."""
    with trouble.shown():
        known, asked = authors(services), st.query_params.get("id", "").strip()
        try:
            _person(services, known, known.find(asked))
        except AmbiguousPersonError:
            _several(services, known, known.candidates(asked))
        except UnknownPersonError:
            _nobody(known, asked)


def _person(services: Services, known: Authors, person: Person) -> None:
    works = services.catalogue.find(person.papers)
    brand.entitle(person.name)
    st.title(markup.plain(person.name), anchor=False)
    _facts(person, works)
    _namesakes(known, person)
    _presented(services, works)
    _ideas(services, person)
    _papers(works)
    _coauthors(known, person)
    _about()


def _facts(person: Person, works: Sequence[Work]) -> None:
    years = sorted(work.year for work in works if work.year)
    span = dict.fromkeys([years[0], years[-1]]) if years else {}
    facts = [wording.count(len(works), "paper") + " here", " to ".join(span)]
    facts += [markup.link(f"{markup.plain(wording.site(url))} ↗", url) for url in person.links]
    with st.container(gap="xsmall"):
        st.markdown(" · ".join(filter(None, facts)))
        if others := person.names[1:]:
            st.markdown(f":gray[Also printed as:] {markup.plain(', '.join(others))}")
        if person.affiliations:
            st.markdown(f":gray[Affiliations printed on papers:] {markup.plain('; '.join(person.affiliations))}")


def _namesakes(known: Authors, person: Person) -> None:
    """Say that others sign so too."""
    if others := len(known.candidates(person.name)) - 1:
        every = markup.link("See everybody of this name", state.to(PAGE.slug, {"id": person.name}))
        said = "Another author signs" if others == 1 else f"{others} other authors sign"
        st.info(f"{said} with this name here, and some may be the same person. {every}.", icon=":material/group:")


def _presented(services: Services, works: Sequence[Work]) -> None:
    """Draw what they present at the latest event."""
    try:
        event = programme.current(services.catalogue)
    except NoProgrammeError:
        return
    listed = [
        f"- {card.title_link(work)} :gray[:small[{markup.plain(wording.placement(place))}]]"
        for work in works
        for place in work.placements
        if place.event == event
    ]
    if listed:
        st.header("Posters", anchor="posters")
        st.markdown("\n".join(listed))


def _ideas(services: Services, person: Person) -> None:
    """Draw what their papers speak of more than others do, in the glossary's terms."""
    with trouble.quiet():
        evidence, concepts = services.words.evidence, services.words.glossary.concepts
        everywhere, papers = evidence.popularity(), services.catalogue.count()
        said = evidence.said_in(person.papers).values()
        here = Counter(concept for labels in said for concept in {one for one, _ in labels} if concept in concepts)
        telling = sorted(here, key=lambda one: (-here[one] * log(papers / everywhere[one]), one))
        if telling:
            st.markdown(f":gray[Ideas in the papers:] {terms.listed(concepts[one] for one in telling[:IDEAS])}")


def _papers(works: Sequence[Work]) -> None:
    st.header("Papers", anchor="papers")
    for work in works[:PAPERS]:
        card.brief(work)
    if older := works[PAPERS:]:
        with st.expander(wording.count(len(older), "older paper")):
            for work in older:
                card.brief(work)


def _beside(known: Authors, person: Person) -> Counter[Person]:
    """Count the papers written with each co-author, the most frequent first."""
    found = Counter(other for work in person.papers for other in known.of(work) if other and other.id != person.id)
    return Counter({other: found[other] for other in sorted(found, key=lambda other: (-found[other], other.name))})


def _coauthors(known: Authors, person: Person) -> None:
    beside = _beside(known, person)
    listed = list(beside)
    if not listed:
        return
    st.header("Wrote with", anchor="with")
    st.markdown(_with(listed[:BESIDE], beside))
    if more := listed[BESIDE:]:
        with st.expander(wording.count(len(more), "more co-author")):
            st.markdown(_with(more, beside))


def _with(people: Sequence[Person], papers: Counter[Person]) -> str:
    return " · ".join(
        card.person(one) + (f" :gray[:small[{papers[one]}]]" if papers[one] > 1 else "") for one in people
    )


def _about() -> None:
    st.divider()
    privacy = markup.link("How to have it corrected, renamed or hidden", state.to("privacy"))
    st.markdown(
        ":gray[:small[This page is made of the bylines of papers: it is a bibliography, no profile, and the author had "
        f"no part in it. Is it yours, and wrong or unwelcome?]] :small[{privacy}.]"
    )


def _several(services: Services, known: Authors, people: Sequence[Person]) -> None:
    """Let the reader choose among people of a name."""
    st.title(f"{len(people)} authors may be meant", anchor=False)
    st.markdown(
        "Papers are taken for one person's where co-authors or subjects speak for it. Where nothing does they stay "
        "apart, so some of these may be the same person."
    )
    shown = people[:FOUND]
    title_of = {
        work.id: work for work in services.catalogue.find(one for person in shown for one in person.papers[:TITLES])
    }
    for person in shown:
        papers = [title_of[one] for one in person.papers[:TITLES] if one in title_of]
        with st.container(gap="xxsmall"):
            st.markdown(f"### {card.person(person)}", anchors=False)
            st.markdown(f":gray[:small[{wording.count(len(person.papers), 'paper')}{_company(known, person)}]]")
            st.markdown("\n".join(f"- :small[{card.title_link(work)} {work.year}]" for work in papers))
    if len(people) > FOUND:
        st.markdown(f":gray[And {len(people) - FOUND} more; a longer name finds fewer.]")
    _about()


def _company(known: Authors, person: Person) -> str:
    """Say with whom somebody wrote most."""
    names = [markup.plain(other.name) for other in list(_beside(known, person))[:TITLES]]
    return f", with {', '.join(names)}" if names else ""


def _nobody(known: Authors, asked: str) -> None:
    """Say so, without a word of who was asked for, and let the reader search."""
    st.title("No such author" if asked else "Authors", anchor=False)
    if asked:
        st.markdown("No author page has this name or id. The name may be printed otherwise, or the author has no page.")
    text = st.text_input("Find an author", placeholder="Part of a name", key="author-search", max_chars=100)
    found = known.search(text, FOUND) if text.strip() else []
    for person in found:
        papers = wording.count(len(person.papers), "paper")
        st.markdown(f"{card.person(person)} :gray[:small[{papers}]]")
    if text.strip() and not found:
        st.markdown("Nobody's name has these words. A family name alone finds most.")
    st.markdown(f"{markup.link('Search for papers', state.to(links.SEARCH))}.")
