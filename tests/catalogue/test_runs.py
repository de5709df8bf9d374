"""The log of ingest runs, on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from catalogue.runs import KEPT_REJECTS, Account, Reject, RunLog

OPTIONS = {"all": False, "until": None}


@pytest.fixture
def log(catalogue):
    """The log of an empty catalogue."""
    return RunLog(catalogue)


@pytest.fixture
def run(log):
    """A run that has begun."""
    return log.begin("snapshot", "papers.jsonl", "abc", OPTIONS)


def advance(log, run, position="", found=(), **counts):
    """Store progress in a transaction of its own."""
    with log.catalogue.writing() as connection:
        log.advance(connection, run, position, Counter(counts), found)


def test_begin(log, run):
    """A run that has begun is running, from the start, and is the last one."""
    (stored,) = log.last()

    assert run == stored
    assert ("running", "", {}, None) == (run.state, run.position, run.counts, run.finished)


def test_times_are_utc(log, run):
    """Times have their zone in both databases, so that ages can be computed."""
    log.end(run, "finished")

    (stored,) = log.last()

    assert (UTC, UTC) == (stored.started.tzinfo, stored.finished.tzinfo)
    assert timedelta() <= datetime.now(UTC) - stored.started < timedelta(minutes=1)


def test_advance_and_end(log, run):
    """A run keeps how far it got, what came of it, and how it ended."""
    advance(log, run, "byte 10", new=2, rejected=1)
    log.end(run, "failed", "the disk is full")

    (stored,) = log.last()

    assert ("byte 10", {"new": 2, "rejected": 1}) == (stored.position, stored.counts)
    assert ("failed", "the disk is full") == (stored.state, stored.error)


def test_progress_is_stored_with_its_papers(log, run):
    """Progress is part of the transaction that stores the papers: undone with it, so that none is skipped."""

    def fail():
        with log.catalogue.writing() as connection:
            log.advance(connection, run, "byte 10", Counter(new=1), [Reject(place="line 1", reason="no title")])
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert ("", [], []) == (log.last()[0].position, log.rejects(run.id), [*log.last()[0].counts])


@pytest.mark.parametrize("state", ["interrupted", "failed"])
def test_resumable(log, run, state):
    """A run that did not finish is resumed over the same content with the same options."""
    advance(log, run, "byte 10", new=2)
    log.end(run, state)

    assert (run.id, "byte 10") == (
        log.resumable("snapshot", "abc", OPTIONS).id,
        log.resumable("snapshot", "abc", OPTIONS).position,
    )


def test_killed_runs_are_resumable(log, run):
    """So is a run that says that it is still running: its process was killed."""
    assert run == log.resumable("snapshot", "abc", OPTIONS)


@pytest.mark.parametrize(
    ("source", "fingerprint", "options"),
    [("bibtex", "abc", OPTIONS), ("snapshot", "other content", OPTIONS), ("snapshot", "abc", {"all": True})],
)
def test_other_runs_are_not_resumed(log, run, source, fingerprint, options):
    """Another source, other content or other options start from the start."""
    assert log.resumable(source, fingerprint, options) is None


def test_finished_runs_are_not_resumed(log, run):
    """When the last run over the same content finished, there is nothing to resume, whatever was before."""
    log.end(run, "failed")
    log.end(log.begin("snapshot", "papers.jsonl", "abc", OPTIONS), "finished")

    assert log.resumable("snapshot", "abc", OPTIONS) is None


def test_last(log):
    """Runs are listed newest first, as many as asked."""
    ids = [log.begin("snapshot", "", str(number), {}).id for number in range(4)]

    assert ids[:1:-1] == [run.id for run in log.last(2)]


def test_rejects(log, run):
    """What could not be read is kept with its place and reason, in order, for its own run."""
    first, second = Reject(place="line 2", reason="no title"), Reject(place="line 10", reason="no JSON")
    advance(log, run, found=[first], rejected=1)
    advance(log, run, found=[second], rejected=2)
    other = log.begin("snapshot", "", "", {})

    assert ([first, second], []) == (log.rejects(run.id), log.rejects(other.id))


@pytest.mark.parametrize("batch", [KEPT_REJECTS - 1, KEPT_REJECTS, KEPT_REJECTS + 1])
def test_many_rejects(log, run, batch):
    """Of very many rejects the first are kept, and all are counted."""
    found = [Reject(place=f"line {number}", reason="no JSON") for number in range(2 * batch)]
    advance(log, run, found=found[:batch], rejected=batch)
    advance(log, run, found=found[batch:], rejected=2 * batch)

    assert found[:KEPT_REJECTS] == log.rejects(run.id)
    assert {"rejected": 2 * batch} == log.last()[0].counts


ACCOUNT = Account(
    since="2024-09-01",
    until="2024-09-30",
    queries={"computing": [12, 12], "words": [3, 2]},
    days={"2024-09-02": 7, "2024-09-03": 7},
    troubles={"HTTP 429": 2},
    failures=["words from 2024-09-01 to 2024-09-30: 2 of 3 results"],
    complete=True,
)


def account_for(log, run, account):
    """Store *account* in a transaction of its own."""
    with log.catalogue.writing() as connection:
        log.advance(connection, run, "", Counter(), (), account)


@pytest.mark.parametrize("account", [ACCOUNT, Account(since="", until=""), None])
def test_account(log, run, account):
    """What a service was asked for and gave comes out as it went in; a file has none."""
    account_for(log, run, account)

    assert account == log.last()[0].account


def test_got():
    """What came is counted over all queries."""
    assert 14 == ACCOUNT.got
    assert 0 == Account(since="", until="").got


@pytest.mark.parametrize(("since", "first"), [("2024-09-01", "2024-09-01"), ("1991-08-14", "2024-08-16")])
def test_told(since, first):
    """Of a long window only the last weeks are told day by day."""
    assert [first, "2024-09-30"] == [day.isoformat() for day in Account(since=since, until="2024-09-30").told]


def finished(log, state="finished", source="oai", *, complete=True):
    """A run of *source* that ended in *state*."""
    run = log.begin(source, "", "", {})
    account_for(log, run, replace(ACCOUNT, complete=complete))
    log.end(run, state)
    return run.id


def test_complete(log):
    """Complete are the runs of a source that finished and read all of their window, the oldest first."""
    first, second = finished(log), finished(log)
    finished(log, complete=False)
    finished(log, "failed")
    finished(log, source="arxiv")
    log.end(log.begin("oai", "", "", {}), "finished")

    assert [first, second] == [run.id for run in log.complete("oai")]
    assert [] == log.complete("snapshot")
