"""What a snapshot must hold before it is judged: each id once, nothing named that is not there, nobody in two beds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from matcher.domain.codes import NO_BED, PlacementState
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.placements import Placement
from matcher.domain.snapshot import Snapshot

MOST_SHOWN = 100
MOST_DAYS_AWAY = 731
"""Problems named in one answer; beyond, they are counted."""

SETTLED = frozenset({PlacementState.CONFIRMED, PlacementState.STARTED})
"""States in which a person's nights may not overlap. A hold or an acceptance may stand beside the bed of today."""

IDS: Mapping[str, str] = {
    "authorities": "id",
    "young_people": "id",
    "settings": "id",
    "places": "place_id",
    "placements": "id",
    "placement_requests": "id",
    "workers": "id",
    "impact_risk_assessments": "id",
    "authorisations": "id",
}

REFERENCES = (
    ("placement_requests", "young_person_id", "young_people"),
    ("places", "setting_id", "settings"),
    ("placements", "young_person_id", "young_people"),
    ("placements", "setting_id", "settings"),
    ("shifts", "setting_id", "settings"),
    ("commitments", "setting_id", "settings"),
    ("commitments", "young_person_id", "young_people"),
    ("impact_risk_assessments", "young_person_id", "young_people"),
    ("impact_risk_assessments", "setting_id", "settings"),
    ("authorisations", "young_person_id", "young_people"),
    ("authorisations", "setting_id", "settings"),
    ("travel_times", "setting_id", "settings"),
)
"""Collection, field, and the collection that must hold the id named. Brothers and sisters may be outside."""


def require_sound(snapshot: Snapshot) -> Snapshot:
    """The snapshot itself. Raises InvalidInput with every problem (at most 100 named, the rest counted)."""
    if found := problems(snapshot):
        raise refusal(found)
    return snapshot


def refusal(found: Sequence[Problem], *, stopped: bool = False) -> InvalidInput:
    """The error that names these problems: at most 100, and how many more. `stopped`: nobody looked any further."""
    detail = f"{len(found)} things have to be put right" if len(found) > 1 else "one thing has to be put right"
    if stopped:
        detail = f"the reading stopped at {MOST_SHOWN} things that have to be put right"
    elif len(found) > MOST_SHOWN:
        detail += f"; the first {MOST_SHOWN} are listed, {len(found) - MOST_SHOWN} more are not"
    return InvalidInput(detail, tuple(found[:MOST_SHOWN]))


def problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Everything that keeps the snapshot from being judged; empty where it is sound. An empty county is sound."""
    return tuple(
        chain(
            _repeated_ids(snapshot),
            _missing_references(snapshot),
            _missing_places(snapshot),
            _missing_workers(snapshot),
            _missing_people(snapshot),
            births_to_come(snapshot),
            far_starts(snapshot),
            _overlaps(snapshot),
        )
    )


def _repeated_ids(snapshot: Snapshot) -> Iterator[Problem]:
    for collection, field in IDS.items():
        seen: dict[str, int] = {}
        for n, row in enumerate(getattr(snapshot, collection) or ()):
            first = seen.setdefault(getattr(row, field), n)
            if first != n:
                yield Problem(
                    f"/{collection}/{n}/{field}",
                    f"/{collection}/{first} has the same {field}.",
                    "Give every record an id of its own, and send each record once.",
                )


def _missing_references(snapshot: Snapshot) -> Iterator[Problem]:
    known = {there: _ids(snapshot, there) for there in ("young_people", "settings")}
    for collection, field, there in REFERENCES:
        ids = known[there]
        for n, row in enumerate(getattr(snapshot, collection)):
            named = getattr(row, field)
            if named is not None and named not in ids:
                yield _not_there(f"/{collection}/{n}/{field}", there)


def _missing_places(snapshot: Snapshot) -> Iterator[Problem]:
    setting_of = {place.place_id: place.setting_id for place in snapshot.places}
    for n, placement in enumerate(snapshot.placements):
        pointer = f"/placements/{n}/place_id"
        if placement.place_id is None:
            continue
        if placement.place_id not in setting_of:
            yield _not_there(pointer, "places")
        elif setting_of[placement.place_id] != placement.setting_id:
            yield Problem(
                pointer,
                "This place belongs to another setting than the placement's.",
                "Name a place of the setting in setting_id, or leave place_id out.",
            )


def _missing_workers(snapshot: Snapshot) -> Iterator[Problem]:
    if snapshot.workers is None:
        return
    known = _ids(snapshot, "workers")
    for n, shift in enumerate(snapshot.shifts):
        for m, worker in enumerate(shift.worker_ids or ()):
            if worker not in known:
                yield _not_there(f"/shifts/{n}/worker_ids/{m}", "workers")


def _missing_people(snapshot: Snapshot) -> Iterator[Problem]:
    """A separation names young people, or somebody who lives in a household: a member or a carer."""
    known = _ids(snapshot, "young_people")
    for setting in snapshot.settings:
        known.update(member.id for member in setting.household or ())
        known.update(carer.id for carer in setting.carers or ())
    for n, entry in enumerate(snapshot.separation_entries or ()):
        for field in ("person_a", "person_b"):
            if getattr(entry, field) not in known:
                yield Problem(
                    f"/separation_entries/{n}/{field}",
                    "Nobody under young_people, and nobody in a setting's household or among its carers, has this id.",
                    "Correct the id, or send the person too.",
                )


def births_to_come(snapshot: Snapshot) -> Iterator[Problem]:
    """Dates of birth after the day of the snapshot."""
    for n, person in enumerate(snapshot.young_people):
        yield from _birth(f"/young_people/{n}/date_of_birth", person.date_of_birth, snapshot.today)
    for n, setting in enumerate(snapshot.settings):
        for m, member in enumerate(setting.household or ()):
            yield from _birth(f"/settings/{n}/household/{m}/date_of_birth", member.date_of_birth, snapshot.today)


def _birth(pointer: str, born: date | None, today: date) -> Iterator[Problem]:
    if born is not None and born > today:
        yield Problem(
            pointer,
            "This date of birth is after the day of the snapshot (as_of).",
            "Correct the date, or as_of; leave it out if the date of birth is not known.",
        )


def far_starts(snapshot: Snapshot) -> Iterator[Problem]:
    """An open request far from `as_of` is a slip of the pen, or was never closed."""
    for at, request in enumerate(snapshot.placement_requests):
        if request.is_open and abs((request.start_date - snapshot.today).days) > MOST_DAYS_AWAY:
            yield Problem(
                f"/placement_requests/{at}/start_date",
                "The first night of an open request is more than two years from as_of.",
                "Correct the date, or mark the request as not open.",
            )


def _overlaps(snapshot: Snapshot) -> Iterator[Problem]:
    """Two placements of one person may not overlap; a new one may start on the day the last ends (catalogue 0.1)."""
    no_bed = {setting.id for setting in snapshot.settings if setting.kind in NO_BED}
    by_person: dict[str, list[tuple[date, int, Placement]]] = {}
    for n, placement in enumerate(snapshot.placements):
        if placement.state in SETTLED and placement.setting_id not in no_bed:
            by_person.setdefault(placement.young_person_id, []).append((placement.first_night, n, placement))
    for theirs in by_person.values():
        if len(theirs) > 1:
            yield from _overlaps_of_one(sorted(theirs, key=lambda entry: entry[:2]))


def _overlaps_of_one(in_order: list[tuple[date, int, Placement]]) -> Iterator[Problem]:
    _, last, longest = in_order[0]
    for _, n, placement in in_order[1:]:
        if placement.nights.overlaps(longest.nights):
            yield Problem(
                f"/placements/{n}/first_night",
                f"/placements/{last} has the same person somewhere else on one of these nights.",
                "End the earlier placement on the day this one begins, or correct the nights or the state.",
            )
        if longest.leaving is not None and (placement.leaving is None or placement.leaving > longest.leaving):
            last, longest = n, placement


def _ids(snapshot: Snapshot, collection: str) -> set[str]:
    return {getattr(row, IDS[collection]) for row in getattr(snapshot, collection) or ()}


def _not_there(pointer: str, collection: str) -> Problem:
    mend = f"Correct the id, or add the record to {collection}."
    return Problem(pointer, f"Nothing under {collection} has this id.", mend)
