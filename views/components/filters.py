"""The filters of a search, folded away until wanted. The address holds them; the widgets follow it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, get_args

import streamlit as st

from catalogue.answers import Mode
from glossary.lists import topics
from index.filters import Facets
from views import state, wording
from views.asked import Asked, read

_KEY = "filter-"


def draw(asked: Asked, facets: Facets) -> None:
    """Draw the filters that *facets* offer, set as *asked*."""
    label = f"Filters ({asked.filters})" if asked.filters else "Filters"
    with st.popover(label, icon=":material/tune:"):
        _years(asked, facets)
        _many("topic", "Topic", asked.topic, facets.topics, topic)
        _many("source", "Source", asked.source, facets.sources, wording.source)
        _many("category", "arXiv category", asked.category, facets.categories, str)
        _mode(asked)
        if asked.filters:
            st.button("Clear filters", type="tertiary", on_click=_clear)


def topic(topic_id: str) -> str:
    """Name a topic."""
    known = topics().get(topic_id)
    return known.label if known else topic_id


def _years(asked: Asked, facets: Facets) -> None:
    if not facets.years:
        return
    years = [str(year) for year in range(facets.years[1], facets.years[0] - 1, -1)]
    for column, name, label in zip(st.columns(2), ("since", "until"), ("From", "To"), strict=True):
        value = getattr(asked, name)
        options = ["", *sorted({*years, value} - {""}, reverse=True)]
        with column:
            _follow(name, value)
            st.selectbox(label, options, key=_KEY + name, on_change=_changed, args=(name,), format_func=_any_year)


def _many(name: str, label: str, chosen: Sequence[str], counts: dict[str, int], called: Callable[[str], str]) -> None:
    options = list(dict.fromkeys([*counts, *chosen]))
    if options:
        _follow(name, list(chosen))
        st.multiselect(
            label,
            options,
            key=_KEY + name,
            on_change=_changed,
            args=(name,),
            format_func=lambda option: f"{called(option)} ({counts.get(option, 0):,})",
            placeholder="Any",
        )


def _mode(asked: Asked) -> None:
    _follow("mode", asked.mode)
    st.segmented_control(
        "Search by",
        get_args(Mode),
        key=_KEY + "mode",
        on_change=_changed,
        args=("mode",),
        format_func=wording.MODES.__getitem__,
        required=True,
    )


def _any_year(year: str) -> str:
    return year or "Any year"


def _follow(name: str, value: Any) -> None:  # noqa: ANN401 - each widget has its own type
    """Set a widget to what the address says before it is drawn."""
    st.session_state[_KEY + name] = value


def _changed(name: str) -> None:
    said = asdict(read(st.query_params)) | {name: st.session_state[_KEY + name]}
    state.go(Asked(**said).params())


def _clear() -> None:
    state.go(read(st.query_params).unfiltered().params())
