"""One record of arXiv's own metadata, as the bulk snapshot (JSON) and OAI-PMH's arXivRaw (XML) both give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from catalogue.formats.latex import to_plain
from catalogue.records import Byline, Paper
from ingest import values
from ingest.identifiers import arxiv_month
from ingest.text import fold

_NOBODY = ("", "et al", "et al.")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_WITHDRAWN = re.compile(
    r"\b(?:paper|article|submission|manuscript|preprint|work)\b[^.]{0,40}\bwithdrawn\b(?! from)"
    r"|^\W*withdrawn\b(?! from)"
    r"|\bwithdrawn by (?:the |posting )*(?:author|arxiv|submitter)"
    r"|\bwithdraw(?:ing|al of)? (?:this|the|my|our) (?:paper|article|submission|manuscript|preprint|work)",
    re.IGNORECASE,
)


def read(record: dict[str, Any]) -> Paper:
    """Make a paper of *record*; real ones lack dates, authors or categories, but never an id and a title.

    Raises:
        TypeError, ValueError, AttributeError, IndexError, KeyError: A field is not of the kind that it should be.
    """
    number = fold(record["id"])
    versions = record.get("versions") or []
    created = [day(version.get("created") or "") for version in versions]
    doi = (record.get("doi") or "").split()
    return Paper(
        id=f"arxiv:{number}",
        source="arxiv",
        version=max([values.whole(version.get("version", "v1").lstrip("v")) for version in versions], default=1),
        title=fold(record["title"]),
        abstract=fold(record.get("abstract")),
        authors=tuple(Byline(name=name) for name in _authors(record)),
        submitted=next(filter(None, created), "") or arxiv_month(number),
        updated=(created[-1] if created else "") or day(record.get("update_date") or ""),
        categories=tuple((record.get("categories") or "").split()),
        url=f"https://arxiv.org/abs/{number}",
        also=tuple(f"doi:{one.lower()}" for one in doi),
        venue=fold(record.get("journal-ref")),
        licence=fold(record.get("license")),
        withdrawn=is_withdrawn(record.get("comments")) or bool(record.get("withdrawn")),
    )


def is_withdrawn(comments: str | None) -> bool:
    """Whether *comments* take the paper back: nothing but these words says so everywhere."""
    return bool(comments and _WITHDRAWN.search(comments))


def name(printed: str) -> str:
    """Return a printed *name* without LaTeX, on one line."""
    return fold(to_plain(printed))


def _authors(record: dict[str, Any]) -> Iterator[str]:
    """Names from the parsed list, or else from the printed line, which also holds affiliations in parentheses."""
    if parsed := record.get("authors_parsed"):
        names = [" ".join(filter(None, (given, family, suffix))) for family, given, suffix, *_ in parsed]
    else:
        names = re.split(r",\s+(?:and\s+)?|\s+and\s+", _without_parentheses(record.get("authors") or ""))
    return (plain for plain in map(name, names) if plain.casefold() not in _NOBODY)


def _without_parentheses(line: str) -> str:
    """Drop them from the inside out, for they nest: ``Ada Lovelace (1) ((1) London)``."""
    while (shorter := _PARENTHESIS.sub(" ", line)) != line:
        line = shorter
    return line


def day(text: str) -> str:
    """Read ``2007-04-05`` or ``Thu, 5 Apr 2007 19:18:42 GMT``; anything else is no date."""
    try:
        found = date.fromisoformat(text[:10]) if _ISO.match(text) else parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):
        return ""
    return found.isoformat()
