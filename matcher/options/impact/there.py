"""Who would be there with the young person: placed, coming, leaving, or a child of the family; and on which nights."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matcher.domain.codes import MemberRelation
from matcher.domain.errors import NoSuchPlace
from matcher.domain.nights import Nights
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import HouseholdMember, Place, Setting
from matcher.domain.snapshot import Snapshot, content_hash
from matcher.frame import Frame, Pairs, make_frame
from matcher.frame.residents import Resident
from matcher.ledger import FAR, Stay, is_foster, is_household, is_residential
from matcher.options.approving import place_manager
from matcher.options.impact.words import names
from matcher.options.judged import Judged, judge_all
from matcher.policy import Policy, PolicyBook


@dataclass(frozen=True)
class Other:
    """Somebody of the group: their record, what the household says of them, their nights there in order."""

    id: str
    person: YoungPerson | None
    member: HouseholdMember | None
    stays: tuple[Stay, ...]

    @property
    def is_own_child(self) -> bool:
        """The family's own child, of whom only what could harm them is asked."""
        return self.member is not None and self.member.relation is MemberRelation.OWN_CHILD

    @property
    def resident(self) -> Resident:
        """As rules read them."""
        first = self.stays[0].first if self.stays else 0
        return Resident(self.id, 0, -1, first, self.leaving, self.person, self.member)

    @property
    def first(self) -> int:
        """The first night, as an ordinal; 0 = of the family."""
        return self.stays[0].first if self.stays else 0

    @property
    def leaving(self) -> int:
        """The leaving day, as an ordinal; FAR = no planned end."""
        return self.stays[-1].leaving if self.stays else FAR


class Scene:
    """One request at one place, judged on the part of the snapshot that matters to it. Raises NoSuchRequest, NoSuchPlace."""

    def __init__(self, snapshot: Snapshot, request_id: str, place_id: str, book: PolicyBook) -> None:
        self.whole, self.book = snapshot, book
        place = next((one for one in snapshot.places if one.place_id == place_id), None)
        if place is None:
            raise NoSuchPlace("there is no place row with this id in the snapshot")
        frame = make_frame(snapshot.part([request_id], [place.setting_id]), book)
        self.request: PlacementRequest = frame.request(request_id)
        self.frame: Frame = frame
        self.judged: Judged = judge_all(frame, [self.request])
        self.row = next(row for row, one in enumerate(frame.places.rows) if one.place_id == place_id)
        if not self.pairs.considered[0, self.row]:
            raise NoSuchPlace("there is no place row with this id for this young person")

    @cached_property
    def snapshot_hash(self) -> str:
        """The content hash of the whole snapshot."""
        return content_hash(self.whole)

    @property
    def pairs(self) -> Pairs:
        """The request against the rows of the setting."""
        return self.judged.pairs

    @property
    def policy(self) -> Policy:
        """The figures in force."""
        return self.frame.policy

    @property
    def place(self) -> Place:
        """The place row."""
        return self.frame.places.rows[self.row]

    @property
    def setting(self) -> Setting:
        """The setting it belongs to."""
        return self.frame.index.setting_of_row(self.row)

    @property
    def newcomer(self) -> YoungPerson:
        """Whom the request is for."""
        return self.pairs.asks.people[0]

    @cached_property
    def first(self) -> int:
        """The first judged night, as an ordinal."""
        return int(self.pairs.first[0, self.row])

    @cached_property
    def leaving(self) -> int:
        """The leaving day, as an ordinal; FAR = no planned end."""
        return int(self.pairs.leaving[0, self.row])

    @cached_property
    def end(self) -> int:
        """The day after the last night that company is judged on."""
        return int(self.pairs.presence_end[0, self.row])

    @property
    def nights(self) -> Nights:
        """The judged nights."""
        return Nights(date.fromordinal(self.first), None if self.leaving == FAR else date.fromordinal(self.leaving))

    @property
    def lives_here(self) -> bool:
        """The young person's own placement covers today."""
        return bool(self.pairs.lives_there[0, self.row])

    @property
    def manager(self) -> str:
        """Who decides: `the registered manager`."""
        return f"the {place_manager(self.pairs, self.row).label}"

    @property
    def is_home(self) -> bool:
        """A registered children's home."""
        return is_residential(self.setting)

    @property
    def is_family(self) -> bool:
        """A foster family's home."""
        return is_foster(self.setting)

    @property
    def household_missing(self) -> bool:
        """Nobody has recorded who else lives in the family."""
        return is_household(self.setting) and self.setting.household is None

    @cached_property
    def everybody(self) -> tuple[Other, ...]:
        """Whoever is placed there at any time, from the first to come; then those of the family."""
        index, me = self.frame.index, self.newcomer.id
        stays: dict[str, list[Stay]] = {}
        at = int(self.frame.places.setting[self.row])
        for stay in sorted(index.stays_at.get(at, []), key=lambda one: (one.first, one.person_id, one.placement.id)):
            if stay.person_id != me:
                stays.setdefault(stay.person_id, []).append(stay)
        placed = [Other(who, index.people.get(who), None, tuple(theirs)) for who, theirs in stays.items()]
        return (*placed, *self._family(me, frozenset(stays)))

    def _family(self, me: str, placed: frozenset[str]) -> Iterator[Other]:
        for member in self.setting.household or ():
            person = self.frame.index.people.get(member.id)
            counts = person is not None or member.relation in {MemberRelation.OWN_CHILD, MemberRelation.STAYING_PUT}
            if counts and member.id != me and member.id not in placed:
                yield Other(member.id, person, member, ())

    @cached_property
    def others(self) -> tuple[Other, ...]:
        """Those who would be there on some judged night; of each the nights that count."""
        found = []
        for one in self.everybody:
            here = tuple(stay for stay in one.stays if stay.first < self.end and stay.leaving > self.first)
            if here or one.member is not None:
                found.append(Other(one.id, one.person, one.member, here))
        return tuple(found)

    @cached_property
    def gone_before(self) -> tuple[Other, ...]:
        """Those who live there today, or will, and leave before the first night."""
        staying, today = {one.id for one in self.others}, self.frame.snapshot.today.toordinal()
        return tuple(one for one in self.everybody if one.id not in staying and today < one.leaving <= self.first)

    @cached_property
    def called(self) -> dict[str, str]:
        """Id -> what each is called in this draft."""
        people = self.frame.index.people
        them = [self.newcomer.id, *(one.id for one in self.everybody)]
        return names((one, people[one].name_to_use if one in people else None) for one in them)

    def together(self, other: Other) -> tuple[int, int]:
        """From the first night that both are there to the leaving day, as ordinals; FAR = no planned end."""
        first = max(self.first, other.first)
        return first, max(min(self.leaving, other.leaving), first + 1)

    def shares_room(self, other: Other) -> bool:
        """Sleeps in this row's one room."""
        if not self.place.shared_room:
            return False
        if other.member is not None:
            return other.member.place_id == self.place.place_id
        return any(stay.row == self.row for stay in other.stays)

    @property
    def on_first_night(self) -> tuple[str, ...]:
        """Who else is placed there on the first night: the group that a decision is for."""
        there = {stay.person_id for one in self.others for stay in one.stays if stay.first <= self.first}
        return tuple(sorted(there))
