"""Who has no place in a plan: why not, and what it would take."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csc_array

from matcher.cohort.assignment import Alone, NotPlaced
from matcher.cohort.candidates import Candidates
from matcher.cohort.model import Ints, RowKind
from matcher.cohort.whole import Whole
from matcher.options.result import Says
from matcher.rules import is_unverified, protective_slugs

MOST_REASONS = 3
SET_ASIDE = "{n} on their own list: under {floor} points, or they are strongly against it. No plan places anybody so."
SAFE = "Some were ruled out to keep young people safe. Ask the hub manager."
ANOTHER_HOME = "another home for somebody who would live at {setting} or near it"
"""One sentence, so that nobody can tell from it that two people are kept apart."""
IN_THE_WAY = {
    RowKind.BEDS: "one more bed at {setting}",
    RowKind.REGISTERED: "one more registered place at {setting}",
    RowKind.STAFFED: "more staff at {setting} from {first}",
    RowKind.BANK: "more bank staff from {first}",
    RowKind.COMPANY: ANOTHER_HOME,
    RowKind.SEPARATION: ANOTHER_HOME,
    RowKind.SIBLINGS: "room at {setting} for brothers and sisters together",
    RowKind.CUT: ANOTHER_HOME,
}
"""What a place that stays closed would take, by the kind of row that closes it; in the order in which it is said."""
ROTA = frozenset({RowKind.STAFFED, RowKind.BANK})


@dataclass(frozen=True)
class Unplaced:
    """What one solution leaves open. `values` of every column."""

    whole: Whole
    values: Ints

    def of(self, i: int, *, changed: bool | None) -> NotPlaced:
        """One request without a place."""
        candidates = self.whole.candidates
        entries = list(candidates.of(i))
        return NotPlaced(
            request_id=candidates.requests[i].id,
            candidates=len(entries),
            reasons=tuple(self._reasons(i, entries)),
            would_take=tuple(dict.fromkeys(self._would_take(entries) if entries else self._ways(i)))[:MOST_REASONS],
            alone=alone_of(candidates, i),
            changed=changed,
        )

    def _reasons(self, i: int, entries: list[int]) -> Iterator[Says]:
        is_placed = self.whole.candidates.person_ids[i] in self._placed_people
        if is_placed:
            yield Says(rule="cohort", says="Another request of the same young person has a place in this plan.")
        if not entries:
            yield from self._closed(i)
        elif not is_placed:
            yield from self._taken(entries)

    @cached_property
    def _placed_people(self) -> set[str]:
        candidates = self.whole.candidates
        return {candidates.person_ids[i] for i in candidates.request[self.whole.chosen(self.values)].tolist()}

    def _taken(self, entries: list[int]) -> Iterator[Says]:
        if not any(map(self._is_allowed, entries)):
            yield Says(rule="cohort", says="A lock keeps them from every place that would do.")
            return
        n = len(entries)
        what = "The one place that would do is" if n == 1 else f"All {n} places that would do are"
        yield Says(rule="cohort", says=f"{what} needed by others in this plan, or could not be staffed.")

    def _closed(self, i: int) -> Iterator[Says]:
        if i in self.whole.candidates.referred:
            yield Says(rule="cohort", says="The request is for somewhere else: its own page says where to ask.")
            return
        why = self.whole.candidates.closed[i]
        if why.set_aside:
            yield Says(rule="cohort", says=SET_ASIDE.format(n=why.set_aside, floor=self._floor))
        safe = protective_slugs()
        for rule, n in [one for one in why.by if one[0] not in safe][:MOST_REASONS]:
            places = "place is" if n == 1 else "places are"
            yield Says(rule=rule, says=f"{n} {places} ruled out by {rule}.", unverified=is_unverified(rule))
        if any(rule in safe for rule, _ in why.by):
            yield Says(rule="cohort", says=SAFE)
        if not why.by and not why.set_aside:
            yield Says(rule="cohort", says="No place is on record that would do.")

    @property
    def _floor(self) -> int:
        return self.whole.candidates.frame.policy.figures.plan_floor

    def _ways(self, i: int) -> Iterator[str]:
        if i not in self.whole.candidates.referred:
            if n := self.whole.candidates.closed[i].to_approve:
                yield f"An approval: {n} on their own list would do with one. Ask for a plan that may use them."
            yield (
                "Look at this person's own list for what would change it, and ask the service manager about a place "
                "made round one young person."
            )

    def _would_take(self, entries: list[int]) -> Iterator[str]:
        """For the best places first: what stands in the way there."""
        candidates = self.whole.candidates
        for entry in sorted(entries, key=lambda e: -int(candidates.points[e])):
            kinds = self._in_the_way(entry)
            setting = candidates.frame.places.settings[int(candidates.setting[entry])].name
            first = candidates.line(entry).first_night
            if not self._is_allowed(entry):
                yield f"Take away the lock that keeps them from {setting}."
            for kind in kinds:
                said = IN_THE_WAY[kind].format(setting=setting, first=f"{first.day} {first:%B %Y}")
                yield said[0].upper() + said[1:] + "."

    def _in_the_way(self, entry: int) -> list[RowKind]:
        """Kinds of rows that one more person there would break; where there is none, it is the rota if there is one.

        Whether a row of the rota would break depends on its helping columns, and they are not the same every time.
        """
        column, model = int(self.whole.choices[entry]), self.whole.model
        broken = {model.kinds[at] for at in self._broken_by(column)}
        others: list[RowKind] = [kind for kind in IN_THE_WAY if kind in broken and kind not in ROTA]
        has_rota = RowKind.STAFFED in {model.kinds[at] for at in self._rows_of(column).tolist()}
        return others[:1] or ([RowKind.STAFFED] if has_rota and self._is_allowed(entry) else [])

    def _is_allowed(self, entry: int) -> bool:
        """No lock keeps the request from this candidate."""
        return self.whole.model.upper[int(self.whole.choices[entry])] > 0

    def _rows_of(self, column: int) -> Ints:
        rows: Ints = self._by_column.indices[self._by_column.indptr[column] : self._by_column.indptr[column + 1]]
        return rows

    def _broken_by(self, column: int) -> list[int]:
        rows = self._rows_of(column)
        coefficients = self._by_column.data[self._by_column.indptr[column] : self._by_column.indptr[column + 1]]
        after = self._sums[rows] + coefficients
        low, high = np.array(self.whole.model.low)[rows], np.array(self.whole.model.high)[rows]
        broken: list[int] = rows[(after < low) | (after > high)].tolist()
        return broken

    @cached_property
    def _by_column(self) -> csc_array:
        return csc_array(self.whole.model.matrix())

    @cached_property
    def _sums(self) -> Ints:
        sums: Ints = np.rint(self.whole.model.matrix() @ self.values).astype(np.int64)
        return sums


def alone_of(candidates: Candidates, i: int) -> Alone | None:
    """The first of a request's own list."""
    if i not in candidates.alone:
        return None
    row, score = candidates.alone[i]
    place = candidates.frame.places.rows[row]
    setting = candidates.frame.index.setting_of_row(row)
    return Alone(place_id=place.place_id, setting_id=setting.id, setting_name=setting.name, score=score)
