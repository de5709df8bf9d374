"""The closed lists that concepts choose from: the topics of the field, and the fields that words come from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entry of a list."""

    id: str
    label: str
    about: str


@cache
def topics() -> dict[str, Named]:
    """Return the topic tree by id, in the order in which a newcomer would meet it."""
    return _read("topic")


@cache
def fields() -> dict[str, Named]:
    """Return the fields by id, our own first."""
    return _read("field")


def _read(kind: str) -> dict[str, Named]:
    with (HERE / f"{kind}s.toml").open("rb") as file:
        return {entry["id"]: Named(**entry) for entry in tomllib.load(file)[kind]}
