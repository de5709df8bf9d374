"""Joining, changing, withdrawing, being found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from catalogue.errors import CatalogueCorruptError, KeyRefusedError, ProfileError, UnknownPersonError
from catalogue.people import Consents, Profile
from people.participants import keys
from people.participants.schema import metadata
from people.participants.store import FINDS, Participants

EVERYTHING = Consents(found=True, suggested=True, contact=True, feedback=True)
LOGIN = ("https://issuer.example", "1234")


def test_migrations_equal_the_schema(store):
    """A migrated file has exactly the tables that the code says."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert [] == compare_metadata(context, metadata)


def test_all_hangs_on_the_participant(store):
    """Every table but that of participants and the facts of builds loses its rows with a participant."""
    with store.engine.connect() as connection:
        said = inspect(connection)
        ends = {
            table: {key["options"].get("ondelete") for key in said.get_foreign_keys(table)}
            for table in said.get_table_names()
        }

    loose = {"alembic_version", "facts", "participants"}
    assert loose == {table for table, rules in ends.items() if not rules}
    assert {"CASCADE"} == set.union(*(rules for table, rules in ends.items() if table not in loose))


def test_the_file(store, home):
    """Only its owner can read the file, and SQLite keeps no log of what was deleted."""
    with store.reading() as connection:
        said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS]

    assert ["delete", 1, 1, 2] == said
    assert 0o600 == (home / "people.sqlite").stat().st_mode & 0o777


PRAGMAS = ("journal_mode", "secure_delete", "foreign_keys", "temp_store")


def test_a_file_that_others_can_read(home):
    """A file that came back from a backup with wider permissions is closed to others again."""
    Participants.open(home).engine.dispose()
    (home / "people.sqlite").chmod(0o644)

    Participants.open(home).engine.dispose()

    assert 0o600 == (home / "people.sqlite").stat().st_mode & 0o777


def test_a_damaged_file(home):
    """What is no database is refused by its own name, and left as it is."""
    home.mkdir()
    (home / "people.sqlite").write_bytes(b"this is no database" * 1000)

    with pytest.raises(CatalogueCorruptError, match="the file of participants is cut off or no database"):
        Participants.open(home)
    assert b"this is no database" * 1000 == (home / "people.sqlite").read_bytes()


def test_joining(store):
    """Who joins is kept as they said, with every consent off unless they gave it, and reopened by their key."""
    said = Profile(name="Ada", papers=("arxiv:1",), text="Looms.", offers=("mentor",), community="academia")

    ada, key = store.join(said, Consents(), "ada@example.org")

    assert (said, Consents(), "ada@example.org") == (ada.profile, ada.consents, ada.contact)
    assert ada == store.by_key(key) == store.get(ada.id)


def test_another_process(store, home):
    """What is stored is there for whoever opens the file next."""
    ada, key = store.join(Profile(name="Ada"), Consents())
    again = Participants.open(home)

    assert ada == again.by_key(key)
    again.engine.dispose()


@pytest.mark.parametrize("key", ["", "x", "é\udc80", "A" * 43, "../" * 1000])
def test_wrong_keys(store, join, key):
    """A key that is nobody's opens nothing, whatever it looks like."""
    join("Ada Lovelace")

    with pytest.raises(KeyRefusedError, match="opens nothing"):
        store.by_key(key)


def test_only_the_hash_is_stored(store, home):
    """The file holds no key: a copy of it opens nobody's profile."""
    _, key = store.join(Profile(name="Ada"), EVERYTHING)
    with closing(sqlite3.connect(home / "people.sqlite")) as connection:
        dump = "\n".join(connection.iterdump())

    assert keys.digest(key) in dump
    assert key not in dump


def test_a_new_link(store):
    """After a new link the old one opens nothing, and the new one the same profile."""
    ada, old = store.join(Profile(name="Ada"), Consents())

    new = store.rekey(ada.id)

    assert ada.id == store.by_key(new).id
    with pytest.raises(KeyRefusedError):
        store.by_key(old)


def test_logins(store, home):
    """A login is found again by issuer and subject together, has one profile, and is stored as a hash only."""
    ada, _ = store.join(Profile(name="Ada"), Consents(), login=LOGIN)

    assert ada == store.by_login(LOGIN)
    assert None is store.by_login((LOGIN[0], "12345"))
    assert None is store.by_login(("https://issuer.example 1", "234"))
    with pytest.raises(ProfileError, match="has a profile already"):
        store.join(Profile(), Consents(), login=LOGIN)
    assert LOGIN[0].encode() not in (home / "people.sqlite").read_bytes()


def test_no_login_yet(store):
    """Before anybody has joined by login, nobody is found by one."""
    assert None is store.by_login(LOGIN)


