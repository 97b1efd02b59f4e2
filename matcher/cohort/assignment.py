"""A plan for everyone, as it is shown, stored and sent (design sections 5 and 6)."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import Role, SettingKind
from matcher.domain.values import shown
from matcher.options.result import Says


class AssignmentStatus(StrEnum):
    """How a plan came out."""

    OPTIMAL = "optimal"
    """Every level is proved."""
    FEASIBLE = "feasible"
    """A sound plan; the work allowed ran out before every level was proved."""
    TIME_LIMIT = "time_limit"
    """The work allowed ran out before there was any plan."""
    CANCELLED = "cancelled"
    """Somebody stopped it; the plan is the best found until then."""
    FAILED = "failed"
    """There is no plan, and `says` tells why."""


class LevelName(StrEnum):
    """What is decided, in this order; each is held before the next is looked at."""

    EMERGENCIES_PLACED = "emergencies_placed"
    FEW_CANDIDATES_PLACED = "few_candidates_placed"
    PLACED = "placed"
    POINTS = "points"
    APPROVALS = "approvals"
    CHANGES = "changes"
    TIE_BREAK = "tie_break"


@shown
class Level:
    """One level: the value reached, the best that could still be, and whether the two are proved to be the same."""

    number: int
    name: LevelName
    value: float
    bound: float | None
    """Null = not looked at."""
    proved: bool


class KeyWorkerChoice(StrEnum):
    """Who would be the key worker."""

    KEPT = "kept"
    NEW = "new"
    TO_AGREE = "to_agree"
    """Nobody has room within `key_worker_max`: the hub manager would have to agree a load."""
    NOT_KNOWN = "not_known"
    """No workers are recorded."""


@shown
class PlannedKeyWorker:
    """Kept, new, or to be agreed; `worker_id` where one is named."""

    plan: KeyWorkerChoice
    worker_id: str | None = None


@shown
class ApprovalNeeded:
    """An approval that this line of the plan still needs."""

    rule: str
    roles: tuple[Role, ...]
    says: str
    unverified: bool = False


@shown
class Alone:
    """What a request would have got if nobody else were waiting: the first of its own list."""

    place_id: str
    setting_id: str
    setting_name: str
    score: float


@shown
class Placed:
    """One line of the plan."""

    request_id: str
    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    first_night: date
    leaving: date | None
    score: float
    """Of its own list, as anybody asking for its options sees it."""
    points: float
    """What it counts in the plan: its score, less what the plan takes from it (brothers and sisters, key worker)."""
    score_together: float
    """The score with everybody else living there as planned."""
    key_worker: PlannedKeyWorker
    approvals: tuple[ApprovalNeeded, ...]
    alone: Alone | None
    changed: bool | None
    """Whether it differs from the plan given; null = none was given."""


@shown
class NotPlaced:
    """A request without a place in this plan: why, and what it would take."""

    request_id: str
    candidates: int
    """Places it could have had."""
    reasons: tuple[Says, ...]
    would_take: tuple[str, ...]
    alone: Alone | None
    changed: bool | None


@shown
class Hours:
    """Shared hours the plan asks for, and what they cost in points."""

    bank_hours: float
    bank_points: float
    specialist_hours_short: float
    specialist_points: float


@shown
class Alternative:
    """Another plan: what it is worth, and where it differs from the first."""

    value: float
    bound: float | None
    proved: bool
    differs_for: int
    placed: tuple[Placed, ...]
    not_placed: tuple[NotPlaced, ...]


@shown
class Rung:
    """The best plan with at most so many changes to the plan given, and what it loses to the free one."""

    most_changes: int
    changes: int
    placed: int
    value: float
    bound: float | None
    proved: bool
    loses: float
    moved: tuple[str, ...]
    """The requests that end elsewhere than in the plan given."""


@shown
class Assignment:
    """A plan for everyone, with its proof. Nothing in it is decided: a named person decides each placement."""

    id: str
    as_of: datetime
    snapshot_hash: str
    rule_set: str
    policy_version: str
    engine_version: str
    solvers: dict[str, str]
    """Name -> version."""
    seed: int
    status: AssignmentStatus
    value: float | None
    """Of the points level: points less the price of hours."""
    bound: float | None
    gap: float | None
    """(bound - value) / |bound|."""
    requests: int
    levels: tuple[Level, ...]
    placed: tuple[Placed, ...]
    not_placed: tuple[NotPlaced, ...]
    hours: Hours
    alternatives: tuple[Alternative, ...]
    ladder: tuple[Rung, ...]
    not_checked_here: tuple[str, ...]
    says: tuple[str, ...]


@shown
class Progress:
    """How far a plan has come."""

    level: int
    name: LevelName
    value: float | None
    bound: float | None
    gap: float | None
    work: float
    """Used so far, of what is allowed."""
    of_work: float


GoesOn = Callable[[Progress], bool]
"""Told of every step; False = stop now, with the best plan so far."""


@built_once
def assignment_adapter() -> TypeAdapter[Assignment]:
    """Writes an Assignment as JSON, and reads it."""
    return TypeAdapter(Assignment)
