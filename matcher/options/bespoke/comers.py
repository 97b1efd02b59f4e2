"""Who could come, as the composer is asked: the diaries of everybody, how far they would drive, and whom to ask first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

from matcher.domain.codes import TravelMode
from matcher.domain.person_codes import Depth
from matcher.domain.staff import Worker
from matcher.domain.values import Location
from matcher.frame import Pairs
from matcher.frame.asks import counted_skilled_needs
from matcher.frame.pairs import DEPTH_SHARE
from matcher.frame.travel import Origin, journeys
from matcher.options.bespoke.asked import Comer
from matcher.options.bespoke.diary import Diary, Slot, week_of
from matcher.options.bespoke.premises import Lawful
from matcher.options.bespoke.staff_needed import is_trained


@dataclass(frozen=True)
class Comers:
    """Everybody who could come to one young person, at some premises (none where no site is known yet)."""

    diary: Diary
    pairs: Pairs
    i: int
    premises: Sequence[Lawful]
    slots: Sequence[Slot]

    @cached_property
    def known(self) -> Mapping[str, Depth]:
        """Whom the young person knows, and how well."""
        return {one.person_id: one.depth for one in self.diary.person.relationships or ()}

    @property
    def key_worker_id(self) -> str | None:
        """The key worker they have now."""
        current = self.diary.person.key_worker
        return current.worker_id if current else None

    @cached_property
    def workers(self) -> list[Worker]:
        """Whom to ask first: whom the young person knows best, their key worker, contracted staff, then the bank."""
        return sorted(self.diary.workers, key=self._order)

    def _order(self, one: Worker) -> tuple[float, bool, bool, str]:
        depth = self.known.get(one.id)
        known = 0.0 if depth is None else DEPTH_SHARE[depth]
        return -known, one.id != self.key_worker_id, one.is_bank, one.id

    @cached_property
    def minutes(self) -> dict[tuple[str, str], tuple[int | None, bool]]:
        """(worker, setting) -> minutes by car each way, None = not known; and whether they are recorded."""
        places = self.pairs.places
        origins = [Origin(one.id, one.base or self._base_of(one)) for one in self.workers]
        found: dict[tuple[str, str], tuple[int | None, bool]] = {}
        if not origins:
            return found
        there = journeys(places, origins, [TravelMode.CAR] * len(origins))
        for at, one in enumerate(self.workers):
            for site in self.premises:
                told = float(there.minutes[at, site.row])
                found[one.id, site.setting.id] = None if isnan(told) else int(told), bool(there.recorded[at, site.row])
        return found

    def _base_of(self, one: Worker) -> Location | None:
        at = self.pairs.index.setting_at.get(one.based_at or "")
        return None if at is None else self.pairs.places.settings[at].location

    @cached_property
    def every(self) -> tuple[Comer, ...]:
        """Those who are free for some shift, in that order."""
        found = [self._comer(rank, one) for rank, one in enumerate(self.workers)]
        return tuple(one for one in found if one.free)

    def _comer(self, rank: int, one: Worker) -> Comer:
        free = frozenset(slot for slot in self.slots if self.diary.is_free(one, slot))
        first = self.premises[0].first if self.premises else (self.slots[0].on if self.slots else None)
        needs = sorted(set(counted_skilled_needs(self.diary.person)))
        trained = [need.value for need in needs if first and is_trained(one, need, first)]
        return Comer(
            id=one.id,
            is_bank=one.is_bank,
            free=free,
            left={monday: self.diary.hours_left(one, monday) for monday in {week_of(slot.on) for slot in free}},
            brings=frozenset([*trained, *([one.sex.value] if one.sex else [])]),
            within=self._within(one),
            rank=rank,
        )

    def _within(self, one: Worker) -> frozenset[str] | None:
        """The premises that are not known to be too far to go to for a shift."""
        most = self.pairs.policy.figures.key_worker_travel_minutes
        near = [site.place_id for site in self.premises if not self._is_too_far(one, site.setting.id, most)]
        return None if len(near) == len(self.premises) else frozenset(near)

    def _is_too_far(self, one: Worker, setting_id: str, most: int) -> bool:
        minutes, _ = self.minutes[one.id, setting_id]
        return minutes is not None and minutes > most

    @cached_property
    def untold(self) -> dict[str | None, int]:
        """Where they work -> how many whose diaries the record does not tell, for any of these shifts."""
        found: dict[str | None, int] = {}
        for one in self.workers:
            told = {self.diary.is_free(one, slot) for slot in self.slots}
            if True not in told and None in told:
                found[one.based_at] = found.get(one.based_at, 0) + 1
        return found
