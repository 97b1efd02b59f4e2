"""What a planned move is still missing: hearing of it in good time, a visit, a night there."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import NO_BED
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.frame.pairs import Pairs
from matcher.outcomes import Bools


@dataclass(frozen=True)
class Pace:
    """(n, m) each, of planned moves: where it is one, and what is still missing there."""

    moves: Bools
    told_late: Bools
    no_visit: Bools
    no_night: Bools

    @cached_property
    def missing(self) -> NDArray[np.int8]:
        """How many of the three."""
        return self.told_late.astype(np.int8) + self.no_visit + self.no_night


def pace_of(pair: Pairs) -> Pace:
    """What is missing of an unhurried move; nothing where it is no planned move."""
    moves = ~pair.asks.is_emergency & ~pair.lives_there & pair.places.of_setting(is_a_move)
    told = np.array([told_by(one, pair.asks.today) for one in pair.asks.requests], np.int32)[:, None]
    told_late = (told < 0) | (pair.first - told < pair.policy.figures.intro_days)
    visited, stayed = _been_there(pair)
    return Pace(moves, moves & told_late, moves & ~visited, moves & ~stayed)


def is_a_move(setting: Setting) -> bool:
    """Outreach comes to where the young person lives."""
    return setting.kind not in NO_BED


def told_by(request: PlacementRequest, today: date) -> int:
    """The day the young person was told, as an ordinal; -1 = not yet."""
    told = request.told_on
    return told.toordinal() if told is not None and told <= today else -1


def _been_there(pair: Pairs) -> tuple[Bools, Bools]:
    """(n, m) each: has visited, has stayed a night; a night was a visit too."""
    visited, stayed = np.zeros(pair.shape, np.bool_), np.zeros(pair.shape, np.bool_)
    today = pair.asks.today
    for i, request in enumerate(pair.asks.requests):
        for one in request.introductions or ():
            at = pair.index.setting_at.get(one.setting_id)
            rows = pair.index.rows_of.get(-1 if at is None else at, [])
            night = one.stayed_on is not None and one.stayed_on <= today
            stayed[i, rows] |= night
            visited[i, rows] |= night or (one.visited_on is not None and one.visited_on <= today)
    return visited, stayed
