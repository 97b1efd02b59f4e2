"""A request and its steps: what is recorded, what is not known, what each step costs, and two officers at once."""

import re
from datetime import date

import pytest

from api.actions.records import Match, create, patch
from api.opening_store import speaker
from api.pages.reading_forms import changes, filled_with, reading_of
from api.pages.steps import STEPS
from api.records.collections import COLLECTIONS
from api.records.kinds import PlacementRequestRecord, RelationshipRecord, YoungPersonRecord
from matcher.domain.codes import Role
from matcher.domain.people import RiskEntry
from matcher.domain.person_codes import Depth, RiskType
from matcher.domain.values import Location
from tests.browsing import Browser
from tests.stores import HERE
from tests.web.own_county import audited, kept, own_county

RISKS = "/requests/R1/steps/risks-and-safety"


def keep(service, request=None, **person):
    whom = YoungPersonRecord(id="A1", name_to_use="Onyx", date_of_birth=date(2011, 3, 14), **person)
    facts = {"start_date": date(2026, 5, 28), **(request or {})}
    record = PlacementRequestRecord(id="R1", young_person_id="A1", young_person=whom, **facts)
    create(service, speaker(service, HERE), COLLECTIONS["placement_requests"], record)


@pytest.fixture
def officer(service) -> Browser:
    return Browser(service, Role.PLACEMENT_OFFICER)


@pytest.fixture
def own(county_service, tmp_path):
    return own_county(county_service, tmp_path)


def person(service):
    return kept(service, "young_people", "A1")


def facts(page) -> dict[str, str]:
    rows = page.main.all("div", class_="govuk-summary-list__row")
    return {row.one("dt").text: row.all("dd")[0].text for row in rows}


def chosen(page, name: str) -> list[str]:
    return [one.attrs["value"] for one in page.form().all("input", name=name) if "checked" in one.attrs]


def test_a_request_says_what_is_recorded_and_what_is_not_known(service, officer):
    keep(service, risks=(), request={"where_now_is": "With an aunt"})
    page = officer.open("/requests/R1")
    told = facts(page)
    assert page.heading == "Request R1 Onyx, 15"
    assert told["Where now"] == "With an aunt"
    assert told["Date of birth"] == "14 March 2011"
    assert told["Risks to others"] == "Assessed, and none"
    assert told["What others could do to them"] == "not known"
    assert "Emergency declared by" not in told
    assert "About how old" not in told


def test_whoever_may_write_has_a_link_to_the_step_that_records_what_is_not_known(service, officer):
    keep(service)
    page = officer.open("/requests/R1")
    (link,) = [one for one in page.main.all("a") if one.text == "Record risks to others"]
    assert link.attrs["href"] == f"{RISKS}#risks"
    assert officer.open(RISKS).form().all("input", id="risks")

    reader = Browser(service, Role.IRO).open("/requests/R1")
    assert not [one for one in reader.main.all("a") if "/steps/" in one.attrs["href"]]
    assert not reader.main.all("form")


def test_every_link_of_a_request_leads_to_a_question(service, officer):
    keep(service)
    page = officer.open("/requests/R1")
    for link in {one.attrs["href"] for one in page.main.all("a") if "#" in one.attrs["href"]}:
        path, _, id_ = link.partition("#")
        assert officer.open(path).form().all("*", id=id_), link


def test_both_records_are_noted_as_read(service, officer):
    keep(service)
    officer.open("/requests/R1")
    assert audited(service, "read") == [("placement_requests", "R1", "A1"), ("young_people", "A1", "A1")]


def test_a_request_that_is_closed_says_so_and_where_to_go(service, officer):
    keep(service, request={"is_open": False})
    page = officer.open("/requests/R1")
    assert "This request is closed." in page.main.text
    assert not page.main.all("form")
    assert officer.follow(page, "See who is waiting now").heading == "My work"


@pytest.mark.parametrize("path", ["/requests/R404", "/requests/R404/steps/risks-and-safety"])
def test_a_request_that_is_not_there_is_not_found(officer, path):
    assert officer.open(path).status == 404


def test_a_step_that_is_not_there_is_not_found(service, officer):
    keep(service)
    assert officer.open("/requests/R1/steps/nothing").status == 404


