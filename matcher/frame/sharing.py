"""Who would share a room with the young person, and whether they may."""

from collections.abc import Iterator
from typing import NamedTuple

from matcher.domain.codes import MemberRelation
from matcher.domain.nights import birthday
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeState, PlacementSex, RiskType, Sex
from matcher.domain.settings import HouseholdMember
from matcher.frame.pairs import Pairs
from matcher.outcomes import ASK, MET, NOT_MET, PLACE

ADULT = 18
SWAPPED = {int(MET): int(NOT_MET), int(NOT_MET): int(MET)}


class Sharer(NamedTuple):
    """Somebody else in the room: their record, or what the household says of them; the last night they share."""

    person: YoungPerson | None
    member: HouseholdMember | None
    last_night: int


def in_the_room(pair: Pairs, i: int, row: int) -> Iterator[Sharer]:
    """Everybody else who sleeps in a row's one room on some judged night."""
    first, end, me = int(pair.first[i, row]), int(pair.presence_end[i, row]), pair.asks.people[i].id
    people, at = pair.index.people, int(pair.places.setting[row])
    for stay in pair.index.stays_at.get(at, ()):
        if stay.row == row and stay.person_id != me and stay.first < end and stay.leaving > first:
            yield Sharer(people.get(stay.person_id), None, min(stay.leaving, end) - 1)
    for member in pair.places.settings[at].household or ():
        if member.place_id == pair.places.rows[row].place_id and member.id != me:
            yield Sharer(people.get(member.id), member, end - 1)


def may_share(pair: Pairs, i: int, other: Sharer) -> int:
    """Neither is an adult; the sexes fit from ten; neither has a record of sexual harm."""
    mine, age = pair.asks.people[i], pair.policy.figures.share_other_sex_until_age
    adult = min(_other_is(other, ADULT), _person_is(pair, i, other, ADULT))
    old_enough = min(_other_is(other, age), _person_is(pair, i, other, age))
    sexes = min(_opposite(old_enough), _same_sex(_sex(mine), _sex(other.person)))
    return max(_opposite(adult), sexes, _harmless(mine, int(ASK)), _harmless(other.person, int(PLACE)))


def _opposite(word: int) -> int:
    return SWAPPED.get(word, word)


def _person_is(pair: Pairs, i: int, other: Sharer, age: int) -> int:
    """The young person is so old on the last night that they share."""
    earliest, latest = (int(days[i, 0]) for days in pair.asks.birthdays(age))
    if latest <= other.last_night:
        return int(MET)
    return int(ASK if earliest <= other.last_night else NOT_MET)


def _other_is(other: Sharer, age: int) -> int:
    """The other is; those of a household who are not its children are adults."""
    if other.member is not None and other.member.relation is not MemberRelation.OWN_CHILD:
        return int(MET)
    doubtful = other.person is None or other.person.age_state in {AgeState.DISPUTED, AgeState.UNKNOWN}
    certain = None if other.person is None or doubtful else other.person.date_of_birth
    born = other.member.date_of_birth if other.member is not None else certain
    if born is None:
        return int(PLACE)
    return int(MET if birthday(born, age).toordinal() <= other.last_night else NOT_MET)


def _sex(person: YoungPerson | None) -> Sex | PlacementSex | None:
    return (person.placement_sex or person.sex) if person else None


def _same_sex(mine: Sex | PlacementSex | None, theirs: Sex | PlacementSex | None) -> int:
    """No code decides where somebody is to be talked with first."""
    if theirs is None or PlacementSex.TALK_FIRST in {mine, theirs}:
        return int(PLACE)
    if mine is None:
        return int(ASK)
    return int(MET if mine.value == theirs.value else NOT_MET)


def _harmless(person: YoungPerson | None, unknown: int) -> int:
    """No record of sexually harmful behaviour, however old."""
    if person is None or person.risks is None:
        return unknown
    harm = any(entry.risk is RiskType.SEXUAL_HARM and entry.level != 0 for entry in person.risks)
    return int(NOT_MET if harm else MET)
