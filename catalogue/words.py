"""The nouns of the glossary: a concept is an idea, a label is a word for it, a bridge joins two ideas.

They are what the files in ``glossary/terms/`` say, field by field; that package reads and checks them.
A word with several senses is several concepts that share a label, never a merged definition.
"Industry" and the like say where a word is used, never what a person is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

Community = Literal["academia", "industry", "independent"]
"""Who uses a word: universities, companies' laboratories, independent researchers."""

Kind = Literal["idea", "method", "metric", "benchmark", "tool"]
Level = Literal["foundation", "core", "advanced"]
LabelKind = Literal["preferred", "alternate", "abbreviation", "hidden"]
"""As in SKOS, with abbreviations apart, because they are matched with their case. Hidden: found, never shown."""

Relation = Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "falseFriend"]
"""The SKOS mapping relations, read "the other concept is ..."; a false friend shares the word, not the idea."""

INVERSE: dict[Relation, Relation] = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}
"""Relations that read otherwise from the other end; all others are symmetric."""

COMMUNITIES: tuple[Community, ...] = get_args(Community)
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
OWN_FIELD = "mechanistic-interpretability"


class _Strict:
    """What is read from files: to pydantic, which reads them, a misspelt key is an error."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(_Strict):
    """What a claim rests on: a paper, a book, a page."""

    id: str
    """As a paper's: ``arxiv:2309.08600``, ``doi:10...``, ``openreview:...`` or ``web:host/path``."""
    title: str
    authors: str = ""
    """Surnames: "Elhage et al."; empty where the source list knows none."""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(_Strict):
    """A word for a concept, and who uses it."""

    text: str
    """Singular; plurals, hyphens and British spellings are found without being listed."""
    kind: LabelKind = "alternate"
    communities: tuple[Community, ...] = ()
    field: str = OWN_FIELD
    """A field of ``glossary/fields.toml``."""
    period: str = ""
    """``2021-`` or ``1986-2010``, for a word that belongs to a time."""
    source: str = ""
    """Id of the source that shows it in use."""
    context: tuple[str, ...] = ()
    """The label means this concept only where one of these is in the same text; empty when it is unambiguous."""
    unless: tuple[str, ...] = ()
    """Phrases within which it means something else: "pay attention", "proof of concept"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge(_Strict):
    """A typed relation from one concept to another, with its limits and its grounds."""

    to: str
    relation: Relation = "closeMatch"
    breaks: str
    """Where the analogy breaks; of false friends, how they differ."""
    papers: tuple[str, ...] = ()
    """Ids of the sources that justify it, best of all one that names both words."""
    justification: str = "semapv:ManualMappingCuration"
    """A term of the Semantic Mapping Vocabulary (https://w3id.org/semapv)."""
    by: str = "Interp Commons"
    date: dt.date = dt.date(2026, 11, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere(_Strict):
    """What papers of another community or field say where they study the same thing: to search by, not synonyms."""

    by: str
    """A community, or a field of ``glossary/fields.toml``."""
    same: tuple[str, ...] = ()
    """A paper that says this is about the concept."""
    near: tuple[str, ...] = ()
    """A paper that says this is about something close to it: a neighbour's method, a typical task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(_Strict):
    """A concept for a newcomer."""

    intuition: str
    practice: str
    """How it is done or measured."""
    traps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival(_Strict):
    """One of several definitions that the field uses side by side."""

    text: str
    source: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick(_Strict):
    """What a benchmark or metric is good for."""

    measures: str
    applies_to: tuple[str, ...]
    """Ids of the methods that it can be run on."""
    assumes: str
    criticism: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(_Strict):
    """An entry of a concept's history."""

    date: dt.date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(_Strict):
    """An idea, with the words for it."""

    id: str
    """The name of its file."""
    definition: str
    kind: Kind
    level: Level
    topics: tuple[str, ...]
    """Topic ids; the first is its home."""
    labels: tuple[Label, ...]
    explanation: Explanation
    prerequisites: tuple[str, ...] = ()
    introduced: str = ""
    """Id of the source where the idea or its word entered; empty when unknown."""
    key_papers: tuple[str, ...] = ()
    contested: str = ""
    """What is in dispute; empty when nothing is."""
    plain: tuple[str, ...] = ()
    """How somebody asks for it who does not know the word."""
    bridges: tuple[Bridge, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    rivals: tuple[Rival, ...] = ()
    yardstick: Yardstick | None = None
    changes: tuple[Change, ...] = ()

    @property
    def preferred(self) -> Label:
        """The label that names the concept's page."""
        return next(label for label in self.labels if label.kind == "preferred")

    @property
    def name(self) -> str:
        """The preferred label's text."""
        return self.preferred.text

    @property
    def shown(self) -> tuple[Label, ...]:
        """The labels that people see, the preferred one first."""
        return tuple(
            sorted((one for one in self.labels if one.kind != "hidden"), key=lambda one: one.kind != "preferred")
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source id that the concept cites, once each."""
        cited = [self.introduced, *self.key_papers, *(label.source for label in self.labels)]
        cited += [paper for bridge in self.bridges for paper in bridge.papers]
        cited += [rival.source for rival in self.rivals]
        return tuple(dict.fromkeys(filter(None, cited)))
