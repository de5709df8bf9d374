"""Reading paths for newcomers: concepts in an order in which each one comes after what it needs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from catalogue.words import Concept
from glossary.book import Glossary

FILE = Path(__file__).parent / "paths.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPath:
    """A goal, or where somebody comes from, and the concepts that get them there."""

    id: str
    title: str
    about: str
    concepts: tuple[str, ...]
    """Where the path leads, in order."""
    known: tuple[str, ...] = ()
    """What its readers bring along: on the path only where it is named itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a path."""

    concept: Concept
    needed_for: str
    """Name of the later step that needs it; empty for those that the path itself names."""


@cache
def paths() -> dict[str, ReadingPath]:
    """Return every path by id, the one for everybody first."""
    with FILE.open("rb") as file:
        read = TypeAdapter(list[ReadingPath]).validate_python(tomllib.load(file)["path"])
    return {one.id: one for one in read}


def steps(path: ReadingPath, glossary: Glossary) -> list[Step]:
    """Return the stages of *path*: each concept after all of its prerequisites, every one once."""
    skipped = set(path.known) - set(path.concepts)
    found = [step for one in path.concepts for step in _before(glossary[one], "", glossary, skipped)]
    return [replace(step, needed_for="") if step.concept.id in path.concepts else step for step in found]


def leading_to(concept: Concept, glossary: Glossary) -> list[Step]:
    """Return the stages that lead to *concept*, itself last."""
    return list(_before(concept, "", glossary, skipped=set()))


def _before(concept: Concept, needed_for: str, glossary: Glossary, skipped: set[str]) -> Iterator[Step]:
    """Walk the prerequisites depth first, what is seen joins *skipped*; the graph has no circle, so this ends."""
    for needed in concept.prerequisites:
        if needed not in skipped:
            yield from _before(glossary[needed], concept.name, glossary, skipped)
    if concept.id not in skipped:
        skipped.add(concept.id)
        yield Step(concept, needed_for)
