"""A new request: the emergency core on one page, kept whole or not at all."""

import pytest
from sqlalchemy import func, select

from api.actions import records
from api.actions.records import create
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.records.kinds import YoungPersonRecord
from api.store.schema import table
from matcher.domain.codes import Role
from matcher.domain.emergency_core import EMERGENCY_CORE
from matcher.domain.people import LocationExclusion
from matcher.domain.person_codes import AgeBand, ExclusionReason, ExclusionStrength
from matcher.domain.values import Location
from tests.browsing import Browser
from tests.stores import HERE
from tests.web.own_county import audited, kept, own_county

REQUIRED = {
    "is_emergency": "yes",
    "emergency_declared_by": "T. Rushbeck",
    "emergency_reason": "Nobody at home can look after them",
    "start_date-day": "22",
    "start_date-month": "5",
    "start_date-year": "2026",
    "name_to_use": "Wren",
    "date_of_birth-day": "14",
    "date_of_birth-month": "3",
    "date_of_birth-year": "2011",
    "where_now_is": "Police station",
    "asked_by-name": "Sgt Lane",
    "asked_by-telephone": "01632 960001",
    "agreed_by-name": "T. Mosscroft",
    "agreed_by-at-day": "22",
    "agreed_by-at-month": "5",
    "agreed_by-at-year": "2026",
    "agreed_by-at-time": "19:20",
}
PLANNED = {**REQUIRED, "is_emergency": "no", "emergency_declared_by": "", "emergency_reason": ""}


@pytest.fixture
def officer(service) -> Browser:
    return Browser(service, Role.PLACEMENT_OFFICER)


def people_and_requests(service) -> tuple[int, int]:
    with service.store.reading() as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table(name)).where(table(name).c.authority == HERE))
            for name in ("young_people", "placement_requests")
        ]
    return counts[0] or 0, counts[1] or 0


def made(service, page) -> tuple[dict, dict]:
    """The request that this page is about, and its young person."""
    request = kept(service, "placement_requests", page.path.rsplit("/", 1)[1])
    return request, kept(service, "young_people", request["young_person_id"])


def send(officer, **fields):
    return officer.send(officer.open("/requests/new"), "", **{**REQUIRED, **fields})


def test_the_form_has_nothing_chosen_beforehand(officer):
    form = officer.open("/requests/new").form()
    assert not [one for one in form.all("input") if "checked" in one.attrs]
    assert not [one.attrs for one in form.all("input", type="text") if one.attrs.get("value")]
    assert {one.all("option")[0].attrs["value"] for one in form.all("select")} == {""}


def test_an_emergency_needs_at_most_twelve_answers(officer):
    refused = officer.send(officer.open("/requests/new"), is_emergency="yes")
    assert refused.status == 422
    assert refused.title.startswith("Error: ")
    assert len(refused.errors) + 1 <= 12


def test_the_required_answers_are_enough_for_the_engine(officer, service):
    send(officer)
    snapshot = service.frames.frame(HERE).snapshot
    assert not EMERGENCY_CORE.missing(snapshot.young_people[0], snapshot.placement_requests[0])


def test_the_whole_task_from_my_work_to_the_options_that_were_found(county_service, tmp_path):
    own = own_county(county_service, tmp_path)
    officer = Browser(own, Role.PLACEMENT_OFFICER)
    form = officer.follow(officer.open("/work"), "Make a new request")
    saved = officer.send(form, "", **REQUIRED, sex="female")

    assert saved.heading.endswith("Wren, 15 Emergency")
    assert "The request is saved." in saved.main.text
    assert "places still fit" in saved.main.text
    assert "What costs most: household full" in saved.main.text
    button = saved.form(f"{saved.path}/options").one("button")
    assert button.text == "Find options"
    options = officer.send(saved, f"{saved.path}/options")
    assert (options.status, options.path) == (200, f"{saved.path}/options")
    assert "Wren" in options.main.text

    request, person = made(own, saved)
    assert request["received_at"] == "2026-05-22T20:05:00+01:00"
    assert request["agreed_by"] == {"name": "T. Mosscroft", "at": "2026-05-22T19:20:00+01:00", "by_telephone": False}
    assert person["sex"] == "female"
    assert (request["id"][0], person["id"][0], len(person["id"])) == ("N", "N", 13)
    (listed,) = [item for item in officer.open("/work").main.all("li", class_="nwd-work__item") if "Wren" in item.text]
    assert listed.one("a", href=f"{saved.path}/options").text.startswith("Options for Wren")


def test_a_planned_move_needs_nobody_to_declare_an_emergency(officer, service):
    request, _ = made(service, officer.send(officer.open("/requests/new"), "", **PLANNED))
    assert request["is_emergency"] is False
    assert "emergency_reason" not in request


