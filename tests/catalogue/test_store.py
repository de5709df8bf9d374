"""What the catalogue keeps: one contract, on SQLite and on PostgreSQL."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import select

from catalogue.errors import UnknownPaperError
from catalogue.identity import Doubt
from catalogue.records import Byline, Paper, Placement
from catalogue.rows import content_digest
from catalogue.runs import RunLog
from catalogue.schema import records
from catalogue.store import IN_LIMIT, Incoming
from tests.makers import a_paper, a_work, incoming, ingest

FULL = Paper(
    id="openreview:QrImAlagCG",
    source="programme",
    title="Same Task, $\\ell_1$ “Circuits”: 王 🧠",
    version=3,
    abstract="One line.\nAnother.",
    summary="Ours.",
    authors=(Byline(name="Øystein Gödel", affiliation="ETH", person_id="p1"), Byline(name="Ada Lovelace")),
    submitted="2024-09",
    updated="2025",
    categories=("cs.LG", "cs.AI"),
    topics=("circuits",),
    url="https://openreview.net/forum?id=QrImAlagCG",
    also=("doi:10.1/x", "https://code.example"),
    venue="NeurIPS 2025 Workshop",
    licence="CC BY 4.0",
    placements=(
        Placement(event="icml2024"),
        Placement(event="neurips2025", number=1, session="morning", category="Circuits", spotlight=True),
    ),
)
ARXIV = a_paper(authors=["Ada Lovelace", "Grace Hopper"], abstract="Theirs.")
POSTER = a_paper(id="openreview:a", source="programme", authors=["A. Lovelace"], url="https://openreview.net")
STARTER = a_paper(source="starter", summary="Ours.")


@pytest.fixture
def run(catalogue):
    """A run to store papers in."""
    return RunLog(catalogue).begin("snapshot", "papers.jsonl", "fingerprint", {})


def test_every_field_is_kept(catalogue):
    """What comes out is what went in, every field of it."""
    ingest(catalogue, FULL)

    assert [a_work(FULL)] == catalogue.works()


def test_upsert_is_idempotent(catalogue):
    """Storing the same papers again changes nothing."""
    assert ["new", "new"] == ingest(catalogue, FULL, ARXIV)
    before = catalogue.works(), catalogue.history(FULL.id)

    assert ["unchanged", "unchanged"] == ingest(catalogue, FULL, ARXIV)
    assert before == (catalogue.works(), catalogue.history(FULL.id))


def test_the_same_paper_twice_in_a_batch(catalogue):
    """A batch that holds a paper twice stores it once, and its later version over its earlier one."""
    assert ["new", "unchanged", "updated"] == ingest(catalogue, ARXIV, ARXIV, a_paper(version=2))
    assert [1, 2] == [said["version"] for said in catalogue.history(ARXIV.id)]


def test_no_papers(catalogue, run):
    """An empty batch is stored as easily as a full one."""
    with catalogue.writing() as connection:
        assert catalogue.upsert(connection, [], run.id) == []


def test_versions_are_kept_in_order(catalogue):
    """A new version is what the work says from then on; those before it are kept."""
    for version, title in enumerate(("First title", "Second title", "Third title"), start=1):
        ingest(catalogue, a_paper(version=version, title=title))

    assert catalogue.get(ARXIV.id).title == "Third title"
    assert [(1, 1, "First title"), (2, 2, "Second title"), (3, 3, "Third title")] == [
        (said["revision"], said["version"], said["title"]) for said in catalogue.history(ARXIV.id)
    ]


def test_correction_within_a_version(catalogue):
    """What a source changes without a new version is a revision of its own."""
    ingest(catalogue, a_paper(abstract="With a tpyo."))

    assert ["updated"] == ingest(catalogue, a_paper(abstract="With a typo."))
    assert [(1, 1), (2, 1)] == [(said["revision"], said["version"]) for said in catalogue.history(ARXIV.id)]


def test_older_versions_are_ignored(catalogue):
    """A version below the one that we have changes nothing."""
    ingest(catalogue, a_paper(version=2, title="Second title"))

    assert ["older"] == ingest(catalogue, a_paper(version=1, title="First title"))
    assert catalogue.get(ARXIV.id).title == "Second title"
    assert [2] == [said["version"] for said in catalogue.history(ARXIV.id)]


def test_bylines_are_kept_in_order(catalogue):
    """Authors keep their order, even where two share a name, and are those of the current version."""
    authors = ["Yang Liu", "Zoe Zhu", "Yang Liu", "Ada Lovelace"]
    ingest(catalogue, a_paper(authors=["Somebody Else", *authors]))
    ingest(catalogue, a_paper(authors=authors, version=2))

    assert authors == [byline.name for byline in catalogue.get(ARXIV.id).authors]


def test_provenance(catalogue, run):
    """Every version says in which run it came, when, and the digest of the raw record that it was read from."""
    before = datetime.now(UTC)
    with catalogue.writing() as connection:
        catalogue.upsert(connection, [Incoming.of(ARXIV, b"raw record")], run.id)

    (said,) = catalogue.history(ARXIV.id)

    assert (run.id, hashlib.sha256(b"raw record").hexdigest(), "arxiv") == (said["run_id"], said["raw"], said["source"])
    assert timedelta() <= said["seen"] - before < timedelta(minutes=1)


def test_last_seen(catalogue):
    """A record that comes again unchanged was seen again, and for the first time only once."""
    ingest(catalogue, ARXIV)
    ingest(catalogue, ARXIV)

    with catalogue.reading() as connection:
        (row,) = connection.execute(select(records)).all()

    assert row.first_seen < row.last_seen


def test_one_work_two_records(catalogue):
    """The paper on arXiv, in a programme and in the starter is one work, the most authoritative record first."""
    ingest(catalogue, STARTER, POSTER, ARXIV)

    (work,) = catalogue.works()

    assert ARXIV.id == work.id
    assert (ARXIV, POSTER, STARTER) == work.records
    assert 1 == catalogue.count()
    assert {"arxiv": 1, "programme": 1, "starter": 1} == catalogue.by_source()


@pytest.mark.parametrize("order", list(permutations((ARXIV, POSTER, STARTER))))
def test_order_of_ingestion(catalogue, order):
    """Whatever is ingested first, the works are the same."""
    for paper in order:
        ingest(catalogue, paper)

    assert [a_work(ARXIV, POSTER, STARTER)] == catalogue.works()


def test_regroup_is_settled(catalogue):
    """Regrouping counts the records that moved, and moves none the second time."""
    run = RunLog(catalogue).begin("snapshot", "", "", {})
    with catalogue.writing() as connection:
        catalogue.upsert(connection, incoming(ARXIV, POSTER), run.id)

        assert 1 == catalogue.regroup(connection)
        assert 0 == catalogue.regroup(connection)


def test_regroup_parts_again(catalogue):
    """Records that a correction makes different become two works again."""
    ingest(catalogue, ARXIV, POSTER)

    ingest(catalogue, a_paper(id=POSTER.id, source="programme", authors=["Kurt Gödel"]))

    assert [ARXIV.id, POSTER.id] == [work.id for work in catalogue.works()]


def test_doubts(catalogue):
    """Works that may be one are listed, until what is known of them settles it."""
    nameless = a_paper(id=POSTER.id, source="programme")
    ingest(catalogue, ARXIV, nameless)
    doubt = Doubt(work_id=ARXIV.id, other_id=POSTER.id, reason="same title, but one record names no authors")

    assert [doubt] == catalogue.doubts()

    ingest(catalogue, POSTER)

    assert [] == catalogue.doubts()


def test_find(catalogue):
    """Works are found by the id of any of their records, in the order asked, once each; unknown ids are left out."""
    other = a_paper(id="arxiv:2409.14507", title="A is for Absorption")
    ingest(catalogue, ARXIV, POSTER, other)

    found = catalogue.find([other.id, POSTER.id, "arxiv:none", ARXIV.id, other.id])

    assert [other.id, ARXIV.id] == [work.id for work in found]
    assert (ARXIV, POSTER) == found[1].records


def test_find_many(catalogue):
    """There is no limit to how many works are found at once."""
    papers = [a_paper(id=f"arxiv:{number:04}", title=f"Paper {number}") for number in range(2 * IN_LIMIT + 1)]
    ingest(catalogue, *papers)
    ids = [paper.id for paper in papers][::-1]

    assert ids == [work.id for work in catalogue.find(ids)]


def test_find_nothing(catalogue):
    """No ids find no works."""
    assert [] == catalogue.find([])


def test_get(catalogue):
    """A work is got by the id of any of its records."""
    ingest(catalogue, ARXIV, POSTER)

    assert catalogue.get(ARXIV.id) == catalogue.get(POSTER.id)


def test_unknown_id(catalogue):
    """An id that nobody has is an error that says how ids look and where to find them."""
    with pytest.raises(UnknownPaperError, match=r"'arxiv:none'.*arxiv:2409\.14507.*commons search"):
        catalogue.get("arxiv:none")


def test_empty(catalogue):
    """An empty catalogue answers every question."""
    assert (0, {}, [], [], []) == (
        catalogue.count(),
        catalogue.by_source(),
        catalogue.works(),
        catalogue.doubts(),
        catalogue.history(ARXIV.id),
    )


def test_works_are_sorted_by_id(catalogue):
    """Works come sorted as Python sorts, whatever the database's collation."""
    ids = ["arxiv:2", "arxiv:10", "openreview:Z_", "openreview:a", "openreview:_b", "openreview:-c", "arxiv:cs/01"]
    ingest(catalogue, *[a_paper(id=one, source="bibtex", title=f"Paper {one}") for one in ids])

    assert sorted(ids) == [work.id for work in catalogue.works()]