def test_two_sites_hash_a_login_differently():
    """Two stores cannot be compared by their logins."""
    assert keys.digest_of_login(*LOGIN, "one") != keys.digest_of_login(*LOGIN, "two")


def test_changing(store, join):
    """What somebody changes is kept, and who is gone cannot change anything."""
    ada = join("Ada Lovelace")

    saved = store.save(ada.id, Profile(name="Ada King"), "new@example.org")

    assert ("Ada King", "new@example.org") == (saved.profile.name, saved.contact)
    assert saved == store.get(ada.id)
    with pytest.raises(UnknownPersonError):
        store.save("nobody", Profile(), "")


@pytest.mark.parametrize("said", [{"text": "x" * 5001}, {"name": "a\nb"}, {"papers": ("x",) * 201}])
def test_too_much(store, join, said):
    """What is too large to keep is refused, at joining and later, and nothing changes."""
    ada = join("Ada Lovelace")

    with pytest.raises(ProfileError):
        store.join(Profile(**said), EVERYTHING)
    with pytest.raises(ProfileError):
        store.save(ada.id, Profile(**said), "")
    with pytest.raises(ProfileError, match="contact"):
        store.save(ada.id, Profile(), "x" * 201)
    assert ada == store.get(ada.id)


def test_everyone_is_who_may_be_suggested(store, join):
    """A build is given those who allow it and no others, and no contact."""
    ada = join("Ada Lovelace")
    join("Bo Babbage", replace(EVERYTHING, suggested=False))

    assert (replace(ada, contact=""),) == store.everyone()


def test_the_stamp(store, join):
    """The stamp is another one after everything that suggestions depend on, and the same after what they do not."""
    ada, stamps = join("Ada Lovelace"), [store.stamp()]
    store.save(ada.id, ada.profile, "other@example.org")
    store.consent(ada.id, replace(EVERYTHING, contact=False))
    store.rekey(ada.id)
    assert stamps == [store.stamp()]

    store.save(ada.id, Profile(name="Ada", text="Looms."), "")
    stamps.append(store.stamp())
    bo = join("Bo Babbage")
    stamps.append(store.stamp())
    store.answer(bo.id, ada.id, True)
    stamps.append(store.stamp())
    store.consent(ada.id, Consents())
    stamps.append(store.stamp())
    store.leave(bo.id)
    stamps.append(store.stamp())

    assert 6 == len(set(stamps))


def test_retention(store, join):
    """Who changes and answers nothing for so many days is deleted; a change or an answer begins them anew."""
    with time_machine.travel("2026-01-01T12:00Z", tick=False) as clock:
        ada, bo, cy = join("Ada Lovelace"), join("Bo Babbage"), join("Cy Clerk")
        clock.shift(timedelta(days=179))
        store.save(ada.id, ada.profile, ada.contact)
        store.answer(bo.id, ada.id, True)
        assert 0 == store.expire(180)
        clock.shift(timedelta(days=2))

        assert 1 == store.expire(180)

    assert [ada.id, bo.id] == [store.get(one.id).id for one in (ada, bo)]
    with pytest.raises(UnknownPersonError):
        store.get(cy.id)


@pytest.mark.parametrize("text", ["Lovelace", "ada lovelace", "LOVEL", "lové", "a love"])
def test_finding_by_name(store, join, text):
    """Who allows it is found by words of their name or their beginnings, whatever the case and accents."""
    ada, bo = join("Ada Lovelace"), join("Bo Babbage")

    assert [ada.id] == [card.id for card in store.findable(text, bo.id)]


@pytest.mark.parametrize("text", ["", "a", "lo", "ovelace", "%", "___", "ada babbage", "ada@example.org"])
def test_not_found(store, join, text):
    """A bit of a name, a wildcard, a contact or another's word finds nobody."""
    join("Ada Lovelace")
    bo = join("Bo Babbage")

    assert () == store.findable(text, bo.id)


def test_a_card_holds_what_others_may_read(store, join):
    """A card has no paragraph, no likes, no exclusions and no contact."""
    said = {"text": "PRIVATE", "liked": ("PRIVATE",), "known": ("PRIVATE",), "excluded": ("PRIVATE",)}
    ada, bo = join("Ada Lovelace", papers=("arxiv:1",), **said), join("Bo Babbage")

    card = store.card(bo.id, ada.id)

    assert ("Ada Lovelace", ("arxiv:1",)) == (card.name, card.papers)
    assert "PRIVATE" not in repr(card)
    assert ada.contact not in repr(card)


def test_enumeration(store, join):
    """A search gives a handful of people at most, and none to who is no participant."""
    reader = join("Bo Babbage")
    for number in range(FINDS + 3):
        join(f"Ada Number{number}")

    assert FINDS == len(store.findable("ada", reader.id))
    assert () == store.findable("ada", "nobody")
