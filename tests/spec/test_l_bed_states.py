"""Section L: what each bed is on each night, one story at a time. `test_capacity.py` counts whole worlds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from fixtures.plain_world import NOW, TODAY, full_rota, lives, person, place, setting, world
from matcher.capacity import BedState, RowCapacity, SettingCapacity, make_capacity
from matcher.domain.codes import (
    ClosureReason,
    ExceptionType,
    MemberRelation,
    PlacementState,
    PlacePool,
    SettingKind,
    ShiftName,
)
from matcher.domain.people import Health
from matcher.domain.settings import Absence, Availability, Closure, HouseholdMember, OutOfUse
from matcher.domain.staff import Commitment, Worker
from matcher.frame import make_frame
from matcher.policy import load_policy

S = BedState
DAY = timedelta(days=1)
PEOPLE = tuple(person(who, name_to_use=who.title()) for who in ("yp", "sam", "ash", "kit", "lee"))


def capacity(home=None, *, named=True, nights=28, first=TODAY, **facts) -> SettingCapacity:
    """The beds of one setting: a children's home for six, where nothing else is said."""
    home = home or setting("home", registered_places=6)
    given = {"young_people": PEOPLE, "places": (place(home.id, beds=2),), **facts}
    return make_capacity(
        make_frame(world(home, **given), load_policy()), home.id, first, first + nights * DAY, named=named
    )


def row(**how) -> RowCapacity:
    return capacity(**how).rows[0]


def states(made: RowCapacity, night: date = TODAY) -> list[BedState]:
    """The state of each bed, in order."""
    return [one.state for line in made.lines for one in line.spells if one.first_night <= night < one.leaving]


def who(made: RowCapacity, night: date = TODAY) -> list[str | None]:
    return [one.young_person_id for line in made.lines for one in line.spells if one.first_night <= night < one.leaving]


def test_an_empty_home_is_free_for_four_weeks():
    made = row()
    assert states(made) == [S.FREE, S.FREE]
    assert len(made.nights) == 28
    assert {(one.free, one.over) for one in made.nights} == {(2, 0)}
    assert [len(line.spells) for line in made.lines] == [1, 1]


def test_the_night_of_leaving_is_no_night():
    made = row(placements=(lives("sam", leaving=TODAY + 3 * DAY),))
    assert [one.occupied for one in made.nights[:4]] == [1, 1, 1, 0]
    spell = made.lines[0].spells[0]
    assert (spell.first_night, spell.leaving, spell.planned_leaving) == (TODAY, TODAY + 3 * DAY, TODAY + 3 * DAY)


@pytest.mark.parametrize("state", [PlacementState.ACCEPTED, PlacementState.CONFIRMED])
def test_somebody_agreed_is_planned_in_until_somebody_says_that_they_moved_in(state):
    coming = lives("sam", first_night=TODAY + DAY, state=state)
    assert states(row(placements=(coming,))) == [S.FREE, S.FREE]
    assert states(row(placements=(coming,)), TODAY + DAY) == [S.PLANNED_IN, S.FREE]
    late = lives("sam", first_night=TODAY - DAY, state=state)
    assert states(row(placements=(late,))) == [S.PLANNED_IN, S.FREE]


def test_a_stay_that_begins_later_is_planned_whatever_its_record_says():
    made = row(placements=(lives("sam", first_night=TODAY + DAY),))
    assert states(made, TODAY + DAY) == [S.PLANNED_IN, S.FREE]


def test_a_held_bed_is_held_until_the_hold_ends():
    until = NOW + timedelta(hours=2)
    held = lives("sam", first_night=TODAY, state=PlacementState.HELD, expires_at=until)
    made = row(placements=(held,))
    assert states(made) == [S.HELD, S.FREE]
    assert made.lines[0].spells[0].held_until == until
    ended = replace(held, expires_at=NOW)
    assert states(row(placements=(ended,))) == [S.FREE, S.FREE]


@pytest.mark.parametrize("state", ["offered", "ended", "declined", "cancelled", "expired"])
def test_an_offer_and_what_is_over_take_no_bed(state):
    assert states(row(placements=(lives("sam", state=PlacementState(state)),))) == [S.FREE, S.FREE]