def test_nothing_of_a_failed_transaction_is_stored(catalogue, run):
    """A transaction is stored as a whole or not at all."""

    def fail():
        with catalogue.writing() as connection:
            catalogue.upsert(connection, incoming(ARXIV), run.id)
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert 0 == catalogue.count()


def test_readers_do_not_wait(catalogue):
    """Whoever reads while somebody writes sees what was there before, at once."""
    ingest(catalogue, ARXIV)
    run = RunLog(catalogue).begin("snapshot", "", "", {})

    with catalogue.writing() as connection:
        catalogue.upsert(connection, incoming(FULL), run.id)
        while_writing = catalogue.count()

    assert (1, 2) == (while_writing, catalogue.count())


def test_withdrawal(catalogue):
    """A paper that is taken back leaves the results, but neither the catalogue nor its history."""
    ingest(catalogue, ARXIV, FULL)

    assert ["withdrawn"] == ingest(catalogue, replace(ARXIV, withdrawn=True))
    assert [FULL.id] == [work.id for work in catalogue.works()]
    assert [a_work(replace(ARXIV, withdrawn=True))] == catalogue.works(withdrawn=True)
    assert catalogue.get(ARXIV.id).withdrawn
    assert [False, True] == [said["withdrawn"] for said in catalogue.history(ARXIV.id)]
    assert 2 == catalogue.count()