def test_counts_are_for_those_who_may_rank(own):
    seen = Browser(own, Role.PLACEMENT_OFFICER).open("/requests/R02").main.text
    assert "14 of 305 places still fit: 9 can be offered, 5 need approval and 0 wait for information." in seen
    assert "What costs most: household full, away or needing notice (239 places)." in seen
    assert "Of what is recorded about Rowan: not allowed under 16 (36 places)." in seen
    assert "places still fit" not in Browser(own, Role.IRO).open("/requests/R02").main.text


def test_a_request_that_is_for_somebody_else_says_for_whom(own):
    seen = Browser(own, Role.PLACEMENT_OFFICER).open("/requests/R11").main.text
    assert "This request is not for this service:" in seen


def test_reasons_that_protect_are_counted_together_for_whoever_may_not_tell_them_apart(own):
    frame, people = own.frames.frame(HERE), COLLECTIONS["young_people"]
    kept_apart, kept_away = (frame.request(id_).young_person_id for id_ in ("R09", "R08"))
    areas = kept(own, "young_people", kept_away)["exclusions"]
    caller = speaker(own, HERE)
    patch(own, caller, people, kept_apart, {"exclusions": areas}, Match(frozenset()))

    def safe(role: Role) -> int:
        seen = Browser(own, role).open("/requests/R09").main.text
        return int(re.findall(r"to keep young people safe \((\d+) places\)", seen)[0])

    assert safe(Role.PLACEMENT_OFFICER) > safe(Role.SERVICE_MANAGER)


def test_counting_keeps_no_answer_as_shown(own):
    Browser(own, Role.PLACEMENT_OFFICER).open("/requests/R02")
    assert audited(own, "rank") == []


def test_a_step_says_how_many_places_what_was_saved_costs(own):
    officer = Browser(own, Role.PLACEMENT_OFFICER)

    def save(step: str, **fields: str | None):
        saved = officer.send(officer.open(f"/requests/R02/steps/{step}"), "", **fields)
        return saved.main.one("div", class_="govuk-notification-banner").text, saved.main.one("section").text

    banner, said = save("health-and-access", access_needs="some", **{"access_needs-these": "hoist_track"})
    assert "Health and getting about: saved." in banner
    assert "What you saved costs " in said
    assert ": 14 fitted before." in said
    assert "more places fit" in save("health-and-access", access_needs="none", **{"access_needs-these": None})[1]
    assert "What you saved did not change how many fit." in save("school-and-journeys")[1]


@pytest.mark.parametrize("step", STEPS, ids=lambda one: one.slug)
def test_a_step_sent_as_it_came_changes_nothing(own, step):
    officer = Browser(own, Role.PLACEMENT_OFFICER)
    before = audited(own, "change")
    for request_id in ("R01", "R05", "R08", "R12"):
        page = officer.send(officer.open(f"/requests/{request_id}/steps/{step.slug}"))
        assert (page.status, page.path) == (200, f"/requests/{request_id}"), page.errors
    assert audited(own, "change") == before


def test_a_form_holds_all_that_is_recorded_of_everybody_in_the_county(own):
    snapshot = own.frames.frame(HERE).snapshot
    reading = reading_of(snapshot)

    for request in snapshot.placement_requests:
        records = {
            "placement_requests": kept(own, "placement_requests", request.id),
            "young_people": kept(own, "young_people", request.young_person_id),
        }
        for step in STEPS:
            form = filled_with(step.asks, records, reading)
            assert changes(step.asks, records, form, reading) == {"placement_requests": {}, "young_people": {}}
    assert reading.wrong == {}


def test_asked_and_none_is_another_answer_than_not_known(service, officer):
    keep(service)
    page = officer.open(RISKS)
    assert chosen(page, "risks") == []
    officer.send(page, "", risks="none", risk_people="not_known")
    assert person(service)["risks"] == []
    assert "risk_people" not in person(service)
    assert chosen(officer.open(RISKS), "risks") == ["none"]

    officer.send(officer.open(RISKS), "", risks="not_known")
    assert "risks" not in person(service)


def test_what_else_was_recorded_with_a_risk_stays_with_it(service, officer):
    old = RiskEntry(risk=RiskType.MISSING, level=1, recorded_on=date(2026, 1, 5), source="police")
    keep(service, risks=(old,))
    officer.send(officer.open(RISKS), "", **{"risks-missing": "3", "risks-bullying": "unsure"})
    risks = {one["risk"]: one for one in person(service)["risks"]}
    assert (risks["missing"]["level"], risks["missing"]["source"]) == (3, "police")
    assert risks["missing"]["recorded_on"] == "2026-01-05"
    assert risks["bullying"]["recorded_on"] == "2026-05-22"
    assert "level" not in risks["bullying"]


