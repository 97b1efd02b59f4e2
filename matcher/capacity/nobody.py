"""Somebody who is not on record, with a request of their own: what a profile says of them, or nothing at all."""

from datetime import date

from matcher.capacity.usable_by_model import Profile
from matcher.domain.people import Need, YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot

NOBODY_ON_RECORD = "profile"
"""Their id; prolonged until nobody on record has it."""


def hypothetical(snapshot: Snapshot, profile: Profile, first: date) -> tuple[PlacementRequest, YoungPerson]:
    """They ask from `first` on, with no planned end. What the profile leaves out is not known."""
    id_ = _free_id(snapshot)
    asked = PlacementRequest(id=id_, young_person_id=id_, start_date=first, is_emergency=profile.is_emergency)
    needs = profile.needs
    return asked, YoungPerson(
        id=id_,
        date_of_birth=None if profile.age is None else born_for(profile.age, first),
        sex=profile.sex,
        responsible_authority=snapshot.authority,
        needs=None if needs is None else tuple(Need(category=one.category, level=one.level) for one in needs),
    )


def born_for(age: int, first: date) -> date:
    """A date of birth that makes this age on every night for a year from `first`: a birthday on that very day."""
    try:
        return first.replace(year=first.year - age)
    except ValueError:
        return date(first.year - age, 2, 28)


def _free_id(snapshot: Snapshot) -> str:
    taken = {one.id for one in snapshot.young_people} | {one.id for one in snapshot.placement_requests}
    taken |= {member.id for setting in snapshot.settings for member in setting.household or ()}
    free = NOBODY_ON_RECORD
    while free in taken:
        free += "."
    return free
