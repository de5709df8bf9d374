"""Map: the concept graph, to look rather than read. The address says what of it is shown."""

from __future__ import annotations

import streamlit as st

from catalogue.words import Concept
from glossary import neighbourhood
from glossary.book import Glossary
from glossary.lists import topics
from views import markup, state, wording
from views.components import choice, graph, same_tab, sections, terms
from views.compose import Services
from views.glossary import scenes
from views.glossary import wording as terms_wording
from views.glossary.picture import Picture
from views.page import Page

PAGE = Page(slug="map", title="Map of ideas", icon=":material/map:", order=10, visible=False, under="glossary")

HIGHLIGHTS = {"crossing": "between fields and communities", "falseFriend": "false friends"}
"""What the bridges are called that can be made to stand out."""

STARTS = 8
"""Concepts that are proposed to go on from."""


def render(services: Services) -> None:
    """Draw the choices, then the whole map or the surroundings of the concept that the address names."""
    sections.row("map")
    glossary = services.words.glossary
    around = glossary.concepts.get(st.query_params.get("around", ""))
    st.title(f"Around {markup.plain(around.name)}" if around else "Map of ideas", anchor=False)
    names = {one.id: one.name for one in sorted(glossary.concepts.values(), key=lambda one: one.name.casefold())}
    with st.container(horizontal=True):
        choice.choose("around", "Look around", list(names), names.__getitem__, empty="an idea", alone=True)
        if not around:
            labels = {one.id: one.label for one in topics().values()}
            topic = choice.choose("topic", "Topic", list(labels), labels.__getitem__, empty="all of them")
            bridges = HIGHLIGHTS.__getitem__
            highlight = choice.choose("bridges", "Highlight", list(HIGHLIGHTS), bridges, empty="no bridges")
    if around:
        _surroundings(glossary, around)
    else:
        _everything(glossary, topic, highlight)


def _everything(glossary: Glossary, topic: str, highlight: str) -> None:
    concepts = [one for one in glossary.concepts.values() if not topic or topic in one.topics]
    best = sorted(concepts, key=lambda one: -len(glossary.links(one.id)))[:STARTS]
    number = wording.count(len(concepts), "idea")
    of_topic = f" of the topic {topics()[topic].label}" if topic else ""
    _draw(
        scenes.whole(glossary, topic, highlight),
        f"Map of {number}{of_topic} and the bridges between them. What it shows is in the list of concepts as text.",
    )
    st.markdown(
        "Lines are bridges between ideas; dashed ones warn of false friends. Colours only keep neighbouring topics "
        "apart. Point at a dot for its definition, click it for its page; scroll to zoom, drag to move, double-click "
        "to go back. On a phone, look around one idea. "
        f"{markup.link('The list', state.to('glossary', {'topic': topic}))} has it all as text."
    )
    starts = " · ".join(markup.link(markup.plain(one.name), state.to("map", {"around": one.id})) for one in best)
    st.markdown(f"**Look around one idea:** {starts}")


def _surroundings(glossary: Glossary, centre: Concept) -> None:
    near = neighbourhood.around(glossary, centre.id)
    found = glossary.links(centre.id)
    _draw(
        scenes.around(glossary, near),
        f"{centre.name} in the middle, around it {wording.count(len(near.first), 'idea')} that it has bridges with, "
        f"and {len(near.second)} more that those have bridges with. The text below names them.",
    )
    lines = [f"**{markup.plain(centre.name)}:** {markup.plain(centre.definition)} {terms.link(centre, 'Its page')}"]
    for relation, said in terms_wording.RELATIONS.items():
        if some := [link.there for link in found if link.relation == relation]:
            lines.append(f"{said.capitalize()}: {terms.listed(some)}")
    if near.second:
        lines.append(f"Two steps away: {terms.listed(near.second)}")
    st.markdown("\n\n".join(lines))
    st.markdown(markup.link("The whole map", state.to("map")))


def _draw(shown: Picture, alt: str) -> None:
    """Draw a picture; a click on a concept opens its page."""
    if clicked := graph.draw(shown, alt):
        same_tab.go(state.to("concept", {"id": clicked}))