def test_rows_are_added_and_taken_off(service, officer):
    keep(service)
    path = "/requests/R1/steps/people-who-matter"
    gran = {"family_time": "some", "family_time-0-person": "Gran", "family_time-0-visits_a_month": "4"}
    officer.send(officer.open(path), "", **gran, **{"family_time-1-person": "Dad"})
    assert [one["person"] for one in person(service)["family_time"]] == ["Gran", "Dad"]
    assert facts(officer.open("/requests/R1"))["Family time"] == "Gran, 4 visits a month; Dad"

    page = officer.open(path)
    marks = [one.attrs["value"] for one in page.form().all("input", name="family_time-off")]
    officer.send(page, "", **{"family_time-off": marks[0]})
    assert [one["person"] for one in person(service)["family_time"]] == ["Dad"]


def test_carers_and_workers_are_found_by_name(own):
    officer = Browser(own, Role.PLACEMENT_OFFICER)
    carer = next(one for home in own.frames.frame(HERE).snapshot.settings for one in home.carers or () if one.name)
    page = officer.open("/requests/R02/steps/people-who-matter")
    row = {"relationships": "some", "relationships-0-depth": "met"}
    near = officer.send(page, "", **row, **{"relationships-0-person_id": carer.name + "x"})
    assert any(carer.name in one for one in near.errors)
    saved = officer.send(near, "", **{"relationships-0-person_id": carer.name.upper()})
    assert f"{carer.name}, has met them" in facts(saved)["Carers and workers they know"]


def test_relationships_that_have_records_of_their_own_are_told_too(own):
    worker = own.frames.frame(HERE).snapshot.workers[0]
    who = own.frames.frame(HERE).request("R10").young_person_id
    record = RelationshipRecord(id="L1", young_person_id=who, person_id=worker.id, depth=Depth.TRUSTED)
    create(own, speaker(own, HERE), COLLECTIONS["relationships"], record)
    told = facts(Browser(own, Role.PLACEMENT_OFFICER).open("/requests/R10"))
    assert f"{worker.name}, trusts them" in told["Carers and workers they know"]


def test_a_new_postcode_takes_the_place_of_a_map_reference(service, officer):
    keep(service, home=Location(easting=430000, northing=455000))
    path = "/requests/R1/steps/school-and-journeys"
    officer.send(officer.open(path))
    assert person(service)["home"] == {"easting": 430000, "northing": 455000}
    officer.send(officer.open(path), "", home="hg1 2ab")
    assert person(service)["home"] == {"postcode": "HG1 2AB"}


def test_what_is_emptied_is_not_known_again(service, officer):
    keep(service)
    path = "/requests/R1/steps/health-and-access"
    officer.send(officer.open(path), "", **{"health-in_hospital": "yes"})
    assert person(service)["health"] == {"in_hospital": True}
    officer.send(officer.open(path), "", **{"health-in_hospital": "not_known"})
    assert "health" not in person(service)


