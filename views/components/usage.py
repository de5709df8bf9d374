"""A chart of how often the words for a concept are used, year by year, as a share of that year's papers."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd
import streamlit as st

from glossary.evidence.store import Use
from views import wording

LINES = 4
"""Labels with a line of their own: what a legend and a reader can hold."""

LEAST = 20
"""Papers that a year must have: a share of fewer says nothing."""


def chart(uses: Mapping[str, Use], papers: Mapping[str, int]) -> None:
    """Draw the most used labels; *papers* is how many papers the library has of each year."""
    shown = sorted(uses.values(), key=lambda use: (-use.papers, use.label))[:LINES]
    years = [year for year, count in papers.items() if count >= LEAST]
    first = min((year for use in shown for year in use.by_year), default="")
    years = [year for year in years if year >= first]
    if not years:
        return
    table = pd.DataFrame(
        {
            "Year": year,
            "Word": use.label,
            "Share": use.by_year.get(year, 0) / papers[year],
            "Papers": f"{use.by_year.get(year, 0)} of {papers[year]:,}",
        }
        for use in shown
        for year in years
    )
    with st.container(key="chart-usage"):
        st.altair_chart(_lines(table))
    rest = len(uses) - len(shown)
    more = f" {wording.count(rest, 'less used word is', 'less used words are')} not drawn." if rest > 0 else ""
    st.markdown(f":gray[:small[Share of each year's papers in this library that use the word.{more}]]")


def _lines(table: pd.DataFrame) -> alt.Chart:
    chart: alt.Chart = alt.Chart(table, height=280).mark_line(point=True)
    return chart.encode(
        x=alt.X("Year:O", axis=alt.Axis(labelAngle=0, labelOverlap="greedy", title=None)),
        y=alt.Y("Share:Q", axis=alt.Axis(format="%", title=None, tickCount=4)),
        color=alt.Color("Word:N", sort=None, legend=alt.Legend(orient="top", title=None, columns=2, labelLimit=260)),
        tooltip=["Word", "Year", "Papers"],
    )