def in_hospital(back: date | None = None):
    sick = replace(PEOPLE[1], health=Health(in_hospital=True, discharge_expected_on=back))
    return {"young_people": (PEOPLE[0], sick), "placements": (lives("sam"),)}


@pytest.mark.parametrize(("back", "nights"), [(None, 1), (TODAY + 3 * DAY, 3), (TODAY, 1), (TODAY - 5 * DAY, 1)])
def test_the_bed_of_somebody_in_hospital_is_theirs_and_away(back, nights):
    made = row(**in_hospital(back))
    away = [one.night for one in made.nights if one.occupied_but_away]
    assert away == [TODAY + n * DAY for n in range(nights)]
    assert {one.occupied + one.occupied_but_away for one in made.nights} == {1}


def test_that_somebody_is_away_is_told_to_those_who_may_know_who():
    made = row(named=False, **in_hospital())
    assert states(made) == [S.OCCUPIED, S.FREE]
    assert (made.nights[0].occupied, made.nights[0].occupied_but_away) == (1, 0)
    assert who(made) == [None, None]


def test_somebody_whose_home_is_the_hospital_is_not_away_from_it():
    ward = setting("ward", SettingKind.EXCEPTED_SETTING, exception_type=ExceptionType.HOSPITAL)
    facts = in_hospital() | {"placements": (lives("sam", "ward"),)}
    assert states(row(home=ward, **facts)) == [S.OCCUPIED, S.FREE]


def test_a_bed_out_of_use_says_why_and_is_the_last_bed():
    gap = OutOfUse(first_night=TODAY, leaving=TODAY + 5 * DAY, reason="Window being mended")
    made = row(placements=(lives("sam"),), places=(place("home", beds=3, out_of_use=(gap,)),))
    assert states(made) == [S.OCCUPIED, S.FREE, S.OUT_OF_USE]
    assert made.lines[2].spells[0].reason == "Window being mended"
    assert states(made, TODAY + 5 * DAY) == [S.OCCUPIED, S.FREE, S.FREE]


def test_more_people_than_beds_are_all_shown_and_counted_as_over():
    made = row(placements=tuple(lives(one.id) for one in PEOPLE[1:4]))
    assert who(made) == ["ash", "kit", "sam"]
    assert [line.is_over for line in made.lines] == [False, False, True]
    assert {(one.occupied, one.over) for one in made.nights} == {(2, 1)}


def test_somebody_over_has_the_bed_that_falls_free():
    leaving = lives("ash", leaving=TODAY + 2 * DAY)
    made = row(placements=(leaving, lives("kit"), lives("sam")))
    assert who(made) == ["ash", "kit", "sam"]
    assert who(made, TODAY + 2 * DAY) == ["sam", "kit"]
    assert [one.over for one in made.nights[:3]] == [1, 1, 0]


def test_somebody_in_a_bed_out_of_use_is_counted_as_over():
    gap = OutOfUse(first_night=TODAY, reason="Damp")
    made = row(placements=(lives("sam"), lives("ash")), places=(place("home", beds=2, out_of_use=(gap,)),))
    assert states(made) == [S.OCCUPIED, S.OCCUPIED]
    assert made.nights[0].over == 1


def test_people_at_a_home_without_a_place_row_are_shown():
    stray = lives("sam", place_id=None)
    made = capacity(places=(), placements=(stray,))
    assert [(one.place_id, one.beds, who(one)) for one in made.rows] == [(None, 0, ["sam"])]
    assert made.rows[0].nights[0].over == 1


def test_a_home_without_beds_or_people_has_no_rows():
    assert capacity(places=()).rows == ()


def test_outreach_has_no_beds():
    made = capacity(home=setting("team", SettingKind.OUTREACH), placements=(lives("sam", "team"),))
    assert made.rows == ()
    assert [one.young_person_id for one in made.day.here] == ["sam"]


def test_the_emergency_pool_is_a_row_apart():
    hub = setting("hub", SettingKind.HUB_BED, registered_places=6)
    kept = place("hub", place_id="hub-emergency", pool=PlacePool.EMERGENCY, beds=2)
    made = capacity(home=hub, places=(place("hub", beds=4), kept))
    assert [(one.pool, one.beds) for one in made.rows] == [(PlacePool.RESIDENTIAL, 4), (PlacePool.EMERGENCY, 2)]


