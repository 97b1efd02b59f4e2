"""Every page, in every state, narrow and wide: what a program can see of WCAG 2.2 AA, and what it cannot."""

import re
from pathlib import Path

import pytest

from tests.browser.states import STATES
from tests.house.declared import PAGES

AXE = (Path(__file__).parent / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
A4_PIXELS = 794
"""A4 paper's width at 96 to the inch."""
WITHOUT_A_PAGE = {"GET /", "POST /sign-out"}
"""They only lead elsewhere."""

every_state = pytest.mark.parametrize("state", STATES, ids=str)


def test_every_page_has_a_state_here():
    assert {state.page for state in STATES} - {""} == set(PAGES) - WITHOUT_A_PAGE


NARROW, WIDE = 320, 1280
ONE_OF_EACH = {state.page: state for state in reversed(STATES)}.values()
"""The first state of each page: wide, its others hardly differ in what axe looks at."""


@pytest.mark.parametrize(
    ("width", "state"), [*((NARROW, one) for one in STATES), *((WIDE, one) for one in ONE_OF_EACH)], ids=str
)
def test_axe_finds_nothing(windows, state, width):
    tab = windows.at(state, width)
    tab.evaluate(AXE)
    found = tab.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    said = [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]
    assert said == []


@every_state
def test_it_fits_a_small_phone_and_so_a_zoom_of_400_percent(windows, state):
    tab = windows.at(state, 320)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@every_state
def test_it_fits_the_paper(windows, state):
    tab = windows.at(state, A4_PIXELS)
    tab.emulate_media(media="print")
    too_wide = tab.evaluate("document.documentElement.scrollWidth") > A4_PIXELS
    buttons = tab.get_by_role("button").filter(visible=True).count()
    tab.emulate_media(media="screen")
    assert (too_wide, buttons) == (False, 0)


@every_state
def test_it_breaks_none_of_its_own_policy_and_loads_nothing_from_elsewhere(windows, state):
    window = windows.window(state)
    window.tab.wait_for_load_state("load")
    ours = (windows.counties[state.county].url, "data:")
    assert [one for one in window.complaints if not re.search("status of 4\\d\\d", one)] == []
    assert [url for url in window.asked if not url.startswith(ours)] == []


@every_state
def test_it_says_the_same_without_scripts(windows, state):
    heard = [windows.at(state, scripts=scripts).locator("main").aria_snapshot() for scripts in (True, False)]
    same = [re.sub(r"\n\s*- button \"Show password\".*|reference \w+", "", one) for one in heard]
    assert same[0] == same[1]


@every_state
def test_everything_that_can_be_used_is_reached_by_the_keyboard_in_the_order_it_is_read(windows, state):
    tab = windows.at(state)
    wanted = tab.evaluate(USABLE)
    for _ in range(len(wanted) + 2):  # once round, past the browser's own bar
        tab.keyboard.press("Tab")
    reached = tab.evaluate("window.reached")
    begun = wanted.index(reached[0])  # at what is wrong, where something is
    assert reached[: len(wanted)] == wanted[begun:] + wanted[:begun]


USABLE = """() => {
    const usable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    const shown = usable.filter(one => one.checkVisibility() && one.type !== "hidden" && !one.disabled
        && !(one.type === "radio" && one !== first(one)));
    function first(radio) {
        const group = [...document.querySelectorAll(`input[type=radio][name="${radio.name}"]`)];
        return group.find(other => other.checked) ?? group[0];
    }
    window.reached = [];
    document.addEventListener("focusin", event => window.reached.push(event.target.dataset.nth));
    return shown.map((one, nth) => one.dataset.nth = String(nth));
}"""


@pytest.mark.parametrize("state", [one for one in STATES if one.page.startswith("GET")], ids=str)
def test_titles_tell_pages_apart_and_there_is_one_main_heading(windows, state):
    tab = windows.at(state)
    heading = tab.locator("h1")
    assert heading.count() == 1
    assert tab.title().endswith(" - No Wrong Door")
