"""The records of an authority: one table for each kind."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWNER = "authority_store"

Item = sa.Column[Any] | sa.ForeignKeyConstraint


def text(name: str, *, optional: bool = False) -> sa.Column[str]:
    """A column for an id or a code."""
    return sa.Column(name, ID, nullable=optional)


def refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    """The record that a column names is one of the same authority."""
    return sa.ForeignKeyConstraint(["authority", column], [f"{table}.authority", f"{table}.id"])


INDEXES = {
    "places_of_setting": ("places", "setting_id"),
    "placements_of_person": ("placements", "young_person_id"),
    "placements_at_setting": ("placements", "setting_id"),
    "requests_of_person": ("placement_requests", "young_person_id"),
    "requests_open": ("placement_requests", "is_open"),
    "shifts_of_setting": ("shifts", "setting_id", "on"),
    "commitments_of_setting": ("commitments", "setting_id"),
    "relationships_of_person": ("relationships", "young_person_id"),
    "travel_times_to_setting": ("travel_times", "setting_id"),
    "named_person_in": ("named_person", "person_id", "collection"),
    "external_ref_of": ("external_ref", "collection", "record_id"),
}


def searched() -> dict[str, tuple[Item, ...]]:
    """Table, and what it has beside the five columns of every record. Each after those it refers to."""
    return {
        "authorities": (),
        "young_people": (),
        "settings": (text("kind", optional=True),),
        "places": (text("setting_id"), refers("setting_id", "settings")),
        "placements": (
            text("young_person_id"),
            text("setting_id"),
            text("place_id", optional=True),
            text("state"),
            sa.Column("first_night", sa.Date(), nullable=False),
            sa.Column("leaving", sa.Date(), nullable=True),
            refers("young_person_id", "young_people"),
            refers("setting_id", "settings"),
            refers("place_id", "places"),
        ),
        "placement_requests": (
            text("young_person_id"),
            sa.Column("is_open", sa.Boolean(), nullable=False),
            sa.Column("is_emergency", sa.Boolean(), nullable=False),
            sa.Column("start_date", sa.Date(), nullable=False),
            refers("young_person_id", "young_people"),
        ),
        "workers": (text("based_at", optional=True), sa.Column("is_bank", sa.Boolean(), nullable=False)),
        "shifts": (text("setting_id"), sa.Column("on", sa.Date(), nullable=False), refers("setting_id", "settings")),
        "commitments": (
            text("setting_id"),
            text("young_person_id", optional=True),
            refers("setting_id", "settings"),
            refers("young_person_id", "young_people"),
        ),
        "relationships": (text("young_person_id"), text("person_id"), refers("young_person_id", "young_people")),
        "separations": (text("person_a"), text("person_b")),
        "impact_risk_assessments": (
            text("young_person_id"),
            text("setting_id"),
            refers("young_person_id", "young_people"),
            refers("setting_id", "settings"),
        ),
        "authorisations": (
            text("young_person_id"),
            text("setting_id"),
            refers("young_person_id", "young_people"),
            refers("setting_id", "settings"),
        ),
        "travel_times": (text("setting_id"), refers("setting_id", "settings")),
        "on_call": (),
    }


def upgrade() -> None:
    """Forward."""
    op.create_table(
        OWNER,
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("version", COUNTER, nullable=False),
        sa.Column("registers", sa.Text(), nullable=False),
        sa.Column("demonstration_at", sa.String(200), nullable=True),
    )
    for name, columns in searched().items():
        _create_records(name, columns)
    op.create_table(
        "named_person",
        *(_key(column) for column in ("authority", "collection", "record_id", "person_id")),
        sa.ForeignKeyConstraint(["authority"], [f"{OWNER}.id"]),
    )
    op.create_table(
        "external_ref",
        *(_key(column) for column in ("authority", "collection", "system")),
        sa.Column("outside_id", sa.String(200), primary_key=True),
        text("record_id"),
        sa.ForeignKeyConstraint(["authority"], [f"{OWNER}.id"]),
    )
    for name, (table, *within) in INDEXES.items():
        op.create_index(name, table, ["authority", *within])


def downgrade() -> None:
    """Back."""
    for table in ("external_ref", "named_person", *reversed(searched()), OWNER):
        op.drop_table(table)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, ID, primary_key=True)


def _create_records(name: str, columns: tuple[Item, ...]) -> None:
    op.create_table(
        name,
        _key("authority"),
        _key("id"),
        sa.Column("version", COUNTER, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["authority"], [f"{OWNER}.id"]),
    )
