"""Which rows a query may answer with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from catalogue.answers import Query
from catalogue.records import first_day, last_day
from index.backends import Rows
from index.folder import Loaded
from index.question import terms


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


def matching(index: Loaded, query: Query) -> Rows | None:
    """Return the rows that pass the filters and the terms of *query*, in order, or None when it has none.

    A date of reduced precision passes when any day that it can mean does; a paper without a date passes no date filter.
    """
    rows = _passing(index.papers, query)
    for term in query.terms:
        found = terms.rows(index, term)
        if term.excluded:
            rows = np.setdiff1d(np.arange(len(index.ids)) if rows is None else rows, found)
        else:
            rows = found if rows is None else np.intersect1d(rows, found)
    return rows


def _passing(papers: pd.DataFrame, query: Query) -> Rows | None:
    tests: list[list[bool]] = []
    if query.since:
        tests.append(_dates(papers, lambda date: last_day(date) >= first_day(query.since)))
    if query.until:
        tests.append(_dates(papers, lambda date: first_day(date) <= last_day(query.until)))
    tests += [_holds_any(papers[name], getattr(query, name)) for name in _LISTS if getattr(query, name)]
    return np.flatnonzero(np.logical_and.reduce(tests)) if tests else None


_LISTS = ("sources", "categories", "topics")


def _dates(papers: pd.DataFrame, passes: Callable[[str], bool]) -> list[bool]:
    dates = papers["date"].tolist()
    passing = {date for date in set(dates) if date and passes(date)}  # few days, many papers
    return [date in passing for date in dates]


def _holds_any(column: pd.Series[Any], wanted: Iterable[str]) -> list[bool]:
    """Test which lists of *column* hold any of *wanted*; ``cs`` is in them where any ``cs.`` category is."""
    listed, whole = column.tolist(), {one for one in wanted if "." not in one}
    some = {one for one in set(chain.from_iterable(listed)) if one.partition(".")[0] in whole} if whole else set()
    some.update(wanted)
    return [not some.isdisjoint(items) for items in listed]
