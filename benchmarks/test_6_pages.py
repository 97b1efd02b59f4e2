"""How long the pages of the demonstration's county take, and what they weigh."""

from itertools import cycle

import pytest

from api.opening import demo
from benchmarks.figures import Figure
from benchmarks.timed import Timed, ms
from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST
from matcher.domain.codes import Role, SettingKind
from tests.browsing import Browser
from tests.stores import fill, new_service

REQUESTS = (EMERGENCY_REQUEST, PLANNED_REQUEST)
HUB = next(home.id for home in demo().settings if home.kind is SettingKind.HUB_BED)
OTHERS = {
    "my work": ["/work"],
    "a request": [f"/requests/{one}" for one in REQUESTS],
    "new request": ["/requests/new"],
    "why not": [f"/requests/{one}/why-not" for one in REQUESTS],
    "the referral sheet": [f"/requests/{one}/referral" for one in REQUESTS],
    "hubs and homes": ["/hubs"],
    "today at a hub": [f"/hubs/{HUB}/today"],
    "a hub's beds": [f"/hubs/{HUB}/occupancy"],
    "the rule book": ["/rules"],
}
SLOWEST_OPTIONS, SLOWEST = 0.5, 0.3
HEAVIEST = 150_000


@pytest.fixture(scope="module")
def officer(tmp_path_factory):
    """A service manager, who may open every page."""
    service = fill(new_service(f"sqlite:///{tmp_path_factory.mktemp('pages') / 'county.sqlite3'}"))
    browser = Browser(service, Role.SERVICE_MANAGER)
    for one in REQUESTS:
        browser.send(browser.open(f"/requests/{one}/options"))
    yield browser
    service.store.close()


def row(figures, what, timed, heaviest, most):
    figures.append(
        Figure(what=f"{what}: p95", measured=ms(timed.p95), target=f"{most * 1000:.0f} ms", reached=timed.p95 < most)
    )
    figures.append(
        Figure(what="   its weight", measured=f"{heaviest / 1000:.0f} kB", target="150 kB", reached=heaviest < HEAVIEST)
    )


def test_options_found_and_shown(benchmark, figures, officer):
    pages = [officer.open(f"/requests/{one}/options") for one in REQUESTS]
    turns = cycle(pages)
    found = []

    def find_again():
        page = next(turns)
        data = {"form_token": page.root.all("input", name="form_token")[0].attrs["value"]}
        found.append(officer.client.post(page.path, data=data, headers={"accept": "text/html"}))

    timed = Timed(find_again)
    benchmark.pedantic(timed, rounds=60, warmup_rounds=2)
    assert {one.status_code for one in found} == {200}
    row(figures, "options found and shown", timed, max(len(one.content) for one in found), SLOWEST_OPTIONS)


@pytest.mark.parametrize("what", OTHERS)
def test_a_page(benchmark, figures, officer, what):
    turns = cycle(OTHERS[what])
    found = []
    timed = Timed(lambda: found.append(officer.client.get(next(turns), headers={"accept": "text/html"})))
    benchmark.pedantic(timed, rounds=60, warmup_rounds=2)
    assert {one.status_code for one in found} == {200}
    row(figures, what, timed, max(len(one.content) for one in found), SLOWEST)
