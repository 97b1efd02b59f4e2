"""When nothing fits: what a brief puts together, from whom, where, and what it never does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fixtures.plain_world import born, emergency, lives, person, request, setting
from matcher.domain.carers import Training
from matcher.domain.codes import Footing, Provider, RegistrationStatus, SettingKind, ShiftName
from matcher.domain.home_codes import SupportLevel
from matcher.domain.people import CurrentKeyWorker, KeyWorkerPlan, Relationship, View
from matcher.domain.people_needs import StaffGenderNeed
from matcher.domain.person_codes import Depth, KeyWorkerOutcome, Sex, SkilledNeed, ViewAbout, ViewStrength
from matcher.domain.settings import Absence, BespokeFooting, Registration
from matcher.domain.values import Location
from matcher.options.bespoke.diary import Slot
from matcher.options.bespoke.result import Proof
from matcher.options.rank import rank
from matcher.policy import load_policy
from tests.packages import bank, brief, closed_home, day, missing, named, package_world, rota, worker

EIGHT = tuple(f"w{n}" for n in range(8))
"""Enough to cover three shifts a day for a fortnight, each within a week's hours."""
TEAM = tuple(worker(one) for one in EIGHT)
SEVENTEEN = person(date_of_birth=born(17, day(-30)))


def with_person(**facts):
    return (person(**facts),)


# Where


def test_a_home_closed_for_want_of_staff_could_be_used_where_every_shift_has_a_name():
    snapshot = package_world(TEAM)
    found = brief(snapshot)

    assert rank(snapshot, "req", load_policy()).counts.excluded == 2
    assert found.nothing_fits
    assert found.premises is not None
    assert (found.premises.setting_id, found.premises.solo) == ("empty", True)
    assert found.premises.lawful_as == "a registered children's home"
    assert [one.rule for one in found.premises.to_agree] == ["usable-vacancy"]
    assert len(found.cover) == 14 * 3
    assert missing(found) == 0
    assert found.proof is Proof.PROVED


def test_the_nights_that_are_opened_are_only_those_that_have_names():
    found = brief(package_world(TEAM))
    assert found.nights is not None
    assert (found.nights.first_night, found.nights.leaving, found.nights.named_until) == (day(0), day(14), day(14))


def test_where_one_shift_has_nobody_the_home_stays_closed_and_no_other_premises_are_made_up():
    found = brief(package_world(TEAM[:3]))

    assert found.premises is None
    assert found.place is None
    assert missing(found) > 0
    assert found.says[1].startswith("No premises on record are lawful for Robin")
    assert {one.setting_id for one in found.would_have_to_exist} == {None, "empty"}


def test_nobody_at_all_is_said_shift_by_shift():
    found = brief(package_world(()))
    assert missing(found) == len(found.cover) == 42
    assert found.workers == ()
    assert found.key_worker is not None


def test_where_nobody_has_recorded_who_works_here_that_is_said_and_nobody_is_made_up():
    found = brief(package_world(None))
    assert found.workers == ()
    assert found.not_looked_at == ("Nobody has recorded who works here. Ask the hub manager who could come.",)


def test_without_any_premises_it_says_what_would_have_to_exist_and_who_to_ask():
    found = brief(package_world(TEAM, homes=()))

    assert found.premises is None
    assert [(one.rule, one.who) for one in found.would_have_to_exist] == [
        ("under-16-no-other-arrangements", "the registration lead, with legal services"),
        ("carer-approved", "the fostering manager; a nominated officer approves"),
    ]
    assert found.next_steps[0].due == "first of all"


def holiday_let():
    return setting("let", SettingKind.BESPOKE, bespoke=BespokeFooting(), registration=None, name="A holiday let")


def test_premises_without_a_footing_are_never_used_and_only_the_footing_is_said_to_be_missing():
    found = brief(package_world(TEAM, homes=(holiday_let(),)))

    assert found.premises is None
    assert [(one.rule, one.called) for one in found.would_have_to_exist if one.setting_id] == [
        ("bespoke-registration-clear", "A holiday let")
    ]


