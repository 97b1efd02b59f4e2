"""What was read and changed, by whom: written in the transaction of the deed itself."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert

from api.permissions import Caller
from api.records.collections import Collection
from api.store.rows import KeptRecord
from api.store.schema import table


class Deed(StrEnum):
    """What was done to a record."""

    READ = "read"
    LIST = "list"
    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    EXPORT = "export"
    RANK = "rank"
    EXPLAIN = "explain"
    SHOW = "show"
    """Options that had been ranked before were read again."""
    EFFECTS = "effects"
    """What each option would mean for the others was read."""
    BRIEF = "brief"
    """What could be built around one young person was put together and read."""
    USABLE = "usable"
    """The vacancies that somebody could use were counted."""
    IMPACT = "impact"
    """A draft impact risk assessment for one place was read."""
    SENSITIVITY = "sensitivity"
    """How sure the order of the options is was read."""
    PLAN = "plan"
    """A plan for everyone was asked for."""
    WHAT_IF = "what_if"
    """What some changes would mean was asked."""
    CANCEL = "cancel"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deed. `fields` names what changed; `before` is the record as it was."""

    deed: Deed
    collection: str
    record_id: str
    young_person_id: str | None = None
    fields: Sequence[str] = ()
    before: str | None = None


def entries_of(deed: Deed, collection: Collection, shown: Iterable[KeptRecord]) -> list[Entry]:
    """An entry for each young person whom these records are about; none where they are about places or staff."""
    return [
        Entry(deed=deed, collection=collection.name, record_id=one.id, young_person_id=who)
        for one in (shown if collection.of_people else ())
        for who in collection.whose(one.fields.get)
    ]


def leave_entries(connection: Connection, caller: Caller, at: datetime, entries: Iterable[Entry]) -> None:
    """Add these entries. Where they cannot be written the transaction fails, and the deed with it."""
    rows = [
        {
            "authority": caller.authority,
            "at": at,
            "actor": caller.actor,
            "role": caller.role.value,
            "reference": caller.reference,
            "action": entry.deed.value,
            "collection": entry.collection,
            "record_id": entry.record_id,
            "young_person_id": entry.young_person_id,
            "fields": json.dumps(list(entry.fields)),
            "before": entry.before,
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(table("audit_entry")), rows)
