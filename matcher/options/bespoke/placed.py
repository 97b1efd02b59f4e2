"""The record with the plan in place, judged by the rule book exactly as any place is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from matcher.domain.codes import ShiftName
from matcher.domain.home_codes import SupportLevel
from matcher.domain.person_codes import Sex
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.frame import Frame
from matcher.frame.places import is_supported
from matcher.options.bespoke.asked import Composition, lacking
from matcher.options.bespoke.diary import Slot
from matcher.options.bespoke.staff_needed import (
    SHIFT_LENGTH,
    closer,
    days_of_support,
    is_staffed_alone,
)
from matcher.options.rank import rank_in
from matcher.options.result import MatchResult, PlacementOption
from matcher.rules import limbs_in_force

Names = Mapping[Slot, tuple[str, ...]]


@dataclass(frozen=True)
class Plan:
    """One composition at one setting of the prepared record."""

    frame: Frame
    request: PlacementRequest
    setting: Setting
    place_id: str
    composed: Composition
    solo: bool

    def judged(self) -> PlacementOption | None:
        """The place with these people there; None where the rule book rules it out, or its footing is not known."""
        part = self._with_the_plan().part([self.request.id], [self.setting.id])
        frame = Frame(part, self.frame.book)
        return _the_place(rank_in(frame, self.request.id), self.place_id, footing_limbs(frame.policy.day))

    def _with_the_plan(self) -> Snapshot:
        snapshot = self.frame.snapshot
        others = (self._with_cover(one) if one.id == self.setting.id else one for one in snapshot.settings)
        return replace(snapshot, settings=tuple(others), shifts=self._shifts)

    def _with_cover(self, setting: Setting) -> Setting:
        """What named staff make true of the setting itself: its rota is ours to write, and support is closer."""
        if self.solo and is_staffed_alone(setting):
            return replace(setting, rota_held=True)
        if not is_supported(setting) or not self.is_whole:
            return setting
        return more_support(setting, self.request, {slot.shift for slot in self.composed.on})

    @property
    def is_whole(self) -> bool:
        """Nobody is missing on any shift."""
        return self.composed.worth[0] == 0

    @cached_property
    def _shifts(self) -> tuple[Shift, ...]:
        names = {slot: tuple(one.id for one in on) for slot, on in self.composed.on.items() if on}
        workers = {one.id: one for one in self.frame.snapshot.workers or ()}
        kept, joined = [], set()
        for shift in self.frame.snapshot.shifts:
            slot = Slot(shift.on, shift.shift)
            if shift.setting_id != self.setting.id or slot not in names or slot in joined:
                kept.append(shift)
                continue
            joined.add(slot)
            kept.append(_joined(shift, [workers[who] for who in names[slot]], awake=self._awake(slot)))
        new = (slot for slot in names if slot not in joined)
        return (*kept, *(self._new(slot, names[slot]) for slot in new))

    def _new(self, slot: Slot, names: tuple[str, ...]) -> Shift:
        waking = int(self._awake(slot))
        return Shift(setting_id=self.setting.id, on=slot.on, shift=slot.shift, worker_ids=names, waking=waking)

    def _awake(self, slot: Slot) -> bool:
        needed = self.composed.site.needs.get(slot)
        return bool(needed and needed.awake and self.composed.on.get(slot))

    def lacking(self, slot: Slot) -> tuple[str, ...]:
        """What nobody on a shift brings."""
        return lacking(self.composed.site.needs[slot], self.composed.on.get(slot, ()))


def _joined(shift: Shift, comers: list[Worker], *, awake: bool) -> Shift:
    """A shift of the rota with these people on it too."""
    waking = shift.waking + int(awake)
    if shift.worker_ids is not None:
        return replace(shift, worker_ids=(*shift.worker_ids, *(one.id for one in comers)), waking=waking)
    trained = shift.trained_in and tuple(
        dict.fromkeys([*shift.trained_in, *(training.need for one in comers for training in one.trained_in)])
    )
    return replace(
        shift,
        headcount=(shift.headcount or 0) + len(comers),
        waking=waking,
        trained_in=trained,
        women=_more(shift.women, comers, Sex.FEMALE),
        men=_more(shift.men, comers, Sex.MALE),
    )


def _more(count: int | None, comers: list[Worker], sex: Sex) -> int | None:
    return None if count is None else count + sum(one.sex is sex for one in comers)


def more_support(setting: Setting, request: PlacementRequest, shifts: Collection[ShiftName]) -> Setting:
    """Supported accommodation with whoever comes at night or by day."""
    least, cover = request.minimum_support_level, setting.night_cover
    if least and cover and closer(least, cover):
        brought = SupportLevel.WAKING if least is SupportLevel.WAKING else SupportLevel.SLEEP_IN
        cover = brought if ShiftName.NIGHT in shifts else SupportLevel.STAFF_BY_DAY
    hours = setting.support_hours
    if hours is not None:
        hours += SHIFT_LENGTH * days_of_support(setting, request)
    return replace(setting, night_cover=cover, support_hours=hours)


def _the_place(result: MatchResult, place_id: str, footing: frozenset[str]) -> PlacementOption | None:
    listed = (*result.options, *result.needs_approval, *result.needs_information)
    found = next((one for one in listed if one.place_id == place_id), None)
    if found is None or any(one.rule in footing for one in found.questions):
        return None
    return replace(found, overall_rank=None, near_tie=False)


def footing_limbs(day: date) -> frozenset[str]:
    """The limbs that a place's lawful footing rests on, or that the young person's age band decides."""
    return frozenset(limb.id for _, limb in limbs_in_force(day) if limb.footing or limb.by_age_band)
