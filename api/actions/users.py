"""Accounts of people: made, given a new password, ended; and the links that let somebody in once."""

from dataclasses import replace
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from api.permissions import ROLES
from api.service import Service
from api.store.people import (
    Account,
    Person,
    accounts_of,
    change_account,
    end_sessions_of,
    find_account,
    keep_account,
    keep_link,
)
from api.tokens import BearerToken
from matcher.domain.errors import MatcherError

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
HASHER = PasswordHasher()
"""argon2id with the library's own cost (RFC 9106, low memory)."""


class UserExists(MatcherError):
    """Somebody signs in by this name already."""

    code = "user_exists"
    remedy = "Choose another name to sign in with; `nwd user list` shows those there are."


class NoSuchUser(MatcherError):
    """Nobody signs in by this name."""

    code = "no_such_user"
    remedy = "`nwd user list` shows who there is; `nwd user add` adds somebody."


class WeakPassword(MatcherError):
    """A password that could be guessed."""

    code = "weak_password"
    remedy = f"Use {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters: three unrelated words are good."


class CannotSignIn(MatcherError):
    """A role that has no door of its own."""

    code = "cannot_sign_in"
    remedy = "`nwd user add --help` lists the roles that can sign in."


def add_user(service: Service, person: Person, password: str) -> None:
    """An account for this person, who signs in as `person.user_id`. Raises UserExists, WeakPassword, CannotSignIn."""
    _require_role(person)
    hashed = _hashed(password)
    with service.store.writing() as connection:
        if find_account(connection, person.user_id or "") is not None:
            raise UserExists("somebody signs in by this name already")
        keep_account(connection, person, hashed, service.clock())


def set_password(service: Service, user_id: str, password: str) -> None:
    """Another password, and no lock any more; whoever is signed in by the old one is out. Raises NoSuchUser, WeakPassword."""
    change = {"password_hash": _hashed(password), "wrong_tries": 0, "locked_until": None}
    with service.store.writing() as connection:
        if not change_account(connection, user_id, **change):
            raise NoSuchUser("nobody signs in by this name")
        end_sessions_of(connection, user_id, service.clock())


def end_user(service: Service, user_id: str) -> None:
    """Nobody signs in by this name any more, and whoever is signed in by it is out. Raises NoSuchUser."""
    with service.store.writing() as connection:
        if not change_account(connection, user_id, ended_at=service.clock()):
            raise NoSuchUser("nobody signs in by this name")


def users(service: Service, authority: str) -> list[Account]:
    """The accounts of an authority."""
    with service.store.reading() as connection:
        return accounts_of(connection, authority)


def make_link(service: Service, person: Person, lasts: timedelta) -> tuple[str, datetime]:
    """A link's secret, that lets this person in once, and until when. Raises CannotSignIn."""
    _require_role(person)
    token, now = BearerToken.new(16), service.clock()
    hashed = token.hashed(service.settings.secret.get_secret_value())
    with service.store.writing() as connection:
        account = find_account(connection, person.user_id) if person.user_id else None
        whose = replace(person, user_id=account.person.user_id if account else None)
        keep_link(connection, token, hashed, whose, {"made_at": now, "expires_at": now + lasts})
    return token.text, now + lasts


def _require_role(person: Person) -> None:
    if person.role not in ROLES:
        raise CannotSignIn(f"{person.role.label} is a role outside the authority")


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise WeakPassword(f"the password has {len(password)} characters")
    return HASHER.hash(password)
