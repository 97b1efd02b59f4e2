"""Catalogue B: when the legal reason ends, looked after from 24 hours, short breaks, and what a court has said."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from fixtures.plain_world import NEARBY, approval, emergency, lives, person, request, setting
from matcher.domain.codes import MemberRelation, PlacementPurpose, PlacementState, Role, SettingKind
from matcher.domain.home_codes import ContactOrderKind, CourtConditionKind
from matcher.domain.people_law import LegalReason
from matcher.domain.people_needs import ContactOrder, CourtCondition
from matcher.domain.person_codes import LegalStatus
from matcher.domain.placements import Placement
from matcher.domain.settings import HouseholdMember
from matcher.domain.values import LONDON
from matcher.options.explain import explain
from matcher.policy import load_policy
from tests.spec.support import ASK, MET, NOT_MET, answer, day, entry, listed, outcome, ruled_out, scene, without

NEUTRAL = "Setting home has been ruled out to keep young people safe. Ask the hub manager."
CASE_21 = LegalReason(status=LegalStatus.POLICE_PROTECTION, ends_at=datetime(2026, 5, 25, 19, 10, tzinfo=LONDON))


def said(snapshot, limb):
    there = explain(snapshot, "req", "home-bed", load_policy())
    return next(one.says for one in there if one.rule == limb)


def reasons(snapshot):
    return {one.rule: one.says for one in ruled_out(snapshot).failed}


# lawful-basis-ends


def test_police_protection_from_friday_evening_ends_on_monday_evening_and_says_by_when_to_ask():
    tonight = scene(who=person(legal_status=CASE_21), ask=emergency())

    assert said(tonight, "lawful-basis-ends") == (
        "The legal reason ends 19:10 on 25 May 2026. Speak to legal services by 19:10 on 24 May 2026."
    )
    assert listed(tonight) == "options"


def test_the_day_before_is_elapsed_hours_also_when_the_clocks_go_back():
    ends = datetime(2026, 10, 25, 12, 0, tzinfo=LONDON)
    ask = request(start_date=date(2026, 10, 20), end_date=date(2026, 11, 3))
    over_the_change = scene(who=person(legal_status=replace(CASE_21, ends_at=ends)), ask=ask)

    assert "by 13:00 on 24 October 2026" in said(over_the_change, "lawful-basis-ends")


def test_police_protection_without_its_end_is_asked_once():
    unknown = scene(who=person(legal_status=replace(CASE_21, ends_at=None)))

    asked = [one.says for one in answer(unknown).ask_first if one.rule == "lawful-basis-ends"]
    assert asked == ["When does the police protection of Robin end?"]


def test_a_legal_reason_that_is_not_recorded_is_one_question_not_two():
    unknown = scene(who=without(person(), "legal_status"))

    assert outcome(unknown, "lawful-basis-ends") is ASK
    assert sum("legal reason" in one.says for one in answer(unknown).ask_first) == 1


# becomes-looked-after-24-hours


def test_the_hour_from_which_somebody_is_looked_after_is_said():
    ask = request(needed_at=datetime(2026, 6, 1, 19, 30, tzinfo=LONDON))
    under_s20 = scene(who=person(legal_status=LegalReason(status=LegalStatus.S20)), ask=ask)

    assert said(under_s20, "becomes-looked-after-24-hours").startswith("From 19:30 on 2 June 2026 Robin will be")


def test_without_the_hour_of_arrival_hours_count_from_the_start_of_the_first_night():
    until = [datetime(2026, 6, 2, 0, minute, tzinfo=LONDON) for minute in (0, 1)]
    asks = [request(end_date=day(1), needed_until=one) for one in until]
    who = person(legal_status=LegalReason(status=LegalStatus.S20))

    assert [outcome(scene(who=who, ask=one), "becomes-looked-after-24-hours") for one in asks] == [MET, NOT_MET]


def test_an_end_before_the_start_says_nothing_about_how_long_it_lasts():
    start = datetime(2026, 6, 1, 19, 0, tzinfo=LONDON)
    ask = request(needed_at=start, needed_until=start - timedelta(hours=1))
    who = person(legal_status=LegalReason(status=LegalStatus.S20))

    assert outcome(scene(who=who, ask=ask), "becomes-looked-after-24-hours") is NOT_MET


# short-break-limits


def short_break(nights, **facts):
    """A short break after 60 nights of earlier ones here, for somebody under section 20."""
    earlier = Placement(
        id="earlier",
        young_person_id="yp",
        setting_id="home",
        first_night=day(-100),
        leaving=day(-40),
        purpose=PlacementPurpose.SHORT_BREAK,
        state=PlacementState.ENDED,
    )
    ask = request(end_date=day(nights), purpose=PlacementPurpose.SHORT_BREAK, returns_to_parent=True)
    who = person(legal_status=LegalReason(status=LegalStatus.S20))
    return scene(**{"who": who, "ask": ask, "stays": (earlier,), **facts})


def test_one_night_too_many_in_a_year_needs_the_service_manager_and_says_how_many():
    over = short_break(16)
    there = next(one for one in entry(over).approvals if one.rule == "short-break-limits")

    assert listed(over) == "needs_approval"
    assert there.roles == (Role.SERVICE_MANAGER,)
    assert "to 76 nights in 12 months; the short-break limit is 75." in there.says


def test_short_breaks_elsewhere_do_not_count():
    elsewhere = short_break(16, stays=())

    assert outcome(elsewhere, "short-break-limits") is MET


def test_a_hold_for_this_very_stay_counts_each_night_once():
    over = short_break(15)
    hold = lives(
        "yp", first_night=day(0), leaving=day(15), state=PlacementState.HELD, purpose=PlacementPurpose.SHORT_BREAK
    )

    assert outcome(replace(over, placements=(*over.placements, hold)), "short-break-limits") is MET


def test_an_ended_short_break_without_its_end_counts_to_today():
    begun = [
        replace(short_break(15).placements[0], first_night=date(2026, 5, 22) - timedelta(days=n), leaving=None)
        for n in (60, 61)
    ]

    assert [outcome(short_break(15, stays=(one,)), "short-break-limits") for one in begun] == [MET, NOT_MET]


def test_a_part_of_the_record_keeps_the_short_breaks_that_have_ended():
    over = short_break(16)

    assert outcome(over.part(["req"], ["home"]), "short-break-limits") is NOT_MET


def test_approved_beyond_the_limit_it_is_an_option():
    noted = approval(
        "short-break-limits", Role.SERVICE_MANAGER, recorded=("the change to ordinary looked-after status",)
    )

    assert listed(short_break(16, authorisations=(noted,))) == "options"


# remand-conditions-met


def remanded(*conditions, **facts):
    reason = LegalReason(status=LegalStatus.REMAND_LAA)
    return scene(**{"who": person(legal_status=reason, court_conditions=conditions), **facts})


def test_a_condition_is_said_in_the_courts_words():
    lives_elsewhere = CourtCondition(
        kind=CourtConditionKind.RESIDENCE, setting_id="elsewhere", says="that Robin lives with her aunt"
    )

    assert reasons(remanded(lives_elsewhere))["remand-conditions-met"] == (
        "The court has said that Robin lives with her aunt. Setting home does not meet it. Choose another option or ask the "
        "youth justice service to go back to court."
    )


def test_of_a_co_defendant_and_of_an_area_nothing_is_said():
    apart = CourtCondition(kind=CourtConditionKind.NON_CONTACT, person_id="other", says="not to see Sam Other")
    area = CourtCondition(kind=CourtConditionKind.EXCLUSION_AREA, centre=NEARBY, says="not to go to Station Road")
    found = [
        reasons(remanded(apart, there=(person("other", name_to_use="Sam Other"),))),
        reasons(remanded(area)),
    ]

    assert [one["remand-conditions-met"] for one in found] == [NEUTRAL, NEUTRAL]


def test_a_curfew_at_a_home_whose_cover_at_night_is_not_recorded_waits_until_we_know():
    curfew = CourtCondition(kind=CourtConditionKind.CURFEW)

    assert listed(remanded(curfew, home=setting(night_cover=None))) == "needs_information"


def test_conditions_bind_on_bail_too_and_through_an_orders_end():
    elsewhere = CourtCondition(kind=CourtConditionKind.RESIDENCE, setting_id="elsewhere")
    reason = LegalReason(status=LegalStatus.INTERIM_CARE_ORDER, ends_at=datetime(2026, 5, 30, 12, tzinfo=LONDON))
    bailed = scene(who=person(legal_status=reason, court_conditions=(elsewhere,)))

    assert listed(bailed) == "excluded"


def test_conditions_not_recorded_are_asked_and_an_emergency_does_not_put_them_off():
    reason = LegalReason(status=LegalStatus.REMAND_LAA)
    tonight = scene(who=person(legal_status=reason, court_conditions=None), ask=emergency())
    waits = {one.rule: one.due for one in entry(tonight).before_confirming}

    assert listed(tonight) == "options"
    assert waits["remand-conditions-met"] == "before confirming"


# court-contact-order-compatible


def test_of_an_adult_in_the_household_the_order_is_said_and_of_a_young_person_nothing():
    order = ContactOrder(person_id="other", kind=ContactOrderKind.NO_CONTACT)
    adult = HouseholdMember(id="other", relation=MemberRelation.OTHER_ADULT)
    relative = setting(kind=SettingKind.CONNECTED_CARER, household=(adult,))
    who = person(contact_orders=(order,))

    with_adult, with_peer = scene(relative, who=who), scene(who=who, there=(person("other"),))

    assert reasons(with_adult)["court-contact-order-compatible"] == (
        "A court order stops Robin living with or seeing somebody who lives at Setting home."
    )
    assert reasons(with_peer)["court-contact-order-compatible"] == NEUTRAL


def test_a_carer_whom_an_order_names_is_found_and_a_worker_who_does_not_live_there_is_not():
    order = ContactOrder(person_id="home-carer", kind=ContactOrderKind.NON_MOLESTATION)
    who = person(contact_orders=(order,))
    family = scene(setting(kind=SettingKind.FOSTER_FAMILY), who=who)
    key_worker = replace(order, person_id="kw")
    worker = scene(who=replace(who, contact_orders=(key_worker,)))
    based = replace(worker, workers=tuple(replace(one, based_at="home") for one in worker.workers or ()))

    assert outcome(family, "court-contact-order-compatible") is NOT_MET
    assert outcome(based, "court-contact-order-compatible") is MET
