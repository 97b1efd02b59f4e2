"""The levels, one after the other: each proved if it can be, then held while the next is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from matcher.cohort.assignment import Level, LevelName, Progress
from matcher.cohort.candidates import HUNDREDTHS
from matcher.cohort.model import Ints, Model, RowKind
from matcher.cohort.race import Race
from matcher.cohort.scout import scout
from matcher.cohort.solution import Solution
from matcher.cohort.whole import Whole

ORDER = tuple(LevelName)
# Shares of the work allowed, where a model is large.
SHARES = {
    LevelName.EMERGENCIES_PLACED: 0.1,
    LevelName.FEW_CANDIDATES_PLACED: 0.1,
    LevelName.PLACED: 0.3,
    LevelName.POINTS: 0.5,
}
EXACT = 2**50
"""Whole numbers up to here are exact for both solvers, with room to add them up."""


@dataclass
class Climb:
    """How far the levels have come. `values` is the best plan so far, kept to every level held."""

    hint: Ints | None = None
    levels: list[Level] = field(default_factory=list)
    values: Ints | None = None
    is_impossible: bool = False
    is_cancelled: bool = False
    work: float = 0.0

    @property
    def is_proved(self) -> bool:
        """Every level is."""
        return len(self.levels) == len(ORDER) and all(one.proved for one in self.levels)

    def level(self, name: LevelName) -> Level | None:
        """One of the levels that were looked at."""
        return next((one for one in self.levels if one.name is name), None)


@dataclass(frozen=True)
class Led:
    """What is counted in one solve: a level, with those below it behind the comma where they fit in.

    step    what one of the first level counts for
    spread  the most that the levels behind take away
    ahead   what is in front and cannot change any more
    """

    names: tuple[LevelName, ...]
    counts: Ints
    step: int = 1
    spread: int = 0
    ahead: int = 0

    def of_the_first(self, count: int | None) -> int | None:
        """The first level's part of a count, or of what no count exceeds."""
        return None if count is None else (count - self.ahead + self.spread) // self.step


