"""About: what is in the library, how old it is, from where, what is missing, and how search works."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from catalogue.identity import Doubt
from catalogue.runs import Run
from views import markup, state, wording
from views.compose import Services
from views.page import Page
from views.status import Status, report

PAGE = Page(slug="about", title="About", icon=":material/info:", order=14, visible=False)

RECENT = 12
"""Years with a bar of their own."""

PAIRS = 20
"""Doubtful pairs listed; `commons status` has all."""

HOW = """
A question is compared with every paper twice. **By words**: papers that use your words, rare words counting more.
**By meaning**: a small language model, running on this machine, turns texts into positions, and near positions mean
alike, whatever the words. The two rankings are then merged, so a paper that either of them likes is near the top.
Each result says which of the two found it and shows the sentence closest to your question. Ranks are ranks, not
probabilities: the first result is the best of what is here, which may still not be what you need.
"""

PRIVACY = """
Nothing about visitors is stored: no accounts, no cookies that follow you, no statistics. Your question and your reading
list are in the address of the page, so they stay in your browser's history, and anyone you send the address to sees
them. While you search, the server needs your question in memory to answer it. An abstract that you have translated and
a change that you propose stay in the page and go nowhere. Nothing is fetched from other sites.

Who joins so as to meet others says what is stored of them, and who sees it: [what, why and for how long](privacy).
"""


def render(services: Services) -> None:
    """Draw the state of the library and how it works."""
    st.title("About this library", anchor=False)
    st.markdown(
        "Interp Commons brings the papers of mechanistic interpretability together, from academia, industry labs and "
        "independent researchers, and finds them by words and by meaning."
    )
    status = report(services)
    for problem in status.problems:
        st.warning(markup.plain(problem), icon=":material/build:")
    _holdings(status)
    _missing(status)
    st.header("How search works", anchor=False)
    st.markdown(HOW)
    _index(status)
    st.header("Privacy", anchor=False)
    st.markdown(PRIVACY)
    _runs(status.runs)
    _doubts(status.doubts)


def _holdings(status: Status) -> None:
    st.header("What is here", anchor=False)
    sources = ", ".join(f"{markup.plain(wording.source(name))} {number:,}" for name, number in status.records.items())
    span = f", from {wording.date(status.oldest)} to {wording.date(status.newest)}" if status.newest else ""
    st.markdown(f"**{wording.count(status.works, 'paper')}**{span}." + (f" Records: {sources}." if sources else ""))
    words = status.glossary
    st.markdown(
        f"The glossary: **{wording.count(words['concepts'], 'concept')}**, {words['labels']:,} words for them, "
        f"{words['bridges']:,} bridges between them, {words['false_friends']} false friends."
    )
    if status.by_year:
        with st.container(key="chart-years"):
            st.altair_chart(_chart(status.by_year))


def _chart(by_year: dict[str, int]) -> alt.Chart:
    counts = _recent(by_year)
    years = pd.DataFrame({"Year": list(counts), "Papers": list(counts.values())})
    chart: alt.Chart = alt.Chart(years, height=180, title=alt.TitleParams("Papers by year", anchor="start")).mark_bar()
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", title=None)
    return chart.encode(
        x=alt.X("Year:O", axis=axis, sort=None),
        y=alt.Y("Papers:Q", axis=alt.Axis(title=None, tickMinStep=1)),
        tooltip=["Year", "Papers"],
    )


def _recent(by_year: dict[str, int]) -> dict[str, int]:
    """Give every year of the last dozen its count, and one count to all before: a bar for each would be a blank."""
    last = int(max(by_year))
    years = [str(year) for year in range(last - RECENT + 1, last + 1)]
    before = sum(number for year, number in by_year.items() if year < years[0])
    return ({f"before {years[0]}": before} if before else {}) | {year: by_year.get(year, 0) for year in years}


def _missing(status: Status) -> None:
    waiting = status.reviews.get("open", 0)
    gaps = [
        (status.without_abstract, "has neither an abstract nor a summary", "have neither an abstract nor a summary"),
        (status.without_authors, "has no authors", "have no authors"),
        (status.withdrawn, "was withdrawn and is no longer found", "were withdrawn and are no longer found"),
        (
            waiting,
            "on the border of the field waits for a person to decide",
            "on the border of the field wait for a person to decide",
        ),
    ]
    lines = [
        f"- {wording.count(number, 'paper')} {one if number == 1 else many}" for number, one, many in gaps if number
    ]
    if lines:
        st.header("What is missing", anchor=False)
        st.markdown("\n".join(lines))


def _index(status: Status) -> None:
    if status.manifest:
        built = wording.date(status.manifest.built[:10])
        fresh = "It does not have the latest changes yet." if status.stale else "It is up to date."
        st.markdown(
            f"The index holds {wording.count(status.manifest.papers, 'paper')}, was built on {built} "
            f"with the model {markup.plain(status.manifest.encoder)}. {fresh}"
        )


def _runs(runs: list[Run]) -> None:
    if not runs:
        return
    st.header("Last collected", anchor=False)
    st.dataframe(pd.DataFrame([_run(run) for run in runs]), hide_index=True)


def _run(run: Run) -> dict[str, object]:
    return {
        "Source": wording.source(run.source),
        "When": run.started.strftime("%Y-%m-%d %H:%M UTC"),
        "Window": f"{run.account.since} to {run.account.until}" if run.account and run.account.since else "",
        "Outcome": run.state,
        "New": run.counts.get("new", 0),
        "Updated": run.counts.get("updated", 0),
        "Rejected": run.counts.get("rejected", 0),
    }


def _doubts(doubts: list[Doubt]) -> None:
    if not doubts:
        return
    st.header("Perhaps the same work", anchor=False)
    st.markdown("These look alike, but not enough to be joined without a person's eye.")
    st.markdown("\n".join(f"- {_pair(doubt)}" for doubt in doubts[:PAIRS]))
    if len(doubts) > PAIRS:
        st.markdown(f"And {len(doubts) - PAIRS:,} more: `commons status` lists them all.")


def _pair(doubt: Doubt) -> str:
    one, other = (
        markup.link(markup.plain(paper_id), state.to("paper", {"id": paper_id}))
        for paper_id in (doubt.work_id, doubt.other_id)
    )
    return f"{one} and {other}: {markup.plain(doubt.reason)}"
