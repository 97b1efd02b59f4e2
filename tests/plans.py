"""Plans for everyone, made by hand: for tests of how they are kept, shown and read. Nothing is solved here."""

from datetime import date, datetime
from typing import Any

from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assignment import (
    Alone,
    ApprovalNeeded,
    Assignment,
    AssignmentStatus,
    Hours,
    KeyWorkerChoice,
    Level,
    LevelName,
    NotPlaced,
    Placed,
    PlannedKeyWorker,
    Progress,
)
from matcher.domain.codes import Role, SettingKind
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON
from matcher.options.result import Says

ALONE = Alone(place_id="home-bed", setting_id="home", setting_name="Hill House", score=81.5)
PROGRESS = Progress(level=4, name=LevelName.POINTS, value=80.0, bound=81.0, gap=0.0125, work=1.5, of_work=60.0)
APART = ApprovalNeeded(
    rule="do-not-place-together:conflict",
    roles=(Role.SERVICE_MANAGER,),
    says="Hill House has been ruled out to keep young people safe. Ask the hub manager.",
)
PROTECTED = Says(rule="location-exclusion:must_not", says=APART.says)


def placed(request_id: str = "req", **changed: Any) -> Placed:
    """A line of a plan."""
    line = {
        "place_id": "home-bed",
        "setting_id": "home",
        "setting_name": "Hill House",
        "kind": SettingKind.CHILDRENS_HOME,
        "first_night": date(2026, 6, 1),
        "leaving": date(2026, 6, 29),
        "score": 81.5,
        "points": 80.0,
        "score_together": 79.5,
        "key_worker": PlannedKeyWorker(plan=KeyWorkerChoice.KEPT, worker_id="kw"),
        "approvals": (),
        "alone": ALONE,
        "changed": None,
    }
    return Placed(request_id=request_id, **{**line, **changed})


def not_placed(request_id: str = "req", **changed: Any) -> NotPlaced:
    """Somebody without a place."""
    line = {"candidates": 2, "reasons": (), "would_take": (), "alone": ALONE, "changed": None}
    return NotPlaced(request_id=request_id, **{**line, **changed})


def plan(**changed: Any) -> Assignment:
    """A plan."""
    whole = {
        "id": "0123456789abcdef",
        "as_of": datetime(2026, 5, 22, 20, 5, tzinfo=LONDON),
        "snapshot_hash": "a" * 64,
        "rule_set": "b" * 16,
        "policy_version": "2026-11",
        "engine_version": "0.1.0",
        "solvers": {"cp-sat": "9.15", "highs": "1.12"},
        "seed": 0,
        "status": AssignmentStatus.OPTIMAL,
        "value": 80.0,
        "bound": 80.0,
        "gap": 0.0,
        "requests": 1,
        "levels": (Level(number=4, name=LevelName.POINTS, value=80.0, bound=80.0, proved=True),),
        "placed": (placed(),),
        "not_placed": (),
        "hours": Hours(bank_hours=0.0, bank_points=0.0, specialist_hours_short=0.0, specialist_points=0.0),
        "alternatives": (),
        "ladder": (),
        "not_checked_here": (),
        "says": (),
    }
    return Assignment(**{**whole, **changed})


def plan_for(snapshot: Snapshot, asked: AssignmentAsked, **changed: Any) -> Assignment:
    """Places nobody, and says of each request that a protective reason speaks against its place."""
    open_ids = [one.id for one in snapshot.placement_requests if one.is_open]
    ids = open_ids if asked.request_ids is None else asked.request_ids
    lines = tuple(not_placed(id_, reasons=(PROTECTED,)) for id_ in ids)
    made = {"as_of": snapshot.as_of, "requests": len(lines), "placed": (), "not_placed": lines}
    return plan(**{**made, **changed})
