"""The tables of participants. All that is made of somebody hangs on their row, and goes with it.

What changes here needs a migration; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

from catalogue.schema import Moment
from catalogue.schema import metadata as catalogue

metadata = MetaData(naming_convention=catalogue.naming_convention)


def _person(name: str, *, key: bool = True) -> Column[str]:
    """Return a column that names a participant: the row goes when they leave."""
    cascade = ForeignKey("participants.id", ondelete="CASCADE")
    return Column(name, cascade, primary_key=key, nullable=not key, index=None if key else True)


participants = Table(
    "participants",
    metadata,
    Column("id", String, primary_key=True),
    Column("key", String, unique=True, nullable=False),
    Column("login", String, unique=True),
    Column("profile", JSON, nullable=False),
    Column("contact", Text, nullable=False),
    Column("found", Boolean, nullable=False),
    Column("suggested", Boolean, nullable=False),
    Column("contactable", Boolean, nullable=False),
    Column("feedback", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    _person("one"),
    _person("other"),
    Column("yes", Boolean, nullable=False),
)

suggestions = Table(
    "suggestions",
    metadata,
    _person("reader"),
    _person("other"),
    Column("score", Float, nullable=False),
    Column("why", JSON, nullable=False),
)

meetings = Table(
    "meetings",
    metadata,
    _person("participant"),
    Column("place", Integer, primary_key=True),
    _person("other", key=False),
    Column("meeting", JSON, nullable=False),
)

seats = Table(
    "seats",
    metadata,
    _person("participant"),
    Column("place", Integer, nullable=False),
    Column("concept", String, nullable=False),
)

paragraphs = Table(
    "paragraphs",
    metadata,
    _person("participant"),
    Column("weights", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    _person("giver"),
    _person("about"),
    Column("verdict", String, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
