"""Why not: every place ruled out is found, with every reason and its source, by name, kind, reason or carer."""

import pytest

from matcher.domain.codes import Role
from tests.browsing import Browser, Page
from tests.web.conftest import OPEN
from tests.web.test_options_pages import kept, squeezed

HERE = "/requests/R01/why-not"


def looked_up(asking, find: str, path: str = HERE) -> Page:
    return asking.send(asking.open(path), path, find=find)


def places(page: Page) -> list[str]:
    return [
        one.all("a")[0].text for ruled_out in page.main.all("ul", class_="nwd-ruled-out") for one in direct(ruled_out)
    ]


def direct(found):
    return [one for one in found.parts if not isinstance(one, str)]


def every_page(asking, path: str) -> list[Page]:
    pages = [asking.open(path)]
    while links := [one for one in pages[-1].main.all("a") if one.text == "Next page"]:
        pages.append(asking.open(links[0].attrs["href"]))
    return pages


@pytest.mark.parametrize("request_id", OPEN)
def test_every_place_ruled_out_is_there_with_every_reason(asking, request_id):
    result = kept(asking, request_id)
    pages = every_page(asking, f"/requests/{request_id}/why-not")
    text = " ".join(page.main.text for page in pages)
    assert sum(len(places(page)) for page in pages) == result.counts.excluded
    missing = [
        said
        for place in result.excluded
        for said in (
            place.setting_name,
            *(one.says for one in place.failed),
            *(one.source[:-4] for one in place.failed),
        )
        if squeezed(said) not in text
    ]
    assert missing == []


def test_they_are_grouped_and_counted_by_the_first_reason(asking):
    result = kept(asking, "R01")
    page = asking.open(HERE)
    counted = {one.one("a").text: int(one.one("strong").text) for one in page.main.one("ul", **COUNTS).all("li")}
    assert sum(counted.values()) == result.counts.excluded
    assert list(counted.values()) == sorted(counted.values(), reverse=True)
    for reason, count in counted.items():
        shown = every_page(asking, asking.follow(page, reason).path + href(page, reason))
        assert sum(len(places(one)) for one in shown) == count


COUNTS = {"aria_label": "How many, by first reason"}


def href(page: Page, words: str) -> str:
    (link,) = [one for one in page.main.all("a") if one.text == words]
    return "?" + link.attrs["href"].partition("?")[2]


def test_a_named_carer_is_found_with_the_reason(asking):
    page = looked_up(asking, "holly alderholme")
    assert [one.partition(" (")[0] for one in places(page)] == ["Alderholme family, Thirsk"]
    assert "Alderholme family, Thirsk is not available from 22 May 2026." in page.main.text
    assert "Source" not in page.title
    assert "holly" not in page.path


def test_a_carer_who_is_on_the_list_is_found_there(asking):
    page = looked_up(asking, "jade LINGBECK")
    assert places(page) == []
    assert "Lingbeck family, Knaresborough" in page.main.text
    assert "number 1 on the list" in page.main.text


@pytest.mark.parametrize("find", ["supported accommodation", "HUB-E.residential", "for 16 to 24 only"])
def test_a_kind_a_place_or_a_reason_is_found(asking, find):
    page = looked_up(asking, find)
    assert places(page)
    assert page.main.one("input", id="find").attrs["value"] == find


def test_a_search_covers_all_and_is_turned_over_page_by_page(asking):
    page = looked_up(asking, "foster")
    assert len(places(page)) == 50
    onward = [one for one in page.main.all("form", action=HERE) if one.all("button")[0].text == "Next page"]
    token = page.main.one("form", role="search").one("input", name="form_token").attrs["value"]
    sent = {one.attrs["name"]: one.attrs["value"] for one in onward[0].all("input")}
    assert sent == {"form_token": token, "find": "foster", "number": "2"}
    answer = asking.client.post(HERE, data=sent)
    assert "Page 2 of" in answer.text


def test_nothing_found_says_what_to_do(asking):
    page = looked_up(asking, "nobody of this name")
    assert places(page) == []
    assert "Check the spelling" in page.main.text
    assert "ask the fostering manager for a carer" in page.main.text


@pytest.mark.parametrize("number", ["0", "-1", "99", "many", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(asking, number):
    page = looked_up(asking, "foster")
    token = page.main.one("form", role="search").one("input", name="form_token").attrs["value"]
    answer = asking.client.post(HERE, data={"form_token": token, "find": "foster", "number": number})
    assert answer.status_code == 200


def test_where_nobody_was_looked_at_nobody_is_ruled_out(asking):
    page = asking.open("/requests/R11/why-not")
    assert "no place was looked at" in page.main.text


def test_a_ruled_out_place_has_its_own_page(asking):
    page = asking.open("/requests/R01/options/CC012.residential")
    assert page.heading == "Why not: Ashridge family (family friend)"
    assert "Ashridge family (family friend) is not available from 22 May 2026." in page.main.text
    assert "Source: Practice: the list of carers available, Calderdale, Staffordshire (second-hand)" in page.main.text
    assert "Ask the fostering manager" in page.main.text


def test_another_reader_finds_the_same(asking):
    page = looked_up(Browser(asking.service, Role.IRO), "holly alderholme")
    assert len(places(page)) == 1


def test_a_ruled_out_place_says_what_would_open_it_and_who_can_make_each_change(asking):
    page = asking.open("/requests/R01/options/CH010.residential")
    text = page.main.text
    assert "What would open it" in text
    assert "Both of these:" in text
    assert "Wait until 8 June 2026" in text
    assert "Who can make it: nominated officer." in text


def test_a_place_that_needs_an_approval_says_what_else_would_open_it(asking):
    text = asking.open("/requests/R01/options/HUB-W.residential").main.text
    assert "Each of these 4 ways would open Gritstone House, Harrogate for Juniper." in text
    assert "Who can make it: registered manager; Willow Alderthwaite." in text


def test_an_option_says_nothing_of_changes(asking):
    listed = kept(asking, "R01").options[0].place_id
    assert "What would open it" not in asking.open(f"/requests/R01/options/{listed}").main.text


def test_what_would_open_the_places_of_a_page_is_shown_on_request(asking):
    plain = asking.open(HERE)
    assert "What would open it" not in plain.main.text
    page = asking.open(asking.follow(plain, "Show what would open these places").path + "?number=1&ways=true")
    assert page.main.text.count("What would open it:") == len(places(page)) == 50
    assert "Show the reasons only" in page.main.text
