"""Ways out in small worlds: each kind of change, who can make it, and what is never one."""

from dataclasses import replace
from datetime import timedelta

from fixtures.plain_world import (
    BOTH,
    LEAVING,
    START,
    approval,
    born,
    carer,
    day,
    emergency,
    lives,
    person,
    place,
    request,
    setting,
    world,
)
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import ApprovalStatus, PlacePool, RegistrationStatus, Role, SettingKind, ShiftName, WorkerRole
from matcher.domain.home_codes import CourtConditionKind
from matcher.domain.people import AccessNeed, Assessment
from matcher.domain.people_law import LegalReason
from matcher.domain.people_needs import CourtCondition
from matcher.domain.person_codes import AccessFeature, CareLeaverStatus, LegalStatus, SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.domain.settings import Availability, Closure, Registration, StatementOfPurpose
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Worker
from matcher.frame import make_frame
from matcher.options.ways_out import WaysOut, ways_out
from matcher.policy import load_policy
from matcher.rules.changes import ChangeKind as Kind

TERMS = TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=3)
FOSTERS = setting("fosters", SettingKind.FOSTER_FAMILY, terms=TERMS)


def found(snapshot: Snapshot, place_id: str = "home-bed") -> WaysOut:
    return ways_out(make_frame(snapshot, load_policy()), "req", [place_id])[place_id]


def kinds(answer: WaysOut) -> list[list[Kind]]:
    return [[one.kind for one in way.changes] for way in answer.ways]


def full_of(*people: str) -> Snapshot:
    """A home with two beds in which these live."""
    return world(young_people=(person(), *map(person, people)), placements=tuple(map(lives, people)))


# nights


def test_a_bed_that_comes_free_is_waited_for_and_no_longer():
    leaves = day(9)
    snapshot = full_of("sam", "ash")
    snapshot = replace(snapshot, placements=(lives("sam"), lives("ash", leaving=leaves)))
    (way,) = found(snapshot).ways
    assert [(one.kind, one.first_night) for one in way.changes] == [(Kind.WAIT, leaves)]


def test_a_bed_that_comes_free_on_the_last_night_looked_at_is_waited_for_and_a_night_later_is_not():
    for nights, ways in ((60, [[Kind.WAIT]]), (61, [])):
        there = (lives("sam"), lives("ash", leaving=day(nights)))
        asked = request(end_date=None)
        snapshot = replace(full_of("sam", "ash"), placements=there, placement_requests=(asked,))
        snapshot = replace(snapshot, settings=(setting(rota_held=False),))
        assert kinds(found(snapshot)) == ways


def test_a_bed_that_is_free_for_three_nights_is_offered_for_three():
    snapshot = world(setting(closures=(Closure(first_night=day(3)),)))
    (way,) = found(snapshot).ways
    assert [(one.kind, one.leaving) for one in way.changes] == [(Kind.FEWER_NIGHTS, day(3))]
    assert way.changes[0].says.startswith("Ask for 3 nights only, until 4 June 2026")


def test_before_the_sixteenth_birthday_only_the_birthday_opens_lodgings():
    lodgings = setting("lodgings", SettingKind.SUPPORTED_LODGINGS)
    who = person(date_of_birth=born(16, day(20)))
    answer = found(world(lodgings, young_people=(who,)), "lodgings-bed")
    assert [[(one.kind, one.first_night) for one in way.changes] for way in answer.ways] == [[(Kind.WAIT, day(20))]]


def test_a_bed_for_tonight_that_the_police_ask_for_is_not_waited_for():
    held = person(legal_status=LegalReason(status=LegalStatus.PACE_TRANSFER))
    snapshot = world(setting(closures=(Closure(first_night=START, leaving=day(2)),)), young_people=(held,))
    assert kinds(found(snapshot)) == []


# people who agree


