"""What participants say of one another: yes or no to meeting, and afterwards how it was."""

from __future__ import annotations

from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from catalogue.people import Participant
from people.participants import rows
from people.participants.base import Store, moved, seen, touched, unknown
from people.participants.schema import answers, verdicts

Verdict = Literal["met", "would meet", "not useful"]
"""What somebody says of a suggestion afterwards."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Between(Store):
    """Answers, contacts and feedback. An id that the asker may not see is refused as one that does not exist."""

    def card(self, person: str, other: str) -> rows.Card:
        """Return what *person* may read of *other*, whom they found or were suggested.

        Raises:
            UnknownPersonError: They may not know of *other*.
        """
        with self.reading() as connection:
            return rows.card(_both(connection, person, other)[1])

    def answer(self, person: str, other: str, yes: bool | None) -> None:
        """Keep that *person* wants to meet *other*, or does not; with None, forget what they said.

        Raises:
            UnknownPersonError: They may not know of *other*.
        """
        with self.writing() as connection:
            _both(connection, person, other)
            connection.execute(sa.delete(answers).where(_pair(person, other)))
            if yes is not None:
                connection.execute(sa.insert(answers).values(one=person, other=other, yes=yes))
            touched(connection, person)
            moved(connection)

    def answers(self, person: str) -> dict[str, bool]:
        """Return what *person* has answered, by whom it is about."""
        query = sa.select(answers.c.other, answers.c.yes).where(answers.c.one == person)
        with self.reading() as connection:
            return dict(connection.execute(query).all())

    def mutual(self, person: str, other: str) -> bool:
        """Whether both said yes, and both may still know of each other."""
        with self.reading() as connection:
            return _mutual(connection, person, other) is not None

    def contact(self, person: str, other: str) -> str:
        """Return how *person* can reach *other*; nothing unless both said yes and *other* allows it now."""
        with self.reading() as connection:
            found = _mutual(connection, person, other)
        return found.contact if found and found.consents.contact else ""

    def say(self, person: str, other: str, verdict: Verdict | None) -> None:
        """Keep what *person* says of *other* afterwards, if they allow it to be kept; with None, forget it.

        Raises:
            UnknownPersonError: They may not know of *other*.
        """
        with self.writing() as connection:
            giver, _ = _both(connection, person, other)
            connection.execute(sa.delete(verdicts).where(verdicts.c.giver == person, verdicts.c.about == other))
            touched(connection, person)
            if verdict is not None and giver.consents.feedback:
                connection.execute(sa.insert(verdicts).values(giver=person, about=other, verdict=verdict))

    def said(self, person: str) -> dict[str, Verdict]:
        """Return what *person* said afterwards, by whom it is about."""
        query = sa.select(verdicts.c.about, verdicts.c.verdict).where(verdicts.c.giver == person)
        with self.reading() as connection:
            return dict(connection.execute(query).all())


def _both(connection: Connection, person: str, other: str) -> tuple[Participant, Participant]:
    if found := seen(connection, person, other):
        return found
    raise unknown()


def _mutual(connection: Connection, person: str, other: str) -> Participant | None:
    """Return *other* if both said yes and each may still know of the other."""
    yes = sa.select(sa.func.count()).where(_pair(person, other) | _pair(other, person), answers.c.yes)
    if connection.execute(yes).scalar_one() != len((person, other)) or not seen(connection, other, person):
        return None
    found = seen(connection, person, other)
    return found[1] if found else None


def _pair(one: str, other: str) -> sa.ColumnElement[bool]:
    return (answers.c.one == one) & (answers.c.other == other)
