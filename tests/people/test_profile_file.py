"""A profile as a file: what is written is read again, and what cannot be right is refused by name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.errors import ProfileError
from catalogue.people import WISHES, Dial, Profile
from catalogue.words import COMMUNITIES
from people.profile_file import MAX_BYTES, VERSION, check, check_contact, read, write

LETTERS = some.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
words = some.text(LETTERS, max_size=30)
lists = some.lists(words, max_size=4).map(tuple)
wishes = some.lists(some.sampled_from(WISHES), max_size=3).map(tuple)
weights = some.floats(0, 10)
profiles = some.builds(
    Profile,
    name=words,
    papers=lists,
    liked=lists,
    concepts=lists,
    text=some.text(LETTERS | some.sampled_from("\n\t"), max_size=200),
    community=some.sampled_from((*COMMUNITIES, None)),
    affiliation=words,
    offers=wishes,
    seeks=wishes,
    known=lists,
    excluded=lists,
    colleagues=some.booleans(),
    dial=some.builds(Dial, problem=weights, method=weights, bridge=weights),
)


@given(profiles)
def test_round_trip(profile):
    """Every profile that may be kept is read from its file as it was."""
    assert profile == read(write(profile).encode())


@given(some.binary(max_size=300) | some.text(max_size=100).map(str.encode))
def test_anything(content):
    """Whatever a file holds, the answer is a profile or a sentence with a remedy."""
    assert tried(content)


FIELDS = some.sampled_from(["version", "name", "papers", "text", "community", "offers", "dial", "colleagues", "key"])
VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
)


@given(some.dictionaries(FIELDS, VALUES, max_size=4))
def test_any_document(said):
    """So it is with any JSON under the names that a profile has."""
    assert tried(json.dumps(said).encode())


def tried(content):
    """The profile in *content*, or what to do as it is none."""
    try:
        return read(content)
    except ProfileError as error:
        return error.remedy


def test_missing_fields():
    """What a file does not say is as at the beginning; a byte order mark does no harm."""
    assert Profile(liked=("arxiv:1",)) == read(b'{"liked": ["arxiv:1"]}')
    assert Profile() == read(b"\xef\xbb\xbf{}")
    assert Profile(dial=Dial(method=2)) == read(b'{"dial": {"method": 2}}')


def test_a_path(tmp_path):
    """A file is read by its path too."""
    (tmp_path / "me.json").write_text(write(Profile(name="Ada")))

    assert Profile(name="Ada") == read(tmp_path / "me.json")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"name": 3}, "name cannot be right.*string"),
        ({"papers": "arxiv:1"}, "papers cannot be right"),
        ({"papers": [1]}, r"papers\.0 cannot be right"),
        ({"community": "royalty"}, "community cannot be right.*academia"),
        ({"seeks": ["money"]}, r"seeks\.0 cannot be right.*collaborators"),
        ({"colleagues": "yes"}, "colleagues cannot be right"),
        ({"dial": {"problem": "much"}}, r"dial\.problem cannot be right"),
        ({"dial": {"problem": -1}}, "dial.problem is -1"),
        ({"dial": {"bridge": float("inf")}}, "dial.bridge"),
        ({"key": "secret"}, "no field 'key'.*Leave it out"),
        ({"contact": "ada@example.org"}, "no field 'contact'"),
        ({"version": 2}, "of version 2.*Update"),
        ({"version": "1"}, "version '1' is no version"),
        ({"version": True}, "version True is no version"),
        ({"name": "x" * 201}, "name has 201 characters"),
        ({"name": "one\ntwo"}, "name has more than one line"),
        ({"known": ["a\u2028b"]}, "known has more than one line"),
        ({"text": "x" * 5001}, "text has 5,001 characters.*Keep to 5,000"),
        ({"text": "\0"}, "text has characters that are none"),
        ({"excluded": ["x"] * 201}, "excluded has 201 entries"),
    ],
)
def test_wrong_fields(said, problem):
    """A field that cannot be right is named, with what is wrong and what to do."""
    with pytest.raises(ProfileError, match=problem):
        read(json.dumps(said).encode())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no JSON"),
        (b"[" * 100_000, "larger|no JSON"),
        (b"[" * 50_000, "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[]", "holds no profile"),
        (b'"name"', "holds no profile"),
        (b'{"name": "\\ud800"}', "cannot be right|characters that are none"),
        (b'{"version": ' + b"9" * 5000 + b"}", "no JSON|of version"),
        (b" " * (MAX_BYTES + 1), "larger than 64 kB"),
    ],
)
def test_no_profile(content, problem):
    """What is no profile is refused, however it is made."""
    with pytest.raises(ProfileError, match=problem):
        read(content)


def test_no_file(tmp_path):
    """A missing or endless file is refused by its path, without being read whole."""
    with pytest.raises(ProfileError, match=r"cannot read .*none\.json.*Check the path"):
        read(tmp_path / "none.json")
    (tmp_path / "huge.json").write_bytes(b" " * (3 * MAX_BYTES))
    with pytest.raises(ProfileError, match="larger than 64 kB"):
        read(tmp_path / "huge.json")


def test_what_a_file_holds():
    """A file says its version, and every field of a profile: neither a private link nor a contact is one."""
    said = json.loads(write(Profile()))

    assert VERSION == said.pop("version")
    assert {"name", "papers", "liked", "concepts", "text", "community", "affiliation"} <= said.keys()
    assert set() == said.keys() & {"key", "link", "contact", "id", "consents", "login"}


def test_contacts():
    """A contact is one line of moderate length."""
    assert "ada@example.org" == check_contact("ada@example.org")
    with pytest.raises(ProfileError, match="contact has more than one line"):
        check_contact("ada@example.org\nBcc: all")


def test_checking_gives_the_profile():
    """A profile that may be kept is given back as it is."""
    assert Profile(name="Ada") == check(Profile(name="Ada"))