def test_out_of_area_a_nominated_officer_agrees():
    answer = found(world(setting(area_authority="east")))
    (way,) = answer.ways
    assert [(one.kind, one.who, one.rules) for one in way.changes] == [
        (Kind.APPROVAL, (Role.NOMINATED_OFFICER,), ("within-authority:adjoining",))
    ]
    assert answer.says == "This would open Setting home for Robin."


def test_an_approval_that_is_recorded_is_not_asked_for_again():
    given = approval("within-authority:adjoining", Role.NOMINATED_OFFICER)
    snapshot = world(setting(area_authority="east", manager_in_post=False), authorisations=(given,))
    assert [[one.rules for one in way.changes] for way in found(snapshot).ways] == [
        [("children-home-registered:manager",)]
    ]


def test_an_approval_that_does_not_reach_a_later_first_night_has_to_be_given_again():
    given = approval("within-authority:adjoining", Role.NOMINATED_OFFICER, leaving=LEAVING)
    there = (lives("sam"), lives("ash", leaving=day(5)))
    snapshot = replace(full_of("sam", "ash"), settings=(setting(area_authority="east"),), placements=there)
    snapshot = replace(snapshot, authorisations=(given,), placement_requests=(request(end_date=None),))
    assert kinds(found(snapshot)) == [[Kind.APPROVAL, Kind.WAIT]]


def test_a_fourth_foster_child_needs_an_exemption_from_the_authority_of_the_area():
    family = replace(FOSTERS, terms=replace(TERMS, places=5))
    there = ("sam", "ash", "kim")
    snapshot = world(
        family,
        young_people=(person(), *map(person, there)),
        places=(place("fosters", beds=4),),
        placements=tuple(lives(one, "fosters") for one in there),
    )
    (way,) = found(snapshot, "fosters-bed").ways
    assert [(one.kind, one.who) for one in way.changes] == [(Kind.EXEMPTION, (Role.AREA_AUTHORITY,))]
    assert way.changes[0].says == "North grants an exemption that names Robin and each child there."


def test_under_a_care_order_home_needs_the_assessment_and_then_the_approval():
    home = setting("mum", SettingKind.WITH_PARENTS)
    answer = found(world(home), "mum-bed")
    assert kinds(answer) == [[Kind.FACT, Kind.APPROVAL]]
    assert answer.ways[0].changes[0].says == "Complete the assessment of living with a parent."


def test_what_no_longer_matters_once_the_wait_is_over_has_not_to_be_found_out():
    """Care, not support alone, until the 18th birthday; from then on nobody asks whether it is bed and breakfast."""
    lodgings = setting("lodgings", SettingKind.SUPPORTED_LODGINGS, is_bed_and_breakfast=None)
    who = person(
        date_of_birth=born(18, day(20)),
        assessment=Assessment(needs_care=True),
        care_leaver_status=CareLeaverStatus.RELEVANT,
    )
    asked = request(end_date=None, homeless=True)
    answer = found(world(lodgings, young_people=(who,), placement_requests=(asked,)), "lodgings-bed")
    assert [(one.kind, one.first_night) for way in answer.ways for one in way.changes] == [(Kind.WAIT, day(20))]


def test_a_relative_is_approved_for_a_time_once_the_checks_are_done():
    aunt = setting(
        "aunt", SettingKind.CONNECTED_CARER, carers=(carer("aunt-carer", approval_status=ApprovalStatus.NOT_APPROVED),)
    )
    answer = found(world(aunt), "aunt-bed")
    assert [[(one.kind, one.who) for one in way.changes] for way in answer.ways] == [
        [(Kind.APPROVAL, (Role.NOMINATED_OFFICER,))]
    ]


def test_a_relative_whom_somebody_has_said_something_against_is_not():
    on_hold = carer("aunt-carer", approval_status=ApprovalStatus.ON_HOLD)
    aunt = setting("aunt", SettingKind.CONNECTED_CARER, carers=(on_hold,))
    assert kinds(found(world(aunt), "aunt-bed")) == []


# what is there


