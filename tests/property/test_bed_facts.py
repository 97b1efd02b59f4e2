"""One fact more at a hub at random: the beds of the right nights change, and no other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matcher.capacity import BedState, RowNight, make_capacity
from matcher.domain.codes import AwayReason, PlacementState
from matcher.domain.placements import Away
from matcher.domain.settings import OutOfUse
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from tests.property.test_forecast_facts import NIGHTS, few, residents
from tests.small_hub import BEDS, BOOK, TODAY, comes, day, hub

STATE_NAMES = tuple(state.value for state in BedState)
TAKEN = ("occupied", "occupied_but_away", "planned_in", "held")
SURE = (PlacementState.HELD, PlacementState.ACCEPTED, PlacementState.CONFIRMED)


def states(snapshot: Snapshot) -> list[RowNight]:
    """The hub's one row, night by night; its states add up to its beds on each."""
    found = list(make_capacity(make_frame(snapshot, BOOK), "hub", TODAY, day(NIGHTS), named=True).rows[0].nights)
    assert {sum(getattr(one, state) for state in STATE_NAMES) for one in found} == {BEDS.beds}
    return found


def taken(night: RowNight) -> int:
    return sum(getattr(night, state) for state in TAKEN)


@given(residents(), st.integers(0, NIGHTS - 1), st.none() | st.integers(1, 40), st.sampled_from(SURE))
@few
def test_one_more_placement_takes_a_bed_on_its_nights_and_on_no_other(there, first, nights, state):
    more = comes("new", state, first, leaving=None if nights is None else day(first + nights))
    before, after = (states(hub(*who, placements=who)) for who in (there, (*there, more)))
    stop = NIGHTS if nights is None else first + nights

    assert after[:first] == before[:first]
    assert after[stop:] == before[stop:]
    for old, new in list(zip(before, after, strict=True))[first:stop]:
        fits = taken(old) < BEDS.beds
        assert (taken(new), new.free, new.over) == (taken(old) + fits, old.free - fits, old.over + (not fits))


@given(residents(), st.integers(0, NIGHTS - 1), st.integers(1, 40), st.integers(1, 4))
@few
def test_beds_out_of_use_are_taken_from_the_free_ones_on_their_nights_alone(there, first, nights, beds):
    shut = replace(BEDS, out_of_use=(OutOfUse(first_night=day(first), leaving=day(first + nights), beds=beds),))
    before, after = (states(hub(*there, placements=there, place=place)) for place in (BEDS, shut))

    assert after[:first] == before[:first]
    assert after[first + nights :] == before[first + nights :]
    for old, new in list(zip(before, after, strict=True))[first : first + nights]:
        assert (taken(new), new.free) == (taken(old), max(old.free - beds, 0))
        assert new.over == max(taken(old) + old.over - (BEDS.beds - beds), 0)


@given(residents(least=1), st.integers(0, 20), st.integers(1, 20), st.sampled_from(AwayReason))
@few
def test_who_is_away_is_marked_on_those_nights_and_frees_no_bed(there, first, nights, reason):
    away = Away(reason=reason, first_night=day(first), back_on=day(first + nights))
    one = replace(there[0], leaving=None)
    before, after = (states(hub(who, *there[1:])) for who in (one, replace(one, away=(away,))))

    assert [one.free for one in after] == [one.free for one in before]
    marked = [new.occupied_but_away - old.occupied_but_away for old, new in zip(before, after, strict=True)]
    assert set(marked[:first] + marked[first + nights :]) <= {0}
    assert set(marked[first : first + nights]) <= ({1} if len(there) <= BEDS.beds else {0, 1})
