"""What the fake arXiv has, and when."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from tests.fakes.arxiv import Clock, FakeArxiv
from tests.fakes.arxiv.asking import OAI, feed, harvest, numbers, texts
from tests.fakes.arxiv.records import complete
from tests.ingest.samples import a_record

FIRST = "2409.00001"
ABSTRACT = "We look at attention."


@pytest.fixture
def server():
    """A server on 20 October 2024, with a paper of September in two versions."""
    with FakeArxiv([a_record(abstract=ABSTRACT)], clock="2024-10-20") as fake:
        yield fake


def seen(server, number=FIRST):
    """The version, abstract and comment of a paper as the query API has them, or None."""
    papers = feed(server, id_list=number).results
    return papers and (papers[0].get_short_id()[-2:], papers[0].summary.strip(), papers[0].comment)


def test_gaps():
    """Every gap of a real record is filled, and nothing is invented that arXiv might not have."""
    bare = {
        "id": "hep-th/9901001",
        "title": "T",
        "abstract": "A",
        "authors": "Ada Lovelace, Kurt Gödel Jr. and Noether",
    }

    assert {
        **bare,
        "submitter": "Ada Lovelace",
        "comments": None,
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "license": None,
        "categories": "cs.LG",
        "versions": [{"version": "v1", "created": "Fri, 01 Jan 1999 00:00:00 GMT"}],
        "update_date": "1999-01-01",
        "authors_parsed": [["Lovelace", "Ada", ""], ["Gödel", "Kurt", "Jr."], ["Noether", "", ""]],
    } == complete(bare)


def test_gaps_in_dates():
    """Without versions a paper is of the day of its last change; without that day it is that of the last version."""
    changed = complete({"id": FIRST, "update_date": "2024-09-05"})
    made = complete({"id": FIRST, "versions": [{"version": "v1", "created": "2024-09-04"}]})

    assert ["Thu, 05 Sep 2024 00:00:00 GMT"] == [version["created"] for version in changed["versions"]]
    assert "2024-09-04" == made["update_date"]


def test_nothing_is_filled_that_is_there():
    """A record without gaps stays as it is."""
    record = a_record()
    for version in record["versions"]:
        version["created"] = version["created"].replace(" 1 ", " 01 ")

    assert record == complete(record)


@pytest.mark.parametrize(
    ("comments", "withdrawn"),
    [
        ("This paper has been withdrawn by the author due to an error", True),
        ("10 pages. The article was withdrawn", True),
        ("The paper was withdrawn from the conference", False),
        ("On withdrawn consent", False),
        (None, False),
    ],
)
def test_withdrawn_papers_of_the_snapshot(comments, withdrawn):
    """A comment that says that the paper is withdrawn makes its last version a withdrawal."""
    first, last = complete(a_record(comments=comments))["versions"]

    assert (False, withdrawn) == ("withdrawn" in first, "withdrawn" in last)


@pytest.mark.parametrize(
    "when",
    [
        "2024-10-01",
        "2024-10-01T00:00:00Z",
        "Tue, 01 Oct 2024 00:00:00 GMT",
        date(2024, 10, 1),
        datetime(2024, 10, 1, tzinfo=UTC),
        1727740800,
    ],
)
def test_clock(when):
    """The clock is set to any kind of time, stands still there, and moves on when it is told to."""
    clock = Clock(when)
    clock.advance(days=1, hours=2)

    assert datetime(2024, 10, 2, 2, tzinfo=UTC).timestamp() == clock.now()


def test_clock_of_the_machine():
    """A clock that was never set is that of the machine."""
    assert time.time() == pytest.approx(Clock().now(), abs=5)


def test_versions_come_with_time(server):
    """A version is not there before its day, nor is a change of the record; the clock may go back."""
    changes = []
    for day in ("2024-09-22", "2024-09-24", "2024-10-01T12:00", "2024-10-03", "2024-09-24"):
        server.clock.set(day)
        papers = feed(server, id_list=FIRST).results
        changes.append((papers[0].get_short_id()[-2:], server.truth()[FIRST]["update_date"]) if papers else None)
        assert len(papers) == len(server.truth())

    assert [None, ("v1", "2024-09-23"), ("v2", "2024-10-01"), ("v2", "2024-10-02"), ("v1", "2024-09-23")] == changes


def test_truth(server):
    """The truth is the records as they are now, with the versions that are out."""
    record = complete(a_record(abstract=ABSTRACT))

    assert {FIRST: record} == server.truth()
    server.clock.set("2024-09-24")
    assert {FIRST: record | {"versions": record["versions"][:1], "update_date": "2024-09-23"}} == server.truth()


def test_a_paper_is_put(server):
    """A new paper is there at once, with today as its last change; a later one comes on its day."""
    server.put(a_record(2))
    server.put(a_record(3, versions=[{"version": "v1", "created": "2024-10-25"}], update_date=None))

    assert [1, 2] == numbers(server, "ti:sparse")
    assert "2024-10-20" == server.truth()["2409.00002"]["update_date"]
    server.clock.advance(days=5)
    assert [1, 2, 3] == numbers(server, "ti:sparse")
    assert "2024-10-25" == server.truth()["2409.00003"]["update_date"]


def test_a_paper_is_revised(server):
    """A revision is a new version with what has changed; the old version is still to be had, as it was."""
    server.revise(FIRST, "2024-10-22", abstract="Another abstract.", journal_ref="Nature 1")
    before = seen(server)
    server.clock.set("2024-10-22")

    assert "v2" == before[0]
    assert ("v3", "Another abstract.") == seen(server)[:2]
    assert before == seen(server, f"{FIRST}v2")
    assert [1] == numbers(server, "abs:another AND jr:nature")
    assert [] == numbers(server, "abs:attention")
    assert [1] == numbers(server, "lastUpdatedDate:[202410220000 TO 202410222359]")
    assert ["2024-10-22"] == texts(harvest(server, metadataPrefix="arXivRaw"), "datestamp")


def test_a_paper_is_withdrawn(server):
    """A withdrawal is a version without size, and a comment that says so; the abstract stays."""
    server.withdraw(FIRST, "2024-10-20")
    versions = [*harvest(server, metadataPrefix="arXivRaw").iter("{http://arxiv.org/OAI/arXivRaw/}version")]

    assert ["v1", "v2", "v3"] == [version.get("version") for version in versions]
    assert ["D", "D", "I"] == [version.findtext("{*}source_type") for version in versions]
    assert ["0kb"] == [size for size in (version.findtext("{*}size") for version in versions) if size == "0kb"]
    assert "v3" == seen(server)[0]
    assert "withdrawn by the author" in seen(server)[2]
    assert ABSTRACT == seen(server)[1]
    assert [1] == numbers(server, "ti:sparse")


def test_a_record_is_touched(server):
    """A change without a new version moves the day of the last change, and nothing else."""
    server.touch(FIRST, "2024-10-20", doi="10.1/new")

    assert ("v2", "2024-10-20", "10.1/new") == (
        seen(server)[0],
        server.truth()[FIRST]["update_date"],
        feed(server, id_list=FIRST).results[0].doi,
    )
    assert [] == numbers(server, "lastUpdatedDate:[202410020000 TO 202410302359]")


def test_a_change_between_versions(server):
    """A change before a later version does not bring that version forward."""
    server.touch(FIRST, "2024-09-25", doi="10.1/new")
    server.clock.set("2024-09-26")

    assert ("v1", "2024-09-25", 1) == (
        seen(server)[0],
        server.truth()[FIRST]["update_date"],
        len(server.truth()[FIRST]["versions"]),
    )


def test_a_paper_is_deleted(server):
    """A deleted paper is a header without metadata for OAI-PMH, and nothing for the query API."""
    server.delete(FIRST, "2024-10-20")
    (record,) = harvest(server, metadataPrefix="arXivRaw").iter(f"{OAI}record")

    assert "deleted" == record.find(f"{OAI}header").get("status")
    assert ["oai:arXiv.org:2409.00001"] == texts(record, "identifier")
    assert ["2024-10-20"] == texts(record, "datestamp")
    assert record.find(f"{OAI}metadata") is None
    assert [] == seen(server) == numbers(server, "ti:sparse")
    assert {} == server.truth()


def test_changes_follow_each_other(server):
    """A revision brings a withdrawn paper back, and what is told of an earlier day takes back what came after."""
    server.withdraw(FIRST, "2024-10-20")
    server.revise(FIRST, "2024-10-21", abstract="Corrected")
    server.clock.set("2024-10-21")

    assert ("v4", "Corrected", None) == seen(server)
    server.revise(FIRST, "2024-10-10", comments="Instead")
    assert ("v3", "Instead") == (seen(server)[0], seen(server)[2])
