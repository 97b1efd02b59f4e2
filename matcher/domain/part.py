"""The part of a snapshot that can matter to judging some requests at some settings, and nothing else."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.domain.codes import TAKES_A_BED, PlacementPurpose, PlacementState, WorkerRole
from matcher.domain.people import YoungPerson
from matcher.domain.placements import Placement, SeparationEntry
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker


def part(snapshot: Snapshot, requests: Collection[str], settings: Collection[str]) -> Snapshot:
    """What can matter to judging these requests (ids) at these settings (ids); judging it equals judging the whole.

    Settings elsewhere are kept where somebody sleeps or works whom a rule asks about, but without their place rows.
    """
    return _Part(snapshot, frozenset(requests), frozenset(settings)).made()


@dataclass(frozen=True)
class _Part:
    whole: Snapshot
    requests: frozenset[str]
    settings: frozenset[str]

    @cached_property
    def asking(self) -> frozenset[str]:
        """The people whose requests are judged."""
        return frozenset(one.young_person_id for one in self.whole.placement_requests if one.id in self.requests)

    @cached_property
    def askers(self) -> list[YoungPerson]:
        return [person for person in self.whole.young_people if person.id in self.asking]

    @cached_property
    def separations(self) -> tuple[SeparationEntry, ...] | None:
        entries = self.whole.separation_entries
        return entries and tuple(one for one in entries if {one.person_a, one.person_b} & self.asking)

    @cached_property
    def related(self) -> frozenset[str]:
        """Brothers and sisters of those who ask, and people kept apart from them: where they sleep matters."""
        siblings = {link.person_id for person in self.askers for link in person.siblings or ()}
        apart = {who for one in self.separations or () for who in (one.person_a, one.person_b)}
        return frozenset(siblings | apart)

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        followed = self.asking | self.related
        kept = [
            one
            for one in self.whole.placements
            if (one.state in TAKES_A_BED and (one.setting_id in self.settings or one.young_person_id in followed))
            or self._is_counted_short_break(one)
        ]
        return tuple(one if one.setting_id in self.settings else replace(one, place_id=None) for one in kept)

    def _is_counted_short_break(self, placement: Placement) -> bool:
        """A short break that has ended counts towards the nights in a year, at the same setting."""
        mine_here = placement.young_person_id in self.asking and placement.setting_id in self.settings
        is_over = placement.state is PlacementState.ENDED and placement.purpose is PlacementPurpose.SHORT_BREAK
        return mine_here and is_over

    @cached_property
    def placement_requests(self) -> tuple[PlacementRequest, ...]:
        """Those judged; open emergencies, which an emergency bed is kept for; and those of brothers and sisters."""
        return tuple(
            one
            for one in self.whole.placement_requests
            if one.id in self.requests or (one.is_open and (one.is_emergency or one.young_person_id in self.related))
        )

    @cached_property
    def workers(self) -> tuple[Worker, ...] | None:
        """Anybody who could be the key worker, cover a shift or be asked for as a specialist; and who is known or on shift here."""
        on_shift = {who for one in self.whole.shifts if one.setting_id in self.settings for who in one.worker_ids or ()}
        current = {person.key_worker.worker_id for person in self.askers if person.key_worker}
        asked = [one.specialist_input or () for one in self.whole.placement_requests if one.id in self.requests]
        roles = {each.role for one in asked for each in one}
        workers = self.whole.workers
        return workers and tuple(
            one
            for one in workers
            if one.is_bank
            or WorkerRole.KEY_WORKER in one.roles
            or one.based_at in self.settings
            or one.id in on_shift | current
            or (one.free_hours is not None and not roles.isdisjoint(one.roles))
        )

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """At these settings; and wherever a bank worker is already busy."""
        bank = {one.id for one in self.workers or () if one.is_bank}
        here = [one for one in self.whole.shifts if one.setting_id in self.settings]
        busy = [
            replace(one, worker_ids=tuple(who for who in one.worker_ids or () if who in bank), waking=0)
            for one in self.whole.shifts
            if one.setting_id not in self.settings and bank & set(one.worker_ids or ())
        ]
        return (*here, *busy)

    @cached_property
    def kept_settings(self) -> frozenset[str]:
        slept_in = {one.setting_id for one in self.placements}
        worked_in = {one.setting_id for one in self.shifts} | {one.based_at for one in self.workers or ()}
        lived_in = {
            one.id for one in self.whole.settings if any(member.id in self.related for member in one.household or ())
        }
        return frozenset(one for one in self.settings | slept_in | worked_in | lived_in if one is not None)

    @cached_property
    def kept_people(self) -> frozenset[str]:
        households = {
            member.id for one in self.whole.settings if one.id in self.settings for member in one.household or ()
        }
        tied = {one.young_person_id for one in self.whole.commitments if one.setting_id in self.settings}
        waiting = {one.young_person_id for one in self.placement_requests}
        placed = {one.young_person_id for one in self.placements}
        allocated = {one.young_person_id for worker in self.workers or () for one in worker.allocations or ()}
        every = self.asking | self.related | households | tied | waiting | placed | allocated
        return frozenset(one for one in every if one is not None)

    def made(self) -> Snapshot:
        """The part."""
        whole, asking, settings = self.whole, self.asking, self.settings
        return replace(
            whole,
            young_people=tuple(one for one in whole.young_people if one.id in self.kept_people),
            settings=tuple(one for one in whole.settings if one.id in self.kept_settings),
            places=tuple(one for one in whole.places if one.setting_id in settings),
            placements=self.placements,
            placement_requests=self.placement_requests,
            workers=self.workers,
            shifts=self.shifts,
            commitments=tuple(one for one in whole.commitments if one.setting_id in settings),
            separation_entries=self.separations,
            impact_risk_assessments=tuple(
                one
                for one in whole.impact_risk_assessments
                if one.young_person_id in asking and one.setting_id in settings
            ),
            authorisations=tuple(
                one for one in whole.authorisations if one.young_person_id in asking and one.setting_id in settings
            ),
            travel_times=tuple(one for one in whole.travel_times if one.setting_id in settings),
        )