@pytest.mark.parametrize(
    ("reason", "state"),
    [("staffing", S.BLOCKED_BY_STAFFING), ("repair", S.OUT_OF_USE), ("risk", S.OUT_OF_USE)],
)
def test_a_closed_home_has_no_free_bed_and_nobody_in_it_is_moved(reason, state):
    shut = Closure(first_night=TODAY, leaving=TODAY + 7 * DAY, reason=ClosureReason(reason))
    made = row(home=setting("home", closures=(shut,)), placements=(lives("sam"),))
    assert states(made) == [S.OCCUPIED, state]
    assert states(made, TODAY + 7 * DAY) == [S.OCCUPIED, S.FREE]


def test_a_registration_that_is_full_leaves_no_free_bed():
    made = row(home=setting("home", registered_places=2), placements=(lives("sam"),), places=(place("home", beds=3),))
    assert states(made) == [S.OCCUPIED, S.FREE, S.OUT_OF_USE]


def test_a_vacancy_that_ends_is_free_until_then():
    made = row(places=(place("home", beds=1, vacancy_ends_on=TODAY + 3 * DAY),))
    assert states(made, TODAY + 2 * DAY) == [S.FREE]
    assert states(made, TODAY + 3 * DAY) == [S.OUT_OF_USE]


def test_a_carer_who_is_away_has_no_free_bed():
    away = Availability(absences=(Absence(first_night=TODAY + DAY, leaving=TODAY + 3 * DAY),))
    family = setting("fosters", SettingKind.FOSTER_FAMILY, availability=away)
    made = row(home=family)
    assert [states(made, TODAY + n * DAY)[0] for n in range(4)] == [S.FREE, S.OUT_OF_USE, S.OUT_OF_USE, S.FREE]


def test_somebody_who_stays_put_after_18_has_their_bed():
    grown = HouseholdMember(id="grown", relation=MemberRelation.STAYING_PUT, place_id="fosters-bed")
    family = setting("fosters", SettingKind.FOSTER_FAMILY, household=(grown,))
    made = capacity(home=family)
    assert states(made.rows[0]) == [S.OCCUPIED, S.FREE]
    assert [(one.young_person_id, one.placement_id) for one in made.day.here] == [("grown", None)]


# The rota


def rota(days: int = 7, **counts: int):
    return tuple(
        replace(one, headcount=counts.get(one.shift.value, one.headcount), women=None, men=None)
        for one in full_rota(days=days)
    )


def test_a_free_bed_that_the_rota_cannot_staff_is_blocked():
    """Two live there and two are on by day: enough for two, not for three."""
    made = capacity(
        home=setting("home", registered_places=6),
        placements=(lives("sam"), lives("ash")),
        places=(place("home", beds=4),),
        shifts=rota(day=1, evening=1),
    )
    assert states(made.rows[0]) == [S.OCCUPIED, S.OCCUPIED, S.BLOCKED_BY_STAFFING, S.BLOCKED_BY_STAFFING]
    assert made.nights[0].staff_for_more == 0
    assert "too few staff" in (made.rows[0].lines[2].spells[0].reason or "")


def test_as_many_are_free_as_the_rota_can_staff():
    made = capacity(placements=(lives("sam"),), places=(place("home", beds=4),), shifts=rota(day=1, evening=1))
    assert states(made.rows[0]) == [S.OCCUPIED, S.FREE, S.BLOCKED_BY_STAFFING, S.BLOCKED_BY_STAFFING]
    assert made.nights[0].staff_for_more == 1


def test_beyond_the_rota_nothing_is_known_and_nothing_blocked():
    made = capacity(placements=(lives("sam"), lives("ash")), places=(place("home", beds=3),), shifts=rota(day=1))
    assert made.nights[7].staff_for_more is None
    assert states(made.rows[0], TODAY + 7 * DAY) == [S.OCCUPIED, S.OCCUPIED, S.FREE]


def test_a_rota_that_is_not_held_says_nothing():
    made = capacity(home=setting("home", rota_held=False), shifts=rota(day=0, evening=0, night=1))
    assert states(made.rows[0]) == [S.FREE, S.FREE]
    assert {one.staff_for_more for one in made.nights} == {None}
    assert (made.day.rota_held, made.day.shifts, made.day.needs_waking_night) == (False, (), None)


