"""What is forecast of a setting's beds, night by night; and what it stands on."""

from datetime import date, datetime

from matcher.capacity.forecast.units import TermSort
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.values import shown


@shown
class Interval:
    """The fewest and the most people, both included, of a central interval: so many in 100 lie within it."""

    percent: int
    fewest: int
    most: int


@shown
class ForecastNight:
    """One night. Chances are from 0 to 1; position k of a list of chances is for k people."""

    date: date
    beds: int
    """Beds in use that night."""
    occupancy: tuple[float, ...]
    """People there, with the real beds."""
    demand: tuple[float, ...]
    """People who would be there if there were a bed for everybody; the last entry stands for so many or more."""
    mean_occupancy: float
    mean_demand: float
    """The sum of the four below."""
    staying: float
    """Expected of those who live there now."""
    planned: float
    """Of those for whom a bed is held, accepted or confirmed."""
    pending: float
    """Of those to whom it is offered, and of open requests."""
    unknown: float
    """Of arrivals of whom nothing is known yet."""
    occupancy_intervals: tuple[Interval, ...]
    """50, 80 and 90 in 100."""
    demand_intervals: tuple[Interval, ...]
    chance_bed_free: float
    """That somebody new could be let in: a bed in use, not promised, not closed, staffed, and nobody who must live alone."""
    chance_over: float
    """That more people would want a bed than there are in use."""
    turned_away: float
    """Expected requests of this night that could not be housed here."""


@shown
class NextFree:
    """The next night on which a free bed is likelier than not, and how likely."""

    night: date
    chance: float


@shown
class Basis:
    """What a forecast stands on."""

    stays: int
    """Ended stays in these beds that it has learnt from."""
    bed_nights: int
    """Nights in these beds that it has learnt from."""
    group_stays: int
    """Ended stays in other services of this kind."""
    planned_ends: int
    """Ended stays whose leaving day had been planned."""
    few_stays: bool
    """Fewer than the policy asks for: it rests on other services and on stated figures, and its intervals are wide."""
    arrivals_per_28_nights: float
    """Expected arrivals while there is room."""


@shown
class Part:
    """One person's share in the demand: the placement or request it comes from, and their chance of being there."""

    key: str
    sort: TermSort
    first_night: date
    planned_leaving: date | None
    ends_on: date | None
    """The birthday on which the stay ends for certain."""
    chance: float
    """That they come at all."""
    expected: tuple[float, ...]


@shown
class PoolForecast:
    """The beds of one pool of a setting."""

    pool: PlacePool
    beds: int
    basis: Basis
    nights: tuple[ForecastNight, ...]
    next_likely_free: NextFree | None
    turned_away: float
    """Expected requests on all these nights together that could not be housed here."""
    parts: tuple[Part, ...] | None
    """Person by person; null where the reader may not know who lives there."""


@shown
class SettingForecast:
    """A setting's forecast: its ordinary beds, and its emergency beds apart."""

    setting_id: str
    setting_name: str
    kind: SettingKind
    pools: tuple[PoolForecast, ...]
    """Ordinary beds first."""


@shown
class Forecast:
    """Every setting asked for, from tonight."""

    as_of: datetime
    first_night: date
    horizon: int
    """Nights, tonight included."""
    snapshot_hash: str
    history_hash: str
    """Of the past stays that it has learnt from."""
    policy_version: str
    settings: tuple[SettingForecast, ...]
