"""What must hold between a record and what is kept already, before it is kept itself."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, select

from api.records.collections import COLLECTIONS, Collection, nouns_adapter
from api.store.kept import in_runs
from api.store.rows import people_named
from api.store.schema import table
from api.store.write import Writing
from matcher.domain.checks import SETTLED, births_to_come, far_starts
from matcher.domain.codes import NO_BED
from matcher.domain.errors import Problem
from matcher.domain.placements import Placement
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON

Found = Iterator[tuple[int, Problem]]
"""Position of the record, and what is wrong with it; the pointer is within the record."""


def wrong_with(
    change: Writing, collection: Collection, records: Sequence[Any], today: date
) -> list[tuple[int, Problem]]:
    """Everything that keeps these records from being kept. Empty where they are sound."""
    checks = [_not_there(change, collection, records)]
    if collection.name == "placements":
        checks += [_other_settings(change, records), _overlaps(change, records)]
    elif collection.name == "places":
        checks.append(_lived_in_elsewhere(change, records))
    elif collection.name == "separations":
        checks.append(_nobody(change, records))
    elif collection.name == "settings":
        checks += [_left_out(change, collection, records), _now_with_beds(change, records)]
    if collection.name in {"young_people", "settings", "placement_requests"}:
        checks.append(_days(change, collection, records, today))
    return list(chain.from_iterable(checks))


def _not_there(change: Writing, collection: Collection, records: Sequence[Any]) -> Found:
    for field, there in collection.refers_to:
        if there == "workers" and "workers" not in change.registers:
            continue  # nobody keeps staff by name here
        named = [_named(record, field) for record in records]
        known = existing(change, there, chain.from_iterable(named))
        one = COLLECTIONS[there].one
        for at, ids in enumerate(named):
            for n, id_ in enumerate(ids):
                if id_ not in known:
                    pointer = f"/{field}/{n}" if isinstance(getattr(records[at], field), tuple) else f"/{field}"
                    yield (
                        at,
                        Problem(
                            pointer, f"There is no {one} with this id.", f"Correct the id, or add the {one} first."
                        ),
                    )


def _named(record: object, field: str) -> tuple[str, ...]:
    given = getattr(record, field)
    return given if isinstance(given, tuple) else () if given is None else (given,)


def existing(change: Writing, name: str, ids: Any) -> set[str]:  # noqa: ANN401 - any ids
    """Those of these ids that the collection has."""
    rows = table(name).c
    found: set[str] = set()
    for some in in_runs(sorted(set(ids))):
        query = select(rows.id).where(rows.authority == change.caller.authority, rows.id.in_(some))
        found.update(change.connection.scalars(query))
    return found


def _other_settings(change: Writing, placements: Sequence[Placement]) -> Found:
    rows = table("places").c
    setting_of: dict[str, str] = {}
    for some in in_runs(sorted({one.place_id for one in placements if one.place_id})):
        query = select(rows.id, rows.setting_id).where(rows.authority == change.caller.authority, rows.id.in_(some))
        setting_of.update((row.id, row.setting_id) for row in change.connection.execute(query))
    for at, one in enumerate(placements):
        if one.place_id in setting_of and setting_of[one.place_id] != one.setting_id:
            mend = "Name a place of the setting in setting_id, or leave place_id out."
            yield at, Problem("/place_id", "This place belongs to another setting than setting_id.", mend)


def _lived_in_elsewhere(change: Writing, places: Sequence[Any]) -> Found:
    """A place stays in its setting for as long as a placement says that it is there."""
    rows = table("placements").c
    setting_of = {one.place_id: one.setting_id for one in places}
    elsewhere: set[str] = set()
    for some in in_runs(sorted(setting_of)):
        query = select(rows.place_id, rows.setting_id).where(
            rows.authority == change.caller.authority, rows.place_id.in_(some)
        )
        found = change.connection.execute(query)
        elsewhere.update(row.place_id for row in found if setting_of[row.place_id] != row.setting_id)
    for at, one in enumerate(places):
        if one.place_id in elsewhere:
            mend = "Correct the setting, or add a place under another id."
            yield at, Problem("/setting_id", "A placement has this place in another setting.", mend)


def _overlaps(change: Writing, placements: Sequence[Placement]) -> Found:
    """Nobody sleeps in two places; a new stay may begin on the day the last one ends."""
    for at in _overlapping(change, placements, _settings_without_beds(change)):
        mend = "End the earlier placement on the day this one begins, or correct the nights or the state."
        yield at, Problem("/first_night", "The same person is somewhere else on one of these nights.", mend)


def _now_with_beds(change: Writing, settings: Sequence[Any]) -> Found:
    """Stays at a setting without beds may stand beside others; once it has beds they may not."""
    no_bed, rows = _settings_without_beds(change), table("placements").c
    for at, one in enumerate(settings):
        if one.id in no_bed and one.kind not in NO_BED:
            theirs = _kept_settled(change, rows.setting_id == one.id)
            if any(True for _ in _overlapping(change, theirs, no_bed - {one.id})):
                what = "Somebody with a placement here is somewhere else on the same nights."
                yield at, Problem("/kind", what, "End one of the two placements first, or correct the kind.")


def _overlapping(change: Writing, placements: Sequence[Placement], no_bed: set[str]) -> Iterator[int]:
    """Positions of those that overlap with another of the same person."""
    theirs: dict[str, list[Placement]] = defaultdict(list)
    new = {one.id for one in placements}
    for one in (*(other for other in _settled(change, placements) if other.id not in new), *placements):
        if one.state in SETTLED and one.setting_id not in no_bed:
            theirs[one.young_person_id].append(one)
    for at, one in enumerate(placements):
        others = theirs[one.young_person_id] if one.state in SETTLED and one.setting_id not in no_bed else []
        if any(other.id != one.id and other.nights.overlaps(one.nights) for other in others):
            yield at


def _settled(change: Writing, placements: Sequence[Placement]) -> Iterator[Placement]:
    for some in in_runs(sorted({one.young_person_id for one in placements})):
        yield from _kept_settled(change, table("placements").c.young_person_id.in_(some))


def _kept_settled(change: Writing, where: ColumnElement[bool]) -> tuple[Placement, ...]:
    rows = table("placements").c
    states = [state.value for state in SETTLED]
    query = select(rows.document).where(rows.authority == change.caller.authority, rows.state.in_(states), where)
    return nouns_adapter("placements").validate_json(f"[{','.join(change.connection.scalars(query))}]")


def _settings_without_beds(change: Writing) -> set[str]:
    rows = table("settings").c
    kinds = [kind.value for kind in NO_BED]
    query = select(rows.id).where(rows.authority == change.caller.authority, rows.kind.in_(kinds))
    return set(change.connection.scalars(query))


def _nobody(change: Writing, entries: Sequence[Any]) -> Found:
    """A separation names young people, or somebody who lives in a household: a member or a carer."""
    ids = {who for one in entries for who in (one.person_a, one.person_b)}
    known = existing(change, "young_people", ids)
    known |= _in_households(change, ids - known)
    for at, one in enumerate(entries):
        for field in ("person_a", "person_b"):
            if getattr(one, field) not in known:
                what = "No young person, and nobody in a setting's household or among its carers, has this id."
                yield at, Problem(f"/{field}", what, "Correct the id, or add the person first.")


def _left_out(change: Writing, collection: Collection, settings: Sequence[Any]) -> Found:
    """Whom a separation names stays in some household for as long as it does, unless they have a record of their own."""
    now_in = {one.id: set(people_named(collection, one)) for one in settings}
    before = _named_in(change, list(now_in))
    gone = {who for id_, people in before.items() for who in people - now_in[id_]}
    gone -= existing(change, "young_people", gone) | _in_households(change, gone, but_for=now_in.keys())
    missed = _kept_apart(change, gone.difference(*now_in.values()))
    for at, one in enumerate(settings):
        if before.get(one.id, set()) & missed:
            what = "A separation names somebody who would no longer be in any household."
            yield at, Problem("/household", what, "Delete the separation first, or leave them in the household.")


def _named_in(change: Writing, settings: Sequence[str]) -> dict[str, set[str]]:
    """Who is named in these settings as they are kept."""
    rows = table("named_person").c
    found: dict[str, set[str]] = defaultdict(set)
    for some in in_runs(settings):
        query = select(rows.record_id, rows.person_id).where(
            rows.authority == change.caller.authority, rows.collection == "settings", rows.record_id.in_(some)
        )
        for row in change.connection.execute(query):
            found[row.record_id].add(row.person_id)
    return found


def _in_households(change: Writing, ids: Iterable[str], but_for: Container[str] = ()) -> set[str]:
    """Those of these people who are named in a setting, other than these."""
    rows = table("named_person").c
    found: set[str] = set()
    for some in in_runs(sorted(ids)):
        query = select(rows.person_id, rows.record_id).where(
            rows.authority == change.caller.authority, rows.collection == "settings", rows.person_id.in_(some)
        )
        found.update(row.person_id for row in change.connection.execute(query) if row.record_id not in but_for)
    return found


def _kept_apart(change: Writing, ids: Iterable[str]) -> set[str]:
    """Those of these people whom a separation names."""
    rows = table("separations").c
    found: set[str] = set()
    for some in in_runs(sorted(ids)):
        for column in (rows.person_a, rows.person_b):
            query = select(column).where(rows.authority == change.caller.authority, column.in_(some))
            found.update(change.connection.scalars(query))
    return found


def _days(change: Writing, collection: Collection, records: Sequence[Any], today: date) -> Found:
    """Nobody is born tomorrow; an open request is not years away."""
    given: Any = {collection.name: tuple(records)}
    noon = datetime.combine(today, time(12), LONDON)
    alone = Snapshot(as_of=noon, authority=change.caller.authority, **given)
    for problem in (*births_to_come(alone), *far_starts(alone)):
        _, _, at, within = problem.pointer.split("/", 3)
        yield int(at), Problem(f"/{within}", problem.detail, problem.mend)
