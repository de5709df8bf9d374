"""What a build makes of participants, kept beside them: suggestions, meetings, tables, and vectors of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection

from catalogue.people import Meeting, Participant, PersonMatch, Reason
from people.participants import rows
from people.participants.base import fact, load, note, seen
from people.participants.between import VERDICTS, Between
from people.participants.schema import answers, meetings, paragraphs, participants, seats, suggestions, verdicts
from people.report import Tally

Pair = tuple[str, str]
"""Ids of two participants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A pair that should meet, with the reason as each of them reads it."""

    one: str
    other: str
    score: float
    why_for_one: Reason
    why_for_other: Reason


class Made(Between):
    """What builds put in and pages read. Whoever left, withdrew or is excluded meanwhile is in no answer."""

    def everyone(self) -> tuple[Participant, ...]:
        """Return those who may be suggested, by id, without their contacts: what a build is made of."""
        query = sa.select(participants).where(participants.c.suggested).order_by(participants.c.id)
        with self.reading() as connection:
            return tuple(replace(rows.participant(row), contact="") for row in connection.execute(query).mappings())

    def pinned(self) -> tuple[Pair, ...]:
        """Return the pairs of which one said yes and none said no, each once, if both may still be suggested."""
        said = self._answers()
        yes = sorted({(min(pair), max(pair)) for pair, one in said.items() if one})
        wanted = [(one, two) for one, two in yes if said.get((one, two), True) and said.get((two, one), True)]
        with self.reading() as connection:
            return tuple(pair for pair in wanted if _may_meet(connection, *pair))

    def declined(self) -> tuple[Pair, ...]:
        """Return the pairs of which one said no, each once."""
        return tuple(sorted({(min(pair), max(pair)) for pair, yes in self._answers().items() if not yes}))

    def put_suggestions(
        self, pairs: Iterable[Suggestion], stamp: str, account: str = "", made_of: Iterable[Participant] = ()
    ) -> None:
        """Put *pairs* in place of all earlier suggestions; who left, withdrew or took back meanwhile is left out.

        Args:
            pairs: Each pair once.
            stamp: What `stamp` and whatever else they depend on said before the build began.
            account: What the build prints of itself, in aggregate.
            made_of: What `everyone` said before the build began.
        """
        listed = [row for pair in pairs for row in _directed(pair)]
        before = {one.id: one.profile for one in made_of}
        with self.erasing() as connection:
            query = sa.select(participants).where(participants.c.suggested)
            now = {row["id"]: rows.participant(row).profile for row in connection.execute(query).mappings()}
            same = {one for one, said in now.items() if not rows.taken_back(before.get(one, said), said)}
            kept = [row for row in listed if {row["reader"], row["other"]} <= same]
            connection.execute(sa.delete(suggestions))
            if kept:
                connection.execute(sa.insert(suggestions), kept)
            note(connection, "built", stamp)
            note(connection, "account", account)

    def built(self) -> str:
        """Return the stamp of the suggestions that are stored; nothing before the first build."""
        with self.reading() as connection:
            return fact(connection, "built")

    def account(self) -> str:
        """Return what the last build printed of itself."""
        with self.reading() as connection:
            return fact(connection, "account")

    def suggestions(self, person: str) -> tuple[PersonMatch, ...]:
        """Return whom *person* should meet, the best first: only those who still allow it."""
        query = sa.select(suggestions).where(suggestions.c.reader == person)
        query = query.order_by(suggestions.c.score.desc(), suggestions.c.other)
        with self.reading() as connection:
            found = [
                (row, both[1])
                for row in connection.execute(query).mappings().all()
                if (both := seen(connection, person, row["other"]))
            ]
        return tuple(
            PersonMatch(
                id=other.id,
                name=other.profile.name,
                score=row["score"],
                why=rows.REASONS.validate_python(row["why"]),
            )
            for row, other in found
        )

    def tallies(self) -> tuple[Tally, ...]:
        """Return what `people.report.report` counts; of who did not agree to it, only that they are there."""
        with self.reading() as connection:
            listed = connection.execute(sa.select(participants)).mappings().all()
            suggested = set(connection.execute(sa.select(suggestions.c.reader)).scalars())
            yes = set(connection.execute(sa.select(answers.c.one, answers.c.other).where(answers.c.yes)).all())
            said = set(connection.execute(sa.select(verdicts.c.giver, verdicts.c.verdict)).all())
        happened = {"suggestions": suggested, "yes": {one for one, _ in yes}}
        happened["mutual"] = {one for one, other in yes if (other, one) in yes}
        happened |= {verdict: {giver for giver, given in said if given == verdict} for verdict in VERDICTS}
        return tuple(
            Tally(
                community=row["profile"]["community"],
                outcomes=frozenset({"counted", *(name for name, who in happened.items() if row["id"] in who)})
                if row["feedback"]
                else frozenset(),
            )
            for row in listed
        )

    def put_meetings(self, plans: Mapping[str, Iterable[Meeting]]) -> None:
        """Put everybody's meetings, by their ids, in place of all earlier ones."""
        listed = [(person, place, one) for person, met in plans.items() for place, one in enumerate(met)]
        with self.erasing() as connection:
            known = set(connection.execute(sa.select(participants.c.id).where(participants.c.suggested)).scalars())
            connection.execute(sa.delete(meetings))
            kept = [_meeting(*one) for one in listed if {one[0], one[2].participant or one[0]} <= known]
            if kept:
                connection.execute(sa.insert(meetings), kept)

    def meetings(self, person: str) -> tuple[Meeting, ...]:
        """Return the meetings of *person* in their order: with those only of whom they may know now."""
        query = sa.select(meetings).where(meetings.c.participant == person).order_by(meetings.c.place)
        with self.reading() as connection:
            listed = connection.execute(query).mappings().all()
            shown = [row for row in listed if not row["other"] or seen(connection, person, row["other"])]
        return tuple(rows.MEETINGS.validate_python(row["meeting"]) for row in shown)

    def put_tables(self, tables: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Put *tables*, a concept's id and who sits there, in place of all earlier ones."""
        with self.erasing() as connection:
            known = set(connection.execute(sa.select(participants.c.id).where(participants.c.suggested)).scalars())
            connection.execute(sa.delete(seats))
            for place, (concept, members) in enumerate(tables):
                seated = [{"participant": one, "place": place, "concept": concept} for one in members if one in known]
                if seated:
                    connection.execute(sa.insert(seats), seated)

    def table(self, person: str) -> tuple[str, tuple[rows.Card, ...]] | None:
        """Return the concept of the table of *person*, and who else sits there; None where they have none."""
        with self.reading() as connection:
            own = connection.execute(sa.select(seats).where(seats.c.participant == person)).mappings().one_or_none()
            if own is None:
                return None
            query = sa.select(seats.c.participant).where(seats.c.place == own["place"], seats.c.participant != person)
            both = [load(connection, one) for one in (person, *sorted(connection.execute(query).scalars()))]
        reader, *others = [one for one in both if one]
        return own["concept"], tuple(rows.card(one) for one in others if rows.may_meet(reader, one))

    def paragraph(self, person: str, weights: str) -> NDArray[np.float32] | None:
        """Return the vector of their paragraph, shape (dimension,), if it was made with those *weights*."""
        query = sa.select(paragraphs.c.vector).where(
            paragraphs.c.participant == person, paragraphs.c.weights == weights
        )
        with self.reading() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return None if found is None else np.frombuffer(found, dtype=np.float32)

    def put_paragraph(self, person: str, weights: str, vector: NDArray[np.float32]) -> None:
        """Keep *vector*, shape (dimension,), of their paragraph, made with the encoder of those *weights*."""
        row = {"weights": weights, "vector": vector.astype(np.float32).tobytes()}
        with self.writing() as connection:
            if load(connection, person):
                connection.execute(sa.delete(paragraphs).where(paragraphs.c.participant == person))
                connection.execute(sa.insert(paragraphs).values(participant=person, **row))

    def _answers(self) -> dict[Pair, bool]:
        with self.reading() as connection:
            return {(one, other): yes for one, other, yes in connection.execute(sa.select(answers))}


def _may_meet(connection: Connection, one: str, other: str) -> bool:
    both = load(connection, one), load(connection, other)
    return bool(both[0] and both[1] and rows.may_meet(both[0], both[1]))


def unmake(connection: Connection, person: str) -> None:
    """Delete what builds have made of *person*, on both sides."""
    connection.execute(sa.delete(suggestions).where((suggestions.c.reader == person) | (suggestions.c.other == person)))
    connection.execute(sa.delete(meetings).where((meetings.c.participant == person) | (meetings.c.other == person)))
    connection.execute(sa.delete(seats).where(seats.c.participant == person))
    connection.execute(sa.delete(paragraphs).where(paragraphs.c.participant == person))


def _directed(pair: Suggestion) -> list[dict[str, object]]:
    one = {"reader": pair.one, "other": pair.other, "score": pair.score, "why": _json(pair.why_for_one)}
    two = {"reader": pair.other, "other": pair.one, "score": pair.score, "why": _json(pair.why_for_other)}
    return [one, two]


def _json(why: Reason) -> object:
    return rows.REASONS.dump_python(why, mode="json")


def _meeting(person: str, place: int, one: Meeting) -> dict[str, object]:
    said = rows.MEETINGS.dump_python(one, mode="json")
    return {"participant": person, "place": place, "other": one.participant or None, "meeting": said}
