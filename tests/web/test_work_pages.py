"""My work: who is waiting, by urgency, with clocks; and how each state of the list reads."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from api.actions.options import rank_options
from api.actions.records import create
from api.opening_store import speaker
from api.pages.clocks import clock, is_late
from api.records.collections import COLLECTIONS
from api.records.kinds import PlacementRequestRecord, YoungPersonRecord
from matcher.domain.codes import Door, Role
from matcher.domain.requests import Asker, PlacementRequest
from matcher.policy import load_policy
from tests.browsing import Browser
from tests.stores import HERE, NOW
from tests.web.own_county import audited, own_county

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HOLIDAYS = load_policy().bank_holidays
PLANNED = PlacementRequest(id="R1", young_person_id="A1", start_date=date(2026, 5, 28))
EMERGENCY = replace(PLANNED, is_emergency=True, start_date=date(2026, 5, 22))


def ask(service, id_: str, name: str | None = "Onyx", **facts):
    """Keep a request for somebody new."""
    person = YoungPersonRecord(id=f"A-{id_}", name_to_use=name, date_of_birth=date(2011, 3, 14))
    request = PlacementRequestRecord(
        id=id_, young_person_id=person.id, young_person=person, **{"start_date": date(2026, 5, 28), **facts}
    )
    create(service, speaker(service, HERE), COLLECTIONS["placement_requests"], request)


def items(page):
    return page.main.all("li", class_="nwd-work__item")


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (
            replace(EMERGENCY, needed_at=datetime(2026, 5, 22, 22, 0, tzinfo=UTC)),
            "needed by 23:00, in 2 hours 55 minutes",
        ),
        (replace(EMERGENCY, needed_at=datetime(2026, 5, 22, 20, 5, tzinfo=UTC)), "needed by 21:05, in 1 hour"),
        (replace(EMERGENCY, needed_at=NOW), "needed by 20:05, in 0 minutes"),
        (
            replace(EMERGENCY, needed_at=datetime(2026, 5, 22, 18, 0, tzinfo=UTC)),
            "late: needed by 19:00, 1 hour 5 minutes ago",
        ),
        (
            replace(EMERGENCY, needed_at=datetime(2026, 5, 25, 9, 0, tzinfo=UTC)),
            "needed by Mon 25 May 10:00, in 2 days",
        ),
        (EMERGENCY, "needed tonight; no hour is recorded"),
        (replace(EMERGENCY, start_date=date(2026, 5, 21)), "late: first night Thu 21 May, 1 day ago"),
        (PLANNED, "first night Thu 28 May, in 3 working days"),
        (replace(PLANNED, start_date=date(2026, 5, 22)), "first night Fri 22 May, today"),
        (replace(PLANNED, start_date=date(2026, 5, 25)), "first night Mon 25 May, before the next working day"),
        (replace(PLANNED, start_date=date(2026, 5, 26)), "first night Tue 26 May, in 1 working day"),
        (replace(PLANNED, start_date=date(2026, 5, 20)), "late: first night Wed 20 May, 2 days ago"),
    ],
)
def test_the_clock_counts_hours_in_an_emergency_and_working_days_otherwise(request_, says):
    assert clock(request_, NOW, HOLIDAYS) == says
    assert is_late(request_, NOW) == says.startswith("late")


def test_nobody_waiting_is_said_with_what_to_do(service):
    page = Browser(service, Role.PLACEMENT_OFFICER).open("/work")
    assert (page.status, page.heading) == (200, "My work")
    assert "Nobody is waiting for a place." in page.main.text
    assert Browser(service, Role.PLACEMENT_OFFICER).follow(page, "make a new request").heading == "New request"

    iro = Browser(service, Role.IRO).open("/work")
    assert "ask a placement officer to make a request" in iro.main.text
    assert not iro.main.all("a", href="/requests/new")


def test_emergencies_for_tonight_come_first_then_who_needs_a_bed_soonest_then_who_has_waited_longest(service):
    ask(service, "later")
    ask(service, "waited", received_at=NOW - timedelta(days=3))
    ask(service, "sooner", start_date=date(2026, 5, 26))
    ask(service, "to-come", start_date=date(2026, 5, 27), is_emergency=True)
    ask(service, "at-23", start_date=date(2026, 5, 22), is_emergency=True, needed_at=NOW + timedelta(hours=3))
    ask(service, "at-21", start_date=date(2026, 5, 22), is_emergency=True, needed_at=NOW + timedelta(hours=1))
    ask(service, "closed", is_open=False)

    page = Browser(service, Role.PLACEMENT_OFFICER).open("/work")
    links = [item.one("h2").one("a").attrs["href"] for item in items(page)]
    assert links == [f"/requests/{id_}" for id_ in ("at-21", "at-23", "sooner", "to-come", "waited", "later")]
    assert "6 requests are open" in page.main.text


def test_each_request_says_who_since_when_where_and_who_asked(service):
    ask(
        service,
        "R1",
        door=Door.POLICE,
        where_now_is="Police station",
        asked_by=Asker(name="Sgt Lane", telephone="01632 960001"),
        received_at=NOW - timedelta(days=2),
    )
    (item,) = items(Browser(service, Role.PLACEMENT_OFFICER).open("/work"))
    for said in (
        "Onyx",
        ", 15",
        "police",
        "Thu 28 May",
        "2 days",
        "Police station",
        "Sgt Lane, 01632 960001",
        "not looked for yet",
    ):
        assert said in item.text


def test_what_nobody_recorded_reads_not_known(service):
    ask(service, "R1", name=None)
    (item,) = items(Browser(service, Role.PLACEMENT_OFFICER).open("/work"))
    assert "Name not known" in item.text
    assert item.text.count("not known") >= 4


def test_what_is_late_says_so_in_words(service):
    ask(service, "R1", start_date=date(2026, 5, 20))
    (item,) = items(Browser(service, Role.PLACEMENT_OFFICER).open("/work"))
    assert "Late: first night Wed 20 May, 2 days ago" in item.text
    assert [tag.text for tag in item.all("strong")] == ["Late"]


def test_the_action_is_a_button_until_options_were_shown_then_a_link(county_service, tmp_path):
    own = own_county(county_service, tmp_path)
    officer = Browser(own, Role.PLACEMENT_OFFICER)
    first = officer.open("/work")
    assert first.form("/requests/R01/options").one("button").text == "Find options for Juniper, R01"

    rank_options(own, speaker(own, HERE), "R01")
    again = officer.open("/work")
    assert not again.main.all("form", action="/requests/R01/options")
    item = items(again)[0]
    assert item.one("a", href="/requests/R01/options").text == "Options for Juniper, R01"
    assert "3, and 3 that need approval; shown 20:05" in item.text


def test_a_reader_who_may_not_rank_sees_links_only(county_service, tmp_path):
    own = own_county(county_service, tmp_path)
    rank_options(own, speaker(own, HERE), "R01")
    page = Browser(own, Role.IRO).open("/work")
    assert not page.main.all("form")
    assert len(page.main.all("a", href="/requests/R01/options")) == 1


def test_everybody_listed_is_noted_as_listed(service):
    ask(service, "R1")
    ask(service, "R2")
    officer = Browser(service, Role.PLACEMENT_OFFICER)
    before = audited(service, "list")
    officer.open("/work")
    listed = [("placement_requests", "R1", "A-R1"), ("placement_requests", "R2", "A-R2")]
    assert audited(service, "list") == [*before, *listed]


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.BUDGET_HOLDER, Role.AUDITOR])
def test_roles_that_do_not_read_about_people_do_not_get_the_list(service, role):
    refused = Browser(service, role).open("/work")
    assert (refused.status, refused.heading) == (403, "Your role does not open this page")
    assert audited(service, "list") == []


def test_hostile_names_are_text(service):
    ask(service, "R1", name=HOSTILE, where_now_is=HOSTILE, asked_by=Asker(name=HOSTILE, telephone=HOSTILE))
    officer = Browser(service, Role.PLACEMENT_OFFICER)
    for path in ("/work", "/requests/R1", "/requests/R1/steps/age-and-law", "/requests/R1/steps/the-request"):
        page = officer.open(path)
        assert page.status == 200
        assert "<script>alert" not in page.html
        assert not page.root.all("img")
        assert "alert(1)" in page.html
