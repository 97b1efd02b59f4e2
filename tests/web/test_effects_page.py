"""The page that says what each option would mean for others: what it says, to whom, and where it never stands."""

import re

import pytest

from api.actions.effects import effects_of
from api.opening import demo
from api.opening_store import speaker
from api.pages.render import ENVIRONMENT
from matcher.domain.codes import Role
from tests.browsing import Browser, Page
from tests.stores import HERE

LINK = "See what each option would mean for others"


def rows(page: Page, label: str) -> list[str]:
    return [one.one("dd").text for one in page.main.all("div", class_="nwd-facts__row") if one.one("dt").text == label]


def test_the_options_lead_to_it_and_it_leads_back(asking):
    page = asking.follow(asking.open("/requests/R06/options"), LINK)
    assert (page.path, page.heading) == ("/requests/R06/effects", "What each option would mean for others")
    assert asking.follow(page, "Go back to the list of options").path == "/requests/R06/options"


def test_it_shows_the_values_of_the_json_in_the_order_of_the_own_list(asking):
    page = asking.open("/requests/R06/effects")
    found = effects_of(asking.service, speaker(asking.service, HERE), "R06").effects
    names = [one.one("h3").text.split(".")[0] for one in page.main.all("li", class_="nwd-option")]
    assert names == [str(one.overall_rank) for one in found.effects]
    assert rows(page, "For others") == [one.says for one in found.effects]
    assert rows(page, "Score") == [f"{one.score:.1f} out of 100" for one in found.effects]
    ways = [one for one in found.effects if one.rearrangement]
    assert len(rows(page, "One way")) == len(ways) > 0
    for told, one in zip(rows(page, "One way"), ways, strict=True):
        assert [move.request_id in told for move in one.rearrangement or ()] == [True] * len(one.rearrangement or ())


def test_it_says_first_that_it_is_for_planning_and_what_it_counts(asking):
    text = asking.open("/requests/R06/effects").main.text
    assert text.index("This is for planning.") < text.index("Each option, in the order of its own list")
    assert "Only free beds" in text
    assert "it is no reason to choose or to refuse a place" in text


def test_others_are_named_by_their_requests_alone(asking):
    page = asking.open("/requests/R06/effects")
    names = {one.name_to_use for one in demo().young_people if one.name_to_use}
    assert not names & set(re.findall(r"\w+", page.main.text))
    links = [one.attrs["href"] for one in page.main.all("a") if one.text.startswith("Request ")]
    assert links
    assert all(one.startswith("/requests/R") for one in links)


def test_a_request_for_another_service_says_so(asking):
    page = asking.open("/requests/R11/effects")
    assert page.main.one("h2").text == "This request belongs with another service"
    assert page.main.all("li", class_="nwd-option") == []


def test_a_request_without_an_option_says_so(asking):
    assert "No place can be offered here yet" in asking.open("/requests/R10/effects").main.text
    assert LINK not in asking.open("/requests/R10/options").main.text


def test_a_request_that_is_not_there_is_not_there(officer):
    assert officer.open("/requests/nowhere/effects").status == 404


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.IRO])
def test_whoever_may_not_look_for_options_has_no_way_to_it(asking, role):
    reader = Browser(asking.service, role)
    assert LINK not in reader.open("/requests/R06/options").main.text
    assert reader.open("/requests/R06/effects").heading == "Your role does not open this page"


def test_no_other_page_says_what_an_option_means_for_others():
    """Never beside a decision: the only other template that names the page is the list that leads to it."""
    naming = [
        name
        for name in ENVIRONMENT.list_templates(filter_func=lambda one: not one.startswith("govuk"))
        if "effect" in (ENVIRONMENT.loader.get_source(ENVIRONMENT, name)[0] if ENVIRONMENT.loader else "")
    ]
    assert naming == ["effects.html", "options.html"]
