"""From sets of limbs and nights to the changes themselves: each can be applied to a snapshot."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from matcher.domain.codes import Role
from matcher.domain.placements import Authorisation
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame
from matcher.options.approving import approvers_of, joined
from matcher.options.ways_out.edits import Apply, Edit, from_night, on_request, until_day
from matcher.options.ways_out.here import Here
from matcher.options.ways_out.judging import Nights
from matcher.options.ways_out.search import Search, Tried
from matcher.options.ways_out.sets import Set
from matcher.options.words import Words, a_list, day
from matcher.outcomes import NOT_MET
from matcher.rules import Limb
from matcher.rules.changes import ChangeKind

NOBODY_YET = "whoever agrees"


@dataclass(frozen=True)
class Found:
    """One place: what was tried, and each way out as the changes that make it."""

    search: Search
    tried: Tried

    @property
    def ways(self) -> tuple[tuple[Edit, ...], ...]:
        """The smallest sets, the smallest first."""
        return tuple(tuple(self._changes(one)) for one in self.tried.sets)

    def _changes(self, one: Set) -> Iterator[Edit]:
        """What is found out and made first, then what is approved, then the nights."""
        yield from (self.tried.edits[at] for at in sorted(one.edits))
        for limb in self.search.bits.limbs_of(one.needs):
            yield self._approval(limb)
        if one.nights.changes:
            yield self._other_nights(one.nights)

    def here(self, at: int) -> Here:
        """The place, and the limb at a position."""
        lists = self.search.lists
        return Here(
            lists.judged.pairs, self.tried.row, self.search.bits.limbs[at], int(lists.settled[at, self.tried.row])
        )

    def _approval(self, limb: Limb) -> Edit:
        here = self.here(self.search.bits.limbs.index(limb))
        roles = approvers_of(limb, here.pair, here.row)
        exempts = ChangeKind.EXEMPTION in limb.changes
        return Edit(
            kind=ChangeKind.EXEMPTION if exempts else ChangeKind.APPROVAL,
            limb=limb.id,
            says=_exempted(here) if exempts else _agreed(here, roles),
            who=roles,
            apply=_authorised(here, roles if limb.all_approve else roles[:1]),
        )

    def _other_nights(self, nights: Nights) -> Edit:
        request = self.search.request
        if nights.wait is not None:
            return _waited(request.id, nights.wait)
        return _shortened(request.id, request.start_date, nights.until or request.start_date)


def _waited(request_id: str, first: date) -> Edit:
    return Edit(
        kind=ChangeKind.WAIT,
        limb="",
        says=f"Wait until {day(first)}: the first night on which it could begin.",
        who=(Role.SOCIAL_WORKER,),
        first_night=first,
        apply=on_request(request_id, lambda one: from_night(one, first)),
    )


def _shortened(request_id: str, start: date, leaving: date) -> Edit:
    nights = (leaving - start).days
    count = "one night" if nights == 1 else f"{nights} nights"
    return Edit(
        kind=ChangeKind.FEWER_NIGHTS,
        limb="",
        says=f"Ask for {count} only, until {day(leaving)}, and plan where to go from there.",
        who=(Role.SOCIAL_WORKER,),
        leaving=leaving,
        apply=on_request(request_id, lambda one: until_day(one, leaving)),
    )


def _agreed(here: Here, roles: tuple[Role, ...]) -> str:
    limb = here.limb
    by = joined(roles, every_one=limb.all_approve)
    words = Words(here.pair, here.i, here.row, by)
    known = "knowing this" if here.outcome == NOT_MET or not limb.rings else "though this is not known"
    about = words.fill(limb.says if known == "knowing this" else limb.rings)
    also = f" To record with it: {a_list(list(limb.must_record))}." if limb.must_record else ""
    verb = "agree" if limb.all_approve and len(roles) > 1 else "agrees"
    return f"{by[0].upper()}{by[1:]} {verb}, {known}: {about}{also}"


def _exempted(here: Here) -> str:
    words = here.words
    area = words.area_authority()
    return f"{area[0].upper()}{area[1:]} grants an exemption that names {words.name()} and each child there."


def _authorised(here: Here, roles: Iterable[Role]) -> Apply:
    """Recorded approvals that count on every night, by nobody in particular yet."""
    given = tuple(
        Authorisation(
            id=f"way-out-{here.limb.id.replace(':', '-')}-{role.value}",
            rule=here.limb.id,
            role=role,
            person=NOBODY_YET,
            young_person_id=here.person.id,
            setting_id=here.setting.id,
            reason="as if it had been agreed",
            made_at=here.pair.index.snapshot.as_of,
            recorded=here.limb.must_record,
        )
        for role in roles
    )

    def apply(whole: Snapshot) -> Snapshot:
        return replace(whole, authorisations=(*whole.authorisations, *given))

    return apply


def found_ways(frame: Frame, request_id: str, place_ids: Iterable[str]) -> dict[str, Found]:
    """The ways out of some places (by id) of one request, all of them looked for together, as changes that can be applied.

    Only places that are considered and are no options yet; none where the request is referred. Raises NoSuchRequest.
    """
    search = Search(frame, frame.request(request_id), frozenset(place_ids))
    if search.is_referred:
        return {}
    return {frame.places.rows[one.row].place_id: Found(search, one) for one in search.tried()}
