"""Catalogue section N: its conformance cases, one test each, in its order and by its numbers."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fixtures.plain_world import (
    BOTH,
    NOW,
    TODAY,
    approval,
    born,
    carer,
    emergency,
    lives,
    person,
    place,
    request,
    setting,
    without,
)
from matcher.domain.carers import FosteringExemption, TemporaryApproval, TermsOfApproval
from matcher.domain.codes import ApprovalStatus, Role, SettingKind
from matcher.domain.nights import after_working_days
from matcher.domain.people import Health, Relationship, SiblingLink, View
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import (
    Depth,
    LegalStatus,
    SeparationReason,
    SeparationScope,
    SiblingKind,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.placements import SeparationEntry
from matcher.domain.request_steps import OutOfAreaSteps
from matcher.domain.settings import Absence, Availability
from matcher.domain.values import LONDON, Location
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from tests.spec.scores import order
from tests.spec.support import (
    MET,
    NOT_MET,
    answer,
    before_confirming,
    day,
    entry,
    listed,
    outcome,
    ruled_out,
    scene,
)
from tests.spec.test_g_staff_ratio import SHORT_EVENING, bank_worker, staffed

FOSTER, COMMUNITY, CONNECTED = SettingKind.FOSTER_FAMILY, SettingKind.COMMUNITY_FAMILY, SettingKind.CONNECTED_CARER
FRIDAY = date(2026, 5, 22)


def at(month, day_of_month, hour, minute):
    return datetime(2026, month, day_of_month, hour, minute, tzinfo=LONDON)


def duties(snapshot):
    return {one.slug: one.due for one in entry(snapshot).duties}


def test_1_a_sixteenth_birthday_two_days_after_the_first_night_bars_supported_lodgings():
    lodgings = setting(kind=SettingKind.SUPPORTED_LODGINGS)
    two_days_after, on_the_first_night = (
        scene(lodgings, who=person(date_of_birth=born(16, on))) for on in (day(2), day(0))
    )

    assert outcome(two_days_after, "under-16-no-other-arrangements") is NOT_MET
    assert outcome(on_the_first_night, "under-16-no-other-arrangements") is MET
    assert (listed(two_days_after), listed(on_the_first_night)) == ("excluded", "options")


@pytest.mark.parametrize(
    ("days", "end"),
    [(6, date(2026, 6, 2)), (5, date(2026, 6, 1)), (10, date(2026, 6, 8)), (20, date(2026, 6, 22))],
)
def test_2_working_days_from_friday_22_may_2026_step_over_the_bank_holiday(days, end):
    assert after_working_days(FRIDAY, days, load_policy().on(TODAY).bank_holidays) == end


def test_2_six_working_days_outside_the_terms_end_on_tuesday_2_june():
    babies_only = setting(kind=FOSTER, terms=TermsOfApproval(age_min=0, age_max=4, sexes=BOTH, places=3))

    assert entry(scene(babies_only, ask=emergency())).leaving == date(2026, 6, 2)


LARGE = setting(kind=FOSTER, terms=TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=8))


def fostered(who, *there, kind=SiblingKind.FULL, pairs=()):
    """Everybody in one family; each pair are brothers and sisters of that kind."""
    linked = [
        replace(one, siblings=tuple(SiblingLink(person_id=b, kind=kind) for a, b in pairs if a == one.id))
        for one in (who, *there)
    ]
    return outcome(scene(LARGE, who=linked[0], there=tuple(linked[1:])), "usual-fostering-limit")


def test_3_a_fourth_child_has_to_be_a_brother_or_sister_of_all_and_a_chain_of_halves_is_none():
    four = [person(one) for one in ("yp", "a", "b", "c")]
    three_siblings = [("a", "b"), ("b", "c"), ("c", "a")]
    all_four = [*three_siblings, ("yp", "a"), ("yp", "b"), ("yp", "c")]
    chain = [("yp", "a"), ("a", "b"), ("b", "c")]

    assert fostered(*four, pairs=three_siblings) is NOT_MET
    assert fostered(*four, pairs=all_four) is MET
    assert fostered(*four, pairs=all_four, kind=SiblingKind.HALF) is MET
    assert fostered(*four, pairs=chain, kind=SiblingKind.HALF) is NOT_MET


def test_4_an_exemption_has_to_come_from_the_authority_where_the_carer_lives():
    there = tuple(person(one) for one in ("a", "b", "c"))
    found = []
    for authority in ("north", "east"):
        exemption = FosteringExemption(granted_by=authority, young_people=("yp", "a", "b", "c"))
        home = replace(LARGE, area_authority="east", exemptions=(exemption,))
        found.append(outcome(scene(home, there=there), "usual-fostering-limit"))

    assert found == [NOT_MET, MET]


def test_5_a_free_bed_with_the_rota_short_on_one_evening_needs_an_approval_that_names_the_cover():
    short = staffed(SHORT_EVENING)

    assert outcome(short, "staff-ratio") is NOT_MET
    assert listed(short) == "needs_approval"
    assert [(one.rule, one.must_record) for one in entry(short).approvals] == [("staff-ratio", ("the cover",))]
    assert outcome(staffed(SHORT_EVENING, bank=(bank_worker(),)), "staff-ratio") is MET


def test_6_apart_in_rooms_means_the_same_home_and_not_the_same_room():
    apart = SeparationEntry(
        person_a="yp", person_b="sam", reason=SeparationReason.SEXUAL_HARM, scope=SeparationScope.ROOM
    )
    snapshot = scene(
        there=(person("sam"),),
        stays=(lives("sam", place_id="shared"),),
        places=(place(place_id="shared", shared_room=True), place(place_id="single")),
        separation_entries=(apart,),
    )

    assert outcome(snapshot, "do-not-place-together:must", "single") is MET
    assert outcome(snapshot, "do-not-place-together:must", "shared") is NOT_MET


def test_7_an_eighteenth_birthday_makes_adults_equal_children_until_the_mix_changes():
    def with_birthday(on, **stays):
        there = (person("grown", date_of_birth=born(18, day(-90))), person("turns", date_of_birth=born(18, on)))
        child = person("child")
        staying = tuple(lives(one.id, **(stays if one.id == "grown" else {})) for one in (*there, child))
        return scene(there=(*there, child), stays=staying)

    assert outcome(with_birthday(day(0)), "adults-in-minority") is NOT_MET
    assert entry(with_birthday(day(10))).leaving == day(10)
    assert entry(with_birthday(day(10), leaving=day(9))).leaving == day(28)


def test_8_somebody_not_asked_for_their_view_sees_options_and_nobody_can_confirm():
    snapshot = scene(ask=without(request(), "wishes"))

    assert listed(snapshot) == "options"
    assert [one.due for one in before_confirming(snapshot, "wishes-recorded")] == ["before confirming"]


def test_9_the_order_of_two_alike_is_unchanged_when_one_has_a_bed_more():
    two = (setting("a"), setting("b"))
    alike, emptier = (
        scene(settings=two, places=(place("a"), place("b", beds=beds)), shifts=rotas()) for beds in (2, 5)
    )

    assert order(alike) == order(emptier) == ["a", "b"]


def rotas(*settings):
    return tuple(shift for one in settings or ("a", "b") for shift in scene(setting(one)).shifts)


def test_10_a_foster_carer_next_door_needs_no_approval_where_we_approved_them_and_one_where_an_agency_did():
    ours, agency = (
        scene(setting(kind=FOSTER, area_authority="east", carers=(carer(approved_by=by),)))
        for by in ("north", "agency")
    )

    assert listed(ours) == "options"
    assert [(one.rule, one.roles) for one in entry(agency).approvals] == [
        ("within-authority:adjoining", (Role.NOMINATED_OFFICER,))
    ]


def test_11_at_a_distance_in_an_emergency_the_director_approves_two_come_first_and_the_rest_in_five_working_days():
    far = setting(area_authority="south")
    none_done = scene(far, ask=emergency())
    first_two = OutOfAreaSteps(setting_id="home", wishes_heard_on=TODAY, most_appropriate_on=TODAY)
    two_done = scene(far, ask=emergency(out_of_area_steps=(first_two,)))

    assert [(one.rule, one.roles) for one in entry(none_done).approvals] == [("within-authority:distance", (Role.DCS,))]
    assert [one.due for one in before_confirming(none_done, "out-of-area-conditions")] == ["before confirming"]
    assert [one.due for one in before_confirming(two_done, "out-of-area-conditions")] == ["2026-06-01"]
    assert duties(two_done)["duty-out-of-area-conditions"] == "2026-06-01"


JULY = date(2026, 7, 6)


def relative(**facts):
    """A relative, temporarily approved for the young person from Monday 6 July 2026."""
    agreed = TemporaryApproval(
        young_people=("yp",), started_on=JULY, approved_by="N. Officer", approved_on=JULY, **facts
    )
    temporary = carer(approval_status=ApprovalStatus.TEMPORARILY_APPROVED, temporary_approval=agreed)
    return setting(kind=CONNECTED, carers=(temporary,))


def test_12_a_temporary_approval_from_6_july_2026_ends_on_26_october_and_extended_on_21_december():
    open_ended = request(start_date=JULY, end_date=None, expected_nights=None)

    assert entry(scene(relative(), ask=open_ended)).leaving == date(2026, 10, 26)
    assert entry(scene(relative(extended=True), ask=open_ended)).leaving == date(2026, 12, 21)


def test_13_the_same_request_twice_gives_the_same_answer_in_the_same_order():
    snapshot = scene(settings=(setting("a"), setting("b", FOSTER)), places=(place("a"), place("b")), shifts=rotas("a"))

    assert result_adapter().dump_json(answer(snapshot)) == result_adapter().dump_json(answer(snapshot))


def test_14_against_foster_care_but_trusting_this_carer_asks_by_name_and_against_this_place_needs_the_service_manager():
    against = ViewStrength.STRONGLY_AGAINST
    no_fostering = View(about=ViewAbout.SETTING_KIND, setting_kind=FOSTER, view=against)
    trusted = (Relationship(person_id="aunt", depth=Depth.TRUSTED),)
    known = scene(
        setting(kind=COMMUNITY, carers=(carer("aunt", name="Aunt Jo"),)),
        who=person(views=(no_fostering,), relationships=trusted),
    )
    not_here = View(about=ViewAbout.SETTING, setting_id="home", view=against, told_what_it_is=True)
    stranger = scene(setting(kind=FOSTER), who=person(views=(not_here,)))

    assert listed(known) == "options"
    assert "Ask about Aunt Jo by name." in result_adapter().dump_json(answer(known)).decode()
    assert [(one.rule, one.roles) for one in entry(stranger).approvals] == [
        ("view-on-option:strongly-against", (Role.SERVICE_MANAGER,))
    ]


def test_15_a_blank_place_never_ranks_above_the_same_place_with_true_facts():
    blank: dict[str, Any] = {
        "skills": None,
        "identity_offer": None,
        "location": None,
        "cost_per_week": None,
        "diet_offers": None,
    }
    true: list[dict[str, Any]] = [
        {"skills": ()},
        {"location": Location(easting=600_000, northing=455_000)},
        {"cost_per_week": 9_000},
        {"diet_offers": ()},
    ]
    before = entry(scene(setting(**blank))).score

    assert [entry(scene(setting(**{**blank, **fact}))).score >= before for fact in true] == [True] * len(true)


def test_16_a_carers_week_away_in_month_three_is_offered_with_a_duty():
    away = Availability(absences=(Absence(first_night=day(75), leaving=day(82)),))
    snapshot = scene(setting(kind=FOSTER, availability=away), ask=request(end_date=day(120)))

    assert listed(snapshot) == "options"
    assert entry(snapshot).leaving == day(120)
    assert "duty-plan-absence" in duties(snapshot)


def test_17_a_relative_under_regulation_24_is_shown_first_with_the_approval_tagged():
    not_yet_signed = TemporaryApproval(young_people=("yp",), started_on=TODAY)
    aunt = carer("aunt", approval_status=ApprovalStatus.TEMPORARILY_APPROVED, temporary_approval=not_yet_signed)
    settings = (setting("a"), setting("z", CONNECTED, skills=(), carers=(aunt,)))
    snapshot = scene(settings=settings, places=(place("a"), place("z")), shifts=rotas("a"))

    assert order(snapshot) == ["z", "a"]
    assert entry(snapshot, "z-bed").family_and_friends
    assert [(one.rule, one.roles) for one in entry(snapshot, "z-bed").approvals] == [
        ("connected-person-temporary-approval", (Role.NOMINATED_OFFICER,))
    ]


def test_18_a_planned_request_typed_at_20_00_is_not_an_emergency():
    late = scene(ask=request(start_date=FRIDAY, end_date=None), as_of=at(5, 22, 20, 0))

    assert not answer(late).is_emergency


@pytest.mark.parametrize("fact", ["risks", "siblings", "consent", "needs", "assessment", "views", "access_needs"])
def test_19_one_missing_fact_about_the_person_empties_no_list(fact):
    settings = (setting("a"), setting("b", FOSTER))
    snapshot = scene(settings=settings, places=(place("a"), place("b")), shifts=rotas("a"), who=without(person(), fact))

    assert sorted(order(snapshot)) == ["a", "b"]
    assert answer(snapshot).counts.options == len(settings)


def test_20_a_telephone_approval_counts_in_an_emergency_only_and_shows_as_such_until_countersigned():
    no_manager = setting(manager_in_post=False)
    spoken = approval("children-home-registered:manager", Role.SERVICE_MANAGER, by_telephone=True)
    tonight = scene(no_manager, ask=emergency(), authorisations=(spoken,))
    signed = scene(no_manager, ask=emergency(), authorisations=(replace(spoken, countersigned_at=NOW),))

    assert listed(scene(no_manager, authorisations=(spoken,))) == "needs_approval"
    assert (listed(tonight), listed(signed)) == ("options", "options")
    assert entry(tonight).approved[0].says.endswith("by telephone, not yet countersigned.")
    assert "telephone" not in entry(signed).approved[0].says
    assert "duty-countersign" in duties(tonight)


def test_21_police_protection_from_friday_22_may_19_10_ends_on_the_bank_holiday_monday_19_10():
    begun, ends = at(5, 22, 19, 10), at(5, 25, 19, 10)
    who = person(legal_status=LegalReason(status=LegalStatus.POLICE_PROTECTION, ends_at=ends))
    snapshot = scene(who=who, ask=emergency(), as_of=begun)

    assert ends - begun == timedelta(hours=72)
    assert outcome(snapshot, "lawful-basis-present") is MET
    assert outcome(snapshot, "lawful-basis-ends") is NOT_MET
    assert duties(snapshot)["duty-legal-basis-ends"] == "2026-05-24T19:10+01:00"


def test_22_an_answer_does_not_contain_the_word_allegation():
    under_one = scene(setting(kind=FOSTER, carers=(carer(allegation_open=True),)))
    text = result_adapter().dump_json(answer(under_one)).decode().lower()

    assert [one.rule for one in ruled_out(under_one).failed] == ["carer-approved:status"]
    assert "allegation" not in text


def test_23_a_discharge_expected_before_the_first_night_lists_options_and_confirming_waits():
    ward = Health(in_hospital=True, detained=True, fit_for_discharge=False, discharge_expected_on=day(-1))
    snapshot = scene(who=person(health=replace(ward, smoke_free_required=False, asthma=False)))

    assert listed(snapshot) == "options"
    assert before_confirming(snapshot, "refer-hospital-or-mental-health-detention:discharged")


def test_24_the_order_of_two_places_is_unchanged_when_a_third_is_added():
    two = (setting("a", skills=()), setting("b"))
    three = (*two, setting("c", cost_per_week=1))
    pair = scene(settings=two, places=tuple(place(one.id) for one in two), shifts=rotas())
    more = scene(settings=three, places=tuple(place(one.id) for one in three), shifts=rotas("a", "b", "c"))

    assert [one for one in order(more) if one != "c"] == order(pair)


def test_25_72_hours_from_friday_23_october_2026_18_00_end_on_monday_26_october_at_17_00():
    tonight = emergency(start_date=date(2026, 10, 23))
    snapshot = scene(setting(kind=FOSTER, availability=Availability()), ask=tonight, as_of=at(10, 23, 18, 0))

    assert duties(snapshot)["duty-72-hour-meeting"] == "2026-10-26T17:00+00:00"
