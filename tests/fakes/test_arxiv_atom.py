"""The fake arXiv's feeds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.fakes.arxiv import FakeArxiv, api, atom
from tests.fakes.arxiv.asking import feed, get, numbers
from tests.ingest.samples import a_record

DATED = {"versions": [{"version": "v1", "created": "2024-09-01"}], "update_date": "2024-09-01"}


@pytest.fixture
def server():
    """A server with one paper that has everything, in two versions."""
    with FakeArxiv(
        [a_record(comments="11 pages & <more>", abstract="  We look\ninto it.  ")], clock="2025-01-01"
    ) as fake:
        yield fake


@pytest.fixture
def ten():
    """A server with ten papers, the odd ones of which were changed much later."""
    records = [
        a_record(
            number,
            title="head " * number,
            versions=[
                {"version": "v1", "created": f"2024-09-{number:02}"},
                *([{"version": "v2", "created": f"2024-10-{20 - number:02}"}] if number % 2 else []),
            ],
            update_date=None,
        )
        for number in range(1, 11)
    ]
    with FakeArxiv(records, page_limit=20) as fake:
        yield fake


def test_entry(server):
    """The `arxiv` package reads every field of an entry."""
    (paper,) = feed(server, id_list="2409.00001").results

    assert "http://arxiv.org/abs/2409.00001v2" == paper.entry_id
    assert datetime(2024, 9, 23, 19, 18, 42, tzinfo=UTC) == paper.published
    assert datetime(2024, 10, 1, 0, 0, 1, tzinfo=UTC) == paper.updated
    assert "Sparse autoencoders find feature 1" == paper.title
    assert ["Ada Lovelace", "Kurt Gödel Jr."] == [author.name for author in paper.authors]
    assert "  We look into it.\n" == paper.summary
    assert "11 pages & <more>" == paper.comment
    assert "Nature 446:664-667 (2007)" == paper.journal_ref
    assert "10.1038/nature05670.1" == paper.doi
    assert ("cs.LG", ["cs.LG", "cs.CL"]) == (paper.primary_category, paper.categories)
    assert [
        ("https://arxiv.org/abs/2409.00001v2", "alternate", None),
        ("https://arxiv.org/pdf/2409.00001v2", "related", "pdf"),
        ("https://doi.org/10.1038/nature05670.1", "related", "doi"),
    ] == [(link.href, link.rel, link.title) for link in paper.links]


def test_head(server):
    """The head of a feed has the canonical query, an id of its own, the server's time and the counts."""
    answer = get(server.api_url, max_results=5, search_query="ti:sparse")
    found = feed(server, max_results=5, search_query="ti:sparse")

    assert "application/atom+xml; charset=utf-8" == answer.headers["Content-Type"]
    said = "search_query=ti:sparse&amp;id_list=&amp;start=0&amp;max_results=5"
    assert f"<title>arXiv Query: {said}</title>" in answer.text
    assert f'<link href="https://arxiv.org/api/query?{said}" rel="self"' in answer.text
    assert "<updated>2025-01-01T00:00:00Z</updated>" in answer.text
    assert (1, 5, 0) == (found.header.total_results, found.header.items_per_page, found.header.start_index)
    assert answer.text.count("<id>https://arxiv.org/api/") == 1
    assert answer.text.splitlines()[2] != get(server.api_url, search_query="ti:other").text.splitlines()[2]


def test_lines():
    """Long titles and abstracts come in lines of less than 80, as arXiv wrote them for years, or in one as in 2026."""
    words = " ".join(["representation"] * 20)
    for lines, count in ((True, 4), (False, 1)):
        with FakeArxiv([a_record(title=words, abstract=words)], lines=lines) as server:
            root = etree.fromstring(get(server.api_url, id_list="2409.00001").content)
            entry = root.find("{*}entry")
            title, summary = entry.find("{*}title").text, entry.find("{*}summary").text

            assert words == " ".join(title.split()) == " ".join(summary.split())
            assert count == len(title.splitlines()) == len(summary.strip().splitlines())
            assert all(len(line) < 82 for line in title.splitlines() + summary.splitlines() if lines)
            assert (title.count("\n  "), summary[:2], summary[-1]) == (
                count - 1,
                *(("  ", "\n") if lines else ("re", "n")),
            )


@given(st.lists(st.text("ab-\\{}", min_size=1, max_size=200)))
def test_lines_lose_nothing(words):
    """Lines are at most 78 characters long but for words that are longer, and together they are the text."""
    lines = atom.wrapped(" ".join(words), "\n").splitlines()

    assert words == " ".join(lines).split()
    assert all(len(line) <= 78 or " " not in line for line in lines)


