"""The concept graph as a picture: to zoom, to move, to point at; a click opens a concept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from views.glossary.labels import LINE
from views.glossary.picture import FONT, REGION_FONT, Dot, Line, Name, Picture, Window

KEY = "graph"
"""Of the chart, and of its style in `views/assets/app.css`."""

_SCALE = "min(width / span(domain('x')), height / span(domain('y')))"
"""Pixels a unit, in Vega's language."""

_INK = "luminance(background) > 0.5 ? 'black' : 'white'"
"""The colour of names. Which theme a reader has, only the browser knows for sure."""

_TOUCHED = "isDefined(pointed.id) && (pointed.id[0] == datum.one || pointed.id[0] == datum.other)"


def draw(picture: Picture, alt_text: str) -> str:
    """Draw *picture*; return the id of the concept that was clicked, or nothing."""
    clicked = alt.selection_point("clicked", fields=["id"], on="click", clear=False, empty=False)
    pointed = alt.selection_point("pointed", fields=["id"], on="pointerover", clear="pointerout", empty=False)
    moved = alt.selection_interval("moved", bind="scales")
    dots = _dots(_table(picture.dots, Dot)).add_params(clicked, pointed, moved)
    chart = alt.layer(_lines(_table(picture.lines, Line)), dots, *_names(_table(picture.names, Name)))
    state = st.altair_chart(
        chart.encode(*_axes(picture.window)),
        height="stretch",
        key=KEY,
        on_select="rerun",
        selection_mode="clicked",
        alt=alt_text,
    )
    chosen = state["selection"].get("clicked")
    return chosen[0]["id"] if chosen else ""


def _table(rows: Sequence[Dot | Line | Name], kind: type[Dot | Line | Name]) -> pd.DataFrame:
    return pd.DataFrame([asdict(row) for row in rows], columns=[field.name for field in fields(kind)])


def _axes(window: Window) -> tuple[alt.X, alt.Y]:
    unit = f"max({window.width} / width, {window.height} / height)"
    across = f"{window.width}" if window.stretched else f"width * {unit}"
    up = f"{window.height}" if window.stretched else f"height * {unit}"
    return alt.X("x:Q", scale=_scale(window.x, across), axis=None), alt.Y("y:Q", scale=_scale(window.y, up), axis=None)


def _scale(middle: float, size: str) -> alt.Scale:
    ends = (alt.expr(f"{middle} {sign} {size} / 2") for sign in "-+")
    return alt.Scale(domainMin=next(ends), domainMax=next(ends), nice=False, zero=False)


def _lines(table: pd.DataFrame) -> alt.Chart:
    chart: alt.Chart = alt.Chart(table).mark_rule(tooltip=None)
    return chart.encode(
        x2="x2",
        y2="y2",
        color=alt.when("!datum.lit").then(alt.value("gray")).otherwise(alt.value("primary")),
        opacity=alt.when(_TOUCHED)
        .then(alt.value(1))
        .when("datum.lit")
        .then(alt.value(0.35))
        .otherwise(alt.value(0.13)),
        strokeDash=alt.when("datum.friend").then(alt.value([4, 3])).otherwise(alt.value([1, 0])),
    )


def _dots(table: pd.DataFrame) -> alt.Chart:
    chart: alt.Chart = alt.Chart(table).mark_circle(cursor="pointer")
    return chart.encode(
        size=alt.Size("size:Q", scale=None),
        color=alt.when("datum.lit").then(alt.Color("shade:N", legend=None)).otherwise(alt.value("gray")),
        opacity=alt.when("datum.lit").then(alt.value(0.9)).otherwise(alt.value(0.3)),
        tooltip=["title", alt.Tooltip("definition", title="What"), alt.Tooltip("topic", title="Topic")],
    )


def _names(table: pd.DataFrame) -> list[alt.Chart]:
    """Draw the names twice: first as halos, which keep them apart from what is below."""
    region = table["id"] == ""
    halo = {"stroke": alt.expr("background"), "strokeWidth": 3, "strokeJoin": "round"}
    return [
        _text(part, size, style | look)
        for part, size, style in ((table[~region], FONT, {}), (table[region], REGION_FONT, {"fontWeight": 600}))
        for look in (halo, {"fill": alt.expr(_INK)})
        if len(part)
    ]


def _text(table: pd.DataFrame, size: int, style: dict[str, Any]) -> alt.Chart:
    chart: alt.Chart = alt.Chart(table).mark_text(
        fontSize=size,
        lineBreak="\n",
        lineHeight=size * LINE,
        baseline="middle",
        dy=alt.expr("datum.below"),
        tooltip=None,
        **style,
    )
    return chart.encode(
        text="text:N",
        opacity=alt.when(f"datum.scale > {_SCALE}")
        .then(alt.value(0))
        .when("datum.lit")
        .then(alt.value(1))
        .otherwise(alt.value(0.6)),
    )
