"""The bed states of a setting: each bed of each row, on each night."""

from collections.abc import Iterator, Sequence
from datetime import date

from matcher.capacity.ahead import make_ahead
from matcher.capacity.ahead_model import Reserve
from matcher.capacity.closed import registered_of
from matcher.capacity.day import make_day
from matcher.capacity.grid import Nights, lines
from matcher.capacity.model import RowCapacity, RowNight, SettingCapacity, SettingNight
from matcher.capacity.reserve import make_reserve
from matcher.capacity.rows import Row, RowNights, count_rows, nights_at, rows_at, usable_on
from matcher.capacity.staff import shifts_by_night
from matcher.domain.codes import PlacePool
from matcher.frame import Frame


def make_capacity(frame: Frame, setting_id: str, first: date, leaving: date, *, named: bool) -> SettingCapacity:
    """A setting's beds on the nights from `first` (today or later) up to and not including `leaving`.

    named  the reader may know who is in them, and who is away
    """
    at = frame.index.setting_at[setting_id]
    nights = nights_at(frame, at, range(first.toordinal(), leaving.toordinal()))
    rows = [_row(nights, row, named=named) for row in rows_at(frame, at)]
    by_night = tuple(_of_setting(nights, at, rows))
    return SettingCapacity(
        setting_id=setting_id,
        setting_name=nights.setting.name,
        kind=nights.setting.kind,
        as_of=frame.snapshot.as_of,
        first_night=first,
        leaving=leaving,
        day=make_day(frame, setting_id, named=named),
        nights=by_night,
        rows=tuple(rows),
        ahead=make_ahead(frame, at, first, leaving, _reserve(nights, rows, by_night), named=named),
    )


def tonight(frame: Frame, setting_id: str) -> tuple[tuple[PlacePool, RowNight], ...]:
    """The beds of each of a setting's rows tonight, with its pool; nobody is named and nobody's absence told."""
    return tuple((row.pool, row.nights[0]) for row in places_tonight(frame, setting_id))


def places_tonight(frame: Frame, setting_id: str) -> tuple[RowNights, ...]:
    """The same, row by row."""
    at, today = frame.index.setting_at[setting_id], frame.snapshot.today.toordinal()
    return count_rows(nights_at(frame, at, range(today, today + 1)), at, named=False)


def _row(nights: Nights, row: Row, *, named: bool) -> RowCapacity:
    grid = nights.grid(row.claims, row.place)
    return RowCapacity(
        place_id=row.place.place_id if row.place else None,
        pool=row.pool,
        beds=row.beds,
        nights=row.counted(grid, nights.days, named=named),
        lines=lines(grid, row.beds, nights.days, named=named),
    )


def _of_setting(nights: Nights, at: int, rows: Sequence[RowCapacity]) -> Iterator[SettingNight]:
    frame = nights.frame
    shifts = shifts_by_night(frame, at, nights.days)
    usable = usable_on(nights, at)
    ordinary, kept = (_free(nights, rows, pool) for pool in (PlacePool.RESIDENTIAL, PlacePool.EMERGENCY))
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


def _free(nights: Nights, rows: Sequence[RowCapacity], pool: PlacePool) -> list[int]:
    """The vacancies of a pool that could be used, night by night; empty where it has no row."""
    those = [row.nights for row in rows if row.pool is pool and row.place_id is not None]
    return [min(sum(row[n].free for row in those), room) for n, room in enumerate(nights.room)] if those else []


def _reserve(nights: Nights, rows: Sequence[RowCapacity], by_night: Sequence[SettingNight]) -> Reserve | None:
    beds = sum(row.beds for row in rows if row.pool is PlacePool.EMERGENCY)
    if not beds:
        return None
    free = [one.emergency_vacancy or 0 for one in by_night]
    return make_reserve(nights.frame, {nights.setting.id}, nights.days, beds, free)
