"""Who may enter, and what they did: tokens and the audit."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from api.store.columns import COUNTER, ID, JSON_TEXT, SHORT, Moment


class AccessToken(SQLModel, table=True):
    """A bearer token. Only a hash of its secret is kept."""

    __tablename__ = "access_token"
    id: str = Field(primary_key=True, sa_type=ID)
    """The public part of the token; it names the caller in the audit."""
    secret_hash: str = Field(sa_type=ID)
    authority: str = Field(sa_type=ID, foreign_key="authority_store.id")
    name: str = Field(sa_type=SHORT)
    role: str = Field(sa_type=ID)
    permissions: str = Field(sa_type=JSON_TEXT)
    """The scopes it was given, as a JSON list; never more than its role has."""
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)


class AuditEntry(SQLModel, table=True):
    """Who read or changed which record, when and under which reference. Written with the deed, or the deed is undone."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("audit_of_person", "authority", "young_person_id"),
        Index("audit_of_record", "authority", "collection", "record_id"),
    )
    number: int | None = Field(default=None, primary_key=True, sa_type=COUNTER)
    authority: str = Field(sa_type=ID, foreign_key="authority_store.id")
    at: datetime = Field(sa_type=Moment)
    actor: str = Field(sa_type=ID)
    """The token's public id, or `command-line`."""
    role: str = Field(sa_type=ID)
    action: str = Field(sa_type=ID)
    """read, list, create, change, delete, import, export, rank, explain, show, plan, cancel, sign_in, sign_out."""
    collection: str = Field(sa_type=ID)
    record_id: str = Field(sa_type=ID)
    young_person_id: str | None = Field(default=None, nullable=True, sa_type=ID)
    reference: str = Field(sa_type=ID)
    """The reply's X-Request-Id."""
    fields: str = Field(default="[]", sa_type=JSON_TEXT)
    """The names of the fields that changed, as a JSON list."""
    before: str | None = Field(default=None, nullable=True, sa_type=JSON_TEXT)
    """The record as it was before the change."""
