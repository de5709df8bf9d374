"""The topic tree of ``topics.toml``: what the field's papers are about."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A part of the field."""

    id: str
    label: str
    about: str


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by id, in the order in which a newcomer would meet them."""
    with (Path(__file__).parent / "topics.toml").open("rb") as file:
        return {fields["id"]: Topic(**fields) for fields in tomllib.load(file)["topic"]}
