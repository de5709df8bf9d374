"""The sources over real data: arXiv's own records, and the programme of a workshop that took place."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter

import pytest

from catalogue.settings import Settings
from catalogue.store import Catalogue
from ingest.run import run
from ingest.sources import programme, snapshot

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def real(shared_data, tmp_path_factory):
    """A catalogue with the sample of arXiv's snapshot and the programme in it, and the reports of both runs."""
    catalogue = Catalogue.open(Settings(home=tmp_path_factory.mktemp("real")))
    reports = [
        run(source, catalogue)
        for source in (
            snapshot.source(shared_data / "arxiv-snapshot-sample.jsonl.gz"),
            programme.source(shared_data / "programme-neurips2025.jsonl"),
        )
    ]
    yield catalogue, *reports
    catalogue.close()


@pytest.fixture(scope="module")
def works(real):
    """All works of that catalogue."""
    return real[0].works()


def test_snapshot(real):
    """Every one of 103,780 real records is read; some thousands are the field's."""
    catalogue, report, _ = real

    assert {"new", "passed over"} == set(report.run.counts)
    assert 103_780 == Counter(report.run.counts).total()
    assert 3_000 < report.run.counts["new"] < 12_000
    assert report.run.counts["new"] == catalogue.by_source()["arxiv"]


def test_a_well_known_paper(works):
    """The paper on feature absorption is there with its facts."""
    (found,) = [work for work in works if work.id == "arxiv:2409.14507"]

    assert "A is for Absorption" in found.title
    assert found.authors[0].name == "David Chanin"
    assert (found.year, "cs.LG" in found.categories or "cs.CL" in found.categories) == ("2024", True)
    assert found.abstract


def test_names(works):
    """No name of thousands has LaTeX or line breaks left in it, or is two, but for one that the sample garbles."""
    names = {byline.name for work in works for byline in work.authors}

    assert {name for name in names if re.search(r"[\\{}\n,]|^and | and |\bet al\b", name)} <= {"and Qianli Ma"}


def test_dates(works):
    """Every real paper has a date, and every date is one."""
    pattern = re.compile(r"(19[89]|20[012])\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

    assert [] == [work.id for work in works if not pattern.fullmatch(work.submitted)]


def test_programme(real, works):
    """The programme's 187 papers are all there, with their sessions and spotlights."""
    placements = [one for work in works for one in work.placements]

    assert {"new": 187} == real[2].run.counts
    assert {"neurips2025"} == {one.event for one in placements}
    assert 35 == sum(one.spotlight for one in placements)
    assert (85, 86) == tuple(Counter(one.session for one in placements)[name] for name in ("morning", "afternoon"))
    assert 171 == sum(one.number is not None for one in placements) == sum(bool(one.session) for one in placements)


def letters(text):
    """What is left of a title or a surname when people spell it differently."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain)


def test_merged(works, shared_data):
    """A paper that is on arXiv too is one work with both records: here by a rule of the test's own."""
    surnames = {}
    for work in works:
        for paper in work.records:
            if paper.source == "arxiv":
                known = {letters(byline.name.split()[-1]) for byline in paper.authors}
                surnames.setdefault(letters(paper.title), []).append((paper.id, known))
    expected = set()
    for line in (shared_data / "programme-neurips2025.jsonl").read_text().splitlines():
        entry = json.loads(line)
        ours = {letters(name.split()[-1]) for name in entry["authors"]}
        for paper_id, known in surnames.get(letters(entry["title"]), []):
            if 2 * len(ours & known) >= min(len(ours), len(known)) > 0:
                expected.add((paper_id, entry["openreview"]))

    merged = {(work.id, work.records[1].url) for work in works if work.sources == ("arxiv", "programme")}

    assert expected == merged
    assert len(expected) > 20
    assert all(2 == len(work.records) for work in works if work.id in dict(expected))


def test_doubts(real, works):
    """Of the programme's papers few are left for people to decide, and each of them says why."""
    doubts = real[0].doubts()
    ids = {work.id for work in works}

    assert len(doubts) <= 30
    assert {True} >= {doubt.work_id in ids and doubt.other_id in ids and bool(doubt.reason) for doubt in doubts}
