"""Keeps and shows records: one at a time, by the authority's own ids, nobody's change lost under another's."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from api.actions.discretion import as_kept, as_seen
from api.actions.merging import merged
from api.actions.soundness import wrong_with
from api.exchange.plain import plainly
from api.permissions import Caller, to_read
from api.records.collections import COLLECTIONS, Collection, record_adapter
from api.service import Service
from api.store.audit import Deed
from api.store.kept import kept_in
from api.store.rows import KeptRecord, record_of
from api.store.write import Change, Writing, writing
from matcher.domain.checks import refusal
from matcher.domain.codes import PlacementState
from matcher.domain.errors import MatcherError, Problem

JsonObject = Mapping[str, Any]


class NoSuchRecord(MatcherError):
    """Nothing with this id, of this authority."""

    code = "no_such_record"
    remedy = "Check the id; the collection's own address lists what there is."


class RecordExists(MatcherError):
    """A record with this id is there already."""

    code = "record_exists"
    remedy = "Read it, then PUT or PATCH it with If-Match."


class PreconditionFailed(MatcherError):
    """Somebody has changed the record since it was read."""

    code = "precondition_failed"
    remedy = "Read the record again, put your change to what it says now, and send it with the new ETag in If-Match."


class PreconditionRequired(MatcherError):
    """A change that does not say what it changes."""

    code = "precondition_required"
    remedy = "Read the record, and send its ETag in If-Match: nobody else's change is then lost."


@dataclass(frozen=True, slots=True)
class Saved:
    """A record as it now is, and whether it is new."""

    kept: KeptRecord
    is_new: bool


@dataclass(frozen=True, slots=True)
class Match:
    """The version that the caller knows: `If-Match`. None = none given; empty = `*`, any."""

    versions: frozenset[int] | None = None

    def check(self, kept: KeptRecord | None) -> None:
        """Raises PreconditionFailed where the record is not one that the caller knows."""
        if self.versions is not None and (kept is None or (self.versions and kept.version not in self.versions)):
            raise PreconditionFailed("the record is not as the caller knows it")


@dataclass(frozen=True, slots=True)
class Patch:
    """A change of one record: the fields given, put over the version that the caller knows."""

    collection: Collection
    id: str
    given: JsonObject
    match: Match


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as somebody saw it: its version, or None where there was none."""

    version: int | None

    def check(self, kept: KeptRecord | None) -> None:
        """Raises PreconditionFailed where it is not so any more."""
        if (kept and kept.version) != self.version:
            raise PreconditionFailed("the record is not as the caller knows it")


def read(service: Service, caller: Caller, collection: Collection, id_: str) -> KeptRecord:
    """One record. Reading about a young person is noted before it is shown. Raises NoSuchRecord."""
    if not collection.of_people:
        with service.store.reading() as connection:
            kept = _one(kept_in(connection, caller.authority, collection, [id_]), collection, id_)
            return as_seen(caller, collection, kept)
    with writing(service.store, caller, service.clock()) as change:
        kept = _one(change.kept(collection, [id_]), collection, id_)
        _note_read(change, collection, record_of(collection, kept))
        return kept


def put(service: Service, caller: Caller, collection: Collection, id_: str, record: Any, match: Match) -> Saved:  # noqa: ANN401 - a record of the collection
    """Keep this record under this id, new or changed. Sent again it changes nothing.

    Raises InvalidInput, PreconditionRequired for a change without If-Match, PreconditionFailed, RefTaken.
    """
    _require_id(collection, id_, record)
    with writing(service.store, caller, service.clock()) as change:
        kept = change.kept(collection, [id_]).get(id_)
        saved = _save(change, service, collection, record)
        if saved.deed is None:
            _note_read(change, collection, record)
        if change.has_changed:  # the record, or the person within it
            match.check(kept)
            if kept is not None and match.versions is None:
                raise PreconditionRequired(f"there is such a {collection.one} already, and it is another")
        return Saved(saved.kept, kept is None)


def create(
    service: Service,
    caller: Caller,
    collection: Collection,
    record: Any,  # noqa: ANN401 - as in put
    seen: Seen | None = None,
) -> KeptRecord:
    """Keep a new record. Raises InvalidInput, RecordExists, RefTaken.

    seen    how the caller knows the young person whom a request carries: raises PreconditionFailed where that has changed
    """
    id_ = collection.id_of(record)
    with writing(service.store, caller, service.clock()) as change:
        if change.kept(collection, [id_]):
            raise RecordExists(f"there is a {collection.one} with this id already")
        if seen is not None:
            seen.check(change.kept(COLLECTIONS["young_people"], [record.young_person_id]).get(record.young_person_id))
        return _save(change, service, collection, record).kept


