"""The record an authority keeps, in SQLite or PostgreSQL by the same code. Only `api.actions` writes to it."""
