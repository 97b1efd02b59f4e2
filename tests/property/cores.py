"""Made-up cores of any size from a seed, and what people can reach in them by trying every plan."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from matcher.cohort.core import Core, one_more_than
from matcher.cohort.core_beds import NO_HOME
from matcher.cohort.core_plan import Plan

Reached = tuple[int, int]
"""People with a place, and their points together in tenths: more people first."""


def made_core(
    seed: int, people: int, places: int, *, candidates: float, beds: int, tenths: Sequence[int], homes: int = 0
) -> Core:
    """Everybody fits about so many places, with any of these points; beds fall where they fall, some places have none.

    homes  so many limits are shared by some of the places; nought is among them
    """
    draw = random.Random(seed)
    fits = np.array([[draw.random() * places < candidates for _ in range(places)] for _ in range(people)], np.bool_)
    scored = np.array([[draw.choice(tenths) for _ in range(places)] for _ in range(people)], np.int64)
    scored = np.where(fits, scored, 0).reshape(people, places)
    spread = np.bincount([draw.randrange(places) for _ in range(beds)], minlength=places).astype(np.int64)
    home = np.array([draw.randrange(-1, homes) if homes else NO_HOME for _ in range(places)], np.int64)
    home_beds = np.array([draw.randrange(4) for _ in range(homes)], np.int64)
    core = Core(
        request_ids=tuple(f"R{i:04}" for i in range(people)),
        place_ids=tuple(f"P{j:04}" for j in range(places)),
        tenths=scored,
        fits=fits.reshape(people, places),
        offered=(),
        beds=spread,
        home=home,
        home_beds=home_beds,
        one_more=one_more_than(scored),
    )
    return replace(core, offered=tuple(np.flatnonzero(row & (core.room > 0)) for row in core.fits))


def with_more_offered(core: Core) -> Core:
    """Among everybody's options is also every seventh place that a plan may not give them."""
    there = core.fits | (np.add.outer(np.arange(len(core.fits)), np.arange(len(core.beds))) % 7 == 0)
    return replace(core, offered=tuple(np.flatnonzero(row & (core.room > 0)) for row in there))


def small_core(seed: int) -> Core:
    """Up to five people and five places: ties, beds that nobody can have, points of nothing."""
    draw = random.Random(f"size {seed}")
    tenths = draw.choice([(0,), (0, 1), (3, 3, 4), range(40), (400, 401, 799, 1000)])
    people, places = draw.randint(1, 5), draw.randint(1, 5)
    size = draw.choice([1.5, 3, 5])
    beds, homes = draw.randint(0, 6), draw.choice([0, 0, 1, 2])
    return with_more_offered(made_core(seed, people, places, candidates=size, beds=beds, tenths=tenths, homes=homes))


def digest(core: Core) -> str:
    """Of everything in it: the same on every machine."""
    columns = (core.tenths, core.fits, core.beds, core.home, core.home_beds, *core.offered)
    return hashlib.sha256(b"|".join(one.astype("<i8").tobytes() for one in columns)).hexdigest()


def reach(core: Core) -> Reached:
    """The most that everybody can reach together: every plan is tried."""

    @cache
    def best(i: int, beds: tuple[int, ...], homes: tuple[int, ...]) -> Reached:
        if i == len(core.request_ids):
            return 0, 0
        found = [best(i + 1, beds, homes)]
        for j in np.flatnonzero(core.fits[i]).tolist():
            home = int(core.home[j])
            if beds[j] > 0 and (home == NO_HOME or homes[home] > 0):
                people, tenths = best(i + 1, _less(beds, j), homes if home == NO_HOME else _less(homes, home))
                found.append((people + 1, tenths + int(core.tenths[i, j])))
        return max(found)

    return best(0, tuple(core.beds.tolist()), tuple(core.home_beds.tolist()))


def _less(counts: tuple[int, ...], at: int) -> tuple[int, ...]:
    return (*counts[:at], counts[at] - 1, *counts[at + 1 :])


def reach_by_assignment(core: Core) -> Reached:
    """The same for larger cores without shared limits: every bed a column of its own, and scipy's assignment."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to load

    assert (core.home == NO_HOME).all()
    one_more = 10 * int(core.tenths.max(initial=1)) * len(core.request_ids)
    beds = np.repeat(np.arange(len(core.beds)), np.maximum(core.beds, 0))
    worth = np.where(core.fits, core.tenths + one_more, 0)[:, beds]
    rows, columns = linear_sum_assignment(worth, maximize=True)
    given = worth[rows, columns] > 0
    return int(given.sum()), int(core.tenths[rows[given], beds[columns[given]]].sum())


def reached(core: Core, plan: Plan) -> Reached:
    """What a plan reaches; one that nobody could carry out fails."""
    placed = [(i, j) for i, j in enumerate(plan.tolist()) if j >= 0]
    assert all(core.fits[i, j] for i, j in placed)
    used = np.bincount([j for _, j in placed], minlength=len(core.beds))
    assert (used <= core.beds).all()
    for home, beds in enumerate(core.home_beds.tolist()):
        assert used[core.home == home].sum() <= beds
    return len(placed), sum(int(core.tenths[i, j]) for i, j in placed)