def test_what_nobody_has_recorded_is_asked_of_whoever_answers_there():
    answer = found(world(setting(registration=None)))
    (way,) = answer.ways
    assert [(one.kind, one.by) for one in way.changes] == [(Kind.FACT, "The manager")]


def test_what_somebody_has_recorded_is_no_fact_to_find_out():
    over = Registration(status=RegistrationStatus.ACTIVE, valid_to=START - timedelta(days=1))
    assert kinds(found(world(setting(registration=over)))) == []


def test_a_lift_is_put_in_before_the_first_night():
    who = person(access_needs=(AccessNeed(feature=AccessFeature.LIFT),))
    (way,) = found(world(young_people=(who,))).ways
    assert [one.kind for one in way.changes] == [Kind.ADAPTATION]
    assert ": lift." in way.changes[0].says


def test_a_lift_alone_is_not_enough_before_the_birthday_that_the_place_has_to_wait_for():
    lodgings = setting("lodgings", SettingKind.SUPPORTED_LODGINGS)
    who = person(
        date_of_birth=born(18, day(20)),
        assessment=Assessment(needs_care=True),
        care_leaver_status=CareLeaverStatus.RELEVANT,
        access_needs=(AccessNeed(feature=AccessFeature.LIFT),),
    )
    snapshot = world(lodgings, young_people=(who,), placement_requests=(request(end_date=None),))
    (way,) = found(snapshot, "lodgings-bed").ways
    assert [(one.kind, one.first_night) for one in way.changes] == [(Kind.ADAPTATION, None), (Kind.WAIT, day(20))]


def test_one_missing_shift_is_worked_by_the_staff_of_the_home_before_the_bank():
    rota = tuple(
        replace(one, headcount=1, women=1, men=0, waking=0) if (one.on, one.shift) == (day(1), ShiftName.NIGHT) else one
        for one in world().shifts
    )
    who = person(needs_waking_night=True)
    (key,) = world().workers or ()
    staff = Worker(id="w1", name="Willa Staff", roles=(WorkerRole.RESIDENTIAL_WORKER,), based_at="home")
    bank = Worker(id="b1", name="Bo Bank", roles=(WorkerRole.RESIDENTIAL_WORKER,), is_bank=True)
    for workers, name in (((key, staff, bank), "Willa Staff"), ((key, bank), "Bo Bank")):
        snapshot = world(young_people=(who,), shifts=rota, workers=workers)
        shifts = [way.changes[0] for way in found(snapshot).ways if way.changes[0].kind is Kind.SHIFT]
        assert [(one.by, one.first_night) for one in shifts] == [(name, day(1))]


# other people


def test_a_planned_move_of_somebody_who_lives_there_makes_room_and_a_settled_one_does_not():
    settled = full_of("sam", "ash")
    over = request("req-sam", young_person_id="sam", is_open=False)
    settled = replace(settled, placement_requests=(*settled.placement_requests, over))
    moving = replace(
        settled, placement_requests=(*settled.placement_requests, request("req-ash", young_person_id="ash"))
    )
    assert kinds(found(settled)) == []
    answer = found(moving)
    assert kinds(answer) == [[Kind.MOVE]]
    assert "ash" not in str(answer.ways).lower()


def kept_apart(reason: SeparationReason) -> WaysOut:
    entry = SeparationEntry(person_a="yp", person_b="sam", reason=reason)
    return found(replace(full_of("sam"), separation_entries=(entry,)))


def test_after_conflict_a_restorative_meeting_is_offered():
    ways = kept_apart(SeparationReason.CONFLICT).ways
    assert "restorative meeting" in next(one.says for way in ways for one in way.changes if one.kind is Kind.SEPARATION)


def test_after_harm_it_is_not_and_the_service_manager_looks_again():
    (way,) = kept_apart(SeparationReason.SEXUAL_HARM).ways
    assert [(one.kind, one.who) for one in way.changes] == [(Kind.SEPARATION, (Role.SERVICE_MANAGER,))]
    assert "restorative" not in way.changes[0].says


