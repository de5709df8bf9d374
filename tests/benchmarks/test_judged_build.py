"""Our judged queries and any corpus become a folder that is evaluated like every other."""

import gzip
import json

import pytest

from benchmarks.judged.build import build, main
from index import judged

PAPERS = [
    {"_id": "p1", "title": "Sinks", "text": "The first\ntoken soaks up attention."},
    {"_id": "p2", "title": "Registers", "text": "Artifact patches."},
    {"_id": "p3", "title": "Registers and sinks", "text": ""},
    {"_id": "p4", "title": "Bees", "text": "Honey."},
]
QUERIES = ["q1", "q2"]
GRADES = [("q1", "p2", "2"), ("q1", "p4", "0"), ("q1", "gone", "1"), ("q2", "gone", "2"), ("q2", "p4", "0")]
OWN_WORDS = [("q1", r"\bsinks?\b|first token"), ("q2", "HONEY")]


def table(path, header, rows):
    """Write tab-separated *rows* under *header*."""
    path.write_text("".join("\t".join(row) + "\n" for row in (header, *rows)))


@pytest.fixture
def judgements(tmp_path):
    """Two queries, judged; of one the only relevant paper is in no corpus here."""
    folder = tmp_path / "judged"
    folder.mkdir()
    (folder / "queries.jsonl").write_text("".join(json.dumps({"_id": one, "text": one}) + "\n" for one in QUERIES))
    table(folder / "qrels.tsv", ("query-id", "corpus-id", "score"), GRADES)
    table(folder / "own_words.tsv", ("query-id", "regex"), OWN_WORDS)
    return folder


@pytest.fixture
def corpus(tmp_path):
    """The papers as a BEIR corpus."""
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS))
    return path


def test_folder(judgements, corpus, tmp_path):
    """Papers in own words are ignored unless judged; what has no relevant paper in the corpus is left out."""
    assert (4, 1, 2) == build(corpus, tmp_path / "out", judgements)
    read = judged.read(tmp_path / "out")
    assert {"q1": {"p2": 2, "p4": 0}} == read.grades
    assert {"q1": "q1"} == read.queries
    assert {"p1", "p3"} == read.ignored["q1"]
    assert set() == read.ignored.get("q2", set())
    assert "The first token soaks up attention." == read.documents[0].body


def test_snapshot(judgements, corpus, tmp_path):
    """A gzipped arXiv snapshot makes the same folder as a BEIR corpus with the same papers."""
    snapshot = tmp_path / "snapshot.jsonl.gz"
    rows = [{"id": one["_id"], "title": one["title"], "abstract": one["text"], "submitter": None} for one in PAPERS]
    snapshot.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    build(corpus, tmp_path / "beir", judgements)
    build(snapshot, tmp_path / "arxiv", judgements)
    contents = [{path.name: path.read_text() for path in (tmp_path / name).iterdir()} for name in ("beir", "arxiv")]
    assert contents[0] == contents[1]


def test_said(tmp_path, capsys):
    """The command says how much of the judged data a corpus covers."""
    (tmp_path / "tiny.jsonl").write_text(json.dumps(PAPERS[0]))
    main(tmp_path / "tiny.jsonl", tmp_path / "out")
    assert f"0 queries, 0 judgements, 1 papers in {tmp_path / 'out'}\n" == capsys.readouterr().out
