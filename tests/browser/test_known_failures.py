"""What the accessibility statements of comparable services (2023, 2025) say is wrong with them, held against every page here."""

from itertools import pairwise

import pytest

from tests.browser.states import STATES
from tests.browser.test_every_page import every_state

WRONG = [state for state in STATES if "refused" in state.name or "wrong" in state.name]


@every_state
def test_a_list_is_announced_as_one_with_nothing_between_its_items(windows, state):
    tab = windows.at(state)
    strays = (
        "[...document.querySelectorAll('ul, ol')].filter(one => [...one.children].some(item => item.tagName !== 'LI'))"
    )
    emptied = "[...document.querySelectorAll('ul, ol, dl')].filter(one => one.children.length === 0)"
    assert tab.evaluate(f"{strays}.concat({emptied}).map(one => one.outerHTML.slice(0, 200))") == []


@every_state
def test_no_cell_and_no_answer_of_a_summary_is_empty(windows, state):
    tab = windows.at(state)
    cells = "[...document.querySelectorAll('main td, main th, main dd, main dt')]"
    assert tab.evaluate(f"{cells}.filter(one => !one.textContent.trim()).map(one => one.parentElement.innerText)") == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("state", WRONG, ids=str)
def test_the_link_of_an_error_moves_the_focus_to_its_field(windows, state, scripts):
    tab = windows.at(state, scripts=scripts)
    for link in tab.locator(".govuk-error-summary a").all():
        link.click()
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert tab.evaluate("document.activeElement.id") == target


@pytest.mark.parametrize("state", WRONG, ids=str)
def test_every_error_is_in_the_summary_and_beside_its_field_and_read_with_it(windows, state):
    tab = windows.at(state)
    beside = tab.locator(".govuk-error-message")
    links = tab.locator(".govuk-error-summary a")
    if state.page == "POST /sign-in/link":  # it has no field
        return
    assert links.count() == beside.count() > 0
    for message in beside.all():
        assert tab.locator(f"[aria-describedby~='{message.get_attribute('id')}']").count() > 0
    assert tab.locator(".govuk-error-summary [role=alert]").count() == 1
    assert tab.title().startswith("Error: ")


@every_state
def test_what_may_be_left_out_says_so_and_nothing_hides_that_it_is_needed(windows, state):
    tab = windows.at(state)
    unsaid = tab.evaluate("""() => [...document.querySelectorAll("main form [required]")]
        .filter(one => (one.labels?.[0]?.innerText ?? "").includes("optional")).map(one => one.name)""")
    assert unsaid == []


@every_state
def test_radios_checkboxes_and_parts_of_dates_are_tied_to_their_question(windows, state):
    tab = windows.at(state)
    loose = tab.evaluate("""() => [...document.querySelectorAll("main input:not([type=hidden]), main textarea, main select")]
        .filter(one => !one.labels?.length || !one.labels[0].textContent.trim()
            || ((one.type === "radio" || one.closest(".govuk-date-input"))
                && !one.closest("fieldset")?.querySelector("legend")?.textContent.trim()))
        .map(one => one.outerHTML.slice(0, 200))""")
    assert loose == []


@every_state
def test_nothing_is_revealed_without_the_browser_saying_so(windows, state):
    tab = windows.at(state)
    assert tab.locator("[data-aria-controls], .govuk-radios__conditional, .govuk-checkboxes__conditional").count() == 0
    assert tab.locator("details > :not(summary):first-child").count() == 0


@every_state
def test_no_two_links_side_by_side_lead_to_the_same_place_and_the_same_words_lead_to_one(windows, state):
    links = windows.at(state).evaluate(
        "[...document.querySelectorAll('main a[href]')].map(one => [one.textContent.trim().replace(/\\s+/g, ' '), one.href])"
    )
    adjacent = [first for first, second in pairwise(links) if first[1] == second[1]]
    by_words: dict[str, set[str]] = {}
    for words, href in links:
        by_words.setdefault(words, set()).add(href)
    assert adjacent == []
    assert [words for words, hrefs in by_words.items() if len(hrefs) > 1] == []


@every_state
def test_whatever_sorts_says_how(windows, state):
    assert windows.at(state).locator("th:not([aria-sort]) button").count() == 0


SEEN = """() => {
    const one = document.activeElement;
    const drawn = one.type === "radio" || one.type === "checkbox"
        ? getComputedStyle(one.nextElementSibling, "::before") : getComputedStyle(one);
    return one === document.body || drawn.boxShadow !== "none"
        || (drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2);
}"""


@every_state
def test_the_focus_is_seen_by_more_than_colour(windows, state):
    tab = windows.at(state)
    for _ in range(8):
        tab.keyboard.press("Tab")
        seen = tab.evaluate(SEEN)
        assert seen, tab.evaluate("document.activeElement.outerHTML.slice(0, 200)")


@every_state
def test_a_page_says_where_one_is_and_leads_back(windows, state):
    tab = windows.at(state)
    heading = tab.locator("h1").inner_text()
    assert heading.strip()
    ways_back = tab.locator(".govuk-breadcrumbs a, .govuk-back-link, h2:text('Where to go next')")
    is_deep = tab.evaluate("location.pathname.split('/').length") > 2
    assert ways_back.count() > 0 or not is_deep or state.role is None
