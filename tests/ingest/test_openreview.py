"""A venue's accepted papers from OpenReview: which, what is kept of them, and what happens when it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import IncompleteError, RecordError, ServiceDownError, ServiceRefusedError
from catalogue.records import Byline, Paper, Placement
from catalogue.runs import Account
from catalogue.settings import Settings
from ingest.openreview import event_of, parse
from ingest.run import run
from ingest.sources import programme
from ingest.sources.openreview import ACCOUNT, OpenReview, source
from tests.fakes.openreview import DAY, FAULTS, SUBMITTED, TITLE, VENUE, FakeOpenReview, a_note, withdrawn
from tests.ingest.samples import write_lines

EXPECTED = Paper(
    id="openreview:note000001",
    source="openreview",
    title="Sparse autoencoders find feature 1",
    abstract="We look into activation 1. It is sparse.",
    authors=(Byline(name="Ada Lovelace", person_id="~Ada_Lovelace1"), Byline(name="Kurt Gödel")),
    submitted="2025-08-24",
    url="https://openreview.net/forum?id=note000001",
    venue=TITLE,
    licence="CC BY 4.0",
    placements=(Placement(event="neurips2025", category="poster"),),
)
PASSING = sorted(set(FAULTS) - {"", "none", "null"})
ELSEWHERE = [f"{VENUE}/Submission", f"{VENUE}/Rejected_Submission", f"{VENUE}2", "", None]


def read(*notes):
    """What a page of *notes* says: papers, and errors as text."""
    found = parse(json.dumps({"notes": notes}).encode(), VENUE, "neurips2025")
    return [str(record) if isinstance(record, RecordError) else record.paper for record in found]


def paper(**content):
    """The paper that an accepted note with *content* is read as."""
    (found,) = read(a_note(**content))
    return found


@pytest.fixture
def server(monkeypatch) -> Iterator[FakeOpenReview]:
    """An OpenReview with three accepted papers, and no account of whoever runs the tests."""
    for name in ACCOUNT:
        monkeypatch.delenv(name, raising=False)
    with FakeOpenReview(notes=[a_note(number) for number in (1, 2, 3)]) as fake:
        yield fake


@pytest.fixture
def settings(server, tmp_path) -> Settings:
    """Settings for it, without pauses."""
    quick = {"request_delay_s": 0, "request_timeout_s": 0.3, "request_tries": 3, "backoff_s": 0}
    return Settings(home=tmp_path, courtesy_folder=tmp_path / "turns", openreview_api=server.api, **quick)


@pytest.fixture
def venue(server, settings) -> OpenReview:
    """The source."""
    return replace(source(VENUE, settings=settings), day="2025-12-07", old_api=server.old_api)


@pytest.fixture
def log_in(server, monkeypatch):
    """Put an account into the environment."""

    def with_password(password=server.account[1]):
        for name, value in zip(ACCOUNT, (server.account[0], password), strict=True):
            monkeypatch.setenv(name, value)

    return with_password


def stored(catalogue):
    """The papers of the catalogue that can be found, by number."""
    return {int(work.id[-6:]): work.records[0] for work in catalogue.works()}


def asked(server, what="notes"):
    """The queries for *what*."""
    return [query for path, query, _ in server.asked if path.endswith(what)]


def test_a_full_note():
    """Every field is where it belongs; an author's id is kept, an author's e-mail address is not."""
    assert EXPECTED == paper()


@pytest.mark.parametrize(
    ("decision", "category", "spotlight"),
    [
        (" Poster", "poster", False),
        (" Spotlight", "spotlight", True),
        (" spotlightposter", "spotlight", True),
        (" ContributedOral", "oral", False),
        ("", "", False),
        (" Behavioral", "", False),
    ],
)
def test_decisions(decision, category, spotlight):
    """What a paper was accepted as is its category at the event, and no part of the venue's name."""
    found = paper(venue=TITLE + decision)
    (place,) = found.placements

    assert (category, spotlight) == (place.category, place.spotlight)
    assert (TITLE if category else TITLE + decision) == found.venue


