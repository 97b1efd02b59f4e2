"""The beds of a whole authority: the bed states of every setting, added up by kind, and counted for somebody."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from operator import attrgetter

import numpy as np

from matcher.capacity.ahead_model import Reserve
from matcher.capacity.authority_model import (
    AuthorityCapacity,
    BedsNight,
    KindBeds,
    KindNight,
    PoolNight,
    SettingBeds,
    UsableNight,
)
from matcher.capacity.barred import barred_rows
from matcher.capacity.closed import registered_of
from matcher.capacity.doubled import doubled_homes
from matcher.capacity.grid import Nights
from matcher.capacity.reserve import make_reserve
from matcher.capacity.rows import RowNights, count_rows, nights_at, usable_on, usable_vacancies
from matcher.capacity.usable_by import Judged, judge_nights
from matcher.capacity.usable_by_model import UsableBy
from matcher.domain.codes import NO_BED, PlacePool, SettingKind
from matcher.frame import Frame
from matcher.outcomes import Bools

NAMES = tuple(one.name for one in fields(PoolNight) if one.name != "beds")
STATES = attrgetter(*NAMES)
"""The eight states, and `over`."""

Rows = Sequence[RowNights]
Judgements = tuple[Bools, Judged | None]
"""Where nobody may be offered a row; and whom the vacancies are counted for, where somebody is asked for."""


def make_authority_capacity(
    frame: Frame,
    first: date,
    leaving: date,
    *,
    kinds: Collection[SettingKind] = (),
    usable_by: UsableBy | None = None,
    named: bool,
) -> AuthorityCapacity:
    """Every setting with beds (of these kinds; all where none is named) on the nights from `first` up to `leaving`.

    named  the reader may know who is away. Raises NoSuchRequest.
    """
    days = range(first.toordinal(), leaving.toordinal())
    judged = judge_nights(frame, usable_by, days) if usable_by else None
    judgements = (barred_rows(frame, days), judged)
    settings = [
        _of_setting(frame, at, days, judgements, named=named)
        for at in _asked(frame, kinds, judged and judged.person_id)
    ]
    return AuthorityCapacity(
        as_of=frame.snapshot.as_of,
        first_night=first,
        leaving=leaving,
        usable_by=usable_by,
        referred=judged.referred if judged else (),
        ask_first=judged.ask_first if judged else (),
        kinds=tuple(_by_kind(settings)),
        settings=tuple(settings),
        reserve=_reserve(frame, days, settings),
        doubled=doubled_homes(frame.snapshot.settings, frame.snapshot.places),
    )


def _asked(frame: Frame, kinds: Collection[SettingKind], person_id: str | None) -> list[int]:
    """Positions by id of the settings that have beds. One that belongs to one person is there for that person only."""
    found = [
        (one.id, at)
        for at, one in enumerate(frame.snapshot.settings)
        if one.kind not in NO_BED and (not kinds or one.kind in kinds)
        if one.for_young_person_id is None or one.for_young_person_id == person_id
    ]
    return [at for _, at in sorted(found)]


def _of_setting(frame: Frame, at: int, days: range, judged: Judgements, *, named: bool) -> SettingBeds:
    nights = nights_at(frame, at, days)
    rows = count_rows(nights, at, named=named)
    return SettingBeds(
        setting_id=nights.setting.id,
        setting_name=nights.setting.name,
        kind=nights.setting.kind,
        nights=tuple(_by_night(nights, at, rows, judged)),
    )


def _by_night(nights: Nights, at: int, rows: Rows, judged: Judgements) -> Iterator[BedsNight]:
    barred, by_somebody = judged
    pools = {pool: [row for row in rows if row.pool is pool] for pool in PlacePool}
    usable, registered = usable_on(nights, at), registered_of(nights.setting)
    free = {pool: usable_vacancies([row for row in of if row.place], nights.room, barred) for pool, of in pools.items()}
    for_whom = _usable_by(by_somebody, nights, at, rows) if by_somebody else None
    ordinary = _pool(pools[PlacePool.RESIDENTIAL], len(nights.days))
    kept = _pool(pools[PlacePool.EMERGENCY], len(nights.days)) if pools[PlacePool.EMERGENCY] else None
    for n, day in enumerate(nights.days):
        yield BedsNight(
            night=date.fromordinal(day),
            usable_vacancy=free[PlacePool.RESIDENTIAL][n],
            emergency_vacancy=free[PlacePool.EMERGENCY][n] if kept else None,
            registered=registered,
            usable=usable[n],
            staffed=nights.for_more[n].staffed,
            ordinary=ordinary[n],
            emergency=kept[n] if kept else None,
            usable_by=for_whom[n] if for_whom else None,
        )


def _usable_by(judged: Judged, nights: Nights, at: int, rows: Rows) -> list[UsableNight]:
    """A vacancy counts where it stands best; there are never more than the setting has room for."""
    if at in judged.own:
        nights = nights_at(judged.without_them, at, nights.days)
        rows = count_rows(nights, at, named=False)
    placed = [row for row in rows if row.place]
    free = np.array([[night.free for night in row.nights] for row in placed], np.int64).reshape(-1, len(nights.days))
    room = np.array(nights.room)
    counts = []
    for listed in (judged.options, judged.needs_approval, judged.needs_information):
        offered = (free * listed[:, [row.at for row in placed]].T).sum(axis=0)
        counts.append(np.minimum(offered, room))
        room = room - counts[-1]
    each = zip(*(one.tolist() for one in counts), strict=True)
    return [UsableNight(usable=yes, needs_approval=may, needs_information=ask) for yes, may, ask in each]


def _pool(rows: Rows, nights: int) -> list[PoolNight]:
    """The beds of some rows added up, night by night: where nothing changes, the very value of the night before."""
    beds = sum(row.place.beds for row in rows if row.place)
    found: list[PoolNight] = []
    before: tuple[int, ...] = ()
    for n in range(nights):
        each = [STATES(row.nights[n]) for row in rows] or [(0,) * len(NAMES)]
        counts = each[0] if len(each) == 1 else tuple(map(sum, zip(*each, strict=True)))
        found.append(found[-1] if counts == before else PoolNight(beds=beds, **dict(zip(NAMES, counts, strict=True))))
        before = counts
    return found


def _by_kind(settings: Sequence[SettingBeds]) -> Iterator[KindBeds]:
    """In the order of the kinds, those that have a setting."""
    for kind in SettingKind:
        those = [one for one in settings if one.kind is kind]
        if those:
            nights = zip(*(one.nights for one in those), strict=True)
            yield KindBeds(kind=kind, settings=len(those), nights=tuple(map(_added_up, nights)))


def _added_up(nights: Sequence[BedsNight]) -> KindNight:
    for_whom = [one.usable_by for one in nights if one.usable_by]
    return KindNight(
        night=nights[0].night,
        beds=sum(one.ordinary.beds for one in nights),
        usable_vacancy=sum(one.usable_vacancy for one in nights),
        settings_with_one=sum(one.usable_vacancy > 0 for one in nights),
        emergency_vacancy=sum(one.emergency_vacancy or 0 for one in nights),
        usable_by=_together(for_whom) if for_whom else None,
    )


def _together(found: Iterable[UsableNight]) -> UsableNight:
    usable, approval, information = map(
        sum, zip(*((one.usable, one.needs_approval, one.needs_information) for one in found), strict=True)
    )
    return UsableNight(usable=usable, needs_approval=approval, needs_information=information)


def _reserve(frame: Frame, days: range, settings: Sequence[SettingBeds]) -> Reserve | None:
    kept = [one for one in settings if one.nights[0].emergency]
    if not kept:
        return None
    free = [sum(one.nights[n].emergency_vacancy or 0 for one in kept) for n in range(len(days))]
    beds = sum(one.nights[0].emergency.beds for one in kept if one.nights[0].emergency)
    return make_reserve(frame, {one.setting_id for one in kept}, days, beds, free)
