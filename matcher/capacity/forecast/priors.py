"""The stated figures a forecast begins with, read from the policy: what is expected of a service without a record."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import FOSTER, SUPPORTED, Footing, PlacePool, SettingKind
from matcher.domain.settings import Setting
from matcher.policy import Policy

GROUP_BANDS = (0, 7, 28, 91, 182)
"""Nights stayed from which each band of leaving begins."""
BAND_NAMES = ("to_7", "to_28", "to_91", "to_182", "after")
PER = 10_000


class Group(StrEnum):
    """Services whose stays are alike."""

    HUB = "hub"
    EMERGENCY = "emergency"
    HOME = "home"
    FAMILY = "family"
    SUPPORTED = "supported"


def group_of(setting: Setting, pool: PlacePool) -> Group:
    """Which services a pool of beds learns from."""
    footing = setting.bespoke.lawful_footing if setting.bespoke else None
    if pool is PlacePool.EMERGENCY or setting.kind is SettingKind.HUB_EMERGENCY_BED:
        return Group.EMERGENCY
    if setting.kind is SettingKind.HUB_BED:
        return Group.HUB
    if setting.kind in FOSTER or footing is Footing.FOSTER:
        return Group.FAMILY
    is_supported = setting.kind in SUPPORTED or footing is Footing.SUPPORTED_ACCOMMODATION
    return Group.SUPPORTED if is_supported else Group.HOME


GROUP_OF_KIND = {
    SettingKind.HUB_BED: Group.HUB,
    SettingKind.HUB_EMERGENCY_BED: Group.EMERGENCY,
    SettingKind.CHILDRENS_HOME: Group.HOME,
    **dict.fromkeys(FOSTER, Group.FAMILY),
    **dict.fromkeys(SUPPORTED, Group.SUPPORTED),
}


def group_of_kind(kind: SettingKind) -> Group | None:
    """Which services learn from stays at a home of which no more than its kind is known; None where none do."""
    return GROUP_OF_KIND.get(kind)


def learns_from(kind: SettingKind) -> bool:
    """Whether any forecast learns from stays at homes of this kind."""
    return kind in GROUP_OF_KIND


@dataclass(frozen=True, slots=True)
class Priors:
    """The figures in force on the day of the forecast; `policy.toml` gives units and sources."""

    leaving: dict[Group, NDArray[np.float64]]
    """(5,): chance of leaving after a night, by band of nights stayed."""
    arriving: dict[Group, float]
    """Arrivals a night for each bed of a service with room."""
    bed_days: float
    arrivals: float
    alike: float
    learn_days: int
    half_life_days: float
    slip_days: float
    slip_stays: float


def priors_of(policy: Policy) -> Priors:
    """The forecast's figures of a policy."""
    figures = policy.figures
    return Priors(
        leaving={
            one: np.array([getattr(figures, f"leaving_{one}_{band}") / PER for band in BAND_NAMES]) for one in Group
        },
        arriving={one: getattr(figures, f"arriving_{one}") / PER for one in Group},
        bed_days=figures.forecast_prior_bed_days,
        arrivals=figures.forecast_prior_arrivals,
        alike=figures.forecast_alike,
        learn_days=figures.forecast_learn_days,
        half_life_days=figures.forecast_half_life_days,
        slip_days=figures.forecast_slip_days,
        slip_stays=figures.forecast_slip_stays,
    )
