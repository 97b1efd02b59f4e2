"""The tables of records: columns for what is searched, joined or constrained, and one JSON document beside them.

A new fact goes into the document and needs no migration. Every key begins with the authority.
"""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from api.store.columns import COUNTER, ID, JSON_TEXT, SHORT

PERSON, SETTING, PLACE = "young_people", "settings", "places"


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """The record that a column names is one of the same authority."""
    return ForeignKeyConstraint(["authority", column], [f"{table}.authority", f"{table}.id"])


class AuthorityStore(SQLModel, table=True):
    """One authority's part of the store. Every write counts its version up."""

    __tablename__ = "authority_store"
    id: str = Field(primary_key=True, sa_type=ID)
    name: str = Field(sa_type=SHORT)
    version: int = Field(default=0, sa_type=COUNTER)
    registers: str = Field(default="[]", sa_type=JSON_TEXT)
    """Registers that somebody has recorded, if only as empty: `workers`, `separations`."""
    demonstration_at: str | None = Field(default=None, sa_type=SHORT)
    """The moment that a demonstration stands still at; null = the real time."""


class Kept(SQLModel):
    """What every table of records has."""

    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    id: str = Field(primary_key=True, sa_type=ID)
    version: int = Field(sa_type=COUNTER)
    """The authority's version at this record's last change; its ETag."""
    document: str = Field(sa_type=JSON_TEXT)
    """The noun as validated on the way in, without what nobody has recorded."""
    beside: str = Field(default="{}", sa_type=JSON_TEXT)
    """What the record has beyond the noun: ids in other systems, where it came from."""


def named(column_type: Any = ID, *, optional: bool = False) -> Any:  # noqa: ANN401 - as SQLModel's own Field
    """A column that repeats a field of the document."""
    return Field(default=None, nullable=True, sa_type=column_type) if optional else Field(sa_type=column_type)


class Authorities(Kept, table=True):
    """Councils, and whose areas adjoin."""

    __tablename__ = "authorities"


class YoungPeople(Kept, table=True):
    """Young people."""

    __tablename__ = "young_people"


class Settings(Kept, table=True):
    """Homes, families, units."""

    __tablename__ = "settings"
    kind: str | None = named(optional=True)


class Places(Kept, table=True):
    """Place rows."""

    __tablename__ = "places"
    __table_args__ = (refers("setting_id", SETTING), Index("places_of_setting", "authority", "setting_id"))
    setting_id: str = named()


class Placements(Kept, table=True):
    """Who lives, lived or will live where."""

    __tablename__ = "placements"
    __table_args__ = (
        refers("young_person_id", PERSON),
        refers("setting_id", SETTING),
        refers("place_id", PLACE),
        Index("placements_of_person", "authority", "young_person_id"),
        Index("placements_at_setting", "authority", "setting_id"),
    )
    young_person_id: str = named()
    setting_id: str = named()
    place_id: str | None = named(optional=True)
    state: str = named()
    first_night: date
    leaving: date | None = None


class PlacementRequests(Kept, table=True):
    """Requests for a place."""

    __tablename__ = "placement_requests"
    __table_args__ = (
        refers("young_person_id", PERSON),
        Index("requests_of_person", "authority", "young_person_id"),
        Index("requests_open", "authority", "is_open"),
    )
    young_person_id: str = named()
    is_open: bool
    is_emergency: bool
    start_date: date


class Workers(Kept, table=True):
    """Staff."""

    __tablename__ = "workers"
    based_at: str | None = named(optional=True)
    is_bank: bool


class Shifts(Kept, table=True):
    """Rotas."""

    __tablename__ = "shifts"
    __table_args__ = (refers("setting_id", SETTING), Index("shifts_of_setting", "authority", "setting_id", "on"))
    setting_id: str = named()
    on: date


class Commitments(Kept, table=True):
    """Staff tied to somebody."""

    __tablename__ = "commitments"
    __table_args__ = (
        refers("setting_id", SETTING),
        refers("young_person_id", PERSON),
        Index("commitments_of_setting", "authority", "setting_id"),
    )
    setting_id: str = named()
    young_person_id: str | None = named(optional=True)


class Relationships(Kept, table=True):
    """Whom a young person knows."""

    __tablename__ = "relationships"
    __table_args__ = (
        refers("young_person_id", PERSON),
        Index("relationships_of_person", "authority", "young_person_id"),
    )
    young_person_id: str = named()
    person_id: str = named()


class Separations(Kept, table=True):
    """Who must not live together."""

    __tablename__ = "separations"
    person_a: str = named()
    person_b: str = named()


class ImpactRiskAssessments(Kept, table=True):
    """Drafted and decided."""

    __tablename__ = "impact_risk_assessments"
    __table_args__ = (refers("young_person_id", PERSON), refers("setting_id", SETTING))
    young_person_id: str = named()
    setting_id: str = named()


class Authorisations(Kept, table=True):
    """Recorded approvals."""

    __tablename__ = "authorisations"
    __table_args__ = (refers("young_person_id", PERSON), refers("setting_id", SETTING))
    young_person_id: str = named()
    setting_id: str = named()


class TravelTimes(Kept, table=True):
    """Recorded journeys."""

    __tablename__ = "travel_times"
    __table_args__ = (refers("setting_id", SETTING), Index("travel_times_to_setting", "authority", "setting_id"))
    setting_id: str = named()


class OnCall(Kept, table=True):
    """Who may decide tonight."""

    __tablename__ = "on_call"


class NamedPerson(SQLModel, table=True):
    """Who is named inside a record: workers on a shift, members of a household. For looking up, never the record."""

    __tablename__ = "named_person"
    __table_args__ = (Index("named_person_in", "authority", "person_id", "collection"),)
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    collection: str = Field(primary_key=True, sa_type=ID)
    record_id: str = Field(primary_key=True, sa_type=ID)
    person_id: str = Field(primary_key=True, sa_type=ID)


class ExternalRef(SQLModel, table=True):
    """A record's id in another system: one record of a kind for each."""

    __tablename__ = "external_ref"
    __table_args__ = (Index("external_ref_of", "authority", "collection", "record_id"),)
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    collection: str = Field(primary_key=True, sa_type=ID)
    system: str = Field(primary_key=True, sa_type=ID)
    outside_id: str = Field(primary_key=True, sa_type=SHORT)
    record_id: str = Field(sa_type=ID)
