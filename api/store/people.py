"""Accounts, sign-in links and sessions in the database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from api.permissions import ROLES, Caller
from api.store.schema import table
from api.tokens import BearerToken
from matcher.domain.codes import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may sign in. `user_id` None: by a link alone; `setting_id`: the hub or home they look after."""

    authority: str
    name: str
    role: Role
    user_id: str | None = None
    setting_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as it is kept."""

    person: Person
    password_hash: str = field(repr=False)
    ended_at: datetime | None
    wrong_tries: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """A link or a session as it is kept."""

    id: str
    secret_hash: str = field(repr=False)
    person: Person
    expires_at: datetime
    ended_at: datetime | None
    """When a link was used, or a session was ended."""
    last_seen_at: datetime | None = None

    @property
    def caller(self) -> Caller:
        """Who asks in this session, with what the role may do today."""
        person = self.person
        return Caller(
            actor=person.user_id or self.id,
            name=person.name,
            authority=person.authority,
            role=person.role,
            permissions=ROLES.get(person.role, frozenset()),
        )


def keep_account(connection: Connection, person: Person, password_hash: str, at: datetime) -> None:
    """Add an account; `person.user_id` is its name at the door."""
    row = {**_of(person), "id": person.user_id, "password_hash": password_hash, "made_at": at, "wrong_tries": 0}
    row.pop("user_id")
    connection.execute(insert(table("user_account")), [row])


def change_account(connection: Connection, user_id: str, **values: object) -> bool:
    """Change columns of an account. Whether there is one."""
    accounts = table("user_account")
    return connection.execute(update(accounts).where(accounts.c.id == user_id).values(**values)).rowcount > 0


def find_account(connection: Connection, user_id: str) -> Account | None:
    """The account with this name at the door."""
    accounts = table("user_account")
    row = connection.execute(select(accounts).where(accounts.c.id == user_id)).one_or_none()
    if row is None:
        return None
    return Account(
        person=_person(row, row.id),
        password_hash=row.password_hash,
        ended_at=row.ended_at,
        wrong_tries=row.wrong_tries,
        locked_until=row.locked_until,
    )


def accounts_of(connection: Connection, authority: str) -> list[Account]:
    """Every account of an authority, by name at the door."""
    accounts = table("user_account")
    ids = connection.scalars(select(accounts.c.id).where(accounts.c.authority == authority).order_by(accounts.c.id))
    return [account for id_ in ids.all() if (account := find_account(connection, id_))]


def keep_link(
    connection: Connection, token: BearerToken, hashed: str, person: Person, times: dict[str, datetime]
) -> None:
    """Add a link that lets this person in once. `times`: made_at, expires_at."""
    connection.execute(insert(table("sign_in_link")), [{**_of(person), "id": token.id, "secret_hash": hashed, **times}])


def keep_session(
    connection: Connection, token: BearerToken, hashed: str, person: Person, times: dict[str, datetime]
) -> None:
    """Add a session. `times`: made_at, expires_at, last_seen_at."""
    row = {**_of(person), "id": token.id, "secret_hash": hashed, **times}
    connection.execute(insert(table("person_session")), [row])


def find_link(connection: Connection, id_: str) -> KeptEntry | None:
    """The sign-in link with this public id."""
    links = table("sign_in_link")
    row = connection.execute(select(links).where(links.c.id == id_)).one_or_none()
    return _entry(row, row.used_at) if row else None


def find_session(connection: Connection, id_: str) -> KeptEntry | None:
    """The session with this public id. One whose account has ended, or changed its role, has ended."""
    sessions = table("person_session")
    row = connection.execute(select(sessions).where(sessions.c.id == id_)).one_or_none()
    if row is None:
        return None
    account = find_account(connection, row.user_id) if row.user_id else None
    stale = account is not None and (account.ended_at is not None or account.person != _person(row, row.user_id))
    ended_at = row.last_seen_at if stale and row.ended_at is None else row.ended_at
    return _entry(row, ended_at, row.last_seen_at)


def use_link(connection: Connection, id_: str, at: datetime) -> bool:
    """Use a link up. False where somebody has used it already."""
    links = table("sign_in_link")
    unused = update(links).where(links.c.id == id_, links.c.used_at.is_(None))
    return connection.execute(unused.values(used_at=at)).rowcount > 0


def see_session(connection: Connection, id_: str, at: datetime) -> None:
    """Somebody has just done something in this session."""
    sessions = table("person_session")
    connection.execute(update(sessions).where(sessions.c.id == id_).values(last_seen_at=at))


def end_session(connection: Connection, id_: str, at: datetime) -> None:
    """Nobody gets in with it any more."""
    sessions = table("person_session")
    connection.execute(update(sessions).where(sessions.c.id == id_).values(ended_at=at))


def end_sessions_of(connection: Connection, user_id: str, at: datetime) -> None:
    """Nobody who signed in by this name is in any more."""
    sessions = table("person_session")
    open_ones = update(sessions).where(sessions.c.user_id == user_id, sessions.c.ended_at.is_(None))
    connection.execute(open_ones.values(ended_at=at))


def _of(person: Person) -> dict[str, Any]:
    return {
        "authority": person.authority,
        "user_id": person.user_id,
        "name": person.name,
        "role": person.role.value,
        "setting_id": person.setting_id,
    }


def _person(row: Row[Any], user_id: str | None) -> Person:
    return Person(
        authority=row.authority, name=row.name, role=Role(row.role), user_id=user_id, setting_id=row.setting_id
    )


def _entry(row: Row[Any], ended_at: datetime | None, last_seen_at: datetime | None = None) -> KeptEntry:
    return KeptEntry(
        id=row.id,
        secret_hash=row.secret_hash,
        person=_person(row, row.user_id),
        expires_at=row.expires_at,
        ended_at=ended_at,
        last_seen_at=last_seen_at,
    )
