"""Forecasts as they were served, to be held against what happened."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from api.store.columns import ID, Moment


class ServedForecast(SQLModel, table=True):
    """One pool of beds on one day, so many nights of it: the last that was served."""

    __tablename__ = "served_forecast"
    __table_args__ = (Index("served_forecasts_by_day", "authority", "day"),)
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    setting_id: str = Field(primary_key=True, sa_type=ID)
    pool: str = Field(primary_key=True, sa_type=ID)
    day: date = Field(primary_key=True)
    """The London day on which it was made: its first night."""
    nights: int = Field(primary_key=True)
    """Nights asked for; the night after is kept too where there may be one."""
    served_at: datetime = Field(sa_type=Moment)
    snapshot_hash: str = Field(sa_type=ID)
    policy_hash: str = Field(sa_type=ID)
    history_hash: str = Field(sa_type=ID)
    """Of the past stays it has learnt from."""
    engine_version: str = Field(sa_type=ID)
    body: bytes = Field(sa_type=LargeBinary)
    """Chances and beds by night, compressed. Nobody is in it."""
    parts: bytes | None = Field(default=None, nullable=True, sa_type=LargeBinary)
    """Of whom it was made, by the ids of placements and requests, compressed; only until a later day has its own."""
