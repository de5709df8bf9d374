"""Participants: joining, changing, withdrawing, leaving. Nobody else's code writes their file."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from catalogue.errors import KeyRefusedError, ProfileError
from catalogue.identity import fold
from catalogue.people import Consents, Participant, Profile
from people.participants import keys, rows
from people.participants.base import fact, load, moved, note, seen, touched, unknown
from people.participants.export import everything
from people.participants.made import Made, unmake
from people.participants.schema import participants, verdicts
from people.profile_file import check, check_contact

Login = tuple[str, str]
"""Issuer and subject, as OpenID Connect has them."""

FINDS = 8
"""Most that one search by name gives: it is for finding somebody, not for listing all."""

FIND_LETTERS = 3
"""A search names at least this much of a name."""


class Participants(Made):
    """The store of participants; `open` it in a home."""

    def join(
        self, profile: Profile, consents: Consents, contact: str = "", login: Login | None = None
    ) -> tuple[Participant, str]:
        """Keep somebody who opts in; return them and the key of their private link, which is stored nowhere.

        Raises:
            ProfileError: The profile is too large, or that login has one already.
        """
        person, key = keys.fresh_id(), keys.fresh()
        check(profile)
        check_contact(contact)
        with self.writing() as connection:
            row: dict[str, Any] = {"id": person, "key": keys.digest(key), "login": _login(connection, login)}
            row |= {"profile": rows.profile_row(profile), "contact": contact, **rows.consent_row(consents)}
            try:
                connection.execute(sa.insert(participants).values(**row, created=_now(), changed=_now()))
            except IntegrityError:
                raise ProfileError("this login has a profile already", "Open it, or delete it first") from None
            moved(connection)
            return _load(connection, person), key

    def by_key(self, key: str) -> Participant:
        """Return whose private link it is.

        Raises:
            KeyRefusedError: Nobody's, or not any more.
        """
        return self.by_digest(keys.digest(key))

    def by_digest(self, digest: str) -> Participant:
        """As `by_key`, for what `keys.digest` makes of the key: enough to stay in, and no key to steal.

        Raises:
            KeyRefusedError: Nobody's, or not any more.
        """
        query = sa.select(participants).where(participants.c.key == digest)
        with self.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise KeyRefusedError("this private link opens nothing", "Use the newest one, or make a profile anew")
        return rows.participant(row)

    def by_login(self, login: Login) -> Participant | None:
        """Return who has joined with *login*; None before they do."""
        with self.reading() as connection:
            digest = keys.digest_of_login(*login, fact(connection, "pepper"))
            row = (
                connection.execute(sa.select(participants).where(participants.c.login == digest))
                .mappings()
                .one_or_none()
            )
        return rows.participant(row) if row else None

    def get(self, person: str) -> Participant:
        """Return the participant of that id, with all that is for themselves alone.

        Raises:
            UnknownPersonError: There is none.
        """
        with self.reading() as connection:
            return _load(connection, person)

    def findable(self, text: str, reader: str) -> tuple[rows.Card, ...]:
        """Return who allows *reader* to find them by *text*, whole words or beginnings of their name.

        Nobody, if the longest word has fewer than `FIND_LETTERS` letters, or the reader is no participant.
        """
        sought = fold(text).split()
        if max(map(len, sought), default=0) < FIND_LETTERS:
            return ()
        name = participants.c.profile["name"].as_string()
        query = sa.select(participants.c.id, name).where(participants.c.found)
        with self.reading() as connection:
            named = [person for person, said in connection.execute(query).all() if _named(said, sought)]
            found = [both[1] for other in named if (both := seen(connection, reader, other))]
        return tuple(map(rows.card, sorted(found, key=lambda one: (fold(one.profile.name), one.id))[:FINDS]))

    def save(self, person: str, profile: Profile, contact: str) -> Participant:
        """Keep what *person* now says of themselves; suggestions made of what they took back go at once.

        Raises:
            ProfileError: It is too large.
            UnknownPersonError: There is no such participant.
        """
        check(profile)
        check_contact(contact)
        with self.writing() as connection:
            before = _load(connection, person)
            if rows.taken_back(before.profile, profile):
                unmake(connection, person)
            if before.profile != profile:
                moved(connection)
            touched(connection, person, profile=rows.profile_row(profile), contact=contact)
            saved = _load(connection, person)
        if rows.words(before) - rows.words(saved):
            self.purge()
        return saved

    def consent(self, person: str, consents: Consents) -> Participant:
        """Keep what *person* now allows; what was made under a consent that they withdraw goes at once.

        Raises:
            UnknownPersonError: There is no such participant.
        """
        with self.writing() as connection:
            before = _load(connection, person).consents
            if not consents.suggested:
                unmake(connection, person)
            if not consents.feedback:
                connection.execute(sa.delete(verdicts).where(verdicts.c.giver == person))
            if consents.suggested != before.suggested:
                moved(connection)
            touched(connection, person, **rows.consent_row(consents))
            now = _load(connection, person)
        if before.suggested > consents.suggested or before.feedback > consents.feedback:
            self.purge()
        return now

    def rekey(self, person: str) -> str:
        """Return the key of a new private link; the old one opens nothing from now on.

        Raises:
            UnknownPersonError: There is no such participant.
        """
        key = keys.fresh()
        with self.writing() as connection:
            _load(connection, person)
            touched(connection, person, key=keys.digest(key))
        return key

    def leave(self, person: str) -> None:
        """Delete *person* and all that was ever made of them; nothing of it is left in the file."""
        with self.erasing() as connection:
            _forget(connection, [person])

    def expire(self, days: int) -> int:
        """Delete whoever has changed nothing for *days*; return how many."""
        query = sa.select(participants.c.id).where(participants.c.changed < _now() - timedelta(days=days))
        with self.reading() as connection:
            old = list(connection.execute(query).scalars())
        if old:
            with self.erasing() as connection:
                _forget(connection, old)
        return len(old)

    def export(self, person: str) -> dict[str, Any]:
        """Return all that is stored of *person*, as JSON has it.

        Of others it has what their pages show; what others answered about them is those others' own.

        Raises:
            UnknownPersonError: There is no such participant.
        """
        with self.reading() as connection:
            return everything(connection, _load(connection, person))


def _login(connection: Connection, login: Login | None) -> str | None:
    if login is None:
        return None
    if not fact(connection, "pepper"):
        note(connection, "pepper", secrets.token_hex(32))
    return keys.digest_of_login(*login, fact(connection, "pepper"))


def _forget(connection: Connection, left: list[str]) -> None:
    """Delete the participants *left*, and their ids from what others say."""
    connection.execute(sa.delete(participants).where(participants.c.id.in_(left)))
    gone = set(left)
    for row in connection.execute(sa.select(participants.c.id, participants.c.profile)).mappings().all():
        lists = {name: [one for one in row["profile"][name] if one not in gone] for name in ("known", "excluded")}
        if any(lists[name] != row["profile"][name] for name in lists):
            where = participants.c.id == row["id"]
            connection.execute(sa.update(participants).where(where).values(profile=row["profile"] | lists))
    moved(connection)


def _named(name: str, sought: list[str]) -> bool:
    """Whether each word of *sought* begins a word of *name*."""
    words = fold(name).split()
    return all(any(word.startswith(one) for word in words) for one in sought)


def _load(connection: Connection, person: str) -> Participant:
    if found := load(connection, person):
        return found
    raise unknown()


def _now() -> datetime:
    return datetime.now(UTC)
