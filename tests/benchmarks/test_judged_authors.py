"""The judged bylines are what their page says."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from benchmarks.authors import JUDGED
from people.authors.names import parse


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a judged file."""
    with (JUDGED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def keys(half: str) -> set[str]:
    """The names of one half of the pairs."""
    return {parse(row[name]).key for row in rows("pairs.tsv") if row["half"] == half for name in ("name", "other_name")}


def test_halves():
    """No name is in both halves, and none of those judged whole in the half that constants were chosen by."""
    whole = {parse(row["name"]).key for row in rows("names.tsv")}

    assert set() == keys("dev") & (keys("test") | whole)


def test_labels():
    """Each pair is judged once, as one person's or as two people's; each byline of a whole name once."""
    pairs = [(row["work"], row["name"], row["other_work"], row["other_name"]) for row in rows("pairs.tsv")]
    bylines = [(row["name"], row["work"]) for row in rows("names.tsv")]

    assert ({"0", "1"}, {"0", "1"}) == tuple({row[name] for row in rows("pairs.tsv")} for name in ("same", "doubtful"))
    assert (230, 124) == (len(set(pairs)), len(set(bylines)))
    assert (230, 124) == (len(pairs), len(bylines))


@pytest.mark.data
def test_papers(shared_data: Path):
    """Every arXiv id exists."""
    with gzip.open(shared_data / "arxiv-titles.tsv.gz", "rt", encoding="utf-8") as file:
        known = {line.partition("\t")[0] for line in file}
    cited = [row[name] for row in rows("pairs.tsv") for name in ("work", "other_work")]
    cited += [row["work"] for row in rows("names.tsv")]

    assert set() == {one.removeprefix("arxiv:") for one in cited if one.startswith("arxiv:")} - known
