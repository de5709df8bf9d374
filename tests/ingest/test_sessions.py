"""When and where an event's sessions are, as a table."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import programme as kept
from catalogue.errors import MissingFileError, NotWhatItSaysError, SourceError
from catalogue.people import Session
from ingest.run import run
from ingest.sessions import read
from ingest.sources import programme

HEAD = "session,title,start,end,timezone,room"
MORNING = "morning,Posters (session 1),2025-12-07T11:30,2025-12-07T12:30,America/Los_Angeles,Room 30A"
LUNCH = "break,Lunch,2025-12-07T12:30,2025-12-07T13:30,America/Los_Angeles,"
PAPERS = "number,board,title,authors,session,track\n1,A1,One,Ada,morning,Main\n2,A2,Two,Bob,morning,\n"


def table(path, *lines: str):
    """A file of sessions in *path*."""
    file = path / "sessions.csv"
    file.write_text("\n".join([HEAD, *lines]) + "\n")
    return file


def refused(path, *lines: str) -> list[str]:
    """The lines of the message about a table."""
    with pytest.raises(NotWhatItSaysError) as caught:
        read(table(path, *lines), "e")
    assert caught.value.remedy
    return [line.strip() for line in caught.value.problem.splitlines()[1:-1]]


def test_sessions(tmp_path):
    """Poster sessions keep their name; a break is one, whatever it is called."""
    posters, pause = read(table(tmp_path, MORNING, "", LUNCH.replace("break", "Break")), "neurips2025")

    assert posters == Session(
        event="neurips2025",
        slug="morning",
        title="Posters (session 1)",
        start="2025-12-07T11:30",
        end="2025-12-07T12:30",
        timezone="America/Los_Angeles",
        room="Room 30A",
    )
    assert ("break", "Lunch", True, "") == (pause.slug, pause.title, pause.pause, pause.room)


def test_other_ways_to_write_it(tmp_path):
    """Columns may stand in any order and be missing where they say nothing; a time may have a space or seconds."""
    file = tmp_path / "s.csv"
    file.write_text("\ufeffEnd, START ,timezone,session\n2025-12-07 12:30:00,2025-12-07 11:30,UTC,a\n")
    (only,) = read(file, "e")

    assert ("a", "a", "2025-12-07T11:30", "2025-12-07T12:30") == (only.slug, only.title, only.start, only.end)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (MORNING.replace("morning", ""), "line 2: no session"),
        (MORNING.replace("2025-12-07T11:30", "11:30"), "line 2: start: '11:30' is no time"),
        (MORNING.replace("2025-12-07T12:30", "2025-12-07"), "line 2: end: '2025-12-07' is no time"),
        (MORNING.replace("2025-12-07T12:30", "2025-12-07T12:30Z"), "line 2: end: '2025-12-07T12:30Z' is no time"),
        (MORNING.replace("2025-12-07T12:30", "2025-12-07T11:30"), "line 2: it ends at"),
        (MORNING.replace("Los_Angeles", "San_Diego"), "line 2: timezone: 'America/San_Diego' is none"),
        (MORNING.replace("America/Los_Angeles", "../etc/passwd"), "line 2: timezone: '../etc/passwd' is none"),
        (MORNING.replace("America/Los_Angeles", ""), "line 2: timezone: '' is none"),
        (MORNING.replace("2025-12-07T11:30", "2025-03-09T02:30"), "line 2: start: the clocks of America/Los_Angeles"),
    ],
)
def test_wrong_cells(tmp_path, line, expected):
    """Each wrong cell is named with its line and what to write."""
    (said,) = refused(tmp_path, line)

    assert said.startswith(expected)


def test_the_right_cell_is_named(tmp_path):
    """Where the start cannot be read, what is wrong with the end is still said of the end."""
    said = refused(tmp_path, MORNING.replace("2025-12-07T11:30", "?").replace("2025-12-07T12:30", "2025-03-09T02:30"))

    assert ["line 2: start: '?' is no time; write it like 2025-12-07T11:30"] == said[:1]
    assert said[1].startswith("line 2: end: the clocks of")


def test_all_at_once(tmp_path):
    """Everything that is wrong is said at once, and nothing is read."""
    said = refused(
        tmp_path, MORNING.replace("T11:30", "").replace("Los_Angeles", "x"), LUNCH, LUNCH.replace("T13:30", "T12:00")
    )

    assert ["line 2: start", "line 2: timezone", "line 4: it ends at 2025-12-07T12"] == [
        ":".join(one.split(":")[:2]) for one in said
    ]


def test_very_wrong_files(tmp_path):
    """A hundred wrong lines are counted, not listed."""
    said = refused(tmp_path, *["x,,,,,"] * 100)

    assert (21, "and 280 more") == (len(said), said[-1])


def test_two_places_at_once(tmp_path):
    """Sessions that overlap are refused, and sessions in two time zones."""
    overlap = refused(tmp_path, MORNING, LUNCH.replace("T12:30", "T12:15"))
    zones = refused(tmp_path, MORNING, LUNCH.replace("America/Los_Angeles", "UTC"))

    assert ["line 3: overlaps 'morning' of line 2; nobody can be at both, so end the one where the other begins"] == (
        overlap
    )
    assert ["line 3: another time zone than line 2; an event is in one"] == zones


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column session, start, end, timezone"),
        ("session,start,end\na,b,c\n", "no column timezone"),
        (HEAD, "there is no session in it"),
        (HEAD + '\n"' + "x" * 200_000, "is no CSV after line 1"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
    ],
)
def test_something_else(tmp_path, content, message):
    """A file that is something else is refused."""
    file = tmp_path / "s.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(NotWhatItSaysError, match=message):
        read(file, "e")


def test_no_file(tmp_path):
    """A file that is not there is named, before any paper is read."""
    with pytest.raises(MissingFileError, match=r"none\.csv"):
        programme.source(tmp_path / "papers.csv", sessions=tmp_path / "none.csv")


def ingested(path, catalogue, papers: str, *lines: str, name: str = "papers-2025.csv"):
    """The report of importing *papers*, with sessions if there are *lines*."""
    (path / name).write_text(papers)
    return run(programme.source(path / name, event="e", sessions=table(path, *lines) if lines else None), catalogue)


def test_with_the_papers(tmp_path, catalogue):
    """The sessions go in with the papers; boards and tracks are kept."""
    report = ingested(tmp_path, catalogue, PAPERS, LUNCH, MORNING)
    places = [place for work in catalogue.works() for place in work.placements]

    assert ([], 2) == (report.rejects, report.run.counts["new"])
    assert ["morning", "break"] == [one.slug for one in kept.read(catalogue, "e")]
    assert {("A1", "Main"), ("A2", "")} == {(place.poster, place.track) for place in places}


def test_again(tmp_path, catalogue):
    """The same command brings changed rooms and hours; without sessions, what is known stays."""
    ingested(tmp_path, catalogue, PAPERS, MORNING, LUNCH)
    report = ingested(tmp_path, catalogue, PAPERS, MORNING.replace("30A", "6F"))
    ingested(tmp_path, catalogue, PAPERS)

    assert {"unchanged": 2} == dict(report.run.counts)
    assert ["Room 6F"] == [one.room for one in kept.read(catalogue, "e")]


def test_wrong_sessions_refuse_all(tmp_path, catalogue):
    """Where a session is wrong, no paper goes in."""
    with pytest.raises(SourceError):
        ingested(tmp_path, catalogue, PAPERS, MORNING.replace("T11:30", "T13:30"))

    assert 0 == catalogue.count()


def test_misplaced_papers(tmp_path, catalogue):
    """A paper in an unknown session, or where another hangs, is rejected with its line; the rest goes in."""
    rows = "3,A3,Three,Cy,mornign,\n2,A4,Four,Di,morning,\n5,A1,Five,Ed,morning,\n6,A6,Six,Fi,not presenting,\n"
    report = ingested(tmp_path, catalogue, PAPERS + rows, MORNING)

    assert [
        ("line 4", "session: there is no 'mornign' among the sessions (morning)"),
        ("line 5", "number: 2 of session 'morning' is taken by line 3"),
        ("line 6", "board: A1 of session 'morning' is taken by line 2"),
    ] == [(one.place, one.reason) for one in report.rejects]
    assert ["One", "Two", "Six"] == sorted((work.title for work in catalogue.works()), key=["One", "Two", "Six"].index)


def test_the_same_row_twice(tmp_path, catalogue):
    """A row that is there twice, word for word, is one paper."""
    report = ingested(tmp_path, catalogue, PAPERS + PAPERS.splitlines()[1] + "\n", MORNING)

    assert ([], 2) == (report.rejects, catalogue.count())


def test_same_number_elsewhere(tmp_path, catalogue):
    """Another session may begin at 1 again; papers that hang nowhere are in nobody's way."""
    other = LUNCH.replace("break", "afternoon")
    more = "1,A1,Three,Cy,afternoon,\n1,,Four,Di,not presenting,\n1,,Five,Ed,not presenting,\n"
    report = ingested(tmp_path, catalogue, PAPERS.replace("One", "1st") + more, MORNING, other)

    assert [] == report.rejects


