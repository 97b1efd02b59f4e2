"""Past stays become one history: joined night by night as a slow twin does, and nobody in two beds."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.capacity.forecast import history_of
from matcher.capacity.forecast.census import census
from matcher.capacity.forecast.past import joined
from matcher.domain.codes import PlacementState, PlacePool, SettingKind
from matcher.frame import make_frame
from tests.small_hub import BOOK, TODAY, beds_of, day, hub, lives, stayed


def nights(stay):
    return range(stay.first_night.toordinal(), stay.leaving.toordinal())


def slowly(stays):
    """One person in one bed, and no two stays of the same night but there: spans of the nights slept, touching ones as one."""
    slept = sorted({night for one in stays for night in nights(one)})
    starts = [night for night in slept if night - 1 not in slept]
    ends = [night + 1 for night in slept if night + 1 not in slept]
    return list(zip(starts, ends, strict=True))


@given(st.lists(st.tuples(st.integers(30, 90), st.integers(1, 20)), max_size=12))
@settings(max_examples=200, deadline=None)
def test_stays_in_one_bed_are_joined_as_one_joins_their_nights_by_hand(spans):
    past = [stayed("ann", first, first - length) for first, length in spans]
    found = joined(past, lambda one: one.setting_id)

    assert [(one.first_night.toordinal(), one.leaving.toordinal()) for one in found] == slowly(past)


@given(st.lists(st.tuples(st.integers(30, 90), st.integers(1, 20), st.sampled_from("abc")), max_size=12))
@settings(max_examples=200, deadline=None)
def test_nobody_is_in_two_beds_and_the_order_in_which_they_are_given_does_not_matter(spans):
    past = [stayed("ann", first, first - length, setting_id=at) for first, length, at in spans]
    found = joined(past, lambda one: one.setting_id)
    slept = [night for one in found for night in nights(one)]

    assert len(slept) == len(set(slept))
    assert joined(reversed(past), lambda one: one.setting_id) == found


def test_who_moved_from_one_placement_to_the_next_at_the_same_home_has_lived_there_since_the_first():
    before = lives("ann", 200, id="before", state=PlacementState.ENDED, leaving=day(-20))
    now = lives("ann", 20)
    parts = beds_of(hub(before, now)).parts
    assert parts is not None
    part = parts[0]

    assert part.first_night == day(-200)
    assert history_of(hub(before, now)).stays == ()


def test_a_stay_that_goes_on_is_no_past_stay_and_one_before_a_gap_is():
    before = lives("ann", 200, id="before", state=PlacementState.ENDED, leaving=day(-21))
    (past,) = history_of(hub(before, lives("ann", 20))).stays

    assert (past.first_night, past.leaving, past.ended) == (day(-200), day(-21), True)


def test_a_kept_stay_that_ends_after_today_goes_on_as_far_as_is_known():
    kept = [stayed("zoe", 30, -30, kind=SettingKind.CHILDRENS_HOME, setting_id="far")]
    (past,) = history_of(hub(), kept).stays

    assert (past.leaving, past.ended) == (TODAY, False)


def test_every_fact_of_a_stay_is_in_the_hash_and_their_order_is_not():
    past = [stayed("zoe", 30, 10), stayed("may", 60, 40)]
    same = history_of(hub(), past)
    other = history_of(hub(), [past[0], stayed("may", 60, 40 - 1)])

    assert history_of(hub(), past[::-1]).hash == same.hash
    assert other.hash != same.hash


def test_stays_elsewhere_teach_their_own_kind_only():
    def short(kind):
        return tuple(
            stayed(f"p{n}", 900 - 20 * n, 790 - 20 * n, setting_id="far", place_id=None, kind=kind) for n in range(40)
        )

    nothing = beds_of(hub())
    hubs, families = (beds_of(hub(), short(kind)) for kind in (SettingKind.HUB_BED, SettingKind.FOSTER_FAMILY))

    assert hubs.basis.group_stays == 40
    assert families.basis.group_stays == 0
    assert hubs.nights[28].staying < nothing.nights[28].staying
    assert families.nights[28].staying == nothing.nights[28].staying


def test_who_is_still_there_as_far_as_is_known_makes_stays_longer_not_shorter():
    def far(ended):
        facts = {"setting_id": "far", "place_id": None, "kind": SettingKind.HUB_BED}
        first = stayed("first", 800, 790, **facts)
        return (first, *(stayed(f"p{n}", 510 - n, 400, **facts, ended=ended) for n in range(20)))

    over, going_on = (beds_of(hub(), far(ended)) for ended in (True, False))

    assert going_on.nights[28].staying > over.nights[28].staying
    assert going_on.basis.group_stays == 1


def spans(who):
    span = st.tuples(st.sampled_from(who), st.integers(1, 60), st.integers(1, 40))
    return st.lists(span, max_size=6)


@given(spans("abc"), spans("abz"), st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_census_counts_everybody_once_a_night_whoever_tells_of_them(placed, kept, still):
    placements = [
        lives(who, first, id=f"p{n}", leaving=day(min(length - first, 0)), state=PlacementState.ENDED)
        for n, (who, first, length) in enumerate(placed)
    ]
    if still:
        placements.append(lives("a", 5, id="now"))
    past = [stayed(who, first, max(first - length, 0)) for who, first, length in kept]
    there = hub(*placements) if placements else replace(hub(), placements=())
    slept = census(make_frame(there, BOOK), day(-70), history_of(there, past))["hub", PlacePool.RESIDENTIAL]
    until = {one.id: one.leaving or day(1) for one in there.placements}

    for night in range(-70, 1):
        of_record = {one.young_person_id for one in there.placements if one.first_night <= day(night) < until[one.id]}
        of_returns = {one.young_person_id for one in past if one.first_night <= day(night) < one.leaving}
        assert slept.on(day(night)) == len(of_record | of_returns)


def test_29_february_is_a_night_like_any_other():
    leap = stayed("zoe", (TODAY - TODAY.replace(year=2024, month=2, day=29)).days, 700)

    assert leap.first_night.day == 29
    assert history_of(hub(), [leap]).stays == (leap,)
