"""A workshop's accepted papers, as a table or as JSON lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import NotWhatItSaysError, RecordError
from catalogue.records import Byline, Paper, Placement
from catalogue.rows import placement_rows, version_row
from catalogue.store import Incoming
from ingest.run import run
from ingest.sources import programme
from ingest.sources.programme import parse

ENTRY = {
    "number": 1,
    "title": "Same Task,\n Different Circuits",
    "authors": ["Yaniv  Nikankin", "Dana Arad"],
    "openreview": "https://openreview.net/forum?id=QrImAlagCG",
    "session": "morning",
    "category": "Circuits and Reverse Engineering",
    "is_spotlight": True,
    "presented_in_person": None,
    "abstract": "Vision-Language\nmodels.",
}
EXPECTED = Paper(
    id="openreview:QrImAlagCG",
    source="programme",
    title="Same Task, Different Circuits",
    abstract="Vision-Language models.",
    authors=(Byline(name="Yaniv Nikankin"), Byline(name="Dana Arad")),
    submitted="2025",
    url="https://openreview.net/forum?id=QrImAlagCG",
    venue="NeurIPS 2025 workshop",
    placements=(
        Placement(
            event="neurips2025",
            number=1,
            session="morning",
            category="Circuits and Reverse Engineering",
            spotlight=True,
        ),
    ),
)
CSV = (
    "number,title,authors,openreview,session,category,is_spotlight,abstract\n"
    '1,"Same Task,\n Different Circuits",Yaniv  Nikankin; Dana Arad;,https://openreview.net/forum?id=QrImAlagCG,'
    "morning,Circuits and Reverse Engineering,TRUE,Vision-Language models.\n"
)


def paper(event="neurips2025", **changes) -> Paper:
    """The paper that an entry with *changes* is read as."""
    found = parse(json.dumps(ENTRY | changes).encode(), event)
    assert isinstance(found, Incoming), found
    return found.paper


def read(path, content, **options):
    """The records of a file."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = programme.source(path, **options)
    return [(chunk.place, record) for chunk in source.fetch("") for record in source.parse(chunk.data)]


def test_a_full_entry():
    """Every field is where it belongs."""
    assert EXPECTED == paper()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("header", [str, str.upper, lambda header: header.replace(",", " , ")])
def test_tables(tmp_path, newline, mark, header):
    """A table says the same as JSON lines, whatever spreadsheet wrote it; its cells may hold line breaks."""
    first, _, rest = CSV.partition("\n")
    content = mark + (header(first) + "\n" + rest).replace("\n", newline)

    assert [("line 3", EXPECTED)] == [
        (place, record.paper) for place, record in read(tmp_path / "programme-neurips2025.csv", content)
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_json_lines(tmp_path, mark):
    """JSON lines are known by their first character, with or without a mark of their byte order."""
    content = mark + json.dumps(ENTRY) + "\n"

    assert [("line 1", EXPECTED)] == [
        (place, record.paper) for place, record in read(tmp_path / "programme-neurips2025.csv", content)
    ]


@pytest.mark.parametrize(
    ("name", "event", "expected"),
    [
        ("programme-neurips2025.jsonl", "", ("neurips2025", "NeurIPS 2025 workshop", "2025")),
        ("ICML-2024.csv", "", ("icml-2024", "ICML 2024 workshop", "2024")),
        ("accepted.csv", "", ("accepted", "accepted", "")),
        ("accepted.csv", "neurips2026", ("neurips2026", "NeurIPS 2026 workshop", "2026")),
        ("accepted.csv", "Interp Day 2026", ("Interp Day 2026", "Interp Day 2026", "2026")),
    ],
)
def test_events(tmp_path, name, event, expected):
    """The event is said, or read from the file's name; a year in it dates the papers."""
    ((_, record),) = read(tmp_path / name, json.dumps(ENTRY), event=event)

    assert expected == (record.paper.placements[0].event, record.paper.venue, record.paper.submitted)


def test_only_a_title():
    """Where only the title is known, the paper is called by event and number, or by event and title."""
    bare = {"title": "T"}

    assert "programme:e/T" == parse(json.dumps(bare).encode(), "e").paper.id
    assert "programme:e/0" == parse(json.dumps(bare | {"number": 0}).encode(), "e").paper.id
    assert "programme:e/12" == parse(json.dumps(bare | {"number": "12"}).encode(), "e").paper.id


def test_arxiv():
    """An arXiv id is another name of a paper on OpenReview, and the name of one that is not."""
    assert ("arxiv:2409.14507",) == paper(arxiv="https://arxiv.org/abs/2409.14507v2").also
    assert "arxiv:2409.14507" == paper(arxiv="2409.14507", openreview=None).id


@pytest.mark.parametrize(
    ("session", "expected"),
    [("morning", "morning"), (" Afternoon ", "Afternoon"), ("not presenting", ""), ("Not Presenting", ""), (None, "")],
)
def test_sessions(session, expected):
    """A paper that is not presented has no session."""
    assert expected == paper(session=session).placements[0].session


@pytest.mark.parametrize(
    ("expected", "said"), [(True, (True, "true", "Yes", "1", 1)), (False, (False, "False", "no", "0", 0, "", None))]
)
def test_spotlights(expected, said):
    """Whatever people write for yes and no."""
    assert {expected} == {paper(is_spotlight=one).placements[0].spotlight for one in said}


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Ada; Kurt Gödel", ["Ada", "Kurt Gödel"]),
        ("Lovelace, Ada;Gödel, Kurt", ["Lovelace, Ada", "Gödel, Kurt"]),
        (["Ada", "", "  Kurt\nGödel "], ["Ada", "Kurt Gödel"]),
        (" ; ;", []),
        (None, []),
    ],
)
def test_authors(authors, expected):
    """Names are a list, or separated by semicolons, because commas are in names."""
    assert expected == [byline.name for byline in paper(authors=authors).authors]


