"""The description keeps its word: whatever it allows is answered as it says, and whatever it forbids is refused."""

import re
from dataclasses import fields

import pytest
from schemathesis.checks import CHECKS

from matcher.domain.codes import Role
from tests.house.described import PHASES, config, run
from tests.served import operations_of
from tests.stores import signed_in

ROLES = (Role.PLACEMENT_OFFICER, Role.ADMINISTRATOR, Role.MACHINE_CALLER)
PARTS = {
    "people": "^/v1/(young|placement|separations|relationships|commitments|impact|authorisations)",
    "places": "^/v1/(settings|places|workers|shifts|travel|on-call|authorities|imports|exports|capacity|forecasts)",
    "answers": "^/(v1/(match|rules|policy|reference|assignments|scenarios|unmet)|health|version|metrics)",
}
"""The operations, in shares for the workers."""
CALLS = [
    *((Role.MACHINE_CALLER, part) for part in PARTS),
    *((Role.PLACEMENT_OFFICER, part) for part in ("people", "answers")),
    *((Role.ADMINISTRATOR, part) for part in ("places", "answers")),
]
"""Who calls what in every run; in the long one each role calls everything."""


def token(service, role: Role) -> str:
    return signed_in(service, role)["authorization"].removeprefix("Bearer ")


def described(app) -> set[str]:
    """The operations that the description has."""
    paths = app.openapi()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def test_every_operation_is_described(client):
    pages = {"GET /", "GET /docs", "GET /problems"}
    assert {str(one) for one in operations_of(client.app)} - pages == described(client.app)


def test_no_check_is_switched_off():
    checks = config("", seed=1, each=1, phases=PHASES).projects.default.checks
    names = [one.name for one in fields(checks) if not one.name.startswith("_")]
    switches = {name: getattr(checks, name).enabled for name in names}
    assert len(switches) >= 15
    assert [name for name, is_on in switches.items() if not is_on] == []
    assert "good_data_is_refused_for_its_meaning_alone" in CHECKS.get_all_names()


@pytest.mark.parametrize(("role", "part"), CALLS)
def test_every_operation_keeps_to_its_description(client, service, role, part):
    """Some 500 cases in all, besides those sent again without a token."""
    settings = config(token(service, role), seed=ROLES.index(role), each=1, phases=("examples", "fuzzing"))
    ran = run(client.app, settings, PARTS[part])
    assert ran.wrong == []
    assert sum(ran.cases.values()) >= {"people": 90, "places": 90, "answers": 15}[part]


def test_every_operation_is_in_one_share(client):
    paths = [one.split(" ")[1] for one in described(client.app)]
    assert [path for path in paths if sum(bool(re.search(part, path)) for part in PARTS.values()) != 1] == []


def test_every_edge_of_a_few_operations_keeps_to_its_description(client, service):
    """Every boundary of every field, every method that is not there, every header left out."""
    settings = config(token(service, Role.MACHINE_CALLER), seed=1, each=1, phases=["coverage"])
    ran = run(client.app, settings, "^/v1/(relationships|reference|placement-requests/{id}/options)")
    assert ran.wrong == []
    assert sum(ran.cases.values()) > 200
    assert {200, 401, 404, 405, 422} <= set(ran.statuses)


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_operation_keeps_to_its_description_in_many_cases(client, service, role):
    settings = config(token(service, role), seed=1, each=60, phases=("examples", "fuzzing", "stateful"))
    ran = run(client.app, settings)
    assert ran.wrong == []
    assert sum(ran.cases.values()) > 4000
    assert ran.operations == described(client.app)


@pytest.mark.long
@pytest.mark.parametrize("more", [{}, {"parameters": {"header.if-match": "*"}}], ids=["as described", "any version"])
def test_every_edge_of_every_operation_keeps_to_its_description(client, service, more):
    settings = config(token(service, Role.MACHINE_CALLER), seed=1, each=1, phases=["coverage"], **more)
    ran = run(client.app, settings)
    assert ran.wrong == []
    assert sum(ran.cases.values()) > 10_000
    assert ran.operations == described(client.app)
