"""Today's practice, which plans for everyone are held against: sound in itself, or the comparison would say nothing."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from benchmarks.greedy import GreedyPlan, by_beds_alone, one_after_the_other, open_requests, options_of
from fixtures.plain_world import EVERYWHERE, START, person, place, request, setting, world
from fixtures.planning import planning_county
from matcher.domain.codes import PlacementState
from matcher.domain.placements import Placement
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.policy import load_policy

BOTH = pytest.mark.parametrize("tight", [False, True], ids=["loose", "tight"])


@cache
def county(*, tight: bool) -> Snapshot:
    return planning_county(2026, 40, 60, tight=tight)


@cache
def plan(*, tight: bool) -> GreedyPlan:
    return one_after_the_other(county(tight=tight), load_policy())


def two_who_ask(*beds: int, **facts):
    """Robin asked on Monday and Sage on Tuesday, both for the same nights; one home for each number of beds."""
    homes = [setting(f"home-{n}") for n in range(len(beds))]
    came = world().as_of - timedelta(days=4)
    sage = request("req-sage", young_person_id="sage", received_at=came + timedelta(days=1), introductions=EVERYWHERE)
    robin = request(received_at=came)
    return world(
        *homes,
        young_people=(person(), person("sage", **facts)),
        places=tuple(place(home.id, beds=count) for home, count in zip(homes, beds, strict=True)),
        placement_requests=(sage, robin),
    )


def test_who_came_first_is_placed_first():
    made = one_after_the_other(two_who_ask(1), load_policy())
    assert (made.placed, made.not_placed) == ({"req": "home-0-bed"}, ("req-sage",))


def test_an_emergency_goes_before_whoever_came_first():
    both = two_who_ask(1)
    sage, robin = both.placement_requests
    urgent = replace(sage, is_emergency=True, emergency_reason="Tonight", emergency_declared_by="S. Manager")
    made = one_after_the_other(replace(both, placement_requests=(urgent, robin)), load_policy())
    assert (made.placed, made.not_placed) == ({"req-sage": "home-0-bed"}, ("req",))


def test_nobody_joins_somebody_placed_before_who_needs_to_live_alone():
    both = two_who_ask(2)
    robin, sage = both.young_people
    alone = replace(both, young_people=(replace(robin, needs_solo=True), sage))
    assert one_after_the_other(alone, load_policy()).not_placed == ("req-sage",)
    assert one_after_the_other(both, load_policy()).not_placed == ()


def test_nobody_gets_the_few_nights_before_somebody_placed_before_comes():
    both = two_who_ask(1)
    sage, robin = both.placement_requests
    later = replace(robin, start_date=START + timedelta(days=14), end_date=START + timedelta(days=42))
    made = one_after_the_other(replace(both, placement_requests=(sage, later)), load_policy())
    assert (made.placed, made.not_placed) == ({"req": "home-0-bed"}, ("req-sage",))


def test_a_bed_that_is_left_in_time_is_given_again():
    both = two_who_ask(1)
    sage, robin = both.placement_requests
    later = replace(sage, start_date=START + timedelta(days=28), end_date=START + timedelta(days=42))
    made = one_after_the_other(replace(both, placement_requests=(later, robin)), load_policy())
    assert made.not_placed == ()


def test_below_the_floor_nobody_is_placed():
    assert one_after_the_other(two_who_ask(1), load_policy(), floor=101).placed == {}


@BOTH
def test_everybody_placed_has_an_option_there_with_everybody_else_there(tight):
    snapshot, made = county(tight=tight), plan(tight=tight)
    requests = open_requests(snapshot)
    alone = judge_all(make_frame(snapshot, load_policy()), requests)
    row_of = {one.place_id: row for row, one in enumerate(snapshot.places)}
    planned = [
        Placement(
            id=f"planned-{one.id}",
            young_person_id=one.young_person_id,
            setting_id=snapshot.places[row_of[made.placed[one.id]]].setting_id,
            place_id=made.placed[one.id],
            first_night=options_of(alone, i)[made.placed[one.id]].first_night,
            leaving=options_of(alone, i)[made.placed[one.id]].leaving,
            state=PlacementState.ACCEPTED,
        )
        for i, one in enumerate(requests)
        if one.id in made.placed
    ]
    together = replace(snapshot, placements=(*snapshot.placements, *planned))
    judged = judge_all(make_frame(together, load_policy()), requests)
    lost = [
        one.id
        for i, one in enumerate(requests)
        if one.id in made.placed and not Lists(judged, i).options_rows[row_of[made.placed[one.id]]]
    ]
    assert lost == []


@BOTH
def test_everybody_is_placed_or_not_and_counts_what_their_own_list_shows(tight):
    snapshot, made = county(tight=tight), plan(tight=tight)
    requests = open_requests(snapshot)
    assert sorted([*made.placed, *made.not_placed]) == sorted(one.id for one in requests)
    judged = judge_all(make_frame(snapshot, load_policy()), requests)
    own = {one.id: options_of(judged, i) for i, one in enumerate(requests)}
    assert made.points_of == {each: own[each][place_id].points for each, place_id in made.placed.items()}


@BOTH
def test_by_beds_alone_no_bed_is_given_twice_for_a_night(tight):
    snapshot = county(tight=tight)
    made = by_beds_alone(snapshot, load_policy())
    requests = open_requests(snapshot)
    judged = judge_all(make_frame(snapshot, load_policy()), requests)
    stays = [
        (made.placed[one.id], options_of(judged, i)[made.placed[one.id]].nights)
        for i, one in enumerate(requests)
        if one.id in made.placed
    ]
    stays += [(one.place_id or "", one.nights) for one in snapshot.placements]
    beds = {one.place_id: one.beds for one in snapshot.places}
    for place_id, nights in stays:
        there = [other for where, other in stays if where == place_id and other.covers(nights.first_night)]
        assert len(there) <= beds[place_id]


def test_in_a_tight_county_more_is_left_undone_than_in_a_loose_one():
    assert len(plan(tight=True).not_placed) > 5 > len(plan(tight=False).not_placed)
