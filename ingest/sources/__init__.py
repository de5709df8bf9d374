"""Where papers come from. One file a source; the file is the registration.

A module here offers ``source(...) -> Source``. Its parameters are the arguments and options of the command
``commons ingest NAME``, and its docstring is the command's help; a parameter called ``settings`` gets the settings.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, runtime_checkable

from catalogue.errors import RecordError
from catalogue.people import Session
from catalogue.runs import Account
from catalogue.settings import Settings
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
    """How much of `Source.size`, or of `size`, has been read with it."""
    size: int | None = None
    """How much there is as far as is known now, where only the answers tell."""
    account: Account | None = None
    """What has been asked for and got so far, where a service was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is there already when a fresh run begins."""

    covered: str = ""
    """Last day of the windows that this source read completely; nothing before the first run."""
    newest: str = ""
    """Last day of submission of an arXiv paper in the catalogue."""


class ReadWhole:
    """What is read from its beginning each time: files."""

    def start(self, _past: Past) -> str:
        """Begin at the beginning."""
        return ""


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

    def start(self, past: Past) -> str:
        """Return the position at which a fresh run begins."""

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield the chunks after *position*. Raises `SourceError` when the source fails."""

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Yield each record of a chunk, or why it is none."""


@runtime_checkable
class Timed(Protocol):
    """A source that also knows when and where papers are presented; stored once all of them are in."""

    @property
    def event(self) -> str:
        """The event's slug."""

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Its poster sessions and breaks; none leaves those that are known as they are."""


def names() -> list[str]:
    """Return the sources that there are."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def opener(name: str) -> Callable[..., Source]:
    """Return the function that opens the source *name*."""
    opens: Callable[..., Source] = import_module(f"ingest.sources.{name}").source
    return opens


def open_source(name: str, settings: Settings, options: Mapping[str, Any]) -> Source:
    """Open the source *name* with its *options*, and with *settings* if it asks for them."""
    opens = opener(name)
    own = {"settings": settings} if "settings" in inspect.signature(opens).parameters else {}
    return opens(**options, **own)