@pytest.mark.parametrize(
    ("authors", "ids", "expected"),
    [
        (["Ada", " Kurt  G "], ["~Ada1", "~K_G2"], [("Ada", None, "~Ada1"), ("Kurt G", None, "~K_G2")]),
        (["Ada"], ["https://dblp.org/search/pid/api?q=author:Ada"], [("Ada", None, None)]),
        (["Ada", "Kurt"], ["~Kurt1"], [("Ada", None, None), ("Kurt", None, None)]),
        (["ada@example.org", "Kurt"], ["ada@example.org", "~Kurt1"], [("Kurt", None, "~Kurt1")]),
        (["Anonymous"], ["Venue/Paper1/Authors"], []),
        (None, None, []),
        ([{"fullname": "Ada", "username": "~Ada1"}], None, [("Ada", None, "~Ada1")]),
        ([{"fullname": "Ada", "username": "ada@example.org"}], None, [("Ada", None, None)]),
        ([{"fullname": "Ada", "institutions": [{"name": "A"}, {"domain": "b.org"}]}], None, [("Ada", "A", None)]),
    ],
)
def test_authors(authors, ids, expected):
    """Names come beside ids or in objects; ids that are not OpenReview's own, or fit no name, are left out."""
    found = paper(authors=authors, authorids=ids).authors

    assert expected == [(byline.name, byline.affiliation, byline.person_id) for byline in found]


@pytest.mark.parametrize("at", ELSEWHERE)
def test_only_accepted(at):
    """Only notes with the venue's own id are accepted papers."""
    assert [] == read(a_note(at=at))


@pytest.mark.parametrize("state", ["Withdrawn", "Desk_Rejected"])
def test_taken_back(state):
    """A paper that left the venue after its acceptance is marked; one that left before says nothing."""
    accepted, submitted = a_note(1), a_note(2, at=f"{VENUE}/Submission")
    expected = replace(EXPECTED, authors=(), placements=(), withdrawn=True)

    (found,) = read(withdrawn(accepted, state), withdrawn(submitted, state))

    assert expected == replace(found, venue=TITLE)


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (a_note(title=" "), "a note cannot be read (note000001 has no title)"),
        (a_note(title=None), "a note cannot be read (note000001 has no title)"),
        (a_note() | {"id": None, "forum": ""}, "a note cannot be read (it has no id)"),
        (a_note() | {"cdate": "yesterday"}, "a note cannot be read"),
        (a_note() | {"cdate": 10**30}, "a note cannot be read"),
        (a_note(authors="Ada"), "a note cannot be read (its authors are no list)"),
        (a_note(authorids=7), "a note cannot be read"),
        ("no note", "a note cannot be read"),
    ],
)
def test_unreadable_notes(note, reason):
    """A note that cannot be read is rejected with its reason, and those around it are read."""
    before, error, after = read(a_note(1), note, a_note(2))

    assert error.startswith(reason)
    assert ["openreview:note000001", "openreview:note000002"] == [before.id, after.id]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "fullname", "x"]), inner),
    max_leaves=5,
)


NOTES = st.dictionaries(st.sampled_from(sorted(a_note())), VALUES)
CONTENTS = st.dictionaries(st.sampled_from(sorted(a_note()["content"])), VALUES)


@given(NOTES, CONTENTS)
def test_anything(note, content):
    """Whatever a note says, it is a paper, or rejected, or none of ours; and no e-mail address comes through."""
    made = a_note() | note
    made["content"] = a_note()["content"] | content if "content" not in note else note["content"]

    for found in read(made):
        assert isinstance(found, Paper) or found.startswith("a note cannot be read")
        assert "kurt@example.org" not in str(found)


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        (VENUE, "neurips2025"),
        ("ICML.cc/2024/Workshop/MI", "icml2024"),
        ("aclweb.org/ACL/2023/Workshop/BlackboxNLP", "aclweb2023"),
        ("TMLR", "tmlr"),
    ],
)
def test_event(venue, expected):
    """An event is called as a programme's file calls it: the conference and the year."""
    assert expected == event_of(venue)


def test_an_event_by_name(venue, settings):
    """An event may be named, and a venue be pasted with the slashes around it."""
    named = source(f" {VENUE}/", event="mi-2025", settings=settings)

    assert (VENUE, {"event": "mi-2025"}) == (named.target, named.options)
    assert {"event": "neurips2025"} == venue.options


