"""The referral sheet: what a provider needs, and nothing that is not theirs to know."""

from dataclasses import replace

import pytest

from fixtures.plain_world import TODAY
from matcher.domain.codes import Role
from matcher.domain.people import FamilyTime, LocationExclusion, Need, RiskEntry, View
from matcher.domain.person_codes import (
    ExclusionReason,
    ExclusionStrength,
    NeedCategory,
    RiskType,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.requests import Asker
from matcher.domain.values import Location
from tests.browsing import Browser
from tests.small import PLACE, REQUEST, fill_small, small_world

HERE = f"/requests/{REQUEST}/referral"


def telling():
    """The small world, where much is recorded that must not leave the house."""
    plain = small_world()
    somebody = replace(
        next(one for one in plain.young_people if one.id == "yp"),
        name_to_use="Robin Thornfield",
        home=Location(easting=430000, northing=455000, postcode="ZZ1 1YE"),
        needs=(Need(category=NeedCategory.TRAUMA, level=3),),
        risks=(
            RiskEntry(risk=RiskType.MISSING, level=2, handling="Hub staff only, ask Sam", source="Police log 4411"),
        ),
        exclusions=(
            LocationExclusion(
                id="x",
                strength=ExclusionStrength.MUST_NOT,
                reason=ExclusionReason.GANG,
                centre=Location(easting=100000, northing=100000),
            ),
        ),
        family_time=(FamilyTime(id="f", person="Nan, at ZZ5 2LL", visits_a_month=2),),
        views=(
            View(about=ViewAbout.SETTING, setting_id="fosters", view=ViewStrength.FOR, reason="Ash lives near ZZ52LL"),
            View(about=ViewAbout.PERSON, person_id="kw", view=ViewStrength.AGAINST),
        ),
        would_rather_live="not with Sam",
        interpreter_language=None,
    )
    others = tuple(one for one in plain.young_people if one.id != "yp")
    request = next(one for one in plain.placement_requests if one.id == REQUEST)
    asking = replace(request, asked_by=Asker(name="Vetch Sedgeside", role=Role.SOCIAL_WORKER, telephone="07700 900110"))
    requests = tuple(asking if one is request else one for one in plain.placement_requests)
    return replace(plain, young_people=(somebody, *others), placement_requests=requests)


@pytest.fixture
def sheet(service) -> Browser:
    browser = Browser(fill_small(service, snapshot=telling()), Role.PLACEMENT_OFFICER)
    browser.send(browser.open(f"/requests/{REQUEST}/options"), f"/requests/{REQUEST}/options")
    return browser


def fact(page, label: str) -> str:
    (found,) = [row for row in page.main.all("div", class_="nwd-facts__row") if row.one("dt").text == label]
    return found.one("dd").text


def test_it_says_what_a_provider_needs(sheet):
    page = sheet.open(HERE)
    assert page.main.all("p")[0].text.startswith("Contains personal data . As of ")
    assert fact(page, "Called") == "Robin"
    assert fact(page, "Needs") == "trauma: high"
    assert fact(page, "Risk to others") == "missing: medium"
    assert fact(page, "Handling: who may see it") == "missing: Hub staff only, ask [name left out]"
    assert fact(page, "Family time") == "Nan, at [address left out]: 2 a month"
    assert fact(page, "Who asks") == "Vetch Sedgeside, social worker, 07700 900110"
    assert "not with [name left out]" in fact(page, "They say")


def test_what_nobody_has_recorded_is_not_known_and_never_none(sheet):
    page = sheet.open(HERE)
    assert fact(page, "Interpreter").startswith("Not known")
    assert fact(page, "Animals") in {"none", "Not known: nobody has recorded it."}


@pytest.mark.parametrize("path", [HERE, f"{HERE}?place={PLACE}"])
def test_what_is_not_theirs_to_know_is_left_out_and_that_is_said(sheet, path):
    page = sheet.open(path)
    for secret in ("Thornfield", "ZZ1", "ZZ5", "ZZ52LL", "gang", "4411", "Sam ", "Ash ", "allegation_open", "kw"):
        assert secret not in page.main.text, secret
    said = [one.text for one in page.main.one("section", aria_labelledby="left-out").all("li")]
    assert "anything about allegations" in said
    assert "areas and people that have to be kept away from, and why anybody is kept apart" in said


def test_it_names_the_place_that_is_asked(sheet):
    page = sheet.open(f"{HERE}?place={PLACE}")
    assert "(foster family)" in page.main.text
    assert "for: this place" in fact(page, "They say")
    assert TODAY.strftime("%b") in page.main.text


@pytest.mark.parametrize("place", ["nowhere", "%3Cscript%3E"])
def test_a_place_that_is_not_on_the_list_is_not_asked(sheet, place):
    assert sheet.open(f"{HERE}?place={place}").status in {404, 422}


def test_a_request_that_is_not_there_has_no_sheet(sheet):
    assert sheet.open("/requests/nowhere/referral").status == 404
