"""The beds of an authority as a list: one line for each setting, night and pool."""

import csv
import io
from collections.abc import Iterator
from dataclasses import fields

from api.exchange.lists.marks import neutral
from matcher.capacity import AuthorityCapacity, BedsNight, PoolNight, SettingBeds, UsableNight
from matcher.domain.codes import PlacePool

STATES = tuple(one.name for one in fields(PoolNight))
FOR_WHOM = tuple(one.name for one in fields(UsableNight))
HEADING = (
    *("setting_id", "setting_name", "kind", "night", "pool", "usable_vacancy", *STATES),
    *(
        "registered",
        "usable",
        "staffed",
        *(f"usable_by_{name}" if name != "usable" else "usable_by" for name in FOR_WHOM),
    ),
)
"""`registered`, `usable`, `staffed` and what is usable by somebody are of the whole setting: on its first line of a night."""


def capacity_csv(capacity: AuthorityCapacity) -> bytes:
    """CSV in UTF-8. Blank = not known, or not asked for; a cell that a spreadsheet would run is made harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADING)
    for setting in capacity.settings:
        for night in setting.nights:
            writer.writerows(_lines(setting, night))
    return out.getvalue().encode()


def _lines(setting: SettingBeds, night: BedsNight) -> Iterator[list[object]]:
    before = [neutral(setting.setting_id), neutral(setting.setting_name), setting.kind.value, night.night]
    for_whom = [getattr(night.usable_by, name) if night.usable_by else None for name in FOR_WHOM]
    whole = [night.registered, night.usable, night.staffed, *for_whom]
    yield [*before, PlacePool.RESIDENTIAL.value, night.usable_vacancy, *_states(night.ordinary), *whole]
    if night.emergency:
        yield [
            *before,
            PlacePool.EMERGENCY.value,
            night.emergency_vacancy,
            *_states(night.emergency),
            *([None] * len(whole)),
        ]


def _states(pool: PoolNight) -> list[int]:
    return [getattr(pool, name) for name in STATES]
