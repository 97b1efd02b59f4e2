"""Every limb and every part of some requests against every place row, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from matcher.domain.people import YoungPerson
from matcher.domain.placements import Authorisation
from matcher.domain.requests import PlacementRequest
from matcher.frame import Asks, Frame, Pairs
from matcher.options.approving import Act, approvers_of, counts, is_about, may_approve
from matcher.outcomes import MET, Bools, Outcomes
from matcher.rules import Kind, Limb, Rule, limbs_in_force
from matcher.scoring import ADJUSTMENTS, PARTS, Score, Shares, score
from matcher.scoring.model import at_rows


@lru_cache(maxsize=64)
def positions(day: date, kinds: tuple[Kind, ...]) -> NDArray[np.intp]:
    """Where in the book's order of a day the limbs of these kinds stand."""
    return np.array([at for at, (_, limb) in enumerate(limbs_in_force(day)) if limb.kind in kinds], np.intp)


@dataclass(frozen=True)
class Judged:
    """The limbs in force on `today`, and every pair's outcome of each."""

    frame: Frame
    asks: Asks
    pairs: Pairs
    limbs: tuple[tuple[Rule, Limb], ...]
    outcomes: Outcomes
    """(limbs, n, m)"""

    def of_kind(self, *kinds: Kind) -> NDArray[np.intp]:
        """Positions of the limbs of these kinds."""
        return positions(self.frame.policy.day, kinds)

    @cached_property
    def shares(self) -> list[Shares]:
        """Each part's shares, in the order of PARTS."""
        place, policy = self.frame.places, self.frame.policy
        return [part.score(self.asks, place, self.pairs, policy) for part in PARTS]

    @cached_property
    def adjustment_shares(self) -> list[Shares]:
        """Each adjustment's shares, in the order of ADJUSTMENTS."""
        place, policy = self.frame.places, self.frame.policy
        return [one.score(self.asks, place, self.pairs, policy) for one in ADJUSTMENTS]

    @cached_property
    def score(self) -> Score:
        """Everybody's score at every place, (..., n, m)."""
        return self._score(self.shares, self.adjustment_shares)

    def score_at(self, i: int, rows: NDArray[np.intp]) -> Score:
        """One ask's score at some place rows, (..., rows): all that is read where the others are ruled out."""
        return self._score(at_rows(self.shares, i, rows), at_rows(self.adjustment_shares, i, rows))

    def _score(self, parts: list[Shares], adjusted: list[Shares]) -> Score:
        policy = self.frame.policy
        weights = np.array([getattr(policy.weights, one.weight) for one in PARTS])
        return score(
            parts, weights, adjusted, np.array([getattr(policy.adjustments, one.weight) for one in ADJUSTMENTS])
        )

    @cached_property
    def authorised(self) -> dict[tuple[int, int, int], tuple[Authorisation, ...]]:
        """(limb, ask, row) -> the valid authorisations that make it met."""
        found: dict[tuple[int, int, int], list[Authorisation]] = {}
        authorise = self.of_kind(Kind.AUTHORISE).tolist()
        for i, person in enumerate(self.asks.people):
            for one in self.pairs.index.authorisations_of.get(person.id, []):
                at = self.pairs.index.setting_at.get(one.setting_id)
                for row in self.pairs.index.rows_of.get(-1 if at is None else at, []):
                    for limb in authorise:
                        if self._authorises(one, limb, i, row) and self.may_be_approved(limb)[i, row]:
                            found.setdefault((limb, i, row), []).append(one)
        return {key: tuple(given) for key, given in found.items() if self._by_all(key, given)}

    def may_be_approved(self, at: int) -> Bools:
        """(n, m): what has to hold before an approval of this limb counts at all."""
        only_with = self.limbs[at][1].only_with
        if only_with is None:
            return np.broadcast_to(np.True_, self.pairs.shape)
        holds = only_with(self.asks, self.frame.places, self.pairs, self.frame.policy)
        return np.broadcast_to(holds == MET, self.pairs.shape)

    def _by_all(self, key: tuple[int, int, int], given: Sequence[Authorisation]) -> bool:
        """Where every approver has to approve, each has."""
        at, i, row = key
        limb, emergency = self.limbs[at][1], self.asks.requests[i].is_emergency
        return not limb.all_approve or all(
            any(may_approve(one.role, (role,), self.frame.policy, emergency=emergency) for one in given)
            for role in approvers_of(limb, self.pairs, row)
        )

    @cached_property
    def settled(self) -> Outcomes:
        """(limbs, n, m): the outcomes, authorised limbs met."""
        settled = self.outcomes.copy()
        for key in self.authorised:
            settled[key] = MET
        return settled

    def _authorises(self, one: Authorisation, at: int, i: int, row: int) -> bool:
        """The act is about this limb, and counts at this place."""
        limb = self.limbs[at][1]
        return is_about(one, limb) and counts(Act(one, limb, self.pairs, i, row))


def judge_all(
    frame: Frame, requests: Sequence[PlacementRequest], people: Sequence[YoungPerson] | None = None
) -> Judged:
    """Judge every limb in force for some requests against every place row.

    people  what if: one for each request, in place of whoever is recorded under the same id
    """
    asks, pairs = frame.asking(requests, people)
    places, policy = frame.places, frame.policy
    limbs = limbs_in_force(policy.day)
    outcomes = np.empty((len(limbs), *pairs.shape), np.int8)
    for at, (_, limb) in enumerate(limbs):
        outcomes[at] = limb.judge(asks, places, pairs, policy)
    return Judged(frame, asks, pairs, limbs, outcomes)
