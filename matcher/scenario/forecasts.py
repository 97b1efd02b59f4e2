"""Where the forecast joins a what-if: one function, asked before and after. Until it is given, nothing is forecast."""

from collections.abc import Callable, Sequence
from datetime import date

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
    """What is expected at one setting, night by night."""

    setting_id: str
    nights: tuple[NightAhead, ...]


Forecaster = Callable[[Snapshot, PolicyBook, Sequence[str], date, date], tuple[SettingAhead, ...]]
"""Snapshot, policy, settings (ids), first night and the day after the last: what is expected at each of the settings."""