def test_a_bank_worker_in_reach_opens_a_bed():
    bank = Worker(id="bank", name="B. Bank", is_bank=True, response_minutes=30)
    kept = {"placements": (lives("sam"), lives("ash")), "places": (place("home", beds=3),), "shifts": rota(evening=1)}
    assert states(row(**kept), TODAY + DAY)[2] is S.BLOCKED_BY_STAFFING
    assert states(row(workers=(bank,), **kept), TODAY + DAY)[2] is S.FREE


def test_staff_tied_to_one_young_person_count_for_nobody_else():
    tied = Commitment(setting_id="home", staff=1, first_night=TODAY, young_person_id="sam")
    made = capacity(placements=(lives("sam"),), shifts=rota(day=2, evening=2, night=2), commitments=(tied,))
    day = {one.shift: one for one in made.day.shifts}
    assert [(day[one].on, day[one].tied, day[one].needed, day[one].short) for one in ShiftName] == [(2, 1, 1, 0)] * 3


# The day


def test_the_shifts_of_today_against_who_lives_there():
    made = capacity(placements=tuple(lives(one.id) for one in PEOPLE[1:4]), shifts=rota(day=1)).day
    said = {one.shift.value: (one.on, one.needed, one.short, one.waking) for one in made.shifts}
    assert said == {"day": (1, 2, 1, None), "evening": (4, 2, 0, None), "night": (2, 1, 0, 1)}


def test_a_shift_that_is_not_on_the_rota_is_not_known():
    one = full_rota(days=1)[0]
    said = {
        one.shift.value: (one.on, one.short) for one in capacity(placements=(lives("sam"),), shifts=(one,)).day.shifts
    }
    assert said == {"day": (4, 0), "evening": (None, None), "night": (None, None)}


def test_nobody_there_needs_no_staff():
    assert {one.needed for one in capacity().day.shifts} == {0}


@pytest.mark.parametrize("needs", [True, False, None])
def test_whether_anybody_needs_somebody_awake_is_said_or_not_known(needs):
    people = (PEOPLE[0], replace(PEOPLE[1], needs_waking_night=needs))
    assert capacity(young_people=people, placements=(lives("sam"),)).day.needs_waking_night is needs


def test_who_comes_and_who_goes_in_the_week():
    confirmed = PlacementState.CONFIRMED
    stays = (
        lives("sam", leaving=TODAY + 7 * DAY),
        lives("ash", leaving=TODAY + 8 * DAY),
        lives("kit", first_night=TODAY + 7 * DAY, state=confirmed),
        lives("lee", first_night=TODAY + 8 * DAY, state=confirmed),
        lives("yp", first_night=TODAY - DAY, state=confirmed),
    )
    made = capacity(placements=stays).day
    assert [one.young_person_id for one in made.here] == ["ash", "sam"]
    assert [one.young_person_id for one in made.due_in] == ["yp", "kit"]
    assert [one.young_person_id for one in made.due_out] == ["sam"]


def test_somebody_who_leaves_today_is_due_out_and_no_longer_here_tonight():
    made = capacity(placements=(lives("sam", leaving=TODAY),)).day
    assert (made.here, [one.young_person_id for one in made.due_out]) == ((), ["sam"])
    assert made.overdue_out == ()


@pytest.mark.parametrize(("state", "overdue"), [(PlacementState.STARTED, ["sam"]), (PlacementState.ENDED, [])])
def test_of_whom_nobody_has_recorded_that_they_left_is_told_as_overdue(state, overdue):
    made = capacity(placements=(lives("sam", leaving=TODAY - DAY, state=state),)).day
    assert [one.young_person_id for one in made.overdue_out] == overdue
    assert (made.here, made.due_out) == ((), ())


def test_the_nights_may_begin_later_and_cross_a_clock_change_and_a_leap_day():
    for first in (date(2026, 10, 20), date(2028, 2, 20)):
        made = capacity(first=first, nights=14)
        assert [one.night for one in made.nights] == [first + n * DAY for n in range(14)]
        assert made.as_of == NOW
        assert isinstance(made.as_of, datetime)
