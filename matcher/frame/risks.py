"""Risks to others and vulnerabilities to them: how high, and until when a record counts."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.nights import months_before
from matcher.domain.people import RiskEntry, Vulnerability
from matcher.domain.person_codes import RiskType
from matcher.policy import Policy

RISKS = tuple(RiskType)
RISK_AT = {risk: at for at, risk in enumerate(RISKS)}
FLAGGED = 2


def level_of(entry: RiskEntry) -> int:
    """0 to 3; flagged without a level is 2."""
    return FLAGGED if entry.level is None else entry.level


def dated(entry: RiskEntry) -> date:
    """The day it was looked at, else recorded; the last of all days where it counts however old it is.

    That is so where it is undated, of sexual harm, or a court matter.
    """
    looked_at = entry.looked_at_on or entry.recorded_on
    if looked_at is None or entry.court_matter or entry.risk is RiskType.SEXUAL_HARM:
        return date.max
    return looked_at


def still_counts(entry: RiskEntry, since: date) -> bool:
    """Dated `since` or later."""
    return dated(entry) >= since


def risk_levels(risks: tuple[RiskEntry, ...], first_night: date, policy: Policy) -> NDArray[np.int8]:
    """(risk types,): the level of each that still counts on `first_night`."""
    since = months_before(first_night, policy.figures.risk_lookback_months)
    levels = np.zeros(len(RISKS), np.int8)
    for entry in risks:
        if still_counts(entry, since):
            at = RISK_AT[entry.risk]
            levels[at] = max(levels[at], level_of(entry))
    return levels


def vulnerability_levels(vulnerabilities: tuple[Vulnerability, ...]) -> NDArray[np.int8]:
    """(risk types,): flagged without a level is 2."""
    levels = np.zeros(len(RISKS), np.int8)
    for entry in vulnerabilities:
        at = RISK_AT[entry.risk]
        levels[at] = max(levels[at], FLAGGED if entry.level is None else entry.level)
    return levels


def highest(entries: list[RiskEntry], first_night: date, months: int) -> int:
    """The highest level of the entries that still count so many months later."""
    since = months_before(first_night, months)
    return max((level_of(entry) for entry in entries if still_counts(entry, since)), default=0)
