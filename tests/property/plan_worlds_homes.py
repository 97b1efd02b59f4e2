"""The homes of a small world that plans for everybody: few beds, short rotas, some on one street."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from fixtures.draw import Draw
from fixtures.plain_world import NEARBY, START, TODAY, full_rota, place, setting
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import PlacePool, SettingKind, ShiftName
from matcher.domain.person_codes import Sex
from matcher.domain.settings import OutOfUse, Place, Setting
from matcher.domain.staff import Shift
from matcher.domain.values import Location

KINDS = (
    (SettingKind.CHILDRENS_HOME, 4),
    (SettingKind.HUB_BED, 2),
    (SettingKind.FOSTER_FAMILY, 3),
    (SettingKind.SUPPORTED_LODGINGS, 2),
    (SettingKind.SUPPORTED_ACCOMMODATION, 1),
)
WITH_ROTA = (SettingKind.CHILDRENS_HOME, SettingKind.HUB_BED)
BOTH = (Sex.FEMALE, Sex.MALE)
ROTA_DAYS = 75


def homes(draw: Draw) -> tuple[Setting, ...]:
    """Two to four, the first with a rota."""
    kinds = [SettingKind.CHILDRENS_HOME, *(draw.weighted(KINDS) for _ in range(draw.between(1, 3)))]
    return tuple(_home(draw, f"set-{n}", kind) for n, kind in enumerate(kinds))


def _home(draw: Draw, id_: str, kind: SettingKind) -> Setting:
    facts: dict[str, Any] = {
        "location": east_of(NEARBY, draw.between(0, 3) * 2500),
        "site_id": "the-street" if draw.chance(30) else None,
        "rota_held": kind in WITH_ROTA,
        "registered_places": draw.weighted(((6, 5), (2, 4), (1, 2))),
        "standing_waking_night": True,
    }
    if kind is SettingKind.FOSTER_FAMILY:
        facts["terms"] = TermsOfApproval(
            age_min=0, age_max=17, sexes=BOTH, places=draw.weighted(((3, 2), (2, 3), (1, 1)))
        )
    return setting(id_, kind, **facts)


def east_of(where: Location, metres: int) -> Location:
    """So many metres to the east of it."""
    assert where.easting is not None
    return replace(where, easting=where.easting + metres)


def rows_of(draw: Draw, home: Setting) -> tuple[Place, ...]:
    """One row or two; some of them a shared room, some with a bed that is out of use for a while."""
    first = _row(draw, home, "a", draw.weighted(((1, 3), (2, 4), (3, 4))))
    if home.kind is SettingKind.HUB_BED:
        return first, replace(_row(draw, home, "b", 1), pool=PlacePool.EMERGENCY)
    return (first, _row(draw, home, "b", draw.between(1, 2))) if draw.chance(25) else (first,)


def _row(draw: Draw, home: Setting, letter: str, beds: int) -> Place:
    begins = START + timedelta(days=draw.between(3, 25))
    out = (OutOfUse(first_night=begins, leaving=begins + timedelta(days=5)),) if draw.chance(8) else ()
    return place(
        home.id, place_id=f"{home.id}-{letter}", beds=beds, shared_room=beds > 1 and draw.chance(15), out_of_use=out
    )


def rota(draw: Draw, home: Setting) -> Iterator[Shift]:
    """Of a home that has one: each shift with many or few staff, and one fewer on some days."""
    if not home.rota_held:
        return
    by_day, in_the_evening = (draw.weighted(((4, 4), (2, 3), (1, 3), (0, 1))) for _ in range(2))
    on = {ShiftName.DAY: by_day, ShiftName.EVENING: in_the_evening, ShiftName.NIGHT: draw.weighted(((2, 3), (1, 2)))}
    thin = draw.between(5, 20)
    for shift in full_rota(home.id, first=TODAY, days=ROTA_DAYS):
        less = draw.chance(20) and (shift.on - TODAY).days in range(thin, thin + 6)
        count = max(on[shift.shift] - less, 0)
        yield replace(shift, headcount=count, waking=min(shift.waking, count))
