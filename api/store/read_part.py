"""Reads the part of an authority's record that can matter to some requests at some settings, and no more of it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, true

from api.store.read import Reader, Where
from api.store.schema import table
from matcher.domain.codes import TAKES_A_BED, PlacementState
from matcher.domain.people import YoungPerson
from matcher.domain.snapshot import Snapshot

MOST_IDS = 16_000
"""Two lists of ids are in one query at most, and SQLite may be built for 32,766 parameters."""


def read_part(
    connection: Connection, authority: str, as_of: datetime, requests: Collection[str], settings: Collection[str]
) -> Snapshot:
    """`read_snapshot(...).part(requests, settings)`, without reading the whole. Raises NoSuchAuthority."""
    reader = Reader(connection, authority, as_of)
    return reader.snapshot(PartRows(reader, requests, settings).bounds()).part(requests, settings)


class PartRows:
    """Which rows a part can need: never too few; `Snapshot.part` takes away what is too much."""

    def __init__(self, reader: Reader, requests: Collection[str], settings: Collection[str]) -> None:
        self.reader, self.requests, self.settings = reader, set(requests), set(settings)
        self.asking = self._ids(
            "placement_requests", "young_person_id", table("placement_requests").c.id, self.requests
        )
        self.related = self._siblings() | self._kept_apart()

    def bounds(self) -> dict[str, Where]:
        """By collection, the rows to read; a collection that is not named is read whole."""
        here = self.settings
        asked_about = {name: self._of_asker_here(name) for name in ("impact_risk_assessments", "authorisations")}
        rows = {name: _among(table(name).c.setting_id, here) for name in ("places", "commitments", "travel_times")}
        bounds = {
            **rows,
            **asked_about,
            "placements": self._placements(),
            "placement_requests": self._requests(),
            "workers": table("workers").c.authority == self.reader.authority,
            "shifts": self._shifts(),
            "separations": _either("separations", ("person_a", "person_b"), self.asking),
        }
        people = self._people(bounds)
        return {
            **bounds,
            "settings": _among(table("settings").c.id, self._settings(bounds)),
            "young_people": _among(table("young_people").c.id, people),
            "relationships": _among(table("relationships").c.young_person_id, people),
        }

    def _placements(self) -> Where:
        rows = table("placements").c
        followed = self.asking | self.related
        there = or_(_among(rows.setting_id, self.settings), _among(rows.young_person_id, followed))
        takes_a_bed = and_(rows.state.in_([state.value for state in TAKES_A_BED]), there)
        ended_here = and_(rows.state == PlacementState.ENDED.value, self._of_asker_here("placements"))
        return or_(takes_a_bed, ended_here)

    def _requests(self) -> Where:
        rows = table("placement_requests").c
        return or_(_among(rows.id, self.requests), rows.is_emergency, _among(rows.young_person_id, self.related))

    def _shifts(self) -> Where:
        """At these settings, and wherever a bank worker is busy."""
        workers, named, rows = table("workers").c, table("named_person").c, table("shifts").c
        bank = select(workers.id).where(workers.authority == self.reader.authority, workers.is_bank)
        busy = select(named.record_id).where(
            named.authority == self.reader.authority, named.collection == "shifts", named.person_id.in_(bank)
        )
        return or_(_among(rows.setting_id, self.settings), rows.id.in_(busy))

    def _of_asker_here(self, name: str) -> Where:
        rows = table(name).c
        return and_(_among(rows.young_person_id, self.asking), _among(rows.setting_id, self.settings))

    def _settings(self, bounds: dict[str, Where]) -> set[str]:
        """These, and those where somebody sleeps, works or lives whom a rule asks about."""
        named = table("named_person").c
        lived_in = select(named.record_id).where(
            named.authority == self.reader.authority,
            named.collection == "settings",
            _among(named.person_id, self.related),
        )
        slept_in = self._column("placements", "setting_id", bounds["placements"])
        worked_in = self._column("shifts", "setting_id", bounds["shifts"]) | self._column("workers", "based_at")
        return self.settings | slept_in | worked_in | self._strings(lived_in)

    def _people(self, bounds: dict[str, Where]) -> set[str]:
        named = table("named_person").c
        households = select(named.person_id).where(
            named.authority == self.reader.authority,
            named.collection == "settings",
            _among(named.record_id, self.settings),
        )
        allocated = {one.young_person_id for worker in self.reader.nouns("workers") for one in worker.allocations or ()}
        placed = self._column("placements", "young_person_id", bounds["placements"])
        waiting = self._column("placement_requests", "young_person_id", bounds["placement_requests"])
        tied = self._column("commitments", "young_person_id", bounds["commitments"])
        return self.asking | self.related | self._strings(households) | allocated | placed | waiting | tied

    def _siblings(self) -> set[str]:
        people: Iterable[YoungPerson] = self.reader.nouns(
            "young_people", _among(table("young_people").c.id, self.asking)
        )
        return {link.person_id for person in people for link in person.siblings or ()}

    def _kept_apart(self) -> set[str]:
        where = _either("separations", ("person_a", "person_b"), self.asking)
        return self._column("separations", "person_a", where) | self._column("separations", "person_b", where)

    def _ids(self, name: str, column: str, key: Any, ids: set[str]) -> set[str]:  # noqa: ANN401 - a column
        return self._column(name, column, _among(key, ids))

    def _column(self, name: str, column: str, where: Where | None = None) -> set[str]:
        rows = table(name).c
        query = select(rows[column]).where(rows.authority == self.reader.authority)
        return self._strings(query if where is None else query.where(where))

    def _strings(self, query: Select[Any]) -> set[str]:
        return {one for one in self.reader.connection.scalars(query) if one is not None}


def _among(column: ColumnElement[Any], ids: Collection[str]) -> Where:
    """In a column of ids. More of them than a query may name do not bound it: the part is then taken from more rows."""
    return column.in_(ids) if len(ids) <= MOST_IDS else true()


def _either(name: str, columns: tuple[str, str], ids: set[str]) -> Where:
    rows = table(name).c
    return or_(_among(rows[columns[0]], ids), _among(rows[columns[1]], ids))
