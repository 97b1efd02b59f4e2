"""The draft of an impact risk assessment: over HTTP and at a terminal, for each reader, with its entries in the audit."""

import json

import pytest
from sqlalchemy import select

from api.exchange.snapshots import write_snapshot
from api.opening import demo
from api.permissions import Permission
from api.store.schema import table
from matcher.domain.codes import Role
from matcher.options.impact import impact_draft, impact_draft_adapter
from matcher.policy import load_policy
from tests.stores import HERE, signed_in

ASKED, HUB, FAMILY, LODGINGS = "R06", "HUB-W.residential", "FF018.residential", "SL008.residential"
PROBLEM = "application/problem+json"


def path(place_id: str = HUB, request_id: str = ASKED) -> str:
    return f"/v1/placement-requests/{request_id}/options/{place_id}/impact-draft"


@pytest.fixture
def manager(county_service) -> dict[str, str]:
    """May see everything in it."""
    return signed_in(county_service, Role.REGISTERED_MANAGER)


def test_it_is_the_engines_draft_and_its_box_is_empty(client, manager):
    answer = client.get(path(), headers=manager)
    found = impact_draft_adapter().validate_json(answer.content)
    assert found == impact_draft(demo(), ASKED, HUB, load_policy())
    assert answer.json()["decision"] == {"decision": None, "decided_by": None, "decided_at": None}
    assert len(found.residents) == found.others == 2


def test_every_sentence_names_facts_that_are_shown(client, manager):
    found = client.get(path(), headers=manager).json()
    shown = {one["at"] for one in (*found["young_person"]["facts"], *found["group"]["facts"])}
    shown |= {fact["at"] for one in found["residents"] for fact in one["facts"]}
    said = [*found["group"]["says"]]
    for one in found["residents"]:
        for side in ("newcomer_for_resident", "resident_for_newcomer", "for_both"):
            said += [*one[side]["worries"], *one[side]["strengths"], *one[side]["would_help"]]
    assert said
    assert {pointer for one in said for pointer in one["stands_on"]} <= shown


def test_it_needs_no_answer_that_was_shown_before(client, manager):
    assert client.get(f"/v1/placement-requests/R12/options/{HUB}", headers=manager).status_code == 404
    assert client.get(path(request_id="R12"), headers=manager).status_code == 200


@pytest.mark.parametrize("place_id", [FAMILY, LODGINGS])
def test_where_none_is_needed_it_says_why(client, nwd, place_id):
    found = client.get(path(place_id)).json()
    assert (found["is_needed"], found["residents"]) == (False, [])
    assert found["because"].startswith("No impact risk assessment is needed here")
    assert "No impact risk assessment is needed here" in nwd("impact", ASKED, place_id).text


def test_at_a_terminal_the_bytes_are_the_same(client, manager, nwd, tmp_path):
    body = client.get(path(), headers=manager).content
    assert nwd("impact", ASKED, HUB, "--json").out == body
    file = tmp_path / "county.json"
    file.write_bytes(write_snapshot(demo()))
    assert nwd("impact", ASKED, HUB, "--file", str(file), "--json").out == body


def test_at_a_terminal_it_can_be_read(nwd):
    text = " ".join(nwd("impact", ASKED, HUB).text.split())
    assert "Draft impact risk assessment: Onyx at Gritstone House" in text
    assert "What Onyx could mean for Marigold:" in text
    assert "? What does Marigold think about somebody new coming to live here?" in text
    assert text.index("Everybody together") < text.index("For the manager to fill in")


def test_a_database_answers_too_and_notes_it(nwd, county_service):
    url = county_service.settings.database_url
    out = nwd("impact", ASKED, HUB, "--database", url, "--authority", HERE, "--json").out
    assert json.loads(out)["request_id"] == ASKED
    rows = table("audit_entry").c
    query = select(rows.actor).where(rows.action == "impact").order_by(rows.number.desc())
    with county_service.store.reading() as connection:
        assert connection.execute(query).first() == ("command-line",)


@pytest.mark.parametrize(
    ("place_id", "request_id", "code"),
    [("nowhere", ASKED, "no_such_place"), (HUB, "nowhere", "no_such_request")],
)
def test_what_is_not_there_is_a_clear_error(client, nwd, place_id, request_id, code):
    answer = client.get(path(place_id, request_id))
    assert (answer.status_code, answer.headers["content-type"], answer.json()["code"]) == (404, PROBLEM, code)
    refused = nwd("impact", request_id, place_id)
    assert (refused.code, refused.out) == (2, b"")


def test_who_may_not_read_people_sees_the_young_person_alone_and_who_sees_the_rest(client, county_service):
    only = signed_in(county_service, Role.PLACEMENT_OFFICER, only=[Permission.READ_OPTIONS])
    found = client.get(path(), headers=only).json()
    assert (found["shown_in_full"], found["residents"], found["group_on_first_night"]) == (False, [], None)
    assert found["left_out"] == (
        "2 others would live here on some of these nights. Those whose role may read young people's records see the rest."
    )
    text = json.dumps(found)
    assert [name for name in ("Marigold", "Coral", "YP0317", "YP0318") if name in text] == []
    assert found["young_person"]["name"] == "Onyx"


def test_whoever_may_not_read_options_is_refused(client, county_service):
    refused = client.get(path(), headers=signed_in(county_service, Role.BUDGET_HOLDER))
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")


def test_everybody_who_is_shown_is_noted_and_nobody_else(client, county_service, manager):
    only = signed_in(county_service, Role.PLACEMENT_OFFICER, only=[Permission.READ_OPTIONS])
    whole, alone = client.get(path(), headers=manager), client.get(path(), headers=only)
    none = client.get(path(FAMILY), headers=manager)
    me = whole.json()["young_person"]["id"]
    asked = ("impact", ASKED, me)
    assert noted(county_service, whole) == {asked, *(("read", who, who) for who in (me, "YP0317", "YP0318"))}
    assert noted(county_service, alone) == noted(county_service, none) == {asked}


def noted(service, answer) -> set[tuple[str, str, str]]:
    rows = table("audit_entry").c
    query = select(rows.action, rows.record_id, rows.young_person_id).where(
        rows.reference == answer.headers["x-request-id"]
    )
    with service.store.reading() as connection:
        return {tuple(one) for one in connection.execute(query)}
