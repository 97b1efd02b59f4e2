"""Reads what somebody typed: a role, an id, permissions."""

import re
from difflib import get_close_matches

from api.permissions import ROLES, Permission
from matcher.domain.codes import Role
from matcher.domain.errors import MatcherError


class NoSuchRole(MatcherError):
    """A word that is no role, or one outside the authority."""

    code = "no_such_role"
    remedy = f"Use one of {', '.join(sorted(role.value for role in ROLES))}."


class NoSuchPermission(MatcherError):
    """A word that is no permission."""

    code = "no_such_permission"
    remedy = f"Use some of {', '.join(sorted(Permission))}."


class BadIdentifier(MatcherError):
    """A text that is no id."""

    code = "bad_identifier"
    remedy = "Use 1 to 64 letters, digits and the signs - . _ only."


IDENTIFIER = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


def read_role(text: str) -> Role:
    """The role of this name, in small or capital letters. Raises NoSuchRole."""
    name = text.strip().lower().replace("-", "_").replace(" ", "_")
    if name not in {role.value for role in ROLES}:
        near = get_close_matches(name, [role.value for role in ROLES], n=1)
        raise NoSuchRole(f"{text} is no role" + (f"; the nearest is {near[0]}" if near else ""))
    return Role(name)


def read_identifier(text: str) -> str:
    """An id, or a short name to sign in with. Raises BadIdentifier."""
    if not IDENTIFIER.fullmatch(text):
        raise BadIdentifier(f"{text!r} is no id")
    return text


def read_permissions(texts: list[str] | None) -> list[Permission] | None:
    """These permissions; None where none was named. Raises NoSuchPermission."""
    names = [text.strip().lower().replace("-", "_") for text in texts or ()]
    if wrong := [name for name in names if name not in set(Permission)]:
        raise NoSuchPermission(f"{wrong[0]} is no permission")
    return [Permission(name) for name in names] or None
