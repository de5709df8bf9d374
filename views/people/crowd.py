"""Everybody who may be suggested, compared: what suggestions and tables are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from catalogue.identity import author_key
from catalogue.people import Participant
from index.encoders import Vectors
from people import match, wishes
from people.assign import Mask
from people.exclusions import allowed
from people.interests import Bridges, Interests
from people.participants.store import Participants
from views.people.interests import Reader


@dataclass(frozen=True, kw_only=True, eq=False)
class Crowd:
    """Everybody who may be suggested and says something to compare by; rows are in the order of `people`."""

    people: tuple[Participant, ...]
    interests: tuple[Interests, ...]
    scores: match.Scores
    allowed: Mask
    """Who may be suggested to whom, shape (people, people)."""
    across: Mask
    """Which pairs are of two communities, both said."""

    def pairs(self, of: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
        """Return pairs of ids as rows; those of whom one is not here are left out."""
        rows = {one.id: row for row, one in enumerate(self.people)}
        return [(rows[one], rows[other]) for one, other in of if one in rows and other in rows]


def gather(reader: Reader, bridges: Bridges, everyone: Iterable[Participant], store: Participants) -> Crowd:
    """Compare *everyone*: those of *store* who may be suggested. Who says nothing that is known here is left out."""
    stored = [one for one in everyone if not one.profile.empty]
    profiles = reader.current([one.profile for one in stored])
    listed = [replace(one, profile=profile) for one, profile in zip(stored, profiles, strict=True)]
    read = reader.everybody([(one.id, one.profile) for one in listed], partial(_paragraph, reader, store))
    known = [(one, own) for one, own in zip(listed, read, strict=True) if own.pieces]
    people, their = tuple(one for one, _ in known), tuple(own for _, own in known)
    profiles = [one.profile for one in people]
    return Crowd(
        people=people,
        interests=their,
        scores=match.scores(their, bridges, [one.dial for one in profiles], wishes.met(profiles)),
        allowed=allowed(people, set(_coauthors(reader, people)), store.declined()),
        across=match.apart([one.community for one in profiles]),
    )


def _paragraph(reader: Reader, store: Participants, person: str, text: str) -> Vectors:
    """Return the vector of a paragraph; it is kept beside its owner, and goes with them."""
    weights = reader.encoder.weights
    if (kept := store.paragraph(person, weights)) is not None:
        return kept
    vector = reader.encode(text)
    store.put_paragraph(person, weights, vector)
    return vector


def _coauthors(reader: Reader, people: Sequence[Participant]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of whom one claims a paper that the other claims too, or that names the other as an author.

    By surname and initial: a namesake is left out rather than a co-author suggested.
    """
    called: defaultdict[str, set[str]] = defaultdict(set)
    claimed: defaultdict[str, set[str]] = defaultdict(set)
    for one in people:
        called[author_key(one.profile.name)].add(one.id)
        for paper in one.profile.papers:
            claimed[paper].add(one.id)
    called.pop("", None)
    for paper, owners in claimed.items():
        names = reader.index.papers["authors"].iloc[reader.index.rows[paper]] if paper in reader.index.rows else ()
        named = set[str]().union(*(called.get(author_key(name), ()) for name in names))
        yield from ((one, other) for one in owners for other in owners | named if one != other)
