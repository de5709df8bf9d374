"""The sessions of events, in the catalogue: when and where posters hang. Which is whose, the papers say themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import delete, func, insert, select

from catalogue.errors import NoProgrammeError
from catalogue.loading import CURRENT
from catalogue.people import Session
from catalogue.records import Work
from catalogue.schema import placements, records, sessions, versions
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


def works(catalogue: Catalogue, event: str) -> list[Work]:
    """Return the works that are on the programme of *event*, presented or not, by their id."""
    query = select(records.c.paper_id).join(versions, CURRENT)
    query = query.join(placements, placements.c.version_id == versions.c.id).where(placements.c.event == event)
    with catalogue.reading() as connection:
        ids = list(connection.execute(query).scalars())
    return sorted((work for work in catalogue.find(ids) if not work.withdrawn), key=lambda work: work.id)


def events(catalogue: Catalogue) -> list[str]:
    """Return the events with sessions, the latest first, and then those that papers alone name."""
    timed = select(sessions.c.event).group_by(sessions.c.event).order_by(func.max(sessions.c.start).desc())
    named = select(placements.c.event).distinct().order_by(placements.c.event.desc())
    with catalogue.reading() as connection:
        return list(dict.fromkeys([*connection.execute(timed).scalars(), *connection.execute(named).scalars()]))


def current(catalogue: Catalogue) -> str:
    """Return the latest event.

    Raises:
        NoProgrammeError: There is none.
    """
    if known := events(catalogue):
        return known[0]
    raise NoProgrammeError(
        "no event is known here", "Run: commons ingest programme FILE --sessions SESSIONS.csv; then: commons index"
    )
