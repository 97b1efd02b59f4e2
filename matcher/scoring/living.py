"""Points added after the parts for what it is like to live there: the household, animals, smoke."""

import numpy as np
from numpy.typing import NDArray

from matcher.domain.home_codes import HouseholdNeedKind, Smoking
from matcher.domain.people import YoungPerson
from matcher.domain.settings import Setting
from matcher.frame import Asks, Pairs, Places
from matcher.frame.living import has_pets, household_meets, may_smoke, no_smoke_indoors, troubled_by_smoke
from matcher.outcomes import MET, NOT_MET, PLACE, Outcomes, all_of
from matcher.policy import Policy
from matcher.scoring.adjustments import AdjustmentPart
from matcher.scoring.model import Floats, Rows, Shares, cost, not_asked, nothing, settings_of
from matcher.scoring.relationships import name_of


def household_make_up(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """All of the cost in a family that is not what the person would rather have, or of which nobody knows."""
    wanted = [_preferred(person) for person in ask.people]
    if not any(wanted) and None not in wanted:
        return pair.once(nothing)
    if set(wanted) == {None}:
        return pair.once(not_asked)
    met = np.zeros(pair.shape, np.int8)
    for i, needs in enumerate(wanted):
        if needs:
            met[i] = all_of(*[place.meets(need, household_meets) for need in needs])
    asked = np.array([needs is not None for needs in wanted])[:, None]
    return _cost(np.where(place.is_household, met, MET), asked)


def _preferred(person: YoungPerson) -> tuple[HouseholdNeedKind, ...] | None:
    if person.household_needs is None:
        return None
    return tuple(one.need for one in person.household_needs if not one.assessed)


def _cost(met: Outcomes, asked: NDArray[np.bool_]) -> Shares:
    return cost((met == NOT_MET).astype(np.float64), ask_known=asked, place_known=met != PLACE)


def because_household(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    needs = _preferred(pair.asks.people[i])
    if not needs:
        return [""] * len(rows)
    homes = pair.places.is_household[0, rows].tolist()
    return [
        _household_said(name_of(pair, i), [household_meets(setting, need) for need in needs], setting.name)
        if home
        else ""
        for setting, home in zip(settings_of(pair, rows), homes, strict=True)
    ]


def _household_said(name: str, met: list[bool | None], setting: str) -> str:
    if False in met:
        return f"The household is not all that {name} would rather have."
    return f"Ask {setting} who the carers are and who is home in the day." if None in met else ""


def animals_liked(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Likes animals, and one lives there."""
    likes = [person.likes_animals for person in ask.people]
    if not any(likes) and None not in likes:
        return pair.once(nothing)
    if set(likes) == {None}:
        return pair.once(not_asked)
    liking = np.array([bool(one) for one in likes])[:, None]
    pets = place.setting_fact(has_pets)
    unknown = liking & (pets == PLACE)
    known = np.array([one is not None for one in likes])[:, None] & ~unknown
    return Shares(_floats(liking & (pets == MET)), _floats(unknown), known)


def _floats(where: NDArray[np.bool_]) -> Floats:
    return where.astype(np.float64)


def because_animals(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    if not pair.asks.people[i].likes_animals:
        return [""] * len(rows)
    name = name_of(pair, i)
    said = {
        None: "Ask which animals live there.",
        True: f"{name} likes animals, and there are some here.",
        False: "",
    }
    return [said[has_pets(setting)] for setting in settings_of(pair, rows)]


def smoke_free_home(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """All of the cost where smoke indoors would trouble the person, or where somebody who smokes may not; or nobody knows."""
    asked = [(troubled_by_smoke(person), person.smokes) for person in ask.people]
    if {answer for each in asked for answer in each} == {False}:
        return pair.once(nothing)
    if all(None in each and True not in each for each in asked):
        return pair.once(not_asked)
    met = np.zeros(pair.shape, np.int8)
    for i, (troubled, smokes) in enumerate(asked):
        met[i] = np.maximum(
            place.setting_fact(no_smoke_indoors)[0] if troubled else MET,
            place.setting_fact(may_smoke)[0] if smokes else MET,
        )
    met = np.where(place.not_shared_home == MET, MET, met)
    known = np.array([None not in each for each in asked])[:, None] & (met != PLACE)
    lost = _floats(met >= PLACE)
    return Shares(lost, np.where(met == PLACE, -1.0, 0.0), np.broadcast_to(known, pair.shape))


def because_smoke(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    person, name = pair.asks.people[i], name_of(pair, i)
    return [
        _smoke_said(name, setting, smokes=bool(person.smokes)) if share else ""
        for setting, share in zip(settings_of(pair, rows), shares, strict=True)
    ]


def _smoke_said(name: str, setting: Setting, *, smokes: bool) -> str:
    if setting.smoking is None:
        return f"Ask whether anybody smokes at {setting.name}."
    if smokes and setting.smoking is Smoking.NO_SMOKING:
        return f"{name} smokes and {setting.name} is a no-smoking home. Make a plan together."
    return f"There is smoking indoors at {setting.name}. Make a plan with {name}."


ADJUSTMENTS = (
    AdjustmentPart(slug="smoke-free-home", weight="smoke_free_home", score=smoke_free_home, because=because_smoke),
    AdjustmentPart(
        slug="household-make-up", weight="household_make_up", score=household_make_up, because=because_household
    ),
    AdjustmentPart(slug="animals", weight="animals", score=animals_liked, because=because_animals),
)
