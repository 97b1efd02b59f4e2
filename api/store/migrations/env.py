"""Alembic's entry: runs the steps on the connection that `api.store.migrate` hands over."""

from alembic import context

from api.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by making it anew
    transaction_per_migration=False,  # all steps, or none
)
with context.begin_transaction():
    context.run_migrations()
