"""The pages of options on A4 paper: a comparison is one page, and whatever is folded away is printed too."""

import re

import pytest

from tests.browser.states import OFFICER, _with_options

PAGE = re.compile(rb"/Type\s*/Page[^s]")
LANDSCAPE = rb"/MediaBox [0 0 841.9"


def printed(tab) -> bytes:
    paper: bytes = tab.pdf(prefer_css_page_size=True)
    return paper


@pytest.mark.parametrize("request_id", ["R01", "R06", "R12"])
def test_a_comparison_of_three_is_one_page(desk, county, request_id):
    tab = desk.sit_down(county, OFFICER)
    _with_options(request_id)(tab)
    for box in tab.get_by_role("checkbox").all()[:3]:
        box.check()
    tab.get_by_role("button", name="Compare").click()
    assert tab.locator("thead th").count() == 4
    paper = printed(tab)
    assert len(PAGE.findall(paper)) == 1
    assert LANDSCAPE in paper


def test_what_is_folded_away_is_printed(desk, county):
    tab = desk.sit_down(county, OFFICER)
    _with_options("R01")(tab)
    question = tab.get_by_text("Will Juniper live with their baby?")
    assert not question.is_visible()
    tab.emulate_media(media="print")
    assert question.bounding_box() is not None