def test_affiliations():
    """Brackets in the printed line of authors are affiliations, whether or not the authors are parsed."""
    line = 'Ada Lovelace (Analytical Engines, Ltd and Sons), Kurt G{\\"o}del (IAS) (Vienna) and Emmy Noether'
    parsed = [["Lovelace", "Ada", ""], ["Gödel", "Kurt", ""], ["Noether", "Emmy", ""]]
    for rows in (None, parsed):
        with FakeArxiv([a_record(authors=line, authors_parsed=rows)]) as server:
            (paper,) = feed(server, id_list="2409.00001").results

            assert [
                ("Ada Lovelace", ["Analytical Engines, Ltd and Sons"]),
                ("Kurt Gödel", ["IAS", "Vienna"]),
                ("Emmy Noether", []),
            ] == [(author.name, author.affiliation) for author in paper.authors]


def test_what_is_missing():
    """A paper without comment, journal and DOI has no elements for them; characters that XML forbids are gone."""
    bare = a_record(comments=None, doi=None, title="A \x0bbell\x07", **{"journal-ref": None})
    with FakeArxiv([bare]) as server:
        (paper,) = feed(server, id_list="2409.00001").results

    assert (None, None, None) == (paper.comment, paper.journal_ref, paper.doi)
    assert "A bell" == paper.title


def test_versions(server):
    """A list of ids may ask for a version, which has its own date; one that there is not is left out."""
    found = feed(server, id_list="2409.00001v1,2409.00001v2,2409.00001v3,2409.99999")

    assert [("2409.00001v1", 23), ("2409.00001v2", 1)] == [
        (paper.get_short_id(), paper.updated.day) for paper in found.results
    ]
    assert 2 == found.header.total_results


def test_paging(ten):
    """Pages follow each other without gap or overlap, and the last is followed by none."""
    pages = [numbers(ten, "ti:head", start=start, max_results=4) for start in (0, 4, 8, 12)]

    assert [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10], []] == pages
    assert 10 == feed(ten, search_query="ti:head", start=12).header.total_results
    assert 10 == len(numbers(ten, "ti:head"))
    assert [] == numbers(ten, "ti:head", max_results=0)


def test_sorting(ten):
    """Results come by relevance, by first version or by last one, the first of them last unless that is asked for."""
    assert [10, 9, 8] == numbers(ten, "ti:head", sortBy="", sortOrder="")[:3]
    assert [1, 2, 3] == numbers(ten, "ti:head", sortBy="relevance")[:3]
    assert [10, 9, 8] == numbers(ten, "ti:head", sortOrder="")[:3]
    assert [2, 4, 6, 8, 10, 9, 7, 5, 3, 1] == numbers(ten, "ti:head", sortBy="lastUpdatedDate")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": "one"}, "start must be an integer"),
        ({"start": "-1"}, "start must be non-negative"),
        ({"max_results": "x"}, "max_results must be an integer"),
        ({"max_results": "-1"}, "max_results must be non-negative"),
        ({"max_results": "21"}, "max_results must be less than or equal to 20"),
        ({"sortBy": "date"}, "sortBy must be in: relevance, lastUpdatedDate, submittedDate"),
        ({"sortOrder": "up"}, "sortOrder must be in: descending, ascending"),
        ({"id_list": "2409.00001,abc"}, "incorrect id format for abc"),
    ],
)
def test_errors(ten, asked, said):
    """A wrong parameter gives a feed with one entry, which is the error."""
    answer = get(ten.api_url, **{"search_query": "ti:head"} | asked)
    entry = etree.fromstring(answer.content).find("{*}entry")

    assert 400 == answer.status_code
    assert (f"https://arxiv.org/api/errors#{said.replace(' ', '_')}", "Error", said, "arXiv api core") == tuple(
        entry.find(f".//{{*}}{tag}").text for tag in ("id", "title", "summary", "name")
    )


def test_errors_of_old():
    """For many years an error came with status 200."""
    with FakeArxiv(error_status=200) as server:
        assert 200 == get(server.api_url, start="x").status_code


def test_depth(ten, monkeypatch):
    """Of many results only the first 30,000 can be paged through: then comes a bare internal error."""
    assert 30_000 == api.MOST
    monkeypatch.setattr(api, "MOST", 8)
    last = feed(ten, search_query="ti:head", start=4)
    deep = get(ten.api_url, search_query="ti:head", start=8)

    assert (10, 4) == (last.header.total_results, len(last.results))
    assert (500, "text/html") == (deep.status_code, deep.headers["Content-Type"])


def test_other_paths(server):
    """There is nothing else on the server."""
    assert 404 == get(server.api_url.replace("query", "other")).status_code
