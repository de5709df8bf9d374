"""Everybody's next paper: what a profile is made of, and what its next paper is laid beside."""

from __future__ import annotations

import gzip

from benchmarks import next_papers
from people.judged import Judgement
from tests.ingest.samples import a_record, as_lines

ADA, KURT, EVE = ["Lovelace", "Ada", ""], ["Gödel", "Kurt", ""], ["Noether", "Emmy", ""]


def data(folder, *records):
    """A snapshot of *records*, all but the last of the field."""
    with gzip.open(folder / next_papers.SNAPSHOT, "wb") as file:
        file.write(as_lines(records))
    (folder / next_papers.IDS).write_text("".join(record["id"] + "\n" for record in records[:-1]))
    return folder


def signed(paper, *authors):
    """A record of those authors."""
    return a_record(id=paper, authors_parsed=list(authors))


def test_read(tmp_path):
    """Beside Ada's newest paper are a colleague's and a stranger's of that year, and none of other years or fields."""
    found = next_papers.read(
        data(
            tmp_path,
            signed("2401.00001", ADA, KURT),
            signed("2302.00002", KURT, ADA),
            signed("2203.00003", ADA),
            signed("2404.00004", ADA),
            signed("2405.00005", KURT),
            signed("2406.00006", EVE),
            signed("1907.00007", EVE),
            signed("2408.00008", EVE),
        )
    )

    (ada,) = found.judged.draws[""]
    assert {"": {ada: ("arxiv:2203.00003", "arxiv:2302.00002", "arxiv:2401.00001")}} == found.judged.draws
    assert (
        Judgement(profile=ada, paper="arxiv:2404.00004", score=3),
        Judgement(profile=ada, paper="arxiv:2405.00005", score=2),
        Judgement(profile=ada, paper="arxiv:2406.00006", score=1),
    ) == found.judged.judgements
    assert (1, 2) == found.places[ada, "arxiv:2302.00002"]
    assert 2024.25 == found.years["arxiv:2404.00004"]
    assert 7 == len(found.judged.papers)