def test_withdrawn_again(catalogue):
    """To hear of a withdrawal again changes nothing; other news of a withdrawn paper are an update."""
    gone = replace(ARXIV, withdrawn=True)
    ingest(catalogue, ARXIV, gone)

    assert ["unchanged"] == ingest(catalogue, gone)
    assert ["updated"] == ingest(catalogue, replace(gone, abstract="It was wrong."))
    assert ["updated"] == ingest(catalogue, replace(ARXIV, version=2))
    assert [ARXIV.id] == [work.id for work in catalogue.works()]


def test_withdrawn_from_the_start(catalogue):
    """A paper that is withdrawn when it is first seen is new, and not among the results."""
    assert ["new"] == ingest(catalogue, replace(ARXIV, withdrawn=True))
    assert [] == catalogue.works()


def test_a_deleted_record(catalogue):
    """A record that arXiv deleted keeps what it said last, withdrawn."""
    ingest(catalogue, replace(ARXIV, version=3))
    deleted = Paper(id=ARXIV.id, source="arxiv", version=0, title="", withdrawn=True)

    assert ["withdrawn", "unchanged"] == ingest(catalogue, deleted, deleted)
    assert [a_work(replace(ARXIV, version=3, withdrawn=True))] == catalogue.works(withdrawn=True)


