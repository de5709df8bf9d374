"""Sessions of events, and the boards and tracks of their posters."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    for name in ("board", "track"):
        op.add_column("placements", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.create_table(
        "sessions",
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("end", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("pause", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event", "place", name=op.f("pk_sessions")),
    )
