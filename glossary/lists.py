"""The closed lists that concepts choose from: the topics of the field, and the fields that words come from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entry of a list."""

    id: str
    label: str
    about: str


Entry = TypeVar("Entry", bound=Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Named):
    """What papers can be about."""

    titles: tuple[str, ...] = ()
    """Beginnings of words, in small letters, that in a title say that a paper is about it."""
    by_hand: bool = False
    """Whether only people say what belongs to it, because its concepts are named everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTopic(Named):
    """A question that the workshop asks for, made of one or more topics of the tree."""

    topics: tuple[str, ...]


@cache
def topics() -> dict[str, Topic]:
    """Return the topic tree by id, in the order in which a newcomer would meet it."""
    return _by_id(Topic(**entry | {"titles": tuple(entry.get("titles", ()))}) for entry in _read("topic"))


@cache
def key_topics() -> dict[str, KeyTopic]:
    """Return the workshop's topics by id; one that is a single topic of the tree has its id."""
    return _by_id(
        KeyTopic(**entry | {"topics": tuple(entry["topics"]), "about": entry["about"].strip()})
        for entry in _read("key_topic")
    )


@cache
def fields() -> dict[str, Named]:
    """Return the fields by id, our own first."""
    return _by_id(Named(**entry) for entry in _read("field"))


def _read(kind: str) -> list[dict[str, Any]]:
    with (HERE / f"{kind}s.toml").open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)[kind]
        return entries


def _by_id(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries}
