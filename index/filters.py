"""Which rows a query may answer with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from catalogue.records import Query, first_day, last_day
from index.backends import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What there is to filter by, with the number of papers for each."""

    years: tuple[int, int] | None
    """First and last year; None when no paper has a date."""
    sources: dict[str, int]
    categories: dict[str, int]
    topics: dict[str, int]


def facets(papers: pd.DataFrame) -> Facets:
    """Count what *papers* can be filtered by, the most frequent first."""
    years = [int(date[:4]) for date in papers["date"] if date]
    counts = {name: dict(Counter(item for items in papers[name] for item in items).most_common()) for name in _LISTS}
    return Facets(years=(min(years), max(years)) if years else None, **counts)


def matching(papers: pd.DataFrame, query: Query) -> Rows | None:
    """Return the rows that pass the filters of *query*, or None when it has none.

    A date of reduced precision passes when any day that it can mean does; a paper without a date passes no date filter.
    """
    tests: list[pd.Series[bool]] = []
    if query.since:
        tests.append(_dates(papers, lambda date: last_day(date) >= first_day(query.since)))
    if query.until:
        tests.append(_dates(papers, lambda date: first_day(date) <= last_day(query.until)))
    tests += [_holds_any(papers[name], getattr(query, name)) for name in _LISTS if getattr(query, name)]
    return np.flatnonzero(np.logical_and.reduce(tests)) if tests else None


_LISTS = ("sources", "categories", "topics")


def _dates(papers: pd.DataFrame, passes: Callable[[str], bool]) -> pd.Series[bool]:
    return papers["date"].map(lambda date: bool(date) and passes(date)).astype(bool)


def _holds_any(column: pd.Series[Any], wanted: tuple[str, ...]) -> pd.Series[bool]:
    return column.map(lambda items: not set(wanted).isdisjoint(items)).astype(bool)
