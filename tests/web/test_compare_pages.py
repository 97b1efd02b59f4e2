"""Places side by side: the same rows, what is best or the same in words, and what to do with too few or too many."""

import pytest

from tests.browsing import Page

HERE = "/requests/R01/options"
CHOSEN = ("FF-RESPITE.residential", "HUB-W.emergency", "HUB-W.residential")


def compared(asking, *places: str) -> Page:
    return asking.open(f"{HERE}/compare?" + "&".join(f"place={one}" for one in places))


def row(page: Page, label: str) -> list[str]:
    (found,) = [one for one in page.main.all("tr") if one.all("th")[0].text == label]
    return [cell.text for cell in found.all("td")]


@pytest.mark.parametrize("count", [2, 3])
def test_places_stand_side_by_side_in_the_order_of_the_list(asking, count):
    page = compared(asking, *reversed(CHOSEN[:count]))
    assert page.heading == f"Compare {count} places for request R01"
    heads = [one.text for one in page.main.one("thead").all("th")]
    assert [one[0] for one in heads[1:]] == ["1", "3", "4"][:count]
    assert all(len(one.all("td")) == count for one in page.main.one("tbody").all("tr"))


def test_what_differs_is_said_in_words(asking):
    page = compared(asking, *CHOSEN)
    score = row(page, "Score")
    assert score[0].startswith("64.1 out of 100")
    assert [one.endswith("(best)") for one in score] == [True, False, False]
    assert [one.endswith("(same)") for one in row(page, "To home")] == [False] * 3
    assert row(page, "From where they are now")[1:] == ["about 10 minutes (best)"] * 2
    assert [one.endswith("(differs)") for one in row(page, "Kind")] == [True] * 3
    assert all(one.endswith("(same)") for one in row(page, "Keeping the key worker (of 14)"))


def test_cost_is_never_called_best(asking):
    cost = row(compared(asking, *CHOSEN[:2]), "Cost a week (never scored)")
    assert cost == ["£520 a week (lowest)", "£4,900 a week"]


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ([], "Choose 2 or 3 places of the list to compare"),
        (CHOSEN[:1], "Choose 2 or 3 places of the list to compare"),
        ([CHOSEN[0]] * 2, "Choose each place once"),
        (
            [CHOSEN[0], "nowhere"],
            "One of these places is not in this answer. Choose 2 or 3 places of the list to compare",
        ),
        ([*CHOSEN, "HUB-E.emergency"], "Choose at most 3 places to compare"),
    ],
)
def test_too_few_or_too_many_lead_back_to_the_list(asking, places, says):
    page = compared(asking, *places)
    assert (page.status, page.errors) == (422, [says])
    assert page.title.startswith("Error: Emergency options")
    assert page.heading == "Emergency options for request R01"
    ticked = [one.attrs["value"] for one in page.main.all("input", type="checkbox") if "checked" in one.attrs]
    assert ticked == [one for one in dict.fromkeys(places) if one != "nowhere"]
    assert page.main.all("input", id="compare")


def test_how_they_differ_and_what_each_would_need_is_said_in_words(asking):
    text = compared(asking, *CHOSEN[:2]).main.text
    assert "Lingbeck family, Knaresborough comes before Gritstone House, Harrogate, with 11.6 points more." in text
    assert text.index("People they know, 10.8 apart.") < text.index("Kind of place, 2 apart.")
    assert "What each would need" in text
    assert text.count("Will Juniper live with their baby?") == 1
    assert "would not have enough staff" in text


def test_a_place_that_was_ruled_out_says_why_not_beside_the_others(asking):
    page = compared(asking, CHOSEN[0], "CC012.residential")
    assert page.heading == "Compare 2 places for request R01"
    assert "Ashridge family (family friend) is ruled out, so it has no points." in page.main.text
    assert not page.main.all("table")


def test_the_list_offers_every_place_to_compare(asking):
    form = asking.open(HERE).form(f"{HERE}/compare")
    assert form.attrs["method"] == "get"
    assert len(form.all("input", type="checkbox")) == 6


def test_before_anybody_has_asked_there_is_nothing_to_compare(officer):
    page = officer.open("/requests/R12/options/compare?place=a&place=b")
    assert page.heading == "No options yet for request R12"


def test_a_place_that_is_ruled_out_says_what_would_open_it(asking):
    page = compared(asking, CHOSEN[0], "CF001.residential")
    assert "Ruled out: Shaleditch community family, Harrogate is not available" in page.main.text
    assert "Way out: Wait until 24 May 2026: the first night on which it could begin. (social worker)" in page.main.text