def test_withdrawal_of_one_record(catalogue):
    """Whether a work is withdrawn says its most authoritative record."""
    ingest(catalogue, ARXIV, replace(POSTER, withdrawn=True))

    assert [ARXIV.id] == [work.id for work in catalogue.works()]


def test_routes_in_turns(catalogue):
    """Two routes to arXiv that know different things make no new version each night."""
    whole = replace(
        ARXIV, submitted="2023-08-31", updated="2023-10-04", categories=("cs.LG", "cs.CL"), licence="CC0", venue="ICLR"
    )
    bare = replace(whole, authors=a_paper(authors=["A. Lovelace", "Hopper, Grace"]).authors, licence="", venue="")
    sparse = replace(whole, authors=(), submitted="2023-09", updated="2023-10-05", categories=("cs.CL", "cs.LG"))

    first, *others = [ingest(catalogue, route) for route in (whole, bare, sparse, bare, whole, sparse)]

    assert (["new"], [["unchanged"]] * 5) == (first, others)
    assert [a_work(whole)] == catalogue.works()


def test_old_digests_stay_true():
    """That papers can be withdrawn does not change the digest of any that is not: nothing is embedded anew for it."""
    assert "55654038edc3429c157fa4ef58e73e8349481fc832d971a4203d359247f9c27e" == content_digest(a_paper())
    assert content_digest(a_paper()) != content_digest(a_paper(withdrawn=True))


def test_known(catalogue):
    """What has a record is known by its id, whoever states it, withdrawn or not."""
    ingest(catalogue, replace(ARXIV, withdrawn=True), FULL)

    assert {ARXIV.id, FULL.id} == catalogue.known([ARXIV.id, FULL.id, "arxiv:none"])
    assert set() == catalogue.known([])


def test_forget(catalogue):
    """What one source stated under an id is gone with its history; what others stated stays."""
    ingest(catalogue, ARXIV, STARTER, FULL)
    with catalogue.writing() as connection:
        catalogue.forget(connection, ARXIV.id, "arxiv")
        catalogue.regroup(connection)

    assert [a_work(STARTER), a_work(FULL)] == catalogue.works()
    assert ["starter"] == [said["source"] for said in catalogue.history(ARXIV.id)]


def test_forget_nothing(catalogue):
    """To forget what nobody knows changes nothing."""
    ingest(catalogue, ARXIV)
    with catalogue.writing() as connection:
        catalogue.forget(connection, "arxiv:none", "arxiv")

    assert [a_work(ARXIV)] == catalogue.works()


def test_newest(catalogue):
    """The last day of a submission to a source, as far as days are known."""
    dates = ["2024-09-22", "2024-09-23", "2024-10", "2025", ""]
    ingest(catalogue, *[a_paper(id=f"arxiv:{date}", title=f"Paper {date}", submitted=date) for date in dates])
    ingest(catalogue, a_paper(id="doi:10.1/x", source="bibtex", title="Elsewhere", submitted="2026-01-01"))

    assert ("2024-09-23", "2026-01-01", "") == tuple(map(catalogue.newest, ("arxiv", "bibtex", "starter")))


def test_stamp(catalogue):
    """The stamp is another one after anything changed, and the same after nothing did."""
    stamps = [catalogue.stamp()]
    for papers in ((ARXIV,), (ARXIV, STARTER), (replace(ARXIV, title="Corrected"),), (replace(ARXIV, withdrawn=True),)):
        ingest(catalogue, *papers)
        stamps.append(catalogue.stamp())
    ingest(catalogue, replace(ARXIV, withdrawn=True))

    assert 5 == len(set(stamps))
    assert stamps[-1] == catalogue.stamp()


def test_stamp_of_an_exchange(catalogue):
    """One paper gone and another one come in its place is a change, though the numbers are as before."""
    ingest(catalogue, FULL, ARXIV)
    before = catalogue.stamp()

    with catalogue.writing() as connection:
        catalogue.forget(connection, ARXIV.id, "arxiv")
    ingest(catalogue, a_paper(id="arxiv:2409.14507", title="A is for Absorption"))

    assert before != catalogue.stamp()
