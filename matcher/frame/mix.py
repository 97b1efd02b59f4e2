"""What it would be like living together: each risk against the vulnerability to it, in both directions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import ImpactDecision
from matcher.domain.person_codes import RiskType
from matcher.frame.risks import RISK_AT, RISKS, risk_levels, vulnerability_levels
from matcher.outcomes import Bools, stacked

if TYPE_CHECKING:
    from matcher.frame.pairs import Pairs

NOT_BETWEEN_PEOPLE = RISK_AT[RiskType.HARM_TO_ANIMALS]
ACCEPTED = frozenset({ImpactDecision.ACCEPT, ImpactDecision.ACCEPT_WITH_PLAN})


@dataclass(frozen=True)
class Exposure:
    """`worst` (n, m) 0-9 over everybody there as far as recorded; `by_risk` (n, risk types, e) each one's own."""

    worst: NDArray[np.int8]
    by_risk: NDArray[np.int8]
    anybody: Bools
    residents_known: Bools
    ask_known: Bools

    @property
    def entries(self) -> NDArray[np.int8]:
        """The same, (n, e, risk types)."""
        return self.by_risk.transpose(0, 2, 1)


def worst_exposure(pair: "Pairs") -> Exposure:
    """Severity x vulnerability less mitigation, floor 0, the largest of both directions and all risk types."""
    who = pair.residents
    counted = pair.others & who.counts_in_mix
    by_risk = stacked([_of_each(pair, i, counted[i]) for i in range(len(pair.asks))])
    return Exposure(
        worst=who.worst_by_row(by_risk.max(axis=1), empty=np.int8(0)),
        by_risk=by_risk,
        anybody=who.count_by_row(counted) > 0,
        residents_known=who.count_by_row(counted & ~who.levels_known) == 0,
        ask_known=pair.asks.of_person(lambda person: person.risks is not None and person.vulnerabilities is not None),
    )


def _of_each(pair: "Pairs", i: int, counted: Bools) -> NDArray[np.int8]:
    """(risk types, e): what one person and each resident who counts would be to one another."""
    who, person = pair.residents, pair.asks.people[i]
    exposed = np.zeros((len(RISKS), counted.size), np.int8)
    vulnerable = vulnerability_levels(person.vulnerabilities or ())
    for first, rows in pair.first_nights(i):
        own = risk_levels(person.risks or (), first, pair.policy)
        both = np.maximum(own[:, None] * who.vulnerability, who.severity(first) * vulnerable[:, None])
        here = counted if rows.all() else rows.take(who.row) & counted
        exposed += both * here.view(np.int8)
    exposed[NOT_BETWEEN_PEOPLE] = 0
    return _mitigated(pair, i, exposed)


def _mitigated(pair: "Pairs", i: int, exposed: NDArray[np.int8]) -> NDArray[np.int8]:
    """Less the highest level agreed in this person's accepted assessments at each resident's setting."""
    who, settings = pair.residents, pair.index.setting_at
    made = [one for one in pair.index.assessments_of.get(pair.asks.people[i].id, []) if one.setting_id in settings]
    if not made:
        return exposed
    lowered = np.zeros_like(exposed)
    for assessment in made:
        here = pair.places.setting[who.row] == settings[assessment.setting_id]
        for one in assessment.mitigations if assessment.decision in ACCEPTED else ():
            them = here & ((who.ids[0] == one.with_person) | (one.with_person is None))
            at = RISK_AT[one.risk]
            lowered[at, them] = np.maximum(lowered[at, them], one.level)
    less: NDArray[np.int8] = np.maximum(exposed - lowered, 0)
    return less
