"""Beds by night and their forecast over HTTP, of the demonstration's county: with nothing changed since the last call, and anew."""

import gc
from collections.abc import Callable
from itertools import count

import pytest
from starlette.testclient import TestClient

from api.opening import demo
from api.served import served_app
from benchmarks.figures import Figure
from benchmarks.timed import Timed, ms
from fixtures import PLANNED_REQUEST
from matcher.domain.codes import Role, SettingKind
from tests.stores import fill, new_service, signed_in

UNCHANGED, CHANGED = 0.050, 0.300
CALLS, CHANGES = 60, 30
HUB = next(home.id for home in demo().settings if home.kind is SettingKind.HUB_BED)
PLACE = next(place.place_id for place in demo().places if place.setting_id == HUB)
ASKED = {
    "one hub": f"/v1/settings/{HUB}/capacity",
    "forecast of one hub, 84 nights": f"/v1/settings/{HUB}/forecast",
    "forecast of one hub, 182 nights": f"/v1/settings/{HUB}/forecast?days=182",
    "the authority": "/v1/capacity",
    "the authority, usable by a request": f"/v1/capacity?usable_by={PLANNED_REQUEST}",
    "the authority, usable by a profile": "/v1/capacity?age=15&sex=male",
    "the authority, as a list": "/v1/exports/capacity.csv",
    "places and bed counts as FHIR": "/v1/exports/capacity.fhir",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A case system's: it may ask for everything, and change a place."""
    service = fill(new_service(f"sqlite:///{tmp_path_factory.mktemp('beds') / 'county.sqlite3'}"))
    with TestClient(served_app(service), headers=signed_in(service, Role.MACHINE_CALLER)) as connected:
        yield connected
    service.store.close()
    gc.unfreeze()


def changing(client: TestClient) -> Callable[[], None]:
    """Somebody says that a place is free: what is answered next is made anew."""
    turn = count()

    def change() -> None:
        gap = [{"first_night": "2027-01-01", "reason": f"Painting {next(turn)}"}]
        answer = client.patch(f"/v1/places/{PLACE}", json={"out_of_use": gap}, headers={"if-match": "*"})
        assert answer.status_code == 200

    return change


@pytest.mark.parametrize("what", ASKED)
def test_beds_by_night_over_http(benchmark, figures, client, what):
    def ask():
        answer = client.get(ASKED[what])
        assert answer.status_code == 200
        return answer

    ask()
    same = Timed(ask)
    benchmark.pedantic(same, rounds=CALLS)
    change, anew = changing(client), Timed(ask)
    for _ in range(CHANGES):
        change()
        anew()
    for said, timed, most in (("nothing has changed", same, UNCHANGED), ("after a change", anew, CHANGED)):
        figures.append(
            Figure(
                what=f"{what}, {said}: p95",
                measured=f"{ms(timed.p95)} (median {ms(timed.median)}, own work {ms(timed.median_work)})",
                target=ms(most),
                reached=timed.p95 < most,
            )
        )
