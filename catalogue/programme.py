"""The sessions of events, in the catalogue: when and where posters hang. Which is whose, the papers say themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import delete, insert, select

from catalogue.errors import NoProgrammeError
from catalogue.people import Session
from catalogue.schema import sessions
from catalogue.store import Catalogue


def write(catalogue: Catalogue, event: str, listed: Iterable[Session]) -> None:
    """Put *listed*, in their order, in place of what was known of the sessions of *event*."""
    rows = [{"place": place, **asdict(one)} for place, one in enumerate(listed)]
    with catalogue.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.event == event))
        if rows:
            connection.execute(insert(sessions), rows)


def read(catalogue: Catalogue, event: str) -> tuple[Session, ...]:
    """Return the sessions of *event* by their start; none where none are known."""
    columns = [column for column in sessions.c if column.name != "place"]
    query = select(*columns).where(sessions.c.event == event).order_by(sessions.c.start, sessions.c.place)
    with catalogue.reading() as connection:
        return tuple(Session(**row) for row in connection.execute(query).mappings())


def events(catalogue: Catalogue) -> list[str]:
    """Return the events with sessions, the latest first."""
    with catalogue.reading() as connection:
        rows = connection.execute(select(sessions.c.event, sessions.c.start).order_by(sessions.c.start.desc()))
        return list(dict.fromkeys(event for event, _ in rows))


def current(catalogue: Catalogue) -> str:
    """Return the latest event with sessions.

    Raises:
        NoProgrammeError: There is none.
    """
    if known := events(catalogue):
        return known[0]
    raise NoProgrammeError(
        "no event with sessions is known", "Run: commons ingest programme FILE --sessions SESSIONS.csv"
    )
