"""Somebody living somewhere, who may not live together, and what has been decided or assessed."""

from matcher.domain.codes import AwayReason, ImpactDecision, PlacementPurpose, PlacementState, Role, TravelMode
from matcher.domain.nights import Nights
from matcher.domain.person_codes import RiskType, SeparationReason, SeparationScope
from matcher.domain.request_steps import GivenBy
from matcher.domain.values import Day, Identifier, Instant, Level, Minutes, Text, value


@value
class Away:
    """Nights on which somebody who lives here sleeps somewhere else for a while: their bed stays theirs."""

    reason: AwayReason
    first_night: Day
    back_on: Day | None = None
    """The day of coming back; null = not known: away tonight, and nothing is said of later nights."""

    def __post_init__(self) -> None:
        if self.back_on is not None and self.back_on <= self.first_night:
            raise ValueError("back_on must be after first_night: away for at least one night")


@value
class Placement:
    """The one record of somebody living somewhere. `leaving` None = no planned end."""

    id: Identifier
    young_person_id: Identifier
    """Who lives there."""
    setting_id: Identifier
    place_id: Identifier | None = None
    """None = somewhere in the setting's first place row."""
    first_night: Day
    leaving: Day | None = None
    """Leaving day; null = no planned end."""
    state: PlacementState = PlacementState.STARTED
    """Held, accepted, confirmed and started take a bed; an offer does not."""
    expires_at: Instant | None = None
    """A hold's end."""
    request_id: Identifier | None = None
    purpose: PlacementPurpose | None = None
    """What it is for; short breaks are counted."""
    away: tuple[Away, ...] | None = None
    """Missing, in hospital or at home for the weekend; null = nobody has recorded it."""

    def __post_init__(self) -> None:
        if self.leaving is not None and self.leaving <= self.first_night:
            raise ValueError("leaving must be after first_night: a placement has at least one night")

    @property
    def nights(self) -> Nights:
        """From the first night up to the leaving day."""
        return Nights(self.first_night, self.leaving)


@value
class SeparationEntry:
    """Two people who must not live together."""

    person_a: Identifier
    person_b: Identifier
    reason: SeparationReason
    """Exploitation, serious violence, sexual harm, court or police: must. The rest: review."""
    scope: SeparationScope = SeparationScope.HOME
    """Same room, home, street or site, or within `km`."""
    km: float | None = None
    role_a: Text = ""
    role_b: Text = ""
    starts_on: Day | None = None
    """First day it holds."""
    review_on: Day | None = None
    """Past it, it still counts."""
    ends_on: Day | None = None
    """Last day it holds."""
    source: Text = ""

    def __post_init__(self) -> None:
        if self.person_a == self.person_b:
            raise ValueError("person_a and person_b must be two people")
        if self.scope is SeparationScope.AREA_KM and self.km is None:
            raise ValueError("scope area_km needs km")


@value
class Mitigation:
    """How far a plan lowers one kind of risk, 0 to 3; `with_person` None = with anybody there."""

    risk: RiskType
    level: Level
    with_person: Identifier | None = None


@value
class ImpactRiskAssessment:
    """How this person and this group would live together: drafted here, decided by the manager."""

    id: Identifier
    young_person_id: Identifier
    setting_id: Identifier
    residents: tuple[Identifier, ...]
    """The group it was made for."""
    decision: ImpactDecision | None = None
    """The manager's: accept, accept with a plan, decline, or null = not yet."""
    decided_at: Instant | None = None
    decided_by: Text = ""
    by_telephone: bool = False
    """A yes by telephone counts only in an emergency."""
    reason: Text = ""
    mitigations: tuple[Mitigation, ...] = ()
    """Count when the decision accepts."""


@value
class Authorisation:
    """A recorded approval of one rule for one young person at one setting."""

    id: Identifier
    rule: Text
    """A rule's slug, or `slug:limb`."""
    role: Role
    """The very role named, or a stand-in."""
    person: Text
    """Nobody approves their own request."""
    young_person_id: Identifier
    setting_id: Identifier
    reason: Text
    """May not be blank."""
    made_at: Instant
    expires_at: Instant | None = None
    """Counts through that day."""
    first_night: Day | None = None
    leaving: Day | None = None
    conditions: Text = ""
    by_telephone: bool = False
    """Counts only in an emergency."""
    countersigned_at: Instant | None = None
    asked_by: Text | None = None
    other_rules: tuple[Text, ...] | None = None
    """Other rules that the same act covers, for the same person and setting."""
    recorded: tuple[Text, ...] | None = None
    """What the approver has recorded, by its name in the rule book."""
    disputed_at: Instant | None = None
    """The approver does not confirm what was said by telephone."""
    given_by: GivenBy | None = None
    """A consent from outside."""


@value
class TravelTime:
    """Minutes each way by one mode, from a person's home, school, worker or named place to a setting."""

    origin: Identifier
    """Id of the young person (their home), school, family member, named place, worker, or request (where they are now)."""
    setting_id: Identifier
    mode: TravelMode = TravelMode.PUBLIC_TRANSPORT
    minutes: Minutes
    miles: float | None = None
