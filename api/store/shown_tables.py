"""Answers as they were shown, and what they were made from, kept once each by hash."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field, SQLModel

from api.store.columns import COUNTER, ID, Moment


class SealedSnapshot(SQLModel, table=True):
    """A snapshot that answers were made from, compressed."""

    __tablename__ = "sealed_snapshot"
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    hash: str = Field(primary_key=True, sa_type=ID)
    body: bytes = Field(sa_type=LargeBinary)


class SealedHistory(SQLModel, table=True):
    """Past stays that a forecast was made from, compressed; nobody in them has a name."""

    __tablename__ = "sealed_history"
    authority: str = Field(primary_key=True, sa_type=ID, foreign_key="authority_store.id")
    hash: str = Field(primary_key=True, sa_type=ID)
    body: bytes = Field(sa_type=LargeBinary)


class SealedPolicy(SQLModel, table=True):
    """A policy that answers were made from, compressed: its files by name."""

    __tablename__ = "sealed_policy"
    hash: str = Field(primary_key=True, sa_type=ID)
    body: bytes = Field(sa_type=LargeBinary)


class ShownResult(SQLModel, table=True):
    """One answer as it was shown."""

    __tablename__ = "shown_result"
    __table_args__ = (Index("shown_results_of_request", "authority", "request_id", "number"),)
    number: int | None = Field(default=None, primary_key=True, sa_type=COUNTER)
    authority: str = Field(sa_type=ID, foreign_key="authority_store.id")
    request_id: str = Field(sa_type=ID)
    result_id: str = Field(sa_type=ID)
    shown_at: datetime = Field(sa_type=Moment)
    shown_to: str = Field(sa_type=ID)
    as_of: datetime = Field(sa_type=Moment)
    snapshot_hash: str = Field(sa_type=ID)
    policy_hash: str = Field(sa_type=ID)
    body: bytes = Field(sa_type=LargeBinary)
    """The very bytes that were sent, compressed."""
