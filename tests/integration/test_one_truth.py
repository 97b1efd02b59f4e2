"""One truth: the same home on the same night has the same figures through every door."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.actions.learning import keep_past_stays
from api.actions.loading import begin_authority
from api.app import create_app
from api.opening_store import speaker
from api.store.past_stays import KeptStay
from matcher.capacity.forecast import in_100
from matcher.domain.codes import Role
from tests.browsing import Browser
from tests.stores import HERE, NOW, file_url, fill, new_service, signed_in

HUB, TONIGHT = "HUB-W", date(2026, 5, 22)
NIGHTS_AHEAD = (0, 14, 27)
STATES = (
    *("occupied", "occupied_but_away", "planned_in", "held"),
    *("out_of_use", "blocked_by_staffing", "blocked_by_group", "free", "over"),
)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """It is the same evening for everybody, at a terminal too."""
    service = new_service(file_url(tmp_path_factory.mktemp("county")))
    begin_authority(service, HERE, "Northmoor", NOW.isoformat())
    yield fill(service)
    service.store.close()


@pytest.fixture(scope="module")
def api(county):
    with TestClient(create_app(county), headers=signed_in(county)) as connected:
        yield connected


def counted(beds: dict) -> dict[str, int]:
    return {name: int(beds[name]) for name in STATES}


def of_setting(answer: dict, n: int) -> dict[str, int]:
    """The ordinary beds, as one setting's own answer has them."""
    (row,) = [one for one in answer["rows"] if one["pool"] == "residential"]
    return {**counted(row["nights"][n]), "usable_vacancy": answer["nights"][n]["usable_vacancy"]}


def of_authority(answer: dict, n: int) -> dict[str, int]:
    (night,) = [one["nights"][n] for one in answer["settings"] if one["setting_id"] == HUB]
    return {**counted(night["ordinary"]), "usable_vacancy": night["usable_vacancy"]}


def of_list(text: str, n: int) -> dict[str, int]:
    night = TONIGHT + timedelta(days=n)
    lines = csv.DictReader(io.StringIO(text))
    (line,) = [
        one
        for one in lines
        if (one["setting_id"], one["night"], one["pool"]) == (HUB, night.isoformat(), "residential")
    ]
    return {**counted(line), "usable_vacancy": int(line["usable_vacancy"])}


def of_bundle(bundle: dict, n: int) -> dict[str, int]:
    night = TONIGHT + timedelta(days=n)
    found = [one["resource"] for one in bundle["entry"]]
    (hub,) = [one["id"] for one in found if HUB in [named["value"] for named in one.get("identifier", [])]]
    (report,) = [
        one
        for one in found
        if one["resourceType"] == "MeasureReport"
        and one["subject"]["reference"].endswith(hub)
        and one["period"]["start"] == night.isoformat()
    ]
    counts = {one["code"]["coding"][0]["code"]: one["count"] for one in report["group"][0]["population"]}
    return {**counted(counts), "usable_vacancy": counts["usable_vacancy"]}


def at(read: Callable[[Any, int], Any], answer: Any) -> list[Any]:
    return [read(answer, n) for n in NIGHTS_AHEAD]


def beds_through_every_door(api, nwd, url: str) -> Iterator[tuple[str, list[dict[str, int]]]]:
    here = ("--database", url, "--authority", HERE)
    nights = {"from": TONIGHT.isoformat(), "to": (TONIGHT + timedelta(days=28)).isoformat()}
    hubs = {"kind": "hub_bed"}
    yield "its own beds", at(of_setting, api.get(f"/v1/settings/{HUB}/capacity").json())
    yield "the authority's", at(of_authority, api.get("/v1/capacity").json())
    yield "a list", at(of_list, api.get("/v1/exports/capacity.csv", params=hubs).text)
    yield "FHIR", at(of_bundle, api.get("/v1/exports/capacity.fhir", params={**hubs, **nights}).json())
    asked = {"changes": [], "setting_ids": [HUB]}
    yield "a what-if", at(of_setting, api.post("/v1/scenarios", json=asked).json()["before"]["settings"][0])
    yield "a terminal", at(of_setting, json.loads(nwd("capacity", HUB, "--json", *here).out))
    yield "a list at a terminal", at(of_list, nwd("capacity", "--csv", "--kind", "hub_bed", *here).text)


