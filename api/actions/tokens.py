"""Makes and withdraws tokens."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.permissions import ROLES, Caller, Permission
from api.service import Service
from api.store.access import keep_token, revoke_token
from api.tokens import BearerToken
from matcher.domain.codes import Role
from matcher.domain.errors import MatcherError


class CannotGive(MatcherError):
    """A role that has no door of its own, or a permission that its role does not have."""

    code = "cannot_give"
    remedy = "`nwd token --help` lists the roles; a token's permissions are some of its role's."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token, shown once."""

    token: str = field(repr=False)
    id: str
    role: Role
    permissions: tuple[Permission, ...]
    expires_at: datetime


def make_token(
    service: Service,
    *,
    authority: str,
    role: Role,
    name: str,
    lasts: timedelta,
    only: Collection[Permission] | None = None,
) -> NewToken:
    """A token for somebody of this authority, for some or all that the role may do. Raises CannotGive."""
    allowed = ROLES.get(role)
    if allowed is None:
        raise CannotGive(f"{role.label} is a role outside the authority")
    given = allowed if only is None else frozenset(only)
    if not given <= allowed:
        raise CannotGive(f"the role {role.label} may not {', '.join(sorted(given - allowed))}")
    token, now = BearerToken.new(), service.clock()
    caller = Caller(actor=token.id, name=name, authority=authority, role=role, permissions=given)
    with service.store.writing() as connection:
        keep_token(connection, token.hashed(service.settings.secret.get_secret_value()), caller, now, now + lasts)
    return NewToken(token=token.text, id=token.id, role=role, permissions=tuple(sorted(given)), expires_at=now + lasts)


def withdraw_token(service: Service, id_: str) -> bool:
    """Let nobody in with it any more. Whether there was such a token."""
    with service.store.writing() as connection:
        return revoke_token(connection, id_, service.clock())
