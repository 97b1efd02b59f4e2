"""A setting's beds in the coming weeks as a page: will there be a bed, and how sure is that."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request, Response

from api import wording as words
from api.actions.forecast import NotForecast, beds_forecast
from api.actions.forecast_accuracy import forecast_accuracy
from api.auth import Serving
from api.pages import forecast_words
from api.pages.capacity import OfProvision
from api.pages.errors import PageRoute
from api.pages.fan_chart import FanChart, fan_chart
from api.pages.render import page
from matcher.capacity.forecast import Basis, ForecastNight, HomeForecast, NextFree, PoolForecast
from matcher.domain.codes import PlacePool
from matcher.domain.values import Identifier, london_day

router = APIRouter(route_class=PageRoute, include_in_schema=False, prefix="/hubs")
WEEK, WEEKS_SAID = 7, (0, 1, 2, 4, 8)
"""Nights in a week; for how many weeks ahead it is said in words whether there will be a bed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolShown:
    """The ordinary or the emergency beds of a setting."""

    pool: PlacePool
    beds: int
    basis: Basis
    chart: FanChart
    nights: tuple[ForecastNight, ...]
    weeks: tuple[ForecastNight, ...]
    """Tonight, and the same night of each week."""
    said: tuple[ForecastNight, ...]
    """The nights of which it is said in words whether there will be a bed."""
    next_free: NextFree | None
    turned_away: float


@router.get("/{id}/forecast")
def forecast_of_a_setting(request: Request, service: Serving, visit: OfProvision, id: Identifier) -> Response:  # noqa: A002 - its name in the address
    """Twelve weeks from tonight, by night; or why this setting cannot be forecast, and whom to ask."""
    try:
        found = beds_forecast(service, visit.caller, id)
    except NotForecast:
        found = None
    return page(
        request,
        visit,
        "forecast.html",
        id=id,
        found=found,
        pools=_pools(found) if found else [],
        today=london_day(found.as_of) if found else None,
        chances=forecast_words,
        accuracy=forecast_accuracy(service, visit.caller, setting_id=id) if found else None,
    )


def _pools(found: HomeForecast) -> list[PoolShown]:
    today = london_day(found.as_of)
    ordinary = _shown(found, today)
    return [ordinary, _shown(found.emergency, today)] if found.emergency else [ordinary]


def _shown(one: HomeForecast | PoolForecast, today: date) -> PoolShown:
    return PoolShown(
        pool=one.pool,
        beds=one.beds,
        basis=one.basis,
        chart=fan_chart(one.nights, lambda on: words.day(on, today)),
        nights=one.nights,
        weeks=one.nights[::WEEK],
        said=tuple(one.nights[WEEK * week] for week in WEEKS_SAID if WEEK * week < len(one.nights)),
        next_free=one.next_likely_free,
        turned_away=one.turned_away,
    )
