"""The pages of a bespoke brief and of unmet need: what they say, to whom, and how one gets there."""

import pytest

from api.actions.options import rank_options
from api.opening_store import speaker
from matcher.domain.codes import Role
from tests.browsing import Browser
from tests.packages import package_world, worker
from tests.small import fill_small
from tests.stores import HERE

LINK = "See what could be built round one young person"
TEAM = tuple(worker(f"w{n}") for n in range(4))


def needy(service, team=()):
    """An authority whose one request nothing fits."""
    return fill_small(service, snapshot=package_world(team))


def test_where_nothing_fits_the_options_lead_to_the_brief_and_it_leads_back(asking):
    page = asking.follow(asking.open("/requests/R10/options"), LINK)
    assert (page.path, page.heading) == ("/requests/R10/brief", "A place made round one young person")
    assert asking.follow(page, "Go back to the list of options").path == "/requests/R10/options"


def test_without_premises_it_says_what_would_have_to_exist_and_whom_to_ask(asking):
    page = asking.open("/requests/R10/brief")
    headings = [one.text for one in page.main.all("h2")]
    assert "Where: what would have to exist" in headings
    assert "the registration lead, with legal services" in page.main.text
    assert "Nobody has been asked, and nothing is booked." in page.main.text


def test_with_premises_and_people_it_can_be_carried_out(service):
    page = Browser(needy(service, TEAM), Role.PLACEMENT_OFFICER).open("/requests/req/brief")
    text = page.main.text
    assert "Setting empty" in text
    assert "a registered children's home" in text
    assert len(page.main.one("tbody").all("tr")) == 14
    assert "Ask W0 to come" in text
    assert "Open the nights from 1 June 2026 to 15 June 2026 again." in text
    assert "not known" in text


def test_another_service_is_named_and_nothing_else_is_said(asking):
    page = asking.open("/requests/R11/brief")
    assert [one.text for one in page.main.all("h2")] == ["This request belongs with another service"]


def test_a_manager_finds_unmet_need_in_the_menu_and_an_officer_does_not(service):
    kept = needy(service)
    rank_options(kept, speaker(kept, HERE), "req")
    page = Browser(kept, Role.HUB_MANAGER).open("/unmet-needs?from=2026-05-01&to=2026-06-30")
    assert page.heading == "Requests that nothing fitted"
    assert "Usable vacancy" in page.main.text
    assert "1 request." in page.main.text
    assert "Robin" not in page.main.text
    assert Browser(kept, Role.PLACEMENT_OFFICER).open("/unmet-needs").status == 403


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.DCS])
def test_where_nothing_was_noted_that_is_said(small, role):
    assert "Nothing was noted on these days." in Browser(small, role).open("/unmet-needs").main.text
