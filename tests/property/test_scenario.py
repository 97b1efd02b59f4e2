"""What-ifs in generated worlds: nothing changed is nothing else, there and back is back, and only what is changed changes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from matcher.capacity import BedState, RowNight
from matcher.domain.checks import problems
from matcher.domain.codes import NO_BED, ClosureReason
from matcher.domain.settings import Place
from matcher.domain.snapshot import Snapshot, content_hash
from matcher.domain.staff import Worker
from matcher.ledger import takes_a_bed
from matcher.policy import load_policy
from matcher.scenario import ScenarioAsked, apply, before_after_adapter, compare
from matcher.scenario.changes import (
    AddBeds,
    AddWorker,
    Change,
    CloseBeds,
    CloseSetting,
    EndStay,
    ExtendStay,
    OpenBeds,
    OpenSetting,
    WithdrawWorker,
)
from tests.property.worlds import world
from tests.property.worlds_dice import Dice

BOOK = load_policy()
SEEDS = pytest.mark.parametrize("seed", range(0, 120, 8))
NIGHTS = 40


def out_on(place: Place, night: date) -> int:
    """Beds out of use, counted gap by gap."""
    return sum(
        one.beds
        for one in place.out_of_use
        if one.first_night <= night and (one.leaving is None or night < one.leaving)
    )


def days(snapshot: Snapshot) -> list[date]:
    return [snapshot.today + timedelta(days=n) for n in range(NIGHTS)]


def some_nights(dice: Dice, snapshot: Snapshot) -> dict[str, Any]:
    first = snapshot.today + timedelta(days=dice.number(0, 20))
    return {"first_night": first, "leaving": dice.choice((first + timedelta(days=dice.number(1, 15)), None))}


def covered(nights: dict[str, Any], night: date) -> bool:
    first, leaving = nights["first_night"], nights["leaving"]
    return first is not None and first <= night and (leaving is None or night < leaving)


def a_row(dice: Dice, snapshot: Snapshot) -> Place | None:
    """A row of a setting with beds, all of which are in use."""
    kinds = {one.id: one.kind for one in snapshot.settings}
    rows = [one for one in snapshot.places if one.beds and not one.out_of_use and kinds[one.setting_id] not in NO_BED]
    return dice.choice(rows) if rows else None


def there_and_back(seed: int, snapshot: Snapshot) -> list[tuple[Change, Change]]:
    """Changes with their reverse, on nights of their own."""
    dice = Dice(seed + 7_000)
    nights = some_nights(dice, snapshot)
    found: list[tuple[Change, Change]] = []
    if (row := a_row(dice, snapshot)) is not None:
        beds = dice.number(1, row.beds)
        found.append(
            (
                CloseBeds(change="close_beds", place_id=row.place_id, beds=beds, **nights),
                OpenBeds(change="open_beds", place_id=row.place_id, beds=beds, **nights),
            )
        )
    setting = dice.choice(snapshot.settings)
    if not setting.closures:
        shut = CloseSetting(
            change="close_setting", setting_id=setting.id, reason=dice.choice(tuple(ClosureReason)), **nights
        )
        found.append((shut, OpenSetting(change="open_setting", setting_id=setting.id, **nights)))
    if snapshot.workers is not None:
        new = AddWorker(
            change="add_worker", worker=Worker(id="one-more", name="One More", is_bank=dice.choice((True, False)))
        )
        found.append((new, WithdrawWorker(change="withdraw_worker", worker_id="one-more")))
    stays = [one for one in snapshot.placements if takes_a_bed(one, snapshot) and one.leaving is None]
    if stays:
        stay = dice.choice(stays)
        soonest = max(snapshot.today, stay.first_night + timedelta(days=1))
        found.append(
            (
                EndStay(change="end_stay", placement_id=stay.id, leaving=soonest + timedelta(days=dice.number(0, 30))),
                ExtendStay(change="extend_stay", placement_id=stay.id, leaving=None),
            )
        )
    return found


@SEEDS
def test_nothing_changed_is_the_same_byte_for_byte(seed):
    made = world(seed)
    found = before_after_adapter().dump_python(compare(made, ScenarioAsked(changes=()), BOOK), mode="json")
    assert (found["before"], found["settings"]) == (found["after"], [])


@SEEDS
def test_there_and_back_is_back_whatever_comes_between(seed):
    made = world(seed)
    hash_before, pairs = content_hash(made), there_and_back(seed, world(seed))
    all_there, all_back = [one for one, _ in pairs], [one for _, one in pairs]
    for changes in ([*all_there, *all_back], [*all_there, *all_back[::-1]]):
        assert apply(made, changes, BOOK).snapshot == made
    for there, back in pairs:
        moved = apply(made, [there], BOOK).snapshot
        assert moved != made
        assert problems(moved) == ()
        assert apply(made, [there, back], BOOK).snapshot == made
    assert content_hash(made) == hash_before


@SEEDS
def test_beds_closed_and_opened_are_as_many_as_counting_says_night_by_night(seed):
    made, dice = world(seed), Dice(seed + 9_000)
    row = a_row(dice, made)
    if row is None:
        return
    expected = dict.fromkeys(days(made), 0)
    changes: list[Change] = []
    for _ in range(6):
        nights, beds = some_nights(dice, made), dice.number(1, row.beds)
        on = [night for night in expected if covered(nights, night)]
        if all(expected[night] + beds <= row.beds for night in on) and dice.choice((True, True, False)):
            changes.append(CloseBeds(change="close_beds", place_id=row.place_id, beds=beds, **nights))
            expected |= {night: expected[night] + beds for night in on}
        elif all(expected[night] >= beds for night in on) and nights["leaving"] is not None:
            changes.append(OpenBeds(change="open_beds", place_id=row.place_id, beds=beds, **nights))
            expected |= {night: expected[night] - beds for night in on}
    after = next(one for one in apply(made, changes, BOOK).snapshot.places if one.place_id == row.place_id)
    assert {night: out_on(after, night) for night in expected} == expected


@SEEDS
def test_a_change_to_one_row_changes_nothing_at_any_other_setting_nor_on_other_nights(seed):
    made, dice = world(seed), Dice(seed + 11_000)
    row = a_row(dice, made)
    if row is None or row.shared_room:
        return
    nights = some_nights(dice, made)
    change = AddBeds(change="add_beds", place_id=row.place_id, beds=dice.number(1, 3), **nights)
    found = compare(made, ScenarioAsked(changes=(change,), nights=NIGHTS), BOOK)
    assert {one.setting_id for one in found.after.settings} <= {row.setting_id}
    for was, now in zip(found.before.settings, found.after.settings, strict=True):
        for before, after in zip(was.rows, now.rows, strict=True):
            beds = change.beds if before.place_id == row.place_id else 0
            for one, other in zip(before.nights, after.nights, strict=True):
                there = covered(nights, one.night)
                assert sum_of(other) - sum_of(one) == beds, "the row has so many beds more, in some state"
                assert other.free - one.free in (range(beds + 1) if there else {0})


def sum_of(night: RowNight) -> int:
    return sum(getattr(night, state.value) for state in BedState)


@SEEDS
def test_the_same_change_written_by_hand_is_the_same_snapshot(seed):
    made, dice = world(seed), Dice(seed + 13_000)
    stays = [one for one in made.placements if takes_a_bed(one, made) and one.leaving is None]
    if not stays:
        return
    stay = dice.choice(stays)
    leaving = max(made.today, stay.first_night) + timedelta(days=4)
    by_hand = replace(
        made, placements=tuple(replace(one, leaving=leaving) if one is stay else one for one in made.placements)
    )
    ended = EndStay(change="end_stay", placement_id=stay.id, leaving=leaving)
    assert apply(made, [ended], BOOK).snapshot == by_hand
