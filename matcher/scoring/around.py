"""Points added for what is around a place: where somebody goes when missing, and health care."""

from collections.abc import Callable

import numpy as np

from matcher.domain.home_codes import MissingPull
from matcher.domain.people_needs import Treatment
from matcher.frame import Asks, Pairs, Places
from matcher.frame.travel import longest_to
from matcher.policy import Policy
from matcher.scoring.adjustments import AdjustmentPart
from matcher.scoring.model import Rows, Shares, cost, falling, known, mean, not_asked, nothing, settings_of, stack
from matcher.scoring.relationships import name_of

ForOne = Callable[[Pairs, int], Shares | None]
"""One person's shares (m,); None = it does not apply."""


def for_each_person(pair: Pairs, for_one: ForOne) -> Shares:
    """Everybody's shares (n, m); nothing where it does not apply."""
    found = [for_one(pair, i) for i in range(len(pair.asks))]
    if not any(found):
        return pair.once(nothing)
    if all(one is pair.once(nobody_knows) for one in found):
        return pair.once(not_asked)
    return stack([one or known(np.zeros(len(pair.places))) for one in found])


def nobody_knows(pair: Pairs) -> Shares:
    """Nobody has recorded it of one person or request: nothing is added anywhere (m,)."""
    m = len(pair.places)
    return Shares(np.zeros(m), np.zeros(m), np.zeros(m, np.bool_))


def location_missing_risk(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Near what draws the person away -1, near who keeps them safe +1; the nearest of each counts."""
    return pair.once(_missing_risk)


def _missing_risk(pair: Pairs) -> Shares:
    return for_each_person(pair, _missing_risk_of)


def _missing_risk_of(pair: Pairs, i: int) -> Shares | None:
    places, figures = pair.asks.people[i].missing_places, pair.policy.figures
    if places is None:
        return pair.once(nobody_knows)
    if not places:
        return None
    journey = pair.visits(i, places)
    near = falling(journey.minutes, figures.missing_near_minutes, figures.missing_far_minutes)
    away = np.array([one.pull is MissingPull.TOWARDS for one in places])
    share = near[~away].max(axis=0, initial=0.0) - near[away].max(axis=0, initial=0.0)
    worst, best = -float(away.any()), float((~away).any())
    located = np.array([[bool(one.location and one.location.point)] for one in places])
    ask_known = np.asarray((located | journey.known).all(axis=0), np.bool_)
    place_known = np.asarray(journey.known.all(axis=0), np.bool_)
    return Shares(
        np.where(ask_known, np.where(place_known, share, worst), 0.0),
        np.where(ask_known & ~place_known, best - worst, 0.0),
        ask_known & place_known,
    )


def because_missing(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    places, name = pair.asks.people[i].missing_places, name_of(pair, i)
    if places is None:
        return [f"Ask where {name} goes when missing, and who keeps them safe."] * len(rows)
    if not places:
        return [""] * len(rows)
    made = pair.once(_missing_risk).of(i, rows)
    columns = zip(settings_of(pair, rows), shares, made.known.tolist(), made.could.tolist(), strict=True)
    return [_missing_said(name, one.name, share, is_known, could) for one, share, is_known, could in columns]


def _missing_said(name: str, setting: str, share: float, is_known: bool, could: float) -> str:  # noqa: FBT001 - a column
    if not is_known:
        where = setting if could else "a place that matters"
        return f"Where {where} lies is not recorded: how near it is when {name} goes missing is not known."
    if share < 0:
        return f"{setting} is near places we have worried about {name} being. Agree with {name} what happens if they are late."
    return f"{setting} is near somebody who keeps {name} safe." if share else "Nothing near weighs for or against it."


def health_care_access(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The share of the appointments that can move whose journey would be over its limit."""
    return for_each_person(pair, _appointments_lost)


def _appointments_lost(pair: Pairs, i: int) -> Shares | None:
    if pair.asks.people[i].continuing_treatments is None:
        return pair.once(nobody_knows)
    others = _others(pair, i)
    if not others:
        return None
    journey = pair.visits(i, others)
    longest = np.array([[longest_to(one, pair.policy.figures)] for one in others])
    located = np.array([[bool(one.location and one.location.point)] for one in others])
    lost = (journey.minutes > longest).astype(np.float64)
    each = cost(lost, ask_known=located | journey.known, place_known=journey.known)
    return mean(each, [1.0] * len(others))


def _others(pair: Pairs, i: int) -> tuple[Treatment, ...]:
    treatments = pair.asks.people[i].continuing_treatments or ()
    return tuple([one for one in treatments if not one.treatment_cannot_move])


def because_health(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    name, others = name_of(pair, i), _others(pair, i)
    if pair.asks.people[i].continuing_treatments is None:
        return [f"Nobody has recorded which treatments {name} goes on with."] * len(rows)
    if not others:
        return [""] * len(rows)
    minutes = pair.visits(i, others).minutes[:, rows].T.tolist()
    return [_health_said(pair, others, each) for each in minutes]


def _health_said(pair: Pairs, others: tuple[Treatment, ...], minutes: list[float]) -> str:
    pairs = list(zip(others, minutes, strict=True))
    far = [one.name for one, each in pairs if each > longest_to(one, pair.policy.figures)]
    unknown = [one.name for one, each in pairs if each != each]  # noqa: PLR0124 - not a number: not known
    said = [f"Too far to go on with {', '.join(far)}."] if far else []
    said += [f"The journey to {', '.join(unknown)} is not known."] if unknown else []
    return " ".join(said) or "Every appointment stays in reach."


ADJUSTMENTS = (
    AdjustmentPart(
        slug="location-missing-risk",
        weight="location_missing_risk",
        score=location_missing_risk,
        because=because_missing,
    ),
    AdjustmentPart(
        slug="health-care-access", weight="health_care_access", score=health_care_access, because=because_health
    ),
)
