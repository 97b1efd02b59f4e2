"""Every table there is, by name."""

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from api.store import (
    access_tables,
    forecast_tables,
    job_tables,
    past_tables,
    people_tables,
    planned_end_tables,
    postcode_tables,
    shown_tables,
    tables,
    unmet_tables,
)

MODULES = (
    access_tables,
    forecast_tables,
    job_tables,
    past_tables,
    people_tables,
    planned_end_tables,
    postcode_tables,
    shown_tables,
    tables,
    unmet_tables,
)
METADATA: MetaData = SQLModel.metadata


def table(name: str) -> Table:
    """The table of this name: a collection's, or another."""
    return METADATA.tables[name]


DOCUMENT = ("authority", "id", "version", "document", "beside")


def searched(name: str) -> tuple[str, ...]:
    """The columns that repeat fields of the document."""
    return tuple(column.name for column in table(name).columns if column.name not in DOCUMENT)
