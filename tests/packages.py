"""Worlds for bespoke briefs: one empty home that its manager has closed for want of staff, a full one, and who could come.

The full home's rota gives names for every shift, so that whoever works from there has a diary that is told.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from fixtures.plain_world import START, lives, person, place, request, setting, world
from matcher.domain.codes import ShiftName, WorkerRole
from matcher.domain.settings import Closure, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.options.bespoke import bespoke_brief
from matcher.options.bespoke.diary import Slot
from matcher.options.bespoke.result import BespokeBrief
from matcher.policy import PolicyBook, load_policy

BASE = "base"
NIGHTS = 14
"""Nights for which staff are named (`staffing_check_days`)."""


def day(n: int) -> date:
    """The date n days after the first night asked for (Monday 1 June 2026)."""
    return START + timedelta(days=n)


def closed_home(**facts: Any) -> Setting:
    """An empty children's home of this council, closed for staffing from before the first night on."""
    closures = (Closure(first_night=day(-30)),)
    return setting("empty", **{"closures": closures, "rota_held": False, "standing_waking_night": None, **facts})


def worker(id: str, **facts: Any) -> Worker:
    """A residential worker of the full home, who lives nearby."""
    known = {"roles": (WorkerRole.RESIDENTIAL_WORKER,), "based_at": BASE, "name": id.title()}
    return Worker(id=id, **{**known, **facts})


def bank(id: str, **facts: Any) -> Worker:
    """Somebody of the bank, an hour away after a call."""
    return Worker(id=id, **{"name": id.title(), "is_bank": True, "response_minutes": 60, **facts})


def rota(
    first: int = -3, days: int = 30, on: Mapping[Slot, tuple[str, ...]] | None = None, **facts: Any
) -> tuple[Shift, ...]:
    """The full home's: everybody by name, `anna` on every shift; `on` adds names."""
    slots = [Slot(day(first + n), shift) for n in range(days) for shift in ShiftName]
    extra = on or {}
    return tuple(
        Shift(setting_id=BASE, on=one.on, shift=one.shift, worker_ids=("anna", *extra.get(one, ())), **facts)
        for one in slots
    )


def package_world(
    workers: Iterable[Worker] | None = (),
    *,
    homes: tuple[Setting, ...] | None = None,
    shifts: tuple[Shift, ...] | None = None,
    nights: int = 28,
    **facts: Any,
) -> Snapshot:
    """`yp` asks for so many nights; the homes (by default the closed one) are empty, the base is full."""
    empty = (closed_home(),) if homes is None else homes
    lodger = person("lodger", name_to_use="Sam")
    known: dict[str, Any] = {
        "placement_requests": (request(end_date=day(nights), expected_nights=nights),),
        "places": (place(BASE, beds=1), *(place(one.id, beds=1) for one in empty)),
        "workers": None if workers is None else (*workers, Worker(id="anna", name="Anna")),
        "shifts": rota() if shifts is None else shifts,
        **facts,
    }
    known["young_people"] = (*facts.get("young_people", (person(),)), lodger)
    known["placements"] = (lives("lodger", BASE), *facts.get("placements", ()))
    return world(setting(BASE), *empty, **known)


def brief(snapshot: Snapshot, book: PolicyBook | None = None) -> BespokeBrief:
    """The brief of the one request."""
    return bespoke_brief(snapshot, "req", book or load_policy())


def named(found: BespokeBrief, n: int = 0) -> dict[str, tuple[str, ...]]:
    """Shift -> who is named on it, on the n-th day."""
    return {one.shift.value: tuple(each.worker_id for each in one.workers) for one in found.cover if one.on == day(n)}


def missing(found: BespokeBrief) -> int:
    """For how many places on shifts nobody was found."""
    return sum(one.missing for one in found.cover)
