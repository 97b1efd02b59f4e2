"""Rows of beds and registered places, night by night."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.candidates import Candidates
from matcher.cohort.model import Ints, Model, RowKind
from matcher.cohort.nights import binding, present, telling_nights
from matcher.domain.codes import NO_BED
from matcher.ledger import is_residential


def bed_rows(model: Model, candidates: Candidates, columns: Ints) -> None:
    """No more people in a place row than beds in use and not taken, and in a home than registered places, on any night.

    columns   the model's column of each candidate
    """
    ledger, settings = candidates.frame.index.ledger, candidates.frame.places.settings
    free = ledger.beds_in_use.astype(np.int64) - ledger.row_taken
    for row, entries in candidates.at_row.items():
        if settings[int(candidates.setting[entries[0]])].kind not in NO_BED:
            _limit(model, RowKind.BEDS, candidates, columns, _Room(entries, free[row], row))
    for at, entries in candidates.at_setting.items():
        places = settings[at].registered_places
        if is_residential(settings[at]) and places is not None:
            left = places - ledger.people[at].astype(np.int64)
            _limit(model, RowKind.REGISTERED, candidates, columns, _Room(entries, left, None))


def _limit(model: Model, kind: RowKind, candidates: Candidates, columns: Ints, room: "_Room") -> None:
    """At most so many of these candidates together on any night."""
    entries, origin = room.entries, candidates.frame.index.ledger.origin
    first, end = candidates.first[entries], candidates.end[entries]
    less = np.flatnonzero(np.diff(room.free) < 0) + 1 + origin
    nights = telling_nights(first, end, np.concatenate([less, _own_leaving(candidates, entries)]))
    at = np.clip(nights - origin, 0, len(room.free) - 1)
    there = present(first, end, nights) & ~_own(candidates, nights, room)
    for group, limit in binding(there, room.free[at], np.ones(len(entries), np.int64)):
        model.add_row(kind, columns[entries[group]], high=max(limit, 0))


@dataclass(frozen=True)
class _Room:
    """The candidates for one place row, or for one setting, and what is free for them on each night of the ledger.

    row  the place row; None = the whole setting
    """

    entries: Ints
    free: NDArray[np.int64]
    row: int | None


def _own_leaving(candidates: Candidates, entries: Ints) -> Ints:
    """The days on which somebody's own stay ends, from when on they take a further bed."""
    stays_of = candidates.frame.index.ledger.stays_of
    people = {candidates.person_ids[i] for i in candidates.request[entries].tolist()}
    return np.array(sorted({stay.leaving for who in people for stay in stays_of.get(who, [])}), np.int64)


def _own(candidates: Candidates, nights: Ints, room: _Room) -> NDArray[np.bool_]:
    """(nights, entries): the person sleeps there already, so that they take no further bed."""
    ledger = candidates.frame.index.ledger
    own = np.zeros((len(nights), len(room.entries)), np.bool_)
    for k, entry in enumerate(room.entries.tolist()):
        person = candidates.person_ids[int(candidates.request[entry])]
        for stay in ledger.stays_of.get(person, []):
            here = stay.row == room.row if room.row is not None else stay.setting == int(candidates.setting[entry])
            own[:, k] |= here & (stay.first <= nights) & (nights < stay.leaving)
        for _, row in ledger.staying_put.get(person, []) if room.row is not None else ():
            own[:, k] |= row == room.row
    return own
