"""Alembic's entry: runs the steps on the connection that `api.store.migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

from api.store import access_tables, postcode_tables, shown_tables, tables

TABLES = (access_tables, postcode_tables, shown_tables, tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    transaction_per_migration=False,  # all steps, or none
)
with context.begin_transaction():
    context.run_migrations()
