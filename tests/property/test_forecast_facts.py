"""One fact more, fewer or moved, in small hubs at random: the chances move the right way on every night, and nothing else does.

"More" and "fewer" are of the whole distribution: so many people or more are nowhere less likely than before. The closed form
is held to that exactly. With the real beds it is paths that are counted, and only what is no matter of the draw is exact.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher.capacity.forecast.demand import Demand, demand
from matcher.capacity.forecast.history import sound_history
from matcher.capacity.forecast.learn import Rates, learn
from matcher.capacity.forecast.pending import pending
from matcher.capacity.forecast.priors import priors_of
from matcher.capacity.forecast.units import terms_of, units_of
from matcher.domain.codes import AwayReason, ClosureReason, PlacementState, SettingKind
from matcher.domain.people import Health, YoungPerson
from matcher.domain.placements import Away
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Closure, OutOfUse, Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay
from matcher.frame import make_frame
from tests.small_hub import BEDS, BOOK, HUB, TODAY, beds_of, comes, day, hub, knowing, lives, stayed

NIGHTS = 60
LEARNS = 1_095
NOISE = 0.03
"""Of 2,000 paths: two and a half times what two evenly drawn shares may differ by."""
FOSTER = Setting(id="fam", name="A family", kind=SettingKind.FOSTER_FAMILY)
ROOM = Place(place_id="fam.1", setting_id="fam", beds=2)

few = settings(max_examples=25, deadline=None)
fewer = settings(max_examples=8, deadline=None)
nights_ahead = st.integers(1, NIGHTS - 1)


@st.composite
def residents(draw, least=0):
    """People who live there, some with a planned end."""
    found = draw(st.lists(st.tuples(st.integers(1, 400), st.none() | nights_ahead), min_size=least, max_size=5))
    return tuple(
        lives(f"r{n}", since, leaving=None if planned is None else day(planned))
        for n, (since, planned) in enumerate(found)
    )


@st.composite
def pasts(draw, least=0):
    """Ended stays. The record begins 1,000 nights ago, so that one more later stay does not make it begin earlier."""
    found = draw(st.lists(st.tuples(st.integers(2, 900), st.integers(1, 300)), min_size=least, max_size=12))
    return (
        stayed("first", 1_010, 1_000),
        *(stayed(f"p{n}", ago, max(ago - nights, 0)) for n, (ago, nights) in enumerate(found)),
    )


def wanted(snapshot: Snapshot, history: tuple[Stay, ...] = ()) -> tuple[Rates, Demand]:
    """What the hub's ordinary beds draw on, and the demand for them."""
    frame = make_frame(snapshot, BOOK)
    units = units_of(frame)
    at = next(n for n, one in enumerate(units) if one.setting_id == "hub")
    rates = learn(units, sound_history(history, TODAY), TODAY.toordinal(), priors_of(frame.policy))[at]
    terms = terms_of(frame, units[at], pending(frame).get((units[at].setting_id, units[at].pool), ()))
    return rates, demand(terms, rates, NIGHTS)


def people(snapshot: Snapshot, history: tuple[Stay, ...] = ()) -> Demand:
    return wanted(snapshot, history)[1]


def or_more(chance: np.ndarray, most: int) -> np.ndarray:
    """(nights, most): of one, two, ... people or more."""
    padded = np.zeros((len(chance), max(most + 1, chance.shape[1])))
    padded[:, : chance.shape[1]] = chance
    return np.cumsum(padded[:, ::-1], axis=1)[:, ::-1][:, 1:]


def is_more(before: Demand, after: Demand, nights: slice = slice(None), off: float = 1e-9) -> bool:
    """Whether so many people or more are nowhere less likely than before."""
    most = max(before.chance.shape[1], after.chance.shape[1])
    gained = or_more(after.chance, most) - or_more(before.chance, most)
    return bool((gained[nights] >= -off).all())


def is_same(before: Demand, after: Demand, nights: slice = slice(None)) -> bool:
    return is_more(before, after, nights) and is_more(after, before, nights)


# Who lives there


@given(residents(), st.integers(1, 400), pasts())
@few
def test_one_more_resident_is_more_people_and_one_fewer_is_fewer(there, since, past):
    """To have come is an arrival in the record too: arrivals may then bunch less, and very many at once be less likely."""
    with_one = (*there, lives("new", since))
    (rates, before), (_, after) = (wanted(hub(*who, placements=who), past) for who in (there, with_one))

    assert is_more(before, demand(after.terms, rates, NIGHTS))
    assert (after.mean > before.mean).all()
    assert after.mean[0] == pytest.approx(before.mean[0] + 1)


