"""What two people have in common: ideas, each in the words of either side, and the pair of papers to quote."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from catalogue.people import Aim
from catalogue.words import INVERSE, Community, Relation
from people.interests import Bridges, Idea, Interests, Piece

STRENGTH: Mapping[Relation, float] = {"exactMatch": 1.0, "closeMatch": 0.8, "broadMatch": 0.5, "narrowMatch": 0.5}
"""How far a related concept stands for the concept itself; a false friend does not, nor does what is merely related."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """An idea of the one, and the same or a related one of the other."""

    one: Idea
    other: Idea
    relation: Relation
    """``exactMatch`` for the same concept, else how the other's is related to the one's: "the other concept is ..."."""

    @property
    def turned(self) -> Common:
        """As the other has it."""
        return Common(one=self.other, other=self.one, relation=INVERSE.get(self.relation, self.relation))

    @property
    def weight(self) -> float:
        """How much it tells of both."""
        return STRENGTH[self.relation] * math.sqrt(max(self.one.weight, 0) * max(self.other.weight, 0))

    @property
    def renamed(self) -> bool:
        """Whether the two have different words for it, rather than two forms of one."""
        return not _is_form(self.one.word, self.other.word) and not _is_form(self.other.word, self.one.word)

    @property
    def elsewhere(self) -> bool:
        """Whether each has it in a word of another community."""
        return elsewhere(frozenset(self.one.communities), frozenset(self.other.communities))


def _is_form(short: str, long: str) -> bool:
    """Whether *short* is an abbreviation of *long*, or all its words begin some word of it or the other way round."""
    letters = iter(long.casefold())
    if not short.islower() and short[:1].casefold() == long[:1].casefold():
        return all(letter in letters for letter in short.casefold())
    words = long.casefold().split()
    return all(
        any(one.startswith(other) or other.startswith(one) for other in words) for one in short.casefold().split()
    )


def elsewhere(one: frozenset[Community], other: frozenset[Community]) -> bool:
    """Whether two words belong to communities none of which says both."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def in_common(one: Interests, other: Interests, aim: Aim, bridges: Bridges) -> list[Common]:
    """Return the ideas that both have and may be told, best for *aim* first; each idea once."""
    found = sorted(_found(one, other, bridges), key=lambda each: _order(each, aim))
    mine: set[str] = set()
    theirs: set[str] = set()
    kept = []
    for each in found:
        if each.one.concept not in mine and each.other.concept not in theirs:
            kept.append(each)
            mine.add(each.one.concept)
            theirs.add(each.other.concept)
    return kept


def _found(one: Interests, other: Interests, bridges: Bridges) -> Iterator[Common]:
    """Yield shared ideas, and related ones where neither side has the other's own."""
    mine = {concept: idea for concept, idea in one.ideas.items() if idea.told}
    theirs = {concept: idea for concept, idea in other.ideas.items() if idea.told}
    shared = mine.keys() & theirs.keys()
    for concept in shared:
        yield Common(one=mine[concept], other=theirs[concept], relation="exactMatch")
    for here in mine.keys() - shared:
        for there in theirs.keys() - shared:
            if (relation := bridges.get((here, there))) in STRENGTH and relation is not None:
                yield Common(one=mine[here], other=theirs[there], relation=relation)


def _order(each: Common, aim: Aim) -> tuple[bool, float, str, str]:
    """Sort what tells most first: after methods where the aim is one; for bridges, other words count double."""
    aside = aim == "method" and not (each.one.kind == "method" and each.relation == "exactMatch")
    weight = each.weight * (2 if aim == "bridge" and each.elsewhere else 1)
    return aside, -weight, each.one.concept, each.other.concept


def papers(one: Interests, other: Interests, idea: Common | None) -> tuple[Piece | None, Piece | None]:
    """Return the closest two papers of both, of their own where they have any, which name *idea* where any does.

    A side without papers gives None: a paragraph and a concept are compared, never quoted.
    """
    mine = _quotable(one, idea.one if idea else None)
    theirs = _quotable(other, idea.other if idea else None)
    if not mine or not theirs:
        return (one.pieces[mine[0]] if mine else None), (other.pieces[theirs[0]] if theirs else None)
    likeness = one.vectors[mine] @ other.vectors[theirs].T
    row, column = np.unravel_index(int(np.argmax(likeness)), likeness.shape)
    return one.pieces[mine[int(row)]], other.pieces[theirs[int(column)]]


def _quotable(person: Interests, idea: Idea | None) -> list[int]:
    rows = [row for row, piece in enumerate(person.pieces) if piece.paper]
    rows = [row for row in rows if person.pieces[row].own] or rows
    naming = set(idea.papers) if idea else set()
    return [row for row in rows if person.pieces[row].paper in naming] or rows