@pytest.mark.parametrize(
    "status", [RegistrationStatus.PENDING, RegistrationStatus.CANCELLED, RegistrationStatus.SUSPENDED]
)
def test_a_home_whose_registration_does_not_stand_is_never_used(status):
    home = closed_home(registration=Registration(status=status))
    assert brief(package_world(TEAM, homes=(home,))).premises is None


def test_a_home_whose_registration_nobody_has_recorded_is_never_used():
    found = brief(package_world(TEAM, homes=(closed_home(registration=None),)))
    assert found.premises is None
    assert any(one.setting_id == "empty" for one in found.would_have_to_exist)


def flat(**facts):
    return setting("flat", SettingKind.SUPPORTED_ACCOMMODATION, **facts)


def test_before_sixteen_supported_accommodation_is_never_used_and_from_sixteen_it_may_be():
    young, older = (brief(package_world(TEAM, homes=(flat(),), young_people=(who,))) for who in (person(), SEVENTEEN))
    assert young.premises is None
    assert older.premises is not None
    assert older.premises.lawful_as == "supported accommodation, registered with Ofsted"


def test_an_empty_package_that_was_made_for_somebody_else_is_looked_at_without_a_word_about_them():
    package = setting(
        "p1",
        SettingKind.BESPOKE,
        name="Ash's package",
        for_young_person_id="ash",
        bespoke=BespokeFooting(lawful_footing=Footing.CHILDRENS_HOME),
        rota_held=False,
        standing_waking_night=None,
    )
    people = (person(), person("ash", name_to_use="Ash"))
    found = brief(package_world(TEAM, homes=(package,), young_people=people))
    taken = brief(package_world(TEAM, homes=(package,), young_people=people, placements=(lives("ash", "p1"),)))

    assert found.premises is not None
    assert found.premises.called == "Empty package p1"
    assert "Ash" not in repr(found)
    assert taken.premises is None
    assert "Ash" not in repr(taken)


def test_homes_that_others_run_are_not_staffed_by_us():
    home = closed_home(provider=Provider.EXTERNAL)
    assert brief(package_world(TEAM, homes=(home,))).premises is None


# Who


def test_contracted_staff_come_first_and_the_bank_only_for_what_is_left():
    found = brief(package_world((*TEAM, bank("banker"))))
    assert {one.is_bank for one in found.workers} == {False}

    found = brief(package_world((*TEAM[:3], bank("banker"), bank("second"), bank("third"))))
    assert {one.is_bank for one in found.workers} == {False, True}
    assert found.cost is not None
    assert found.cost.bank_hours > 0
    assert found.cost.bank_points == round(found.cost.bank_hours * 0.1, 1)


def test_whom_the_young_person_knows_is_asked_first_then_their_key_worker():
    known = with_person(
        relationships=(Relationship(person_id="w7", depth=Depth.TRUSTED),),
        key_worker=CurrentKeyWorker(worker_id="w6", plans=(KeyWorkerPlan(outcome=KeyWorkerOutcome.AGREED),)),
    )
    found = brief(package_world(TEAM, young_people=known))

    assert [one.worker_id for one in found.workers][:2] == ["w7", "w6"]
    assert found.workers[0].hours > 80
    assert found.key_worker is not None
    assert (found.key_worker.worker_id, found.key_worker.kept) == ("w6", True)
    assert [(one.name, one.depth) for one in found.known_people] == [("W7", Depth.TRUSTED)]


def test_whom_the_young_person_does_not_want_there_or_who_is_a_risk_is_never_named():
    against = View(about=ViewAbout.PERSON, view=ViewStrength.AGAINST, person_id="w0")
    who = with_person(views=(against,), risk_people=("w1",))
    found = brief(package_world((*TEAM, worker("w8"), worker("w9")), young_people=who))

    assert found.premises is not None
    assert {"w0", "w1"}.isdisjoint(one.worker_id for one in found.workers)


def test_somebody_on_a_shift_elsewhere_is_not_named_then_nor_without_rest_before_and_after():
    taken = {Slot(day(0), ShiftName.EVENING): ("w0",)}
    found = brief(package_world((worker("w0"),), homes=(), shifts=rota(on=taken)))

    assert named(found, 0) == {"day": (), "evening": (), "night": ()}
    assert named(found, 1)["day"] == ()
    assert any("w0" in who for n in range(1, 7) for who in named(found, n).values())


