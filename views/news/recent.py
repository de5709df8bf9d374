"""Which papers are new: those of the last days before the newest, so that an old library has news, too.

A paper counts by the day of its first version; a revision is not new. Of many only the month is known: they belong to
every window that their month reaches into. Those of which only the year is known belong to none.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from catalogue.records import first_day
from views.asked import Asked

_MONTH, _DAY = len("2026-08"), len("2026-08-31")


@dataclass(frozen=True, slots=True)
class Window:
    """Some days, the first and the last included, ISO 8601."""

    since: str
    until: str

    def __contains__(self, day: str) -> bool:
        """Whether a date of reduced precision can be in it."""
        return len(day) >= _MONTH and self.since[: len(day)] <= day <= self.until[: len(day)]


def window(papers: pd.DataFrame, *, days: int, since: str = "") -> Window:
    """Return the last *days* up to the newest of *papers*, or those from *since* on.

    What lies in the future is a mistake, or the day of a meeting, and does not count. Without a dated paper it ends
    today.
    """
    today = datetime.now(UTC).date()
    known = papers["date"][papers["date"].str.len() >= _MONTH]
    newest = known[known <= today.isoformat()].max() if len(known) else ""
    until = min(_last_day(newest), today) if newest else today
    return Window(first_day(since) if since else (until - timedelta(days=days - 1)).isoformat(), until.isoformat())


def within(papers: pd.DataFrame, days: Window, asked: Asked) -> list[str]:
    """Return the ids of those of *papers* in *days* that pass the filters of *asked*, the newest first."""
    late = papers[papers["date"] >= days.since[:_MONTH]]  # most are not: the loop is for the few
    rows = zip(*(late[name].tolist() for name in ("date", "id", "sources", "categories")), strict=True)
    chosen = [
        (day, paper_id)
        for day, paper_id, sources, categories in rows
        if day in days and _any(asked.source, sources) and _any(asked.category, categories)
    ]
    return [paper_id for _, paper_id in sorted(chosen, reverse=True)]


def _any(wanted: tuple[str, ...], has: list[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(has)


def _last_day(day: str) -> date:
    if len(day) == _DAY:
        return date.fromisoformat(day)
    year, month = int(day[:4]), int(day[5:])
    return date(year, month, monthrange(year, month)[1])
