"""What is remembered survives the address and the file, and never grows beyond an address."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import SettingsError
from views import links, memory
from views.memory import LONGEST_ID, MOST, NAMES, ROOM, Memory, from_address, from_file

IDS = st.lists(st.text(min_size=1, max_size=20).filter(str.strip).filter(str.isprintable), max_size=8, unique=True).map(
    tuple
)
MEMORIES = st.builds(Memory, **dict.fromkeys(NAMES, IDS))
HOSTILE = ("a,b", "%2C", "x&list=y", "a#b", "?", " a ", "é", "'\"<script>", "../..", "+", "a=b;c")


class Address:
    """What stands after the question mark, as Streamlit gives it."""

    def __init__(self, **said: str | list[str]) -> None:
        self.said = {name: [value] if isinstance(value, str) else value for name, value in said.items()}

    def get_all(self, key: str) -> list[str]:
        """Every value of *key*."""
        return self.said.get(key, [])


@given(MEMORIES)
def test_address_round_trip(held: Memory):
    """What an address says is what was put into it, commas and all, through our links and through Streamlit's."""
    ours = urlsplit(links.href("page", held.to_address())).query
    streamlits = urlencode(held.to_address())

    assert [held] * 2 == [from_address(Address(**parse_qs(query))) for query in (ours, streamlits)]
    assert held.to_address() == from_address(Address(**held.to_address())).to_address()


@given(MEMORIES)
def test_file_round_trip(held: Memory):
    """What a file says is what was put into it."""
    assert held == from_file(held.to_file().encode())


@given(MEMORIES)
def test_address_and_file_say_the_same(held: Memory):
    """Whoever moves by file and whoever moves by address arrive with the same."""
    assert from_file(held.to_file().encode()) == from_address(Address(**held.to_address()))


@pytest.mark.parametrize("said", ["\ud800", "a\n", "\x00", "\u202e", " ", "a" * (LONGEST_ID + 1)])
def test_what_is_no_id(said: str):
    """What cannot be an id, or stand in an address, is as if it were not there, and harms nothing beside it."""
    document = {"format": memory.FORMAT, "version": memory.VERSION, "likes": [said, "arxiv:1"]}

    assert Memory(likes=("arxiv:1",)) == from_file(json.dumps(document).encode())


@pytest.mark.parametrize("name", NAMES)
def test_hostile_ids(name: str):
    """An id with marks that mean something in an address is still one id of its own part."""
    held = Memory(**{name: HOSTILE})

    assert held == from_address(Address(**parse_qs(urlsplit(links.href("page", held.to_address())).query)))


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_address_is_a_memory(one: str, other: str):
    """No address breaks a page; what makes no sense is as if it were not there."""
    found = from_address(Address(list=[one, other], likes=one, read=other))

    assert all(each.strip() and len(each) <= LONGEST_ID for name in NAMES for each in getattr(found, name))


def test_an_older_address():
    """Lists and own posters as older versions wrote them still open: joined by commas, or repeated."""
    said = Address(list="arxiv:1,arxiv:2,arxiv:1", own=["arxiv:3", "arxiv:4"], read="superposition,,")

    assert Memory(list=("arxiv:1", "arxiv:2"), own=("arxiv:3", "arxiv:4"), read=("superposition",)) == from_address(
        said
    )


def test_an_older_file():
    """A reading list that was saved before likes were remembered still opens."""
    said = {"format": "interp-commons reading list", "version": 1, "ids": ["arxiv:1", "arxiv:1", " "]}

    assert Memory(list=("arxiv:1",)) == from_file(json.dumps(said).encode())


def test_a_newer_file():
    """A file of a version that we cannot read says so."""
    said = {"format": memory.FORMAT, "version": memory.VERSION + 1, "list": []}

    with pytest.raises(SettingsError, match="newer"):
        from_file(json.dumps(said).encode())


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff", b"[]", b"{}", b"1", b"null", b'"ids"', b"[" * 100_000),
        *(b'{"ids": 1}', b'{"ids": [1]}', b'{"ids": "ab"}', b'{"ids": null}'),
        b'{"format": "interp-commons profile", "version": 2, "likes": []}',
        *(b'{"format": "interp-commons memory"}', b'{"format": "interp-commons memory", "version": "x"}'),
        b'{"format": "interp-commons memory", "version": 2, "likes": [[]]}',
    ],
)
def test_other_files_are_refused(content: bytes):
    """A file that was not saved here is refused as a whole."""
    with pytest.raises(SettingsError, match="nothing that was saved here"):
        from_file(content)


@given(MEMORIES, MEMORIES)
def test_a_merge_loses_nothing(mine: Memory, other: Memory):
    """Everything of both is in a merge once, mine first and in its order; merging again changes nothing."""
    merged = mine.merged(other)

    for name in NAMES:
        both = (*getattr(mine, name), *getattr(other, name))
        assert tuple(dict.fromkeys(both)) == getattr(merged, name)
    assert merged == merged.merged(other) == merged.merged(mine)


@given(MEMORIES, MEMORIES)
def test_what_is_forgotten_is_gone(mine: Memory, other: Memory):
    """Nothing of what is taken out stays, and nothing else goes; what was put in again is as if merged."""
    left = mine.minus(other)

    for name in NAMES:
        assert tuple(one for one in getattr(mine, name) if one not in getattr(other, name)) == getattr(left, name)
    assert not mine.minus(mine)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=LONGEST_ID), max_size=80), MEMORIES)
def test_an_address_stays_short(ids: list[str], held: Memory):
    """However much comes, an address stays within its room, by Streamlit's way of escaping too; the rest is counted."""
    found, left = held.plus(Memory(likes=tuple(dict.fromkeys(ids))))

    assert len(urlencode(found.to_address())) <= found.length <= max(ROOM, held.length)
    assert held.list == found.list
    assert len({*held.likes, *ids}) == len(found.likes) + left


def test_a_memory_has_an_end():
    """Hundreds of papers fit; of what does not fit, the number is told, and what was there stays."""
    many = Memory(list=tuple(f"arxiv:2409.{number:05}" for number in range(400)))

    found, left = Memory(likes=("arxiv:1",)).plus(many)

    assert ("arxiv:1",) == found.likes
    assert 400 == len(found.list) + left
    assert 270 < len(found.list) < 400


def test_an_address_beyond_the_room_is_kept():
    """An older address that is longer is not cut, but takes no more until something was taken off."""
    held = from_address(Address(list=",".join(f"arxiv:{number:010}" for number in range(MOST + 5))))
    assert MOST == len(held.list)

    assert (held, 1) == held.plus(Memory(likes=("arxiv:1",)))
    shorter = replace(held, list=held.list[:100])
    assert 0 == shorter.plus(Memory(likes=("arxiv:1",)))[1]


def test_nothing_is_false():
    """An empty memory is false, and takes no place in an address."""
    assert not Memory()
    assert {} == Memory().to_address()
    assert Memory(read=("superposition",))