def test_what_is_missing_is_named_beside_its_field_and_all_that_was_typed_is_kept(officer, service):
    refused = send(officer, name_to_use="", emergency_reason="Late bus", **{"agreed_by-at-time": "25:00"})
    assert refused.errors == [
        "Enter what the young person is called",
        "Enter the time of day from 00:00 to 23:59, such as 20:05",
    ]
    links = [link.attrs["href"] for link in refused.root.one("div", class_="govuk-error-summary").all("a")]
    assert links == ["#name_to_use", "#agreed_by-at-day"]
    for link in links:
        assert refused.form().one("input", id=link[1:])
    assert refused.form().one("textarea", id="emergency_reason").text == "Late bus"
    assert refused.form().one("input", id="agreed_by-at-time").attrs["value"] == "25:00"
    assert "Enter what the young person is called" in refused.form().one("p", id="name_to_use-error").text
    assert people_and_requests(service) == (0, 0)

    assert officer.send(refused, "", name_to_use="Wren", **{"agreed_by-at-time": "19.20"}).status == 200
    assert people_and_requests(service) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"start_date-day": "31", "start_date-month": "2"}, "Enter a real date, such as 27 3 2026"),
        ({"start_date-year": ""}, "The date must have a year too"),
        ({"start_date-day": "", "start_date-month": ""}, "The date must have a day and month too"),
        ({"start_date-year": "26"}, "Enter the year with four figures, from 1900 to 2199"),
        ({"start_date-day": "", "start_date-month": "", "start_date-year": ""}, "Enter the first night"),
        ({"start_date-year": "2046"}, None),
        ({"date_of_birth-year": "2027"}, None),
        ({"age_band": "somewhat"}, "Choose one of the answers"),
        ({"case_number": "10 442"}, "Use only letters, figures, dots and hyphens, such as 10442"),
        ({"name_to_use": "x" * 2001}, None),
        ({"legal_status-expected_on-day": "3"}, "The date must have a month and year too"),
        ({"exclusions": "some"}, "Fill in below what there is, or choose another answer"),
        ({"exclusions": "some", "exclusions-0-centre": "HG1 2AB"}, "Fill in “How strict” for this area too"),
        (
            {"exclusions": "none", "risk_people": "none", "risk_people-these": "P1"},
            "You chose an answer, and also filled",
        ),
        ({"relationships-0-person_id": "Nobody Atall"}, "Nothing on the record has this name."),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_kept(officer, service, fields, says):
    refused = send(officer, **fields)
    assert refused.status == 422
    assert refused.errors
    assert says is None or any(one.startswith(says) for one in refused.errors)
    for link in refused.root.one("div", class_="govuk-error-summary").all("a"):
        assert refused.root.all("*", id=link.attrs["href"][1:]), link.attrs["href"]
    assert people_and_requests(service) == (0, 0)


def test_asked_and_none_is_kept_apart_from_not_known(officer, service):
    _, person = made(service, send(officer, exclusions="none", risk_people="not_known"))
    assert person["exclusions"] == []
    assert "risk_people" not in person
    assert "siblings" not in person


def test_the_twelve_questions_can_all_be_answered(officer, service):
    page = send(
        officer,
        sex="female",
        legal_status="police_protection",
        cannot_wait="nothing",
        exclusions="some",
        risk_people="none",
        siblings="some",
        wishes="some",
        relationships="none",
        **{
            "legal_status-ends_at-day": "25",
            "legal_status-ends_at-month": "5",
            "legal_status-ends_at-year": "2026",
            "legal_status-ends_at-time": "19:10",
            "exclusions-0-centre": "hg12ab",
            "exclusions-0-strength": "must_not",
            "exclusions-0-reason": "exploitation",
            "siblings-0-plan": "together",
            "wishes-0-words": "To stay near my gran",
        },
    )
    request, person = made(service, page)
    assert person["legal_status"] == {"status": "police_protection", "ends_at": "2026-05-25T19:10:00+01:00"}
    assert person["exclusions"][0]["centre"] == {"postcode": "HG1 2AB"}
    assert person["siblings"][0]["plan"] == "together"
    assert request["wishes"][0]["words"] == "To stay near my gran"
    noun = service.frames.frame(HERE).snapshot
    assert all(one.answered(noun.young_people[0], noun.placement_requests[0]) for one in EMERGENCY_CORE.questions)


def test_a_legal_reason_that_is_being_sorted_is_an_answer(officer, service):
    _, person = made(service, send(officer, legal_status="sorting"))
    assert person["legal_status"] == {}


def test_a_form_sent_twice_makes_one_request(officer, service):
    form = officer.open("/requests/new")
    first, second = (officer.send(form, "", **REQUIRED) for _ in range(2))
    assert first.path == second.path
    assert people_and_requests(service) == (1, 1)


