"""Two people at one place as if nobody else lived there, on given nights: the rule book itself says what stands between them.

A rule about the group says that something is not met; asked about two alone, it says between whom. Each way it is asked anew,
with the other as the one who comes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from matcher.domain.codes import PlacementState
from matcher.domain.people import YoungPerson
from matcher.domain.placements import Placement
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import HouseholdMember
from matcher.domain.snapshot import Snapshot
from matcher.frame import Pairs, make_frame
from matcher.frame.nights import OfferedNights
from matcher.ledger import FAR, ordinal
from matcher.options.impact.there import Other, Scene
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook
from matcher.rules import limbs_in_force

BETWEEN_TWO = (
    "peer-age-gap",
    "younger-children-in-household:level-2",
    "younger-children-in-household:sexual-harm-3",
    "fire-setting:level-3",
    "solo-or-shared:need",
    "do-not-place-together:must",
    "do-not-place-together:review",
    "siblings-together:apart",
    "court-contact-order-compatible",
    "remand-conditions-met",
    "resident-mix-score:limit",
)
"""Limbs that can come to something because of one other person."""


class PairsOn(Pairs):
    """Columns on nights that are given, whatever beds and calendars would offer."""

    def __init__(self, like: Pairs, first: int, leaving: int) -> None:
        super().__init__(like.asks, like.places, like.residents, like.staffing)
        self.given = OfferedNights(
            first=np.full(self.shape, first, np.int32),
            leaving=np.full(self.shape, leaving, np.int32),
            enough=np.ones(self.shape, np.bool_),
            closed_by=np.zeros(self.shape, np.uint8),
        )

    @cached_property
    def nights_before_terms(self) -> OfferedNights:
        """As given."""
        return self.given

    @cached_property
    def nights(self) -> OfferedNights:
        """As given."""
        return self.given


@dataclass(frozen=True)
class Alone:
    """Somebody who comes (`asking`), and one who is there."""

    world: Snapshot
    book: PolicyBook
    row: int
    first: int
    leaving: int

    @property
    def asking(self) -> PlacementRequest:
        """The request of the one who comes."""
        return self.world.placement_requests[0]

    def outcome(self, limb_id: str) -> Outcome | None:
        """What a limb comes to; None where it is not in force."""
        pairs = self.pairs
        limb = next((limb for _, limb in limbs_in_force(pairs.policy.day) if limb.id == limb_id), None)
        if limb is None:
            return None
        found = limb.judge(pairs.asks, pairs.places, pairs, pairs.policy)
        return Outcome(int(np.broadcast_to(found, pairs.shape)[0, self.row]))

    def fails(self, limb_id: str, changed: Callable[[YoungPerson], YoungPerson] | None = None) -> bool:
        """The limb is not met; `changed`: with another record of the one who comes."""
        return (self if changed is None else self.with_record(changed)).outcome(limb_id) is Outcome.NOT_MET

    def with_record(self, changed: Callable[[YoungPerson], YoungPerson]) -> "Alone":
        """The same two, with another record of the one who comes."""
        who = self.asking.young_person_id
        people = tuple(changed(one) if one.id == who else one for one in self.world.young_people)
        return replace(self, world=replace(self.world, young_people=people))

    @cached_property
    def pairs(self) -> Pairs:
        """The columns of these two, on the nights given."""
        frame = make_frame(self.world, self.book)
        _, pairs = frame.asking([self.asking])
        return PairsOn(pairs, self.first, self.leaving)


def as_newcomer(scene: Scene, other: Other) -> Alone:
    """The young person comes; the other alone is there."""
    request = _request(scene.request, scene.newcomer.id, scene.first, scene.leaving)
    return _alone(scene, other, request, tuple(stay.placement for stay in other.stays), other.member)


def as_resident(scene: Scene, other: Other) -> Alone:
    """The other comes, from the first night that both are there; the young person alone is there."""
    first, leaving = scene.together(other)
    there = Placement(
        id="newcomer",
        young_person_id=scene.newcomer.id,
        setting_id=scene.setting.id,
        place_id=scene.place.place_id,
        first_night=scene.nights.first_night,
        leaving=scene.nights.leaving,
        state=PlacementState.ACCEPTED,
    )
    return _alone(scene, other, _request(scene.request, other.id, first, leaving), (there,), None)


def _request(like: PlacementRequest, who: str, first: int, leaving: int) -> PlacementRequest:
    end = None if leaving == FAR else date.fromordinal(leaving)
    return PlacementRequest(
        id=like.id,
        young_person_id=who,
        start_date=date.fromordinal(first),
        end_date=end,
        is_emergency=like.is_emergency,
    )


def _alone(
    scene: Scene,
    other: Other,
    request: PlacementRequest,
    placements: tuple[Placement, ...],
    member: HouseholdMember | None,
) -> Alone:
    part, both = scene.frame.snapshot, {scene.newcomer.id, other.id}
    entries = part.separation_entries
    setting = replace(
        scene.setting,
        household=(member,) if member else (),
        linked_adults=(),
        visiting_children=(),
    )
    world = replace(
        part,
        young_people=(scene.newcomer, *_records(other, is_asking=request.young_person_id == other.id)),
        settings=(setting,),
        places=tuple(one for one in part.places if one.setting_id == setting.id),
        placements=placements,
        placement_requests=(request,),
        workers=(),
        shifts=(),
        commitments=(),
        separation_entries=entries and tuple(one for one in entries if {one.person_a, one.person_b} == both),
        authorisations=(),
        travel_times=(),
    )
    row = next(row for row, one in enumerate(world.places) if one.place_id == scene.place.place_id)
    nights = ordinal(request.start_date), ordinal(request.end_date)
    return Alone(world, scene.book, row, *nights)


def _records(other: Other, *, is_asking: bool) -> tuple[YoungPerson, ...]:
    """Who asks has a record; who is only there has the one that is kept, if any."""
    return (record_of(other),) if is_asking or other.person is not None else ()


def record_of(other: Other) -> YoungPerson:
    """Their record; of the family's child without one, what the household says."""
    if other.person is not None:
        return other.person
    member = other.member
    return YoungPerson(
        id=other.id,
        date_of_birth=member.date_of_birth if member else None,
        vulnerabilities=member.vulnerabilities if member else None,
    )
