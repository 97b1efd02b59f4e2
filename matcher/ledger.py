"""Every place row on every night: who takes a bed, what is closed and why, and until when it stays open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import (
    FOSTER,
    HOUSEHOLD,
    NO_BED,
    RESIDENTIAL,
    TAKES_A_BED,
    Footing,
    MemberRelation,
    PlacementState,
    SettingKind,
)
from matcher.domain.placements import Placement
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot

HORIZON_DAYS = 182
USABLE_VACANCY, CARER_VACANCY, REGISTERED_PLACES = 1, 2, 4
"""Bits of the closed table: which rule closes a night."""

FAR = 3_000_000
"""A day after every day there is: no planned end."""


class Stay(NamedTuple):
    """A placement that takes a bed: row (-1: the setting has none) and setting by position, nights as ordinals."""

    person_id: str
    row: int
    setting: int
    first: int
    leaving: int
    placement: Placement


def takes_a_bed(placement: Placement, snapshot: Snapshot) -> bool:
    """Whether it counts on its nights: held until the hold ends, accepted, confirmed or started."""
    if placement.state is PlacementState.HELD and placement.expires_at is not None:
        return placement.expires_at > snapshot.as_of
    return placement.state in TAKES_A_BED


def is_residential(setting: Setting) -> bool:
    """A registered children's home, or a bespoke placement whose footing is one."""
    footing = setting.bespoke.lawful_footing if setting.bespoke else None
    return setting.kind in RESIDENTIAL or (setting.kind is SettingKind.BESPOKE and footing is Footing.CHILDRENS_HOME)


def is_household(setting: Setting) -> bool:
    """A family's home: fostering (a bespoke placement on that footing too), supported lodgings, with parents."""
    return setting.kind in HOUSEHOLD or is_foster(setting)


def is_foster(setting: Setting) -> bool:
    """Fostering, or a bespoke placement whose footing is fostering."""
    footing = setting.bespoke.lawful_footing if setting.bespoke else None
    return setting.kind in FOSTER or (setting.kind is SettingKind.BESPOKE and footing is Footing.FOSTER)


def ordinal(day: date | None, missing: int = FAR) -> int:
    """A day as a whole number; `missing` where there is none."""
    return missing if day is None else day.toordinal()


