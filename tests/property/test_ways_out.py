"""Ways out: what the rule book says of each set in a fresh snapshot, and the slow twin that tries them all."""

import random
from itertools import combinations

import pytest

from fixtures import county, with_everything
from fixtures.rule_examples import EXAMPLES
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.options.ways_out import Edit, applied, found_ways, ways_out, ways_out_of_place
from matcher.options.ways_out.found import Found
from matcher.policy import load_policy
from matcher.rules import RULE_BOOK, Kind
from tests.property.ways_out_twin import OnePlace, Way, book_with_nights
from tests.property.worlds import world

BOOK = load_policy()
TWO_NIGHTS = book_with_nights(BOOK, 2)
KEEPS_OFF = {limb.id for rule in RULE_BOOK for limb in rule.limbs if limb.kind in {Kind.HARD, Kind.AUTHORISE}}
STANDING = [one for one in EXAMPLES if one.limb in KEEPS_OFF and one.comes != "met"]
EVERY = 16


def is_option(snapshot: Snapshot, request_id: str, place_id: str) -> bool:
    """On the list of options, ranked from the beginning."""
    frame = make_frame(snapshot, BOOK)
    lists = Lists(judge_all(frame, [frame.request(request_id)]), 0)
    row = [one.place_id for one in snapshot.places].index(place_id)
    return not lists.referred and bool(lists.options_rows[row])


def places_of(snapshot: Snapshot) -> list[str]:
    return [one.place_id for one in snapshot.places]


def some_ways(snapshot: Snapshot, most: int, seed: int) -> list[tuple[str, str, tuple[Edit, ...]]]:
    """So many ways out of every kind of set, drawn from all of a snapshot's: request, place, changes."""
    frame, by_kinds = make_frame(snapshot, BOOK), dict[tuple[str, ...], list[tuple[str, str, tuple[Edit, ...]]]]()
    for request_id in frame.requests:
        for place_id, found in found_ways(frame, request_id, places_of(snapshot)).items():
            for way in found.ways:
                by_kinds.setdefault(tuple(one.kind for one in way), []).append((request_id, place_id, way))
    draw = random.Random(seed)
    return [one for each in by_kinds.values() for one in draw.sample(each, min(most, len(each)))]


@pytest.mark.parametrize(
    ("seed", "most"),
    [(3, 1), (29, 1), *(pytest.param(seed, 20, marks=pytest.mark.long) for seed in (11, 41, 2026, 77))],
)
def test_together_the_changes_open_the_place_and_none_can_be_left_out(seed, most):
    snapshot = with_everything(county(seed, 40, 8)) if seed % 2 else county(seed, 40, 8)
    every = some_ways(snapshot, most, seed)
    wrong = [
        (request_id, place_id, [(one.kind, one.limb) for one in way])
        for request_id, place_id, way in every
        if not is_option(applied(snapshot, way), request_id, place_id)
        or any(
            is_option(applied(snapshot, some), request_id, place_id)
            for size in range(len(way))
            for some in combinations(way, size)
        )
    ]
    assert wrong == []
    assert {1, 2} <= {len(way) for *_, way in every}


def as_twin_says(found: Found) -> set[Way]:
    bits = found.search.bits
    return {
        (one.edits, (one.nights.wait, one.nights.until), frozenset(limb.id for limb in bits.limbs_of(one.needs)))
        for one in found.tried.sets
    }


def differences(snapshot: Snapshot, request_id: str, place_ids: list[str]) -> list[object]:
    found = found_ways(make_frame(snapshot, TWO_NIGHTS), request_id, place_ids)
    wrong: list[object] = []
    for place_id, one in found.items():
        twin = OnePlace(snapshot, request_id, place_id, TWO_NIGHTS)
        names = [(edit.kind, edit.limb, edit.key) for edit in twin.edits]
        mine = [(edit.kind, edit.limb, edit.key) for edit in one.tried.edits]
        if as_twin_says(one) != twin.ways() or (mine and mine != names):
            wrong.append((request_id, place_id, as_twin_says(one) ^ twin.ways()))
    return wrong


@pytest.mark.parametrize("example", STANDING[::EVERY], ids=lambda one: f"{one.limb}: {one.says}")
def test_where_a_worked_example_stands_in_the_way_the_twin_finds_the_same(example):
    snapshot = example.world()
    assert differences(snapshot, "req", [snapshot.places[0].place_id]) == []


@pytest.mark.long
@pytest.mark.parametrize("first", range(EVERY))
def test_so_it_does_in_all_of_them(first):
    for example in STANDING[first::EVERY]:
        snapshot = example.world()
        assert differences(snapshot, "req", [snapshot.places[0].place_id]) == [], example.says


@pytest.mark.parametrize("seed", [4, 9, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(20, 60))])
def test_in_a_generated_world_the_twin_finds_the_same(seed):
    snapshot, draw = world(seed), random.Random(seed)
    asking = [one.id for one in snapshot.placement_requests if one.is_open]
    for request_id in draw.sample(asking, min(1, len(asking))):
        some = draw.sample(places_of(snapshot), min(4, len(snapshot.places)))
        assert differences(snapshot, request_id, some) == []


@pytest.mark.parametrize("seed", [5, 8])
def test_on_the_part_that_matters_to_one_place_the_answer_is_the_same(seed):
    snapshot, draw = county(seed, 30, 6), random.Random(seed)
    frame = make_frame(snapshot, BOOK)
    for request_id in frame.requests:
        whole = ways_out(frame, request_id, places_of(snapshot))
        for place_id in draw.sample(places_of(snapshot), 5):
            assert ways_out_of_place(snapshot, request_id, place_id, BOOK) == whole[place_id]


def test_asked_twice_the_answer_is_the_same_and_the_snapshot_untouched():
    snapshot = county(5, 30, 4)
    frame = make_frame(snapshot, BOOK)
    request_id, before = next(iter(frame.requests)), make_frame(snapshot, BOOK).snapshot_hash
    assert ways_out(frame, request_id, places_of(snapshot)) == ways_out(frame, request_id, places_of(snapshot))
    assert make_frame(snapshot, BOOK).snapshot_hash == before
