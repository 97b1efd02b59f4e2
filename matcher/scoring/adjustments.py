"""Points added after the parts."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.domain.people import SiblingLink, YoungPerson
from matcher.domain.person_codes import SiblingPlan
from matcher.frame import Asks, Pairs, Places
from matcher.ledger import Stay
from matcher.outcomes import Bools
from matcher.policy import Policy
from matcher.scoring.model import Because, Floats, Rows, Shares, not_asked, nothing, settings_of
from matcher.scoring.place_offers import nights_covered


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentPart:
    """An adjustment: `weight` names its points in the policy; `because` is empty where it does not apply."""

    slug: str
    weight: str
    score: Callable[[Asks, Places, Pairs, Policy], Shares]
    because: Because


def siblings_together(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Every placed brother and sister who is to live together lives there; or none is placed and beds are free for all."""
    if not any(_together_with(person) for person in ask.people):
        unknown = {person.siblings is None for person in ask.people}
        if len(unknown) == 1:
            return pair.once(not_asked if True in unknown else nothing)
    together = np.zeros(pair.shape, np.bool_)
    waiting = {one.young_person_id for one in pair.index.snapshot.placement_requests if one.is_open}
    for i, person in enumerate(ask.people):
        links = _together_with(person)
        if not links:
            continue
        stays = {one.person_id: pair.index.stays_of.get(one.person_id, []) for one in links}
        placed = [
            np.logical_or.reduce([(stay.first <= pair.first[i]) & (pair.first[i] < stay.leaving) for stay in mine])
            for mine in stays.values()
            if mine
        ]
        anybody = np.logical_or.reduce(placed) if placed else np.zeros(len(place), np.bool_)
        here = _all_placed_here(place, pair, i, [mine for mine in stays.values() if mine])
        needed = 1 + sum(one.person_id in waiting for one in links)
        beds = needed > 1 and _free_beds(place, pair, i) >= needed
        together[i] = np.where(anybody, here, beds)
    known = np.broadcast_to(ask.of_person(lambda person: person.siblings is not None), pair.shape)
    return Shares(together.astype(np.float64), np.zeros(pair.shape), known)


def _together_with(person: YoungPerson) -> list[SiblingLink]:
    """Brothers and sisters of the same authority who are to live with them."""
    return [one for one in person.siblings or () if one.same_authority and one.plan is SiblingPlan.TOGETHER]


def _all_placed_here(place: Places, pair: Pairs, i: int, stays: list[list[Stay]]) -> Bools:
    """(m,): nobody placed on the first judged night is placed anywhere else."""
    elsewhere = np.zeros(len(place), np.bool_)
    for mine in stays:
        for stay in mine:
            elsewhere |= (
                (stay.first <= pair.first[i]) & (pair.first[i] < stay.leaving) & (place.setting != stay.setting)
            )
    return ~elsewhere


def _free_beds(place: Places, pair: Pairs, i: int) -> Floats:
    """(m,): beds free at each row's setting on its first judged night, this person's own not counted as taken."""
    ledger, firsts = place.ledger, pair.first[i]
    own = pair.index.stays_of.get(pair.asks.people[i].id, [])
    total = np.zeros(len(place))
    for first in np.unique(firsts):
        night = np.clip(first - ledger.origin, 0, ledger.nights - 1)
        taken = ledger.row_taken[:, night].astype(np.int32)
        for stay in own:
            if stay.row >= 0 and stay.first <= first < stay.leaving:
                taken[stay.row] -= 1
        for _, row in ledger.staying_put.get(pair.asks.people[i].id, []):
            taken[row] -= row >= 0
        free = np.maximum(ledger.beds_in_use[:, night] - taken, 0)
        at_setting = np.bincount(place.setting, weights=free, minlength=len(place.settings))
        total = np.where(firsts == first, at_setting[place.setting], total)
    return total


def because_siblings(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    if pair.asks.people[i].siblings is None:
        return ["Nobody has recorded brothers and sisters."] * len(rows)
    return ["Brothers and sisters would live together here." if share else "Does not apply here." for share in shares]


def expected_length_fits(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The share of the nights needed that the offered nights do not cover."""
    short = np.where(ask.nights_needed > 0, 1 - pair.once(nights_covered), 0.0)
    return Shares(short, np.zeros(pair.shape), np.ones(pair.shape, np.bool_))


def because_length(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    needed = int(pair.asks.nights_needed[i, 0])
    if not needed:
        return ["How long it is for is not recorded."] * len(rows)
    offered = (pair.leaving[i, rows] - pair.first[i, rows]).tolist()
    return [
        f"{setting.name} is free for {nights} nights; {needed} are needed."
        if share
        else "Every night needed is offered."
        for setting, nights, share in zip(settings_of(pair, rows), offered, shares, strict=True)
    ]


ADJUSTMENTS = (
    AdjustmentPart(
        slug="siblings-together", weight="siblings_together", score=siblings_together, because=because_siblings
    ),
    AdjustmentPart(
        slug="expected-length-fits", weight="expected_length_fits", score=expected_length_fits, because=because_length
    ),
)
