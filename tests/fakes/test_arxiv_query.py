"""The fake arXiv's language of queries."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.arxiv import FakeArxiv, query
from tests.fakes.arxiv.archive import State
from tests.fakes.arxiv.asking import get, numbers
from tests.fakes.arxiv.records import complete
from tests.ingest.samples import a_record

HEADS = a_record(
    1,
    title="Induction heads",
    abstract="Two-layer models learn to copy.",
    categories="cs.LG",
    authors="Adrian Del Maestro, Ada Lovelace",
    authors_parsed=[["Del Maestro", "Adrian", ""], ["Lovelace", "Ada", ""]],
    comments="12 pages",
)
SPARSE = a_record(
    2,
    title="Sparse autoencoders",
    abstract="Features of a two layer model, and heads.",
    categories="stat.ML cs.LG",
    authors_parsed=[['G{\\"o}del', "Kurt", ""]],
    comments="ICML 2025 spotlight",
)
MATTER = a_record(
    3,
    title="Heads of state: a census",
    abstract="Sparse matter.",
    categories="cond-mat.str-el",
    authors_parsed=[["Noether", "Emmy", ""]],
    comments=None,
    **{"journal-ref": "Phys. Rev. B 12", "report-no": "LA-UR-99-1"},
)
DAYS = {1: "2024-03-01T12:00:30", 2: "2024-03-02", 3: "2024-03-03"}
RECORDS = [
    one | {"versions": [{"version": "v1", "created": DAYS[number]}], "update_date": None}
    for number, one in enumerate((HEADS, SPARSE, MATTER), start=1)
]


@pytest.fixture(scope="module")
def server():
    """A server with three papers, of three days in a row."""
    with FakeArxiv(RECORDS) as fake:
        yield fake


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("ti:heads", [1, 3]),
        ("ti:HEADS", [1, 3]),
        ("ti:head", []),
        ("ti:head*", [1, 3]),
        ("abs:heads", [2]),
        ("all:heads", [1, 2, 3]),
        ("heads", [1, 2, 3]),
        ('ti:"induction heads"', [1]),
        ('ti:"heads induction"', []),
        ('abs:"two layer"', [1, 2]),
        ("abs:two-layer", [1, 2]),
        ("abs:two_layer", [1, 2]),
        ("au:del_maestro", [1]),
        ('au:"Ada Lovelace"', [1]),
        ("au:gödel", [2]),
        ("co:spotlight", [2]),
        ('jr:"phys rev"', [3]),
        ("rn:LA-UR-99-1", [3]),
        ("id:2409.00002", [2]),
        ("cat:cs.LG", [1, 2]),
        ("cat:cs.lg", [1, 2]),
        ("cat:cs", []),
        ("cat:cs.*", [1, 2]),
        ("cat:cond-mat*", [3]),
        ("cat:stat.ML", [2]),
        ("all:stat", [2]),
    ],
)
def test_fields(server, asked, expected):
    """A field holds whole words, in any case; hyphens and the like are spaces, and a star is any ending."""
    assert expected == numbers(server, asked)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("ti:heads AND cat:cs.LG", [1]),
        ("ti:induction OR ti:sparse", [1, 2]),
        ("ti:induction ti:sparse", [1, 2]),
        ("all:heads ANDNOT cat:cs.LG", [3]),
        ("all:heads ANDNOT (ti:induction OR ti:sparse)", [3]),
        ("ti:induction OR ti:sparse AND cat:stat.ML", [1, 2]),
        ("(ti:induction OR ti:sparse) AND cat:stat.ML", [2]),
        ("ti:(induction OR sparse)", [1, 2]),
        ("all:(heads AND sparse)", [2, 3]),
        ("((ti:heads))", [1, 3]),
        ("ti:android OR ti:ORder", []),
    ],
)
def test_operators(server, asked, expected):
    """AND, OR and ANDNOT work with brackets; AND binds more tightly, and words side by side are alternatives."""
    assert expected == numbers(server, asked)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("submittedDate:[202403011200 TO 202403011200]", [1]),
        ("submittedDate:[202403011201 TO 202403020000]", [2]),
        ("submittedDate:[20240301120030 TO 20240301120030]", [1]),
        ("submittedDate:[20240301120031 TO 20240302000000]", [2]),
        ("submittedDate:[20240302 TO 20240303]", [2, 3]),
        ("submittedDate:[* TO 202403012359]", [1]),
        ("submittedDate:[202403020000 TO *]", [2, 3]),
        ("submittedDate:[202403030000 TO 202403010000]", []),
        ("lastUpdatedDate:[202403020000 TO 202403022359]", [2]),
        ("all:heads AND submittedDate:[202403020000 TO 202403030000] AND cat:cs.LG", [2]),
        ("submittedDate:[202403010000 TO 202403012359] OR ti:sparse", [1, 2]),
        ("all:heads ANDNOT submittedDate:[202403010000 TO 202403012359]", [2, 3]),
    ],
)
def test_ranges(server, asked, expected):
    """A range holds both of its ends, to the minute if it is given in minutes."""
    assert expected == numbers(server, asked)


@pytest.mark.parametrize(
    "asked",
    [
        "ti:",
        "ti:heads AND",
        "AND ti:heads",
        "ti:heads AND AND ti:sparse",
        "(ti:heads",
        "ti:heads)",
        'ti:"heads',
        "title:heads",
        "ti:--",
        "submittedDate:2024",
        "submittedDate:[2024 TO 2025]",
        "submittedDate:[202403010000-202403020000]",
        "ti:[202403010000 TO 202403020000]",
        "ti:ti:heads",
        "submittedDate:[202413010000 TO 202414010000]",
    ],
)
def test_errors(server, asked):
    """What cannot be read is an error feed with status 400, and no list of papers."""
    answer = get(server.api_url, search_query=asked)

    assert 400 == answer.status_code
    assert "https://arxiv.org/api/errors#" in answer.text
    assert "<opensearch:totalResults>1</opensearch:totalResults>" in answer.text


@given(
    st.lists(st.sampled_from(["ti:", "cat:", "AND", "OR", "ANDNOT", "(", ")", "heads", '"a b"', "cs.*", "[", '"', ":"]))
)
def test_any_text_is_read_or_refused(tokens):
    """No text does anything but to be a query or a `QueryError`, with blanks between its tokens or without."""
    for text in (" ".join(tokens), "".join(tokens)):
        with suppress(query.QueryError):
            assert query.parse(text).score(State(0, complete(HEADS), 1, 0, 0, "")) >= 0


def test_numbers_and_words(server):
    """Of the papers in a list of ids the query keeps those that match; without a query all are kept, in their order."""
    numbered = "2409.00003,2409.00001"

    assert [3, 1] == numbers(server, id_list=numbered)
    assert [1] == numbers(server, "ti:induction", id_list=numbered)
    assert [] == numbers(server)
