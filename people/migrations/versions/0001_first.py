"""The first schema: participants, and all that hangs on them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    _participants()
    _between()
    _made()


def _participants() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=True),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("contactable", sa.Boolean(), nullable=False),
        sa.Column("feedback", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("key", name=op.f("uq_participants_key")),
        sa.UniqueConstraint("login", name=op.f("uq_participants_login")),
    )


def _between() -> None:
    op.create_table(
        "answers",
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one"], ["participants.id"], name=op.f("fk_answers_one_participants"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other"], ["participants.id"], name=op.f("fk_answers_other_participants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_answers")),
    )
    op.create_table(
        "meetings",
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("other", sa.String(), nullable=True),
        sa.Column("meeting", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other"], ["participants.id"], name=op.f("fk_meetings_other_participants"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant"], ["participants.id"], name=op.f("fk_meetings_participant_participants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant", "place", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_other"), "meetings", ["other"], unique=False)


def _made() -> None:
    op.create_table(
        "paragraphs",
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("weights", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant"],
            ["participants.id"],
            name=op.f("fk_paragraphs_participant_participants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant", name=op.f("pk_paragraphs")),
    )
    op.create_table(
        "seats",
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant"], ["participants.id"], name=op.f("fk_seats_participant_participants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant", name=op.f("pk_seats")),
    )
    op.create_table(
        "suggestions",
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other"], ["participants.id"], name=op.f("fk_suggestions_other_participants"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reader"], ["participants.id"], name=op.f("fk_suggestions_reader_participants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reader", "other", name=op.f("pk_suggestions")),
    )
    op.create_table(
        "verdicts",
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["about"], ["participants.id"], name=op.f("fk_verdicts_about_participants"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["giver"], ["participants.id"], name=op.f("fk_verdicts_giver_participants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("giver", "about", name=op.f("pk_verdicts")),
    )
