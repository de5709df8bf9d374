"""Start here: a reading path from where a newcomer comes from to where they want to go, with their progress."""

from __future__ import annotations

import streamlit as st

from catalogue.words import Concept
from glossary.book import Glossary
from glossary.paths import ReadingPath, Step, paths, steps
from views import brand, markup, state, wording
from views.components import sections, terms
from views.compose import Services
from views.page import Page

PAGE = Page(slug="start", title="Start here", icon=":material/signpost:", order=10, visible=False, under="glossary")


def render(services: Services) -> None:
    """Draw the choice of paths, or the one that the address names with what has been read of it."""
    sections.row("start")
    goal = services.words.glossary.concepts.get(st.query_params.get("to", ""))
    path = _towards(goal) if goal else paths().get(st.query_params.get("path", ""))
    if path:
        _path(services, path)
    else:
        _choice(services.words.glossary)


def _towards(goal: Concept) -> ReadingPath:
    """Return the path to any concept: all that it builds on, and itself last."""
    about = "What it builds on, each idea after its own basics."
    return ReadingPath(id=f"to-{goal.id}", title=f"The way to {goal.name}", about=about, concepts=(goal.id,))


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
    known = state.memory().read
    read = {step.concept.id for step in walk if step.concept.id in known}
    brand.entitle(path.title)
    st.title(markup.plain(path.title), anchor=False)
    st.markdown(f"{markup.plain(path.about)} {markup.link('Other paths', state.to('start'))}")
    st.progress(
        len(read) / len(walk),
        text=f"{len(read)} of {len(walk)} known. {markup.link('My things', state.to('list'))} remember them.",
    )
    upcoming = next((step.concept for step in walk if step.concept.id not in read), None)
    for number, step in enumerate(walk, 1):
        _step(services, path, number, step, done=step.concept.id in read, upcoming=upcoming)
    if upcoming is None:
        st.success("You have read it all. Choose another path, or search the papers.", icon=":material/flag:")


def _step(
    services: Services, path: ReadingPath, number: int, step: Step, *, done: bool, upcoming: Concept | None
) -> None:
    concept = step.concept
    with st.container(horizontal=True, gap="small", vertical_alignment="top", key=f"step-{number}"):
        st.checkbox(
            f"I know {concept.name}",
            value=done,
            key=f"{path.id}-{concept.id}-{done}",
            label_visibility="collapsed",
            on_change=state.unlearn if done else state.know,
            args=(concept.id,),
        )
        with st.container(gap="xxsmall"):
            st.markdown(f"## {number}. {terms.link(concept)}", anchors=False)
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
