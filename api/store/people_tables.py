"""People who sign in: their accounts, the links that let them in once, and their sessions."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.store.columns import COUNTER, ID, SHORT, Moment


class Entrant(SQLModel):
    """Whom a link or a session lets in."""

    id: str = Field(primary_key=True, sa_type=ID)
    """The public part of the link or the session; of a session, it names the caller in the audit."""
    secret_hash: str = Field(sa_type=ID)
    authority: str = Field(sa_type=ID, foreign_key="authority_store.id")
    user_id: str | None = Field(default=None, nullable=True, sa_type=ID, foreign_key="user_account.id")
    name: str = Field(sa_type=SHORT)
    role: str = Field(sa_type=ID)
    setting_id: str | None = Field(default=None, nullable=True, sa_type=ID)
    """The hub or home that they look after."""
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)


class UserAccount(SQLModel, table=True):
    """Somebody who signs in with a name and a password. Only argon2's hash of the password is kept."""

    __tablename__ = "user_account"
    id: str = Field(primary_key=True, sa_type=ID)
    """What they type as their name."""
    authority: str = Field(sa_type=ID, foreign_key="authority_store.id")
    name: str = Field(sa_type=SHORT)
    role: str = Field(sa_type=ID)
    setting_id: str | None = Field(default=None, nullable=True, sa_type=ID)
    password_hash: str = Field(sa_type=SHORT)
    made_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, nullable=True, sa_type=Moment)
    wrong_tries: int = Field(default=0, sa_type=COUNTER)
    """Wrong passwords in a row."""
    locked_until: datetime | None = Field(default=None, nullable=True, sa_type=Moment)


class SignInLink(Entrant, table=True):
    """A link that lets somebody in once."""

    __tablename__ = "sign_in_link"
    used_at: datetime | None = Field(default=None, nullable=True, sa_type=Moment)


class PersonSession(Entrant, table=True):
    """Somebody signed in, in one browser."""

    __tablename__ = "person_session"
    last_seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, nullable=True, sa_type=Moment)
