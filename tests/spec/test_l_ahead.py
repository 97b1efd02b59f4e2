"""Section L: who comes, goes and turns 18, what runs out, and the reserve for emergencies, one story at a time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from math import exp

import pytest

from fixtures.plain_world import NOW, TODAY, lives, person, place, setting, world
from matcher.capacity import Ahead, ExpiryKind, SettingCapacity, make_capacity
from matcher.capacity.reserve import at_least_one_free
from matcher.domain.carers import Carer, FosteringExemption, TemporaryApproval, TermsOfApproval
from matcher.domain.codes import (
    ApprovalStatus,
    AwayReason,
    ClosureReason,
    MemberRelation,
    PlacementPurpose,
    PlacementState,
    PlacePool,
    RegistrationStatus,
    Role,
    SettingKind,
)
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import AgeState, LegalStatus
from matcher.domain.placements import Authorisation, Away
from matcher.domain.setting_facts import LocationAssessment
from matcher.domain.settings import Availability, Closure, HouseholdMember, Registration
from matcher.domain.values import LONDON
from matcher.frame import make_frame
from matcher.policy import load_policy

DAY = timedelta(days=1)
K = ExpiryKind
HOME = setting("home", registered_places=6, location_assessment=None)
FAMILY = setting("fosters", SettingKind.FOSTER_FAMILY)


def capacity(home=HOME, *, first=TODAY, nights=28, named=True, today=NOW, **facts) -> SettingCapacity:
    given = {"young_people": (person(), person("sam")), "places": (place(home.id, beds=3),), **facts}
    snapshot = replace(world(home, **given), as_of=today)
    return make_capacity(make_frame(snapshot, load_policy()), home.id, first, first + nights * DAY, named=named)


def ahead(home=HOME, **how) -> Ahead:
    return capacity(home, **how).ahead


def running_out(home=HOME, **how) -> list[tuple[ExpiryKind, date]]:
    return [(one.kind, one.on) for one in ahead(home, **how).expiries]


# Who comes and goes


def test_who_comes_and_who_goes_on_the_nights_asked_for():
    first, after = TODAY + 2 * DAY, TODAY + 30 * DAY
    stays = (
        lives("sam", leaving=first),
        lives("yp", id="next", first_night=after - DAY, state=PlacementState.CONFIRMED),
        lives("yp", id="later", first_night=after, state=PlacementState.HELD),
    )
    found = ahead(first=first, placements=stays)
    assert [one.placement_id for one in found.arriving] == ["next"]
    assert [one.young_person_id for one in found.leaving] == ["sam"]


# Who turns 18


def turning(on: date, **how) -> list[date]:
    born = on.replace(year=on.year - 18)
    sam = person("sam", date_of_birth=born)
    found = ahead(young_people=(person(), sam), placements=(lives("sam"),), **how).turning_18
    return [one.on for one in found or ()]


@pytest.mark.parametrize(("after", "is_in"), [(-1, False), (0, True), (27, True), (28, False)])
def test_a_birthday_counts_from_the_first_night_to_the_last(after, is_in):
    assert turning(TODAY + after * DAY) == ([TODAY + after * DAY] if is_in else [])


def test_born_on_29_february_turns_18_on_1_march():
    sam = person("sam", date_of_birth=date(2008, 2, 29))
    in_winter = datetime(2026, 2, 20, 10, tzinfo=LONDON)
    found = ahead(young_people=(person(), sam), placements=(lives("sam"),), today=in_winter, first=in_winter.date())
    assert [one.on for one in found.turning_18 or ()] == [date(2026, 3, 1)]


def test_whoever_has_left_before_does_not_turn_18_here_and_on_the_leaving_day_does():
    born = (TODAY + 10 * DAY).replace(year=TODAY.year - 18)
    for leaving, many in ((TODAY + 9 * DAY, 0), (TODAY + 10 * DAY, 1)):
        found = ahead(
            young_people=(person(), person("sam", date_of_birth=born)), placements=(lives("sam", leaving=leaving),)
        )
        assert len(found.turning_18 or ()) == many


def test_what_an_eighteenth_birthday_changes_depends_on_where_it_is():
    born = (TODAY + 10 * DAY).replace(year=TODAY.year - 18)
    sam = person("sam", date_of_birth=born)
    for home, rules in (
        (HOME, ("no-placement-after-18", "adults-in-minority")),
        (FAMILY, ("no-placement-after-18", "staying-put-effect")),
    ):
        found = ahead(home, young_people=(person(), sam), placements=(lives("sam", home.id),))
        assert [one.rules for one in found.turning_18 or ()] == [rules]


def test_an_age_that_is_not_certain_is_counted_apart():
    sam = person("sam", date_of_birth=None, age_state=AgeState.UNKNOWN)
    found = ahead(young_people=(person(), sam), placements=(lives("sam"),))
    assert (found.turning_18, found.ages_not_known) == ((), 1)


# What runs out


def test_what_a_setting_itself_has_to_renew():
    home = replace(
        FAMILY,
        registration=Registration(status=RegistrationStatus.ACTIVE, valid_to=TODAY + 3 * DAY),
        location_assessment=LocationAssessment(reviewed_on=TODAY - 365 * DAY + 5 * DAY),
        household=(HouseholdMember(id="ann", relation=MemberRelation.OTHER_ADULT, check_renew_by=TODAY + 27 * DAY),),
        carers=(
            Carer(
                id="c",
                approval_status=ApprovalStatus.APPROVED,
                last_review_on=(TODAY + 7 * DAY).replace(year=TODAY.year - 1),
                last_day=TODAY + 28 * DAY,
            ),
        ),
    )
    assert running_out(home) == [
        (K.REGISTRATION, TODAY + 3 * DAY),
        (K.LOCATION_ASSESSMENT, TODAY + 5 * DAY),
        (K.CARER_REVIEW, TODAY + 7 * DAY),
        (K.HOUSEHOLD_CHECK, TODAY + 27 * DAY),
    ]


def test_what_ran_out_and_has_to_be_done_again_is_told_from_tonight_on_and_marked():
    home = replace(HOME, location_assessment=LocationAssessment(reviewed_on=TODAY - 400 * DAY))
    assert [(one.on, one.is_past) for one in ahead(home).expiries] == [(TODAY - 35 * DAY, True)]
    assert running_out(home, first=TODAY + DAY) == []


def test_a_temporary_approval_an_exemption_and_an_authorisation_run_out():
    home = replace(
        FAMILY,
        carers=(
            Carer(
                id="c",
                approval_status=ApprovalStatus.TEMPORARILY_APPROVED,
                temporary_approval=TemporaryApproval(young_people=("sam",), started_on=TODAY - 16 * 7 * DAY + 2 * DAY),
            ),
        ),
        exemptions=(FosteringExemption(granted_by="north", young_people=("sam",), valid_to=TODAY + 4 * DAY),),
    )
    act = Authorisation(
        id="act",
        rule="terms-of-approval",
        role=Role.FOSTERING_MANAGER,
        person="F. Manager",
        young_person_id="sam",
        setting_id="fosters",
        reason="Agreed",
        made_at=NOW,
        expires_at=NOW + 6 * DAY,
    )
    assert running_out(home, authorisations=(act,)) == [
        (K.TEMPORARY_APPROVAL, TODAY + 2 * DAY),
        (K.EXEMPTION, TODAY + 4 * DAY),
        (K.AUTHORISATION, TODAY + 6 * DAY),
    ]
    assert running_out(home, authorisations=(act,), named=False) == []


def test_the_limit_on_an_emergency_bed_and_the_end_of_a_legal_reason():
    kept = place("home", place_id="kept", beds=1, pool=PlacePool.EMERGENCY)
    sam = person("sam", legal_status=LegalReason(status=LegalStatus.S20, ends_at=NOW + 20 * DAY))
    facts = {"places": (kept,), "young_people": (person(), sam)}
    stay = lives("sam", place_id="kept", first_night=TODAY - 4 * DAY)
    assert running_out(**facts, placements=(stay,)) == [
        (K.EMERGENCY_LIMIT, TODAY + 10 * DAY),
        (K.LEGAL_REASON, TODAY + 20 * DAY),
    ]
    ends_in_time = replace(stay, leaving=TODAY + 10 * DAY)
    assert running_out(**facts, placements=(ends_in_time,)) == [(K.LEGAL_REASON, TODAY + 20 * DAY)]


def test_an_emergency_outside_a_familys_terms_has_six_working_days():
    for oldest, found in ((12, [(K.EMERGENCY_LIMIT, date(2026, 6, 2))]), (17, [])):
        home = replace(FAMILY, terms=TermsOfApproval(age_min=5, age_max=oldest, places=3, sexes=None))
        stay = lives("sam", "fosters", first_night=TODAY, purpose=PlacementPurpose.EMERGENCY)
        kinds = [one for one in running_out(home, placements=(stay,)) if one[0] is K.EMERGENCY_LIMIT]
        assert kinds == found


# The reserve


def test_the_chance_that_a_kept_bed_is_left_falls_with_the_nights_until_the_pools_limit():
    kept = place("home", place_id="kept", beds=2, pool=PlacePool.EMERGENCY)
    came = tuple(
        lives(
            "sam",
            id=f"past-{n}",
            place_id="kept",
            state=PlacementState.ENDED,
            first_night=TODAY - n * DAY,
            leaving=TODAY,
        )
        for n in (1, 40, 365, 366)
    )
    found = ahead(places=(kept,), placements=came, nights=20).reserve
    assert found is not None
    assert found.arrivals == 3
    mean = 3 / 365
    by_hand = [exp(-mean * min(n, 14)) * (1 + mean * min(n, 14)) for n in range(20)]
    assert [one.chance for one in found.nights] == [round(each, 6) for each in by_hand]
    assert {(one.beds, one.free) for one in found.nights} == {(2, 2)}


def test_without_an_emergency_on_record_no_chance_is_given_and_without_a_kept_bed_no_reserve():
    kept = place("home", place_id="kept", beds=1, pool=PlacePool.EMERGENCY)
    found = ahead(places=(kept,)).reserve
    assert found is not None
    assert {one.chance for one in found.nights} == {None}
    assert ahead().reserve is None


def test_no_bed_left_is_no_chance_and_nobody_expected_a_sure_one():
    assert (at_least_one_free(0, 0.5), at_least_one_free(1, 0.0)) == (0.0, 1.0)
    assert at_least_one_free(3, 2.0) == round(exp(-2) * (1 + 2 + 2), 6)


# States that wait for a note, and the headline


@pytest.mark.parametrize("reason", [ClosureReason.NO_ADMISSIONS, ClosureReason.SOLE_OCCUPANCY])
def test_a_note_that_nobody_new_comes_blocks_the_empty_beds_for_the_group(reason):
    home = replace(HOME, closures=(Closure(first_night=TODAY, leaving=TODAY + 2 * DAY, reason=reason),))
    found = capacity(home, placements=(lives("sam"),))
    assert [(one.occupied, one.blocked_by_group, one.free) for one in found.rows[0].nights[:3]] == [
        (1, 2, 0),
        (1, 2, 0),
        (1, 0, 2),
    ]
    assert [one.usable_vacancy for one in found.nights[:3]] == [0, 0, 2]


def test_somebody_who_has_to_be_the_only_one_blocks_nothing_without_a_note():
    sam = person("sam", needs_solo=True)
    found = capacity(young_people=(person(), sam), placements=(lives("sam"),))
    assert found.rows[0].nights[0].blocked_by_group == 0


def test_somebody_away_has_their_bed_until_the_day_of_coming_back_or_for_tonight():
    away = (
        Away(reason=AwayReason.HOME_FOR_WEEKEND, first_night=TODAY, back_on=TODAY + 2 * DAY),
        Away(reason=AwayReason.MISSING, first_night=TODAY + 5 * DAY),
    )
    found = capacity(placements=(lives("sam", away=away),)).rows[0]
    assert [one.occupied_but_away for one in found.nights[:7]] == [1, 1, 0, 0, 0, 0, 0]
    assert found.lines[0].spells[0].away is AwayReason.HOME_FOR_WEEKEND
    missing = capacity(placements=(lives("sam", away=(replace(away[1], first_night=TODAY - DAY),)),))
    assert [one.occupied_but_away for one in missing.rows[0].nights[:2]] == [1, 0]
    assert missing.day.here[0].away is AwayReason.MISSING


def test_why_somebody_is_away_is_told_to_those_who_may_know():
    away = (Away(reason=AwayReason.MISSING, first_night=TODAY),)
    found = capacity(placements=(lives("sam", away=away),), named=False)
    assert (found.rows[0].lines[0].spells[0].away, found.day.here[0].away) == (None, None)
    assert found.rows[0].nights[0].occupied_but_away == 0
    assert (found.ahead.turning_18, found.ahead.ages_not_known) == (None, None)


def test_a_last_free_bed_and_a_last_registered_place_are_usable_once():
    rows = (place("home", place_id="a", beds=1), place("home", place_id="b", beds=1))
    found = capacity(replace(HOME, registered_places=1), places=rows)
    assert [row.nights[0].free for row in found.rows] == [1, 1]
    assert found.nights[0].usable_vacancy == 1


def test_a_home_without_a_registration_has_no_usable_vacancy():
    found = capacity(replace(HOME, registration=Registration(status=RegistrationStatus.ACTIVE, valid_to=TODAY + DAY)))
    assert [one.usable_vacancy for one in found.nights[:3]] == [3, 3, 0]
    assert found.rows[0].nights[2].free == 3


def test_before_a_familys_notice_nothing_is_usable():
    found = capacity(
        replace(FAMILY, availability=Availability(minimum_notice_days=2)), places=(place("fosters", beds=1),)
    )
    assert [one.usable_vacancy for one in found.nights[:3]] == [0, 0, 1]


def test_a_hub_with_no_beds_has_none_on_any_night():
    found = capacity(setting("hub", SettingKind.HUB_BED, registered_places=4), places=())
    assert {(one.usable_vacancy, one.emergency_vacancy, one.usable) for one in found.nights} == {(0, None, 0)}
    assert found.rows == ()
