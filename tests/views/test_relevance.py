"""What `commons evaluate relevance` prints."""

from __future__ import annotations

import json

import pytest

from tests.ingest.relevance.makers import OURS, as_line, rows, write_rows
from views import relevance


@pytest.fixture
def file(tmp_path):
    """Judged papers of both kinds, one of them with a label that no model will guess."""
    wrong = {"id": "2409.14507", "title": OURS[0][0], "abstract": OURS[0][1], "label": 0, "weight": 30, "stratum": "c1"}
    return write_rows(tmp_path / "judged.jsonl", *map(as_line, rows(20)), wrong)


def run(capsys, file, **options):
    """Run the command; return what it printed."""
    relevance.evaluate(file, **{"errors": False, "json": False} | options)
    return capsys.readouterr().out


def test_json(capsys, file):
    """The document has raw and weighted figures and their intervals, in the shape that scripts rely on."""
    document = json.loads(run(capsys, file, json=True))

    measures = {"precision", "recall", "f1"}
    assert {"raw", "weighted", "intervals", "papers", "cross_validated"} == set(document)
    assert measures == set(document["raw"]) == set(document["weighted"]) == set(document["intervals"]["raw"])
    assert (10 / 11, 1.0) == (document["raw"]["precision"], document["raw"]["recall"])
    assert 0.25 == document["weighted"]["precision"]
    low, high = document["intervals"]["weighted"]["precision"]
    assert low <= 0.25 <= high
    assert 21 == document["papers"]


def test_errors(capsys, file):
    """On request each wrong verdict is there, with what the paper is and why it was judged so."""
    (error,) = json.loads(run(capsys, file, json=True, errors=True))["errors"]

    assert ("2409.14507", 0, "c1", 30.0) == tuple(error[name] for name in ("id", "label", "stratum", "weight"))
    assert error["score"] > 0.4
    assert "own" in error["reason"]


def test_table(capsys, file):
    """People read a table, and under it, on request, the errors."""
    plain, full = run(capsys, file), run(capsys, file, errors=True)

    assert "21 papers" in plain
    assert "0.909 [" in plain
    assert OURS[0][0] not in plain
    assert f"for 30 papers: {OURS[0][0]} (2409.14507 c1)" in full
    assert "uses the field's own" in full


def test_cross_validated(capsys, file):
    """Beside the shipped model's figures stand those of models that have not seen the papers, in the same shape."""
    document = json.loads(run(capsys, file, json=True))

    assert {"raw", "weighted", "intervals"} == set(document["cross_validated"])
    assert document["raw"].keys() == document["cross_validated"]["raw"].keys()
    assert "cross-validated" in run(capsys, file)


def test_too_few_to_learn_from(capsys, tmp_path):
    """A few papers can be judged, but not cross-validated."""
    file = write_rows(tmp_path / "few.jsonl", *map(as_line, rows(2)))

    assert "cross_validated" not in json.loads(run(capsys, file, json=True))
    assert "cross-validated" not in run(capsys, file)


def test_threshold(capsys, file, monkeypatch):
    """The threshold is that of the settings."""
    monkeypatch.setenv("COMMONS_RELEVANCE_THRESHOLD", "1")

    assert 0.0 == json.loads(run(capsys, file, json=True))["raw"]["recall"]