@given(residents(least=1), pasts(), nights_ahead, nights_ahead)
@few
def test_a_planned_end_that_is_put_off_is_more_people(there, past, one, other):
    """Weeks on, who is still there a day before the planned end is likelier to be one of those whom it finds late."""
    early, late = sorted((one, other))
    before, after = (
        people(hub(replace(there[0], leaving=day(planned)), *there[1:]), past) for planned in (early, late)
    )

    assert is_more(before, after, slice(0, late + 1))
    assert is_more(before, after, off=0.01)


@given(residents(least=1), pasts(), st.integers(1, NIGHTS), st.integers(1, NIGHTS))
@few
def test_an_eighteenth_birthday_that_comes_earlier_is_fewer_people_from_that_day_on(there, past, one, other):
    early, late = sorted((one, other))
    born = [(day(nights)).replace(year=day(nights).year - 18) for nights in (early, late)]
    before, after = (
        people(knowing(hub(*there), there[0].young_person_id, date_of_birth=on), past) for on in born[::-1]
    )

    assert is_more(after, before)
    assert is_same(before, after, slice(0, early))
    assert is_same(before, after, slice(late, None))


@given(residents(least=1), pasts(), st.none() | nights_ahead, st.sampled_from(AwayReason))
@fewer
def test_somebody_who_is_away_frees_nothing(there, past, back, reason):
    away = Away(reason=reason, first_night=TODAY, back_on=None if back is None else day(back))
    elsewhere = hub(replace(there[0], away=(away,)), *there[1:])
    in_hospital = knowing(hub(*there), there[0].young_person_id, health=Health(in_hospital=True))

    for snapshot in (elsewhere, in_hospital):
        assert beds_of(snapshot, past, nights=20) == beds_of(hub(*there), past, nights=20)


# Who may come

STATES = (PlacementState.OFFERED, PlacementState.HELD, PlacementState.ACCEPTED, PlacementState.CONFIRMED)


@given(residents(), pasts(), st.sampled_from(range(len(STATES) - 1)), st.integers(0, NIGHTS - 1))
@few
def test_a_start_that_grows_more_certain_is_more_people_and_withdrawn_it_is_as_before(there, past, at, first):
    nobody, asked, surer = (
        people(hub(*there, *more, placements=(*there, *more)), past)
        for more in ((), (comes("new", STATES[at], first),), (comes("new", STATES[at + 1], first),))
    )

    assert is_more(nobody, asked)
    assert is_more(asked, surer)
    assert is_same(nobody, asked, slice(0, first))
    assert asked.mean[first] > nobody.mean[first]


@given(residents(), pasts(), st.integers(0, NIGHTS - 1), st.integers(0, NIGHTS - 1), st.sampled_from(STATES))
@few
def test_a_start_that_is_put_off_is_fewer_people_until_then_and_more_after(there, past, one, other, state):
    early, late = sorted((one, other))
    before, after = (people(hub(*there, comes("new", state, first)), past) for first in (early, late))

    assert is_more(after, before, slice(0, late))
    assert is_more(before, after, slice(late, None))


@given(residents(), pasts(), nights_ahead, st.integers(0, 20), st.none() | st.integers(1, 90))
@few
def test_an_open_request_is_more_people_from_its_first_night_on(there, past, first, nights, long):
    asks = PlacementRequest(
        id="r",
        young_person_id="new",
        start_date=day(first),
        first_night_latest=day(first + nights),
        expected_nights=long,
    )
    plain = hub(*there, placements=there)
    asked = replace(plain, placement_requests=(asks,), young_people=(*plain.young_people, YoungPerson(id="new")))
    before, after = people(plain, past), people(asked, past)

    assert is_more(before, after)
    assert is_same(before, after, slice(0, first))
    assert before.mean[first + nights] < after.mean[first + nights] if first + nights < NIGHTS else True


# Beds

GROUP = (ClosureReason.NO_ADMISSIONS, ClosureReason.SOLE_OCCUPANCY)