def test_what_a_court_has_said_only_the_court_varies():
    (way,) = kept_apart(SeparationReason.COURT_OR_POLICE).ways
    assert way.changes[0].who == (Role.COURT,)
    condition = CourtCondition(kind=CourtConditionKind.RESIDENCE, setting_id="elsewhere")
    (way,) = found(world(young_people=(person(court_conditions=(condition,)),))).ways
    assert [(one.kind, one.who) for one in way.changes] == [(Kind.CONDITION, (Role.COURT,))]


# what is said where there is none


def test_more_than_three_things_are_said_with_every_rule_in_the_way():
    poor = setting(area_authority="east", manager_in_post=False, in_contract=False, open_concern=True)
    statement = StatementOfPurpose(age_min=15, age_max=17, sexes=BOTH, needs=())
    answer = found(world(replace(poor, statement_of_purpose=statement)))
    assert answer.ways == ()
    assert answer.says == "More than three things would have to change before Setting home could be offered."
    assert len(answer.in_the_way) == 4
    assert all(one.says for one in answer.in_the_way)


def test_where_nothing_can_be_changed_it_says_why():
    answer = found(world(setting(placements_suspended=True)))
    assert answer.says == "We know of nothing that would open Setting home for Robin soon."
    assert [(one.rule, one.why) for one in answer.in_the_way] == [
        (
            "provider-standing:suspended",
            "Places are taken there again once the council has ended the suspension.",
        )
    ]


def test_a_request_for_another_service_is_told_where_to_ask():
    answer = found(world(placement_requests=(request(secure_sought=True),)))
    assert answer.ways == ()
    assert [one.rule for one in answer.in_the_way] == ["refer-deprivation-of-liberty:secure"]


def test_an_option_needs_nothing():
    assert found(world()).says == "Nothing has to change: this place is one of the options."


def test_another_young_persons_own_place_is_not_considered():
    own = setting(for_young_person_id="sam")
    answer = found(world(own, young_people=(person(), person("sam"))))
    assert answer.says == "This place is not one for Robin: it was not considered."


# in an emergency, and in a hub's two pools


def test_in_an_emergency_what_is_relaxed_stands_in_no_way():
    """Age outside the terms: an approval for a planned move, six working days in an emergency."""
    family = replace(FOSTERS, terms=replace(TERMS, age_max=12))
    assert kinds(found(world(family), "fosters-bed")) == [[Kind.APPROVAL]]
    tonight = found(world(family, placement_requests=(emergency(),)), "fosters-bed")
    assert tonight.says == "Nothing has to change: this place is one of the options."


def test_in_an_emergency_notice_that_a_family_needs_is_waited_for():
    family = replace(FOSTERS, availability=Availability(minimum_notice_days=2))
    answer = found(world(family, placement_requests=(emergency(),)), "fosters-bed")
    assert [[one.kind for one in way.changes] for way in answer.ways] == [[Kind.WAIT]]


def test_the_emergency_bed_of_a_hub_is_opened_by_its_manager_and_by_nobody_while_somebody_waits():
    hub = setting(kind=SettingKind.HUB_BED)
    beds = (place(), place(place_id="home-emergency", pool=PlacePool.EMERGENCY))
    short = request(end_date=day(3))
    free = found(world(hub, places=beds, placement_requests=(short,)), "home-emergency")
    assert [[one.who for one in way.changes] for way in free.ways] == [[(Role.HUB_MANAGER, Role.MANAGER_ON_CALL)]]
    waiting = emergency(id="req-sam", young_person_id="sam", introductions=())
    snapshot = world(hub, places=beds, young_people=(person(), person("sam")), placement_requests=(short, waiting))
    kept = found(snapshot, "home-emergency")
    assert (kept.ways, kept.in_the_way[-1].why) == ((), "The bed is kept for whoever waits in an emergency.")
