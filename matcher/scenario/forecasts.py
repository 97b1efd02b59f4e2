"""Where the forecast joins a what-if: one function, asked before and after. Until it is given, nothing is forecast."""

from collections.abc import Callable, Sequence
from datetime import date

from matcher.domain.codes import PlacePool
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import shown
from matcher.policy import PolicyBook


@shown
class NightAhead:
    """One night to come at one setting."""

    night: date
    expected: float
    """People expected there."""
    chance_free: float
    """Chance (0 to 1) that at least one bed is free."""


@shown
class SettingAhead:
    """What is expected in one pool of a setting, night by night."""

    setting_id: str
    pool: PlacePool
    nights: tuple[NightAhead, ...]


Forecaster = Callable[[Snapshot, PolicyBook, Sequence[str], date, str], tuple[SettingAhead, ...]]
"""Snapshot, policy, settings (ids), the day after the last night, and a seed: what is expected on tonight and the nights after
it at each of these settings. The seed is the same before and after, so that the two are compared draw by draw."""
