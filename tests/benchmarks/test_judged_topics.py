"""The judged open problems are what the benchmark says of them, and its figures count right."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from benchmarks.topics import JUDGED, Figures, figures
from glossary.lists import topics
from tests.makers import a_work


def rows() -> list[dict[str, str]]:
    """The lines of the judged file."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_halves():
    """Fifty sentences to mend by and fifty to report, none twice, and no paper in both halves."""
    papers = {half: [row["paper"] for row in rows() if row["half"] == half] for half in ("tune", "report")}

    assert (50, 50) == tuple(map(len, papers.values()))
    assert set() == set(papers["tune"]) & set(papers["report"])
    assert 100 == len({(row["topic"], row["paper"], row["sentence"]) for row in rows()})


def test_labels():
    """Each is of a topic, at a place in an abstract, and judged by yes or no on both questions."""
    assert [] == [row for row in rows() if row["topic"] not in topics() or not row["sentence"].isdigit()]
    assert {"0", "1"} == {row[name] for row in rows() for name in ("states", "concerns")}


@pytest.mark.data
def test_papers(shared_data: Path):
    """Every arXiv paper that was judged exists."""
    with gzip.open(shared_data / "arxiv-titles.tsv.gz", "rt", encoding="utf-8") as file:
        known = {line.partition("\t")[0].removeprefix("arxiv:") for line in file}
    judged = {row["paper"].removeprefix("arxiv:") for row in rows() if row["paper"].startswith("arxiv:")}

    assert set() == judged - known


def test_figures():
    """Precision and recall are over all pairs of a work and a topic."""
    works = [a_work(id="a", topics=("probing", "circuits")), a_work(id="b", topics=("probing",))]
    found = {"probing": {"a": 1.0, "c": 1.0}, "circuits": {"b": 1.0}, "tools": {"a": 1.0}}

    assert Figures(1 / 2, 1 / 3, 2 / 5) == figures(found, works, ["probing", "circuits"])
    assert Figures(0, 0, 0) == figures({"tools": {}}, [], ["tools"])
