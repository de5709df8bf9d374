"""The nouns of Interp Commons: what a paper is, what a verdict says, what an index was made of.

Start reading here, then `catalogue.answers` for what is asked and answered. Everything is a frozen value made of
standard-library types; nothing in this module does anything but derive one field from others.

Dates are ISO 8601 strings of reduced precision (``"2024"``, ``"2024-09"``, ``"2024-09-23"``):
many real records know no day, and a made-up day would be shown as a fact.
They order correctly as text; `first_day` and `last_day` widen them for comparisons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SOURCE_PRECEDENCE = ("arxiv", "openreview", "programme", "bibtex", "starter")
"""Whose words win when several records describe one work: the repository that holds the paper first.
A source that is not named here comes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A name as printed on one paper. A byline is not a person."""

    name: str
    affiliation: str | None = None
    person_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where and when a paper is presented at an event."""

    event: str
    """The event's slug, for example ``neurips2025``."""
    number: int | None = None
    """The paper's number in the programme."""
    session: str = ""
    """Poster session as the programme calls it; empty when the paper is not presented."""
    category: str = ""
    spotlight: bool = False
    board: str = ""
    """The poster board, where boards are numbered apart from papers."""
    track: str = ""

    @property
    def poster(self) -> str:
        """What stands on the poster: its board, or else the paper's number; nothing where neither is known."""
        return self.board or ("" if self.number is None else str(self.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One record of a paper, as one source states it."""

    id: str
    """``arxiv:2309.08600``, ``openreview:QrImAlagCG``, ``doi:10...`` or ``web:host/path``."""
    source: str
    """Who states it, by the name of its source. The same id from two sources is two records of one work."""
    title: str
    version: int = 1
    """The source's own version number; arXiv's v2 is 2."""
    abstract: str = ""
    """The authors' words."""
    summary: str = ""
    """Our words, where we wrote some."""
    authors: tuple[Byline, ...] = ()
    submitted: str = ""
    """Date of the first version; empty when unknown."""
    updated: str = ""
    """Date of this version; empty when unknown."""
    categories: tuple[str, ...] = ()
    """arXiv categories, primary first."""
    topics: tuple[str, ...] = ()
    """Topic ids of ``glossary/topics.toml``."""
    url: str = ""
    also: tuple[str, ...] = ()
    """Other ids (``doi:...``) or URLs of the same work, as the source states them."""
    venue: str = ""
    licence: str = ""
    placements: tuple[Placement, ...] = ()
    withdrawn: bool = False
    """Whether its authors or its repository took it back: it is kept, but no longer found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All records of one work, the most authoritative first. Its id is that record's id."""

    records: tuple[Paper, ...]
    """At least one."""

    @property
    def id(self) -> str:
        """The id that pages, indices and exports use."""
        return self.records[0].id

    @property
    def title(self) -> str:
        """The title in the most authoritative record."""
        return self.records[0].title

    @property
    def abstract(self) -> str:
        """The first abstract that a record has, or nothing."""
        return self._first("abstract")

    @property
    def summary(self) -> str:
        """Our own summary, where there is one."""
        return self._first("summary")

    @property
    def venue(self) -> str:
        """Where it appeared, as the first record that knows says."""
        return self._first("venue")

    @property
    def url(self) -> str:
        """The page of the work at its most authoritative source."""
        return self._first("url")

    @property
    def submitted(self) -> str:
        """The first date at which the most authoritative record that knows one has it."""
        return self._first("submitted")

    @property
    def year(self) -> str:
        """Year of `submitted`, or nothing."""
        return self.submitted[:4]

    @property
    def authors(self) -> tuple[Byline, ...]:
        """The first byline list that is not empty."""
        return next((paper.authors for paper in self.records if paper.authors), ())

    @property
    def categories(self) -> tuple[str, ...]:
        """ArXiv categories of all records, in order, once each."""
        return _union(paper.categories for paper in self.records)

    @property
    def topics(self) -> tuple[str, ...]:
        """Topic ids of all records, in order, once each."""
        return _union(paper.topics for paper in self.records)

    @property
    def sources(self) -> tuple[str, ...]:
        """Who has a record of it."""
        return _union((paper.source,) for paper in self.records)

    @property
    def links(self) -> tuple[str, ...]:
        """Every URL that a record gives for the work, the main one first."""
        also = ((link for link in paper.also if link.startswith("http")) for paper in self.records)
        return _union([[paper.url for paper in self.records if paper.url], *also])

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Where it is presented, once an event: as the record has it that knows the session, if one does."""
        known: dict[str, Placement] = {}
        for place in (place for paper in self.records for place in paper.placements):
            if place.event not in known or (place.session and not known[place.event].session):
                known[place.event] = place
        return tuple(known.values())

    @property
    def withdrawn(self) -> bool:
        """Whether the most authoritative record is withdrawn."""
        return self.records[0].withdrawn

    def _first(self, name: str) -> str:
        return next((value for paper in self.records if (value := getattr(paper, name))), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a paper is mechanistic interpretability, and why, in words a person can check."""

    label: bool
    reason: str
    score: float = 0.0
    """From 0 to 1: how sure it is that it is; the threshold is a setting."""
    settled: bool = True
    """Whether a cheap rule decided, so that no model was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an index was made of; it lies beside every index, and a mismatch refuses to load."""

    encoder: str
    weights: str
    """sha256 of the encoder's weights."""
    dimension: int
    backend: str
    papers: int
    sentences: int
    rows: str
    """sha256 over the sorted rows (id, text hash, what is filtered by): equal rows and weights mean an equal index."""
    built: str
    """UTC time, ISO 8601."""
    catalogue: str
    """`Catalogue.stamp` when its works were read; another stamp now means that the index may be behind."""
    layout: int
    """Version of the folder layout; raised when the code reads folders differently."""
    files: dict[str, str] = field(default_factory=dict)
    """sha256 of each file of the index, by name."""


def precedence(source: str) -> int:
    """Return how late the words of *source* are taken: 0 first."""
    return SOURCE_PRECEDENCE.index(source) if source in SOURCE_PRECEDENCE else len(SOURCE_PRECEDENCE)


def first_day(date: str) -> str:
    """The earliest day that *date* can mean: ``"2024-09"`` is ``"2024-09-01"``."""
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """An upper bound of the days that *date* can mean: ``"2024-09"`` is ``"2024-09-31"``."""
    return date + "9999-12-31"[len(date) :]


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for group in groups for item in group))
