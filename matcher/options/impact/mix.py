"""What each one's risks could mean for the other: the mix score of the rule book, person by person, one way at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matcher.domain.people import Vulnerability, YoungPerson
from matcher.domain.person_codes import RiskType
from matcher.frame.mix import ACCEPTED
from matcher.frame.risks import RISK_AT, risk_levels, vulnerability_levels
from matcher.options.impact.alone import record_of
from matcher.options.impact.facts_of_home import assessments_here
from matcher.options.impact.pointers import ANY, at, of_member, of_person
from matcher.options.impact.result import ImpactSays
from matcher.options.impact.there import Other, Scene
from matcher.options.impact.words import LEVELS, RISK, upper, whose

LIMIT = "resident-mix-score:limit"
MOST = 9


@dataclass(frozen=True)
class Meeting:
    """One kind of risk of one person, and how much it could harm another: each 0 to 3, less what was agreed."""

    risk: RiskType
    severity: int
    vulnerability: int
    lowered: int
    stands_on: tuple[str, ...]

    @property
    def counted(self) -> int:
        """0 to 9, as the mix score counts it (`resident-mix-score`)."""
        return max(self.severity * self.vulnerability - self.lowered, 0)


def meetings(scene: Scene, other: Other, *, newcomer_brings: bool) -> tuple[Meeting, ...]:
    """Every kind of risk that one brings and that could harm the other, the largest first."""
    if other.is_own_child and not newcomer_brings:
        return ()
    newcomer, them = scene.newcomer, record_of(other)
    brings, meets = (newcomer, them) if newcomer_brings else (them, newcomer)
    first = date.fromordinal(scene.first)
    severity = risk_levels(brings.risks or (), first, scene.policy)
    vulnerable = vulnerability_levels((vulnerabilities_of(other) if newcomer_brings else meets.vulnerabilities) or ())
    found = []
    for risk, n in RISK_AT.items():
        if risk is not RiskType.HARM_TO_ANIMALS and severity[n] and vulnerable[n]:
            lowered = lowered_by(scene, other, risk)
            pointers = (
                of_person(brings.id, "risks", risk.value),
                where_vulnerable(scene, other, risk) if newcomer_brings else _vulnerable(meets, risk),
                *((agreed_at(risk),) if lowered else ()),
            )
            found.append(Meeting(risk, int(severity[n]), int(vulnerable[n]), lowered, pointers))
    return tuple(sorted(found, key=lambda one: (-one.counted, RISK_AT[one.risk])))


def vulnerabilities_of(other: Other) -> tuple[Vulnerability, ...] | None:
    """Of the family's own child what the household says, where it says anything."""
    if other.is_own_child and other.member is not None and other.member.vulnerabilities is not None:
        return other.member.vulnerabilities
    return other.person.vulnerabilities if other.person else None


def where_vulnerable(scene: Scene, other: Other, risk: RiskType) -> str:
    """Where that stands in the record."""
    if other.is_own_child and other.member is not None and other.member.vulnerabilities is not None:
        return of_member(scene.setting.id, other.id, "vulnerabilities", risk.value)
    return of_person(other.id, "vulnerabilities", risk.value)


def _vulnerable(person: YoungPerson, risk: RiskType) -> str:
    return of_person(person.id, "vulnerabilities", risk.value)


def lowered_by(scene: Scene, other: Other, risk: RiskType) -> int:
    """The most that an accepted assessment of this young person here agreed for this risk, with this person or anybody."""
    return max(
        (
            made.level
            for one in assessments_here(scene)
            if one.decision in ACCEPTED
            for made in one.mitigations
            if made.risk is risk and made.with_person in {None, other.id}
        ),
        default=0,
    )


def agreed_at(risk: RiskType) -> str:
    """Where what was agreed stands."""
    return at("impact_risk_assessments", ANY, "mitigations", risk.value)


def mix_worries(scene: Scene, brings: str, meets: str, found: tuple[Meeting, ...]) -> Iterator[ImpactSays]:
    """What to plan for: whatever is left after what was agreed."""
    for one in found:
        if one.counted:
            less = f", less {one.lowered} for what was agreed: {one.counted}" if one.lowered else ""
            product = one.severity * one.vulnerability
            limit = f" This is the most there can be: {scene.manager} has to agree." if one.counted == MOST else ""
            says = (
                f"Plan for {RISK[one.risk]}. {whose(brings)} record has it as a {LEVELS[one.severity]} risk to others. "
                f"How much it could harm {meets}: {LEVELS[one.vulnerability]}. "
                f"Counted together: {product}{less} of {MOST}.{limit}"
            )
            yield ImpactSays(says=says, rule=LIMIT, stands_on=one.stands_on)


def agreed_help(found: tuple[Meeting, ...]) -> Iterator[ImpactSays]:
    """What an earlier assessment agreed."""
    for one in found:
        if one.lowered:
            covers = " It covers what the record says." if not one.counted else ""
            says = f"{upper(RISK[one.risk])}: keep to what was agreed before. It lowers this by {one.lowered}.{covers}"
            yield ImpactSays(says=says, rule=LIMIT, stands_on=one.stands_on)
