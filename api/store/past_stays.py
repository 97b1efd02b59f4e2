"""Keeps past stays under pseudonyms, and reads them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, insert, select, update

from api.store.schema import table

SHORTENED = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStay:
    """A past stay as it is kept: see the table."""

    id: str
    who: str
    setting_id: str
    place_id: str | None = None
    kind: str | None = None
    ofsted_number: str | None = None
    first_night: date
    leaving: date
    ended: bool = True
    known_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What keeping past stays did, in stays."""

    created: int
    changed: int
    unchanged: int


def pseudonym(authority: str, person_id: str) -> str:
    """The same for the same person, and no name: whoever has the record can find it, nobody can read it off."""
    return hashlib.sha256(f"{authority}/{person_id}".encode()).hexdigest()[:SHORTENED]


def stay_id(who: str, home: str, first_night: date) -> str:
    """The id of a stay: who, which home, and its first night."""
    return hashlib.sha256(f"{who}/{home}/{first_night}".encode()).hexdigest()[:SHORTENED]


def keep_stays(connection: Connection, authority: str, stays: Iterable[KeptStay]) -> Learnt:
    """Keep these stays. What a later return has told of one already stays as it is."""
    rows = table("past_stay")
    before = {one.id: one for one in kept_stays(connection, authority)}
    given = {one.id: one for one in stays}
    new = [one for one in given.values() if one.id not in before]
    other = [one for one in given.values() if one.id in before and _tells_more(one, before[one.id])]
    if new:
        connection.execute(insert(rows), [{"authority": authority, **asdict(one)} for one in new])
    if other:
        here = (rows.c.authority == authority, rows.c.id == bindparam("this_id"))
        names = [name for name in asdict(other[0]) if name != "id"]
        changes = update(rows).where(*here).values({name: bindparam(f"new_{name}") for name in names})
        values = [{"this_id": one.id, **{f"new_{name}": getattr(one, name) for name in names}} for one in other]
        connection.execute(changes, values)
    return Learnt(created=len(new), changed=len(other), unchanged=len(given) - len(new) - len(other))


def _tells_more(one: KeptStay, before: KeptStay) -> bool:
    return one.known_on >= before.known_on and one != before


def kept_stays(connection: Connection, authority: str) -> tuple[KeptStay, ...]:
    """Every past stay that is kept, by id."""
    rows = table("past_stay")
    names = [column for column in rows.c if column.name != "authority"]
    query = select(*names).where(rows.c.authority == authority).order_by(rows.c.id)
    return tuple(KeptStay(**row) for row in connection.execute(query).mappings())


def agreed(stays: Iterable[KeptStay]) -> list[KeptStay]:
    """Where returns tell otherwise of the same nights of one person, what the latest one tells; of one home, all of it."""
    theirs: dict[str, list[KeptStay]] = defaultdict(list)
    for one in sorted(stays, key=lambda one: (one.known_on, one.first_night, one.id), reverse=True):
        said = theirs[one.who]
        if not any(_contradict(one, other) for other in said):
            said.append(one)
    return [one for said in theirs.values() for one in said]


def _contradict(one: KeptStay, later: KeptStay) -> bool:
    """On the same night elsewhere; or at the same home for longer than is told later."""
    if one.known_on == later.known_on or one.first_night >= later.leaving or later.first_night >= one.leaving:
        return False
    return one.setting_id != later.setting_id or one.leaving > later.leaving
