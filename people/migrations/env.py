"""Alembic's entry point. The connection comes from `catalogue.database`, never from a file."""

from alembic import context

from people.participants.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
