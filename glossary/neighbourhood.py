"""A concept in the middle, around it what it has bridges with, and farther out what those have bridges with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, tau

from catalogue.words import Concept
from glossary.book import Glossary
from glossary.layout import Point, layout

NEAR, FAR = 0.55, 0.93
"""How far to the sides the two rings reach: between them is the room for names."""

BOW = 0.12
"""How much less they reach at the top and at the bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """Concepts by how many bridges they are away, laid out in the square from (-1, -1) to (1, 1)."""

    centre: Concept
    first: tuple[Concept, ...]
    second: tuple[Concept, ...]
    places: Mapping[str, Point]
    """By id of concept."""


def around(glossary: Glossary, concept_id: str) -> Neighbourhood:
    """Lay out what is within two bridges of a concept.

    A false friend of it is shown but leads no farther: it has the word, not the idea. What lies to the left of the
    concept on the whole map is on the left here, as far as both sides can be filled evenly.

    Raises:
        GlossaryError: There is no concept of this id.
    """
    centre = glossary[concept_id]
    first = _clockwise([link.there.id for link in glossary.links(concept_id)], concept_id, glossary)
    leading = {link.there.id for link in glossary.links(concept_id) if link.relation != "falseFriend"}
    parents = {
        link.there.id: place
        for place, one in reversed(list(enumerate(first)))
        for link in (glossary.links(one) if one in leading else ())
        if link.relation != "falseFriend"
    }
    second = [one for one in _clockwise(list(parents), concept_id, glossary) if one not in {concept_id, *first}]
    second.sort(key=parents.__getitem__)
    half = (len(first) + 1) // 2
    turn = sum(parents[one] < half for one in second)
    places = _ring(first, half, NEAR) | _ring(second, turn, FAR) | {concept_id: (0.0, 0.0)}
    return Neighbourhood(
        centre=centre,
        first=tuple(glossary[one] for one in first),
        second=tuple(glossary[one] for one in second),
        places=places,
    )


def _clockwise(ids: Sequence[str], centre: str, glossary: Glossary) -> list[str]:
    """Order concepts, each once, as the hand of a clock would meet them that turns around *centre* on the map."""
    places = layout(glossary).places
    x, y = places[centre]
    angles = {one: atan2(places[one][0] - x, places[one][1] - y) % tau for one in ids}
    return sorted(angles, key=lambda one: (angles[one], one))


def _ring(ids: Sequence[str], half: int, reach: float) -> dict[str, Point]:
    """Place the first *half* of *ids* on the right from top to bottom, the others on the left from bottom to top."""
    return _column(ids[:half], reach, 1) | _column(ids[half:][::-1], reach, -1)


def _column(ids: Sequence[str], reach: float, side: int) -> dict[str, Point]:
    heights = [0.98 - 1.96 * (place + 0.5) / len(ids) for place in range(len(ids))]
    return {one: (side * (reach - BOW * y * y), y) for one, y in zip(ids, heights, strict=True)}