def test_other_sessions_are_another_run(tmp_path):
    """A stopped run only goes on if the poster sessions are still called the same."""
    (tmp_path / "p.jsonl").write_text(json.dumps({"title": "T"}))
    without, with_ = (
        programme.source(tmp_path / "p.jsonl", sessions=one).options for one in (None, table(tmp_path, MORNING))
    )

    assert ({"event": "p"}, {"event": "p", "sessions": ["morning"]}) == (without, with_)


@given(st.lists(st.lists(st.text(), max_size=7)))
def test_anything(tmp_path_factory, rows):
    """Whatever a table says, it is read or refused with lines."""
    file = tmp_path_factory.mktemp("any") / "s.csv"
    file.write_bytes("\n".join([HEAD, *(",".join(row) for row in rows)]).encode(errors="replace"))
    try:
        assert read(file, "e")
    except SourceError as error:
        assert error.remedy  # noqa: PT017 - either is right


@pytest.mark.data
def test_the_real_files(shared_data, catalogue):
    """The NeurIPS 2025 workshop goes in as it is."""
    papers, sessions = (shared_data / f"programme-neurips2025{rest}" for rest in (".jsonl", "-sessions.csv"))
    report = run(programme.source(papers, sessions=sessions), catalogue)
    listed = kept.read(catalogue, "neurips2025")

    assert ([], 187) == (report.rejects, catalogue.count())
    assert [("break", True), ("morning", False), ("break", True), ("afternoon", False), ("break", True)] == [
        (one.slug, one.pause) for one in listed
    ]
