"""Reading judged data: what is well laid out is read whole, what is not is named by file and line."""

from __future__ import annotations

import json

import pytest

from catalogue.errors import JudgementsError
from index import judged
from index.documents import Document
from tests.index.conftest import refusal

CORPUS = [
    {"_id": "d1", "title": "One", "text": "First.  Second\nline."},
    {"_id": "d2", "title": "Two"},
    {"_id": "d3", "text": "No title.", "title": None, "extra": 1},
]
QUERIES = [
    {"_id": "q1", "text": "first", "metadata": {"source": "citation"}},
    {"_id": "q2", "text": "second", "metadata": {}},
    {"_id": "q3", "text": "not judged"},
    {"_id": "q4", "text": "third", "metadata": None},
]
QRELS = [("q1", "d1", "2"), ("q1", "d2", "0"), ("q2", "d2", "1"), ("q4", "dx", "-1"), ("q9", "d1", "1")]


def lines(rows):
    """JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def table(header, rows):
    """Tab-separated lines under *header*."""
    return "".join("\t".join(row) + "\n" for row in (header, *rows))


@pytest.fixture
def folder(tmp_path):
    """A well laid out judged set."""
    (tmp_path / "corpus.jsonl").write_text(lines(CORPUS))
    (tmp_path / "queries.jsonl").write_text(lines(QUERIES))
    (tmp_path / "qrels.tsv").write_text(table(("query-id", "corpus-id", "score"), QRELS))
    return tmp_path


def test_read(folder):
    """Documents, the judged queries with their groups, and every grade."""
    found = judged.read(folder)

    assert [
        Document(id="d1", title="One", body="First. Second line."),
        Document(id="d2", title="Two"),
        Document(id="d3", title="", body="No title."),
    ] == found.documents
    assert {"q1": "first", "q2": "second", "q4": "third"} == found.queries
    assert {"q1": "citation", "q2": "", "q4": ""} == found.groups
    assert {"q1": {"d1": 2, "d2": 0}, "q2": {"d2": 1}, "q4": {"dx": -1}, "q9": {"d1": 1}} == found.grades
    assert {} == found.ignored


def test_ignore(folder):
    """Where there is an ignore.tsv, it says what to take out of which ranking."""
    rows = [("q1", "d1"), ("q1", "d2"), ("q2", "d1")]
    (folder / "ignore.tsv").write_text(table(("query-id", "corpus-id"), rows))

    assert {"q1": {"d1", "d2"}, "q2": {"d1"}} == judged.read(folder).ignored


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_odd_line_ends(folder, separator):
    """What Unicode calls a line end, and JSON does not, may stand inside a text."""
    row = {"_id": "d1", "title": "One", "text": f"First{separator}still first."}
    (folder / "corpus.jsonl").write_text(lines([row]), encoding="utf-8")

    assert ["First still first."] == [document.body for document in judged.read(folder).documents]


def test_windows_line_ends(folder):
    """Files with Windows line ends, blank lines between and none at the end, are read alike."""
    expected = judged.read(folder)
    for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"):
        content = (folder / name).read_text()
        gap = "\r\n\r\n" if name.endswith("jsonl") else "\r\n"
        (folder / name).write_bytes(content.rstrip("\n").replace("\n", gap).encode())

    assert expected == judged.read(folder)


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_missing_file(folder, name):
    """A file that is not there is named."""
    (folder / name).unlink()

    with refusal(JudgementsError, f"there is no {folder / name}.*docs/evaluation.md"):
        judged.read(folder)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("corpus.jsonl", '{"_id": "d1"}\n\nnot json\n', "corpus.jsonl, line 3: not JSON"),
        ("corpus.jsonl", '{"_id": "d1"}\n{"_id": "d2"', "corpus.jsonl, line 2: not JSON"),
        ("corpus.jsonl", '{"_id": "d1"}\n{"id": "d2"}\n', "corpus.jsonl, line 2: no _id"),
        ("corpus.jsonl", '["_id"]\n', "corpus.jsonl, line 1: not a JSON object"),
        ("corpus.jsonl", "7\n", "corpus.jsonl, line 1: not a JSON object"),
        ("queries.jsonl", '{"_id": "q1"}\n', "queries.jsonl, line 1: no text"),
        ("queries.jsonl", "{}\n", "queries.jsonl, line 1: no _id, text"),
        ("queries.jsonl", "", "no query of .* has a judgement"),
        ("queries.jsonl", '{"_id": "other", "text": "x"}\n', "no query of .* has a judgement"),
        ("qrels.tsv", "", "qrels.tsv begins with None, not with the header"),
        ("qrels.tsv", "q1\td1\t1\n", "qrels.tsv begins with .*q1.* not with the header .*query-id"),
        ("qrels.tsv", "query-id corpus-id score\n", "qrels.tsv begins with"),
        ("qrels.tsv", "query-id\tcorpus-id\n", "qrels.tsv begins with"),
        ("qrels.tsv", "{header}q1\td1\t1\nq1\td2\n", "qrels.tsv, line 3: not 3 columns"),
        ("qrels.tsv", "{header}q1\td1\t1\t0\n", "qrels.tsv, line 2: not 3 columns"),
        ("qrels.tsv", "{header}q1\td1\thigh\n", "qrels.tsv, line 2: .*no whole number"),
        ("qrels.tsv", "{header}q1\td1\t0.5\n", "qrels.tsv, line 2: .*no whole number"),
        ("qrels.tsv", "{header}q1\td1\t²\n", "qrels.tsv, line 2: .*no whole number"),
        ("qrels.tsv", "{header}q1\td1\t--1\n", "qrels.tsv, line 2: .*no whole number"),
        ("qrels.tsv", "{header}q1\td1\t\n", "qrels.tsv, line 2: .*no whole number"),
        ("ignore.tsv", "query-id\tcorpus-id\nq1\n", "ignore.tsv, line 2: not 2 columns"),
        ("ignore.tsv", "q1\td1\n", "ignore.tsv begins with"),
    ],
)
def test_bad_layout(folder, name, content, problem):
    """Every departure from the layout is named with its file, and its line where it has one."""
    (folder / name).write_text(content.replace("{header}", "query-id\tcorpus-id\tscore\n"), encoding="utf-8")

    with refusal(JudgementsError, f"{problem}.*docs/evaluation.md"):
        judged.read(folder)


def test_no_text(folder):
    """A file that is no UTF-8, or a folder in its place, is named."""
    (folder / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "\xff"}\n')
    with refusal(JudgementsError, "cannot read .*queries.jsonl"):
        judged.read(folder)

    (folder / "qrels.tsv").unlink()
    (folder / "qrels.tsv").mkdir()
    with refusal(JudgementsError, "cannot read .*qrels.tsv"):
        judged.read(folder)


def test_quotes_are_letters(folder):
    """A quotation mark in an id is a letter, not the start of a quoted field."""
    (folder / "qrels.tsv").write_text(table(("query-id", "corpus-id", "score"), [("q1", '"d1', "1")]))

    assert {"q1": {'"d1': 1}} == judged.read(folder).grades
