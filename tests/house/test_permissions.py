"""Who may do what: every route names one permission, and every role gets exactly as far as the table below says.

A new route, permission or role fails here until it has its line.
"""

from typing import Annotated

import pytest
from fastapi import APIRouter

from api.auth import EVERYBODY, may
from api.permissions import ROLES, Caller, Permission
from matcher.domain.codes import Role
from tests.served import address, operations, operations_of
from tests.stores import signed_in

P, R = Permission, Role
ANYBODY, KEPT = None, None

ROUTES: dict[str, Permission | None] = {
    "GET /": ANYBODY,
    "GET /docs": ANYBODY,
    "GET /problems": ANYBODY,
    "GET /health/live": ANYBODY,
    "GET /health/ready": ANYBODY,
    "GET /version": ANYBODY,
    "GET /metrics": P.READ_METRICS,
    "GET /v1/rules": P.READ_RULES,
    "GET /v1/policy": P.READ_RULES,
    "POST /v1/match": P.MATCH,
    "POST /v1/placement-requests/{id}/options": P.RANK_OPTIONS,
    "GET /v1/placement-requests/{id}/options/{place_id}": P.READ_OPTIONS,
}

RECORDS: dict[str, tuple[Permission, Permission, Permission | None]] = {
    "authorities": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "young-people": (P.READ_PEOPLE, P.WRITE_PEOPLE, KEPT),
    "settings": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "places": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "placements": (P.READ_PEOPLE, P.WRITE_PEOPLE, KEPT),
    "placement-requests": (P.READ_PEOPLE, P.WRITE_PEOPLE, KEPT),
    "workers": (P.READ_PROVISION, P.WRITE_PROVISION, KEPT),
    "shifts": (P.READ_PROVISION, P.WRITE_PROVISION, P.WRITE_PROVISION),
    "commitments": (P.READ_PEOPLE, P.WRITE_PEOPLE, P.WRITE_PEOPLE),
    "relationships": (P.READ_PEOPLE, P.WRITE_PEOPLE, P.WRITE_PEOPLE),
    "separations": (P.READ_PEOPLE, P.WRITE_PEOPLE, P.WRITE_PEOPLE),
    "impact-risk-assessments": (P.READ_PEOPLE, P.WRITE_APPROVALS, KEPT),
    "authorisations": (P.READ_PEOPLE, P.WRITE_APPROVALS, KEPT),
    "travel-times": (P.READ_PROVISION, P.WRITE_PROVISION, P.WRITE_PROVISION),
    "on-call": (P.READ_PROVISION, P.WRITE_PROVISION, P.WRITE_PROVISION),
}
"""Who may read, who may write, and who may delete; `KEPT` has no such route."""

OFFICERS = {R.PLACEMENT_OFFICER, R.EMERGENCY_DUTY_WORKER, R.SERVICE_MANAGER, R.MACHINE_CALLER}
MANAGERS = {
    R.HUB_MANAGER,
    R.REGISTERED_MANAGER,
    R.MANAGER_ON_CALL,
    R.FOSTERING_MANAGER,
    R.LEAVING_CARE_MANAGER,
    R.SERVICE_MANAGER,
}
LOADERS = {R.ADMINISTRATOR, R.MACHINE_CALLER}
DECIDERS = {R.FOSTERING_DECISION_MAKER, R.HEALTH_LEAD, R.NOMINATED_OFFICER, R.DCS}
SHOWN_PEOPLE = OFFICERS | MANAGERS | DECIDERS | {R.IRO}
INSIDE = SHOWN_PEOPLE | LOADERS | {R.SOCIAL_WORKER, R.KEY_WORKER, R.BUDGET_HOLDER, R.AUDITOR}

WHO: dict[Permission, set[Role]] = {
    P.READ_RULES: INSIDE,
    P.MATCH: OFFICERS,
    P.READ_PEOPLE: SHOWN_PEOPLE | LOADERS,
    P.WRITE_PEOPLE: OFFICERS | LOADERS,
    P.READ_PROVISION: SHOWN_PEOPLE | LOADERS | {R.BUDGET_HOLDER},
    P.WRITE_PROVISION: MANAGERS | LOADERS,
    P.CONFIRM_VACANCY: OFFICERS | MANAGERS | LOADERS,
    P.WRITE_APPROVALS: MANAGERS | DECIDERS | LOADERS | {R.BUDGET_HOLDER},
    P.RANK_OPTIONS: OFFICERS | {R.MANAGER_ON_CALL},
    P.READ_OPTIONS: SHOWN_PEOPLE,
    P.IMPORT_LISTS: LOADERS,
    P.EXPORT_LISTS: {R.SERVICE_MANAGER, R.DCS, R.ADMINISTRATOR},
    P.READ_METRICS: LOADERS,
}
"""The roles that have each permission."""


def expected() -> dict[str, Permission | None]:
    """The declared permission of every route."""
    found = dict(ROUTES)
    for path, (read, write, delete) in RECORDS.items():
        one = f"/v1/{path}/{{id}}"
        found |= {f"GET /v1/{path}": read, f"GET {one}": read, f"POST /v1/{path}": write}
        found |= {f"PUT {one}": write, f"PATCH {one}": write}
        if delete:
            found[f"DELETE {one}"] = delete
    return found


EXPECTED = expected()


def test_every_route_is_in_the_table_with_its_permission(shared_app):
    assert {str(one): one.named for one in operations_of(shared_app)} == {
        route: (permission,) for route, permission in EXPECTED.items()
    }


def test_a_route_that_names_no_permission_or_two_is_seen():
    router = APIRouter()

    @router.get("/forgotten")
    def _forgotten() -> None: ...

    @router.get("/twice", dependencies=[EVERYBODY])
    def _twice(_: Annotated[Caller, may(P.MATCH)]) -> None: ...

    assert {str(one): set(one.named) for one in operations(router.routes)} == {
        "GET /forgotten": set(),
        "GET /twice": {None, P.MATCH},
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
        if not (let_in if permission is None or role in WHO[permission] else refused):
            wrong.append((route, answer.status_code))
    assert wrong == []


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
