"""From placements, and past stays kept beside them, to one history: nights in one bed are one stay."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from weakref import WeakKeyDictionary

from matcher.capacity.forecast.history import History, nights_of
from matcher.capacity.forecast.plans import with_plans
from matcher.domain.codes import PlacementState, PlacePool
from matcher.domain.placements import Placement
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Said, Stay
from matcher.frame import Frame

Bed = Callable[[Stay], Hashable]
"""What tells one home's beds from another's: the setting, and which of its pools."""
LIVED = frozenset({PlacementState.ENDED, PlacementState.STARTED})
Plans = Mapping[str, Sequence[Said]]
"""By id of a placement, what was said of its end, and when."""
NO_PLANS: Plans = {}
_since: WeakKeyDictionary[Frame, Mapping[str, int]] = WeakKeyDictionary()


def history_of(
    snapshot: Snapshot,
    kept: Iterable[Stay] = (),
    who: Callable[[str], str] = str,
    at: Callable[[str], str] = str,
    plans: Plans = NO_PLANS,
) -> History:
    """The past stays of a snapshot: those of its placements that have ended, and those `kept` beside them.

    `who`, `at`: what each person and each setting is called in `kept`. `plans`: what was said of ends. Consecutive stays of
    one person in one pool of beds are one; what goes on still is no past stay, whatever it began as. Of two that overlap in
    different beds, which no forecast can learn from, the one that began first is taken.
    """
    today = snapshot.today
    placed = [
        (placement.id, replace(one, young_person_id=who(one.young_person_id), setting_id=at(one.setting_id)))
        for placement, one in _lived(snapshot)
    ]
    bed = bed_of(snapshot)
    lived = (one for _, one in placed)
    found = joined([*lived, *(_until(one, today) for one in kept if one.first_night < today)], bed)
    said = _said(placed, plans, bed)
    return History(
        tuple(_told(one, said.get((one.young_person_id, bed(one)), ())) for one in found if one.leaving <= today),
        today,
        tuple(one for one in found if one.leaving > today),
    )


def _said(
    placed: Iterable[tuple[str, Stay]], plans: Plans, bed: Bed
) -> Mapping[tuple[str, Hashable], list[tuple[date, Said]]]:
    """By person and bed: what was said of the end of a placement, with its first night."""
    found: dict[tuple[str, Hashable], list[tuple[date, Said]]] = defaultdict(list)
    for placement_id, one in placed:
        found[one.young_person_id, bed(one)] += [(one.first_night, said) for said in plans.get(placement_id, ())]
    return found


def _told(stay: Stay, said: Iterable[tuple[date, Said]]) -> Stay:
    return with_plans(stay, (one for first_night, one in said if stay.first_night <= first_night < stay.leaving))


def _until(stay: Stay, today: date) -> Stay:
    return stay if stay.leaving <= today else replace(stay, leaving=today, ended=False)


def bed_of(snapshot: Snapshot) -> Bed:
    """By setting and pool; who is in no row counts to the first pool, as in the forecast."""
    pools = {one.place_id: one.pool for one in snapshot.places}
    first: dict[str, PlacePool] = {}
    order = list(PlacePool)
    for one in snapshot.places:
        first[one.setting_id] = min(first.get(one.setting_id, one.pool), one.pool, key=order.index)
    return lambda stay: (stay.setting_id, pools.get(stay.place_id or "", first.get(stay.setting_id)))


def joined(stays: Iterable[Stay], bed: Bed) -> tuple[Stay, ...]:
    """Consecutive and overlapping stays of one person in one bed as one; elsewhere on the same night, the first to begin."""
    order = sorted(stays, key=lambda one: (one.young_person_id, one.first_night, one.kind is not None, *nights_of(one)))
    found: list[Stay] = []
    for _, theirs in groupby(order, key=lambda one: one.young_person_id):
        last: Stay | None = None
        for one in theirs:
            if last is not None and one.first_night <= last.leaving and bed(one) == bed(last):
                last = found[-1] = _as_one(last, one)
            elif last is None or one.first_night >= last.leaving:
                found.append(last := one)
    return tuple(found)


def _as_one(before: Stay, after: Stay) -> Stay:
    """What is said of the later end counts; an end counts over "still there"."""
    last = max(before, after, key=lambda one: (one.leaving, one.ended, one.planned_leaving is not None))
    return replace(last, first_night=before.first_night, place_id=before.place_id or after.place_id)


def lived_since(frame: Frame) -> Mapping[str, int]:
    """By id of the placement of somebody who lives there now: the first night of their stay, as an ordinal."""
    if frame not in _since:
        bed = bed_of(frame.snapshot)
        placed = list(_lived(frame.snapshot))
        stays = {
            (one.young_person_id, bed(one)): one for one in joined((one for _, one in placed), bed) if not one.ended
        }
        _since[frame] = {
            placement.id: found.first_night.toordinal()
            for placement, one in placed
            if not one.ended and (found := stays.get((one.young_person_id, bed(one)))) is not None
        }
    return _since[frame]


def _lived(snapshot: Snapshot) -> Iterator[tuple[Placement, Stay]]:
    """Each placement that has begun, and its nights: of somebody who lives there now, tonight too.

    Where a planned end has passed and nobody has said whether it came to pass, they were there as far as that is known.
    """
    today, tomorrow = snapshot.today, snapshot.today + timedelta(days=1)
    for one in snapshot.placements:
        leaving = min(one.leaving or tomorrow, tomorrow)
        if one.state in LIVED and one.first_night < leaving:
            yield (
                one,
                Stay(
                    young_person_id=one.young_person_id,
                    setting_id=one.setting_id,
                    place_id=one.place_id,
                    first_night=one.first_night,
                    leaving=leaving,
                    ended=one.state is PlacementState.ENDED and leaving <= today,
                    plans_known_from=leaving,
                ),
            )