def test_somebody_on_leave_is_not_named_on_those_nights():
    away = worker("w0", absences=(Absence(first_night=day(0), leaving=day(3)),))
    found = brief(package_world((away,), homes=()))
    assert [any("w0" in who for who in named(found, n).values()) for n in range(4)] == [False, False, False, True]


def test_the_last_free_hours_of_a_week_are_used_and_not_one_more():
    just_enough, just_short = (
        brief(package_world((worker("w0", hours_a_week=each),), homes=(), nights=7)) for each in (7, 6)
    )
    assert [one.hours for one in just_enough.workers] == [7]
    assert just_short.workers == ()


def test_hours_on_the_rota_already_count_towards_the_week():
    on = {Slot(day(n), ShiftName.DAY): ("w0",) for n in range(5)}
    found = brief(package_world((worker("w0"),), homes=(), nights=7, shifts=rota(on=on)))
    assert [one.hours for one in found.workers] == [8]


def test_a_bank_worker_works_no_more_than_they_have_said():
    found = brief(package_world((bank("b", hours_a_week=16),), homes=(), nights=7))
    assert [one.hours for one in found.workers] == [14]


def test_nobody_works_more_than_the_weeks_limit_whatever_they_are_contracted_for():
    found = brief(package_world((worker("w0", hours_a_week=100),), homes=(), nights=7))
    assert next(one.hours for one in found.workers) <= 48


def test_whose_rota_gives_no_names_is_not_guessed_free():
    headcount = tuple(replace(one, worker_ids=None, headcount=2) for one in rota())
    found = brief(package_world(TEAM, shifts=headcount))

    assert found.workers == ()
    assert found.not_looked_at == (
        "When 8 workers of Setting base could come is not on record. Ask the manager of Setting base.",
    )


def test_a_worker_known_to_live_too_far_away_is_not_sent():
    far = Location(easting=600_000, northing=150_000)
    home = closed_home(closures=(), rota_held=False)
    found = brief(package_world((worker("w0", base=far), worker("w1")), homes=(home,)))
    assert {one.worker_id for one in found.workers} == {"w1"}


def test_training_and_a_worker_of_the_sex_asked_for_come_with_those_who_are_named():
    trained = (Training(need=SkilledNeed.INSULIN),)
    who = with_person(
        skilled_needs=(SkilledNeed.INSULIN,),
        staff_gender_needs=(StaffGenderNeed(gender=Sex.FEMALE, required_by_assessment=True),),
    )
    skilled = tuple(replace(one, trained_in=trained, sex=Sex.FEMALE) for one in TEAM)
    plain = tuple(worker(f"a{n}") for n in range(8))

    whole = brief(package_world((*plain, *skilled), young_people=who))
    lacking = brief(package_world(plain, young_people=who))

    assert not any(one.lacking for one in whole.cover)
    assert {one.lacking for one in lacking.cover} == {("insulin", "female")}


def test_somebody_awake_is_named_where_it_is_needed():
    found = brief(package_world(TEAM, young_people=with_person(needs_waking_night=True)))
    assert {(one.shift.value, one.awake) for one in found.cover} == {
        ("day", False),
        ("evening", False),
        ("night", True),
    }


def test_whoever_needs_two_to_themselves_has_three_on_every_shift():
    ask = request(end_date=day(28), required_ratio=2)
    found = brief(package_world(TEAM, placement_requests=(ask,), homes=()))
    assert {one.needed for one in found.cover} == {3}


# When


def test_a_night_over_the_clock_change_has_the_hours_that_pass():
    longer, shorter = date(2026, 10, 24), date(2026, 3, 28)
    for night, hours in ((longer, 10), (shorter, 8)):
        as_of = package_world().as_of.replace(month=night.month, day=night.day - 9)
        ask = request(start_date=night, end_date=night + timedelta(days=2), expected_nights=2)
        snapshot = package_world((bank("b", hours_a_week=hours),), homes=(), as_of=as_of, placement_requests=(ask,))
        found = brief(snapshot)
        assert [one.hours for one in found.cover if one.shift is ShiftName.NIGHT] == [hours, 9]
        assert sum(one.hours for one in found.workers) <= 2 * hours


