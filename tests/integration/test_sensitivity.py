"""How sure an order is, and places compared: over HTTP and at a terminal."""

import json

import pytest

from api.exchange.snapshots import write_snapshot
from api.opening import demo
from matcher.options.compare_result import comparison_adapter
from matcher.options.sensitivity import sensitivity_adapter
from tests.stores import HERE

ASKED, REFERRED, NO_OPTION = "R07", "R11", "R10"
PLACES = ("FF-RESPITE.residential", "HUB-W.emergency", "CC012.residential")


def path(request_id: str, what: str = "sensitivity") -> str:
    return f"/v1/placement-requests/{request_id}/{what}"


def compare(client, *places: str):
    return client.get(path("R01", "compare"), params={"place": places})


@pytest.fixture
def shown(client):
    """Somebody who has asked for the options of R01."""
    assert client.post(path("R01", "options")).status_code == 200
    return client


def test_it_is_what_the_type_says_and_about_the_first_three_of_the_list(client):
    found = sensitivity_adapter().validate_json(client.get(path(ASKED)).content)
    answer = client.post(path(ASKED, "options")).json()
    listed = sorted((*answer["options"], *answer["needs_approval"]), key=lambda one: one["overall_rank"])
    assert [(one.place_id, one.score, one.best) for one in found.first] == [
        (one["place_id"], one["score"], one["score_range"][1]) for one in listed[:3]
    ]
    assert len(found.weights) == 24
    assert found.question is not None


def test_at_a_terminal_the_bytes_are_the_same(client, nwd, tmp_path):
    body = client.get(path(ASKED)).content
    assert nwd("sensitivity", ASKED, "--json").out == body
    file = tmp_path / "county.json"
    file.write_bytes(write_snapshot(demo()))
    assert nwd("sensitivity", ASKED, "--file", str(file), "--json").out == body


def test_at_a_terminal_it_can_be_read(nwd):
    text = " ".join(nwd("sensitivity", ASKED).text.split())
    assert "Weights that would turn the order" in text
    assert "The one question" in text
    assert "No answer would change the first place." in nwd("sensitivity", "R02").text
    assert "Not for this service" in nwd("sensitivity", REFERRED).text
    assert "No place can be offered yet" in nwd("sensitivity", NO_OPTION).text


def test_a_request_that_is_not_there_is_a_clear_error(client, nwd):
    answer = client.get(path("nowhere"))
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_request")
    refused = nwd("sensitivity", "nowhere")
    assert (refused.code, refused.out) == (2, b"")


def test_places_of_any_list_are_compared(shown, nwd):
    body = compare(shown, *PLACES).content
    found = comparison_adapter().validate_json(body)
    assert [one.list for one in found.places] == ["options", "needs_approval", "excluded"]
    assert [one.score is None for one in found.places] == [False, False, True]
    assert found.places[2].why_not
    assert [one.apart for one in found.differences] == sorted((one.apart for one in found.differences), reverse=True)
    assert nwd("compare", "R01", *PLACES, "--json").out == body


def test_the_order_in_which_places_are_named_does_not_matter(shown):
    assert compare(shown, *reversed(PLACES)).content == compare(shown, *PLACES).content


def test_at_a_terminal_a_comparison_can_be_read(nwd):
    text = " ".join(nwd("compare", "R01", *PLACES).text.split())
    assert "Where they differ, biggest first" in text
    assert "is ruled out, so it has no points" in text
    assert "What each of them would need" in text


@pytest.mark.parametrize(
    ("places", "status", "says"),
    [
        (PLACES[:1], 422, "1 places are named; two or three can be compared"),
        ((*PLACES, "HUB-E.emergency"), 422, "4 places are named; two or three can be compared"),
        ((PLACES[0], PLACES[0]), 422, "the same place is named twice"),
        ((PLACES[0], "nowhere"), 404, "the answer that was shown has no place with one of these ids"),
    ],
)
def test_too_few_too_many_the_same_or_unknown_places_are_clear_errors(shown, nwd, places, status, says):
    answer = compare(shown, *places)
    assert (answer.status_code, answer.json()["detail"]) == (status, says)
    refused = nwd("compare", "R01", *places)
    assert (refused.code, refused.out) == (2, b"")
    assert says in refused.err


@pytest.mark.parametrize("places", [(), PLACES[:1], (PLACES[0], PLACES[0])])
def test_what_is_wrong_with_the_places_is_named_as_any_other_part_of_the_query(shown, places):
    answer = compare(shown, *places)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/query/place"]


def test_before_anybody_has_asked_there_is_nothing_to_compare(client):
    answer = client.get(path("R14", "compare"), params={"place": PLACES[:2]})
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing_shown")


def test_a_database_answers_too(nwd, county_service):
    url = county_service.settings.database_url
    assert (
        json.loads(nwd("sensitivity", ASKED, "--database", url, "--authority", HERE, "--json").out)["request_id"]
        == ASKED
    )