@pytest.mark.parametrize(
    ("step", "fields", "says"),
    [
        ("school-and-journeys", {"education-name": "Moor Academy"}, ""),
        ("school-and-journeys", {"home": "HG1"}, "Enter a full postcode, such as HG1 2AB"),
        ("school-and-journeys", {"education-year_group": "nine"}, "Enter a whole number from 0 to 14, such as 7"),
        (
            "the-request",
            {"first_night_latest-day": "1", "first_night_latest-month": "5", "first_night_latest-year": "2026"},
            "",
        ),
        ("the-request", {"start_date-day": "", "start_date-month": "", "start_date-year": ""}, ""),
        ("wishes-and-identity", {"views": "some", "views-0-view": "against"}, ""),
        ("risks-and-safety", {"risk_people": "some", "risk_people-these": "a b/c"}, "Write each person's id"),
        ("risks-and-safety", {"contact_orders-0-ends_on-day": "40"}, "The date must have"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(service, officer, step, fields, says):
    keep(service)
    before = person(service), kept(service, "placement_requests", "R1")
    refused = officer.send(officer.open(f"/requests/R1/steps/{step}"), "", **fields)
    assert refused.status == 422
    assert refused.title.startswith("Error: ")
    assert any(one.startswith(says) for one in refused.errors)
    for link in refused.root.one("div", class_="govuk-error-summary").all("a"):
        assert refused.root.all("*", id=link.attrs["href"][1:])
        assert refused.form().all("p", class_="govuk-error-message") or link.attrs["href"] == "#questions"
    assert (person(service), kept(service, "placement_requests", "R1")) == before


def test_two_officers_at_once_lose_nothing_of_each_other(service, officer):
    keep(service)
    other = Browser(service, Role.EMERGENCY_DUTY_WORKER)
    path = "/requests/R1/steps/age-and-law"
    mine, theirs = officer.open(path), other.open(path)
    other.send(theirs, "", sex="female")

    conflict = officer.send(mine, "", sex="male", name_to_use="Onyx B")
    assert conflict.status == 409
    assert conflict.title.startswith("Error: ")
    assert "Somebody changed this record after you opened the page." in conflict.main.text
    assert [one.text for one in conflict.main.all("p", class_="nwd-now")] == [
        "On the record now: Onyx",
        "On the record now: Girl",
    ]
    assert chosen(conflict, "sex") == ["male"]
    assert conflict.form().one("input", id="name_to_use").attrs["value"] == "Onyx B"
    assert person(service)["sex"] == "female"
    assert person(service)["name_to_use"] == "Onyx"

    officer.send(conflict, "", sex="female")
    assert (person(service)["sex"], person(service)["name_to_use"]) == ("female", "Onyx B")


def test_a_mistake_does_not_hide_that_somebody_else_changed_the_record(service, officer):
    keep(service)
    path = "/requests/R1/steps/age-and-law"
    mine = officer.open(path)
    other = Browser(service, Role.EMERGENCY_DUTY_WORKER)
    other.send(other.open(path), "", sex="female")
    wrong = officer.send(mine, "", name_to_use="Onyx B", **{"date_of_birth-day": "41"})
    assert wrong.status == 422
    assert officer.send(wrong, "", **{"date_of_birth-day": "14"}).status == 409


def test_officers_who_change_different_records_do_not_meet(service, officer):
    keep(service)
    school = "/requests/R1/steps/school-and-journeys"
    mine = officer.open(school)
    officer.send(officer.open("/requests/R1/steps/the-request"), "", where_now_is="At home")
    assert officer.send(mine, "", home="HG1 2AB").path == "/requests/R1"


def test_a_step_that_changes_both_records_changes_both_or_neither(service, officer):
    keep(service)
    path = "/requests/R1/steps/school-and-journeys"
    mine = officer.open(path)
    officer.send(officer.open("/requests/R1/steps/the-request"), "", where_now_is="At home")
    assert officer.send(mine, "", home="HG1 2AB", travel_mode="car").status == 409
    assert "home" not in person(service)


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 40])
def test_a_form_that_does_not_say_which_version_it_knows_changes_nothing(service, officer, version):
    keep(service)
    page = officer.open(RISKS)
    assert officer.send(page, "", risks="none", **{"young_people-version": version}).status == 409
    assert "risks" not in person(service)


def test_roles_that_do_not_write_about_people_open_no_step(service):
    keep(service)
    assert Browser(service, Role.IRO).open(RISKS).status == 403


@pytest.mark.parametrize("step", STEPS, ids=lambda one: one.slug)
def test_every_question_of_a_step_has_a_name(service, officer, step):
    keep(service)
    page = officer.open(f"/requests/R1/steps/{step.slug}")
    labelled = {label.attrs["for"] for label in page.form().all("label")}
    for one in page.form().all("*"):
        if one.tag in {"input", "select", "textarea"} and one.attrs.get("type") != "hidden":
            assert one.attrs["id"] in labelled
    ids = [one.attrs["id"] for one in page.root.all("*") if "id" in one.attrs]
    assert len(ids) == len(set(ids))
    assert page.root.all("h1")[0].text.startswith("Request R1, Onyx")


def test_hostile_text_in_every_answer_is_text(service, officer):
    hostile = "<img src=x onerror=alert(1)>"
    keep(service)
    page = officer.open("/requests/R1/steps/people-who-matter")
    fields = {"family_time": "some", "family_time-0-person": hostile, "friends_and_activities": "some"}
    saved = officer.send(page, "", **fields, **{"friends_and_activities-0-name": hostile})
    for shown in (saved, officer.open("/requests/R1/steps/people-who-matter")):
        assert not shown.root.all("img")
        assert "onerror" in shown.html
    again = officer.send(
        officer.open("/requests/R1/steps/age-and-law"), "", name_to_use=hostile, **{"date_of_birth-day": "99"}
    )
    assert again.status == 422
    assert not again.root.all("img")
