"""Map of the field: every paper a point among its like; the same as text below."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from catalogue.errors import NoIndexError
from views import markup, state, wording
from views.components import exports
from views.components import field as map_
from views.compose import Services
from views.field.document import TYPICAL
from views.field.points import Field, field
from views.field.regions import Region
from views.page import Page

PAGE = Page(slug="field", title="Map of the field", icon=":material/scatter_plot:", order=5, label=lambda: "Map")

MOST = 200
"""Papers that can be picked at once: more do not fit into an address."""

NAMED = 8
"""Picked papers that are named at once; the others behind a click."""

PICKED = "field-picked"


def render(services: Services) -> None:
    """Draw the map, what was picked on it, and its regions as text."""
    st.title("Map of the field", anchor=False)
    if not services.catalogue.count():
        raise NoIndexError("the library is empty, so there is nothing to map", "Run: commons ingest starter")
    st.markdown(
        "Every point is a paper, near the papers that are about the same. Point at one or tap it to see which it is, "
        "click it to read it. Scroll or pinch to zoom; draw around some with the lasso to take them along."
    )
    held = state.memory()
    groups = [
        {"id": "list", "label": "My list", "ids": held.list},
        {"id": "likes", "label": "What I like", "ids": held.likes},
    ]
    now = map_.draw(services, groups=groups, picked=st.session_state.get(PICKED, ()))
    if now is not None:
        st.session_state[PICKED] = now
    _picked(services, st.session_state.get(PICKED, ()))
    with st.spinner("Reading the regions …"):
        laid = field(services)
    _text(services, laid)


def _picked(services: Services, ids: Sequence[str]) -> None:
    if not ids:
        return
    with st.container(border=True, key="picked"):
        st.header(f"{wording.count(len(ids), 'paper')} picked", anchor=False)
        if len(ids) > MOST:
            st.markdown(f"Too many to take along. Zoom in and draw around at most {MOST}.")
            return
        works = services.catalogue.find(ids)
        with st.container(horizontal=True, gap="small"):
            new = [work.id for work in works if work.id not in state.reading_list()]
            if new:
                label = f"Add {len(new)} to reading list"
                st.button(label, icon=":material/bookmark_add:", key="add-picked", on_click=state.add, args=new)
            else:
                st.markdown(markup.link("All of them are on your list", state.to("list")))
            exports.take(works, "picked", title="Picked on the map of the field")
        papers = [_paper(work.id, work.title, work.year) for work in works]
        st.markdown("\n".join(papers[:NAMED]))
        if papers[NAMED:]:
            with st.expander(f"{len(papers) - NAMED} more", type="compact"):
                st.markdown("\n".join(papers[NAMED:]))


def _text(services: Services, laid: Field) -> None:
    st.header("The regions as text", anchor=False)
    said = f"{wording.count(len(laid.ids), 'paper')}, laid out {wording.date(laid.made[:10])}."
    if laid.missing:
        said += f" {wording.count(laid.missing, 'paper is', 'papers are')} newer: `commons index` puts them on the map."
    if not laid.regions:
        st.markdown(f"{said} No idea is named often enough to name a region.")
        return
    st.markdown(
        f"{said} A region is called by the idea that its papers name and others do not; the papers listed name it "
        "most often. Places say who is near whom; directions, and how far apart regions are, mean little."
    )
    broad = [one for one in laid.regions if one.level == 0]
    for one in broad:
        st.subheader(_named(services, one), anchor=False)
        st.markdown("\n".join(_paper(laid.ids[row], laid.titles[row], laid.years[row]) for row in one.rows[:TYPICAL]))
    finer = [_named(services, one) for one in laid.regions if one.level > 0]
    if finer:
        with st.expander(f"{wording.count(len(finer), 'smaller region')}", type="compact"):
            st.markdown(" · ".join(finer))


def _named(services: Services, one: Region) -> str:
    name = services.words.glossary[one.concept].name
    link = markup.link(markup.plain(name[:1].upper() + name[1:]), state.to("concept", {"id": one.concept}))
    return f"{link} :gray[({len(one.rows):,})]"


def _paper(paper_id: str, title: str, year: str | int) -> str:
    link = markup.link(markup.rich(title), state.to("paper", {"id": paper_id}))
    return f"- {link}{f' :gray[{year}]' if year else ''}"
