"""Anybody's .bib file. Whoever names a file wants all of it, so nothing is passed over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import NotWhatItSaysError, RecordError
from catalogue.formats import bibtex
from catalogue.formats.bibtex import Reference, Unreadable
from catalogue.records import Byline, Paper
from catalogue.store import Incoming
from ingest import files
from ingest.files import FileSource
from ingest.identifiers import arxiv_month, identify
from ingest.sources import Chunk, Source

VENUES = ("journal", "journaltitle", "booktitle", "howpublished", "publisher")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, kw_only=True)
class Bibtex(FileSource):
    """Reads one file; a chunk is one entry."""

    name = "bibtex"
    selective = False

    @property
    def options(self) -> Mapping[str, Any]:
        """Nothing but the content decides."""
        return {}

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield the entries that begin behind line *position*."""
        found = list(bibtex.parse(files.read_text(self.path)))
        if not found:
            raise NotWhatItSaysError(f"{self.path} holds no BibTeX entry", "Name a .bib file")
        for entry in found:
            if entry.line > int(position or 0):
                data = json.dumps({"kind_of": type(entry).__name__, **asdict(entry)}).encode()
                yield Chunk(data=data, place=f"line {entry.line}", position=str(entry.line), done=self.size)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read one entry."""
        fields = json.loads(data)
        if fields.pop("kind_of") == Unreadable.__name__:
            yield RecordError(fields["reason"])
        else:
            yield parse(Reference(**fields), data)


def source(file: Path) -> Source:
    """Take in every entry of the BibTeX file FILE."""
    return Bibtex(path=file)


def parse(entry: Reference, raw: bytes) -> Incoming | RecordError:
    """Turn one entry into a paper."""
    fields = entry.fields
    if not fields.get("title"):
        return RecordError(f"the entry {entry.key} has no title")
    ids = _ids(fields)
    paper_id = ids[0] if ids else f"bibtex:{entry.key}"
    return Incoming.of(
        Paper(
            id=paper_id,
            source="bibtex",
            title=fields["title"],
            abstract=" ".join(fields.get("abstract", "").split()),
            authors=tuple(Byline(name=name) for name in entry.authors),
            submitted=_date(fields) or arxiv_month(paper_id.removeprefix("arxiv:")),
            url=fields.get("url") or _url(paper_id),
            also=tuple(ids[1:]),
            venue=next((fields[name] for name in VENUES if fields.get(name)), ""),
        ),
        raw,
    )


def _ids(fields: dict[str, str]) -> list[str]:
    """Every id that the entry names, arXiv's first."""
    named = [fields.get(name, "") for name in ("eprint", "arxivid", "url", "doi", "note", "journal")]
    ids = {identify(text) for text in named if text} - {""}
    return sorted(ids, key=lambda paper_id: (not paper_id.startswith("arxiv:"), paper_id))


def _date(fields: dict[str, str]) -> str:
    if date := fields.get("date", ""):
        return date[:10]
    year, month = fields.get("year", ""), fields.get("month", "").lower()[:3]
    if not (year.isdigit() and len(year) == len("2024")):
        return ""
    return f"{year}-{MONTHS.index(month) + 1:02}" if month in MONTHS else year


def _url(paper_id: str) -> str:
    prefix, _, rest = paper_id.partition(":")
    bases = {
        "arxiv": "https://arxiv.org/abs/",
        "doi": "https://doi.org/",
        "openreview": "https://openreview.net/forum?id=",
    }
    return bases[prefix] + rest if prefix in bases else ""
