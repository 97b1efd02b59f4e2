"""What it would be like living together: each risk against the vulnerability to it, in both directions."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ImpactDecision
from matcher.frame.residents import RISKS, risk_levels, vulnerability_levels
from matcher.outcomes import Bools

if TYPE_CHECKING:
    from matcher.frame.pairs import Pairs

ACCEPTED = frozenset({ImpactDecision.ACCEPT, ImpactDecision.ACCEPT_WITH_PLAN})


@dataclass(frozen=True)
class Exposure:
    """`worst` (n, m) 0-9 over everybody there as far as recorded; `entries` (n, e, risk types) each one's own."""

    worst: NDArray[np.int8]
    entries: NDArray[np.int8]
    anybody: Bools
    residents_known: Bools
    ask_known: Bools


def worst_exposure(pair: "Pairs") -> Exposure:
    """Severity x vulnerability less mitigation, floor 0, the largest of both directions and all risk types."""
    who = pair.residents
    counted = pair.others & who.counts_in_mix
    entries = np.zeros((*counted.shape, len(RISKS)), np.int8)
    for i, person in enumerate(pair.asks.people):
        vulnerable = vulnerability_levels(person.vulnerabilities or ())
        lowered = _mitigation(pair, i)
        for first, rows in pair.first_nights(i):
            here = np.flatnonzero(rows[who.row] & counted[i])
            theirs = _severity(pair, first)[here]
            own = risk_levels(person.risks or (), first, pair.policy)
            both = np.maximum(own[None, :] * who.vulnerability[here], theirs * vulnerable[None, :])
            entries[i, here] = np.maximum(both - lowered[here], 0)
    unknown = who.worst_by_row(counted & ~who.levels_known, empty=False)
    return Exposure(
        worst=who.worst_by_row(entries.max(axis=2), empty=np.int8(0)),
        entries=entries,
        anybody=who.count_by_row(counted) > 0,
        residents_known=~unknown,
        ask_known=pair.asks.of_person(lambda person: person.risks is not None and person.vulnerabilities is not None),
    )


def _severity(pair: "Pairs", first: date) -> NDArray[np.int8]:
    return pair.residents.severity(first)


def _mitigation(pair: "Pairs", i: int) -> NDArray[np.int8]:
    """(e, risk types): the highest agreed in this person's accepted assessments at each resident's setting."""
    who = pair.residents
    lowered = np.zeros((who.row.size, len(RISKS)), np.int8)
    for assessment in pair.index.assessments_of.get(pair.asks.people[i].id, []):
        if assessment.decision in ACCEPTED and assessment.setting_id in pair.index.setting_at:
            here = pair.places.setting[who.row] == pair.index.setting_at[assessment.setting_id]
            for one in assessment.mitigations:
                them = here & ((who.ids[0] == one.with_person) | (one.with_person is None))
                at = RISKS.index(one.risk)
                lowered[them, at] = np.maximum(lowered[them, at], one.level)
    return lowered