def test_ingest(venue, server, catalogue):
    """Accepted papers are stored, others are not, and the account says what was asked for and what came."""
    server.notes += [a_note(4, at=f"{VENUE}/Rejected_Submission"), withdrawn(a_note(5, at=f"{VENUE}/Submission"))]

    report = run(venue, catalogue)

    assert EXPECTED == stored(catalogue)[1]
    assert [1, 2, 3] == sorted(stored(catalogue))
    assert {"new": 3} == report.run.counts
    assert Account(since="", until="", queries={VENUE: [4, 4]}, complete=True) == report.run.account
    assert "kurt@example.org" not in str(catalogue.works())


def test_pages(venue, server):
    """A long list comes in pages, each beginning behind the last note of the one before."""
    server.page = 2
    server.notes = [a_note(number) for number in (5, 3, 1, 2, 4)]

    chunks = list(venue.fetch(""))

    assert [2, 4, 5] == [chunk.done for chunk in chunks]
    assert ["note000002", "note000004"] == [query["after"] for query in asked(server)[1:]]
    assert [[1, 2], [3, 4], [5]] == [[int(item.paper.id[-6:]) for item in venue.parse(chunk.data)] for chunk in chunks]
    assert [False, False, True] == [chunk.account.complete for chunk in chunks]
    for number, chunk in enumerate(chunks, start=1):
        assert chunks[number:] == list(venue.fetch(chunk.position))


def test_again(venue, catalogue):
    """The same papers again change nothing."""
    run(venue, catalogue)
    before = catalogue.stamp(), catalogue.works()

    assert {"unchanged": 3} == run(venue, catalogue).run.counts
    assert before == (catalogue.stamp(), catalogue.works())


def test_changes(venue, server, catalogue):
    """A changed abstract makes a new version, and the old one is kept; a chair's touch makes none."""
    run(venue, catalogue)
    server.notes = [a_note(1, abstract="We look deeper."), a_note(2) | {"mdate": SUBMITTED + 99 * DAY}, a_note(3)]

    report = run(venue, catalogue)

    assert {"updated": 1, "unchanged": 2} == report.run.counts
    assert "We look deeper." == stored(catalogue)[1].abstract
    assert [EXPECTED.abstract, "We look deeper."] == [row["abstract"] for row in catalogue.history(EXPECTED.id)]


def test_withdrawal(venue, server, catalogue):
    """A paper withdrawn after its acceptance leaves the results, but not the history."""
    run(venue, catalogue)
    server.notes[0] = withdrawn(server.notes[0])

    assert {"withdrawn": 1, "unchanged": 2} == run(venue, catalogue).run.counts
    assert [2, 3] == sorted(stored(catalogue))
    assert [False, True] == [row["withdrawn"] for row in catalogue.history(EXPECTED.id)]


def test_the_programme(venue, catalogue, tmp_path):
    """The workshop's own programme of the same papers joins them: one work, with what both know of it."""
    run(venue, catalogue)
    entry = {"title": "Renamed", "openreview": EXPECTED.url, "session": "morning", "number": 7}

    run(programme.source(write_lines(tmp_path / "programme-neurips2025.jsonl", entry)), catalogue)

    work = catalogue.get(EXPECTED.id)
    assert (3, ("openreview", "programme")) == (catalogue.count(), work.sources)
    assert (EXPECTED.title, {"neurips2025"}) == (work.title, {place.event for place in work.placements})


def test_the_old_api(venue, server, catalogue):
    """A venue of API 1 is found there; its notes are plain, and say nothing of a licence."""
    server.old = True

    run(venue, catalogue)

    assert replace(EXPECTED, licence="") == stored(catalogue)[1]
    assert ["/v2/groups", "/v1/notes"] == [path for path, *_ in server.asked]


def test_a_filter_that_is_ignored(venue, server, catalogue):
    """What the service gives beyond what was asked for is not taken for an accepted paper."""
    server.ignores_filter = True
    server.notes += [a_note(4, at="ICML.cc/2025/Conference") | {"pdate": SUBMITTED}]

    run(venue, catalogue)

    assert [1, 2, 3] == sorted(stored(catalogue))


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes(venue, server, catalogue, fault, capsys):
    """After a failure the same request is sent again, nothing is lost, and nothing is printed."""
    server.faults = [fault, fault]

    report = run(venue, catalogue)

    assert [1, 2, 3] == sorted(stored(catalogue))
    assert 3 == len(asked(server))
    assert [2] == list(report.run.account.troubles.values())
    assert ("", "") == capsys.readouterr()


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_stays(venue, server, catalogue, fault):
    """A service that keeps failing ends the run with one line that names it."""
    server.faults = [fault] * 10

    with pytest.raises(
        ServiceDownError, match=r"^127\.0\.0\.1 gives no usable answer \([^\n]+\)\. Try again later"
    ) as caught:
        run(venue, catalogue)
    assert "\n" not in str(caught.value)
    assert 3 == len(asked(server))


