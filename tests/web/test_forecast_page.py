"""The forecast of a setting's beds as a page: what it says in words, its chart, the tables behind it; and where there is none."""

from api.actions.forecast import beds_forecast
from api.actions.forecast_accuracy import forecast_accuracy
from api.opening_store import speaker
from matcher.domain.codes import Role
from tests.browsing import Browser, Page
from tests.stores import HERE

HUB = "/hubs/HUB-W/forecast"


def opened(service, path: str = HUB, role: Role = Role.HUB_MANAGER) -> Page:
    return Browser(service, role).open(path)


def test_it_begins_with_whether_there_will_be_a_bed(county_service):
    page = opened(county_service)
    found = beds_forecast(county_service, speaker(county_service, HERE), "HUB-W")
    tonight = round(100 * found.nights[0].chance_bed_free)
    assert page.heading == "Beds ahead at Gritstone House, Harrogate"
    assert "It is a forecast, not a promise" in page.main.text
    assert "Tonight: almost certainly" in page.main.text
    assert tonight >= 99


def test_the_tables_have_the_figures_of_the_answer(county_service):
    found = beds_forecast(county_service, speaker(county_service, HERE), "HUB-W")
    page = opened(county_service)
    rows = page.main.one("div", aria_labelledby="beds-weeks").one("tbody").all("tr")
    assert len(rows) == len(found.nights[::7])
    for row, night in zip(rows, found.nights[::7], strict=True):
        cells = [one.text for one in row.all("td")]
        assert cells[:2] == [str(night.beds), f"{night.mean_occupancy:.1f}"]
    nights = page.main.one("div", aria_labelledby="beds-nights").one("tbody").all("tr")
    assert len(nights) == found.days == 84


def test_the_chart_says_what_it_shows_and_draws_every_pool(county_service):
    page = opened(county_service)
    charts = page.main.all("svg")
    assert len(charts) == 2
    assert [len(one.all("polygon")) for one in charts] == [3, 3]
    assert charts[0].one("title").text.startswith("Beds (4) at Gritstone House")
    assert "people in 80 of 100 cases" in charts[0].one("desc").text


def test_little_to_go_by_is_said(county_service):
    assert "Not enough history" in opened(county_service).main.text


def test_nobody_is_named_and_whoever_reads_provision_may_read_it(county_service):
    told = opened(county_service, role=Role.BUDGET_HOLDER).main.text
    names = {one.name_to_use for one in county_service.frames.frame(HERE).snapshot.young_people if one.name_to_use}
    assert not {name for name in names if f" {name} " in told}


def test_a_setting_that_others_run_has_none_and_says_where_to_ask(county_service):
    page = opened(county_service, "/hubs/CH001/forecast")
    assert "Its beds cannot be forecast" in page.main.text
    assert "Ring whoever runs it" in page.main.text


def test_the_hubs_and_today_lead_to_it(county_service):
    for path in ("/hubs", "/hubs/HUB-W/today"):
        assert any(one.attrs.get("href") == HUB for one in opened(county_service, path).main.all("a")), path


def test_it_says_how_good_past_forecasts_were_or_that_there_are_none_to_judge_yet(county_service):
    page = opened(county_service)
    past = page.main.one("section", aria_labelledby="past")
    told = forecast_accuracy(county_service, speaker(county_service, HERE), setting_id="HUB-W")
    assert told.says in past.text
    assert not past.all("table")