@dataclass(frozen=True)
class Ledger:
    """Rows are the snapshot's places in order; night 0 is the day with ordinal `origin`."""

    snapshot: Snapshot
    origin: int
    nights: int
    row_setting: NDArray[np.int32]
    stays: tuple[Stay, ...]

    @cached_property
    def stays_of(self) -> dict[str, list[Stay]]:
        """Person -> their placements that take a bed."""
        stays: dict[str, list[Stay]] = defaultdict(list)
        for stay in self.stays:
            stays[stay.person_id].append(stay)
        return stays

    @cached_property
    def row_taken(self) -> NDArray[np.int16]:
        """(rows, nights): beds taken, also by those who stay put with a foster family after 18."""
        placed = [(stay.row, stay.first, stay.leaving, 1) for stay in self.stays if stay.row >= 0]
        staying_put = [(row, 0, FAR, 1) for homes in self.staying_put.values() for _, row in homes if row >= 0]
        return self._count([*placed, *staying_put], len(self.snapshot.places))

    @cached_property
    def staying_put(self) -> dict[str, list[tuple[int, int]]]:
        """Somebody who stays put with a foster family after 18 -> setting and the row whose room they use (-1: not recorded)."""
        row_at = {(place.setting_id, place.place_id): row for row, place in enumerate(self.snapshot.places)}
        homes: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, setting in enumerate(self.snapshot.settings):
            for member in (setting.household or ()) if is_foster(setting) else ():
                if member.relation is MemberRelation.STAYING_PUT:
                    homes[member.id].append((at, row_at.get((setting.id, member.place_id or ""), -1)))
        return homes

    @cached_property
    def people(self) -> NDArray[np.int16]:
        """(settings, nights): people placed there, every row."""
        return self._count(
            [(stay.setting, stay.first, stay.leaving, 1) for stay in self.stays], len(self.snapshot.settings)
        )

    @cached_property
    def beds_in_use(self) -> NDArray[np.int16]:
        """(rows, nights): beds not out of service."""
        out = [
            (row, ordinal(gap.first_night), ordinal(gap.leaving), gap.beds)
            for row, place in enumerate(self.snapshot.places)
            for gap in place.out_of_use
        ]
        beds = np.array([place.beds for place in self.snapshot.places], np.int16)[:, None]
        return beds - self._count(out, len(self.snapshot.places)) if out else np.broadcast_to(beds, self._shape)

    @cached_property
    def closed(self) -> NDArray[np.uint8]:
        """(rows, nights): bits of the rules that close the night to anyone new; absences and personal ends apart."""
        closed = np.zeros(self._shape, np.uint8)
        household = self._setting_flags([is_household(setting) for setting in self.snapshot.settings])
        full_bit = np.where(household, CARER_VACANCY, USABLE_VACANCY).astype(np.uint8)[:, None]
        bedless = self._setting_flags([setting.kind in NO_BED for setting in self.snapshot.settings])[:, None]
        closed |= np.where((self.row_taken >= self.beds_in_use) & ~bedless, full_bit, np.uint8(0))
        closed |= np.where(self._registered_full[self.row_setting], np.uint8(REGISTERED_PLACES), np.uint8(0))
        for row, place in enumerate(self.snapshot.places):
            self._close_by_record(closed[row], place, self.snapshot.settings[self.row_setting[row]])
        return closed

    @cached_property
    def next_closed(self) -> NDArray[np.int16]:
        """(rows, nights + 1): the first closed night at or after each night; `nights` where none is."""
        return next_set(self.closed != 0)

    def closed_after(self, first: NDArray[np.int32]) -> NDArray[np.int32]:
        """(rows,): the first closed day at or after each row's `first`; FAR where none is."""
        nearest = self.next_closed.ravel().take(self._row_starts + first).astype(np.int32)
        return np.where(nearest >= self.nights, np.int32(FAR), nearest + self.origin)

    @cached_property
    def _row_starts(self) -> NDArray[np.int64]:
        """Where each row of `next_closed` would begin if its first night were day 0."""
        return np.arange(len(self.snapshot.places)) * (self.nights + 1) - self.origin

    def free_beds(self, row: int, night: int, person_id: str) -> int:
        """Beds of a row that are free on a night (an ordinal), this person's own not counted as taken."""
        stays = self.stays_of.get(person_id, [])
        own = sum(stay.row == row and stay.first <= night < stay.leaving for stay in stays)
        own += [room for _, room in self.staying_put.get(person_id, [])].count(row)
        at = night - self.origin
        return int(self.beds_in_use[row, at]) - int(self.row_taken[row, at]) + own

    def without(self, row: int, person_id: str) -> NDArray[np.uint8]:
        """One row's closed bits as if this person's own placements were not there."""
        setting = int(self.row_setting[row])
        own = np.zeros((2, self.nights), np.int16)
        for stay in self.stays_of.get(person_id, []):
            own[int(stay.row == row), self._slice(stay.first, stay.leaving)] += stay.setting == setting
        room = [home for _, home in self.staying_put.get(person_id, [])].count(row)
        closed = self.closed[row] & ~np.uint8(USABLE_VACANCY | CARER_VACANCY | REGISTERED_PLACES)
        where = self.snapshot.settings[setting]
        full = (self.row_taken[row] - own[1] - room >= self.beds_in_use[row]) & (where.kind not in NO_BED)
        closed = closed | np.where(
            full, np.uint8(CARER_VACANCY if is_household(where) else USABLE_VACANCY), np.uint8(0)
        )
        places = where.registered_places
        if is_residential(where) and places is not None:
            crowded = self.people[setting] - own.sum(axis=0) >= places
            closed = closed | np.where(crowded, np.uint8(REGISTERED_PLACES), np.uint8(0))
        self._close_by_record(closed, self.snapshot.places[row], where)
        bits: NDArray[np.uint8] = closed.astype(np.uint8)
        return bits

    @property
    def _shape(self) -> tuple[int, int]:
        return len(self.snapshot.places), self.nights

    @cached_property
    def _registered_full(self) -> NDArray[np.bool_]:
        limit = [
            setting.registered_places if is_residential(setting) and setting.registered_places is not None else FAR
            for setting in self.snapshot.settings
        ]
        return np.asarray(self.people >= np.array(limit, np.int32)[:, None], np.bool_)

    def _setting_flags(self, flags: list[bool]) -> NDArray[np.bool_]:
        return np.array(flags, np.bool_)[self.row_setting]

    def _close_by_record(self, closed: NDArray[np.uint8], place: Place, setting: Setting) -> None:
        for closure in setting.closures:
            closed[self._slice(ordinal(closure.first_night), ordinal(closure.leaving))] |= USABLE_VACANCY
        if place.vacancy_ends_on is not None:
            closed[self._slice(ordinal(place.vacancy_ends_on), FAR)] |= USABLE_VACANCY
        if is_household(setting) and setting.availability is not None and setting.availability.minimum_notice_days:
            soonest = self.snapshot.today + timedelta(days=setting.availability.minimum_notice_days)
            closed[self._slice(0, ordinal(soonest))] |= CARER_VACANCY

    def _slice(self, first: int, leaving: int) -> slice:
        start = min(max(first - self.origin, 0), self.nights)
        return slice(start, max(min(leaving - self.origin, self.nights), start))

    def _count(self, spans: list[tuple[int, int, int, int]], rows: int) -> NDArray[np.int16]:
        count = np.zeros((rows, self.nights), np.int16)
        for row, first, leaving, by in spans:
            count[row, self._slice(first, leaving)] += by
        return count


