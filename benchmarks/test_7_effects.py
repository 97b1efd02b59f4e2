"""What each option would mean for the others: looked up for every option at once, against solving again for each.

The table is made once for everybody, and its time is stated apart. Solving again is what one would do without it: the same
solver, once for each option and once with every bed free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
import pytest

from benchmarks.figures import Figure
from benchmarks.timed import Timed, ms
from matcher.cohort.core import Core
from matcher.cohort.core_plan import best_plan, worth_of
from matcher.cohort.effects_table import EffectsTable, effects_table, rearranging
from tests.property.cores import digest, made_core

FULL_MARKS = range(400, 1001)
AT_ONCE = 200
"""Look-ups in one timing: a single one is shorter than a clock can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """A made-up cohort with a name, and the hash of what has to come out."""

    people: int
    places: int
    candidates: int
    digest: str
    checked: Sequence[int]
    """Requests whose every option is solved again."""
    times_faster: int

    def __str__(self) -> str:
        return f"{self.people:,} x {self.places}"

    def core(self) -> Core:
        """The core. Raises AssertionError where the generator no longer makes the same one."""
        made = made_core(
            2026,
            self.people,
            self.places,
            candidates=self.candidates,
            beds=round(1.1 * self.people),
            tenths=FULL_MARKS,
        )
        found = digest(made)
        assert found == self.digest, (
            f"{self} is no longer the cohort that was measured before (its hash is now {found})"
        )
        return made


SMALL = Cohort(
    people=60,
    places=40,
    candidates=17,
    digest="c36510324a14545eaff4de0835ec4034387c29708bf49db2f008f675b85c7d18",
    checked=range(60),
    times_faster=300,
)
LARGE = Cohort(
    people=1_000,
    places=700,
    candidates=74,
    digest="31b084ff18f41cbed13dbd899eca3a5e839500f94e48f38f271dd7544130bbea",
    checked=range(0, 1_000, 100),
    times_faster=1_000,
)


def solved_again(core: Core, i: int) -> list[int]:
    """Request i's effects, one solve for each option and one with every bed."""
    others = core.without(i)
    before = worth_of(others, best_plan(others))
    taken = (others.with_one_bed_fewer(j) for j in core.offered[i].tolist())
    return [worth_of(one, best_plan(one)) - before for one in taken]


def looked_up(table: EffectsTable) -> Timed:
    """Every option of one request, for so many requests in turn."""
    turn = cycle(range(len(table.core.request_ids)))

    def many() -> None:
        for _ in range(AT_ONCE):
            table.of(next(turn))

    return Timed(many)


@pytest.mark.parametrize("cohort", [SMALL, LARGE], ids=str)
def test_effects_of_every_option_of_a_request(benchmark, figures, cohort):
    core = cohort.core()
    effects_table(core)  # once before the clock starts: the solver is loaded
    making = Timed(lambda: effects_table(core)).times(3)
    table = effects_table(core)
    reading = looked_up(table)
    benchmark.pedantic(reading, rounds=60)
    read = reading.median_work / AT_ONCE
    expected = {}
    turn = iter(cohort.checked)

    def solve_again() -> None:
        i = next(turn)
        expected[i] = solved_again(core, i)

    solving = Timed(solve_again).times(len(cohort.checked))
    wrong = sum(int((table.of(i) != np.array(effects)).sum()) for i, effects in expected.items())
    options, times = sum(map(len, expected.values())), solving.median_work / read
    figures += [
        Figure(what=f"effects of {cohort}, all options of a request looked up", measured=f"{read * 1e6:.1f} us"),
        Figure(
            what="   times faster than solving again for each option",
            measured=f"{times:,.0f} ({ms(solving.median_work)})",
            target=f"{cohort.times_faster:,}",
            reached=times >= cohort.times_faster,
        ),
        Figure(what=f"   wrong, of {options:,} solved again", measured=str(wrong), target="0", reached=wrong == 0),
        Figure(what="   the table for everybody, made once", measured=ms(making.median)),
        Figure(what="   one rearrangement for each option, found when it is shown", measured=ms(shown(core, table))),
    ]
    assert wrong == 0
    assert times >= cohort.times_faster


def shown(core: Core, table: EffectsTable) -> float:
    """Seconds for the others' own best plan and a rearrangement for every option of a request."""
    turn = cycle(range(len(table.core.request_ids)))

    def every_way() -> None:
        i = next(turn)
        found = rearranging(core, i)
        for j in core.offered[i].tolist():
            found.making_room(j)

    return Timed(every_way).times(5).median
