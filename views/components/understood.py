"""How a question was understood, above its results: misspelt words, people, false friends, what else was searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import streamlit as st

from catalogue.answers import Answer, Caution, Expansion
from catalogue.words import COMMUNITIES, OWN_FIELD
from glossary.lists import fields
from views import ideas, links, markup, state, wording
from views.asked import Asked, read
from views.components import terms
from views.compose import Services

SHOWN = 5
"""Words of other communities that have their switch in sight; the rest are folded away."""

NAMED = 6
"""Words of one relation that are named; there may be a hundred."""

MEANT = 4
"""Concepts of a question that lead to the glossary."""

_ON, _OFF = "words-on", "words-off"


def draw(services: Services, asked: Asked, answer: Answer) -> None:
    """Draw all that there is to say."""
    with st.container(gap="xsmall"):
        _mended(asked, answer.did_you_mean)
        _people(services, asked, answer.people)
        for word, cautions in groupby(answer.cautions, key=lambda one: one.word):
            _beware(services, word, list(cautions))
        _bridges(services, asked, answer.also_searched)


def _mended(asked: Asked, question: str) -> None:
    if question:
        st.markdown(f"Did you mean **{_search(asked, question, question)}**?")


def _people(services: Services, asked: Asked, names: Sequence[str]) -> None:
    if names:
        authors = services.searcher.index().authors
        shown = [_search(asked, f'au:"{name}"', f"Papers by {name} ({len(authors.rows(name))})") for name in names]
        st.markdown(f":material/person: {' · '.join(shown)}")


def _search(asked: Asked, question: str, shown: str) -> str:
    """Return a link to the search for *question* under the same filters."""
    return markup.link(markup.plain(shown), state.to(links.SEARCH, replace(asked, q=question, without=()).params()))


def _beware(services: Services, word: str, cautions: Sequence[Caution]) -> None:
    """Warn of a false friend: what it is taken for here, and what else it means, one of them in full."""
    known = services.words.glossary
    first, *rest = cautions
    also = f" It can also be {' or '.join(terms.link(known[one.other]) for one in rest)}." if rest else ""
    st.warning(
        f"**{markup.plain(word)}** is a false friend. It is taken for {terms.link(known[first.concept])} here; "
        f"others mean {terms.link(known[first.other])} by it. {markup.plain(first.note)}{also}",
        icon=":material/alt_route:",
    )


def _bridges(services: Services, asked: Asked, searched: Sequence[Expansion]) -> None:
    """Draw the words of other communities, each with its switch, and lead to the glossary."""
    if not asked.bridges:
        st.button("Also search in other communities' words", icon=":material/translate:", on_click=_all, args=(True,))
    words = _ordered(services, asked, searched) if asked.bridges else []
    if not words:
        _meant(services, asked)
        return
    _switches(words[:SHOWN], asked)
    rest = words[SHOWN:]
    more = f", and {len(rest)} more" if rest else ""
    with st.expander(f"Whose words these are{more}", type="compact"):
        _meant(services, asked)
        st.markdown("\n".join(_explained(words)))
        if rest:
            _choice(rest, asked)
        st.button("Search in my words only", type="tertiary", icon=":material/block:", on_click=_all, args=(False,))


def _meant(services: Services, asked: Asked) -> None:
    """Lead to the glossary for the words of a question; a pasted abstract has too many."""
    if asked.q and not asked.is_text and (concepts := services.words.named_in(asked.q)[:MEANT]):
        st.markdown(f":gray[In the glossary:] {terms.listed(concepts)}")


def _ordered(services: Services, asked: Asked, searched: Sequence[Expansion]) -> list[Expansion]:
    """Return what was searched and what is switched off, a word for each idea first, each where it always stands."""
    known = services.words.expand(asked.q) if asked.without else ()
    place = {one.label: number for number, one in enumerate(known)}
    off = [one for one in known if one.label in asked.without]
    return ideas.prominent(sorted([*searched, *off], key=lambda one: place.get(one.label, len(place))))


def _switches(words: Sequence[Expansion], asked: Asked) -> None:
    """Draw a pill for each word, on unless the address says otherwise."""
    shown = {one.label: _pill(one) for one in words}
    st.session_state[_ON] = [one for one in shown if one not in asked.without]
    st.pills(
        "Also searched",
        list(shown),
        key=_ON,
        selection_mode="multi",
        format_func=shown.__getitem__,
        on_change=_switched,
        args=(tuple(shown),),
        help="Other communities' words for what you ask. They count less than yours; switch off what misleads.",
    )


def _choice(words: Sequence[Expansion], asked: Asked) -> None:
    """Draw a box in which any of many words can be left out."""
    labels = [one.label for one in words]
    st.session_state[_OFF] = [one for one in labels if one in asked.without]
    st.multiselect(
        "Leave out", labels, key=_OFF, on_change=_left, args=(tuple(labels),), placeholder="Any of the other words"
    )


def _pill(one: Expansion) -> str:
    """Return a word, and whose it is if another field's."""
    ours = {*COMMUNITIES, fields()[OWN_FIELD].label}.issuperset(one.community.split(", "))
    return markup.plain(one.label) + ("" if ours else f" :small[({markup.plain(one.community)})]")


def _explained(words: Sequence[Expansion]) -> list[str]:
    """Return a line for each relation to each word of the question, with who says what."""
    lines: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in words:
        lines[one.instead_of, wording.NEARNESS[one.relation]].append(_said(one))
    return [
        f"- {how.capitalize()} *{markup.plain(asked)}*: {', '.join(said[:NAMED])}"
        + (f" and {len(said) - NAMED} more" if len(said) > NAMED else "")
        for (asked, how), said in lines.items()
    ]


def _said(one: Expansion) -> str:
    """Return a word as a link to its idea, and who says it."""
    shown = markup.link(markup.plain(one.label), state.to("concept", {"id": one.concept}))
    return f"{shown} :gray[:small[({markup.plain(one.community)})]]"


def _switched(labels: Sequence[str]) -> None:
    _leave_out(labels, [one for one in labels if one not in st.session_state[_ON]])


def _left(labels: Sequence[str]) -> None:
    _leave_out(labels, st.session_state[_OFF])


def _leave_out(labels: Sequence[str], off: Sequence[str]) -> None:
    """Search in all of *labels* but *off*; what was said of other words stays."""
    asked = read(st.query_params)
    kept = [one for one in asked.without if one not in labels]
    state.go(replace(asked, without=(*kept, *off)).params())


def _all(on: bool) -> None:
    state.go(replace(read(st.query_params), bridges=on, without=()).params())
