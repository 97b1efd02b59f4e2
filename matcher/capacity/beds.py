"""The bed states of a setting: each bed of each row, on each night."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from matcher.capacity.ahead import make_ahead
from matcher.capacity.ahead_model import Reserve
from matcher.capacity.barred import barred_rows
from matcher.capacity.closed import registered_of
from matcher.capacity.day import make_day
from matcher.capacity.grid import Nights, lines
from matcher.capacity.model import RowCapacity, RowNight, SettingCapacity, SettingNight
from matcher.capacity.night_count import count_nights
from matcher.capacity.reserve import make_reserve
from matcher.capacity.rows import Row, RowNights, count_rows, nights_at, rows_at, usable_on, usable_vacancies
from matcher.capacity.staff import shifts_by_night
from matcher.domain.codes import PlacePool
from matcher.frame import Frame
from matcher.outcomes import Bools

NOBODY_BARRED: Bools = np.zeros((0, 0), np.bool_)


def make_capacity(frame: Frame, setting_id: str, first: date, leaving: date, *, named: bool) -> SettingCapacity:
    """A setting's beds on the nights from `first` (today or later) up to and not including `leaving`.

    named  the reader may know who is in them, and who is away
    """
    at = frame.index.setting_at[setting_id]
    nights = nights_at(frame, at, range(first.toordinal(), leaving.toordinal()))
    of = rows_at(frame, at)
    rows = tuple(_row(nights, row, named=named) for row in of)
    counted = [RowNights(row.at, row.place, row.pool, one.nights) for row, one in zip(of, rows, strict=True)]
    by_night = tuple(_of_setting(nights, at, _vacancies(nights, counted)))
    return SettingCapacity(
        setting_id=setting_id,
        setting_name=nights.setting.name,
        kind=nights.setting.kind,
        as_of=frame.snapshot.as_of,
        first_night=first,
        leaving=leaving,
        day=make_day(frame, setting_id, named=named),
        nights=by_night,
        rows=rows,
        night_count=count_nights(nights.setting, rows, len(nights.days)),
        ahead=make_ahead(frame, at, first, leaving, _reserve(nights, rows, by_night), named=named),
    )


def count_beds(
    frame: Frame, setting_id: str, first: date, leaving: date
) -> tuple[tuple[SettingNight, ...], tuple[RowNights, ...]]:
    """The same nights and rows in figures alone, which is quicker: nobody is named and nobody's absence told."""
    at = frame.index.setting_at[setting_id]
    nights = nights_at(frame, at, range(first.toordinal(), leaving.toordinal()))
    rows = count_rows(nights, at, named=False)
    return tuple(_of_setting(nights, at, _vacancies(nights, rows))), rows


def tonight(frame: Frame, setting_id: str) -> tuple[tuple[PlacePool, RowNight], ...]:
    """The beds of each of a setting's rows tonight, with its pool; nobody is named and nobody's absence told."""
    return tuple((row.pool, row.nights[0]) for row in places_tonight(frame, setting_id))


def places_tonight(frame: Frame, setting_id: str) -> tuple[RowNights, ...]:
    """The same, row by row."""
    at, today = frame.index.setting_at[setting_id], frame.snapshot.today.toordinal()
    return count_rows(nights_at(frame, at, range(today, today + 1)), at, named=False)


def usable_tonight(frame: Frame, setting_id: str) -> dict[PlacePool, int]:
    """The usable vacancies of each pool of a setting tonight; a pool without a row is left out."""
    at, today = frame.index.setting_at[setting_id], frame.snapshot.today.toordinal()
    nights = nights_at(frame, at, range(today, today + 1))
    counted = count_rows(nights, at, named=False)
    return {pool: free[0] for pool, free in _vacancies(nights, counted).items()}


def _row(nights: Nights, row: Row, *, named: bool) -> RowCapacity:
    grid = nights.grid(row.claims, row.place)
    return RowCapacity(
        place_id=row.place.place_id if row.place else None,
        pool=row.pool,
        beds=row.beds,
        nights=row.counted(grid, nights.days, named=named),
        lines=lines(grid, row.beds, nights.days, named=named),
    )


def _vacancies(nights: Nights, rows: Sequence[RowNights]) -> dict[PlacePool, list[int]]:
    """The usable vacancies of each pool that has a row, night by night."""
    counted = [row for row in rows if row.place]
    barred = barred_rows(nights.frame, nights.days, nights.setting.id) if counted else NOBODY_BARRED
    pools = {row.pool for row in counted}
    return {pool: usable_vacancies([row for row in counted if row.pool is pool], nights.room, barred) for pool in pools}


def _of_setting(nights: Nights, at: int, vacancies: Mapping[PlacePool, Sequence[int]]) -> Iterator[SettingNight]:
    shifts = shifts_by_night(nights.frame, at, nights.days)
    usable = usable_on(nights, at)
    ordinary, kept = vacancies.get(PlacePool.RESIDENTIAL), vacancies.get(PlacePool.EMERGENCY)
    for n, (day, people, more) in enumerate(zip(nights.days, nights.people, nights.for_more, strict=True)):
        yield SettingNight(
            night=date.fromordinal(day),
            people=people,
            staff_for_more=more.known,
            usable_vacancy=ordinary[n] if ordinary else 0,
            emergency_vacancy=kept[n] if kept else None,
            registered=registered_of(nights.setting),
            usable=usable[n],
            staffed=more.staffed,
            shifts=shifts[n],
        )


def _reserve(nights: Nights, rows: Sequence[RowCapacity], by_night: Sequence[SettingNight]) -> Reserve | None:
    beds = sum(row.beds for row in rows if row.pool is PlacePool.EMERGENCY)
    if not beds:
        return None
    free = [one.emergency_vacancy or 0 for one in by_night]
    return make_reserve(nights.frame, {nights.setting.id}, nights.days, beds, free)
