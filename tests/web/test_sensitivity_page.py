"""The page that says how sure an order is, and the few sentences of it beside the list."""

import pytest

from api.actions.sensitivity import sensitivity_of
from api.opening_store import speaker
from matcher.domain.codes import Role
from tests.browsing import Browser
from tests.stores import HERE

LINK = "See what would change this order"


def test_the_options_say_it_in_a_few_sentences_and_lead_to_it(asking):
    listed = asking.open("/requests/R07/options")
    found = sensitivity_of(asking.service, speaker(asking.service, HERE), "R07")
    assert all(one in listed.main.text for one in found.says)
    page = asking.follow(listed, LINK)
    assert (page.path, page.heading) == ("/requests/R07/sensitivity", "How sure is this order")
    assert asking.follow(page, "Go back to the list of options").path == "/requests/R07/options"


def test_it_shows_the_values_of_the_json(asking):
    page = asking.open("/requests/R07/sensitivity")
    found = sensitivity_of(asking.service, speaker(asking.service, HERE), "R07")
    rows = [[cell.text for cell in row.all("td")] for row in page.main.one("tbody").all("tr")]
    assert rows == [[f"{one.worst:.1f}", f"{one.score:.1f}", f"{one.best:.1f}"] for one in found.first]
    turning = [one for one in found.weights if not one.survives]
    assert turning
    assert all(one.says in page.main.text for one in turning)
    assert found.question is not None
    assert f"{found.question.says} Ask {found.question.ask_whom}." in page.main.text
    assert all(one.says in page.main.text for one in found.question.answers)


def test_where_no_answer_would_change_it_the_page_says_so(asking):
    assert "No answer would change the first place." in asking.open("/requests/R02/sensitivity").main.text


@pytest.mark.parametrize(
    ("request_id", "says"),
    [("R10", "No place can be offered yet"), ("R11", "This request belongs with another service")],
)
def test_where_there_is_no_order_it_says_why(asking, request_id, says):
    assert says in asking.open(f"/requests/{request_id}/sensitivity").main.text
    assert LINK not in asking.open(f"/requests/{request_id}/options").main.text


def test_whoever_may_not_look_for_options_has_no_way_to_it(asking):
    reader = Browser(asking.service, Role.HUB_MANAGER)
    assert LINK not in reader.open("/requests/R06/options").main.text
    assert reader.open("/requests/R06/sensitivity").heading == "Your role does not open this page"


def test_a_request_that_is_not_there_is_not_there(officer):
    assert officer.open("/requests/nowhere/sensitivity").status == 404
