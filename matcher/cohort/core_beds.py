"""How many further people could live at each place, whoever of those who ask they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import NO_BED
from matcher.frame import Frame
from matcher.ledger import FAR, is_residential
from matcher.outcomes import Bools

Whole = NDArray[np.int64]
NO_LIMIT = int(np.iinfo(np.int64).max)
NO_HOME = -1


class Offer(NamedTuple):
    """A place row among the options of request i: its score in tenths, whether a plan may use it, and its judged nights."""

    i: int
    row: int
    tenths: int
    fits: bool
    first: int
    end: int


class Beds(NamedTuple):
    """Columns of a Core: each offer's, the place row of each, how many people it takes, the limit shared with its home."""

    column_of_offer: list[int]
    rows: list[int]
    beds: Whole
    home: Whole
    home_beds: Whole


class Claim(NamedTuple):
    """Somebody who asks for a bed of one line of a table of nights, but for the nights when they have one there already."""

    line: int
    first: int
    end: int
    has: Bools


def most_together(asked: Whole, free: Whole, askers: Whole) -> Whole:
    """(lines,): the largest number such that any choice of so many of those who ask fits on every night (lines, nights).

    A night binds only where more people ask for it than it has free; where none does, everybody fits.
    """
    least = np.where(asked > free, free, NO_LIMIT).min(axis=1, initial=NO_LIMIT)
    most: Whole = np.minimum(least, askers)
    return most


@dataclass(frozen=True)
class BedCount:
    """Counts free beds on every judged night, and registered places likewise; `people` says whom each request is for.

    Nobody's own bed stands in their own way: one that covers all their nights is a column of its own, and takes nothing from
    anybody. For everybody else it counts as taken until its recorded end, even where a plan moves its owner on.
    """

    frame: Frame
    people: tuple[str, ...]
    offers: tuple[Offer, ...]

    def beds(self) -> Beds:
        """The columns: the rows that anybody may have, in order, then each bed that is somebody's own."""
        at = {row: column for column, row in enumerate(self.rows)}
        own = [offer.row for offer, claim in zip(self.offers, self._claims, strict=True) if claim.has.all()]
        after = iter(range(len(at), len(at) + len(own)))
        columns = [
            next(after) if claim.has.all() else at[offer.row]
            for offer, claim in zip(self.offers, self._claims, strict=True)
        ]
        home, home_beds = self._homes
        return Beds(
            column_of_offer=columns,
            rows=[*self.rows, *own],
            beds=np.append(self._row_beds, np.ones(len(own), np.int64)),
            home=np.append(home, np.full(len(own), NO_HOME)),
            home_beds=home_beds,
        )

    @cached_property
    def _claims(self) -> list[Claim]:
        """Each offer, as a claim on its row."""
        return [Claim(one.row, one.first, one.end, self._has(one, row=one.row)) for one in self.offers]

    @cached_property
    def rows(self) -> list[int]:
        """The rows that somebody would need a further bed of."""
        return sorted({claim.line for claim in self._claims if not claim.has.all()})

    @cached_property
    def _row_beds(self) -> Whole:
        """(rows,): where nobody needs a bed everybody fits."""
        index, rows = self.frame.index, self.rows
        line = {row: at for at, row in enumerate(rows)}
        claims = [one._replace(line=line[one.line]) for one in self._claims if not one.has.all()]
        free = index.ledger.beds_in_use[rows].astype(np.int64) - index.ledger.row_taken[rows]
        askers = np.bincount([one.line for one in claims], minlength=len(rows))
        bedless = [index.setting_of_row(row).kind in NO_BED for row in rows]
        return np.where(bedless, askers, most_together(self._asked(claims, len(rows)), free, askers))

    @cached_property
    def _homes(self) -> tuple[Whole, Whole]:
        """(rows,) and (homes,): each registered home's line, and the further people its registered places leave room for."""
        ledger, settings = self.frame.index.ledger, self.frame.snapshot.settings
        of_row: list[int] = ledger.row_setting[self.rows].tolist()
        limits = {at: settings[at].registered_places for at in sorted(set(of_row)) if is_residential(settings[at])}
        homes = {at: places for at, places in limits.items() if places is not None}
        line = {at: number for number, at in enumerate(homes)}
        claims = self._claims_on(line)
        free = np.array([*homes.values()], np.int64)[:, None] - ledger.people[[*homes]]
        askers = np.bincount([one.line for one in claims], minlength=len(homes))
        together = most_together(self._asked(claims, len(homes)), free, askers)
        return np.array([line.get(at, NO_HOME) for at in of_row], np.int64), together

    def _claims_on(self, line: dict[int, int]) -> list[Claim]:
        """One claim on a home (setting -> line) for each person, from the first to the last of their nights in any row."""
        spans: dict[tuple[int, int], Offer] = {}
        for offer in self.offers:
            key = (offer.i, int(self.frame.index.ledger.row_setting[offer.row]))
            so_far = spans.get(key, offer)
            spans[key] = offer._replace(first=min(offer.first, so_far.first), end=max(offer.end, so_far.end))
        return [
            Claim(line[at], one.first, one.end, self._has(one, setting=at))
            for (_, at), one in spans.items()
            if at in line
        ]

    def _has(self, offer: Offer, *, row: int | None = None, setting: int | None = None) -> Bools:
        """(nights,): when the person has a bed of the row, or of the setting, already."""
        has, ledger = np.zeros(offer.end - offer.first, np.bool_), self.frame.index.ledger
        person = self.people[offer.i]
        stays = [(stay.setting, stay.row, stay.first, stay.leaving) for stay in ledger.stays_of.get(person, ())]
        stays += [(at, room, 0, FAR) for at, room in ledger.staying_put.get(person, ())]
        for stay_at, stay_row, first, leaving in stays:
            if stay_row == row or stay_at == setting:
                has[max(first - offer.first, 0) : max(leaving - offer.first, 0)] = True
        return has

    def _asked(self, claims: Sequence[Claim], lines: int) -> Whole:
        """(lines, nights): how many people would need a further bed, did all of them come."""
        origin, nights = self.frame.index.ledger.origin, self.frame.index.ledger.nights
        steps = np.zeros((lines, nights + 1), np.int64)
        line, first, end = (np.array([one[field] for one in claims], np.int64) for field in range(3))
        np.add.at(steps, (line, np.clip(first - origin, 0, nights)), 1)
        np.add.at(steps, (line, np.clip(end - origin, 0, nights)), -1)
        asked = steps.cumsum(axis=1)[:, :nights]
        for one in claims:
            if one.has.any():
                asked[one.line, one.first - origin + np.flatnonzero(one.has)] -= 1
        return asked
