"""Where papers come from. One file a source; the file is the registration.

A module here offers ``source(...) -> Source``. Its parameters are the arguments and options of the command
``commons ingest NAME``, and the first line of its docstring is the command's help.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from catalogue.errors import RecordError
from catalogue.store import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A piece of a source as it came: a line of a file, or a page of an answer."""

    data: bytes
    place: str
    """What to call it in a message: ``line 12``."""
    position: str
    """Where `Source.fetch` goes on after this chunk."""
    done: int
    """How much of `Source.size` has been read with it."""


class Source(Protocol):
    """Fetching touches the world and never parses; parsing is pure and never touches the world."""

    @property
    def name(self) -> str:
        """The command's name, and what the run log says."""

    @property
    def target(self) -> str:
        """What is read, for people: a file's path, or nothing."""

    @property
    def size(self) -> int | None:
        """How much there is to read, in the unit of `Chunk.done`; None when nobody knows."""

    @property
    def selective(self) -> bool:
        """Whether only papers that `is_mi` accepts are stored."""

    @property
    def options(self) -> Mapping[str, Any]:
        """What besides the content decides the outcome; an interrupted run is only resumed with the same."""

    def fingerprint(self) -> str:
        """Identify the content, cheaply. Raises `SourceError` when there is none."""

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield the chunks after *position* (empty: all). Raises `SourceError` when the source fails."""

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Yield each record of a chunk, or why it is none."""


def names() -> list[str]:
    """Return the sources that there are."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def opener(name: str) -> Callable[..., Source]:
    """Return the function that opens the source *name*."""
    opens: Callable[..., Source] = import_module(f"ingest.sources.{name}").source
    return opens
