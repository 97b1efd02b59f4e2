"""Catalogue 0.1, "Emergencies": who declared it, the twelve questions, and what each line shows."""

from dataclasses import replace
from datetime import datetime

import pytest

from fixtures.plain_world import NOW, born, carer, emergency, person, request, setting
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import Role, SettingKind
from matcher.domain.emergency_core import EMERGENCY_CORE
from matcher.domain.people import Assessment, PossibleAges, YoungPerson
from matcher.domain.person_codes import AgeBand, PlacementSex, Sex
from matcher.domain.requests import Agreement, Asker, PlacementRequest
from matcher.domain.settings import Contact, EmergencyListing, StatementOfPurpose
from matcher.domain.snapshot import OnCall
from matcher.domain.values import LONDON, Location
from tests.spec.support import answer, day, entry, scene

DECLARED = "emergency-declared"
ON_CALL = (
    OnCall(role="emergency duty worker", name="W. Orker", telephone="01632 960001"),
    OnCall(role="service manager", name="D. Mann", telephone="01632 960002"),
)


def first_asked(snapshot) -> list[str]:
    return [one.rule for one in answer(snapshot).ask_first]


def steps(snapshot) -> dict[str, tuple[str, tuple[Role, ...]]]:
    return {one.rule: (one.due, one.who) for one in entry(snapshot).before_confirming}


# Declared with a reason and a manager's name


@pytest.mark.parametrize("missing", ["emergency_declared_by", "emergency_reason"])
@pytest.mark.parametrize("as_blank", [None, "  "])
def test_an_emergency_nobody_declared_is_answered_as_one_with_that_question_first(missing, as_blank):
    undeclared = scene(ask=emergency(agreed_by=None, **{missing: as_blank}), who=person(legal_status=None))

    assert answer(undeclared).is_emergency
    assert first_asked(undeclared)[0] == DECLARED
    assert steps(undeclared)[DECLARED] == ("before confirming", (Role.SERVICE_MANAGER, Role.MANAGER_ON_CALL))


def test_who_declared_it_moves_no_place():
    assert answer(scene(ask=emergency(emergency_declared_by=None))).counts.options == 1


def test_a_declared_emergency_does_not_ask_and_a_planned_request_never_does():
    planned = request(emergency_declared_by=None, emergency_reason=None)

    assert [DECLARED in first_asked(scene(ask=ask)) for ask in (emergency(), planned)] == [False, False]
    assert [DECLARED in steps(scene(ask=ask)) for ask in (emergency(), planned)] == [False, False]


def test_a_planned_request_typed_at_20_00_is_not_an_emergency():
    """Conformance case 18."""
    tonight = request(start_date=NOW.date(), end_date=None)
    late = scene(ask=tonight, as_of=datetime(2026, 5, 22, 20, 0, tzinfo=LONDON))

    assert not answer(late).is_emergency
    assert entry(late).relaxed == ()


# The twelve questions


NOBODY = YoungPerson(id="yp")
NOTHING = PlacementRequest(id="req", young_person_id="yp", start_date=NOW.date(), is_emergency=True)
FIVE = ["name", "age", "where-now", "who-asks", "who-agreed"]
ANSWERS = {
    "name": [{"name_to_use": "Ash"}],
    "age": [
        {"date_of_birth": born(14, NOW.date())},
        {"age_band": AgeBand.NOT_SURE},
        {"possible_ages": PossibleAges(youngest=15, oldest=19)},
    ],
    "where-now": [{"where_now": Location(postcode="ZZ1 1ZZ")}, {"where_now_is": "at the police station"}],
    "who-asks": [{"asked_by": Asker(name="Duty desk", telephone="01632 960999")}],
    "who-agreed": [{"agreed_by": Agreement(name="D. Mann", at=NOW)}],
}
NO_ANSWERS = {
    "name": {"name_to_use": " "},
    "where-now": {"where_now_is": ""},
    "who-asks": {"asked_by": Asker(name="Duty desk")},
    "who-agreed": {"agreed_by": Agreement(name="D. Mann")},
}


def missing_with(**facts) -> list[str]:
    of_person = {name: fact for name, fact in facts.items() if hasattr(NOBODY, name)}
    of_request = {name: fact for name, fact in facts.items() if name not in of_person}
    core = EMERGENCY_CORE.missing(replace(NOBODY, **of_person), replace(NOTHING, **of_request))
    return [one.slug for one in core]


def test_there_are_twelve_questions_and_five_are_required():
    assert len(EMERGENCY_CORE.questions) == 12
    assert [one.slug for one in EMERGENCY_CORE.required] == FIVE
    assert [one.slug for one in EMERGENCY_CORE.questions[5:]] == [
        "sex",
        "legal-reason",
        "keep-away-from",
        "cannot-wait",
        "brothers-and-sisters",
        "what-they-want",
        "whom-they-know",
    ]


def test_where_nothing_is_recorded_the_five_are_missing():
    assert missing_with() == FIVE