def test_bad_rows(tmp_path):
    """Rows that cannot be read are listed with their lines; rows with too few or too many cells can."""
    content = 'title,number\nOne,1\n,2\n"Two\nlines",3\nThree,third\nFour\nFive,5,6,7\n\nSix,1e999\n'
    found = read(tmp_path / "p.csv", content)

    assert ["line 3", "line 6", "line 10"] == [place for place, one in found if isinstance(one, RecordError)]
    assert ["One", "Two lines", "Four", "Five"] == [one.paper.title for _, one in found if isinstance(one, Incoming)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"no JSON", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"title": " "}', "no title"),
        (b'{"title": null}', "no title"),
        (b'{"name": "T"}', "no title"),
        (b'{"title": "T", "number": "first"}', "number: 'first' is no whole number"),
        (b'{"title": "T", "number": Infinity}', "number: inf is no whole number"),
        (b'{"title": "T", "number": -1}', "number: -1 is no whole number"),
        (b'{"title": "T", "number": 99999999999}', "number: 99999999999 is no whole number"),
        (b'{"title": "T", "number": [1]}', "number: [1] is no whole number"),
    ],
)
def test_no_entry(line, expected):
    """What is no entry is rejected with the reason."""
    found = parse(line, "e")

    assert isinstance(found, RecordError)
    assert expected in str(found)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,who\nOne,Ada\nTwo,Bob\n", "none of the first 2 records"),
        ("<!DOCTYPE html>\n<html><head>\n<title>404</title>", "none of the first 2 records"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8"),
        ('title\n"' + "x" * 200_000, "is no CSV after line 1"),
    ],
)
def test_something_else(tmp_path, catalogue, content, message):
    """A file that is something else is refused."""
    path = tmp_path / "p.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(NotWhatItSaysError, match=message) as caught:
        run(programme.source(path), catalogue)
    assert str(path) in str(caught.value)
    assert caught.value.remedy


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text() | st.none())


@given(st.fixed_dictionaries({"title": st.text(min_size=1)}, optional=dict.fromkeys(set(ENTRY) - {"title"}, VALUES)))
def test_anything(entry):
    """Whatever an entry says, it is read, and then can be stored, or rejected with a reason."""
    found = parse(json.dumps(entry).encode(), "neurips2025")

    if isinstance(found, RecordError):
        assert str(found).strip()
    else:
        rows = [version_row(found.paper), *placement_rows(1, found.paper)]
        assert "\\u0000" not in json.dumps(rows, ensure_ascii=False).encode().decode()
        assert (found.paper.placements[0].number or 0) < 2**31
