"""Glossary: every concept, by search as one types, by letter, topic, kind, level or community."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from string import ascii_uppercase

import streamlit as st

from catalogue.words import COMMUNITIES, KINDS, LEVELS, Concept
from glossary.book import Glossary
from glossary.lists import topics
from glossary.lookup import matching
from views import links, markup, state, wording
from views.components import choice, sections, terms
from views.compose import Services
from views.page import Page

PAGE = Page(slug="glossary", title="Glossary", icon=":material/menu_book:", order=4, label=lambda: "Words")

FOUND = 20
"""Concepts listed for what was typed: more are scrolled past."""

FULL = 60
"""Up to so many concepts are listed with their definitions."""

FILTERS: dict[str, tuple[tuple[str, ...], Callable[[Concept, str], bool]]] = {
    "topic": (tuple(topics()), lambda concept, value: value in concept.topics),
    "kind": (KINDS, lambda concept, value: concept.kind == value),
    "level": (LEVELS, lambda concept, value: concept.level == value),
    "community": (COMMUNITIES, lambda concept, value: any(value in label.communities for label in concept.shown)),
    "letter": (("#", *ascii_uppercase), lambda concept, value: _letter(concept) == value),
}
"""What the list can be narrowed by: the values, and who passes. The names are those of the address."""


def render(services: Services) -> None:
    """Draw the search box, the filters, and the concepts that pass."""
    sections.row("glossary")
    st.title("Glossary", anchor=False)
    counts = services.words.glossary.counts()
    st.markdown(
        f"{counts['concepts']:,} ideas and {counts['labels']:,} words for them: what academia, industry labs, "
        "independent researchers and the fields next door call the same thing, and where the analogy breaks."
    )
    _search(services.words.glossary)


@st.fragment
def _search(glossary: Glossary) -> None:
    """Draw the box and what fits: a fragment, so that typing runs nothing else."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", key="ask"):
        st.text_input(
            "Find a word",
            type="search",
            key="word",
            live=True,
            bind="query-params",
            placeholder="causal tracing, SAE, or what it does in your words",
        )
        chosen = _filters()
    typed = st.session_state["word"].strip()
    found = matching(glossary, typed) if typed else sorted(glossary.concepts.values(), key=_name)
    passed = [one for one in found if all(FILTERS[name][1](one, value) for name, value in chosen.items())]
    if chosen:
        _narrowed(len(passed), chosen, typed)
    if typed and not found:
        _nothing(typed)
    elif typed or (chosen and len(passed) <= FULL):
        _listed(passed[: FOUND if typed else FULL])
    else:
        _letters(passed, whole=not chosen)
    if not (typed or chosen):
        _several_senses(glossary)


def _filters() -> dict[str, str]:
    """Draw the filters, folded away; return those that are set. The address follows them."""
    with st.popover("Filters", icon=":material/tune:"):
        chosen = {
            name: choice.choose(name, name.capitalize(), values, _called) for name, (values, _) in FILTERS.items()
        }
    return {name: value for name, value in chosen.items() if value}


def _called(value: str) -> str:
    return topics()[value].label if value in topics() else value


def _narrowed(number: int, chosen: dict[str, str], typed: str) -> None:
    """Say what the list is narrowed to, and lead back."""
    back = markup.link("Show all", state.to("glossary", {"word": typed}))
    st.markdown(f":gray[{wording.count(number, 'concept')}: {', '.join(map(_called, chosen.values()))}.] {back}")


def _nothing(typed: str) -> None:
    ask = markup.link("search the papers", state.to(links.SEARCH, {"q": typed}))
    st.info(f"No word like that, not even misspelt. Try another, or {ask}.", icon=":material/search_off:")


def _name(concept: Concept) -> str:
    return concept.name.casefold()


def _letter(concept: Concept) -> str:
    """Return the letter under which a concept stands; ``#`` for names that begin with none."""
    first = concept.name[0].upper()
    return first if first in ascii_uppercase else "#"


def _listed(concepts: Iterable[Concept]) -> None:
    for concept in concepts:
        with st.container(gap="xxsmall"):
            st.markdown(f"## {terms.link(concept)}", anchors=False)
            st.markdown(markup.plain(concept.definition))
            others = [markup.plain(label.text) for label in concept.shown[1:5]]
            if others:
                st.markdown(f":gray[:small[also {', '.join(others)}]]")


def _letters(concepts: list[Concept], *, whole: bool) -> None:
    """Draw names only, under their letters, each a link; above a *whole* list also the letters."""
    by_letter: defaultdict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        by_letter[_letter(concept)].append(concept)
    if whole:
        st.markdown(" · ".join(markup.link(letter, state.to("glossary", {"letter": letter})) for letter in by_letter))
    for letter, some in by_letter.items():
        st.markdown(f"## {letter}", anchors=False)
        st.markdown(terms.listed(some))


def _several_senses(glossary: Glossary) -> None:
    """Draw the words that stand for several ideas: where people talk past each other."""
    st.header("One word, several ideas", anchor=False)
    senses = {glossary.words[form][0][0].text: concepts for form, concepts in glossary.many_sensed.items()}
    lines = [
        f"- **{markup.link(markup.plain(word), state.to('concept', {'word': word}))}**: {terms.listed(senses[word])}"
        for word in sorted(senses, key=str.casefold)
    ]
    st.markdown("\n".join(lines))
