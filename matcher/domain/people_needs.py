"""What a young person needs of a home, of those who live there and of who comes by. `None` = nobody has recorded it."""

from matcher.domain.home_codes import (
    AnimalReason,
    ContactOrderKind,
    CourtConditionKind,
    HouseholdNeedKind,
    MissingPull,
)
from matcher.domain.person_codes import Sex
from matcher.domain.values import Day, Identifier, Level, Location, Minutes, Text, value


@value
class ConditionHere:
    """Whether a condition that no column can read holds at one setting: somebody has looked."""

    setting_id: Identifier
    holds: bool


@value
class CourtCondition:
    """A condition a court has put on remand to local authority accommodation, or on bail with residence."""

    kind: CourtConditionKind
    says: Text = ""
    """The court's words, as far as the setting has to know them."""
    setting_id: Identifier | None = None
    """Residence: the setting named."""
    centre: Location | None = None
    """Exclusion area: its middle."""
    radius_km: float | None = None
    """Exclusion area; null = policy `exclusion_radius_km`."""
    person_id: Identifier | None = None
    """Non-contact: the person named."""
    holds_at: tuple[ConditionHere, ...] = ()
    """Other: where somebody has looked whether it holds."""

    def __post_init__(self) -> None:
        if self.kind is CourtConditionKind.RESIDENCE and self.setting_id is None:
            raise ValueError("a residence condition names setting_id")
        if self.kind is CourtConditionKind.EXCLUSION_AREA and (self.centre is None or self.centre.point is None):
            raise ValueError("an exclusion area has a centre with easting and northing")
        if self.kind is CourtConditionKind.NON_CONTACT and self.person_id is None:
            raise ValueError("a non-contact condition names person_id")


@value
class ContactOrder:
    """An order that stops the young person living with or seeing somebody."""

    person_id: Identifier
    kind: ContactOrderKind
    ends_on: Day | None = None
    """Last day it holds."""


@value
class HouseholdNeed:
    """What the household should be. An assessed need is agreed by somebody; a preference is priced."""

    need: HouseholdNeedKind
    assessed: bool
    source: Text = ""


@value
class AnimalNeed:
    """An animal the young person cannot live with, or would rather not."""

    species: Text
    """In the same word that settings use: `cat`."""
    because: AnimalReason
    severe: bool


@value
class MissingPlace:
    """A place or person that matters when the young person goes missing."""

    id: Identifier
    """For the travel table."""
    pull: MissingPull
    """`towards`: goes missing towards it; `protective`: somebody there keeps them safe."""
    name: Text = ""
    location: Location | None = None


@value
class Treatment:
    """A treatment that goes on: dialysis, weekly CAMHS, perinatal care."""

    id: Identifier
    """For the travel table."""
    name: Text
    location: Location | None = None
    max_travel_minutes: Minutes | None = None
    """Each way; null = policy `treatment_max_minutes`."""
    treatment_cannot_move: bool = False


@value
class SafetyPlan:
    """How the young person is kept safe at night."""

    night_checks_enough: bool = False
    """Checks through the night are enough; else somebody has to be awake."""
    plan_for_tonight: bool = False
    """A step: somebody has written the plan for the first night."""


@value
class StaffGenderNeed:
    """Personal care or night support by a worker of one sex, with the reason."""

    gender: Sex
    required_by_assessment: bool
    reason: Text = ""


@value
class ProvisionHere:
    """Whether the provision could go on at one setting: somebody has asked."""

    setting_id: Identifier
    can_continue: bool


@value
class EhcProvision:
    """Provision that an education, health and care plan names."""

    provision: Text
    at_settings: tuple[ProvisionHere, ...] = ()


@value
class DietOrPractice:
    """A diet or a practice of faith. A medical diet is a health need and is not scored."""

    need: Text
    """In the same word that settings use: `halal`."""
    medical: bool = False


@value
class OtherView:
    """A parent, somebody with parental responsibility, or another relevant person."""

    person: Text
    heard_on: Day | None = None
    not_practicable: Text = ""
    """Why they were not asked."""


@value
class Readiness:
    """The pathway assessment, 0 to 3 each."""

    cooking: Level
    money: Level
    self_care: Level
    safety: Level
    asking_for_help: Level

    @property
    def score(self) -> int:
        """Of 15."""
        return self.cooking + self.money + self.self_care + self.safety + self.asking_for_help


@value
class Review:
    """The latest completed review of the young person's case."""

    completed_on: Day
    agreed_move_to_supported: bool = False
    """It agreed the move to supported accommodation."""
