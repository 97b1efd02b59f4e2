"""The solver's part: which premises, and who comes for which shift, level by level, each proved before the next (scipy `milp`).

Levels, the first counting before all others: people missing; skills missing; family and friends first, then what is open;
the score's points less bank hours at their price; whom to ask first, and then that each keeps to one kind of shift.
Exact and repeatable: whole numbers, one thread, a limit on nodes and none on the clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.options.bespoke.asked import Comer, Composition, Question, is_possible, off_pattern
from matcher.options.bespoke.diary import Slot, hours, stamps, week_of

NODES = 40
"""Of the search, for each level: past it the best that was found stands, and the brief says that it is not proved."""
FIRST_IN_LAW = 1_000
"""More than there can be things open at one place."""
OPTIMAL = 0
HOUR = 3600


def compose(question: Question) -> Composition | None:
    """The best composition; None where there are no premises, or none could be found in the work allowed."""
    if not question.sites:
        return None
    model = _Model(question)
    model.write()
    values, proved = model.solve()
    if values is None:
        return None
    found = model.read(values, proved=proved)
    if not is_possible(question, found.site, found.on):
        raise AssertionError("the composer's plan breaks a limit that it was given")
    return found


@dataclass
class _Model:
    """Columns: one for each site, each (comer, shift), each shift's people missing, each skill missing."""

    question: Question
    upper: list[int] = field(default_factory=list)
    rows: list[tuple[list[int], list[float], float, float]] = field(default_factory=list)

    def write(self) -> None:
        """All columns and rows."""
        question = self.question
        self.slots = sorted({slot for site in question.sites for slot in site.needs}, key=stamps)
        self.at = [self._column(1) for _ in question.sites]
        self.coming = {
            (c, slot): self._column(1)
            for c, comer in enumerate(question.comers)
            for slot in self.slots
            if slot in comer.free and comer.left.get(week_of(slot.on), 0) >= hours(slot)
        }
        self._row(self.at, [1.0] * len(self.at), 1, 1)
        self._who_is_there()
        self.missing = {slot: self._cover(slot) for slot in self.slots}
        self.unskilled = [column for slot in self.slots for column in self._skills(slot)]
        self._whole_rotas()
        for c in range(len(question.comers)):
            self._one_life(c)

    def _who_is_there(self) -> None:
        self.of_slot: dict[Slot, list[int]] = defaultdict(list)
        self.of_comer: dict[int, list[Slot]] = defaultdict(list)
        for c, slot in self.coming:
            self.of_slot[slot].append(c)
            self.of_comer[c].append(slot)

    def _column(self, most: int) -> int:
        self.upper.append(most)
        return len(self.upper) - 1

    def _row(self, columns: Iterable[int], counts: Iterable[float], low: float, high: float) -> None:
        self.rows.append((list(columns), list(counts), low, high))

    def _cover(self, slot: Slot) -> int:
        """Who comes and who is missing are together as many as the site needs."""
        needs = [site.needs[slot].staff if slot in site.needs else 0 for site in self.question.sites]
        missing = self._column(max(needs))
        coming = [self.coming[c, slot] for c in self.of_slot[slot]]
        counts = [1.0] * len(coming) + [1.0] + [-float(one) for one in needs]
        self._row([*coming, missing, *self.at], counts, 0, 0)
        return missing

    def _skills(self, slot: Slot) -> list[int]:
        """For each skill that some site asks for on this shift: somebody brings it, or it is missing."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for site, at in zip(self.question.sites, self.at, strict=True):
            needed = site.needs.get(slot)
            for skill in (*needed.trained, *needed.sexes) if needed else ():
                wanted[skill.value].append(at)
        found = []
        for named, sites in sorted(wanted.items()):
            without = self._column(1)
            bring = [self.coming[c, slot] for c in self.of_slot[slot] if named in self.question.comers[c].brings]
            self._row([*bring, without, *sites], [1.0] * (len(bring) + 1) + [-1.0] * len(sites), 0, np.inf)
            found.append(without)
        return found

    def _whole_rotas(self) -> None:
        """Where the nights are closed for want of staff, nobody may be missing."""
        whole = [at for site, at in zip(self.question.sites, self.at, strict=True) if site.whole]
        for missing in self.missing.values() if whole else ():
            most = self.upper[missing]
            if most:
                self._row([missing, *whole], [1.0, *([float(most)] * len(whole))], -np.inf, most)

    def _one_life(self, c: int) -> None:
        """Rest between shifts, hours of each week, and only where they can be in time."""
        comer, slots = self.question.comers[c], self.of_comer[c]
        rest = self.question.rest * HOUR
        for slot in slots:
            begins = stamps(slot)[0]
            close = [other for other in slots if stamps(other)[0] <= begins < stamps(other)[1] + rest]
            if len(close) > 1:
                self._row([self.coming[c, one] for one in close], [1.0] * len(close), -np.inf, 1)
        weeks: dict[date, list[Slot]] = defaultdict(list)
        for slot in slots:
            weeks[week_of(slot.on)].append(slot)
        for monday, mine in weeks.items():
            columns, left = [self.coming[c, one] for one in mine], comer.left[monday]
            self._row(columns, map(float, map(hours, mine)), -np.inf, left)
            self._row(columns, [1.0] * len(mine), -np.inf, left // min(map(hours, mine)))  # says no more, but sooner
        self._within_reach(c, comer, slots)

    def _within_reach(self, c: int, comer: Comer, slots: Sequence[Slot]) -> None:
        if comer.within is None:
            return
        sites = [at for site, at in zip(self.question.sites, self.at, strict=True) if site.id in comer.within]
        if len(sites) < len(self.at):
            for slot in slots:
                self._row([self.coming[c, slot], *sites], [1.0, *([-1.0] * len(sites))], -np.inf, 0)

    def levels(self) -> list[dict[int, int]]:
        """What each level counts, column by column: the less, the better."""
        sites, comers = self.question.sites, self.question.comers
        law = {at: one.open + FIRST_IN_LAW * (not one.first_in_law) for one, at in zip(sites, self.at, strict=True)}
        points = {at: -10 * one.points for one, at in zip(sites, self.at, strict=True)}
        price = self.question.bank_price
        above = 2 * sum(self.upper[one] for one in self.missing.values()) + 1
        bank = {column: price * hours(slot) for (c, slot), column in self.coming.items() if comers[c].is_bank}
        asked = {
            column: comers[c].rank * above + off_pattern(comers[c], slot) for (c, slot), column in self.coming.items()
        }
        if len(sites) == 1:
            law, points = {}, {}
        asked |= {at: place for place, at in enumerate(self.at, 1)}
        missing = dict.fromkeys(self.missing.values(), 1)
        return [missing, dict.fromkeys(self.unskilled, 1), law, points | bank, asked]

    def solve(self) -> tuple[NDArray[np.float64] | None, bool]:
        """The values of all columns, and whether every level was proved."""
        best, proved = None, True
        for level in self.levels():
            counted = {column: count for column, count in level.items() if count}
            if not counted:
                continue
            answer = self._best_of(counted)
            proved = proved and answer.status == OPTIMAL
            if answer.x is None:
                break
            best = np.rint(answer.x)
            reached = sum(count * best[column] for column, count in counted.items())
            self._row(counted, map(float, counted.values()), -np.inf, reached)
        return best, proved

    def _best_of(self, level: dict[int, int]) -> Any:  # noqa: ANN401 - scipy has no types
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - imported where a brief is asked for
        from scipy.sparse import csr_array  # noqa: PLC0415 - the same

        counts = np.zeros(len(self.upper))
        counts[list(level)] = list(level.values())
        at = np.repeat(np.arange(len(self.rows)), [len(columns) for columns, *_ in self.rows])
        columns = np.array([one for each, *_ in self.rows for one in each], np.int32)
        values = np.array([one for _, each, *_ in self.rows for one in each])
        matrix = csr_array((values, (at, columns)), shape=(len(self.rows), len(self.upper)))
        low, high = (np.array([row[end] for row in self.rows]) for end in (2, 3))
        return milp(
            counts,
            integrality=np.ones(len(self.upper)),
            bounds=Bounds(np.zeros(len(self.upper)), np.array(self.upper, np.float64)),
            constraints=[LinearConstraint(matrix, low, high)],
            options={"mip_rel_gap": 0.0, "node_limit": NODES},
        )

    def read(self, values: NDArray[np.float64], *, proved: bool) -> Composition:
        """The composition that the values stand for."""
        site = next(one for one, at in zip(self.question.sites, self.at, strict=True) if values[at])
        on: dict[Slot, list[Comer]] = {slot: [] for slot in self.slots if slot in site.needs}
        for (c, slot), column in self.coming.items():
            if values[column]:
                on[slot].append(self.question.comers[c])
        by_rank = {slot: tuple(sorted(each, key=lambda one: (one.rank, one.id))) for slot, each in on.items()}
        return Composition(site, by_rank, proved=proved)
