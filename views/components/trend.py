"""A topic over time: as bars in a line of text, as a chart, and as the numbers behind both."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from views import wording
from views.topics.trend import LEAST, Year, percent, telling

BARS = 8
"""Years in a line of text."""


def bars(trend: Sequence[Year], most: float) -> str:
    """Return HTML with the shares of the last years as bars; a share of *most* is as high as they get.

    Nothing where no year tells.
    """
    shown = telling(trend)[-BARS:]
    if not shown or not most:
        return ""
    drawn = "".join(f'<span style="height:{max(0.03, one.share / most):.0%}"></span>' for one in shown)
    label = f"Share of the papers of each year: {', '.join(f'{one.year} {percent(one)}' for one in shown)}"
    return f'<div class="commons-bars" role="img" aria-label="{label}" title="{label}">{drawn}</div>'


def chart(trend: Sequence[Year]) -> None:
    """Draw the share of each year that tells, with what it is a share of, and all numbers as text below."""
    shown = telling(trend)
    if shown:
        with st.container(key="chart-trend"):
            st.altair_chart(_columns(shown))
        small = f" Years of fewer than {LEAST} papers are left out of the picture." if len(shown) < len(trend) else ""
        st.markdown(f":gray[:small[Share of all papers of a year in this library that are about it.{small}]]")
    with st.expander("The numbers", type="compact"):
        st.markdown(numbers(trend))


def numbers(trend: Sequence[Year]) -> str:
    """Return the table of a trend, the newest year first, as Markdown."""
    rows = [f"| {one.year} | {one.papers:,} | {one.of:,} | {percent(one)} |" for one in reversed(trend) if one.of]
    return "\n".join(["| Year | About it | All papers | Share |", "| --- | ---: | ---: | ---: |", *rows])


def _columns(trend: Sequence[Year]) -> alt.Chart:
    table = pd.DataFrame(
        {
            "Year": one.year,
            "Share": one.share,
            "Papers": f"{one.papers:,} of {wording.count(one.of, 'paper')}",
        }
        for one in trend
    )
    base = alt.Chart(table, height=240).encode(
        x=alt.X("Year:O", axis=alt.Axis(labelAngle=0, labelOverlap="greedy", title=None)),
        y=alt.Y("Share:Q", axis=alt.Axis(format="%", title=None, tickCount=4)),
        tooltip=["Year", "Papers", alt.Tooltip("Share:Q", format=".1%")],
    )
    chart: alt.Chart = base.mark_bar(cornerRadiusEnd=2)
    return chart
