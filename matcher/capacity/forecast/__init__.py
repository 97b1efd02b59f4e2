"""How many of a setting's beds will be taken on each of the next nights: a chance for every number, and what it stands on.

Demand is exact; the real beds are simulated. Nothing here enters a score.
"""

from matcher.capacity.forecast.accuracy import AtDistance, ForecastAccuracy, PoolAccuracy, Simple, accuracy_adapter
from matcher.capacity.forecast.answer import (
    HomeForecast,
    first_nights,
    forecast_adapter,
    home_forecast,
    with_the_night_after,
    without_people,
)
from matcher.capacity.forecast.backtest import Judged, backtest, origins_of
from matcher.capacity.forecast.history import History, sound_history, stays_adapter
from matcher.capacity.forecast.make import forecast, forecast_of
from matcher.capacity.forecast.model import (
    Basis,
    Forecast,
    ForecastNight,
    Interval,
    NextFree,
    Part,
    PoolForecast,
    SettingForecast,
)
from matcher.capacity.forecast.moved import Cause, Move, Moved, MovedSince, what_moved
from matcher.capacity.forecast.past import history_of
from matcher.capacity.forecast.priors import learns_from
from matcher.capacity.forecast.scores import Quality, Scored, quality, scored
from matcher.capacity.forecast.units import TermSort, is_forecast
from matcher.capacity.forecast.words import in_100

__all__ = [
    "AtDistance",
    "Basis",
    "Cause",
    "Forecast",
    "ForecastAccuracy",
    "ForecastNight",
    "History",
    "HomeForecast",
    "Interval",
    "Judged",
    "Move",
    "Moved",
    "MovedSince",
    "NextFree",
    "Part",
    "PoolAccuracy",
    "PoolForecast",
    "Quality",
    "Scored",
    "SettingForecast",
    "Simple",
    "TermSort",
    "accuracy_adapter",
    "backtest",
    "first_nights",
    "forecast",
    "forecast_adapter",
    "forecast_of",
    "history_of",
    "home_forecast",
    "in_100",
    "is_forecast",
    "learns_from",
    "origins_of",
    "quality",
    "scored",
    "sound_history",
    "stays_adapter",
    "what_moved",
    "with_the_night_after",
    "without_people",
]
