"""Tables for a lunch, made by the organisers when everybody has joined: they stay until they are made again."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.people import Participant
from people.groups import seat
from people.participants.store import Participants
from views.compose import Services
from views.people import interests
from views.people.crowd import gather


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, and who sits there."""

    about: str
    """Name of the concept that they share; empty where there is none."""
    concept: str
    """Its id."""
    sharing: int
    """How many of them have it, or one that a bridge joins to it."""
    people: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """All tables."""

    tables: tuple[Table, ...]
    uneven: int
    """Tables of fewer than four or more than six: of seven people, say, or where too many exclude each other."""
    unseated: int
    """People who can sit with nobody whom they may meet."""


def seated(services: Services, store: Participants) -> Seating:
    """Seat everybody who may be suggested, and keep it.

    Raises:
        VectorIndexError: There is no index to compare by.
        EncoderError: The model cannot be loaded.
    """
    reader, bridges = interests.reader(services), interests.bridges(services)
    crowd = gather(reader, bridges, store.everyone(), store)
    found = seat(crowd.interests, bridges, crowd.allowed, crowd.scores.total, crowd.across)
    concepts = services.words.glossary.concepts
    tables = tuple(
        Table(
            about=concepts[one.concept].name if one.concept else "",
            concept=one.concept,
            sharing=one.sharing,
            people=tuple(crowd.people[row] for row in one.people),
        )
        for one in found.tables
    )
    store.put_tables((one.concept, [person.id for person in one.people]) for one in tables)
    return Seating(tables=tables, uneven=len(found.uneven), unseated=len(found.unseated))
