"""From the database to a snapshot. Everything is read in one consistent view, by authority."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from api.records.collections import noun_adapter
from api.records.order import in_order
from api.store.schema import table
from matcher.domain.errors import MatcherError
from matcher.domain.people import Relationship, YoungPerson
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import london_day

PAST_SHIFTS = timedelta(days=31)
"""Rotas older than this are kept, and left out of a snapshot: no rule looks back so far."""

NOUNS_KEPT = 20_000
"""As read from their documents, in the memory of one process: a county has some 3,000."""

Where = ColumnElement[bool]


class NoSuchAuthority(MatcherError):
    """The store holds nothing of an authority with this id."""

    code = "no_such_authority"
    remedy = "Check the id; `nwd authority ID --name NAME` begins a new one."


def authority_row(connection: Connection, authority: str) -> Row[Any]:
    """The authority's own row. Raises NoSuchAuthority."""
    owner = table("authority_store")
    row = connection.execute(select(owner).where(owner.c.id == authority)).one_or_none()
    if row is None:
        raise NoSuchAuthority("there is no authority with this id")
    return row


def read_snapshot(connection: Connection, authority: str, as_of: datetime) -> Snapshot:
    """Everything of this authority that an answer at that moment may use. Raises NoSuchAuthority."""
    return Reader(connection, authority, as_of).snapshot({})


class Reader:
    """Reads one authority's nouns for one moment."""

    def __init__(self, connection: Connection, authority: str, as_of: datetime) -> None:
        self.connection, self.authority, self.as_of = connection, authority, as_of
        self.registers = frozenset(json.loads(authority_row(connection, authority).registers))

    def snapshot(self, only: dict[str, Where]) -> Snapshot:
        """The snapshot of the rows that `only` lets through, by collection; all where it says nothing."""
        requests, shifts = table("placement_requests").c, table("shifts").c
        bounds: dict[str, Where] = {
            "placement_requests": requests.is_open,
            "shifts": shifts.on >= london_day(self.as_of) - PAST_SHIFTS,
        }
        rows = {name: self.nouns(name, _both(bounds.get(name), only.get(name))) for name in PLAIN}
        return in_order(
            Snapshot(
                as_of=self.as_of,
                authority=self.authority,
                young_people=self._people(only),
                workers=self._register("workers", only),
                separation_entries=self._register("separations", only),
                **rows,
            )
        )

    def nouns(self, name: str, where: Where | None = None) -> tuple[Any, ...]:
        """The collection's nouns, as validated on their way in."""
        rows = table(name)
        query = select(rows.c.document).where(rows.c.authority == self.authority)
        return _parsed(name, self.connection.scalars(query if where is None else query.where(where)))

    def _register(self, name: str, only: dict[str, Where]) -> tuple[Any, ...] | None:
        """A register that nobody has recorded is not known; an empty one is a recorded "none"."""
        found = self.nouns(name, only.get(name))
        return found if found or name in self.registers else None

    def _people(self, only: dict[str, Where]) -> tuple[YoungPerson, ...]:
        known = self._relationships(only.get("relationships"))
        people = self.nouns("young_people", only.get("young_people"))
        return tuple(_who_knows(person, known.get(person.id, ())) for person in people)

    def _relationships(self, where: Where | None) -> dict[str, list[Relationship]]:
        rows = table("relationships")
        query = select(rows.c.young_person_id, rows.c.document).where(rows.c.authority == self.authority)
        found = self.connection.execute(query if where is None else query.where(where)).all()
        by_person: dict[str, list[Relationship]] = {}
        for row, noun in zip(found, _parsed("relationships", (row.document for row in found)), strict=True):
            by_person.setdefault(row.young_person_id, []).append(noun)
        return by_person


PLAIN = (
    "authorities",
    "settings",
    "places",
    "placements",
    "placement_requests",
    "shifts",
    "commitments",
    "impact_risk_assessments",
    "authorisations",
    "travel_times",
    "on_call",
)
"""Collections that a snapshot holds as they are kept, under the same name."""


def _parsed(name: str, documents: Iterable[str]) -> tuple[Any, ...]:
    return tuple(_noun(name, one) for one in documents)


@lru_cache(maxsize=NOUNS_KEPT)
def _noun(name: str, document: str) -> Any:  # noqa: ANN401 - a noun of any kind
    """Nobody can change a noun, and after a change nearly all of them are as they were."""
    return noun_adapter(name).validate_json(document)


def _both(one: Where | None, other: Where | None) -> Where | None:
    return other if one is None else one if other is None else and_(one, other)


def _who_knows(person: YoungPerson, recorded: Collection[Relationship]) -> YoungPerson:
    """Relationship records add to the person's own; where both name the same somebody, the record counts."""
    if not recorded:
        return person
    by_id = {one.person_id: one for one in (*(person.relationships or ()), *recorded)}
    return replace(person, relationships=tuple(by_id[key] for key in sorted(by_id)))
