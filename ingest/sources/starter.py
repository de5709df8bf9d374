"""The bundled starter bibliography: landmark works of the field, summarised in our own words."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from catalogue.errors import RecordError
from catalogue.records import Byline, Paper
from catalogue.store import Incoming
from ingest.identifiers import identify
from ingest.sources import Chunk, ReadWhole, Source

FOLDER = Path(__file__).parent.parent / "starter"


class Starter(ReadWhole):
    """Reads the TOML files of a folder; a chunk is one file."""

    name = "starter"
    target = ""
    selective = False
    options: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = sorted(folder.glob("*.toml"))
        self.size = len(self._files)

    def fingerprint(self) -> str:
        """Identify the content."""
        return hashlib.sha256(b"".join(file.read_bytes() for file in self._files)).hexdigest()[:16]

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield the files behind the one called *position*."""
        for done, file in enumerate(self._files, start=1):
            if file.name > position:
                yield Chunk(data=file.read_bytes(), place=file.name, position=file.name, done=done)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read one file; ours are checked by the tests, so a bad entry would be a bug."""
        for entry in tomllib.loads(data.decode())["paper"]:
            yield Incoming.of(_paper(entry), json.dumps(entry, sort_keys=True).encode())


def source() -> Source:
    """Take in the bundled starter bibliography: landmark works, each summarised in our own words."""
    return Starter()


def _paper(entry: dict[str, Any]) -> Paper:
    return Paper(
        id=entry["id"],
        source="starter",
        title=entry["title"],
        summary=" ".join(entry["summary"].split()),
        authors=tuple(Byline(name=name) for name in entry["authors"]),
        submitted=entry["date"],
        topics=tuple(entry["topics"]),
        url=entry["url"],
        also=tuple(dict.fromkeys(name for url in entry.get("also", ()) for name in (url, identify(url)) if name)),
        venue=entry.get("venue", ""),
    )