def keep(service, **facts):
    area = LocationExclusion(
        id="E1",
        strength=ExclusionStrength.MUST_NOT,
        reason=ExclusionReason.GANG,
        centre=Location(postcode="HG1 1AA"),
    )
    person = YoungPersonRecord(id="10442", name_to_use="Onyx", exclusions=(area,), **facts)
    create(service, speaker(service, HERE), COLLECTIONS["young_people"], person)


NO_AGE = {"date_of_birth-day": "", "date_of_birth-month": "", "date_of_birth-year": ""}


def test_somebody_on_the_record_is_found_by_number_and_keeps_what_is_recorded(officer, service):
    keep(service, age_band=AgeBand.AGED_16_17)
    more = {"exclusions": "some", "exclusions-0-centre": "YO1 1AA", "exclusions-0-strength": "should_not"}
    page = send(officer, case_number="10442", name_to_use="", **NO_AGE, **more, **{"exclusions-0-reason": "court"})
    request, person = made(service, page)
    assert request["young_person_id"] == "10442"
    assert person["name_to_use"] == "Onyx"
    assert [one["reason"] for one in person["exclusions"]] == ["gang", "court"]
    assert ("young_people", "10442", "10442") in audited(service, "read")


def test_what_the_record_says_already_is_not_written_over(officer, service):
    keep(service, age_band=AgeBand.AGED_16_17)
    refused = send(officer, case_number="10442", name_to_use="Wren", **NO_AGE, exclusions="none")
    assert len(refused.errors) == 2
    assert all(one.startswith("The record says something else already") for one in refused.errors)
    assert kept(service, "young_people", "10442")["name_to_use"] == "Onyx"
    assert people_and_requests(service) == (1, 0)


def test_a_number_that_nobody_has_becomes_the_number_of_somebody_new(officer, service):
    request, person = made(service, send(officer, case_number="10442"))
    assert request["young_person_id"] == person["id"] == "10442"


def test_a_second_request_for_the_same_young_person_is_pointed_out_on_both(officer, service):
    first = send(officer, case_number="10442")
    assert "another open request" not in first.main.text

    second = send(officer, case_number="10442", name_to_use="", **NO_AGE)
    first_id, second_id = (page.path.rsplit("/", 1)[1] for page in (first, second))
    assert f"Wren has another open request: request {first_id}" in second.main.text
    assert f"Wren has another open request: request {second_id}" in officer.open(first.path).main.text


def test_somebody_who_is_recorded_while_the_form_is_sent_is_not_written_over(officer, service, monkeypatch):
    parse = records.parse

    def meanwhile(collection, fields):
        monkeypatch.undo()
        keep(service)
        return parse(collection, fields)

    form = officer.open("/requests/new")
    monkeypatch.setattr(records, "parse", meanwhile)
    refused = officer.send(form, "", **REQUIRED, case_number="10442")
    assert refused.status == 422
    assert refused.errors == ["Somebody changed this young person's record just now. Check, then save again"]
    assert kept(service, "young_people", "10442")["name_to_use"] == "Onyx"
    assert people_and_requests(service) == (1, 0)


def test_both_records_stand_in_the_audit(officer, service):
    page = send(officer)
    request, person = made(service, page)
    created = audited(service, "create")
    assert ("young_people", person["id"], person["id"]) in created
    assert ("placement_requests", request["id"], person["id"]) in created


@pytest.mark.parametrize("role", [Role.IRO, Role.HUB_MANAGER, Role.SOCIAL_WORKER])
def test_roles_that_do_not_write_about_people_get_no_form(service, role):
    reader = Browser(service, role)
    assert reader.open("/requests/new").status == 403
    assert people_and_requests(service) == (0, 0)


def test_a_form_without_its_token_keeps_nothing(officer, service):
    assert send(officer, form_token=None).status == 403
    assert people_and_requests(service) == (0, 0)


def test_the_keyboard_meets_the_questions_in_the_order_they_are_written(officer):
    page = officer.open("/requests/new")
    assert not [one for one in page.root.all("*") if int(one.attrs.get("tabindex", "0")) > 0]
    names = [one.attrs["name"] for one in page.form().all("*") if one.tag in {"input", "select", "textarea"}]
    order = [
        names.index(name)
        for name in ("is_emergency", "start_date-day", "case_number", "name_to_use", "asked_by-name", "sex")
    ]
    assert order == sorted(order)


def test_every_question_has_a_name_and_groups_have_a_legend(officer):
    form = officer.open("/requests/new").form()
    labelled = {label.attrs["for"] for label in form.all("label")}
    for one in form.all("*"):
        if one.tag in {"input", "select", "textarea"} and one.attrs.get("type") != "hidden":
            assert one.attrs["id"] in labelled
    assert all(one.all("legend") for one in form.all("fieldset"))
    ids = [one.attrs["id"] for one in form.all("*") if "id" in one.attrs]
    assert len(ids) == len(set(ids))
