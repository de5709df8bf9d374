"""``commons meet``, ``programme``, ``people`` and ``export ics``: what the app does for people, without it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from icalendar import Calendar

from catalogue.people import Consents, Profile
from people import profile_file
from people.participants.store import Participants
from tests.views.library import EVENT, fill, hold, workshop
from views.compose import read_for_glossary

ADA = Profile(name="Ada Absorber", papers=("arxiv:2601.00001",))


@pytest.fixture(autouse=True)
def day(home):
    """A home that holds a small workshop."""
    opened = hold(fill(workshop()))
    read_for_glossary(opened)
    opened.catalogue.close()


@pytest.fixture
def profile(tmp_path):
    """Ada's profile as a file."""
    file = tmp_path / "profile.json"
    file.write_text(profile_file.write(ADA), encoding="utf-8")
    return file


@pytest.fixture
def store(home):
    """The participants of the home."""
    return Participants.open(home)


def test_meet_an_authors_name(commons):
    """An author's papers are the profile: people, reasons, posters and times."""
    said = commons("meet", "Ada Absorber", "--json").json

    best = said["people"][0]
    assert ("Bo Splitter", "arxiv:2601.00002", 2, "afternoon") == (
        best["name"],
        best["poster"]["id"],
        best["poster"]["number"],
        best["poster"]["session"],
    )
    assert "feature-absorption" in {one["id"] for one in best["why"]["concepts"]}
    assert best["why"]["opener"]
    assert ("2026-12-06T14:00", "America/Los_Angeles") == (best["when"]["start"], best["when"]["timezone"])
    assert "own" == said["plan"][0]["what"]


def test_meet_a_profile(commons, profile):
    """A file says the same as the name, if it names the same papers."""
    by_name, by_file = (commons("meet", who, "--json").json for who in ("Ada Absorber", profile))

    assert by_name == by_file


def test_meet_prints_a_walk(commons, profile):
    """People read names, quotes, an opener and a time table."""
    said = commons("meet", profile)

    assert 0 == said.code
    assert "Bo Splitter" in said.out
    assert "Your poster 1: Feature absorption" in said.out
    assert "14:00 to 14:08" in said.out


def test_meet_shows_no_participant(commons, store, profile):
    """Who opted in did so for other participants: a command that anybody gives names none of them."""
    hidden = Profile(name="Hid Den", text="Feature absorption in sparse autoencoders")
    store.join(hidden, Consents(found=True, suggested=True, contact=True, feedback=True), "hid@den.example")
    said = commons("meet", profile, "--json")

    assert "Hid Den" not in said.out + said.err
    assert "den.example" not in said.out + said.err


@pytest.mark.parametrize(
    ("who", "remedy"),
    [
        ("Nobody Atall", "author"),
        ("missing.json", "Check the path"),
    ],
)
def test_meet_nobody(commons, who, remedy):
    """Who is not there is said in one line with what to do."""
    said = commons("meet", who)

    assert (1, "") == (said.code, said.out)
    assert remedy in said.err
    assert "Traceback" not in said.err


def test_meet_an_empty_profile(commons, tmp_path):
    """A profile of a name alone says nothing to compare by."""
    file = tmp_path / "empty.json"
    file.write_text(profile_file.write(Profile(name="Ada Absorber")), encoding="utf-8")

    assert "Name papers" in commons("meet", file).err


def test_meet_without_a_programme(commons, tmp_path, monkeypatch):
    """Without an event the command says how to bring one in."""
    monkeypatch.setenv("COMMONS_HOME", str(tmp_path / "other"))
    fill(replace(paper, placements=()) for paper in workshop())

    assert "commons ingest programme" in commons("meet", "Ada Absorber").err


def test_export_ics(commons):
    """The plan is a calendar that a calendar program reads."""
    said = commons("export", "ics", "Ada Absorber")
    events = Calendar.from_ical(said.out).walk("VEVENT")

    assert 3 == len(events)
    assert "Your poster 1: Feature absorption in sparse autoencoders" == str(events[0]["SUMMARY"])


def test_people_build(commons, store):
    """A build prints its account beside nearest neighbours, and leaves suggestions."""
    ids = [
        store.join(Profile(name=name, papers=(f"arxiv:2601.0000{number}",)), Consents(suggested=True))[0].id
        for number, name in enumerate(("Ada Absorber", "Bo Splitter", "Cy Cortex"), 1)
    ]
    said = commons("people", "build", "--json").json

    assert (3, 1.0, 0, 0) == (said["people"], said["made"]["mutual"], said["made"]["broken"], said["clashes"])
    assert {"made", "neighbours", "anybody", "relaxed", "seconds"} <= set(said)
    assert store.suggestions(ids[0])
    assert "mutual" in commons("people", "build").out


def test_people_tables(commons, store):
    """Everybody sits somewhere; the table says what it is about."""
    for number in range(1, 5):
        store.join(Profile(name=f"P {number}", papers=(f"arxiv:2601.0000{number}",)), Consents(suggested=True))
    said = commons("people", "tables", "--json").json

    assert [4] == [len(table["people"]) for table in said["tables"]]
    assert "Table 1" in commons("people", "tables").out


def test_tables_stay_when_suggestions_are_made_anew(commons, store):
    """A lunch is arranged once; who joins later changes suggestions, and moves nobody to another table."""
    ids = [
        store.join(Profile(name=f"P {number}", papers=(f"arxiv:2601.0000{number}",)), Consents(suggested=True))[0].id
        for number in range(1, 5)
    ]
    commons("people", "tables")
    before = store.table(ids[0])
    commons("people", "build")

    assert before is not None
    assert before == store.table(ids[0])


def test_people_report(commons, store):
    """Organisers read no number of fewer than five people."""
    for number in range(7):
        store.join(Profile(name=f"P {number}", text="Circuits", community="academia"), Consents(feedback=True))
    said = commons("people", "report", "--json").json

    assert (5, None) == (said["academia"]["participants"], said["industry"]["participants"])
    assert "< 5" in commons("people", "report").out


def test_people_expire(commons, store, monkeypatch):
    """Profiles that nobody touched for longer than was promised are deleted."""
    store.join(Profile(name="Old Hand", text="Circuits"), Consents(suggested=True))

    assert "0 profiles" in commons("people", "expire").err


def test_programme_says_what_is_missing(commons):
    """Coverage of the latest event, or of the one that is named."""
    said = commons("programme", "--json").json

    assert (EVENT, 5, []) == (said["event"], said["papers"], said["no_abstract"])
    assert "5 papers" in commons("programme", EVENT).out


def test_json_is_one_document(commons, profile):
    """Nothing but the document is on standard output."""
    assert json.loads(commons("meet", profile, "--json").out)["event"] == EVENT