def test_nobody_there(venue, server, catalogue):
    """A service that is down ends the run likewise."""
    server.__exit__()

    with pytest.raises(ServiceDownError, match="gives no usable answer"):
        run(venue, catalogue)


def test_another_shape(venue, server, catalogue):
    """An answer that openreview-py cannot read ends the run with a line, not with a traceback."""
    server.faults = ["null"]

    with pytest.raises(ServiceDownError, match="has another shape than openreview-py knows"):
        run(venue, catalogue)


@pytest.mark.parametrize(("page", "given"), [(2, 2), (1000, 0)])
def test_too_few(venue, server, catalogue, page, given):
    """Fewer notes than announced are no success: a page that comes again, or none where some should be."""
    server.page, server.repeats = page, True
    server.faults = [] if given else ["none"]

    with pytest.raises(IncompleteError, match=f"announced 3 notes of {VENUE} and gave {given}. Run the same"):
        run(venue, catalogue)
    assert given == len(stored(catalogue))


@pytest.mark.parametrize(
    "notes", [[], [withdrawn(a_note(1, at=f"{VENUE}/Submission"))], [a_note(at=f"{VENUE}/Submission")]]
)
def test_no_accepted_papers(venue, server, catalogue, notes):
    """A venue without accepted papers is no success either: its decisions may not be public."""
    server.notes = notes

    with pytest.raises(IncompleteError, match=f"^{VENUE} shows no accepted paper. Check the id, or wait"):
        run(venue, catalogue)


def test_an_unknown_venue(settings, catalogue):
    """An unknown venue is refused, with where to find the right one."""
    with pytest.raises(
        ServiceRefusedError, match=r"has no venue Nowhere. Copy its id from its address, openreview\.net"
    ):
        run(source("Nowhere", settings=settings), catalogue)


@pytest.mark.parametrize(
    ("closed", "message"),
    [
        ("challenge", f"wants a person or an account to ask for {VENUE}. Set OPENREVIEW_USERNAME and OPENREVIEW_PASSW"),
        ("private", f"does not let everybody read {VENUE}. Set OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD to those"),
    ],
)
def test_guests(venue, server, log_in, closed, message):
    """What guests may not read, accounts may; guests are told so."""
    setattr(server, closed, True)
    with pytest.raises(ServiceRefusedError, match=message):
        list(venue.fetch(""))

    log_in()

    assert 1 == len(list(venue.fetch("")))
    assert 1 == len(asked(server, "login"))


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("wrong", "does not log this account in. Correct OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD, or unset"),
        ("secret", "asks for a second factor to log in. Set OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD to an"),
    ],
)
def test_logins_that_fail(venue, server, log_in, password, message):
    """A login that fails ends the run, and says nothing of the account; nobody is asked to type anything."""
    server.second_factor = True
    log_in(password)

    with pytest.raises(ServiceRefusedError, match=message) as caught:
        list(venue.fetch(""))
    assert password not in str(caught.value)
    assert server.account[0] not in str(caught.value)


def test_one_session(venue, server, log_in):
    """Every request, the login too, is ours: it says who asks, and waits its turn."""
    log_in()

    list(venue.fetch(""))

    assert ["/v2/login", "/v2/groups", "/v2/notes"] == [path for path, *_ in server.asked]
    assert {True} == {agent.startswith("interp-commons/") for *_, agent in server.asked}
    assert (venue.settings.courtesy_folder / "openreview.json").exists()


def test_another_day(venue):
    """A stopped run goes on the same day only."""
    assert f"{VENUE} 2025-12-07" == venue.fingerprint()
    assert f"{VENUE} 2025-12-08" == replace(venue, day="2025-12-08").fingerprint()
