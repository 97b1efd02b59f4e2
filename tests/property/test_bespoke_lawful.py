"""Over generated worlds: a brief never names premises without a lawful footing, and names nobody in two places at once."""

from dataclasses import replace
from itertools import combinations

import pytest

from matcher.domain.codes import SettingKind
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.bespoke import bespoke_brief, bespoke_brief_in
from matcher.options.bespoke.diary import Diary, Slot, hours, too_close, week_of
from matcher.options.bespoke.result import BespokeBrief, brief_adapter
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.property import twin
from tests.property.asking import asked, person_of
from tests.property.worlds import world

BOOK = load_policy()
FOOTING = (
    "under-16-no-other-arrangements",
    "16-17-registered-supported-accommodation",
    "supported-accommodation-age-band",
    "bespoke-registration-clear",
    "children-home-registered:registration",
    "registered-places-not-exceeded",
)
IN_ONE_BATCH = 5
BATCHES = range(0, 40, IN_ONE_BATCH)


def briefs(first: int):
    for seed in range(first, first + IN_ONE_BATCH):
        snapshot = world(seed)
        frame = make_frame(snapshot, BOOK)
        for request_id in asked(snapshot):
            yield seed, snapshot, request_id, bespoke_brief_in(frame, request_id)


def made_for(snapshot: Snapshot, brief: BespokeBrief) -> Snapshot:
    """The record, where the premises may have belonged to somebody else."""
    owner = person_of(snapshot, brief.request_id).id
    home = brief.premises.setting_id if brief.premises else None

    def owned(one):
        is_package = one.id == home and one.kind is SettingKind.BESPOKE
        return replace(one, for_young_person_id=owner) if is_package else one

    return replace(snapshot, settings=tuple(map(owned, snapshot.settings)))


@pytest.mark.parametrize("first", BATCHES)
def test_premises_are_never_on_an_unlawful_footing(first):
    for seed, snapshot, request_id, brief in briefs(first):
        if brief.premises is None:
            assert brief.place is None
            assert brief.would_have_to_exist or brief.referred, (seed, request_id)
            continue
        verdict = twin.judge(made_for(snapshot, brief), request_id, brief.premises.place_id, BOOK)
        found = {limb: verdict.outcomes.get(limb, Outcome.MET) for limb in FOOTING}
        assert set(found.values()) <= {Outcome.MET, Outcome.NOT_JUDGED}, (seed, request_id, found)
        assert verdict.outcomes["needs-care-not-support"] is not Outcome.NOT_MET


@pytest.mark.parametrize("first", BATCHES[:2])
def test_nobody_is_named_twice_at_once_nor_beyond_their_week(first):
    for seed, snapshot, request_id, brief in briefs(first):
        diary = Diary(snapshot, person_of(snapshot, request_id), BOOK.on(snapshot.today))
        workers = {one.id: one for one in snapshot.workers or ()}
        for one in brief.workers:
            slots = [Slot(s.on, s.shift) for s in brief.cover for who in s.workers if who.worker_id == one.worker_id]
            worker = workers[one.worker_id]
            there = [*slots, *diary.busy(worker)]
            assert not any(too_close(a, b, diary.rest) for a, b in combinations(slots, 2)), (seed, request_id)
            assert not any(too_close(a, b, diary.rest) for a in slots for b in diary.busy(worker)), (seed, request_id)
            for monday in {week_of(slot.on) for slot in slots}:
                worked = sum(hours(slot) for slot in there if week_of(slot.on) == monday)
                assert worked <= diary.week_limit(worker), (seed, request_id, one)


def test_the_same_record_gives_the_same_brief_whatever_the_order_of_its_rows():
    for seed in range(3):
        snapshot = world(seed)
        turned = replace(
            snapshot,
            workers=snapshot.workers and snapshot.workers[::-1],
            settings=snapshot.settings[::-1],
            shifts=snapshot.shifts[::-1],
        )
        for request_id in asked(snapshot):
            one, other = (bespoke_brief(each, request_id, BOOK) for each in (snapshot, turned))
            same = replace(other, id=one.id, snapshot_hash=one.snapshot_hash)
            assert brief_adapter().dump_json(one) == brief_adapter().dump_json(same), (seed, request_id)


def test_some_briefs_have_premises_some_have_not_and_some_name_people():
    found = [brief for first in (0, 5) for *_, brief in briefs(first)]
    assert any(one.premises for one in found)
    assert any(one.premises is None and not one.referred for one in found)
    assert any(one.workers for one in found)
    assert any(one.referred for one in found)
