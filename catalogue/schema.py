"""The tables. What changes here needs a migration; a test compares the two.

One **record** is what one source states under one id; its **versions** are kept for ever, and the record
points at the current one by its revision. Records of one work share a `work_id`, which `identity.py` computes.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC: SQLite forgets the zone, and PostgreSQL answers in that of the session."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Give *value* its zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("target", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("options", JSON, nullable=False),
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
    Column("state", String, nullable=False),
    Column("position", String, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("account", JSON),
    Column("error", Text, nullable=False),
)

rejects = Table(
    "rejects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", String, nullable=False),
    Column("reason", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("paper_id", String, nullable=False),
    Column("source", String, nullable=False),
    Column("work_id", String, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    UniqueConstraint("paper_id", "source"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("record_id", ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", String, nullable=False),
    Column("raw", String, nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("seen", Moment, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False),
    Column("abstract", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("submitted", String, nullable=False),
    Column("updated", String, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("url", Text, nullable=False),
    Column("also", JSON, nullable=False),
    Column("venue", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("record_id", "revision"),
)

bylines = Table(
    "bylines",
    metadata,
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("affiliation", Text),
    Column("person_id", String),
    Index("ix_bylines_person_id", "person_id"),
)

placements = Table(
    "placements",
    metadata,
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("event", String, primary_key=True),
    Column("number", Integer),
    Column("session", String, nullable=False),
    Column("category", String, nullable=False),
    Column("spotlight", Boolean, nullable=False),
    Column("board", String, nullable=False, server_default=""),
    Column("track", String, nullable=False, server_default=""),
)

sessions = Table(
    "sessions",
    metadata,
    Column("event", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("slug", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("start", String, nullable=False),
    Column("end", String, nullable=False),
    Column("timezone", String, nullable=False),
    Column("room", Text, nullable=False),
    Column("pause", Boolean, nullable=False),
)

doubts = Table(
    "doubts",
    metadata,
    Column("work_id", String, primary_key=True),
    Column("other_id", String, primary_key=True),
    Column("reason", Text, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("paper_id", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("paper", JSON, nullable=False),
    Column("score", Float, nullable=False),
    Column("label", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("decision", String, nullable=False, index=True),
    Column("decided", Moment),
)
