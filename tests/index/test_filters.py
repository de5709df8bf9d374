"""Which papers a query may answer with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import Query, Term
from index.filters import facets, matching
from tests.index.corpus import LIBRARY, load, make

COLUMNS = ("id", "date", "sources", "categories", "topics")


def table(*documents):
    """The papers as an index holds them."""
    return pd.DataFrame(
        {name: pd.Series([getattr(document, name) for document in documents], dtype=object) for name in COLUMNS}
    )


def dated(*dates):
    """Papers of which only the dates matter."""
    return pd.DataFrame({"date": dates})


@dataclass(frozen=True)
class Papers:
    """As much of an index as filters without terms look at."""

    papers: pd.DataFrame


def passing(papers, **filters):
    """Which rows of *papers* pass, or None when nothing is filtered."""
    rows = matching(Papers(papers), Query(text="x", **filters))
    return None if rows is None else rows.tolist()


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of the library."""
    home = tmp_path_factory.mktemp("filters")
    make(home, *LIBRARY)
    return load(home)


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
        ({"categories": ("cs",), "since": "2023"}, ["arxiv:1", "arxiv:2", "arxiv:4"]),
        ({"categories": ("c", "stat")}, []),
        ({"topics": ("circuits",), "sources": ("bibtex",)}, ["web:c"]),
        ({"topics": ("features",), "categories": ("cs.AI",), "since": "2022"}, ["arxiv:5"]),
        ({"topics": ("nonsense",)}, []),
        ({"sources": ("arXiv",)}, []),
        ({"since": "2025", "until": "2024"}, []),
    ],
)
def test_matching(filters, expected):
    """One of each kind of filter must be met, by any of its values."""
    assert expected == [LIBRARY[row].id for row in passing(table(*LIBRARY), **filters)]


def test_no_filters():
    """Without filters everything may answer, and nothing is compared."""
    assert passing(table(*LIBRARY)) is None


NEURON, REVIEW, STEERING = (
    Term(text="neurons"),
    Term(text="toy models", phrase=True),
    Term(text="steering", field="title"),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"terms": (NEURON,)}, ["arxiv:1", "arxiv:5"]),
        ({"terms": (NEURON, REVIEW)}, ["arxiv:5"]),
        ({"terms": (NEURON, replace(REVIEW, excluded=True))}, ["arxiv:1"]),
        ({"terms": (NEURON,), "since": "2023"}, ["arxiv:1"]),
        ({"terms": (replace(NEURON, excluded=True),), "topics": ("features", "steering")}, ["arxiv:4"]),
        ({"terms": (STEERING,)}, ["arxiv:4"]),
        ({"terms": (STEERING, NEURON)}, []),
        ({"terms": (Term(text="nanda", field="author"),)}, []),
    ],
)
def test_terms(index, query, expected):
    """Every term must be met beside the filters, and what is excluded must not be there."""
    assert expected == [index.ids[row] for row in matching(index, Query(text="x", **query))]


def test_only_an_exclusion(index):
    """An exclusion alone leaves all other papers."""
    rows = matching(index, Query(text="x", terms=(replace(NEURON, excluded=True),)))

    assert set(index.ids) - {"arxiv:1", "arxiv:5"} == {index.ids[row] for row in rows}


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
    assert ([0] if passes else []) == passing(dated(said), **filters)


@pytest.mark.parametrize("filters", [{"since": "1900"}, {"until": "2100"}])
def test_no_date(filters):
    """A paper without a date passes no date filter."""
    assert [1] == passing(dated("", "2000"), **filters)


days = st.dates(date(2020, 1, 1), date(2024, 12, 31))
precisions = st.sampled_from([4, 7, 10])


@given(said=days, cut=precisions, since=days, until=days)
def test_any_day_it_can_mean(said, cut, since, until):
    """A paper passes exactly when one of the days that its date can mean lies between the two."""
    shown = said.isoformat()[:cut]
    could = [date(2019, 12, 31) + timedelta(days=number) for number in range(1, 1829)]
    could = [day for day in could if day.isoformat().startswith(shown)]

    rows = passing(dated(shown), since=since.isoformat(), until=until.isoformat())

    either = any(since <= day for day in could) and any(day <= until for day in could)
    assert either == (rows == [0])


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
