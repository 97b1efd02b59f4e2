"""Ways out over HTTP and at a terminal, and what each reader sees of them."""

import json

import pytest

ASKED, PLACE = "R01", "HUB-W.residential"


def of_place(client, place_id: str = PLACE, request_id: str = ASKED) -> dict:
    client.post(f"/v1/placement-requests/{request_id}/options")
    return client.get(f"/v1/placement-requests/{request_id}/options/{place_id}").json()


def test_a_place_that_needs_an_approval_says_every_way_and_who_can_make_it(client):
    found = of_place(client)
    assert found["list"] == "needs_approval"
    ways = [[(one["kind"], one["who"]) for one in way["changes"]] for way in found["ways_out"]["ways"]]
    assert ways == [
        [("approval", ["registered_manager", "manager_on_call"])],
        [("shift", ["registered_manager"])],
        [("wait", ["social_worker"])],
        [("fewer_nights", ["social_worker"])],
    ]
    assert [way["changes"][0]["rules"] for way in found["ways_out"]["ways"]] == [["staff-ratio"]] * 4


def test_a_place_that_is_ruled_out_says_what_together_would_open_it(client):
    found = of_place(client, "CH010.residential")
    kinds = [[one["kind"] for one in way["changes"]] for way in found["ways_out"]["ways"]]
    assert (found["list"], kinds) == ("excluded", [["move", "approval"], ["approval", "wait"]])


def test_where_nothing_opens_it_each_rule_in_the_way_is_said(client):
    found = of_place(client, "CC012.residential")["ways_out"]
    assert found["ways"] == []
    assert found["says"].startswith("We know of nothing that would open")
    assert [one["rule"] for one in found["in_the_way"]] == ["carer-vacancy-usable"]
    assert found["in_the_way"][0]["why"] == "Nothing changes this in the next 60 nights."


def test_an_option_has_nothing_to_change(client):
    result = client.post(f"/v1/placement-requests/{ASKED}/options").json()
    found = of_place(client, result["options"][0]["place_id"])["ways_out"]
    assert (found["ways"], found["says"]) == ([], "Nothing has to change: this place is one of the options.")


@pytest.mark.parametrize("place_id", [PLACE, "CH010.residential"])
def test_at_a_terminal_it_is_the_same(client, nwd, place_id):
    here = json.loads(nwd("rank", ASKED, "--why", place_id, "--json").out)
    assert here["ways_out"] == of_place(client, place_id)["ways_out"]


def test_at_a_terminal_it_can_be_read(nwd):
    text = " ".join(nwd("rank", ASKED, "--why", PLACE).text.split())
    assert "Ways out Each of these 4 ways would open Gritstone House, Harrogate for Juniper." in text
    assert "works the night shift of 24 May 2026" in text
    assert "(registered manager; Willow Alderthwaite)" in text


def test_a_place_that_is_not_there_is_a_clear_error(nwd):
    refused = nwd("rank", ASKED, "--why", "nowhere")
    assert (refused.code, refused.out) == (2, b"")
    assert "no place with this id" in refused.err