@given(residents(), pasts(), st.integers(0, NIGHTS - 2), st.integers(1, 30), st.integers(1, 4))
@fewer
def test_a_closed_bed_leaves_demand_as_it_is_and_makes_free_beds_fewer(there, past, first, nights, beds):
    shut = replace(BEDS, out_of_use=(OutOfUse(first_night=day(first), leaving=day(first + nights), beds=beds),))
    before, after = (beds_of(hub(*there, placements=there, place=place), past, NIGHTS) for place in (BEDS, shut))

    assert [one.demand for one in after.nights] == [one.demand for one in before.nights]
    assert after.nights[:first] == before.nights[:first]
    for old, new in list(zip(before.nights, after.nights, strict=True))[first : first + nights]:
        assert (new.beds, new.chance_over >= old.chance_over) == (max(old.beds - beds, 0), True)
        assert new.chance_bed_free <= old.chance_bed_free + NOISE
        assert new.mean_occupancy <= old.mean_occupancy + NOISE
    assert after.turned_away >= before.turned_away - NOISE


@given(residents(), pasts(), st.integers(0, 30), st.integers(1, 30), st.sampled_from(GROUP))
@fewer
def test_a_note_that_nobody_may_come_lets_nobody_in_on_its_nights(there, past, first, nights, reason):
    closure = Closure(first_night=day(first), leaving=day(first + nights), reason=reason)
    home = replace(HUB, closures=(closure,))
    before, after = (beds_of(hub(*there, placements=there, setting=one), past, NIGHTS) for one in (HUB, home))

    assert [one.demand for one in after.nights] == [one.demand for one in before.nights]
    assert after.nights[:first] == before.nights[:first]
    assert {one.chance_bed_free for one in after.nights[first : first + nights]} == {0.0}
    means = [one.mean_occupancy for one in after.nights[first : first + nights]]
    assert all(later <= earlier for earlier, later in pairwise(means))
    assert after.turned_away >= before.turned_away - NOISE


# The record


@given(residents(), pasts(), st.integers(1, 7))
@few
def test_a_longer_record_of_short_stays_makes_stays_shorter(there, past, nights):
    longer = (*past, *(stayed(f"s{n}", 990 - 20 * n, 990 - 20 * n - nights) for n in range(40)))
    before, after = (wanted(hub(*there, placements=there), one)[0] for one in (past, longer))

    assert after.ends[0] / after.trials[0] > before.ends[0] / before.trials[0]
    assert (after.ends[1:] == before.ends[1:]).all()
    assert after.stays == before.stays + 40


@given(residents(), pasts(), st.integers(40, 990), st.integers(1, 20))
@few
def test_one_more_arrival_in_the_record_makes_more_of_them_expected(there, past, ago, nights):
    """Where several come together, one by oneself is also news of how many do."""
    assume(sum(one.first_night <= day(-ago) < one.leaving for one in past) < BEDS.beds)
    assume(sum(one.first_night <= day(-ago) for one in there) < BEDS.beds)
    before, after = (
        wanted(hub(*there, placements=there), one)[0] for one in (past, (*past, stayed("more", ago, ago - nights)))
    )
    assume(before.together == after.together == (1.0,))

    assert after.arrivals > before.arrivals


@given(residents(), pasts(), st.integers(LEARNS + 1, 3_000), st.integers(1, 400))
@fewer
def test_what_ended_before_the_years_that_are_learnt_from_moves_nothing(there, past, ago, nights):
    began = (stayed("old", LEARNS + 300, LEARNS + 200), *past)
    older = (*began, stayed("older", ago + nights, ago, planned_leaving=day(5 - ago)))

    assert beds_of(hub(*there, placements=there), older, 5) == beds_of(hub(*there, placements=there), began, 5)


# Elsewhere


@given(residents(), pasts(), st.integers(1, 900), st.integers(1, 900), st.booleans())
@fewer
def test_what_happens_at_a_home_of_another_kind_moves_nothing(there, past, ago, nights, planned):
    plain = replace(hub(*there, placements=there), settings=(HUB, FOSTER), places=(BEDS, ROOM))
    lodger = replace(lives("else", ago), id="elsewhere", setting_id="fam", place_id="fam.1")
    lodger = replace(lodger, leaving=day(9) if planned else None)
    other = replace(
        plain, placements=(*there, lodger), young_people=(*plain.young_people, YoungPerson(id="else", name_to_use="A"))
    )
    left = replace(stayed("gone", ago + nights, ago), setting_id="fam", place_id="fam.1")
    assume(left.leaving > TODAY - timedelta(days=1_000))

    assert beds_of(other, (*past, left), 20) == beds_of(plain, past, 20)
