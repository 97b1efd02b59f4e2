"""Who would be the key worker of everybody in a plan: kept, new, or to be agreed. The worlds are those of `tests.small_plans`."""

from dataclasses import replace

import pytest

from fixtures.plain_world import START
from matcher.cohort.assign import assign
from matcher.cohort.assignment import Assignment, AssignmentStatus
from matcher.domain.codes import SettingKind
from matcher.domain.settings import Absence
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Allocation
from tests.property.one_milp import one_milp
from tests.small_plans import BOOK, NOTHING_ELSE, asking, family, key_worker, who, with_key_worker

HANDED_OVER = 9.8
"""What the score has for a key worker who stays, but lives too far away to come at once."""


@pytest.fixture(scope="module", autouse=True)
def _one_milp():
    with one_milp():
        yield


def plan_of(snapshot: Snapshot) -> Assignment:
    plan = assign(snapshot, NOTHING_ELSE, BOOK)
    assert plan.status is AssignmentStatus.OPTIMAL
    return plan


def key_workers(plan: Assignment) -> dict[str, str]:
    chosen = {one.request_id.removeprefix("req-"): one.key_worker for one in plan.placed}
    return {one: " ".join(filter(None, (key.plan.value, key.worker_id))) for one, key in chosen.items()}


def whole(*people: str) -> tuple[Allocation, ...]:
    """Each of these is one whole person to a key worker."""
    return tuple(Allocation(young_person_id=one, setting_kind=SettingKind.FOSTER_FAMILY) for one in people)


def half(*people: str) -> tuple[Allocation, ...]:
    """Each of these is half a person to a key worker: they live at home, with outreach."""
    return tuple(Allocation(young_person_id=one, setting_kind=SettingKind.OUTREACH) for one in people)


def test_somebody_who_gets_no_place_stays_with_their_key_worker():
    """kw has three: x and y, b, who asks for what is not here, and a, who is half a person and would be a whole one."""
    snapshot = asking(
        who("a", **with_key_worker("kw")),
        who("b", **with_key_worker("kw")),
        homes=[family()],
        beds=2,
        workers=(key_worker("kw", *whole("x", "b"), *half("y", "a")),),
    )
    first, second = snapshot.placement_requests
    plan = plan_of(replace(snapshot, placement_requests=(first, replace(second, secure_sought=True))))
    assert [one.request_id for one in plan.placed] == ["req-a"]
    assert key_workers(plan) == {"a": "to_agree"}


def test_a_key_worker_who_is_away_for_most_of_the_first_fortnight_is_not_kept():
    away = Absence(first_night=START, leaving=START.replace(day=10))
    snapshot = asking(
        who("a", **with_key_worker("kw")),
        homes=[family()],
        workers=(key_worker("kw", *half("a"), absences=(away,)), key_worker("other")),
    )
    plan = plan_of(snapshot)
    assert key_workers(plan) == {"a": "new other"}
    assert plan.placed[0].points == round(plan.placed[0].score - HANDED_OVER, 1)


def test_whoever_has_too_many_today_takes_on_nobody_new():
    """kw has three and a half, all of whom ask. Only b gets a place, whom another works with by now: two and a half are left."""
    snapshot = asking(
        who("a"),
        who("b", **with_key_worker("other")),
        *(who(one) for one in "cde"),
        homes=[family("one"), family("two")],
        workers=(key_worker("kw", *whole("b", "c", "d"), *half("e")), key_worker("other", *whole("u", "v"))),
    )
    placed = snapshot.placement_requests[:2]
    others = (replace(one, secure_sought=True) for one in snapshot.placement_requests[2:])
    plan = plan_of(replace(snapshot, placement_requests=(*placed, *others)))
    assert key_workers(plan) == {"a": "to_agree", "b": "kept other"}
