"""What a reader has us remember: in the address and in a file that they own; on the server nowhere.

Each part is ids in the order in which they came, each once. A memory is built by `Memory.plus`, which keeps the
address short enough for browsers and proxies, and says how much it had no room for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote, unquote

from catalogue.errors import SettingsError

FORMAT = "interp-commons memory"
"""How our file says what it is."""

VERSION = 2
"""Of the file; version 1 was a reading list alone, under ``ids``."""

ROOM = 6000
"""Characters of an address that a memory fills at most, about 280 papers: nginx and Apache cut requests at 8 KiB."""

MOST = 500
"""Ids of one part that are read from an address or a file."""

LONGEST_ID = 300
"""Characters of an id; none comes near."""


class Address(Protocol):
    """The part of `st.query_params` that is read here."""

    def get_all(self, key: str) -> list[str]:
        """Return every value of *key*."""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Everything that is remembered of a reader; the names are those of the address."""

    list: tuple[str, ...] = ()
    """The reading list: ids of papers. Those that have a poster are the plan's."""
    likes: tuple[str, ...] = ()
    """Ids of papers that the reader wants more like."""
    read: tuple[str, ...] = ()
    """Ids of concepts that the reader knows."""
    own: tuple[str, ...] = ()
    """The plan's other half: ids of papers whose poster the reader stands at."""

    def __bool__(self) -> bool:
        """Whether anything is remembered."""
        return any(ids for _, ids in _parts(self))

    @property
    def length(self) -> int:
        """Characters that it takes in an address, at most."""
        return sum(len(name) + 2 + sum(map(_cost, ids)) for name, ids in _parts(self) if ids)

    def plus(self, other: Memory) -> tuple[Memory, int]:
        """Remember what *other* does, too, as far as there is room; and how many ids there was none for.

        What is remembered already is never lost to it.
        """
        kept = {name: dict.fromkeys(ids) for name, ids in _parts(self)}
        length, left = self.length, 0
        for name, ids in _parts(other):
            for one in [one for one in ids if one not in kept[name]]:
                more = _cost(one) + (0 if kept[name] else len(name) + 2)
                if fits := length + more <= ROOM:
                    kept[name][one], length = None, length + more
                left += not fits
        return Memory(**{name: tuple(ids) for name, ids in kept.items()}), left

    def minus(self, other: Memory) -> Memory:
        """Remember nothing of what *other* does."""
        gone = dict(_parts(other))
        return Memory(**{name: tuple(one for one in ids if one not in gone[name]) for name, ids in _parts(self)})

    def merged(self, other: Memory) -> Memory:
        """Return `plus` without the number."""
        return self.plus(other)[0]

    def to_address(self) -> dict[str, str]:
        """Write each part that holds something for an address; `from_address` reads them back."""
        return dict(self._address)

    def to_file(self) -> str:
        """Write it as JSON: ids only, so that it stays true when titles change. `from_file` reads it back."""
        document = {"format": FORMAT, "version": VERSION, **dict(_parts(self))}
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"

    @cached_property
    def _address(self) -> dict[str, str]:
        """What every link of a page carries, written once."""
        return {name: ",".join(map(_quoted, ids)) for name, ids in _parts(self) if ids}


NAMES = tuple(one.name for one in fields(Memory))
"""The parts, as an address names them."""


def from_address(address: Address) -> Memory:
    """Read what an address remembers; what makes no sense is as if it were not there."""
    return Memory(**{name: _ids(_split(address.get_all(name))) for name in NAMES})


def from_file(content: bytes) -> Memory:
    """Read a file that was saved by `Memory.to_file`, or as a reading list by an older version.

    Raises:
        SettingsError: It is none; nothing of it is used.
    """
    try:
        document = json.loads(content)
        version, parts = _opened(document)
        found = Memory(**{name: _checked(parts.get(name, [])) for name in NAMES})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise SettingsError(
            "this file holds nothing that was saved here",
            "Choose an interp-commons.json or a reading-list.json that you downloaded from this site",
        ) from None
    if version > VERSION:
        raise SettingsError("this file was saved by a newer Interp Commons", "Open it on the site that it came from")
    return found


def _opened(document: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - whatever JSON holds
    """Return the version of a file and its parts. Raises what a document that is none of ours gives rise to."""
    if document.get("format") == FORMAT:
        return int(document["version"]), document
    return 1, {"list": document["ids"]}


def _parts(memory: Memory) -> Iterable[tuple[str, tuple[str, ...]]]:
    return ((name, getattr(memory, name)) for name in NAMES)


def _split(values: Iterable[str]) -> Iterable[str]:
    return (unquote(part) for value in values for part in value.split(","))


def _ids(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(_is_id, some)))[:MOST]


def _is_id(said: str) -> bool:
    """Whether it can be one; half a character, which JSON can say, can be in no address."""
    return bool(said.strip()) and said.isprintable() and len(said) <= LONGEST_ID


def _checked(ids: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise TypeError
    return _ids(ids)


def _quoted(one: str) -> str:
    """Write an id so that a comma in it ends nothing."""
    return quote(one, safe=":/@")


def _cost(one: str) -> int:
    """Characters that an id and its comma take in an address, escaped as thoroughly as Streamlit does it."""
    return len(quote(_quoted(one) + ",", safe=""))
