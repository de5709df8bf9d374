"""Start here: a reading path from where a newcomer comes from to where they want to go, with their progress."""

from __future__ import annotations

import streamlit as st

from catalogue.words import Concept
from glossary.book import Glossary
from glossary.paths import ReadingPath, Step, paths, steps
from views import links, markup, state, wording
from views.components import sections, terms
from views.compose import Services
from views.page import Page

PAGE = Page(slug="start", title="Start here", icon=":material/signpost:", order=10, visible=False)

DONE = "read"
"""Name in the address of the steps that were read."""


def render(services: Services) -> None:
    """Draw the choice of paths, or the one that the address names with what has been read of it."""
    sections.row("start")
    path = paths().get(st.query_params.get("path", ""))
    if path:
        _path(services, path)
    else:
        _choice(services.words.glossary)


def _choice(glossary: Glossary) -> None:
    st.title("Start here", anchor=False)
    st.markdown(
        f"{len(paths())} ways into the field. Each is a list of ideas in an order in which every one comes after its "
        "basics."
    )
    for path in paths().values():
        with st.container(gap="xxsmall"):
            st.markdown(
                f"## {markup.link(markup.plain(path.title), state.to('start', {'path': path.id}))}", anchors=False
            )
            number = wording.count(len(steps(path, glossary)), "step")
            st.markdown(f"{markup.plain(path.about)} :gray[:small[{number}]]")


def _path(services: Services, path: ReadingPath) -> None:
    glossary = services.words.glossary
    walk = steps(path, glossary)
    read = _read(walk)
    st.title(markup.plain(path.title), anchor=False)
    st.markdown(f"{markup.plain(path.about)} {markup.link('Other paths', state.to('start'))}")
    st.progress(
        len(read) / len(walk), text=f"{len(read)} of {len(walk)} read. The address of this page remembers them."
    )
    upcoming = next((step.concept for step in walk if step.concept.id not in read), None)
    for number, step in enumerate(walk, 1):
        _step(services, path, number, step, read=read, upcoming=upcoming)
    if upcoming is None:
        st.success("You have read it all. Choose another path, or search the papers.", icon=":material/flag:")


def _step(
    services: Services, path: ReadingPath, number: int, step: Step, *, read: list[str], upcoming: Concept | None
) -> None:
    concept = step.concept
    done = concept.id in read
    with st.container(horizontal=True, gap="small", vertical_alignment="top", key=f"step-{number}"):
        st.checkbox(
            f"I know {concept.name}",
            value=done,
            key=f"{path.id}-{concept.id}-{done}",
            label_visibility="collapsed",
            on_change=_toggle,
            args=(concept.id, read),
        )
        with st.container(gap="xxsmall"):
            st.markdown(f"### {number}. {terms.link(concept)}", anchors=False)
            if done:
                return
            why = f" :gray[:small[needed for {markup.plain(step.needed_for)}]]" if step.needed_for else ""
            st.markdown(f"{markup.plain(concept.definition)}{why}")
            if concept is upcoming:
                _next(services, concept)


def _next(services: Services, concept: Concept) -> None:
    """Draw the step that comes next in more detail, with what to read."""
    st.markdown(markup.plain(concept.explanation.intuition))
    if concept.key_papers:
        first = concept.key_papers[:2]
        terms.references(first, services.words.glossary.sources, services.catalogue.find(first))


def _read(walk: list[Step]) -> list[str]:
    said = st.query_params.get(DONE, "").split(",")
    return [step.concept.id for step in walk if step.concept.id in said]


def _toggle(concept_id: str, read: list[str]) -> None:
    """Note in the address that a step was read, or that it was not."""
    said = [one for one in read if one != concept_id] if concept_id in read else [*read, concept_id]
    params: links.Params = {"path": st.query_params["path"], DONE: ",".join(said)}
    state.go({name: value for name, value in params.items() if value})
