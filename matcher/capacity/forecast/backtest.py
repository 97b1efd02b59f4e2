"""Would it have been right? The forecast made again as of past days, with what was known then, against what happened.

Origins roll forward: each forecast learns only from stays that had ended by its day. What the record of today says of the
past is used for who lived there; what was planned, pending or on the rota at the time is not.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from matcher.capacity.forecast.make import forecast_of
from matcher.capacity.forecast.model import PoolForecast
from matcher.capacity.forecast.scores import Quality, Scored, quality, scored
from matcher.capacity.forecast.units import Unit, units_of
from matcher.domain.codes import PlacementState, PlacePool
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.people import YoungPerson
from matcher.domain.placements import Placement
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay
from matcher.domain.values import LONDON
from matcher.frame import make_frame
from matcher.policy import PolicyBook

HORIZONS = (7, 28, 84)
EVERY = 28
YEAR = 365
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Judged:
    """One pool of beds at one distance: the forecast, "no change", and how often each number was there in the year before."""

    setting_id: str
    pool: PlacePool
    nights_ahead: int
    forecast: Quality
    no_change: Quality
    past_year: Quality

    @property
    def better_than_no_change(self) -> float:
        """By what share its CRPS is lower; below 0 where it is higher."""
        return _better(self.forecast, self.no_change)

    @property
    def better_than_past_year(self) -> float:
        """The same against the frequencies of the year before."""
        return _better(self.forecast, self.past_year)


def _better(one: Quality, other: Quality) -> float:
    return 1 - one.crps / other.crps if other.crps else 0.0


Three = tuple[Scored, Scored, Scored]


def backtest(
    snapshot: Snapshot,
    history: Sequence[Stay],
    origins: Sequence[date],
    book: PolicyBook,
    *,
    settings: Sequence[str] | None = None,
    horizons: Sequence[int] = HORIZONS,
) -> tuple[Judged, ...]:
    """Judge the forecast on each origin, so many nights ahead, as far as the nights are over.

    Raises InvalidInput where no origin leaves a night to judge.
    """
    found: dict[tuple[str, PlacePool, int], list[Three]] = defaultdict(list)
    for origin in origins:
        for where, three in judged_from(snapshot, history, origin, book, settings, horizons):
            found[where].append(three)
    if not found:
        problem = Problem("/origins", "no origin has a night that is over", "begin earlier, or look fewer nights ahead")
        raise InvalidInput("there is nothing to judge a forecast by", (problem,))
    return tuple(
        Judged(*where, *(quality([one[at] for one in threes]) for at in range(3))) for where, threes in found.items()
    )


def origins_of(history: Sequence[Stay], today: date, *, every: int = EVERY, learn_nights: int = YEAR) -> list[date]:
    """Every so many days, from the day with a year of record behind it up to today."""
    began = min((one.leaving for one in history), default=today) + timedelta(days=learn_nights)
    return [began + timedelta(days=days) for days in range(0, (today - began).days, every)]


def judged_from(
    snapshot: Snapshot,
    history: Sequence[Stay],
    origin: date,
    book: PolicyBook,
    settings: Sequence[str] | None,
    horizons: Sequence[int],
) -> Iterator[tuple[tuple[str, PlacePool, int], Three]]:
    """Score one origin."""
    ahead = [one for one in horizons if origin + timedelta(days=one) <= snapshot.today]
    if not ahead:
        return
    frame = make_frame(as_of(snapshot, history, origin), book)
    past = tuple(_known(one, origin) for one in history if one.leaving <= origin or _is_elsewhere(one, origin))
    units = {(one.setting_id, one.pool): one for one in units_of(frame)}
    whole = make_frame(snapshot, book)
    slept = {(one.setting_id, one.pool): _Slept(one, history) for one in units_of(whole)}
    made = forecast_of(frame, past, max(ahead) + 1, settings=settings)
    for setting in made.settings:
        for pool in setting.pools:
            where = setting.setting_id, pool.pool
            for one in ahead:
                yield (*where, one), _three(pool, slept[where], units[where].beds, origin, one)


def _is_elsewhere(stay: Stay, origin: date) -> bool:
    """Whether it goes on, at a home that the record does not have."""
    return stay.kind is not None and stay.first_night < origin < stay.leaving


def _known(stay: Stay, origin: date) -> Stay:
    return stay if stay.leaving <= origin else replace(stay, leaving=origin, ended=False)


class _Slept:
    """How many slept in a pool of beds on any night up to today."""

    def __init__(self, unit: Unit, history: Sequence[Stay]) -> None:
        mine = [one for one in history if _is_in(unit, one)]
        self.first = np.array([one.first_night.toordinal() for one in mine] + list(unit.came), np.int64)
        self.leaving = np.array([one.leaving.toordinal() for one in mine] + [10**7] * len(unit.came), np.int64)

    def on(self, night: date) -> int:
        day = night.toordinal()
        return int(((self.first <= day) & (day < self.leaving)).sum())


def _is_in(unit: Unit, stay: Stay) -> bool:
    if stay.place_id is not None and unit.place_ids:
        return stay.place_id in unit.place_ids
    return stay.setting_id == unit.setting_id and unit.pool is PlacePool.RESIDENTIAL


def _three(pool: PoolForecast, slept: _Slept, beds: int, origin: date, ahead: int) -> Three:
    happened = slept.on(origin + timedelta(days=ahead))
    now = slept.on(origin)
    year = [slept.on(origin - timedelta(days=one)) for one in range(YEAR)]
    frequencies = np.bincount(year, minlength=beds + 1) / YEAR
    spread = float(np.random.default_rng([origin.toordinal(), ahead, happened]).random())
    same = np.zeros(now + 1)
    same[now] = 1.0
    given = (pool.nights[ahead].occupancy, same, frequencies)
    one, other, third = (scored(chance, happened, beds, spread) for chance in given)
    return one, other, third


def as_of(snapshot: Snapshot, history: Sequence[Stay], origin: date) -> Snapshot:
    """The snapshot as it would have been at noon of a past day, as far as the record tells."""
    ended = [
        _again(at, one)
        for at, one in enumerate(history)
        if one.kind is None and one.first_night <= origin < one.leaving
    ]
    still = [
        replace(one, leaving=None)
        for one in snapshot.placements
        if one.state is PlacementState.STARTED and one.first_night <= origin
    ]
    known = {one.id for one in snapshot.young_people}
    gone = sorted({one.young_person_id for one in ended} - known)
    return replace(
        snapshot,
        as_of=datetime.combine(origin, NOON, LONDON),
        young_people=(*snapshot.young_people, *(YoungPerson(id=one, name_to_use="") for one in gone)),
        settings=tuple(replace(one, rota_held=False) for one in snapshot.settings),
        placements=(*still, *ended),
        placement_requests=(),
        shifts=(),
        commitments=(),
    )


def _again(at: int, stay: Stay) -> Placement:
    return Placement(
        id=f"past-{at}",
        young_person_id=stay.young_person_id,
        setting_id=stay.setting_id,
        place_id=stay.place_id,
        first_night=stay.first_night,
        state=PlacementState.STARTED,
    )
