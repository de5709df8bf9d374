"""A reading list: ids in order, kept in the address and in a file that the reader owns; never on the server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote, unquote

from catalogue.errors import SettingsError

FORMAT = "interp-commons reading list"
"""How our file says what it is."""

MOST = 500
"""Papers in a list: more make an address that browsers and proxies cut."""

LONGEST_ID = 300
"""Characters of an id; none comes near."""


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Ids of papers, each once, in the order in which they were added."""

    ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many papers."""
        return len(self.ids)

    def __contains__(self, paper_id: str) -> bool:
        """Whether the paper is in it."""
        return paper_id in self.ids

    def add(self, *ids: str) -> ReadingList:
        """Return the list with *ids* at its end, up to `MOST` papers."""
        return ReadingList(tuple(dict.fromkeys((*self.ids, *filter(_is_id, ids))))[:MOST])

    def remove(self, *ids: str) -> ReadingList:
        """Return the list without *ids*."""
        return ReadingList(tuple(kept for kept in self.ids if kept not in ids))


def from_address(value: str) -> ReadingList:
    """Read the ``list`` of an address."""
    return ReadingList().add(*(unquote(part) for part in value.split(",")))


def to_address(reading: ReadingList) -> str:
    """Write the list for an address; `from_address` reads it back."""
    return ",".join(quote(paper_id, safe=":/@") for paper_id in reading.ids)


def from_file(content: bytes) -> ReadingList:
    """Read a reading list that was saved with `to_file`.

    Raises:
        SettingsError: It is none; nothing of it is used.
    """
    try:
        ids = json.loads(content)["ids"]
    except (ValueError, KeyError, TypeError, RecursionError):
        ids = None
    if not isinstance(ids, list) or not all(isinstance(paper_id, str) for paper_id in ids):
        raise SettingsError("this file is no reading list", "Choose a reading-list.json that was saved on this page")
    return ReadingList().add(*ids)


def to_file(reading: ReadingList) -> str:
    """Write the list as JSON: ids only, so that it stays true when titles change."""
    return json.dumps({"format": FORMAT, "version": 1, "ids": list(reading.ids)}, indent=2, ensure_ascii=False) + "\n"


def _is_id(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST_ID
