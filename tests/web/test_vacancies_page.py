"""Usable vacancies of the authority, and what is ahead at a hub, as pages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from api.actions.loading import load_snapshot
from api.opening_store import speaker
from fixtures.plain_world import TODAY, full_rota, lives, person, place, request, setting, world
from matcher.domain.codes import PlacePool, Role, SettingKind
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import LegalStatus
from matcher.domain.setting_facts import LocationAssessment
from tests.browsing import Browser, Page
from tests.stores import HERE

DAY = timedelta(days=1)
HUB = setting(
    "hub",
    SettingKind.HUB_BED,
    name="Harbour Hub",
    registered_places=4,
    location_assessment=LocationAssessment(reviewed_on=TODAY - 360 * DAY, police_concern=False),
)
ROWS = (place("hub", place_id="hub-beds", beds=3), place("hub", place_id="hub-kept", beds=1, pool=PlacePool.EMERGENCY))
SAM = person(
    "sam",
    name_to_use="Samphire",
    date_of_birth=TODAY.replace(year=TODAY.year - 18) + 10 * DAY,
    legal_status=LegalReason(status=LegalStatus.INTERIM_CARE_ORDER),
)


def at_hub(who: str, **how):
    return lives(who, "hub", place_id="hub-beds", **how)


def opened(service, path: str, role: Role = Role.PLACEMENT_OFFICER, **facts) -> Page:
    given = {
        "young_people": (person(), SAM),
        "places": ROWS,
        "placements": (at_hub("sam", leaving=TODAY + 20 * DAY),),
        "placement_requests": (request(start_date=TODAY, end_date=TODAY + 28 * DAY),),
        **facts,
    }
    load_snapshot(service, speaker(service, HERE), replace(world(HUB, **given), authority=HERE))
    return Browser(service, role).open(path)


def row(page: Page, name: str) -> str:
    return next(one.text for one in page.main.all("tr") if name in one.text)


def test_the_headline_is_the_usable_vacancy_by_kind(service):
    page = opened(service, "/vacancies")
    assert page.heading == "Usable vacancies"
    assert row(page, "hub bed").startswith("hub bed 3 2 1 for emergencies")
    assert row(page, "Harbour Hub").startswith("Harbour Hub hub bed 2 1 for emergencies")


def test_nobody_is_named_on_it(service):
    assert "Samphire" not in opened(service, "/vacancies").html


def test_it_can_be_counted_for_a_request(service):
    page = opened(service, "/vacancies?request=req")
    assert "Counted for request req" in page.main.text
    assert "usable" in page.main.text


def test_a_request_is_not_counted_for_whoever_may_not_look_for_options(service):
    page = opened(service, "/vacancies?request=req", Role.HUB_MANAGER)
    assert page.heading == "Your role does not open this page"


def test_it_can_be_counted_for_a_profile(service):
    page = opened(service, "/vacancies?age=15&sex=male&need=trauma", Role.HUB_MANAGER)
    assert "Counted for a young person like this" in page.main.text
    assert "not known. What is not known rules nothing out here." in page.main.text


@pytest.mark.parametrize("query", ["age=5", "sex=x", "kind=castle", "need=x", "request=req&age=15", "other=1"])
def test_what_is_not_on_a_list_is_refused(service, query):
    assert opened(service, f"/vacancies?{query}").status == 422


def test_where_nothing_is_recorded_it_says_so(service):
    page = Browser(service, Role.HUB_MANAGER).open("/vacancies")
    assert "No home or family is recorded yet." in page.main.text


def test_ahead_shows_staff_against_need_birthdays_and_what_runs_out(service):
    page = opened(
        service,
        "/hubs/hub/ahead",
        Role.HUB_MANAGER,
        shifts=tuple(replace(one, setting_id="hub") for one in full_rota(days=7)),
    )
    assert page.heading == "Ahead at Harbour Hub"
    assert "4 for 1" in row(page, "Fri 22 May")
    assert "not known so far ahead" in page.main.text or "not on the rota" in page.main.text
    assert "Samphire, on Mon 1 Jun." in page.main.text
    assert "Wed 27 May The review of the area has to be done again." in page.main.text
    assert "Thu 11 Jun Samphire" in page.main.text


def test_the_free_beds_of_the_grid_stand_beside_the_usable_ones(service):
    page = opened(service, "/hubs/hub/occupancy")
    heads = [one.text for one in page.main.all("th", scope="row")]
    assert heads.index("Usable") < heads.index("Free")


def test_hubs_and_homes_says_how_many_are_usable_tonight(service):
    page = opened(service, "/hubs", places=(replace(ROWS[0], beds=5), ROWS[1]))
    cells = next(one for one in page.main.all("tr") if "Harbour Hub" in one.text).all("td")
    assert [one.text for one in cells[:5]] == ["5", "1", "1", "3", "3"]
