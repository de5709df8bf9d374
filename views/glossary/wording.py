"""How the glossary says things: relations, communities, sources. Shared by pages and command line."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.words import COMMUNITIES, LEVELS, OWN_FIELD, Concept, Label, Relation, Source
from catalogue.words import RELATIONS as ORDER
from glossary.book import Link
from glossary.expand import called
from glossary.lists import fields

RELATIONS: dict[Relation, str] = {
    "exactMatch": "the same as",
    "closeMatch": "close to",
    "broadMatch": "a kind of",
    "narrowMatch": "more general than",
    "relatedMatch": "related to",
    "falseFriend": "not to be confused with",
}
"""What a concept is to the one at the other end of a bridge."""

NEIGHBOURS = "neighbours"
"""The column of the words that come from other fields."""

SPEAKERS = {
    "academia": "Academia says",
    "industry": "Industry says",
    "independent": "Independent researchers say",
    NEIGHBOURS: "Neighbouring fields say",
}
"""Over each column of words."""


def by_speaker(concept: Concept) -> dict[str, list[Label]]:
    """Return who says what: the labels of *concept* by community, those of other fields under `NEIGHBOURS`."""
    columns: dict[str, list[Label]] = {one: [] for one in (*COMMUNITIES, NEIGHBOURS)}
    for label in concept.shown:
        if label.field != OWN_FIELD:
            columns[NEIGHBOURS].append(label)
        for community in label.communities if label.field == OWN_FIELD else ():
            columns[community].append(label)
    return columns


def closeness(link: Link) -> int:
    """Order bridges: the same first, false friends last."""
    return ORDER.index(link.relation)


def by_level(concept: Concept) -> tuple[int, str]:
    """Order concepts for a newcomer: foundations first, then by name."""
    return LEVELS.index(concept.level), concept.name.casefold()


def field(label: Label) -> str:
    """Name the field that *label* comes from."""
    return fields()[label.field].label


def note(label: Label) -> str:
    """Say what sets *label* apart: its field if that is not ours, and its time if it has one."""
    return ", ".join(filter(None, ["" if label.field == OWN_FIELD else field(label), label.period]))


def said(labels: Iterable[Label]) -> str:
    """List labels, each with what sets it apart."""
    return "; ".join(f"{label.text} ({note(label)})" if note(label) else label.text for label in labels)


def said_elsewhere(concept: Concept) -> str:
    """List what papers elsewhere say, behind a tilde what is only near *concept*: ``statistics: shrinkage, ~lasso``."""
    return "; ".join(
        f"{called(one.by)}: {', '.join([*one.same, *(f'~{phrase}' for phrase in one.near)])}"
        for one in concept.elsewhere
    )


def source(one: Source) -> str:
    """Cite *one* in short: ``Elhage et al. 2022, Toy Models of Superposition``."""
    who = " ".join(filter(None, [one.authors, str(one.year or "")]))
    return f"{who}, {one.title}" if who else one.title
