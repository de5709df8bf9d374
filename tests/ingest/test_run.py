"""A run of an ingestion: what is stored, counted and listed, and how it goes on after it was stopped."""

from __future__ import annotations

import gzip
import os
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import count

import pytest

from catalogue.errors import (
    CatalogueError,
    IncompleteError,
    NotWhatItSaysError,
    RecordError,
    SourceError,
    TruncatedFileError,
)
from catalogue.reviews import Reviews
from catalogue.runs import Account, RunLog
from catalogue.settings import Settings
from catalogue.store import Incoming
from ingest import run as runs
from ingest.run import FEW, PATIENCE, run
from ingest.sources import Chunk, Past, ReadWhole, snapshot
from tests.ingest.samples import a_record, another_field, as_lines, write_lines
from tests.makers import a_paper, ingest

BATCH = 1024
"""Chunks of `Numbers` in one transaction."""
BAD = (b"no JSON", b"[]", b'{"id": "1"}', b'{"title": "T"}', b"\xff\xfe\x00", b"\x00\x00", b"[" * 10_000)


@dataclass
class Numbers(ReadWhole):
    """A source of numbered papers, some of them broken, that fails or is stopped where a test wants it."""

    papers: int
    broken: frozenset[int] = frozenset()
    fails_at: int = -1
    error: type[BaseException] = SourceError
    content: str = "content"
    options: dict = field(default_factory=dict)
    name: str = "snapshot"
    target: str = "numbers"
    selective: bool = False
    size: int | None = None
    fetched: list[int] = field(default_factory=list)

    def fingerprint(self):
        """The content's name."""
        return self.content

    def fetch(self, position):
        """One chunk a number."""
        for number in range(int(position or 0), self.papers):
            if number == self.fails_at:
                raise self.error("the net is gone", "Wait")
            self.fetched.append(number)
            data = b"%d" % number
            yield Chunk(
                data=data.ljust(runs.BATCH // BATCH), place=f"number {number}", position=str(number + 1), done=number
            )

    def parse(self, data):
        """One record a chunk."""
        if (number := int(data)) in self.broken:
            yield RecordError("broken")
        else:
            yield Incoming.of(a_paper(id=f"arxiv:{number}", title=f"Paper {number}"), data)


def last(catalogue):
    """The newest run in the log."""
    return RunLog(catalogue).last(1)[0]


def test_a_run(catalogue):
    """A run stores every record, or says which it could not read; the log has it all."""
    report = run(Numbers(papers=2500, broken=frozenset({3, 1700})), catalogue)

    assert {"new": 2498, "rejected": 2} == report.run.counts
    assert ["number 3", "number 1700"] == [reject.place for reject in report.rejects]
    assert ("finished", "", 2498) == (report.run.state, report.resumed, catalogue.count())
    assert (report.run.counts, "finished", "2500") == (
        (stored := last(catalogue)).counts,
        stored.state,
        stored.position,
    )


def test_progress(catalogue):
    """After every batch it is told how far it is and what came of it."""
    told = []

    run(Numbers(papers=2500), catalogue, progress=lambda chunk, counts: told.append((chunk.done, counts["new"])))

    assert [(BATCH - 1, BATCH), (2 * BATCH - 1, 2 * BATCH), (2499, 2500)] == told


@pytest.mark.parametrize("papers", [0, 1, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH])
def test_any_size(catalogue, papers):
    """Whether the last batch is full, begun or empty, all are stored."""
    assert papers == run(Numbers(papers=papers), catalogue).run.counts.get("new", 0) == catalogue.count()


@pytest.mark.parametrize("fails_at", [0, 1, 999, 1000, 1700])
def test_failure(catalogue, fails_at):
    """When a source fails, everything that it gave before is kept, and the same run goes on behind it."""
    with pytest.raises(SourceError, match=r"the net is gone\. Wait"):
        run(Numbers(papers=2000, fails_at=fails_at), catalogue)

    assert fails_at == catalogue.count()
    assert ("failed", "the net is gone. Wait") == (last(catalogue).state, last(catalogue).error)

    source = Numbers(papers=2000)
    report = run(source, catalogue)

    assert list(range(fails_at, 2000)) == source.fetched
    assert str(fails_at or "") == report.resumed
    assert {"new": 2000} == report.run.counts == last(catalogue).counts
    assert ("finished", "") == (last(catalogue).state, last(catalogue).error)
    assert 1 == last(catalogue).id


def test_interruption(catalogue):
    """Who stops it loses the batch under way and nothing else; the log says that it was stopped."""
    with pytest.raises(KeyboardInterrupt):
        run(Numbers(papers=2000, fails_at=1500, error=KeyboardInterrupt), catalogue)

    assert ("interrupted", BATCH) == (last(catalogue).state, catalogue.count())

    source = Numbers(papers=2000)

    assert {"new": 2000} == run(source, catalogue).run.counts
    assert BATCH == source.fetched[0]


def test_a_bug_is_not_hidden(catalogue):
    """What nobody expects is raised as it is, and what was stored before is kept."""
    with pytest.raises(ZeroDivisionError):
        run(Numbers(papers=2000, fails_at=1500, error=ZeroDivisionError), catalogue)

    assert BATCH == catalogue.count()


def test_stopped_again_and_again(catalogue):
    """However often it is stopped, nothing is counted twice or left out."""
    for tries in count(1):
        source = Numbers(papers=5500, broken=frozenset(range(0, 5500, 7)), fails_at=1100 * tries, error=SourceError)
        try:
            report = run(source, catalogue)
            break
        except SourceError:
            pass

    assert 5 == tries
    assert {"new": 4714, "rejected": 786} == report.run.counts
    assert [f"number {number}" for number in range(0, 5500, 7)] == [reject.place for reject in report.rejects]
    assert (4714, 1) == (catalogue.count(), len(RunLog(catalogue).last()))


@pytest.mark.parametrize("changed", [{"content": "other"}, {"options": {"all": True}}, {"name": "bibtex"}])
def test_another_run(catalogue, changed):
    """Other content, options or sources are another run, which begins at the start."""
    with pytest.raises(SourceError):
        run(Numbers(papers=2000, fails_at=1500), catalogue)
    source = Numbers(papers=2000, **changed)

    report = run(source, catalogue)

    assert ("", 0) == (report.resumed, source.fetched[0])
    assert {"new": 500, "unchanged": 1500} == report.run.counts


def test_restart(catalogue):
    """Who wants to begin at the start may."""
    with pytest.raises(SourceError):
        run(Numbers(papers=20, fails_at=15), catalogue)

    report = run(Numbers(papers=20), catalogue, restart=True)

    assert ("", {"new": 5, "unchanged": 15}) == (report.resumed, report.run.counts)


def test_after_a_finished_run(catalogue):
    """A finished run is not gone on with: the next one reads everything again."""
    run(Numbers(papers=3), catalogue)

    assert ("", {"unchanged": 3}) == ((again := run(Numbers(papers=3), catalogue)).resumed, again.run.counts)


@pytest.mark.parametrize("papers", [1, PATIENCE - 1, PATIENCE, 50 * PATIENCE])
def test_nothing_readable(catalogue, papers):
    """A source of which nothing can be read is another thing than was said; a long one is not read to its end."""
    source = Numbers(papers=papers, broken=frozenset(range(papers)))

    with pytest.raises(NotWhatItSaysError, match=r"none of the first \d+ records of numbers.*commons ingest snapshot"):
        run(source, catalogue)

    assert len(source.fetched) <= BATCH
    assert "failed" == last(catalogue).state


@pytest.mark.parametrize("good", [0, 500, 999, 1700])
def test_one_good_record(catalogue, good):
    """One good record among a thousand bad ones is worth reading on for."""
    broken = frozenset(range(1000, 2000) if good < 1000 else range(90)) - {good}

    assert run(Numbers(papers=2000, broken=broken), catalogue).run.counts["rejected"] == len(broken)


def test_database_fails(catalogue):
    """When the catalogue fails, the run ends with its error; what was stored is kept."""

    def drop_the_table(chunk, _counts):
        if chunk.done == BATCH - 1:
            with catalogue.writing() as connection:
                connection.exec_driver_sql("ALTER TABLE bylines RENAME TO gone")
                connection.exec_driver_sql("DROP TABLE placements")

    with pytest.raises(CatalogueError):
        run(_with_authors(2000), catalogue, progress=drop_the_table)

    assert BATCH == catalogue.count()


def _with_authors(papers):
    class Source(Numbers):
        def parse(self, data):
            yield Incoming.of(a_paper(id=f"arxiv:{int(data)}", title=f"Paper {int(data)}", authors=["Ada"]), data)

    return Source(papers=papers)


def test_papers_and_progress_are_one_transaction(catalogue):
    """Where the progress of a batch cannot be stored, its papers are not: else they would be counted twice."""
    with catalogue.writing() as connection:
        connection.exec_driver_sql(
            f"CREATE TRIGGER no BEFORE UPDATE ON runs WHEN NEW.position = '{2 * BATCH}' "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )

    with pytest.raises(CatalogueError):
        run(Numbers(papers=3 * BATCH), catalogue)

    assert (BATCH, str(BATCH)) == (catalogue.count(), last(catalogue).position)
    assert {"new": BATCH} == last(catalogue).counts


def test_bad_lines(tmp_path, catalogue):
    """Bad lines of a snapshot are counted and listed with their numbers, and never stop it."""
    path = write_lines(
        tmp_path / "s.jsonl", a_record(1), *BAD, b"", a_record(2), b'{"id": "3", "title": "T", "doi": 3}'
    )

    report = run(snapshot.source(path), catalogue)

    assert {"new": 2, "rejected": 8} == report.run.counts
    assert [*(f"line {number}" for number in range(2, 9)), "line 11"] == [reject.place for reject in report.rejects]
    assert all(reject.reason for reject in report.rejects)


def test_the_same_paper_twice(tmp_path, catalogue):
    """A paper that a file has several times is one record, its highest version; the same line again is not counted."""
    versions = [[{"version": f"v{number}", "created": f"2024-01-0{number}"}] for number in (2, 1, 3, 3)]
    path = write_lines(tmp_path / "s.jsonl", *[a_record(1, versions=version) for version in versions])

    assert {"new": 1, "older": 1, "updated": 1} == run(snapshot.source(path), catalogue).run.counts
    assert 3 == catalogue.get("arxiv:2409.00001").records[0].version


@pytest.mark.parametrize(("everything", "expected"), [(False, {"new": 1, "passed over": 2}), (True, {"new": 3})])
def test_relevance(tmp_path, catalogue, everything, expected):
    """Of a snapshot only the field's own papers are stored, unless everything is wanted."""
    path = write_lines(tmp_path / "s.jsonl", another_field(1), a_record(2), another_field(3))

    assert expected == run(snapshot.source(path, all=everything), catalogue).run.counts


def test_truncated_then_complete(tmp_path, catalogue, new_catalogue):
    """What a truncated file gave is kept; the complete file afterwards gives everything, and nothing twice."""
    path = tmp_path / "s.jsonl.gz"
    whole = gzip.compress(as_lines([a_record(number, authors_parsed=None, authors="Ada") for number in range(700)]))
    path.write_bytes(whole)
    os.truncate(path, len(whole) // 2)

    with pytest.raises(TruncatedFileError):
        run(snapshot.source(path), catalogue)

    kept = catalogue.count()
    assert 250 < kept < 450
    path.write_bytes(whole)
    assert {"new": 700 - kept, "unchanged": kept} == run(snapshot.source(path), catalogue).run.counts
    clean = new_catalogue("clean")
    run(snapshot.source(path), clean)
    assert clean.works() == catalogue.works()


def test_counts_add_up(catalogue):
    """Every record is counted once: as stored, passed over or rejected."""
    report = run(Numbers(papers=1234, broken=frozenset({5})), catalogue)

    assert 1234 == Counter(report.run.counts).total()


@dataclass
class Service(Numbers):
    """A service: a page is a paper and says what came so far; *gone* papers are taken back."""

    gone: range = range(0)
    complete: bool = True
    past: list[Past] = field(default_factory=list)

    def start(self, past):
        """Take note of what is there already."""
        self.past.append(past)
        return ""

    def fetch(self, position):
        """Give every page its account."""
        for chunk in super().fetch(position):
            got = chunk.done + 1
            account = Account(
                since="2024-09-01",
                until="2024-09-30",
                queries={"all": [self.papers, got]},
                complete=self.complete and got == self.papers,
            )
            yield replace(chunk, account=account)

    def parse(self, data):
        """Take some papers back."""
        for item in super().parse(data):
            yield replace(item, paper=replace(item.paper, withdrawn=int(data) in self.gone))


def a_day(number):
    """A paper of September 2024 that any service may change."""
    return a_paper(id=f"arxiv:{number}", title=f"Paper {number}", submitted=f"2024-09-{number:02}")


def test_pages_are_stored_at_once(catalogue):
    """What a service was asked for is stored before it is asked again, with what it cost."""
    stored = []

    report = run(Service(papers=3), catalogue, progress=lambda _chunk, _counts: stored.append(catalogue.count()))

    assert [1, 2, 3] == stored
    assert {"all": [3, 3]} == report.run.account.queries == last(catalogue).account.queries


def test_bytes_of_a_transaction(catalogue):
    """What a file gives is stored in pieces of some size, however many lines that are."""
    positions = []

    run(Numbers(papers=2 * BATCH + 5), catalogue, progress=lambda chunk, _counts: positions.append(int(chunk.position)))

    assert [BATCH, 2 * BATCH, 2 * BATCH + 5] == positions


@pytest.mark.parametrize(("stored", "gone"), [(20, FEW), (600, 12), (600, FEW + 1)])
def test_withdrawals(catalogue, stored, gone):
    """Some papers are always taken back: a handful, or few of many."""
    run(Service(papers=stored), catalogue)

    report = run(Service(papers=stored, gone=range(gone), content="later"), catalogue)

    assert {"withdrawn": gone, "unchanged": stored - gone} == report.run.counts
    assert (stored - gone, gone) == (len(catalogue.works()), len(catalogue.works(withdrawn=True)))


@pytest.mark.parametrize(("stored", "gone"), [(20, FEW + 1), (600, 13), (600, 600)])
def test_shrinking(catalogue, stored, gone):
    """A source that takes back more is refused: not a page more is stored, and who believes it raises the limit."""
    limit = max(FEW, stored * 2 // 100)
    run(Service(papers=stored), catalogue)
    broken = Service(papers=stored, gone=range(gone), content="later")

    with pytest.raises(IncompleteError, match=rf"takes back {limit + 1} papers.*COMMONS_SHRINK_LIMIT"):
        run(broken, catalogue)

    assert limit == len(catalogue.works(withdrawn=True))
    assert ("failed", {"withdrawn": limit}) == (last(catalogue).state, last(catalogue).counts)
    report = run(broken, catalogue, Settings(shrink_limit=1))
    assert (str(limit), gone) == (report.resumed, report.run.counts["withdrawn"])


def test_nothing_of_a_refused_batch(catalogue):
    """A batch that would take away too much is not stored at all, its harmless papers included."""

    class OnePage(Service):
        def fetch(self, position):
            for chunk in Numbers.fetch(self, position):
                yield replace(chunk, account=None)

    run(Service(papers=50), catalogue)

    with pytest.raises(IncompleteError):
        run(OnePage(papers=100, gone=range(50), content="later"), catalogue)

    assert (50, []) == (catalogue.count(), catalogue.works(withdrawn=True))
    assert ("", {}) == (last(catalogue).position, last(catalogue).counts)


def test_the_first_run_knows_no_past(catalogue):
    """A first run is told that nothing is covered."""
    run(source := Service(papers=1), catalogue)

    assert [Past()] == source.past


def test_past(catalogue):
    """A fresh run is told how far complete runs of its source reached, and of when the newest paper of arXiv is."""
    run(Service(papers=2), catalogue)
    ingest(catalogue, a_day(12), a_day(13), a_paper(id="arxiv:9", title="Some month", submitted="2024-10"))
    ingest(catalogue, a_paper(source="bibtex", id="doi:10.1/x", title="Elsewhere", submitted="2025-01-01"))

    run(source := Service(papers=2), catalogue)
    run(other := Service(papers=2, name="bibtex"), catalogue)

    assert [Past(covered="2024-09-30", newest="2024-09-13")] == source.past
    assert [Past(covered="", newest="2024-09-13")] == other.past


def test_incomplete_runs_cover_nothing(catalogue):
    """A run that ended early, as a trial does, covers nothing."""
    run(Service(papers=2, complete=False), catalogue)

    run(source := Service(papers=2), catalogue)

    assert [""] == [past.covered for past in source.past]


def test_stopped_runs_know_where_they_began(catalogue):
    """A run that goes on is not told of the past again: its window stays."""
    with pytest.raises(SourceError):
        run(Service(papers=5, fails_at=3), catalogue)

    report = run(source := Service(papers=5), catalogue)

    assert (["3"], []) == ([report.resumed], source.past)
    assert {"all": [5, 5]} == report.run.account.queries


def test_the_border_of_the_field(tmp_path, catalogue):
    """Papers near the threshold wait for a person; the threshold and the margin are settings."""
    path = write_lines(tmp_path / "s.jsonl", a_record(1), another_field(2))

    report = run(snapshot.source(path), catalogue, Settings(relevance_threshold=1.0, review_margin=0.99))

    assert {"passed over": 2} == report.run.counts
    assert ["arxiv:2409.00001"] == [review.paper.id for review in Reviews(catalogue).queue(0.5)]
