"""arXiv's snapshot as it really is: one record at a time."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import RecordError
from catalogue.records import Byline, Paper
from catalogue.rows import version_row
from catalogue.store import Incoming
from ingest.sources.snapshot import parse
from tests.ingest.samples import NATURE, a_record, as_line


def paper(**changes) -> Paper:
    """The paper that a record with *changes* is read as."""
    found = parse(as_line(a_record(**changes)))
    assert isinstance(found, Incoming), found
    return found.paper


def reason(record) -> str:
    """Why *record* is rejected."""
    found = parse(as_line(record))
    assert isinstance(found, RecordError), found
    return str(found)


def names(**changes) -> list[str]:
    """The authors of a record with *changes*."""
    return [byline.name for byline in paper(**changes).authors]


def test_a_full_record():
    """A record where nothing is missing: every field is where it belongs."""
    expected = Paper(
        id="arxiv:2409.00001",
        source="arxiv",
        title="Sparse autoencoders find feature 1",
        version=2,
        abstract="We find circuits of attention heads by activation patching.",
        authors=(Byline(name="Ada Lovelace"), Byline(name="Kurt Gödel Jr.")),
        submitted="2024-09-23",
        updated="2024-10-01",
        categories=("cs.LG", "cs.CL"),
        url="https://arxiv.org/abs/2409.00001",
        also=(f"doi:{NATURE}.1",),
        venue="Nature 446:664-667 (2007)",
        licence="http://creativecommons.org/licenses/by/4.0/",
    )

    assert expected == paper()


def test_only_id_and_title():
    """Where everything else is missing, the number still says the month, and nothing is made up."""
    expected = Paper(
        id="arxiv:quant-ph/0602144",
        source="arxiv",
        title="T",
        submitted="2006-02",
        url="https://arxiv.org/abs/quant-ph/0602144",
    )
    bare = {"id": "quant-ph/0602144", "title": "T"}

    assert expected == parse(as_line(bare)).paper
    assert expected == parse(as_line(dict.fromkeys(a_record()) | bare)).paper
    assert expected == parse(as_line({key: "" for key in a_record() if key != "versions"} | bare)).paper


def test_no_versions():
    """Without versions the date of the update is known, but not that of the first submission."""
    found = paper(versions=None)

    assert (1, "2024-09", "2024-10-02") == (found.version, found.submitted, found.updated)


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("2007-04-05", "2007-04-05"),
        ("2007-04-05T01:02:03Z", "2007-04-05"),
        (None, "2024-09"),
        ("", "2024-09"),
        ("Mon", "2024-09"),
        ("yesterday", "2024-09"),
        ("2007-13-45", "2024-09"),
        ("Mon, 2 Apr 99999999999999999999 19:18:42 GMT", "2024-09"),
        ("Mon, 31 Feb 2007 19:18:42 GMT", "2024-09"),
    ],
)
def test_dates(created, expected):
    """Both forms of dates are read; what is no date is none, and the number's month stands for it."""
    assert expected == paper(versions=[{"version": "v1", "created": created}]).submitted


def test_gaps_in_versions():
    """The first version that has a date says when it was submitted, the last one whether it was since."""
    versions = [{"version": "v1"}, {"version": "v2", "created": "2024-01-02"}, {"created": ""}]

    found = paper(versions=versions)

    assert (2, "2024-01-02", "2024-10-02") == (found.version, found.submitted, found.updated)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Gergely Palla, Albert-Laszlo Barabasi and Tamas Vicsek", ["Gergely Palla", "Albert-Laszlo Barabasi"]),
        (
            "Ada Lovelace,\n  Kurt G{\\\"o}del,\n and {\\L}ukasz \\'Swi\\k{a}tek",
            ["Ada Lovelace", "Kurt Gödel", "Łukasz Świątek"],
        ),
        ("Alexander Sandy Hand", ["Alexander Sandy Hand"]),
        ("", []),
        (None, []),
        (" , ", []),
    ],
)
@pytest.mark.parametrize("parsed", [None, []])
def test_printed_authors(printed, expected, parsed):
    """Without the parsed list the names are cut out of the printed line."""
    assert expected == names(authors=printed, authors_parsed=parsed)[: max(2, len(expected))]


@pytest.mark.parametrize(
    ("parsed", "expected"),
    [
        (["Lovelace", "Ada", ""], "Ada Lovelace"),
        (["Lovelace", "Ada", "", "London University"], "Ada Lovelace"),
        (["van der Maaten", "Laurens", ""], "Laurens van der Maaten"),
        (["Plato", "", ""], "Plato"),
        (["\\O{}st{\\o}en", "\\'E.", "III"], "É. Østøen III"),
        (["Erd\\H{o}s", "P\\'al", ""], "Pál Erdős"),
        (["\\begin{x", "A.", ""], "A."),
        (["$\\ell_1$", "Team", ""], "Team \N{SCRIPT SMALL L}_1"),
    ],
)
def test_parsed_authors(parsed, expected):
    """Names are put together as they are printed, their LaTeX decoded; broken LaTeX fails nothing."""
    (name,) = names(authors_parsed=[parsed])

    assert name.startswith(expected)


