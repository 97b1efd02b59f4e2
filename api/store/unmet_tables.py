"""Requests that nothing fitted, one row a request and day, in codes and counts."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from api.store.columns import ID, JSON_TEXT


class UnmetNeedRow(SQLModel, table=True):
    """What was asked for, and which rules closed the door how often."""

    __tablename__ = "unmet_need"
    __table_args__ = (Index("unmet_needs_by_day", "authority", "day"),)
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    request_id: str = Field(primary_key=True, sa_type=ID)
    day: date = Field(primary_key=True)
    """The London day on which it was asked."""
    young_person_id: str = Field(sa_type=ID)
    age_band: str = Field(sa_type=ID)
    best_score: float | None = Field(default=None, nullable=True)
    """The best case of the best place listed; null = none was."""
    snapshot_hash: str = Field(sa_type=ID)
    document: str = Field(sa_type=JSON_TEXT)
    """The UnmetNeed as it was made."""