@pytest.mark.parametrize(("slug", "answers"), ANSWERS.items())
def test_each_answer_to_a_required_question_is_enough(slug, answers):
    assert [slug in missing_with(**one) for one in answers] == [False] * len(answers)


@pytest.mark.parametrize(("slug", "facts"), NO_ANSWERS.items())
def test_a_blank_or_half_an_answer_is_none(slug, facts):
    assert slug in missing_with(**facts)


def test_every_question_names_facts_that_a_person_or_a_request_has():
    for question in EMERGENCY_CORE.questions:
        for fact in (fact for together in question.facts for fact in together):
            whose, name, *_ = fact.split(".")
            assert hasattr(NOBODY if whose == "person" else NOTHING, name), fact


def test_what_the_five_lack_is_asked_first_of_all_and_an_answer_comes_back_all_the_same():
    bare = scene(who=NOBODY, ask=NOTHING)

    assert first_asked(bare)[:6] == [DECLARED, *(f"emergency-core:{slug}" for slug in FIVE)]
    assert answer(bare).counts.needs_information + answer(bare).counts.options == 1


def test_a_planned_request_does_not_ask_the_core():
    planned = scene(ask=request(where_now=None, asked_by=None))

    assert [one for one in first_asked(planned) if one.startswith("emergency-core")] == []


# What each line shows


def test_each_line_shows_telephone_the_manager_on_call_latest_arrival_and_the_journey():
    line = entry(
        scene(
            setting(contact=Contact(name="Ann", telephone="01632 960003", manager_on_call="M. Manager")),
            ask=emergency(),
            on_call=ON_CALL,
        )
    )

    assert line.contact is not None
    assert (line.contact.telephone, line.contact.manager_on_call, line.contact.latest_arrival) == (
        "01632 960003",
        "M. Manager",
        "23:30",
    )
    assert line.minutes.where_now is not None


@pytest.mark.parametrize("contact", [None, Contact(name="Ann", telephone="01632 960003")])
@pytest.mark.parametrize("listing", [None, EmergencyListing(on_list=True)])
def test_where_a_home_names_no_manager_on_call_the_authoritys_is_shown(contact, listing):
    home = setting(contact=contact, emergency_listing=listing)
    line = entry(scene(home, ask=emergency(), on_call=ON_CALL))

    assert line.contact is not None
    assert line.contact.manager_on_call == "D. Mann, 01632 960002"
    assert line.contact.telephone == (contact.telephone if contact else "")


def test_where_no_manager_is_on_the_list_whoever_is_on_it_is_shown():
    line = entry(scene(setting(contact=None), ask=emergency(), on_call=ON_CALL[:1]))

    assert line.contact is not None
    assert line.contact.manager_on_call == "W. Orker, 01632 960001"


def test_a_planned_request_does_not_show_who_is_on_call_tonight():
    line = entry(scene(setting(contact=None, emergency_listing=None), on_call=ON_CALL))

    assert line.contact is None


# What is relaxed


def test_staffing_is_marked_as_looked_at_for_the_first_nights_only():
    assert {"staff-ratio", "waking-night"} <= set(entry(scene(ask=emergency())).relaxed)
    assert entry(scene(setting(kind=SettingKind.FOSTER_FAMILY), ask=emergency())).relaxed == ()


def test_a_family_outside_its_terms_is_marked():
    terms = TermsOfApproval(age_min=0, age_max=10, sexes=(Sex.FEMALE,), places=3)
    family = setting(kind=SettingKind.FOSTER_FAMILY, terms=terms, carers=(carer(),))

    assert entry(scene(family, ask=emergency())).relaxed == ("terms-of-approval",)


def test_a_place_that_stays_listed_with_a_question_is_marked():
    girls = StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.FEMALE,), needs=())
    who = person(placement_sex=PlacementSex.TALK_FIRST)

    assert (
        "statement-of-purpose-fit"
        in entry(scene(setting(statement_of_purpose=girls), who=who, ask=emergency())).relaxed
    )


def test_a_place_that_waits_for_its_lawful_footing_is_not_marked_as_relaxed():
    waits = scene(setting(registration=None), ask=emergency())

    assert answer(waits).counts.needs_information == 1
    assert "children-home-registered" not in entry(waits).relaxed


def test_a_check_that_is_put_off_is_marked_and_one_without_an_emergency_period_is_not():
    who = person(date_of_birth=born(16, day(-100)), assessment=Assessment(), legal_status=None)
    lodgings = scene(setting(kind=SettingKind.SUPPORTED_LODGINGS), who=who, ask=emergency())

    assert "needs-care-not-support" in entry(lodgings).relaxed
    assert "lawful-basis-present" not in entry(lodgings).relaxed
    assert set(entry(lodgings).relaxed) <= set(answer(lodgings).relaxed)


def test_the_whole_answer_marks_what_any_listed_place_does():
    tonight = scene(ask=emergency())

    assert set(answer(tonight).relaxed) == set(entry(tonight).relaxed)
    assert answer(scene()).relaxed == ()
