"""Mentions in real abstracts, judged by reading: how often the matcher means what the authors meant.

``mentions.tsv`` is a uniform draw from all mentions that the matcher found in the field's papers of arXiv's snapshot.
Each was read in its abstract and is `right` where the printed words mean the concept there. The wrong ones are kept as
they came, and no label was changed because of them. It has ids and places, not abstracts.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalogue.records import Work
from catalogue.store import Incoming
from glossary import book
from glossary.evidence.collect import text_of
from glossary.matcher import Matcher
from ingest.sources import snapshot

pytestmark = pytest.mark.data

_ID = re.compile(rb'\{"id": "([^"]+)"')


@dataclass(frozen=True)
class Judged:
    """A row of the file."""

    paper: str
    place: tuple[int, int]
    text: str
    concept: str
    right: bool


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """All that were judged."""
    with Path(__file__).with_name("mentions.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Judged(row["paper"], (int(row["start"]), int(row["end"])), row["text"], row["concept"], row["right"] == "1")
            for row in rows
        ]


@pytest.fixture(scope="module")
def texts(shared_data, judged) -> dict[str, str]:
    """What their papers say, by id."""
    wanted = {one.paper.removeprefix("arxiv:").encode() for one in judged}
    found = {}
    for chunk in snapshot.source(shared_data / "arxiv-snapshot-sample.jsonl.gz").fetch(""):
        if (match := _ID.match(chunk.data)) and match[1] in wanted:
            incoming = snapshot.parse(chunk.data)
            assert isinstance(incoming, Incoming)
            found[incoming.paper.id] = text_of(Work(records=(incoming.paper,)))
    return found


@pytest.fixture(scope="module")
def still_found(judged, texts) -> list[Judged]:
    """Those that the matcher finds today, in the same sense."""
    matcher = Matcher(book.load())
    today = {(paper, one.start, one.end, one.concept) for paper, text in texts.items() for one in matcher.scan(text)}
    return [one for one in judged if (one.paper, *one.place, one.concept) in today]


def test_places(judged, texts):
    """All 200 are different places, and their words stand there."""
    assert [one.text for one in judged] == [texts[one.paper][slice(*one.place)] for one in judged]
    assert {200} == {len(judged), len({(one.paper, one.place) for one in judged})}


def test_precision(still_found):
    """Of what is found, at least 95 in 100 are right."""
    assert Counter(one.right for one in still_found)[True] >= 0.95 * len(still_found)


def test_recall(judged, still_found):
    """Of the right ones, at least 95 in 100 are still found."""
    assert sum(one.right for one in still_found) >= 0.95 * sum(one.right for one in judged)


def test_record(judged):
    """The draw was good enough as it came, and has its errors in it."""
    assert 0.95 <= sum(one.right for one in judged) / len(judged) < 1