def test_empty_names():
    """A name that is nothing but spaces, or LaTeX for nothing, or "et al.", is nobody."""
    assert (
        ["Ada"]
        == names(authors_parsed=None, authors="Ada, et al.")
        == names(authors_parsed=[["al.", "et", ""], ["Ada", "", ""]])
    )
    assert ["Ada"] == names(authors_parsed=[["", "", ""], ["  ", "", ""], ["{}\\ ", "", ""], ["", "Ada", ""]])


def test_two_dois():
    """A record may give two DOIs in one field."""
    assert ("doi:10.1038/a", "doi:10.1103/b") == paper(doi="10.1038/A 10.1103/b").also


@pytest.mark.parametrize("escaped", ["é", "😀", "ﬁ", "\\u0041", "$\\ell_1$", "\t\u2028x"])
def test_characters(escaped):
    """Text stays as it is, but for spaces, whether its file escapes it or not."""
    record = a_record(title=f"T {escaped} T")
    expected = f"T {' '.join(escaped.split())} T".replace("T  x", "T x")

    assert expected == parse(json.dumps(record).encode()).paper.title
    assert expected == parse(json.dumps(record, ensure_ascii=False).encode()).paper.title


@pytest.mark.parametrize("odd", ["\0", "\ud800", "\x1b", "\x7f"])
def test_what_no_database_takes(odd):
    """Control characters and halves of characters become spaces, wherever they are."""
    found = paper(
        title=f"a{odd}b", categories=f"cs.LG{odd}cs.CL", doi=f"10.1/a{odd}10.1/b", authors_parsed=[[odd, "Ada", ""]]
    )

    assert ("a b", ("cs.LG", "cs.CL")) == (found.title, found.categories)
    assert (("doi:10.1/a", "doi:10.1/b"), "Ada") == (found.also, found.authors[0].name)


def test_line_breaks_in_ids():
    """An id has no spaces around it, whatever its field has."""
    assert "arxiv:2409.00001" == paper(id=" 2409.00001\n").id


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"no JSON", "not JSON"),
        (b'{"id": "2409.00001", "title": "T"', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe{", "not JSON"),
        (b'{"id": "1", "title": "\xff"}', "not JSON"),
        (b'{"id": "1", "title": "\x00"}', "not JSON"),
        (b'{"id": "1", "title": "\xed\xa0\x80"}', "not JSON"),
        (b"[]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"{}", "no id and no title"),
        (b'{"id": "1"}', "no title"),
        (b'{"title": "T"}', "no id"),
        (b'{"id": null, "title": " "}', "no id and no title"),
        (b'{"id": 2409.14507, "title": "T"}', "no id"),
    ],
)
def test_no_record(line, expected):
    """A line that is no record is rejected with the reason."""
    assert reason(line).startswith(expected) or expected in reason(line)


@pytest.mark.parametrize(
    "wrong",
    [
        {"categories": ["cs.LG"]},
        {"versions": "v1"},
        {"versions": [5]},
        {"versions": [{"version": 2}]},
        {"versions": [{"version": "v2 (draft)"}]},
        {"versions": [{"version": "v99999999999"}]},
        {"versions": [{"version": "v1", "created": 2007}]},
        {"update_date": 20240101, "versions": []},
        {"doi": 10.1},
        {"authors_parsed": "Ada"},
        {"authors_parsed": [["Ada"]]},
        {"authors_parsed": [[1, 2, 3]]},
        {"authors_parsed": 7},
        {"authors": ["Ada"], "authors_parsed": None},
    ],
)
def test_wrong_types(wrong):
    """A field of another kind than arXiv's is a reason to reject the record, and not one to stop."""
    assert reason(a_record(**wrong)).startswith("a field is not of the kind")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
VERSIONS = st.lists(
    st.fixed_dictionaries({}, optional={"version": st.text(max_size=6) | st.just("v3"), "created": st.text()}),
    max_size=3,
)
RECORDS = st.fixed_dictionaries(
    {"id": st.text(min_size=1), "title": st.text(min_size=1)},
    optional={key: st.text() | ANYTHING for key in a_record() if key not in {"id", "title", "versions"}}
    | {"versions": VERSIONS | ANYTHING},
)


@given(RECORDS | ANYTHING)
def test_anything_that_is_json(record):
    """Whatever JSON says, it is read or rejected with a reason in words; and what is read can be stored."""
    found = parse(json.dumps(record).encode())

    if isinstance(found, RecordError):
        assert str(found).strip()
    else:
        row = version_row(found.paper)
        json.dumps([row, [byline.name for byline in found.paper.authors]], ensure_ascii=False).encode()
        assert "\0" not in repr(row)
        assert row["version"] < 2**31


@given(st.binary())
def test_anything(line):
    """Whatever bytes a line has, it is read or rejected."""
    assert isinstance(parse(line), Incoming | RecordError)
