"""Bed states against counting them bed by bed, night by night, in generated worlds."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import pytest

from matcher.capacity import BedState, RowCapacity, SettingCapacity, make_capacity, tonight
from matcher.domain.codes import (
    FOR_THE_GROUP,
    NO_BED,
    AwayReason,
    ClosureReason,
    MemberRelation,
    PlacementState,
    PlacePool,
    SettingKind,
)
from matcher.domain.nights import Nights
from matcher.domain.people import YoungPerson
from matcher.domain.placements import Away, Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Closure, Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Identifier
from matcher.frame import make_frame
from matcher.ledger import is_foster, is_residential, takes_a_bed
from matcher.options.rank import rank
from matcher.policy import load_policy
from tests.property.twin_pair import Pair
from tests.property.twin_rota import SHIFT_STARTS, bank_workers, base_staff
from tests.property.worlds import world

STATES = tuple(state.value for state in BedState)
NIGHTS = 35
SEEDS = pytest.mark.parametrize("seed", range(0, 90, 3))
FEWER = pytest.mark.parametrize("seed", range(0, 90, 9))
LOOKED_AT = (0, 1, 9, 20, NIGHTS - 1)


def capacities(snapshot: Snapshot, *, named: bool = True) -> list[SettingCapacity]:
    frame = make_frame(snapshot, load_policy())
    first = snapshot.today
    last = first + timedelta(days=NIGHTS)
    return [make_capacity(frame, one.id, first, last, named=named) for one in snapshot.settings]


def crowded(seed: int) -> Snapshot:
    """A world, with somebody more than the beds in its favourite row, and a bed out of use."""
    made = world(seed)
    taken = [one for one in made.placements if takes_a_bed(one, made) and one.place_id is not None]
    if not taken:
        return made
    more = tuple(
        replace(one, id=f"{one.id}-{n}", place_id=taken[0].place_id, setting_id=taken[0].setting_id)
        for n, one in enumerate(taken[:4])
    )
    return replace(made, placements=(*made.placements, *more))


def noted(seed: int) -> Snapshot:
    """A world with notes on it: somebody who is away, and homes that take nobody new for the sake of those there."""
    made = world(seed)
    begins = made.today + timedelta(days=seed % 5 - 1)
    away = (
        Away(reason=AwayReason.MISSING, first_night=begins),
        Away(reason=AwayReason.HOME_FOR_WEEKEND, first_night=begins, back_on=begins + timedelta(days=3)),
    )
    reasons = sorted(FOR_THE_GROUP)
    settings = (
        replace(one, closures=(*one.closures, Closure(first_night=begins, reason=reasons[n % 2])))
        if n % 3 == 0
        else one
        for n, one in enumerate(made.settings)
    )
    placements = (replace(one, away=away[n % 2 : n % 2 + 1]) for n, one in enumerate(made.placements))
    return replace(made, settings=tuple(settings), placements=tuple(placements))


def first_row(snapshot: Snapshot, setting_id: str) -> str | None:
    return min((one.place_id for one in snapshot.places if one.setting_id == setting_id), default=None)


def placed(snapshot: Snapshot, place: Place, night: date) -> list[Placement]:
    return [
        one
        for one in snapshot.placements
        if takes_a_bed(one, snapshot) and one.setting_id == place.setting_id
        if (one.place_id or first_row(snapshot, place.setting_id)) == place.place_id and one.nights.covers(night)
    ]


def staying_put(setting: Setting, place: Place) -> int:
    members = setting.household or () if is_foster(setting) else ()
    return sum(one.relation is MemberRelation.STAYING_PUT and one.place_id == place.place_id for one in members)


def state_of(snapshot: Snapshot, one: Placement, night: date) -> str:
    if one.state is PlacementState.HELD:
        return "held"
    if one.state in {PlacementState.ACCEPTED, PlacementState.CONFIRMED} or one.first_night > snapshot.today:
        return "planned_in"
    health = next(who for who in snapshot.young_people if who.id == one.young_person_id).health
    home = next(where for where in snapshot.settings if where.id == one.setting_id)
    away = health is not None and health.in_hospital and home.exception_type != "hospital"
    back = health.discharge_expected_on if health else None
    if away and (night == snapshot.today or (back and night < back)):
        return "occupied_but_away"
    elsewhere = [
        gone
        for gone in one.away or ()
        if gone.first_night <= night and (night < gone.back_on if gone.back_on else night <= snapshot.today)
    ]
    return "occupied_but_away" if elsewhere else "occupied"


def shut(snapshot: Snapshot, setting: Setting, place: Place, night: date) -> str | None:
    for one in setting.closures:
        if one.first_night <= night and (one.leaving is None or night < one.leaving):
            if one.reason in {ClosureReason.NO_ADMISSIONS, ClosureReason.SOLE_OCCUPANCY}:
                return "blocked_by_group"
            return "blocked_by_staffing" if one.reason is ClosureReason.STAFFING else "out_of_use"
    absences = setting.availability.absences if setting.availability else ()
    ended = place.vacancy_ends_on is not None and place.vacancy_ends_on <= night
    return "out_of_use" if ended or any(one.first_night <= night < one.leaving for one in absences) else None


def is_short(snapshot: Snapshot, setting: Setting, night: date, people: int) -> bool:
    """Whether the shifts that are on the rota have too few staff for so many people, bank workers helping out."""
    if not (setting.rota_held and is_residential(setting)):
        return False
    shifts = {one.shift: one for one in snapshot.shifts if one.setting_id == setting.id and one.on == night}
    who = [one for one in snapshot.placements if takes_a_bed(one, snapshot) and one.setting_id == setting.id]
    who_ids = {one.young_person_id for one in who if one.nights.covers(night)}
    waking = any(one.needs_waking_night for one in snapshot.young_people if one.id in who_ids)
    missing = 0
    for name in SHIFT_STARTS:
        if (shift := shifts.get(name)) is None:
            continue
        own = shift.headcount if shift.headcount is not None else len(shift.worker_ids or ())
        agency = max(n for n in range(shift.agency + 1) if n <= int(0.5 * (own + n) + 1e-9))
        tied = sum(
            one.staff
            for one in snapshot.commitments
            if one.setting_id == setting.id and name in one.shifts
            if one.first_night <= night and (one.leaving is None or night < one.leaving)
        )
        missing += max(base_staff(people, name, waking=waking) - (own + agency - tied), 0)
        if missing > bank(snapshot, night, name):
            return True
    return False


def bank(snapshot: Snapshot, night: date, name) -> int:
    return len(bank_workers(cast("Pair", SimpleNamespace(snapshot=snapshot)), night, name))


def counts(snapshot: Snapshot, setting: Setting, place: Place, night: date) -> Counter:
    """Each state of a row on a night, bed by bed, where nobody is over."""
    found = Counter(state_of(snapshot, one, night) for one in placed(snapshot, place, night))
    found["occupied"] += staying_put(setting, place)
    gaps = sum(
        one.beds
        for one in place.out_of_use
        if one.first_night <= night and (one.leaving is None or night < one.leaving)
    )
    found["out_of_use"] += min(gaps, place.beds - found.total())
    here = [one for one in snapshot.placements if takes_a_bed(one, snapshot) and one.setting_id == setting.id]
    people = sum(one.nights.covers(night) for one in here)
    for n in range(1, place.beds - found.total() + 1):
        full = is_residential(setting) and setting.registered_places is not None
        if why := shut(snapshot, setting, place, night):
            found[why] += 1
        elif full and people + n > (setting.registered_places or 0):
            found["out_of_use"] += 1
        else:
            found["blocked_by_staffing" if is_short(snapshot, setting, night, people + n) else "free"] += 1
    return +found


def rows(made: SettingCapacity) -> list[RowCapacity]:
    return [one for one in made.rows if one.place_id is not None]


def said(row: RowCapacity, n: int) -> Counter:
    return +Counter({state: getattr(row.nights[n], state) for state in STATES})


def staffed(snapshot: Snapshot, setting: Setting, night: date, people: int, beds: int) -> int | None:
    """The most people whom the staff of a night could look after, tried one by one; None where a shift is not on the rota."""
    shifts = {one.shift for one in snapshot.shifts if one.setting_id == setting.id and one.on == night}
    if not (setting.rota_held and is_residential(setting)) or shifts < set(SHIFT_STARTS):
        return None
    return max(n for n in range(people + beds + 1) if n == 0 or not is_short(snapshot, setting, night, n))


def usable(snapshot: Snapshot, setting: Setting, night: date, pool: PlacePool) -> int:
    """The most more people who could come to the pool, tried one by one: each needs a bed, a registered place, and staff."""
    rows = [one for one in snapshot.places if one.setting_id == setting.id and pool_of(setting, one) is pool]
    barred = barred_for_everybody(snapshot, night)
    rows = [one for one in rows if one.place_id not in barred]
    beds = sum(counts(snapshot, setting, one, night)["free"] for one in rows) if setting.kind not in NO_BED else 0
    here = [one for one in snapshot.placements if takes_a_bed(one, snapshot) and one.setting_id == setting.id]
    people = sum(one.nights.covers(night) for one in here)
    places = setting.registered_places if is_residential(setting) else None
    come = 0
    while come < beds:
        full = places is not None and people + come + 1 > places
        if full or is_short(snapshot, setting, night, people + come + 1):
            break
        come += 1
    return come


@cache
def barred_for_everybody(snapshot: Snapshot, night: date) -> frozenset[str]:
    """The rows that are not on the list of somebody of whom nothing is known, who asks alone, for this night."""
    nobody = YoungPerson(id="nobody-at-all", responsible_authority=snapshot.authority)
    asked = PlacementRequest(
        id="asked", young_person_id=nobody.id, start_date=night, end_date=night + timedelta(days=1)
    )
    alone = replace(snapshot, young_people=(*snapshot.young_people, nobody), placement_requests=(asked,))
    found = rank(alone, "asked", load_policy())
    listed = {one.place_id for one in (*found.options, *found.needs_approval, *found.needs_information)}
    return frozenset(one.place_id for one in snapshot.places) - listed


def pool_of(setting: Setting, place: Place) -> PlacePool:
    return PlacePool.EMERGENCY if setting.kind is SettingKind.HUB_EMERGENCY_BED else place.pool


@FEWER
@pytest.mark.parametrize("make", [world, noted])
def test_the_usable_vacancy_and_the_three_capacities_are_what_trying_one_by_one_gives(seed, make):
    snapshot = make(seed)
    settings = {one.id: one for one in snapshot.settings}
    for made in capacities(snapshot):
        setting = settings[made.setting_id]
        own = [one for one in snapshot.places if one.setting_id == setting.id]
        for n, night in enumerate(made.nights):
            if n not in LOOKED_AT or any(row.nights[n].over for row in made.rows):
                continue
            assert night.usable_vacancy == usable(snapshot, setting, night.night, PlacePool.RESIDENTIAL)
            assert (night.emergency_vacancy or 0) == usable(snapshot, setting, night.night, PlacePool.EMERGENCY)
            beds = sum(one.beds for one in own)
            assert night.staffed == staffed(snapshot, setting, night.night, night.people, beds)
            assert night.registered == (setting.registered_places if is_residential(setting) else None)
            out = [
                sum(gap.beds for gap in one.out_of_use if Nights(gap.first_night, gap.leaving).covers(night.night))
                for one in own
            ]
            assert night.usable == sum(max(one.beds - gone, 0) for one, gone in zip(own, out, strict=True))


@SEEDS
@pytest.mark.parametrize("make", [world, crowded])
def test_the_states_of_every_row_and_night_add_up_to_its_beds(seed, make):
    snapshot = make(seed)
    for made in capacities(snapshot):
        assert [one.place_id for one in rows(made)] == sorted(
            one.place_id for one in snapshot.places if one.setting_id == made.setting_id and made.kind not in NO_BED
        )
        for row in made.rows:
            assert {said(row, n).total() for n in range(NIGHTS)} == {row.beds}, row.place_id


@SEEDS
@pytest.mark.parametrize("make", [world, noted])
def test_they_are_what_counting_bed_by_bed_gives(seed, make):
    snapshot = make(seed)
    places = {one.place_id: one for one in snapshot.places}
    settings = {one.id: one for one in snapshot.settings}
    for made in capacities(snapshot):
        for row in rows(made):
            for n, night in enumerate(row.nights):
                if not night.over:
                    expected = counts(snapshot, settings[made.setting_id], places[row.place_id or ""], night.night)
                    assert said(row, n) == expected, (row.place_id, night.night)


@SEEDS
@pytest.mark.parametrize("make", [world, crowded])
def test_who_is_over_is_who_has_no_bed_in_use(seed, make):
    snapshot = make(seed)
    ledger = make_frame(snapshot, load_policy()).index.ledger
    at = {one.place_id: row for row, one in enumerate(snapshot.places)}
    for made in capacities(snapshot):
        for row in rows(made):
            for night in row.nights:
                n = night.night.toordinal() - ledger.origin
                beds = max(int(ledger.beds_in_use[at[row.place_id or ""], n]), 0)
                taken = int(ledger.row_taken[at[row.place_id or ""], n])
                assert night.over == max(taken - beds, 0)


@SEEDS
@pytest.mark.parametrize("make", [world, crowded])
def test_everybody_who_takes_a_bed_is_on_exactly_one_line_on_each_night(seed, make):
    snapshot = make(seed)
    for made in capacities(snapshot):
        if made.kind in NO_BED:
            continue
        for n in range(NIGHTS):
            night = snapshot.today + timedelta(days=n)
            shown = [
                spell.placement_id
                for row in made.rows
                for line in row.lines
                for spell in line.spells
                if spell.placement_id and spell.first_night <= night < spell.leaving
            ]
            there = [
                one.id
                for one in snapshot.placements
                if takes_a_bed(one, snapshot) and one.setting_id == made.setting_id and one.nights.covers(night)
            ]
            assert sorted(shown) == sorted(there)


@SEEDS
def test_somebody_stays_on_one_line_where_there_is_a_bed_for_everybody(seed):
    for made in capacities(world(seed)):
        for row in made.rows:
            if not any(night.over for night in row.nights):
                of = Counter(spell.placement_id for line in row.lines for spell in line.spells if spell.placement_id)
                lines = Counter(who for line in row.lines for who in {one.placement_id for one in line.spells} if who)
                assert set(lines.values()) <= {1}
                assert set(of) == set(lines)


@SEEDS
def test_a_line_is_the_same_on_every_page(seed):
    snapshot = crowded(seed)
    frame = make_frame(snapshot, load_policy())
    day = timedelta(days=1)
    for home in snapshot.settings:
        whole = make_capacity(frame, home.id, snapshot.today, snapshot.today + 28 * day, named=True)
        later = make_capacity(frame, home.id, snapshot.today + 10 * day, snapshot.today + 28 * day, named=True)
        for row, after in zip(whole.rows, later.rows, strict=True):
            assert row.nights[10:] == after.nights
            for n in range(10, 28):
                assert on_night(row, snapshot.today + n * day) == on_night(after, snapshot.today + n * day)


def on_night(row: RowCapacity, night: date) -> dict[int, tuple[BedState, Identifier | None]]:
    return {
        line.bed: (spell.state, spell.placement_id)
        for line in row.lines
        for spell in line.spells
        if spell.first_night <= night < spell.leaving
    }


@SEEDS
def test_the_spells_of_a_bed_cover_every_night_once_and_tell_what_is_counted(seed):
    snapshot = crowded(seed)
    for made in capacities(snapshot):
        for row in made.rows:
            for n, night in enumerate(row.nights):
                states = Counter(state for bed, (state, _) in on_night(row, night.night).items() if bed <= row.beds)
                assert Counter({state.value: count for state, count in states.items()}) == said(row, n)


@SEEDS
def test_nobody_is_named_to_those_who_may_not_know_and_the_beds_are_the_same(seed):
    snapshot = crowded(seed)
    for named, unnamed in zip(capacities(snapshot), capacities(snapshot, named=False), strict=True):
        day = unnamed.day
        spells = [spell for row in unnamed.rows for line in row.lines for spell in line.spells]
        people: list[Any] = [*spells, *day.here, *day.due_in, *day.due_out, *day.overdue_out]
        assert {(one.young_person_id, one.placement_id) for one in people} <= {(None, None)}
        assert BedState.OCCUPIED_BUT_AWAY not in {one.state for one in people}
        assert [[one.free for one in row.nights] for row in unnamed.rows] == [
            [one.free for one in row.nights] for row in named.rows
        ]


@SEEDS
def test_tonight_is_the_first_night(seed):
    snapshot = crowded(seed)
    frame = make_frame(snapshot, load_policy())
    for made in capacities(snapshot, named=False):
        assert [(row.pool, row.nights[0]) for row in made.rows] == list(tonight(frame, made.setting_id))


def test_the_worlds_have_every_state_and_people_over():
    """Who looks at worlds without them has seen nothing."""
    seen: Counter = Counter()
    for seed in range(0, 90, 9):
        for made in (*capacities(crowded(seed)), *capacities(noted(seed))):
            for row in made.rows:
                for n, night in enumerate(row.nights):
                    seen += said(row, n)
                    seen["over"] += night.over
    assert {*STATES, "over"} <= set(seen), seen
