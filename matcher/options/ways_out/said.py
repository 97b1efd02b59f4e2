"""The ways out in words, for every reader; and what is said where there is none."""

from collections.abc import Collection, Iterable

from matcher.domain.errors import NoSuchPlace
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.found import sentence_of
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.options.ways_out.edits import Edit
from matcher.options.ways_out.found import Found, found_ways
from matcher.options.ways_out.result import Change, InTheWay, WayOut, WaysOut
from matcher.options.ways_out.sets import MOST
from matcher.options.words import Words
from matcher.policy import PolicyBook
from matcher.rules import is_unverified
from matcher.rules.changes import ChangeKind

NIGHTS = frozenset({ChangeKind.WAIT, ChangeKind.FEWER_NIGHTS})


def ways_out(frame: Frame, request_id: str, place_ids: Collection[str]) -> dict[str, WaysOut]:
    """What would make each of these places (by id) lawful for one request. Raises NoSuchRequest, NoSuchPlace.

    Sets of up to three changes, judged by the rule book itself: together they put the place on the list of options, and none
    of them can be left out. Where the request belongs with another service, each answer says with which.
    """
    row_of = {place.place_id: row for row, place in enumerate(frame.places.rows)}
    if not row_of.keys() >= set(place_ids):
        raise NoSuchPlace("there is no place row with this id in the snapshot")
    found = found_ways(frame, request_id, place_ids)
    rest = [one for one in place_ids if one not in found]
    said = {place_id: _said(one) for place_id, one in found.items()} | _not_looked_for(frame, request_id, rest, row_of)
    return {one: said[one] for one in place_ids}


def ways_out_of_place(snapshot: Snapshot, request_id: str, place_id: str, book: PolicyBook) -> WaysOut:
    """The same of one place, on the part of the snapshot that matters to it. Raises NoSuchRequest, NoSuchPlace."""
    settings = [one.setting_id for one in snapshot.places if one.place_id == place_id]
    return ways_out_of(snapshot, request_id, [place_id], settings, book)[place_id]


def ways_out_of(
    snapshot: Snapshot, request_id: str, place_ids: Collection[str], settings: Collection[str], book: PolicyBook
) -> dict[str, WaysOut]:
    """The same of places of some settings (ids)."""
    there = {one.young_person_id for one in snapshot.placements if one.setting_id in settings}
    moving = (one.id for one in snapshot.placement_requests if one.is_open and one.young_person_id in there)
    part = snapshot.part([request_id, *moving], settings)
    return ways_out(make_frame(part, book), request_id, place_ids)


def _not_looked_for(frame: Frame, request_id: str, rest: list[str], row_of: dict[str, int]) -> dict[str, WaysOut]:
    """Options already, places that are not considered, and every place of a request that is referred."""
    if not rest:
        return {}
    lists = Lists(judge_all(frame, [frame.request(request_id)]), 0)
    return {one: _nothing_to_change(lists, row_of[one], one) for one in rest}


def _nothing_to_change(lists: Lists, row: int, place_id: str) -> WaysOut:
    words = Words(lists.judged.pairs, lists.i, row)
    if lists.referred:
        limbs = [lists.judged.limbs[at][1] for at in lists.referred]
        said = tuple(InTheWay(rule=limb.id, says=words.fill(limb.says), why=limb.unchangeable) for limb in limbs)
        return WaysOut(place_id=place_id, says="No place is considered here: ask another service.", in_the_way=said)
    if not lists.considered[row]:
        return WaysOut(place_id=place_id, says=f"This place is not one for {words.name()}: it was not considered.")
    return WaysOut(place_id=place_id, says="Nothing has to change: this place is one of the options.")


def _said(found: Found) -> WaysOut:
    tried, limbs = found.tried, found.search.bits.limbs
    ways = tuple(WayOut(changes=tuple(_in_words(found, way))) for way in found.ways)
    return WaysOut(
        place_id=found.search.frame.places.rows[tried.row].place_id,
        says=_above(found),
        ways=ways,
        in_the_way=() if ways else tuple(_in_the_way(found, at) for at in tried.standing),
        protective=any(limbs[at].protective for at in tried.standing),
    )


def _above(found: Found) -> str:
    words, count = found.here(found.tried.standing[0]).words, len(found.tried.sets)
    if count:
        which = "This would open" if count == 1 else f"Each of these {count} ways would open"
        return f"{which} {words.setting()} for {words.name()}."
    if found.tried.never:
        return f"We know of nothing that would open {words.setting()} for {words.name()} soon."
    return f"More than {_number(MOST)} things would have to change before {words.setting()} could be offered."


def _number(count: int) -> str:
    return {3: "three"}.get(count, str(count))


def _in_words(found: Found, way: tuple[Edit, ...]) -> Iterable[Change]:
    for one in way:
        yield Change(
            kind=one.kind,
            rules=_named_by(found, one, way) if one.kind in NIGHTS else (one.limb,),
            who=one.who,
            by=one.by,
            says=one.says,
            first_night=one.first_night,
            leaving=one.leaving,
        )


def _named_by(found: Found, nights: Edit, way: tuple[Edit, ...]) -> tuple[str, ...]:
    """What stands in the way now and is met on other nights: all that the other changes are not for."""
    others = {one.limb for one in way}
    standing = [found.search.bits.limbs[at] for at in found.tried.standing]
    return tuple(limb.id for limb in standing if limb.id not in others and nights.kind in limb.changes)


def _in_the_way(found: Found, at: int) -> InTheWay:
    here = found.here(at)
    why = here.words.fill(here.limb.unchangeable)
    if not why and at in found.tried.never:
        why = f"Nothing changes this in the next {found.search.frame.policy.figures.ways_out_nights} nights."
    said = here.words.fill(sentence_of(here.limb, here.outcome))
    return InTheWay(rule=here.limb.id, says=said, why=why, unverified=is_unverified(here.limb.id))
