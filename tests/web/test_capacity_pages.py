"""Hubs and homes, today at one, and its beds for four weeks: full, empty, not known, over; and for whom."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.actions.loading import load_snapshot
from api.opening_store import speaker
from api.pages import sign_in as sign_in_page
from api.store.schema import table
from fixtures.plain_world import NOW, TODAY, full_rota, lives, person, place, setting, world
from matcher.domain.codes import ClosureReason, MemberRelation, PlacementState, PlacePool, Provider, Role, SettingKind
from matcher.domain.people import Health
from matcher.domain.placements import Placement
from matcher.domain.settings import Closure, Contact, HouseholdMember, OutOfUse
from matcher.domain.snapshot import Snapshot
from tests.browsing import Browser, Element, Page
from tests.stores import HERE

DAY = timedelta(days=1)
NAMES = {"sam": "Samphire", "ash": "Ashling", "kit": "Kittiwake", "lee": "Leelan", "yp": "Robin"}
PEOPLE = tuple(person(who, name_to_use=name) for who, name in NAMES.items())
HUB = setting("hub", SettingKind.HUB_BED, name="Harbour Hub", registered_places=6)
BEDS = (place("hub", beds=4), place("hub", place_id="hub-emergency", beds=2, pool=PlacePool.EMERGENCY))
COMING = replace(lives("kit", "hub"), state=PlacementState.CONFIRMED, first_night=TODAY + 3 * DAY)


@pytest.fixture(autouse=True)
def _no_tries_yet():
    sign_in_page.LIMITER.storage.reset()


def at_hub(who: str, **facts) -> Placement:
    return lives(who, "hub", **facts)


def kept(service, *settings, **facts) -> Browser:
    """The hub manager of a small authority with these facts."""
    given = {"young_people": PEOPLE, "places": BEDS, "shifts": full_rota("hub"), **facts}
    snapshot: Snapshot = world(*(settings or (HUB,)), **given)
    load_snapshot(service, speaker(service, HERE), replace(snapshot, as_of=NOW))
    return Browser(service, Role.HUB_MANAGER, setting="hub")


def today(service, *settings, **facts) -> Page:
    return kept(service, *settings, **facts).open("/hubs/hub/today")


def beds(service, *settings, asked: str = "", **facts) -> Page:
    return kept(service, *settings, **facts).open(f"/hubs/hub/occupancy{asked}")


def part(page: Page, heading: str) -> str:
    """What a section says."""
    return section(page, heading).text


def section(page: Page, heading: str) -> Element:
    found = [one for one in page.main.all("section") if any(h.text == heading for h in one.all("h2"))]
    assert len(found) == 1, heading
    return found[0]


def cells(page: Page, grid: int = 0) -> list[str]:
    """The letters of each bed, line by line."""
    body = page.main.all("table", class_="nwd-grid")[grid].one("tbody")
    return [
        "".join(cell.all("span")[0].text if cell.all("span") else "?" for cell in row.all("td"))
        for row in body.all("tr")
    ]


# Hubs and homes


def test_ones_own_hub_comes_first_then_hubs_then_homes(service):
    others = replace(setting("away", provider=Provider.EXTERNAL), name="Away House")
    homes = (replace(setting("home"), name="Home House"), others, replace(HUB, id="second", name="Second Hub"), HUB)
    rows = tuple(place(one.id) for one in homes)
    page = kept(service, *homes, places=rows).open("/hubs")
    assert [one.text for one in page.main.all("h2")] == [
        "The one you look after",
        "Hubs",
        "Homes we run",
        "Homes that others run",
    ]
    assert "Ring the home before you count on a bed." in part(page, "Homes that others run")


def test_a_line_says_the_beds_taken_shut_and_free_and_the_emergency_pool_apart(service):
    gap = OutOfUse(first_night=TODAY, reason="Damp")
    rows = (replace(BEDS[0], out_of_use=(gap,)), BEDS[1])
    page = kept(service, places=rows, placements=(at_hub("sam"),)).open("/hubs")
    said = [one.text for one in section(page, "The one you look after").one("tbody").all("td")]
    assert said[:6] == ["4", "1", "1", "2", "2", "2 usable of 2"]


def test_the_links_of_the_list_lead_to_its_pages(service):
    browser = kept(service)
    page = browser.open("/hubs")
    assert browser.follow(page, "Today at Harbour Hub").heading == "Today at Harbour Hub"
    assert browser.follow(page, "Four weeks at Harbour Hub").heading == "Beds at Harbour Hub"


def test_more_people_than_beds_are_said_in_the_list(service):
    page = kept(service, places=(place("hub", beds=1),), placements=(at_hub("sam"), at_hub("ash"))).open("/hubs")
    assert "1 more than beds" in page.main.text


def test_where_no_home_is_recorded_it_says_whom_to_ask(service):
    page = Browser(service, Role.HUB_MANAGER).open("/hubs")
    assert "No hub or home is recorded yet. Ask whoever runs the service" in page.main.text


def test_a_home_without_beds_says_so(service):
    page = kept(service, places=()).open("/hubs")
    assert "No beds recorded" in page.main.text


# Today


def test_today_says_who_is_here_with_their_age_and_when_it_was(service):
    page = today(service, placements=(at_hub("sam", leaving=TODAY + 3 * DAY),))
    assert page.title == "Today at Harbour Hub - No Wrong Door"
    assert "Fri 22 May. As of 20:05." in page.main.text
    line = section(page, "Who is here tonight").one("tbody").text
    assert all(word in line for word in ("Samphire", "14", "Thu 1 Jan", "Mon 25 May", "Occupied"))
    assert "Samphire" in part(page, "Due out by Fri 29 May")


def test_nobody_here_is_said_in_words_with_what_to_do(service):
    page = today(service)
    assert "Nobody is recorded as living here tonight. If somebody is here, tell the placement team" in page.main.text
    assert "Nobody is due in." in page.main.text
    assert "Nobody is due out." in page.main.text
    assert "Nothing that we know of needs doing today." in page.main.text


def test_who_is_due_in_and_whose_bed_is_held(service):
    held = at_hub("lee", id="hold", first_night=TODAY, state=PlacementState.HELD, expires_at=NOW + timedelta(hours=12))
    page = today(service, placements=(COMING, held))
    said = part(page, "Due in by Fri 29 May")
    assert "Kittiwake" in said
    assert "Planned in" in said
    assert "Held until 22:00" in said
    assert "A bed is held for Leelan until 22:00. Agree it before then, or let it go." in part(page, "What needs doing")


@pytest.mark.parametrize(
    ("placement", "says"),
    [
        (replace(COMING, first_night=TODAY), "Kittiwake is due in today."),
        (replace(COMING, first_night=TODAY - DAY), "Kittiwake was due in on Thu 21 May, and nobody has recorded"),
        (at_hub("sam", leaving=TODAY), "Samphire leaves today."),
        (at_hub("sam", leaving=TODAY - DAY), "Samphire was due to leave on Thu 21 May, and nobody has recorded"),
    ],
)
def test_comings_and_goings_are_things_to_do(service, placement, says):
    assert says in part(today(service, placements=(placement,)), "What needs doing")


def short(**counts: int):
    return tuple(
        replace(one, headcount=counts.get(one.shift.value, one.headcount))
        for one in full_rota("hub", women=None, men=None)
    )


def test_a_short_shift_is_said_with_what_to_do(service):
    page = today(service, placements=(at_hub("sam"), at_hub("ash"), at_hub("lee")), shifts=short(day=1))
    assert "The day shift is 1 short. No bank worker could come in time: ring the manager on call." in part(
        page, "What needs doing"
    )
    assert "1 short" in part(page, "Staff on shift today")


def test_a_home_whose_rota_is_not_held_says_so_and_whom_to_ring(service):
    home = replace(HUB, rota_held=False, contact=Contact(name="The duty desk", telephone="01632 960001"))
    page = today(service, home, placements=(at_hub("sam"),))
    assert "Not known: we do not hold the rota of Harbour Hub. Ring The duty desk on 01632 960001." in page.main.text
    assert "Who is on shift." in part(page, "What we do not know")
    assert not section(page, "Staff on shift today").all("table")


def test_a_shift_that_is_not_on_the_rota_is_not_known(service):
    page = today(service, placements=(at_hub("sam"),), shifts=full_rota("hub", days=1)[:1])
    assert "The night shift is not on the rota." in part(page, "What needs doing")
    assert "not known" in part(page, "Staff on shift today")


def test_an_age_that_nobody_has_recorded_is_not_known(service):
    nobody_knows = replace(PEOPLE[0], date_of_birth=None)
    page = today(service, young_people=(nobody_knows, *PEOPLE[1:]), placements=(at_hub("sam"),))
    assert "age not recorded" in part(page, "Who is here tonight")
    assert "How old Samphire is. Ask their social worker." in part(page, "What we do not know")


def test_somebody_who_needs_a_waking_night_and_has_none(service):
    restless = replace(PEOPLE[0], needs_waking_night=True)
    asleep = tuple(replace(one, waking=0) for one in full_rota("hub"))
    page = today(service, young_people=(restless, *PEOPLE[1:]), placements=(at_hub("sam"),), shifts=asleep)
    assert "Somebody here needs a worker awake at night, and nobody on tonight's rota is." in page.main.text
    assert "Nobody awake" in part(page, "Staff on shift today")


def test_somebody_in_hospital_keeps_their_bed(service):
    sick = replace(PEOPLE[0], health=Health(in_hospital=True))
    page = today(service, young_people=(sick, *PEOPLE[1:]), placements=(at_hub("sam"),))
    assert "Occupied, away" in part(page, "Who is here tonight")
    assert "3 free of 4" in part(page, "Beds tonight")


def test_somebody_without_a_name_is_still_somebody(service):
    page = today(service, young_people=(replace(PEOPLE[0], name_to_use=None), *PEOPLE[1:]), placements=(at_hub("sam"),))
    assert "Somebody whose name is not recorded" in part(page, "Who is here tonight")


def test_too_many_people_are_a_thing_to_do(service):
    page = today(service, places=(place("hub", beds=1),), placements=(at_hub("sam"), at_hub("ash")))
    assert "1 more person is recorded here than there are beds in use." in part(page, "What needs doing")


# Four weeks


def test_every_bed_has_a_letter_for_each_of_28_nights_and_emergency_beds_are_apart(service):
    page = beds(service, placements=(at_hub("sam", leaving=TODAY + 5 * DAY), COMING))
    assert cells(page) == ["O" * 5 + "F" * 23, "F" * 3 + "P" * 25, "F" * 28, "F" * 28]
    assert cells(page, 1) == ["F" * 28] * 2
    assert "They are not counted among the others." in part(page, "Emergency beds")


def test_how_full_it_is_is_said(service):
    page = beds(service, placements=(at_hub("sam"),))
    assert "28 of 168 bed nights are taken (16.7%)." in page.main.text


def test_a_cell_says_its_state_in_words_too_and_the_legend_each_letter(service):
    page = beds(service, placements=(at_hub("sam"),))
    first = section(page, "Beds").one("tbody").all("td")[0]
    assert first.one("span", class_="govuk-visually-hidden").text == "Occupied"
    assert "nwd-bed--occupied" in first.attrs["class"]
    assert [one.text[0] for one in section(page, "What the letters mean").all("li")] == ["O", "F"]


def test_today_and_weekends_are_said_in_words(service):
    heads = [one.text for one in section(beds(service), "Beds").one("thead").all("th")]
    assert heads[1:5] == ["Fri 22 May today", "Sat 23 May weekend", "Sun 24 May weekend", "Mon 25 May"]


def test_the_same_is_told_in_dates(service):
    gap = OutOfUse(first_night=TODAY, leaving=TODAY + 7 * DAY, reason="Window to be mended")
    page = beds(service, places=(place("hub", beds=2, out_of_use=(gap,)),), placements=(at_hub("sam"),))
    rows = [one.text for one in page.main.all("table", class_="nwd-people")[0].all("tr")][1:]
    assert rows == [
        "Bed 1 Fri 22 May Thu 18 Jun Occupied Samphire, no planned end",
        "Bed 2 Fri 22 May Thu 28 May Out of use Window to be mended",
        "Fri 29 May Thu 18 Jun Free nobody",
    ]


def test_later_and_earlier_are_four_weeks_away(service):
    browser = kept(service, placements=(at_hub("sam", leaving=TODAY + 30 * DAY),))
    first = browser.open("/hubs/hub/occupancy")
    later = browser.follow(first, "Later, from Fri 19 Jun")
    assert cells(later)[0] == "OO" + "F" * 26
    assert browser.follow(later, "Earlier, from Fri 22 May").title == first.title
    assert not any(one.text.startswith("Earlier") for one in first.main.all("a"))


@pytest.mark.parametrize("asked", ["2026-05-21", "2030-01-01", "soon", "2026-02-30"])
def test_nights_that_cannot_be_shown_get_a_page_that_says_what_to_do(service, asked):
    page = beds(service, asked=f"?from={asked}")
    assert page.status == 422
    assert page.root.all("h2")[0].text
    assert "Where to go next" in page.main.text


def test_a_closed_home_shows_why(service):
    shut = replace(HUB, closures=(Closure(first_night=TODAY, leaving=TODAY + DAY, reason=ClosureReason.STAFFING),))
    page = beds(service, shut)
    assert cells(page)[0] == "S" + "F" * 27
    assert "Closed to anyone new: not enough staff." in page.main.text


def test_people_without_a_bed_have_a_line_of_their_own(service):
    page = beds(service, places=(place("hub", beds=1),), placements=(at_hub("sam"), at_hub("ash")))
    assert cells(page) == ["O" * 28, "O" * 28]
    assert "More people are recorded here than there are beds." in page.main.text
    assert section(page, "Beds").one("tbody").all("tr")[1].one("th").text == "No bed (1)"


def test_a_night_with_more_people_than_beds_in_use_is_counted_as_too_many(service):
    gap = OutOfUse(first_night=TODAY, leaving=TODAY + 2 * DAY, reason="Damp")
    rows = (place("hub", beds=2, out_of_use=(gap,)),)
    page = beds(service, places=rows, placements=(at_hub("sam"), at_hub("ash")))
    feet = {
        row.one("th").text: [one.text for one in row.all("td")] for row in section(page, "Beds").one("tfoot").all("tr")
    }
    assert feet["Too many"] == ["1", "1"] + ["0"] * 26
    assert "how many more people are recorded than there are beds in use" in page.main.text


def test_a_home_without_beds_says_what_to_do(service):
    page = beds(service, places=())
    assert "No beds are recorded here." in page.main.text
    assert not page.main.all("table")


def test_beyond_the_rota_staff_are_not_known(service):
    page = beds(service, shifts=full_rota("hub", days=7))
    counts = [one.text for one in section(page, "Beds").one("tfoot").all("tr")[2].all("td")]
    assert counts == ["6"] * 7 + ["? not known"] * 21


def test_where_the_rota_is_not_held_it_says_so(service):
    page = beds(service, replace(HUB, rota_held=False))
    assert "We do not hold the rota of this home." in page.main.text


def test_a_foster_family_has_its_beds_too(service):
    grown = HouseholdMember(id="grown", relation=MemberRelation.STAYING_PUT, place_id="hub-bed")
    family = setting("hub", SettingKind.FOSTER_FAMILY, name="The Rowans", household=(grown,))
    page = beds(service, family, places=(place("hub", beds=2),))
    assert cells(page) == ["O" * 28, "F" * 28]
    assert "somebody whose name is not recorded, no planned end" in page.main.text


# For whom


def test_somebody_who_may_not_read_people_sees_beds_and_no_names(service):
    kept(service, placements=(at_hub("sam"),))
    budget = Browser(service, Role.BUDGET_HOLDER)
    page = budget.open("/hubs/hub/occupancy")
    assert cells(page)[0] == "O" * 28
    assert not any(name in page.html for name in NAMES.values())
    assert not any("/today" in one.attrs["href"] for one in [*page.main.all("a"), *budget.open("/hubs").main.all("a")])
    assert budget.open("/hubs/hub/today").status == 403


@pytest.mark.parametrize("path", ["/hubs", "/hubs/hub/today", "/hubs/hub/occupancy"])
def test_others_are_sent_away(service, path):
    kept(service)
    assert Browser(service).open(path).path == "/sign-in"
    assert Browser(service, Role.AUDITOR).open(path).status == 403


@pytest.mark.parametrize("path", ["/hubs/nowhere/today", "/hubs/nowhere/occupancy"])
def test_a_home_that_is_not_there_is_a_page_that_says_so(service, path):
    page = kept(service).open(path)
    assert (page.status, page.heading) == (404, "No such record")


def entries(service) -> int:
    with service.store.reading() as connection:
        rows = connection.execute(select(table("audit_entry")).where(table("audit_entry").c.action == "read")).all()
    return len(rows)


def test_who_is_named_is_noted_and_the_list_names_nobody(service):
    browser = kept(service, placements=(at_hub("sam"),))
    on_the_first_page = entries(service)
    browser.open("/hubs")
    assert entries(service) == on_the_first_page == 1
    browser.open("/hubs/hub/today")
    browser.open("/hubs/hub/occupancy")
    assert entries(service) == 3


def test_a_name_that_is_a_script_is_words(service):
    nasty = "<script>alert(1)</script>"
    people = (replace(PEOPLE[0], name_to_use=nasty), *PEOPLE[1:])
    browser = kept(service, replace(HUB, name=nasty), young_people=people, placements=(at_hub("sam"),))
    for path in ("/hubs", "/hubs/hub/today", "/hubs/hub/occupancy"):
        html = browser.open(path).html
        assert "<script>alert" not in html
        assert not re.search(r"\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("path", ["/hubs", "/hubs/HUB-W/today", "/hubs/HUB-W/occupancy"])
def test_a_page_of_the_county_is_light(county_service, path):
    page = Browser(county_service, Role.HUB_MANAGER).open(path)
    assert page.status == 200
    assert len(page.html.encode()) < 100_000
    assert len(page.main.all("h1")) == 1
