"""The reading list survives the address and the file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import SettingsError
from views import reading
from views.reading import MOST, ReadingList

IDS = st.lists(st.text(min_size=1, max_size=20).filter(str.strip), max_size=8)


@given(IDS)
def test_address_round_trip(ids: list[str]):
    """What an address says is what was put into it, commas and all."""
    kept = ReadingList().add(*ids)

    assert kept == reading.from_address(reading.to_address(kept))


@given(IDS)
def test_file_round_trip(ids: list[str]):
    """What a file says is what was put into it."""
    kept = ReadingList().add(*ids)

    assert kept == reading.from_file(reading.to_file(kept).encode())


@given(st.text(max_size=200))
def test_any_address_is_a_list(address: str):
    """No address breaks the page."""
    assert all(paper_id.strip() for paper_id in reading.from_address(address).ids)


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"{}", b'{"ids": 1}', b'{"ids": [1]}', b'{"ids": "ab"}', b"null", b"[" * 100_000]
)
def test_other_files_are_refused(content: bytes):
    """A file that is no reading list is refused as a whole."""
    with pytest.raises(SettingsError, match="no reading list"):
        reading.from_file(content)


def test_a_file_holds_ids_only():
    """Nothing but ids leaves: titles change, and the list is the reader's own."""
    assert ["a"] == json.loads(reading.to_file(ReadingList(("a",))))["ids"]


def test_each_paper_once_in_order():
    """A paper is in the list once, where it first was; removing keeps the order."""
    kept = ReadingList().add("a", "b", "a", "c", " ")

    assert ("a", "b", "c") == kept.ids
    assert ("a", "c") == kept.remove("b", "x").ids


def test_a_list_has_an_end():
    """A list stays short enough for an address."""
    assert MOST == len(ReadingList().add(*map(str, range(MOST + 10))))
