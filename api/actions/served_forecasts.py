"""Served forecasts: kept as they are served, and held against what is served next."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row

from api.permissions import Caller
from api.service import Service
from api.store.forecasts import forget_older, forget_parts, is_kept, keep_served, last_before
from matcher import ENGINE_VERSION
from matcher.capacity.forecast import History, HomeForecast, MovedSince, first_nights
from matcher.capacity.forecast.kept import expected_then, kept_parts, kept_pool, pools_of
from matcher.capacity.forecast.moved import expected_of, moved_between
from matcher.domain.codes import PlacePool
from matcher.frame import Frame


def keep_and_compare(
    service: Service, caller: Caller, frame: Frame, history: History, made: HomeForecast, days: int
) -> MovedSince | None:
    """Keep what is about to be served, for the day; what moved since the day before it that is kept, if there is one.

    made  with the night after, where there may be one; the first `days` nights of it are served
    """
    behind = _behind(service, caller, frame, history, made, days)
    with service.store.writing() as connection:
        before = last_before(connection, caller.authority, made.setting_id, made.first_night)
        _keep(connection, service, [{**behind, "pool": pool.pool.value} for pool in pools_of(made)], made)
        if before:
            since = next(iter(before.values())).day
            forget_parts(connection, caller.authority, made.setting_id, since)
    return _moved(before, first_nights(made, days)) if before else None


def _behind(
    service: Service, caller: Caller, frame: Frame, history: History, made: HomeForecast, days: int
) -> dict[str, Any]:
    return {
        "authority": caller.authority,
        "setting_id": made.setting_id,
        "day": made.first_night,
        "nights": days,
        "served_at": service.clock(),
        "snapshot_hash": frame.snapshot_hash,
        "policy_hash": frame.book.hash,
        "history_hash": history.hash,
        "engine_version": ENGINE_VERSION,
    }


def _keep(connection: Connection, service: Service, rows: Sequence[dict[str, Any]], made: HomeForecast) -> None:
    """What is kept already is not written again."""
    if all(is_kept(connection, row) for row in rows):
        return
    for row, pool in zip(rows, pools_of(made), strict=True):
        keep_served(connection, {**row, "body": kept_pool(pool), "parts": kept_parts(pool)})
    kept = timedelta(days=service.settings.forecast_days_kept)
    forget_older(connection, rows[0]["authority"], made.first_night - kept)


def _moved(before: dict[str, Row[Any]], served: HomeForecast) -> MovedSince | None:
    found = {
        pool.pool: moved_between(expected_then(before[pool.pool].body, before[pool.pool].parts), expected_of(pool))
        for pool in pools_of(served)
        if pool.pool in before
    }
    common = {pool: one for pool, one in found.items() if one.nights}
    if not common:
        return None
    ordinary = common.get(served.pool)
    return MovedSince(
        since=next(iter(before.values())).day,
        beds=ordinary,
        emergency=common.get(PlacePool.EMERGENCY) if served.emergency else None,
    )
