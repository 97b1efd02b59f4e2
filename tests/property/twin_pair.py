"""One young person and one place row: what is recorded about them, and who else is there on which night."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from matcher.domain.carers import Carer
from matcher.domain.codes import (
    AFTER_18,
    FOSTER,
    NO_BED,
    RESIDENTIAL,
    SUPPORTED,
    TAKES_A_BED,
    Footing,
    MemberRelation,
    PlacementState,
    PlacePool,
    Provider,
    SettingKind,
    ShiftName,
)
from matcher.domain.nights import Nights, age_on
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import HouseholdMember, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook
from tests.property.twin_facts import ASK, MET, all_of, born, fact, is_certain

NIGHT = timedelta(days=1)
FOOTING_GROUPS = {
    Footing.CHILDRENS_HOME: "residential",
    Footing.FOSTER: "foster",
    Footing.SUPPORTED_ACCOMMODATION: "supported",
}


def days(first: date, end: date) -> Iterator[date]:
    """Each day from the first up to, and not including, the end."""
    while first < end:
        yield first
        first += NIGHT


def tonight_only(request: PlacementRequest) -> PlacementRequest:
    """The police ask for one night, whatever other dates the request has."""
    return replace(request, first_night_latest=None, end_date=request.start_date + NIGHT)


class Pair:
    """`first` and `leaving` are the judged nights; until the offered nights are found, the nights asked for."""

    def __init__(self, snapshot: Snapshot, request_id: str, place_id: str, book: PolicyBook) -> None:
        self.snapshot = snapshot
        self.today = snapshot.today
        self.policy = book.on(self.today)
        self.figures = self.policy.figures
        self.people = {one.id: one for one in snapshot.young_people}
        self.settings = {one.id: one for one in snapshot.settings}
        asked = next(one for one in snapshot.placement_requests if one.id == request_id)
        self.person = self.people[asked.young_person_id]
        self.request = tonight_only(asked) if self.legal_status is LegalStatus.PACE_TRANSFER else asked
        self.place = next(one for one in snapshot.places if one.place_id == place_id)
        self.setting = self.settings[self.place.setting_id]
        self.kind = self._kind()
        self.group = self._group()
        self.born = born(self.person, self.today)
        self.first = self.request.start_date
        self.leaving = self.request.end_date
        self.not_open: frozenset[str] = frozenset()
        self.terms = MET
        """Whether the carer's terms fit, on the nights that everything but the emergency limit on them leaves."""

    # What sort of place it is

    def _kind(self) -> SettingKind:
        if self.setting.kind is SettingKind.HUB_BED and self.place.pool is PlacePool.EMERGENCY:
            return SettingKind.HUB_EMERGENCY_BED
        return self.setting.kind

    def _group(self) -> str:
        if self.kind is SettingKind.BESPOKE:
            return FOOTING_GROUPS.get(self.footing, "") if self.footing is not None else ""
        groups = {"residential": RESIDENTIAL, "foster": FOSTER, "supported": SUPPORTED}
        return next((name for name, kinds in groups.items() if self.kind in kinds), "")

    @property
    def footing(self) -> Footing | None:
        bespoke = self.setting.bespoke
        return bespoke.lawful_footing if bespoke is not None and self.kind is SettingKind.BESPOKE else None

    @property
    def is_household(self) -> bool:
        return self.group == "foster" or self.kind in {SettingKind.SUPPORTED_LODGINGS, SettingKind.WITH_PARENTS}

    @property
    def is_placement(self) -> bool:
        """Outreach and arrangements after 18 are no placements (catalogue 0.2)."""
        return self.kind not in NO_BED and self.kind not in AFTER_18

    @property
    def is_external(self) -> bool:
        return self.setting.provider is Provider.EXTERNAL

    @property
    def residents_are_fed(self) -> bool:
        """Whether this authority is told who lives there."""
        return not self.is_external or "external_residents" in self.policy.feeds

    @property
    def is_emergency(self) -> bool:
        return self.request.is_emergency

    # Judged nights

    @property
    def end(self) -> date:
        """The day after the last judged night; an open end is judged to the capacity horizon."""
        return self.leaving or self.first + timedelta(days=self.figures.capacity_horizon_days)

    @property
    def last_night(self) -> date:
        return self.end - NIGHT

    @property
    def last_day_for_ages(self) -> date:
        if self.leaving is None:
            return self.first + timedelta(days=self.figures.age_horizon_days)
        return self.last_night

    def nights(self) -> list[date]:
        return list(days(self.first, self.end))

    def checked_nights(self) -> list[date]:
        """The judged nights on which staff are counted."""
        most = self.figures.emergency_staffing_nights if self.is_emergency else self.figures.staffing_check_days
        return self.nights()[:most]

    # The young person

    @cached_property
    def legal_status(self) -> LegalStatus | None:
        return self.person.legal_status.status if self.person.legal_status is not None else None

    @property
    def is_s20(self) -> Outcome:
        return fact(None if self.legal_status is None else self.legal_status is LegalStatus.S20, ASK)

    @property
    def is_looked_after(self) -> Outcome:
        """Under 18 on the first night asked for, not a care leaver, not homeless unless under section 20."""
        left_care = self.person.care_leaver_status in {CareLeaverStatus.RELEVANT, CareLeaverStatus.FORMER_RELEVANT}
        homeless = self.request.homeless is True and self.legal_status is not LegalStatus.S20
        return all_of(self.born.under(18, self.request.start_date), fact(not left_care), fact(not homeless))

    @cached_property
    def shifts(self) -> dict[tuple[date, ShiftName], Shift]:
        """The setting's rota, as far as it is recorded."""
        return {(one.on, one.shift): one for one in self.snapshot.shifts if one.setting_id == self.setting.id}

    # Who is there

    def takes_a_bed(self, placement: Placement) -> bool:
        if placement.state is PlacementState.HELD and placement.expires_at is not None:
            return placement.expires_at > self.snapshot.as_of
        return placement.state in TAKES_A_BED

    @cached_property
    def others_placed(self) -> list[Placement]:
        """Everybody else's placements that take a bed, anywhere."""
        everybody_else = [one for one in self.snapshot.placements if one.young_person_id != self.person.id]
        return [one for one in everybody_else if self.takes_a_bed(one)]

    @cached_property
    def placed_here(self) -> list[Placement]:
        return [one for one in self.others_placed if one.setting_id == self.setting.id]

    def row_of(self, placement: Placement) -> str:
        """The place row it is in; the setting's first where it names none."""
        if placement.place_id is not None:
            return placement.place_id
        return min(row.place_id for row in self.snapshot.places if row.setting_id == placement.setting_id)

    def placed_on(self, night: date) -> set[str]:
        """Everybody else placed in this setting on that night."""
        return {one.young_person_id for one in self.placed_here if one.nights.covers(night)}

    def free_beds(self, place_id: str, night: date) -> int:
        """Beds of a row less those out of use less those taken."""
        row = next(one for one in self.snapshot.places if one.place_id == place_id)
        out = [
            one for one in row.out_of_use if one.first_night <= night and (one.leaving is None or night < one.leaving)
        ]
        here = [one for one in self.others_placed if one.setting_id == row.setting_id and one.nights.covers(night)]
        taken = [one for one in here if self.row_of(one) == place_id]
        rooms = [one for one in self.staying_put if one.place_id == place_id]
        return row.beds - sum(one.beds for one in out) - len(taken) - len(rooms)

    @property
    def staying_put(self) -> list[HouseholdMember]:
        """Others who stay with this foster family after 18: no placement, but a used room is no room."""
        others = [one for one in self.household if one.id != self.person.id and self.group == "foster"]
        return [one for one in others if one.relation is MemberRelation.STAYING_PUT]

    @property
    def household(self) -> tuple[HouseholdMember, ...]:
        return self.setting.household or ()

    @property
    def own_children(self) -> list[HouseholdMember]:
        return [one for one in self.household if one.relation is MemberRelation.OWN_CHILD]

    @property
    def placed_on_some_night(self) -> list[str]:
        """Everybody else placed here on at least one judged night, each once."""
        judged = Nights(self.first, self.end)
        return sorted({one.young_person_id for one in self.placed_here if one.nights.overlaps(judged)})

    @property
    def residents(self) -> list[str]:
        """Everybody placed here on some judged night, and the household."""
        return [*self.placed_on_some_night, *(one.id for one in self.household)]

    def age_of(self, who: str, day: date) -> int | None:
        """Whole years of somebody who lives there, where their date of birth is certain."""
        person = self.people.get(who)
        if person is not None:
            return age_on(person.date_of_birth, day) if is_certain(person) and person.date_of_birth else None
        member = next((one for one in self.household if one.id == who), None)
        return age_on(member.date_of_birth, day) if member is not None and member.date_of_birth else None

    def are_siblings(self, one: str, other: str) -> bool:
        """Whether either has the other as a brother or sister."""
        return self._has_sibling(one, other) or self._has_sibling(other, one)

    def _has_sibling(self, who: str, other: str) -> bool:
        person = self.people.get(who)
        return person is not None and any(link.person_id == other for link in person.siblings or ())

    # The carers

    @property
    def carers(self) -> tuple[Carer, ...] | None:
        return self.setting.carers

    def setting_of(self, placement: Placement) -> Setting:
        return self.settings[placement.setting_id]
