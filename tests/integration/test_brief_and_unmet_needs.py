"""The bespoke brief and the unmet needs: over HTTP and at a terminal, for each reader, kept once a request and day."""

import json
from contextlib import ExitStack
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.actions.options import rank_options
from api.actions.unmet_needs import counted, unmet_needs, unmet_needs_adapter
from api.app import create_app
from api.opening_store import speaker
from api.permissions import Permission
from api.store.schema import table
from matcher.domain.codes import Role, SettingKind
from matcher.domain.person_codes import AgeBand
from matcher.options.bespoke.result import brief_adapter, discreet_brief
from matcher.options.discreet import PROTECTIVE
from matcher.options.unmet import ClosedDoor, unmet_adapter
from tests.packages import brief, package_world
from tests.small import fill_small
from tests.stores import HERE, signed_in

NOTHING, FITS, REFERRED = "R10", "R06", "R11"


def path(request_id: str) -> str:
    return f"/v1/placement-requests/{request_id}/brief"


def test_a_brief_is_what_the_type_says_and_the_same_bytes_at_a_terminal(client, nwd):
    answer = client.get(path(NOTHING))
    found = brief_adapter().validate_json(answer.content)
    assert (answer.status_code, found.nothing_fits, found.premises) == (200, True, None)
    assert nwd("brief", NOTHING, "--json").out == answer.content


def test_at_a_terminal_it_can_be_read(nwd):
    text = " ".join(nwd("brief", NOTHING).text.split())
    for part in ("What would have to exist", "Who, shift by shift", "What it would cost", "Who does each next thing"):
        assert part in text
    assert "Nobody has been asked, and nothing is booked." in text


def test_a_request_for_another_service_is_told_where(client, nwd):
    found = client.get(path(REFERRED)).json()
    assert [one["rule"] for one in found["referred"]] == ["refer-youth-detention:detained"]
    assert (found["cover"], found["next_steps"]) == ([], [])
    assert "Not for this service" in nwd("brief", REFERRED).text


def test_a_request_that_is_not_there_is_a_clear_error(client, nwd):
    answer = client.get(path("nowhere"))
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_request")
    assert nwd("brief", "nowhere").code == 2


# Unmet need


@pytest.fixture
def client_of():
    """Somebody who calls a service."""
    with ExitStack() as opened:
        yield lambda service: opened.enter_context(TestClient(create_app(service)))


@pytest.fixture
def small(service):
    """An authority whose one request several places fit."""
    return fill_small(service)


NEEDY = package_world(())
"""Nothing fits `req`; another home is full."""


@pytest.fixture
def needy(service):
    """An authority whose one request nothing fits."""
    return fill_small(service, snapshot=replace(NEEDY, workers=()))


FIRST, LAST = "2026-05-01", "2026-06-30"
DAYS = f"from={FIRST}&to={LAST}"


def rows(service) -> int:
    with service.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table("unmet_need"))).scalar_one()


def test_what_nothing_fits_is_kept_once_a_request_and_day(needy):
    caller = speaker(needy, HERE)
    rank_options(needy, caller, "req")
    rank_options(needy, caller, "req")

    assert rows(needy) == 1
    (one,) = unmet_needs(needy, caller).needs
    assert (one.request_id, one.age_band, one.best_score) == ("req", AgeBand.UNDER_16, None)
    assert one.closed_doors == (ClosedDoor(rule="usable-vacancy", kind=SettingKind.CHILDRENS_HOME, places=2),)
    assert "Robin" not in unmet_adapter().dump_json(one).decode()


def test_what_fits_keeps_nothing(small):
    rank_options(small, speaker(small, HERE), "req")
    assert rows(small) == 0


def test_a_brief_alone_keeps_nothing(needy, client_of):
    client_of(needy).get("/v1/placement-requests/req/brief", headers=signed_in(needy))
    assert rows(needy) == 0


def test_the_days_asked_for_are_both_included(needy):
    caller = speaker(needy, HERE)
    rank_options(needy, caller, "req")
    today = unmet_needs(needy, caller).last_day
    assert unmet_needs(needy, caller, today, today).requests == 1
    assert unmet_needs(needy, caller, today.replace(year=2020), today.replace(year=2020)).needs == ()


def test_days_the_wrong_way_round_are_a_clear_error(needy, client_of):
    headers = signed_in(needy, Role.HUB_MANAGER)
    answer = client_of(needy).get("/v1/unmet-needs?from=2026-05-02&to=2026-05-01", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/to"]


def test_it_is_counted_by_rule_and_by_kind_over_http_and_at_a_terminal(needy, client_of, nwd):
    rank_options(needy, speaker(needy, HERE), "req")
    answer = client_of(needy).get(f"/v1/unmet-needs?{DAYS}", headers=signed_in(needy, Role.HUB_MANAGER))
    found = unmet_needs_adapter().validate_json(answer.content)
    assert [(one.rule, one.kind, one.needs, one.places) for one in found.by_rule] == [("usable-vacancy", None, 1, 2)]
    assert [one.kind for one in found.by_rule_and_kind] == [SettingKind.CHILDRENS_HOME]
    url = needy.settings.database_url
    asked = ("unmet-needs", "--from", FIRST, "--to", LAST, "--database", url, "--authority", HERE)
    assert nwd(*asked, "--json").out == answer.content
    assert "usable vacancy" in nwd(*asked).text


def test_an_officer_may_not_read_it(needy, client_of):
    answer = client_of(needy).get("/v1/unmet-needs", headers=signed_in(needy, Role.PLACEMENT_OFFICER))
    assert answer.status_code == 403


def test_a_request_that_comes_back_another_day_is_one_request_and_two_needs(needy):
    caller = speaker(needy, HERE)
    rank_options(needy, caller, "req")
    (one,) = unmet_needs(needy, caller).needs
    found = counted([one, replace(one, day=one.day.replace(day=1))], one.day, one.day)
    assert (found.requests, found.by_rule[0].needs, found.by_rule[0].places) == (1, 2, 4)


def test_readers_who_may_not_tell_protective_reasons_apart_read_them_as_one(needy):
    caller = speaker(needy, HERE)
    rank_options(needy, caller, "req")
    plain = replace(caller, permissions=caller.permissions - {Permission.READ_PROTECTIVE_REASONS})
    need = unmet_needs(needy, caller).needs[0]
    with needy.store.writing() as connection:
        kept = table("unmet_need")
        told = (ClosedDoor(rule="do-not-place-together", kind=SettingKind.HUB_BED, places=1),)
        one = replace(need, closed_doors=told, protective_doors=(replace(told[0], rule=PROTECTIVE),))
        connection.execute(kept.update().values(document=unmet_adapter().dump_json(one).decode()))
    assert [one.rule for one in unmet_needs(needy, plain).by_rule] == [PROTECTIVE]


def test_a_brief_for_such_a_reader_says_the_same_but_for_those_rules():
    found = brief(package_world(()))
    assert json.loads(brief_adapter().dump_json(discreet_brief(found)))["says"] == list(found.says)
