"""What was asked and what is answered: a query, its hits, and why each of them was found.

Frozen values of standard-library types, as in `catalogue.records`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["hybrid", "keyword", "meaning"]
"""Which rankers answer: both fused, words only, or vectors only."""

TermField = Literal["any", "title", "author", "abstract"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that a paper must have, or must not have, to be found at all."""

    text: str
    """A word, the words of a phrase, or a name, as typed."""
    field: TermField = "any"
    """Where; anywhere is title, abstract or summary."""
    phrase: bool = False
    """Whether the words must stand together, in this order."""
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What was asked. Empty filters let everything through."""

    text: str
    """What papers are ranked by."""
    k: int = 10
    mode: Mode = "hybrid"
    bridges: bool = True
    """Also search in the words of other communities, where the glossary knows them."""
    without: tuple[str, ...] = ()
    """Words of other communities (`Expansion.label`) not to search in."""
    terms: tuple[Term, ...] = ()
    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    """Ids of papers that the reader likes: what is like them ranks higher."""
    less: tuple[str, ...] = ()
    """Ids of papers that the reader does not want more of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What one ranker said of a paper. Scores are similarities: larger is better."""

    rank: int
    """1 is best."""
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The reasons for a hit."""

    keyword: Signal | None = None
    meaning: Signal | None = None
    sentence: str = ""
    """The sentence of the abstract (or of our summary) closest in meaning to the query."""
    words: tuple[str, ...] = ()
    """Words of the query that the paper has, in the query's order."""
    bridged: tuple[str, ...] = ()
    """Words of other communities (`Expansion.label`) that the paper has, the weightiest first."""
    concepts: tuple[SharedConcept, ...] = ()
    """Glossary concepts that the query and the paper share, in either vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedConcept:
    """An idea that a query and a paper both name, each in its words."""

    id: str
    """Of the concept that the paper names."""
    asked: str
    """What the query calls it."""
    found: str
    """What the paper calls it."""
    relation: str
    """``exactMatch`` for the same concept, otherwise the relation that leads from the query's concept to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One answer: an id, never an object or a row number."""

    paper_id: str
    score: float
    why: Why
    also: tuple[str, ...] = ()
    """Ids of papers nearly the same as this one, folded into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A word of another community that a query is also searched in."""

    label: str
    instead_of: str
    relation: str
    community: str
    concept: str = ""
    """Id of the concept that the label is a word for."""
    weight: float = 1.0
    """From 0 to 1: how far the label may stand for the user's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A word of a query that other communities use for something else."""

    word: str
    """As the query prints it."""
    concept: str
    """Id of the concept that the query seems to mean."""
    other: str
    """Id of the concept that others mean by it."""
    note: str
    """How the two differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What likes and dislikes changed in a ranking."""

    toward: tuple[str, ...] = ()
    """Words that now count more, the weightiest first."""
    away: tuple[str, ...] = ()
    """Words that now count less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Ranked hits, and how the question was understood."""

    hits: tuple[SearchHit, ...]
    also_searched: tuple[Expansion, ...] = ()
    cautions: tuple[Caution, ...] = ()
    did_you_mean: str = ""
    """The question with its misspelt words mended; empty when none is."""
    people: tuple[str, ...] = ()
    """Names of authors that the question seems to ask for, as printed on most of their papers."""
    shift: Shift | None = None
