"""RIS, which Zotero, EndNote and Mendeley import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rispy

from catalogue.formats.citation import cite
from catalogue.formats.names import family_first
from catalogue.records import Work

TYPE = {"preprint": "MANSCPT", "talk": "CPAPER", "article": "JOUR", "page": "ELEC"}
"""What Zotero knows: UNPB, which EndNote has for unpublished work, becomes an article of a journal there."""


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """Rispy's writer without its line ``1.`` before each reference, which not every program reads."""

    def set_header(self, count: int) -> str:  # noqa: ARG002 (the signature is rispy's)
        return ""


def dump(works: Iterable[Work]) -> str:
    """One reference for each work, with its abstract: these programs show and search it."""
    return str(rispy.dumps([_reference(work) for work in works], implementation=_Writer))


def _reference(work: Work) -> dict[str, Any]:
    citation = cite(work)
    said: dict[str, Any] = {
        "type_of_reference": TYPE[citation.kind],
        "title": _line(citation.title),
        "authors": [family_first(name) for name in citation.authors],
        "year": citation.date[:4],
        "date": citation.date.replace("-", "/"),
        "secondary_title": _line(citation.venue),
        "abstract": _line(work.abstract),
        "doi": citation.doi,
        "urls": [citation.url.replace(";", "%3B")] if citation.url else [],  # rispy takes ; for a separator
        "name_of_database": "arXiv" if citation.arxiv else "",
        "accession_number": f"arXiv:{citation.arxiv}" if citation.arxiv else "",
        "type_of_work": "Preprint" if citation.kind == "preprint" else "",
        "keywords": [_line(topic) for topic in citation.topics],
    }
    return {name: value for name, value in said.items() if value}


def _line(text: str) -> str:
    return " ".join(text.split())