@dataclass(frozen=True)
class Climber:
    """What the levels are solved with.

    work    of each level, in deterministic units
    tell    told of every step; False = stop
    """

    whole: Whole
    race: Race
    work: float
    tell: Callable[[Progress], bool]

    @property
    def model(self) -> Model:
        """The rows, those held included."""
        return self.race.model

    def climb(self, hint: Ints | None) -> Climb:
        """Every level in turn, beginning from a plan that need not keep to every row."""
        climb = Climb(hint=hint)
        if hint is not None and self.model.is_satisfied(hint):
            climb.values = hint
        elif self.race.is_large:
            climb.values = scout(self.whole, self.race, lambda *_: self._goes_on(climb))
        for name in ORDER:
            if climb.is_impossible or climb.is_cancelled:
                break
            if climb.level(name) is None and self._goes_on_behind(climb, name):
                self._take(climb, name)
        return climb

    def _goes_on(self, climb: Climb) -> bool:
        climb.is_cancelled = not self.tell(self._progress(ORDER[0], None, None, climb.work))
        return not climb.is_cancelled

    @staticmethod
    def _goes_on_behind(climb: Climb, name: LevelName) -> bool:
        """Points are looked at among plans that place as many, proved or not; below them, only where they are proved."""
        return ORDER.index(name) <= ORDER.index(LevelName.POINTS) or all(one.proved for one in climb.levels)

    def _take(self, climb: Climb, name: LevelName) -> None:
        led = self._led(climb, name)
        solution = self._solve(climb, name, led)
        climb.work += solution.work
        if solution.is_impossible:
            climb.is_impossible = True
        if solution.values is not None:
            climb.values = solution.values
        if climb.values is not None:
            for each in led.names if solution.proved else led.names[:1]:
                self._hold(climb, each, led.of_the_first(solution.bound), proved=solution.proved)

    def _hold(self, climb: Climb, name: LevelName, bound: int | None, *, proved: bool) -> None:
        assert climb.values is not None  # noqa: S101 - there is a plan: `_take` looked
        counts = self.whole.counts(name)
        value = int(counts @ climb.values)
        proved = proved or (bound is not None and bound <= value)
        best = value if proved else bound
        climb.levels.append(
            Level(
                number=ORDER.index(name) + 1,
                name=name,
                value=shown(self.whole, name, value),
                bound=None if best is None else shown(self.whole, name, best),
                proved=proved,
            )
        )
        if counts.any():
            self.model.add_row(RowKind.HELD, np.flatnonzero(counts), counts[counts != 0], low=value, high=value)

    def _solve(self, climb: Climb, name: LevelName, led: Led) -> Solution:
        if climb.values is not None and (value := int(led.counts @ climb.values)) >= self._at_most(led.counts):
            return Solution(climb.values, value, value, proved=True)

        most = self._at_most(led.counts)

        def go_on(value: int | None, bound: int | None) -> bool:
            reached = led.of_the_first(value), led.of_the_first(None if bound is None else min(bound, most))
            climb.is_cancelled = climb.is_cancelled or not self.tell(self._progress(name, *reached, climb.work))
            return not climb.is_cancelled

        if not go_on(None, None):
            return Solution(None, None, None, proved=False)
        hint = climb.hint if climb.values is None else climb.values
        solution = self.race.solve(led.counts, hint, self._share(name), go_on)
        if solution.values is None and climb.values is not None:
            return replace(solution, values=climb.values, value=int(led.counts @ climb.values))
        return solution

    def _share(self, name: LevelName) -> float:
        """Of the work allowed: all of it where everything will be proved, else most for the points."""
        return self.work * (SHARES.get(name, 1.0) if self.race.is_large else 1.0)

    def _progress(self, name: LevelName, value: int | None, bound: int | None, work: float) -> Progress:
        return Progress(
            level=ORDER.index(name) + 1,
            name=name,
            value=None if value is None else shown(self.whole, name, value),
            bound=None if bound is None else shown(self.whole, name, bound),
            gap=None if value is None or bound is None else (bound - value) / max(abs(bound), 1),
            work=work,
            of_work=self.work,
        )

    def _led(self, climb: Climb, name: LevelName) -> Led:
        """From the points on, as many levels at once as one exact number can tell apart: one proof instead of four."""
        at = ORDER.index(name)
        if name is LevelName.PLACED and self.race.is_large:  # else the points are lost sight of for as long
            return self._together((name, LevelName.POINTS))
        if at < ORDER.index(LevelName.POINTS):
            return Led((name,), self.whole.counts(name))
        for last in range(len(ORDER), at, -1):
            led = self._together(ORDER[at:last])
            if self._reach(led.counts) < EXACT or last == at + 1:
                break
        return led if name is LevelName.POINTS else self._behind_points(climb, led)

    def _together(self, names: tuple[LevelName, ...]) -> Led:
        counts, step, spread = np.zeros(len(self.model.upper), np.int64), 1, 0
        for name in reversed(names):
            own = self.whole.counts(name)
            led = Led(names, counts + step * own, step, spread)
            counts, step, spread = led.counts, step * (self._reach(own) + 1), spread + step * self._at_most(-own)
        return led

    def _behind_points(self, climb: Climb, led: Led) -> Led:
        """Points are held at their best, so nothing wins by them; in front, they spare the search a second proof of that."""
        points = self.whole.counts(LevelName.POINTS)
        before = self._reach(led.counts) + 1
        if climb.values is None or before * (self._reach(points) + 1) > EXACT:
            return led
        return replace(led, counts=led.counts + before * points, ahead=before * int(points @ climb.values))

    def _reach(self, counts: Ints) -> int:
        return self._at_most(counts) + self._at_most(-counts)

    def _at_most(self, counts: Ints) -> int:
        """What nothing exceeds at a glance: each request's best, and every other column's."""
        upper = np.array(self.model.upper, np.int64)
        possible = (counts * upper).clip(0)
        best = np.zeros(len(self.whole.candidates.requests), np.int64)
        np.maximum.at(best, self.whole.candidates.request, possible[self.whole.choices])
        possible[self.whole.choices] = 0
        return int(best.sum() + possible.sum())


def shown(whole: Whole, name: LevelName, count: int) -> float:
    """A count as people read it: points as points, approvals and changes as so many, of which fewer are better."""
    if name is LevelName.POINTS:
        return count / HUNDREDTHS
    if name is LevelName.APPROVALS:
        return float(-count)
    return float(len(whole.asked.given or ()) - count if name is LevelName.CHANGES else count)
