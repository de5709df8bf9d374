"""Finding a work by what else it is called: its title, or an id or a URL that one of its records gives beside its own.

Both read every record, some milliseconds for some thousand: they are for what a person typed, not for loops.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Text, cast, or_, select

from catalogue.identity import MIN_TITLE, title_key
from catalogue.loading import CURRENT
from catalogue.schema import records, versions
from catalogue.store import Catalogue


def titled(catalogue: Catalogue, title: str) -> list[str]:
    """Return the ids of the works of that *title*, up to case, accents and punctuation; none for one of few letters.

    Raises:
        CatalogueError: The catalogue cannot be read.
    """
    key = title_key(title)
    return _works(catalogue, versions.c.title_key == key) if len(key) >= MIN_TITLE else []


def also(catalogue: Catalogue, *names: str) -> list[str]:
    """Return the ids of the works that have a record which gives one of *names* as another id or URL of the paper.

    Raises:
        CatalogueError: The catalogue cannot be read.
    """
    stored = cast(versions.c.also, Text)  # a JSON list: each name stands in quotation marks
    return _works(catalogue, or_(*(stored.contains(f'"{name}"', autoescape=True) for name in names)))


def _works(catalogue: Catalogue, condition: ColumnElement[bool]) -> list[str]:
    query = select(records.c.work_id).distinct().join(versions, CURRENT)
    query = query.where(condition, ~versions.c.withdrawn).order_by(records.c.work_id)
    with catalogue.reading() as connection:
        return list(connection.execute(query).scalars())
