"""How good the forecasts were that were served: held against the record's nights when somebody asks. Nobody is named."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from api.actions.capacity import require_setting
from api.permissions import Caller, Permission
from api.service import Service
from api.store.forecasts import Kept, kept, served_on
from api.store.past_stays import pseudonym
from matcher.capacity.forecast.accuracy import (
    ForecastAccuracy,
    Judgement,
    PoolAccuracy,
    Told,
    distances_of,
    judge,
)
from matcher.capacity.forecast.backtest import HORIZONS
from matcher.capacity.forecast.census import Slept, Where, census
from matcher.capacity.forecast.kept import read_pool
from matcher.domain.checks import refusal
from matcher.domain.codes import PlacePool
from matcher.domain.errors import Problem
from matcher.frame import Frame
from matcher.options.words_of_pair import day


def forecast_accuracy(
    service: Service,
    caller: Caller,
    first: date | None = None,
    last: date | None = None,
    setting_id: str | None = None,
) -> ForecastAccuracy:
    """The forecasts served on these days, both included: all that are kept where nothing is said.

    Raises NoSuchRecord, InvalidInput.
    """
    frame = service.frames.frame(caller.authority)
    if setting_id is not None:
        require_setting(frame, setting_id)
    if first and last and last < first:
        raise refusal([Problem("/query/to", "This is before from.", "Give the earlier day as from.")])
    everything = caller.may(Permission.READ_PEOPLE) or setting_id is not None
    with service.store.reading() as connection:
        there = kept(connection, caller.authority, setting_id)

    def make() -> ForecastAccuracy:
        return _made(service, frame, _Asked(first, last, setting_id, everything), there)

    return service.answers.once(frame, ("accuracy", first, last, setting_id, everything, there), make)


class _Asked(NamedTuple):
    first: date | None
    last: date | None
    setting_id: str | None
    everything: bool
    """Settings that belong to one person are told of one by one too."""


def _made(service: Service, frame: Frame, asked: _Asked, there: Kept) -> ForecastAccuracy:
    today = frame.snapshot.today
    days = asked.first or date.min, asked.last or today
    with service.store.reading() as connection:
        rows = served_on(connection, frame.snapshot.authority, asked.setting_id, *days)
    told = [Told(setting_id=row.setting_id, pool=PlacePool(row.pool), told=read_pool(row.body)) for row in rows]
    judged = judge(told, _slept(service, frame, rows[0].day), today) if rows else {}
    judged_on = rows[0].day + timedelta(days=HORIZONS[0] + 1) if rows else None
    return ForecastAccuracy(
        as_of=frame.snapshot.as_of,
        first_day=asked.first,
        last_day=asked.last,
        setting_id=asked.setting_id,
        kept_since=there.since,
        forecasts=len(rows),
        first_judged_on=judged_on,
        says=_says(there.since, judged_on, is_judged=bool(judged)),
        distances=distances_of(judged.values()),
        pools=tuple(_pools(frame, judged, everything=asked.everything)),
    )


def _slept(service: Service, frame: Frame, since: date) -> Mapping[Where, Slept]:
    authority = frame.snapshot.authority
    history = service.histories.history(authority, frame.snapshot)
    return census(frame, since, history, partial(pseudonym, authority))


def _pools(frame: Frame, judged: Judgement, *, everything: bool) -> Iterator[PoolAccuracy]:
    """By name; ordinary beds first."""
    settings = {one.id: one for one in frame.snapshot.settings}
    order = list(PlacePool)
    for setting_id, pool in sorted(judged, key=lambda one: (settings[one[0]].name, one[0], order.index(one[1]))):
        if everything or settings[setting_id].for_young_person_id is None:
            yield PoolAccuracy(
                setting_id=setting_id,
                setting_name=settings[setting_id].name,
                pool=pool,
                distances=distances_of([judged[setting_id, pool]]),
            )


def _says(since: date | None, judged_on: date | None, *, is_judged: bool) -> str:
    if since is None:
        return "No forecast is kept yet. Each is kept from the day on which it is first asked for."
    kept_from = f"Forecasts are kept since {day(since)}"
    if judged_on is None:
        return f"{kept_from}. None is kept of these days."
    if not is_judged:
        return f"{kept_from}. None of these can be judged before {day(judged_on)}, when its nights are over."
    return f"{kept_from}, and judged by the nights that are over, as they are recorded now."
