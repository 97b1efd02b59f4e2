"""Whatever stands in a record, no page runs it, and nothing of it becomes part of the page."""

import pytest

from matcher.domain.codes import Role
from tests.browser.conftest import serving
from tests.hostile import CORPUS, MARK, fill_hostile
from tests.house.declared import PAGES
from tests.served import address
from tests.small import REQUEST
from tests.stores import file_url, new_service

OPENED = [page.removeprefix("GET ") for page in PAGES if page.startswith("GET ") and PAGES[page] is not None]


TURNS = 4
"""Each text is in a quarter of the fields of one record, and each page is opened with every text in it."""


@pytest.mark.parametrize("turn", range(TURNS))
def test_no_page_does_what_a_record_says(desk, tmp_path, turn):
    with serving(fill_hostile(new_service(file_url(tmp_path)), turn, TURNS)) as served:
        tab = desk.sit_down(served, Role.SERVICE_MANAGER)
        ran: list[str] = []
        tab.on("dialog", lambda dialog: ran.append(dialog.message))
        tab.on("request", lambda one: ran.extend([] if one.url.startswith((served.url, "data:,")) else [one.url]))
        rank(tab)
        for path in OPENED:
            tab.goto(address(path))
            tab.wait_for_load_state()
            if tab.evaluate(f"window.{MARK} !== undefined || document.getElementById('{MARK}') !== null"):
                ran.append(path)
        assert ran == []


def rank(tab) -> None:
    """Have options shown, so that the pages of options have something to say."""
    tab.goto(f"/requests/{REQUEST}/options")
    button = tab.get_by_role("button", name="Find options")
    if button.count():
        button.first.click()


def test_the_corpus_works_where_nothing_is_escaped(chromium):
    """Each of them is dangerous: on a page that writes it down as it is, something happens or becomes part of it."""
    harmless = []
    for word in CORPUS:
        context = chromium.new_context()
        tab = context.new_page()
        asked: list[str] = []
        tab.on("request", lambda one, asked=asked: asked.append(one.url))
        tab.route("**/*", lambda route: route.abort() if "elsewhere" in route.request.url else route.continue_())
        tab.set_content(
            f"<title>{word}</title><style>{word}</style><p>{word}</p><textarea>{word}</textarea>"
            f'<input value=\'{word}\'><input value="{word}"><a href="{word}">x</a>',
            wait_until="domcontentloaded",
        )
        tab.wait_for_timeout(100)
        there = tab.evaluate(f"window.{MARK} !== undefined || document.documentElement.outerHTML.includes('{MARK}')")
        if not there and not any("elsewhere" in url for url in asked):
            harmless.append(word)
        context.close()
    assert harmless == []
