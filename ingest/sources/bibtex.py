"""Anybody's .bib file. Whoever names a file wants all of it, so nothing is passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import NotWhatItSaysError, RecordError
from catalogue.formats import bibtex
from catalogue.formats.bibtex import Reference, Unreadable
from catalogue.records import Byline, Paper
from catalogue.store import Incoming
from ingest import files, values
from ingest.files import FileSource
from ingest.identifiers import arxiv_month, identify
from ingest.sources import Chunk, Source
from ingest.text import fold

VENUES = ("journal", "journaltitle", "booktitle", "howpublished", "publisher")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YEAR = re.compile(r"[12][0-9]{3}")
_DATE = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


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
        """Yield the entries behind number *position*."""
        found = list(bibtex.parse(files.read_text(self.path)))
        if not found:
            raise NotWhatItSaysError(f"{self.path} holds no BibTeX entry", "Name a .bib file")
        for number, entry in enumerate(found, start=1):
            if number > int(position or 0):
                data = json.dumps({"kind_of": type(entry).__name__, **asdict(entry)}).encode()
                yield Chunk(data=data, place=f"line {entry.line}", position=str(number), done=self.size)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read one entry."""
        try:
            fields = values.read_object(data)
        except RecordError as error:
            yield error
            return
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
            title=fold(fields["title"]),
            abstract=fold(fields.get("abstract")),
            authors=tuple(Byline(name=fold(name)) for name in entry.authors),
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
    if date := _DATE.match(fields.get("date", "")):
        return date[0]
    year, month = fields.get("year", ""), fields.get("month", "").lower()[:3]
    if not _YEAR.fullmatch(year):
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
