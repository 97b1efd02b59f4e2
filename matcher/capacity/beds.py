"""The bed states of a setting: each bed of each row, on each night."""

from collections.abc import Iterator, Sequence
from datetime import date

from matcher.capacity.claims import claims_of_row, claims_without_a_row
from matcher.capacity.day import make_day
from matcher.capacity.grid import Nights, counted, lines
from matcher.capacity.lines import Claim
from matcher.capacity.model import RowCapacity, RowNight, SettingCapacity, SettingNight
from matcher.capacity.staff import staff_for_more
from matcher.domain.codes import NO_BED, PlacePool
from matcher.domain.settings import Place
from matcher.frame import Frame


def make_capacity(frame: Frame, setting_id: str, first: date, leaving: date, *, named: bool) -> SettingCapacity:
    """A setting's beds on the nights from `first` (today or later) up to and not including `leaving`.

    named  the reader may know who is in them, and who is away
    """
    at = frame.index.setting_at[setting_id]
    nights = _nights(frame, at, range(first.toordinal(), leaving.toordinal()))
    return SettingCapacity(
        setting_id=setting_id,
        setting_name=nights.setting.name,
        kind=nights.setting.kind,
        as_of=frame.snapshot.as_of,
        first_night=first,
        leaving=leaving,
        day=make_day(frame, setting_id, named=named),
        nights=tuple(_of_setting(nights)),
        rows=tuple(_rows(nights, at, named=named)),
    )


def tonight(frame: Frame, setting_id: str) -> tuple[tuple[PlacePool, RowNight], ...]:
    """The beds of each of a setting's rows tonight, with its pool; nobody is named and nobody's absence told."""
    at, today = frame.index.setting_at[setting_id], frame.snapshot.today.toordinal()
    rows = _rows(_nights(frame, at, range(today, today + 1)), at, named=False)
    return tuple((row.pool, row.nights[0]) for row in rows)


def _nights(frame: Frame, at: int, days: range) -> Nights:
    beds = sum(frame.snapshot.places[row].beds for row in frame.index.rows_of.get(at, ()))
    return Nights(frame, at, days, staff_for_more(frame, at, days, beds))


def _of_setting(nights: Nights) -> Iterator[SettingNight]:
    for day, people, more in zip(nights.days, nights.people, nights.for_more, strict=True):
        known = more.most if more.is_known else None
        yield SettingNight(night=date.fromordinal(day), people=people, staff_for_more=known)


def _rows(nights: Nights, at: int, *, named: bool) -> Iterator[RowCapacity]:
    frame = nights.frame
    if nights.setting.kind in NO_BED:
        return
    for row in sorted(frame.index.rows_of.get(at, ()), key=lambda row: frame.snapshot.places[row].place_id):
        yield _row(nights, claims_of_row(frame.index.ledger, row), frame.snapshot.places[row], named=named)
    if stray := claims_without_a_row(frame, at):
        yield _row(nights, stray, None, named=named)


def _row(nights: Nights, claims: Sequence[Claim], place: Place | None, *, named: bool) -> RowCapacity:
    grid, beds = nights.grid(claims, place), place.beds if place else 0
    return RowCapacity(
        place_id=place.place_id if place else None,
        pool=place.pool if place else PlacePool.RESIDENTIAL,
        beds=beds,
        nights=counted(grid, claims, beds, nights.days, named=named),
        lines=lines(grid, beds, nights.days, named=named),
    )
