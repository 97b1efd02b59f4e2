"""Each role's main task from the sign-in link to its end: by the keyboard alone, with scripts and without."""

import pytest

from matcher.domain.codes import Role
from tests.browser.conftest import serving
from tests.browser.keyboard import Keyboard
from tests.stores import file_url, fill, new_service

both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def own_county(tmp_path):
    """The invented county, to be written to."""
    with serving(fill(new_service(file_url(tmp_path)))) as served:
        yield served


@pytest.fixture
def window(desk, own_county, scripts):
    return lambda role, **more: desk.sit_down(own_county, role, scripts=scripts, **more)


@both_ways
def test_an_officer_takes_an_emergency_to_its_list_explains_the_second_option_and_why_a_carer_was_not_offered(window):
    tab = window(Role.PLACEMENT_OFFICER)
    keys = Keyboard(tab)
    keys.press("Find options")
    assert tab.locator("h1").inner_text() == "Emergency options for request R01"

    second = tab.get_by_role("heading", level=3).nth(1).inner_text()
    keys.follow("Why this place: Chalkmere family, Harrogate")
    assert "Chalkmere family, Harrogate" in second
    assert tab.locator("h1").inner_text() == "Why this place: Chalkmere family, Harrogate"
    assert tab.get_by_role("heading", name="The score: ").count() == 1

    keys.follow("Go back to the list")
    keys.follow("Why not: the places that were ruled out")
    keys.type("Find a place or a carer", "Tufastow")
    keys.press("Find")
    found = tab.locator("main").inner_text()
    assert "Lodgings with the Tufastow family" in found
    assert "is under 16 until" in found


@both_ways
def test_an_officer_records_a_new_emergency_and_finds_options_for_it(window):
    tab = window(Role.PLACEMENT_OFFICER)
    keys = Keyboard(tab)
    keys.follow("New request")
    keys.choose("Is this an emergency?")
    keys.type("which manager declared it", "T. Rushbeck")
    keys.type("why can it not wait", "Nobody at home can look after them")
    keys.type("What is the first night?", "22", "5", "2026")
    keys.type("What should we call the young person?", "Wren")
    keys.type("When was the young person born?", "14", "3", "2011")
    keys.type("Where is the young person now?", "Police station")
    keys.type("Who is asking?", "Sgt Lane")
    keys.type("On which number", "01632 960001")
    keys.type("Which manager agreed", "T. Mosscroft")
    keys.type("When did they agree?", "22", "5", "2026", "19:20")
    keys.press("Save, and see how many places fit")
    assert "still fit" in tab.locator("main").inner_text()

    keys.press("Find options")
    assert tab.locator("h1").inner_text().startswith("Emergency options for request")


@both_ways
def test_an_officer_compares_two_places(window):
    tab = window(Role.PLACEMENT_OFFICER)
    keys = Keyboard(tab)
    keys.press("Find options")
    keys.choose("1. ")
    keys.choose("2. ")
    keys.press("Compare")
    assert tab.locator("h1").inner_text().startswith("Compare 2 places")


@both_ways
def test_a_manager_sees_today_at_a_hub_and_its_beds_for_four_weeks(window):
    tab = window(Role.HUB_MANAGER, setting="HUB-W")
    keys = Keyboard(tab)
    assert tab.locator("h1").inner_text() == "Today at Gritstone House, Harrogate"
    keys.follow("Beds for the next four weeks")
    assert tab.locator("h1").inner_text().startswith("Beds at Gritstone House")


@both_ways
def test_somebody_who_may_read_nothing_else_reads_a_rule_and_signs_out(window):
    tab = window(Role.AUDITOR)
    keys = Keyboard(tab)
    keys.follow("staff ratio")
    assert tab.locator("h1").inner_text() == "Rule: staff ratio"
    keys.press("Sign out")
    assert tab.locator("h1").inner_text() == "Sign in"
