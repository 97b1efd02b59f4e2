"""Catalogue section J: which duties confirming a placement would create, for whom and where."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from fixtures.plain_world import LEAVING, NOW, START, approval, born, carer, emergency, person, request, setting
from matcher.domain.carers import TemporaryApproval, TermsOfApproval
from matcher.domain.codes import ApprovalStatus, Footing, MemberRelation, Role, SettingKind
from matcher.domain.people import Assessment
from matcher.domain.people_law import LegalReason
from matcher.domain.people_needs import EhcProvision, ProvisionHere
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus, Sex
from matcher.domain.request_steps import JointAssessment, OutOfAreaSteps
from matcher.domain.setting_facts import ParentsAssessment
from matcher.domain.settings import Absence, Availability, BespokeFooting, HouseholdMember
from matcher.domain.snapshot import OnCall
from matcher.domain.values import LONDON
from tests.spec.support import day, entry, scene

HOME, FAMILY, PARENTS = SettingKind.CHILDRENS_HOME, SettingKind.FOSTER_FAMILY, SettingKind.WITH_PARENTS
NEW = person(last_review=None)
"""Nobody has recorded a review: as far as anybody knows, being looked after begins here."""


def duties(snapshot) -> dict[str, str]:
    """Slug -> by when."""
    return {one.slug: one.due for one in entry(snapshot).duties}


def says(snapshot, slug: str) -> list[str]:
    return [one.says for one in entry(snapshot).duties if one.slug == slug]


def legally(status: LegalStatus, **facts):
    return person(legal_status=LegalReason(status=status), **facts)


# Somebody looked after, whatever the place


EVERYWHERE = {"duty-tell-person", "duty-communication-screen", "duty-return-interview"}
OF_CARE = {
    "duty-placement-plan",
    "duty-care-plan",
    "duty-notify-people",
    "duty-visit-first",
    "duty-review-before-ending",
}


def test_a_planned_month_in_a_childrens_home_in_area():
    assert set(duties(scene())) == EVERYWHERE | OF_CARE | {"duty-follow-on"}


def test_what_has_a_day_comes_in_the_order_of_the_days_and_what_has_none_last():
    found = [one.due for one in entry(scene(who=NEW, ask=request(end_date=None))).duties]
    dated = [one for one in found if one[0] == "2"]

    assert dated == sorted(dated)
    assert found[len(dated) :] == ["before the stay is ended", "after each time away"]


def test_an_instant_comes_before_the_end_of_its_day_and_after_the_day_before():
    found = [one.slug for one in entry(scene(ask=emergency(start_date=day(-4)), who=NEW)).duties]
    order = ["duty-tell-person", "duty-72-hour-meeting", "duty-visit-first"]

    assert [one for one in found if one in order] == order


def test_every_duty_is_said_with_the_young_persons_name_and_who_does_it():
    told = next(one for one in entry(scene()).duties if one.slug == "duty-tell-person")

    assert told.says == "Tell Robin what was decided and why, offer an advocate, and say how to challenge it."
    assert told.who == (Role.SOCIAL_WORKER, Role.KEY_WORKER)
    assert all(one.says and one.who for one in entry(scene()).duties)


@pytest.mark.parametrize("slug", ["duty-first-review", "duty-health-assessment", "duty-education-plan"])
def test_what_comes_with_becoming_looked_after_is_due_where_no_review_has_been_held(slug):
    assert slug in duties(scene(who=NEW))
    assert slug not in duties(scene())


def test_a_young_adult_and_a_relevant_child_are_not_looked_after():
    leaver = person(date_of_birth=born(18, START), care_leaver_status=CareLeaverStatus.FORMER_RELEVANT)
    relevant = person(date_of_birth=born(17, START), care_leaver_status=CareLeaverStatus.RELEVANT)
    lodgings = setting(kind=SettingKind.SUPPORTED_LODGINGS)

    assert [set(duties(scene(lodgings, who=who))) & OF_CARE for who in (leaver, relevant)] == [set(), set()]
    assert set(duties(scene(lodgings, who=leaver))) >= EVERYWHERE


def test_outreach_is_no_placement():
    at_home = setting(kind=SettingKind.OUTREACH)

    assert set(duties(scene(at_home))) == {"duty-tell-person", "duty-communication-screen"}


def test_a_stay_of_24_hours_or_less_is_no_placement_for_duties():
    starts = datetime(2026, 6, 1, 18, 0, tzinfo=LONDON)

    def until(ends):
        return duties(scene(ask=request(end_date=day(1), needed_at=starts, needed_until=ends)))

    assert set(until(starts + timedelta(hours=24))) == {"duty-tell-person"}
    assert set(until(starts + timedelta(hours=24, minutes=1))) > OF_CARE


# Visits


def test_six_weekly_visits_begin_six_weeks_in_and_not_after_the_leaving_day():
    six_weeks = START + timedelta(days=42)
    ends = [six_weeks - timedelta(days=1), six_weeks, None]
    due = [duties(scene(ask=request(end_date=end))).get("duty-visit-six-weekly") for end in ends]

    assert due == [None, six_weeks.isoformat(), six_weeks.isoformat()]


VISITS = ("duty-visit-first", "duty-visit-six-weekly", "duty-visit-temporary-carer", "duty-visit-parents-unassessed")


def visits(home, who=None, **facts):
    found = duties(scene(home, who=who, ask=request(end_date=None), **facts))
    return [slug.removeprefix("duty-visit-") for slug in VISITS if slug in found]


def relative(who="yp", **facts):
    approved = TemporaryApproval(young_people=(who,), started_on=date(2026, 7, 6), **facts)
    host = carer(approval_status=ApprovalStatus.TEMPORARILY_APPROVED, temporary_approval=approved)
    return setting(kind=SettingKind.CONNECTED_CARER, carers=(host,))


def test_a_temporary_carer_is_visited_every_week():
    assert visits(relative()) == ["temporary-carer"]
    assert visits(setting(kind=SettingKind.CONNECTED_CARER)) == ["first", "six-weekly"]


ASSESSED = ParentsAssessment(suitability_assessed_on=date(2026, 5, 20))


@pytest.mark.parametrize(
    ("status", "assessment", "found"),
    [
        (LegalStatus.INTERIM_CARE_ORDER, ASSESSED, ["temporary-carer"]),
        (LegalStatus.INTERIM_CARE_ORDER, None, ["temporary-carer"]),
        (LegalStatus.CARE_ORDER, ASSESSED, ["parents-unassessed"]),
        (LegalStatus.REMAND_LAA, ParentsAssessment(), ["parents-unassessed"]),
        (LegalStatus.REMAND_LAA, ASSESSED, ["first", "six-weekly"]),
    ],
)
def test_living_with_parents_is_visited_by_the_order_and_the_assessment(status, assessment, found):
    assert visits(setting(kind=PARENTS, parents_assessment=assessment), legally(status)) == found


def test_a_bespoke_placement_on_the_footing_of_parents_is_living_with_parents():
    bespoke = setting(kind=SettingKind.BESPOKE, bespoke=BespokeFooting(lawful_footing=Footing.WITH_PARENTS))

    assert visits(bespoke, legally(LegalStatus.CARE_ORDER)) == ["parents-unassessed"]


# The place


@pytest.mark.parametrize(("kind", "is_created"), [(SettingKind.SUPPORTED_LODGINGS, True), (HOME, False)])
def test_supported_accommodation_is_visited_and_its_suitability_looked_at_before_the_move(kind, is_created):
    found = duties(scene(setting(kind=kind), who=person(date_of_birth=born(16, START))))

    assert [found.get(slug) for slug in ("duty-visit-before-move", "duty-suitability-schedule-6")] == (
        [START.isoformat()] * 2 if is_created else [None] * 2
    )


@pytest.mark.parametrize(("area", "is_told"), [("north", False), ("east", True), ("south", True), (None, False)])
def test_the_council_where_the_home_is_is_told_of_a_placement_out_of_area(area, is_told):
    assert ("duty-notify-area-authority" in duties(scene(setting(area_authority=area)))) is is_told


def test_the_council_is_told_where_no_approval_is_needed_too():
    ours_next_door = setting(kind=FAMILY, area_authority="east")
    found = entry(scene(ours_next_door))

    assert found.approvals == ()
    assert "duty-notify-area-authority" in {one.slug for one in found.duties}


DONE = OutOfAreaSteps(setting_id="home", relatives_consulted_on=day(-9), iro_consulted_on=day(-9))
TOLD = replace(DONE, area_authority_told_on=day(-9))
PLAN_GIVEN = replace(TOLD, care_plan_given_on=day(-9))


@pytest.mark.parametrize(
    ("area", "steps", "is_left"),
    [
        ("south", None, True),
        ("south", (DONE,), True),
        ("south", (TOLD,), True),
        ("south", (PLAN_GIVEN,), False),
        ("south", (replace(PLAN_GIVEN, setting_id="elsewhere"),), True),
        ("east", (TOLD,), False),
        ("north", None, False),
    ],
)
def test_at_a_distance_in_an_emergency_the_last_conditions_follow_within_five_working_days(area, steps, is_left):
    """Conformance case 11: the director approves; two conditions before, the rest within five working days."""
    away = scene(setting(area_authority=area), ask=emergency(out_of_area_steps=steps))
    slug = "duty-out-of-area-conditions"

    assert duties(away).get(slug) == ("2026-06-01" if is_left else None)
    if area == "south":
        assert Role.DCS in {role for one in entry(away).approvals for role in one.roles}


def test_planned_the_conditions_out_of_area_are_no_duty_of_their_own():
    assert "duty-out-of-area-conditions" not in duties(scene(setting(area_authority="south")))


# A relative's temporary approval (conformance case 12)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({}, "2026-10-26"),
        ({"extended": True}, "2026-12-21"),
        ({"refusal_under_review": True}, "before the temporary approval ends"),
    ],
)
def test_the_full_assessment_of_a_relative_is_due_sixteen_weeks_after_the_start(facts, due):
    """Conformance case 12: from Monday 6 July 2026 to Monday 26 October; extended, Monday 21 December."""
    july = request(start_date=date(2026, 7, 6), end_date=date(2026, 8, 10))

    assert duties(scene(relative(**facts), ask=july))["duty-reg24-assessment"] == due


def test_a_carer_who_is_approved_has_no_assessment_to_finish():
    assert "duty-reg24-assessment" not in duties(scene(setting(kind=SettingKind.CONNECTED_CARER)))


# Birthdays


def test_the_sixteenth_birthday_in_a_section_20_stay_asks_for_their_own_agreement():
    def turning_16(on, status=LegalStatus.S20):
        return duties(scene(who=legally(status, date_of_birth=born(16, on)))).get("duty-consent-at-sixteen")

    assert turning_16(day(2)) == day(2).isoformat()
    assert turning_16(LEAVING - timedelta(days=1)) == day(27).isoformat()
    assert [turning_16(START), turning_16(LEAVING), turning_16(day(2), LegalStatus.CARE_ORDER)] == [None] * 3


def member(on, relation=MemberRelation.OWN_CHILD):
    return HouseholdMember(id="member", relation=relation, date_of_birth=born(18, on))


@pytest.mark.parametrize(
    ("one", "due"),
    [
        (member(day(2)), day(2).isoformat()),
        (member(START), None),
        (member(LEAVING), None),
        (member(day(2), MemberRelation.OTHER_ADULT), None),
    ],
)
def test_a_household_child_who_turns_18_in_the_stay_has_to_be_checked(one, due):
    assert duties(scene(setting(kind=FAMILY, household=(one,)))).get("duty-household-check") == due


def test_a_check_in_the_household_names_nobody():
    said = says(scene(setting(kind=FAMILY, household=(member(day(2)),))), "duty-household-check")

    assert said == ["Somebody in the household turns 18: do the checks that adults there need."]


# The carer is away later


def test_each_later_absence_of_the_carer_is_planned_for_14_days_before():
    """Conformance case 16."""
    away = tuple(Absence(first_night=day(n), leaving=day(n + 7)) for n in (60, 90))
    family = scene(setting(kind=FAMILY, availability=Availability(absences=away)), ask=request(end_date=None))
    planned = [one for one in entry(family).duties if one.slug == "duty-plan-absence"]

    assert [one.due for one in planned] == [day(46).isoformat(), day(76).isoformat()]
    assert planned[0].says == "Agree with Robin who looks after them while the carer is away from 31 July 2026."
    assert planned[0].who == (Role.FOSTERING_MANAGER,)


# The person


def test_provision_of_an_education_health_and_care_plan_that_could_not_go_on_is_settled_before_the_start():
    def plan(**goes_on):
        here = tuple(ProvisionHere(setting_id=one, can_continue=can) for one, can in goes_on.items())
        return duties(scene(who=person(ehc_provisions=(EhcProvision(provision="speech", at_settings=here),))))

    slug = "duty-ehc-provision"
    assert [plan(home=False).get(slug), plan(home=True).get(slug), plan(elsewhere=False).get(slug)] == [
        START.isoformat(),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("age", "ask", "due"),
    [
        (16, emergency(homeless=True, joint_assessment=None), "2026-05-26"),
        (17, emergency(homeless=True, joint_assessment=JointAssessment(assessed_on=day(-9))), "2026-05-26"),
        (16, emergency(homeless=True), None),
        (15, emergency(homeless=True, joint_assessment=None), None),
        (16, emergency(joint_assessment=None), None),
        (16, request(homeless=True, joint_assessment=None), None),
    ],
)
def test_homeless_at_16_or_17_in_an_emergency_the_joint_assessment_begins_the_next_working_day(age, ask, due):
    leaver = CareLeaverStatus.NONE if age != 18 else CareLeaverStatus.FORMER_RELEVANT
    who = legally(LegalStatus.S20, date_of_birth=born(age, date(2026, 5, 22)), care_leaver_status=leaver)

    assert duties(scene(setting(kind=FAMILY), who=who, ask=ask)).get("duty-joint-assessment") == due


def test_homeless_at_18_there_is_no_joint_assessment():
    who = legally(LegalStatus.NONE, date_of_birth=born(18, date(2026, 5, 22)))
    close = setting(kind=SettingKind.STAYING_CLOSE)
    ask = emergency(homeless=True, joint_assessment=None)

    assert "duty-joint-assessment" not in duties(scene(close, who=who, ask=ask))


# Emergencies


def test_an_emergency_has_its_own_days_for_what_comes_before_a_planned_start():
    planned, tonight = duties(scene()), duties(scene(ask=emergency()))
    slugs = ("duty-placement-plan", "duty-notify-people", "duty-care-plan")

    assert [planned[one] for one in slugs] == [START.isoformat()] * 3
    assert [tonight[one] for one in slugs] == ["2026-06-01", "2026-06-01", "2026-06-08"]


def test_a_meeting_that_falls_on_a_bank_holiday_says_so_and_names_the_manager_on_call():
    listed = (
        OnCall(role="duty worker", name="W. Orker"),
        OnCall(role="Service manager", name="D. Mann", telephone="01"),
    )
    meeting = "duty-72-hour-meeting"
    named, nobody = (says(scene(ask=emergency(), on_call=on_call), meeting) for on_call in (listed, ()))

    assert named[0].endswith("before confirming. This falls on a bank holiday: ring D. Mann, 01.")
    assert nobody[0].endswith("This falls on a bank holiday: ask who is on call.")


@pytest.mark.parametrize(
    ("first", "said"),
    [(date(2026, 6, 3), "Saturday"), (date(2026, 6, 4), "Sunday"), (date(2026, 6, 5), None), (date(2026, 6, 2), None)],
)
def test_a_meeting_at_the_weekend_says_so_and_one_on_a_working_day_does_not(first, said):
    found = says(scene(ask=emergency(start_date=first)), "duty-72-hour-meeting")[0]

    assert ("This falls on a" in found) is bool(said)
    assert said is None or f"This falls on a {said}" in found


def test_a_planned_request_has_no_72_hour_duties():
    assert [slug for slug in duties(scene()) if "72" in slug] == []


def test_a_family_outside_its_terms_has_six_working_days():
    """Conformance case 2: to Tuesday 2 June 2026."""
    within, outside = (
        setting(kind=FAMILY, terms=TermsOfApproval(age_min=0, age_max=oldest, sexes=(Sex.FEMALE,), places=3))
        for oldest in (17, 10)
    )
    found = [duties(scene(one, ask=emergency())).get("duty-emergency-six-days") for one in (within, outside)]

    assert found == [None, "2026-06-02"]


def test_a_telephone_approval_is_to_be_countersigned_by_the_approver_by_the_next_working_day():
    limb = "children-home-registered:manager"
    post_empty = setting(manager_in_post=False)
    given = approval(limb, Role.SERVICE_MANAGER, by_telephone=True)

    def countersign(one):
        found = entry(scene(post_empty, ask=emergency(), authorisations=(one,))).duties
        return [(duty.due, duty.who, duty.says) for duty in found if duty.slug == "duty-countersign"]

    said = "Sign what was agreed by telephone, or say that it was not so. It was M. Approver who agreed."
    assert countersign(given) == [("2026-05-26", (Role.SERVICE_MANAGER,), said)]
    assert countersign(replace(given, countersigned_at=NOW)) == []
    assert countersign(replace(given, reason=" ")) == []


def test_a_fact_of_the_person_nobody_knew_is_checked_within_72_hours():
    unknown = scene(
        setting(kind=SettingKind.SUPPORTED_LODGINGS),
        who=person(date_of_birth=born(16, day(-100)), assessment=Assessment()),
        ask=emergency(),
    )
    step = next(one for one in entry(unknown).before_confirming if one.rule == "needs-care-not-support")

    assert step.due == duties(unknown)["duty-72-hour-check"] == "2026-05-25T10:00+01:00"


def test_each_duty_of_an_option_is_listed_once():
    found = [(one.slug, one.due, one.says) for one in entry(scene(ask=emergency(), who=NEW)).duties]

    assert len(set(found)) == len(found)
    assert all(one != other for one, other in pairwise(found))
