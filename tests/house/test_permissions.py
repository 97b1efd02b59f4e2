"""Every route names one permission, and every role gets exactly as far as `declared.py` says.

A new route, permission or role fails here until it has its line there.
"""

from typing import Annotated

import pytest
from fastapi import APIRouter

from api.auth import EVERYBODY, may
from api.permissions import ROLES, Caller, Permission
from tests.house.declared import EXPECTED, INSIDE, WHO
from tests.served import address, operations, operations_of
from tests.stores import signed_in


def test_every_route_is_in_the_table_with_its_permission(shared_app):
    assert {str(one): one.named for one in operations_of(shared_app)} == {
        route: (permission,) for route, permission in EXPECTED.items()
    }


def test_a_route_that_names_no_permission_or_two_is_seen():
    router = APIRouter()

    @router.get("/forgotten")
    def _forgotten() -> None: ...

    @router.get("/twice", dependencies=[EVERYBODY])
    def _twice(_: Annotated[Caller, may(Permission.MATCH)]) -> None: ...

    assert {str(one): set(one.named) for one in operations(router.routes)} == {
        "GET /forgotten": set(),
        "GET /twice": {None, Permission.MATCH},
    }


def test_every_role_has_the_permissions_declared():
    assert {role: set(has) for role, has in ROLES.items()} == {
        role: {permission for permission, roles in WHO.items() if role in roles} for role in INSIDE
    }


def test_every_permission_has_its_line():
    assert set(WHO) == set(Permission)


def called(client, route: str, headers: dict[str, str]):
    method, path = route.split(" ")
    body: dict | None = {} if method in {"POST", "PUT", "PATCH"} else None
    return client.request(method, address(path), headers=headers, follow_redirects=False, json=body)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_gets_as_far_as_its_permissions(nobody, shared_service, role):
    headers = signed_in(shared_service, role)
    wrong = []
    for route, permission in EXPECTED.items():
        answer = called(nobody, route, headers)
        refused = answer.status_code == 403 and answer.json()["code"] == "not_permitted"
        let_in = answer.status_code not in {401, 403, 500}
        if not (let_in if may_all(role, needed(route, permission)) else refused):
            wrong.append((route, answer.status_code))
    assert wrong == []


def needed(route: str, permission: Permission | None) -> set[Permission | None]:
    """A change of some fields answers with the others, which its sender has to be allowed to read."""
    read = {EXPECTED[route.replace("PATCH", "GET")]} if route.startswith("PATCH") else set()
    return {permission, *read}


def may_all(role, permissions: set[Permission | None]) -> bool:
    return all(one is None or role in WHO[one] for one in permissions)


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer nwd_0123456789abcdef_" + "x" * 43}])
def test_without_a_good_token_only_what_is_about_nobody_answers(nobody, header):
    wrong = []
    for route, permission in EXPECTED.items():
        answer = called(nobody, route, header)
        challenged = answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Bearer ")
        if not (answer.status_code in {200, 307} if permission is None else challenged):
            wrong.append((route, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("path", ["/openapi.json", "/static/docs.js"])
def test_the_description_needs_no_token(nobody, path):
    assert nobody.get(path).status_code == 200
