"""Which papers a query may answer with."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.records import Query
from index.filters import facets, matching
from tests.index.corpus import LIBRARY

COLUMNS = ("id", "date", "sources", "categories", "topics")


def table(*documents):
    """The papers as an index holds them."""
    return pd.DataFrame(
        {name: pd.Series([getattr(document, name) for document in documents], dtype=object) for name in COLUMNS}
    )


def dated(*dates):
    """Papers of which only the dates matter."""
    return pd.DataFrame({"date": dates})


def ids(**filters):
    """Which papers of the library pass."""
    rows = matching(table(*LIBRARY), Query(text="x", **filters))
    return [document.id for document in LIBRARY] if rows is None else [LIBRARY[row].id for row in rows]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2024"}, ["arxiv:4", "openreview:b"]),
        ({"until": "2022"}, ["arxiv:3", "arxiv:5", "web:c"]),
        ({"since": "2022-09-22", "until": "2022-12-01"}, ["arxiv:3"]),
        ({"since": "2023-09-30", "until": "2023-09-30"}, ["arxiv:2"]),
        ({"sources": ("starter",)}, ["arxiv:1", "arxiv:5"]),
        ({"sources": ("starter", "bibtex")}, ["arxiv:1", "arxiv:3", "arxiv:5", "web:c"]),
        ({"categories": ("cs.CV",)}, ["web:c"]),
        ({"topics": ("circuits",), "sources": ("bibtex",)}, ["web:c"]),
        ({"topics": ("features",), "categories": ("cs.AI",), "since": "2022"}, ["arxiv:5"]),
        ({"topics": ("nonsense",)}, []),
        ({"sources": ("arXiv",)}, []),
        ({"since": "2025", "until": "2024"}, []),
    ],
)
def test_matching(filters, expected):
    """One of each kind of filter must be met, by any of its values."""
    assert expected == ids(**filters)


def test_no_filters():
    """Without filters everything may answer, and nothing is compared."""
    assert matching(table(*LIBRARY), Query(text="x")) is None


@pytest.mark.parametrize("said", ["2023", "2023-02", "2023-02-17"])
@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({"since": "2023-02-17"}, True),
        ({"until": "2023-02-17"}, True),
        ({"since": "2023-02", "until": "2023-02"}, True),
        ({"since": "2023", "until": "2023"}, True),
        ({"since": "2024"}, False),
        ({"until": "2022-12-31"}, False),
    ],
)
def test_reduced_precision(said, filters, passes):
    """A date without a day, or without a month, passes when any day that it can mean does."""
    assert ([0] if passes else []) == matching(dated(said), Query(text="x", **filters)).tolist()


@pytest.mark.parametrize("filters", [{"since": "1900"}, {"until": "2100"}])
def test_no_date(filters):
    """A paper without a date passes no date filter."""
    assert [1] == matching(dated("", "2000"), Query(text="x", **filters)).tolist()


days = st.dates(date(2020, 1, 1), date(2024, 12, 31))
precisions = st.sampled_from([4, 7, 10])


@given(said=days, cut=precisions, since=days, until=days)
def test_any_day_it_can_mean(said, cut, since, until):
    """A paper passes exactly when one of the days that its date can mean lies between the two."""
    shown = said.isoformat()[:cut]
    could = [date(2019, 12, 31) + timedelta(days=number) for number in range(1, 1829)]
    could = [day for day in could if day.isoformat().startswith(shown)]

    rows = matching(dated(shown), Query(text="x", since=since.isoformat(), until=until.isoformat()))

    either = any(since <= day for day in could) and any(day <= until for day in could)
    assert either == (rows.tolist() == [0])


def test_facets():
    """Facets count papers by source, category and topic, the most frequent first, and give the span of years."""
    found = facets(table(*LIBRARY))

    assert (2020, 2025) == found.years
    assert {"arxiv": 5, "starter": 2, "bibtex": 2, "programme": 2} == found.sources
    assert list(found.topics) == sorted(found.topics, key=lambda topic: -found.topics[topic])
    assert ("circuits", 3) == next(iter(found.topics.items()))


def test_facets_without_dates():
    """Without any date there are no years."""
    undated = [document for document in LIBRARY if not document.date]

    assert facets(table(*undated)).years is None
