"""Who works in a small world that plans for everybody: key workers near their limit, a small bank, specialists."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from fixtures.draw import Draw
from fixtures.plain_world import HOME, START, TODAY
from matcher.domain.codes import SettingKind, WorkerRole
from matcher.domain.people import CurrentKeyWorker, KeyWorkerPlan, YoungPerson
from matcher.domain.person_codes import KeyWorkerOutcome
from matcher.domain.settings import Absence
from matcher.domain.staff import Allocation, FreeHours, Worker

ELSEWHERE = (
    SettingKind.FOSTER_FAMILY,
    SettingKind.SUPPORTED_LODGINGS,
    SettingKind.OUTREACH,
    None,
)
"""Where people live whom a key worker works with already: each weighs another part of a person."""
MONDAY = TODAY - timedelta(days=TODAY.weekday())


def workers(draw: Draw) -> tuple[Worker, ...] | None:
    """Key workers, bank workers and specialists; now and then nobody has recorded any."""
    if draw.chance(5):
        return None
    key_workers = [_key_worker(draw, n) for n in range(draw.between(1, 3))]
    bank = [_bank_worker(draw, n) for n in range(draw.weighted(((0, 2), (1, 4), (2, 2), (3, 1))))]
    return (*key_workers, *bank, *_specialists(draw))


def _key_worker(draw: Draw, n: int) -> Worker:
    others = tuple(
        Allocation(young_person_id=f"else-{n}-{m}", setting_kind=draw.one_of(ELSEWHERE))
        for m in range(draw.between(0, 4))
    )
    away = Absence(first_night=START, leaving=START + timedelta(days=draw.one_of((3, 12))))
    return Worker(
        id=f"kw-{n}",
        name=f"Worker {n}",
        roles=(WorkerRole.KEY_WORKER,),
        base=HOME,
        allocations=None if draw.chance(5) else others,
        absences=(away,) if draw.chance(12) else (),
    )


def _bank_worker(draw: Draw, n: int) -> Worker:
    away = Absence(first_night=START + timedelta(days=draw.between(0, 9)), leaving=START + timedelta(days=12))
    return Worker(
        id=f"bank-{n}",
        name=f"Bank {n}",
        roles=(WorkerRole.RESIDENTIAL_WORKER,),
        is_bank=True,
        response_minutes=draw.one_of((30, 400, 900)),
        absences=(away,) if draw.chance(20) else (),
    )


def _specialists(draw: Draw) -> list[Worker]:
    return [
        Worker(
            id=f"spec-{role.value}",
            name="A specialist",
            roles=(role,),
            free_hours=tuple(
                FreeHours(week_beginning=MONDAY + timedelta(weeks=week), hours=draw.one_of((0, 1.5, 2, 3, 4)))
                for week in range(10)
            ),
        )
        for role in (WorkerRole.LIFE_COACH, WorkerRole.EDUCATION_WORKER)
        if draw.chance(60)
    ]


def allotted(
    draw: Draw, staff: tuple[Worker, ...] | None, people: Sequence[YoungPerson]
) -> tuple[tuple[Worker, ...] | None, list[YoungPerson]]:
    """The same, some people with one of the key workers as theirs, and those workers with them among their people."""
    key_workers = [one.id for one in staff or () if WorkerRole.KEY_WORKER in one.roles]
    theirs: dict[str, str] = {one.id: draw.one_of(key_workers) for one in people if key_workers and draw.chance(50)}
    with_them = [replace(one, key_worker=_current(draw, theirs.get(one.id))) for one in people]
    if staff is None:
        return None, with_them
    return tuple(_with_people(draw, one, [who for who, w in theirs.items() if w == one.id]) for one in staff), with_them


def _current(draw: Draw, worker_id: str | None) -> CurrentKeyWorker:
    if worker_id is None:
        return CurrentKeyWorker()
    outcome = draw.weighted(((KeyWorkerOutcome.AGREED, 3), (KeyWorkerOutcome.HANDOVER, 1)))
    return CurrentKeyWorker(worker_id=worker_id, plans=(KeyWorkerPlan(outcome=outcome),))


def _with_people(draw: Draw, worker: Worker, people: Sequence[str]) -> Worker:
    """Nobody has recorded some allocations; somebody may be a key worker whose load does not show it."""
    if worker.allocations is None:
        return worker
    shown = [one for one in people if not draw.chance(15)]
    mine = tuple(Allocation(young_person_id=one, setting_kind=draw.one_of(ELSEWHERE)) for one in shown)
    return replace(worker, allocations=(*worker.allocations, *mine))