def next_set(flags: NDArray[np.bool_]) -> NDArray[np.int16]:
    """(rows, nights) flags -> (rows, nights + 1): the first set night at or after each; `nights` where none is."""
    nights = flags.shape[1]
    at = np.where(flags, np.arange(nights, dtype=np.int16), np.int16(nights))
    nearest = np.minimum.accumulate(at[:, ::-1], axis=1)[:, ::-1]
    return np.concatenate([nearest, np.full((flags.shape[0], 1), nights, np.int16)], axis=1)


def make_ledger(snapshot: Snapshot) -> Ledger:
    """The ledger of a snapshot: from today (or the earliest open request) to the horizon of the last one."""
    setting_at = {setting.id: position for position, setting in enumerate(snapshot.settings)}
    row_at = {place.place_id: row for row, place in enumerate(snapshot.places)}
    row_setting = np.array([setting_at[place.setting_id] for place in snapshot.places], np.int32)
    origin, nights = _span(snapshot)
    first_row = _first_rows(snapshot)
    stays = tuple(
        Stay(
            placement.young_person_id,
            row_at[placement.place_id] if placement.place_id in row_at else first_row.get(placement.setting_id, -1),
            setting_at[placement.setting_id],
            ordinal(placement.first_night),
            ordinal(placement.leaving),
            placement,
        )
        for placement in snapshot.placements
        if takes_a_bed(placement, snapshot)
    )
    return Ledger(snapshot, origin, nights, row_setting, stays)


def _first_rows(snapshot: Snapshot) -> dict[str, int]:
    rows = sorted(((place.place_id, row, place.setting_id) for row, place in enumerate(snapshot.places)), reverse=True)
    return {setting_id: row for _, row, setting_id in rows}


def _span(snapshot: Snapshot) -> tuple[int, int]:
    first = ordinal(snapshot.today)
    last = first + HORIZON_DAYS
    for request in snapshot.placement_requests:
        if request.is_open:
            latest = ordinal(request.first_night_latest or request.start_date)
            first = min(first, ordinal(request.start_date))
            last = max(last, latest + HORIZON_DAYS, ordinal(request.end_date, 0))
    return first, last - first + 2
