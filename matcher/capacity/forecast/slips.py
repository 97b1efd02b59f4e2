"""How planned ends turn out: by how many days people leave before or after the day that was planned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.capacity.forecast.priors import Group, Priors
from matcher.capacity.forecast.units import Unit
from matcher.domain.stays import Stay

Floats = NDArray[np.float64]
MOST = 60
"""Days early or late that are told apart; beyond, they count as so many."""
LONG_SLIP_SHARE, LONG_SLIP_DAYS = 0.05, 14.0
"""Of planned ends that slip far, each way, and their mean."""
DAYS = np.arange(-MOST, MOST + 1)
LONGEST_NOTICE = 91
"""Days before leaving in which it is looked for whether an end was planned."""


@dataclass(frozen=True, slots=True)
class Slips:
    """How planned ends turn out, and how many ends are planned at all.

    chance        of leaving `MOST` days early, ..., on the day, ..., `MOST` days late
    announced     (LONGEST_NOTICE + 1,): of those who leave in 0, 1, 2, ... days, the share whose end is planned by now
    planned_ends  on how many it stands
    """

    chance: NDArray[np.float64]
    announced: NDArray[np.float64]
    planned_ends: int

    def gone_by(self, days_after_plan: NDArray[np.int64]) -> NDArray[np.float64]:
        """Chance of having left by each of these days after (before: negative) the planned one."""
        so_far = np.concatenate([[0.0], np.cumsum(self.chance)])
        return so_far[np.clip(days_after_plan + MOST + 1, 0, 2 * MOST + 1)]


def stated_slips(priors: Priors) -> NDArray[np.float64]:
    """Without a record: about the day, with the stated spread, and a few that slip far."""
    near = np.exp(-0.5 * (DAYS / priors.slip_days) ** 2)
    far = np.exp(-np.abs(DAYS) / LONG_SLIP_DAYS)
    mixed: NDArray[np.float64] = (1 - 2 * LONG_SLIP_SHARE) * near / near.sum() + 2 * LONG_SLIP_SHARE * far / far.sum()
    return mixed


def slips_of(units: Sequence[Unit], history: Sequence[Stay], priors: Priors) -> list[Slips]:
    """Each pool's record of planned ends, drawn towards its group's, and that towards the stated one.

    Without a record of plans it is taken that no end is announced: then nothing follows from there being no plan. A stay
    teaches only of the days on which plans were recorded.
    """
    placed = positions(units)
    late, planned = np.zeros((len(units), len(DAYS))), np.zeros((len(units), LONGEST_NOTICE + 1))
    stayed = np.zeros_like(planned)
    for one in history:
        if one.ended and (at := placed(one)) >= 0:
            known_from = max(one.first_night, one.plans_known_from or one.first_night)
            if known_from < one.leaving:
                stayed[at, : (one.leaving - known_from).days + 1] += 1
            if one.planned_leaving is not None:
                days_late = (one.leaving - one.planned_leaving).days
                late[at, min(max(days_late, -MOST), MOST) + MOST] += 1
            if one.planned_on is not None:
                planned[at, : (one.leaving - max(one.planned_on, known_from)).days + 1] += 1
    groups = list(Group)
    group = np.array([groups.index(one.group) for one in units], np.intp)
    worth, stated = priors.slip_stays, stated_slips(priors)
    turned_out = _drawn(_drawn(stated, _others(late, group), worth), late, worth)
    of_others = _shares(np.zeros(planned.shape), _others(planned, group), _others(stayed, group), priors.alike)
    announced = _shares(of_others, planned, stayed, priors.alike)
    return [Slips(turned_out[at], announced[at], int(late[at].sum())) for at in range(len(units))]


def positions(units: Sequence[Unit]) -> Callable[[Stay], int]:
    """Which pool a stay was in: by its place row, else the first of its setting; -1 = none of these."""
    at_row = {place_id: at for at, unit in enumerate(units) for place_id in unit.place_ids}
    at_setting = {unit.setting_id: at for at, unit in reversed(list(enumerate(units)))}
    return lambda stay: at_row.get(stay.place_id or "", at_setting.get(stay.setting_id, -1))


def _others(seen: Floats, group: NDArray[np.intp]) -> Floats:
    """What was seen at all the others of each pool's group."""
    whole = np.zeros((len(Group), seen.shape[1]))
    np.add.at(whole, group, seen)
    others: Floats = whole[group] - seen
    return others


def _drawn(towards: Floats, seen: Floats, worth: float) -> Floats:
    drawn: Floats = (towards * worth + seen) / (worth + seen.sum(axis=-1, keepdims=True))
    return drawn


def _shares(towards: Floats, seen: Floats, of: Floats, worth: float) -> Floats:
    shares: Floats = (towards * worth + seen) / (worth + of)
    return shares
