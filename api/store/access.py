"""Tokens and authorities in the database."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from api.permissions import ROLES, Caller, Permission
from api.store.schema import table
from matcher.domain.codes import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptToken:
    """A token as it is kept."""

    id: str
    secret_hash: str = field(repr=False)
    expires_at: datetime
    revoked_at: datetime | None
    caller: Caller


def keep_token(
    connection: Connection, secret_hash: str, caller: Caller, made_at: datetime, expires_at: datetime
) -> None:
    """Add a token that lets this caller in."""
    row = {
        "id": caller.actor,
        "secret_hash": secret_hash,
        "authority": caller.authority,
        "name": caller.name,
        "role": caller.role.value,
        "permissions": json.dumps(sorted(caller.permissions)),
        "made_at": made_at,
        "expires_at": expires_at,
        "revoked_at": None,
    }
    connection.execute(insert(table("access_token")), [row])


def find_token(connection: Connection, id_: str) -> KeptToken | None:
    """The token with this public id. It has what it was given, of what its role may do today."""
    tokens = table("access_token")
    row = connection.execute(select(tokens).where(tokens.c.id == id_)).one_or_none()
    if row is None:
        return None
    role = Role(row.role)
    given = {Permission(name) for name in json.loads(row.permissions) if name in set(Permission)}
    caller = Caller(
        actor=row.id,
        name=row.name,
        authority=row.authority,
        role=role,
        permissions=ROLES.get(role, frozenset()) & given,
    )
    return KeptToken(
        id=row.id, secret_hash=row.secret_hash, expires_at=row.expires_at, revoked_at=row.revoked_at, caller=caller
    )


def revoke_token(connection: Connection, id_: str, at: datetime) -> bool:
    """Let nobody in with this token any more. Whether there was such a token."""
    tokens = table("access_token")
    return connection.execute(update(tokens).where(tokens.c.id == id_).values(revoked_at=at)).rowcount > 0


def keep_authority(connection: Connection, id_: str, name: str, demonstration_at: str | None = None) -> None:
    """Begin an authority's record, or give it this name; a demonstration goes on standing where it stood."""
    owner = table("authority_store")
    values = {"name": name} if demonstration_at is None else {"name": name, "demonstration_at": demonstration_at}
    if not connection.execute(update(owner).where(owner.c.id == id_).values(values)).rowcount:
        connection.execute(insert(owner), [{"id": id_, "version": 0, "registers": "[]", **values}])


def authority_ids(connection: Connection) -> list[str]:
    """The authorities that have a record here."""
    owner = table("authority_store")
    return list(connection.scalars(select(owner.c.id).order_by(owner.c.id)))