def patch(
    service: Service, caller: Caller, collection: Collection, id_: str, given: JsonObject, match: Match
) -> KeptRecord:
    """Change the fields given (RFC 7396: null takes a field away). Raises as put does, and NoSuchRecord.

    The answer shows what was there before: raises NotPermitted for a caller who may write it and not read it.
    """
    with writing(service.store, caller, service.clock()) as change:
        return _patched(change, service, Patch(collection, id_, given, match))


def patch_together(service: Service, caller: Caller, patches: Iterable[Patch]) -> None:
    """Change several records, or none of them. Raises as patch does."""
    with writing(service.store, caller, service.clock()) as change:
        for one in patches:
            _patched(change, service, one)


def _patched(change: Writing, service: Service, one: Patch) -> KeptRecord:
    collection = one.collection
    change.caller.require(to_read(collection))
    if one.match.versions is None:
        raise PreconditionRequired("a change has to say which version it changes")
    kept = _one(change.kept(collection, [one.id]), collection, one.id)
    one.match.check(kept)
    record = parse(collection, merged(as_seen(change.caller, collection, kept).fields, one.given))
    _require_id(collection, one.id, record)
    saved = _save(change, service, collection, record)
    if saved.deed is None:
        _note_read(change, collection, record)
    return saved.kept


def remove(service: Service, caller: Caller, collection: Collection, id_: str, match: Match) -> None:
    """Delete a record of a register. Raises NoSuchRecord, PreconditionRequired, PreconditionFailed."""
    if match.versions is None:
        raise PreconditionRequired("to delete a record, say which version it is")
    with writing(service.store, caller, service.clock()) as change:
        kept = _one(change.kept(collection, [id_]), collection, id_)
        match.check(kept)
        change.remove(collection, kept, record_of(collection, kept))


def parse(collection: Collection, fields: JsonObject) -> Any:  # noqa: ANN401 - a record of the collection
    """The record of these JSON fields. Raises InvalidInput naming each field and its mend."""
    try:
        return record_adapter(collection.name).validate_json(json.dumps(fields))
    except ValidationError as error:
        raise refusal(plainly(error, collection.record)) from None


def _note_read(change: Writing, collection: Collection, record: object) -> None:
    """What is about a young person is noted before it is shown: also where a change that changes nothing shows it."""
    if collection.of_people:
        change.note(collection, collection.id_of(record), record, Deed.READ)


def _save(change: Writing, service: Service, collection: Collection, record: Any) -> Change:  # noqa: ANN401 - as in put
    _require_happened(collection, record)
    inside = getattr(record, "young_person", None)
    if inside is not None:
        _save_inside(change, service, record, inside)
    before = change.kept(collection, [collection.id_of(record)]).get(collection.id_of(record))
    record = as_kept(change.caller, collection, record, before and record_of(collection, before))
    today = service.frames.today(change.demonstration_at)
    if found := wrong_with(change, collection, [record], today):
        raise refusal([problem for _, problem in found])
    saved = change.save(collection, [record])[0]
    return replace(saved, kept=as_seen(change.caller, collection, saved.kept))


def _save_inside(change: Writing, service: Service, request: Any, person: Any) -> None:  # noqa: ANN401 - records
    """The young person whom a request carries: what it says is put over what is kept; nothing else is lost."""
    people = COLLECTIONS["young_people"]
    if person.id != request.young_person_id:
        mend = "Write the same id in both."
        raise refusal([Problem("/young_person/id", "This is not the person whom young_person_id names.", mend)])
    kept = change.kept(people, [person.id]).get(person.id)
    given = json.loads(record_adapter("young_people").dump_json(person, exclude_defaults=True, exclude_none=True))
    _save(change, service, people, parse(people, merged(kept.fields if kept else {}, given)))


def _require_happened(collection: Collection, record: Any) -> None:  # noqa: ANN401 - as in put
    """A placement that is planned here has its own life, with a person who decides; a record tells of the past."""
    if collection.name == "placements" and record.state not in {PlacementState.STARTED, PlacementState.ENDED}:
        mend = "Write started or ended. To hold a place for somebody, decide on it here."
        raise refusal([Problem("/state", "A record of a placement says what has happened elsewhere.", mend)])


def _require_id(collection: Collection, id_: str, record: object) -> None:
    if collection.id_of(record) != id_:
        where = f"/{collection.id_field}"
        mend = "Write the same id in both; a record keeps its id for ever."
        raise refusal([Problem(where, "This is not the id in the address.", mend)])


def _one(found: Mapping[str, KeptRecord], collection: Collection, id_: str) -> KeptRecord:
    if id_ not in found:
        raise NoSuchRecord(f"there is no {collection.one} with this id")
    return found[id_]
