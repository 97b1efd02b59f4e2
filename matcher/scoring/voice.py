"""Adjustments for the young person's days: what they eat and practise, and a move without haste."""

from itertools import compress

import numpy as np

from matcher.domain.people import YoungPerson
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.pace import pace_of
from matcher.outcomes import NOT_MET, PLACE
from matcher.policy import Policy
from matcher.scoring.adjustments import AdjustmentPart
from matcher.scoring.model import Rows, Shares, known, not_asked, nothing, settings_of
from matcher.scoring.relationships import name_of

THIRDS = 3


def everyday_needs(person: YoungPerson) -> tuple[str, ...] | None:
    """The diets and practices that are no medical matter, each once; None = nobody has asked."""
    if person.diet_and_practice is None:
        return None
    scored = [one.need.strip() for one in person.diet_and_practice if not one.medical]
    first: dict[str, str] = {}
    for need in scored:
        first.setdefault(need.casefold(), need)
    return tuple(first.values())


def _offers(setting: Setting, need: str) -> bool | None:
    """Whether it is possible there; None = not recorded."""
    if setting.diet_offers is None:
        return None
    return need.casefold() in {one.strip().casefold() for one in setting.diet_offers}


def dietary_and_faith_practice(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The cost once for each diet or practice that is not possible there, or not known to be."""
    needs = [everyday_needs(person) for person in ask.people]
    if needs == [()] * len(needs):
        return pair.once(nothing)
    if set(needs) == {None}:
        return pair.once(not_asked)
    sure, could = np.zeros(pair.shape), np.zeros(pair.shape)
    sure_of = np.ones(pair.shape, np.bool_)
    for i, mine in enumerate(needs):
        sure_of[i] = mine is not None
        for need in mine or ():
            met = place.meets(need, _offers)[0]
            sure[i] += (met == NOT_MET) | (met == PLACE)
            could[i] -= met == PLACE
            sure_of[i] &= met != PLACE
    return Shares(sure, could, sure_of)


def because_diet(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    needs = everyday_needs(pair.asks.people[i])
    if needs is None:
        return [f"Ask {name_of(pair, i)} about food and faith."] * len(rows)
    return [_said_of(setting, needs) if needs else "" for setting in settings_of(pair, rows)]


def _said_of(setting: Setting, needs: tuple[str, ...]) -> str:
    if setting.diet_offers is None:
        return f"Ask {setting.name} about {_joined(needs)}."
    missing = tuple(need for need in needs if not _offers(setting, need))
    return f"{setting.name} does not yet offer {_joined(missing)}." if missing else f"{_joined(needs)}: offered here."


def _joined(needs: tuple[str, ...]) -> str:
    return f"{', '.join(needs[:-1])} and {needs[-1]}" if len(needs) > 1 else needs[0]


def pace_of_move(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """A third each of a planned move: told too late, no visit, no night there."""
    if ask.is_emergency.all():
        return pair.once(nothing)
    return known(pair.once(pace_of).missing / THIRDS)


def because_pace(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    pace = pair.once(pace_of)
    still = (f"{pair.policy.figures.intro_days} days from hearing to moving", "a visit", "a night to try it")
    columns = (pace.moves, pace.told_late, pace.no_visit, pace.no_night)
    every = [*zip(*(column[i].take(rows).tolist() for column in columns), strict=True)]
    said = {each: _still_to_come([*compress(still, each[1:])]) if each[0] else "" for each in set(every)}
    return [said[each] for each in every]


def _still_to_come(missing: list[str]) -> str:
    return f"Still to come: {', '.join(missing)}." if missing else "Heard in good time, visited, and stayed a night."


ADJUSTMENTS = (
    AdjustmentPart(slug="pace-of-move", weight="pace_of_move", score=pace_of_move, because=because_pace),
    AdjustmentPart(
        slug="dietary-and-faith-practice",
        weight="dietary_and_faith_practice",
        score=dietary_and_faith_practice,
        because=because_diet,
    ),
)