def test_the_beds_of_a_night_are_the_same_through_every_door(county, api, nwd):
    told = dict(beds_through_every_door(api, nwd, county.settings.database_url))

    assert told == dict.fromkeys(told, told["its own beds"])


def footer(county, words: str) -> list[str]:
    """A line under the ordinary beds of the page of beds by night."""
    table = Browser(county, Role.HUB_MANAGER).open(f"/hubs/{HUB}/occupancy").main.all("table", class_="nwd-grid")[0]
    (line,) = [one for one in table.one("tfoot").all("tr") if one.one("th").text == words]
    return [one.text for one in line.all("td")]


def test_the_page_of_beds_by_night_has_the_same_figures(county, api):
    answer = api.get(f"/v1/settings/{HUB}/capacity").json()
    night_by_night = [of_setting(answer, n) for n in range(len(answer["nights"]))]
    usable, free = footer(county, "Usable"), footer(county, "Free")

    assert usable == [str(one["usable_vacancy"]) for one in night_by_night][: len(usable)]
    assert free == [str(one["free"]) for one in night_by_night][: len(free)]


def ahead(nights: list[dict], n: int) -> tuple[float, float]:
    """The chance of a free bed, and how many people are expected."""
    return float(nights[n]["chance_bed_free"]), float(nights[n]["mean_occupancy"])


def ahead_through_every_door(api, nwd, url: str) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    here = ("--database", url, "--authority", HERE)
    for days in (28, 84, 182):
        answer = api.get(f"/v1/settings/{HUB}/forecast", params={"days": days})
        yield f"{days} nights", at(ahead, answer.json()["nights"])
    yield "a terminal", at(ahead, json.loads(nwd("forecast", HUB, "--json", *here).out)["nights"])
    yield "a list", at(ahead, list(csv.DictReader(io.StringIO(nwd("forecast", HUB, "--csv", *here).text))))
    for nights in (28, 100):
        asked = {"changes": [], "setting_ids": [HUB], "nights": nights}
        found = api.post("/v1/scenarios", json=asked).json()["before"]["forecasts"]
        (beds,) = [one["nights"] for one in found if one["pool"] == "residential"]
        yield f"a what-if of {nights} nights", [(beds[n]["chance_free"], beds[n]["expected"]) for n in NIGHTS_AHEAD]


def test_what_is_expected_of_a_night_is_the_same_through_every_door(county, api, nwd):
    told = dict(ahead_through_every_door(api, nwd, county.settings.database_url))

    assert told == dict.fromkeys(told, told["84 nights"])


def test_the_page_of_beds_ahead_has_the_same_figures(county, api):
    nights = api.get(f"/v1/settings/{HUB}/forecast").json()["nights"]
    page = Browser(county, Role.HUB_MANAGER).open(f"/hubs/{HUB}/forecast")
    rows = page.main.one("div", aria_labelledby="beds-nights").one("tbody").all("tr")
    told = [tuple(one.text for one in row.all("td"))[:4] for row in rows]

    assert [(one[0], one[1], one[3]) for one in told] == [
        (str(one["beds"]), f"{one['mean_occupancy']:.1f}", in_100(one["chance_bed_free"])) for one in nights
    ]


def test_no_past_stay_is_in_a_score(county, api):
    """What a forecast learns from changes no list of options, not by a byte."""

    def options() -> bytes:
        return api.post("/v1/placement-requests/R01/options").content

    def chance() -> float:
        return api.get(f"/v1/settings/{HUB}/forecast").json()["nights"][28]["chance_bed_free"]

    before, chance_before = options(), chance()
    stays = [
        KeptStay(
            id=f"stay-{n}",
            who=f"somebody-{n}",
            setting_id=HUB,
            first_night=TONIGHT - timedelta(days=10 * n + 9),
            leaving=TONIGHT - timedelta(days=10 * n),
            known_on=TONIGHT,
        )
        for n in range(1, 60)
    ]
    keep_past_stays(county, speaker(county, HERE), stays)

    assert chance() != chance_before
    assert options() == before