def test_in_an_emergency_no_shift_that_has_begun_is_given_to_anybody_and_the_bank_needs_its_time():
    ask = emergency(home_ruled_out_reason="It is not safe")
    evening = package_world().as_of.replace(hour=14, minute=30)
    snapshot = package_world(
        (worker("w0"), bank("b", response_minutes=45)),
        homes=(),
        placement_requests=(ask,),
        shifts=rota(first=-14),
        as_of=evening,
    )
    found = brief(snapshot)

    tonight = {
        one.shift.value: [each.worker_id for each in one.workers] for one in found.cover if one.on == evening.date()
    }
    assert set(tonight) == {"evening", "night"}
    assert "b" not in tonight["evening"]
    assert len({one.on for one in found.cover}) == 4


# What outreach could hold, and what it costs


def test_outreach_cannot_hold_where_home_is_ruled_out_and_may_where_it_is_not():
    out = brief(package_world(TEAM))
    open_home = request(end_date=day(28), home_ruled_out_reason=None)
    may = brief(package_world(TEAM, placement_requests=(open_home,)))

    assert out.outreach is not None
    assert out.outreach.could_hold is False
    assert may.outreach is not None
    assert may.outreach.could_hold is None
    assert may.outreach.says[0].startswith("Could Robin stay at home with outreach?")


def test_a_cost_that_is_not_known_is_said_and_never_guessed():
    found = brief(package_world(TEAM))
    assert found.cost is not None
    assert not found.cost.complete
    assert found.cost.known_pounds_a_week == 900
    assert [one.pounds_a_week for one in found.cost.lines] == [900, None]


def test_a_cost_that_is_known_adds_up():
    within = tuple(replace(one, hours_a_week=40) for one in TEAM)
    found = brief(package_world(within))
    assert found.cost is not None
    assert found.cost.complete
    assert found.cost.known_pounds_a_week == 900


# What is still to be approved


def test_the_rule_book_judges_the_place_with_its_people_as_any_place():
    found = brief(package_world(TEAM))
    assert found.place is not None
    place, steps = found.place, {one.rule for one in found.next_steps}
    assert "staff-ratio" not in {one.rule for one in place.approvals} | {one.rule for one in place.questions}
    assert {one.rule for one in place.approvals} | {one.rule for one in place.before_confirming} <= steps


def test_supported_accommodation_that_lacks_somebody_at_night_is_judged_with_whoever_comes():
    ask = request(end_date=day(28), minimum_support_level=SupportLevel.SLEEP_IN)
    home = flat(night_cover=SupportLevel.VISITS)
    covered, bare = (
        brief(package_world(team, homes=(home,), young_people=(SEVENTEEN,), placement_requests=(ask,)))
        for team in (TEAM, ())
    )
    assert covered.place is not None
    assert bare.place is not None
    assert {one.shift for one in covered.cover} == {ShiftName.NIGHT}
    assert "supported-category-fit" not in {one.rule for one in covered.place.approvals}
    assert "supported-category-fit" in {one.rule for one in bare.place.approvals}


def test_a_request_for_another_service_gets_the_right_door_and_no_plan():
    found = brief(package_world(TEAM, placement_requests=(request(secure_sought=True),)))
    assert [one.rule for one in found.referred] == ["refer-deprivation-of-liberty:secure"]
    assert (found.premises, found.cover, found.next_steps, found.nothing_fits) == (None, (), (), False)


def test_anybody_may_ask_where_something_fits_and_is_told_so():
    snapshot = package_world(TEAM, homes=(closed_home(closures=()),))
    found = brief(snapshot)
    assert not found.nothing_fits
    assert found.says[0] == "There are places that fit Robin: look at those first."


def test_an_answer_in_which_nothing_fits_points_to_the_brief():
    says = rank(package_world(TEAM), "req", load_policy()).says
    assert any("bespoke brief" in one for one in says)
