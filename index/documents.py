"""What the index needs to know of a work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue import sentences
from catalogue.records import Work

TEXT_RULES = "1"
"""Raised when the text of a document is composed or cut differently, so that everything is embedded anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A work as text, with what searches filter by."""

    id: str
    title: str
    body: str = ""
    """Abstract, then our summary; either may be missing."""
    authors: tuple[str, ...] = ()
    """Names as printed."""
    date: str = ""
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is embedded as a whole."""
        return f"{self.title}. {self.body}" if self.body else self.title

    @property
    def sentences(self) -> list[str]:
        """The sentences that a hit may quote: those of the body, or else the title."""
        return sentences.split(self.body) or [self.title]

    @property
    def digest(self) -> str:
        """Sha256 of the text: a document with the same digest is never embedded again."""
        return hashlib.sha256(f"{TEXT_RULES}\n{self.title}\n{self.body}".encode()).hexdigest()

    @property
    def row(self) -> str:
        """What an index holds of it, on one line: its id, its digest, and what searches filter by."""
        lists = map(",".join, (self.authors, self.sources, self.categories, self.topics))
        return " ".join([self.id, self.digest, self.date, *lists])


def from_work(work: Work) -> Document:
    """Compose the document of *work*."""
    return Document(
        id=work.id,
        title=" ".join(work.title.split()),
        body=" ".join(f"{work.abstract}\n{work.summary}".split()),
        authors=tuple(byline.name for byline in work.authors),
        date=work.submitted,
        sources=work.sources,
        categories=work.categories,
        topics=work.topics,
    )


def rows_digest(documents: Iterable[Document]) -> str:
    """Sha256 over the sorted rows of *documents*: what an index over them is an index of."""
    rows = "\n".join(sorted(document.row for document in documents))
    return hashlib.sha256(rows.encode()).hexdigest()
