"""The young person and what is recorded about them. `None` = nobody has recorded it; an empty list = asked, and none."""

from matcher.domain.codes import (
    AccessFeature,
    AgeBand,
    AgeState,
    CareLeaverStatus,
    Depth,
    EducationStatus,
    ExclusionReason,
    ExclusionStrength,
    IdentityAspect,
    KeyWorkerOutcome,
    LegalStatus,
    NeedCategory,
    PlacementSex,
    RiskType,
    SchoolPhase,
    SettingKind,
    Sex,
    SiblingKind,
    SiblingPlan,
    SkilledNeed,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.values import Age, Count, Day, Identifier, Instant, Level, Location, Text, value


@value
class PossibleAges:
    """The youngest and oldest a person may be, where their age is not certain. Whole years on the day of asking."""

    youngest: Age
    oldest: Age

    def __post_init__(self) -> None:
        if self.youngest > self.oldest:
            raise ValueError("youngest must not be above oldest")


@value
class LegalReason:
    """Why the young person can be accommodated, and until when."""

    status: LegalStatus | None = None
    """`none` = recorded: no order and no consent."""
    ends_at: Instant | None = None
    """Police protection: 72 hours; an order, remand or fixed-time agreement: its end."""
    expected_on: Day | None = None
    """Where the reason is not there yet: the day it is expected."""


@value
class Consenter:
    """Somebody who has agreed under section 20."""

    person: Text
    is_young_person: bool = False


@value
class Objection:
    """A person who objects to accommodation under section 20."""

    person: Text
    has_parental_responsibility: bool | None = None
    willing_and_able: bool | None = None
    """Willing and able to provide or arrange accommodation."""


@value
class Consent:
    """Agreement to accommodation under section 20."""

    given_by: tuple[Consenter, ...] = ()
    """A step: empty = not recorded yet."""
    objections: tuple[Objection, ...] | None = None
    withdrawn_at: Instant | None = None
    refused_by_young_person: bool | None = None
    """At 16 or 17: whether the young person has refused."""


@value
class CareOrder:
    """A person named in an order whose agreement outweighs another parent's objection (s20(9))."""

    kind: Text
    """`child_arrangements`, `special_guardianship` or `high_court_care`."""
    person: Text
    agrees: bool | None = None


@value
class Health:
    in_hospital: bool | None = None
    detained: bool | None = None
    """Under the Mental Health Act."""
    fit_for_discharge: bool | None = None
    discharge_expected_on: Day | None = None


@value
class Assessment:
    needs_care: bool | None = None
    """Needs care, not only support: personal care, medication given by staff, cannot be left."""


@value
class Need:
    """An assessed need. A need without a level counts as 2, with a question."""

    category: NeedCategory
    level: Level | None = None


@value
class AccessNeed:
    feature: AccessFeature


@value
class RiskEntry:
    """A risk to others: dated and sourced. Without a level it counts as 2, with a question."""

    risk: RiskType
    level: Level | None = None
    recorded_on: Day | None = None
    looked_at_on: Day | None = None
    """Last reviewed on."""
    court_matter: bool = False
    source: Text = ""
    handling: Text = ""
    """Who may see it."""


@value
class Vulnerability:
    """How much the young person could be harmed by a kind of risk in others. Without a level it counts as 2."""

    risk: RiskType
    level: Level | None = None


@value
class IdentityNeed:
    """Religion, language or culture that matters to the young person."""

    aspect: IdentityAspect
    wants: Text
    """The faith, the language, the background, in the same word that settings use."""
    importance: Level


@value
class SchoolMove:
    """A recorded fact of an option: whether living at that setting would mean changing school."""

    setting_id: Identifier
    changes_school: bool


@value
class Education:
    status: EducationStatus
    id: Identifier | None = None
    """The school's or workplace's id, for the travel table."""
    name: Text = ""
    phase: SchoolPhase = SchoolPhase.SECONDARY
    year_group: Count | None = None
    location: Location | None = None
    moves: tuple[SchoolMove, ...] = ()


@value
class FamilyTime:
    """Somebody the young person is agreed to see."""

    id: Identifier
    person: Text
    visits_a_month: Count | None = None
    location: Location | None = None


@value
class NamedPlace:
    """A friend, club or activity that the young person named."""

    id: Identifier
    name: Text
    location: Location | None = None


@value
class View:
    """What the young person has said about a setting, a kind of setting, or somebody there."""

    about: ViewAbout
    view: ViewStrength
    setting_id: Identifier | None = None
    setting_kind: SettingKind | None = None
    person_id: Identifier | None = None
    told_what_it_is: bool = False
    """For a setting: whether they had been told what it is."""
    refused: bool = False
    """At 16 or 17 under section 20: has refused this setting."""
    reason: Text = ""
    recorded_on: Day | None = None

    def __post_init__(self) -> None:
        named = {
            ViewAbout.SETTING: self.setting_id,
            ViewAbout.SETTING_KIND: self.setting_kind,
            ViewAbout.PERSON: self.person_id,
        }
        if named[self.about] is None:
            raise ValueError("a view names what it is about: fill setting_id, setting_kind or person_id")


@value
class Relationship:
    """A carer or worker the young person knows."""

    person_id: Identifier
    depth: Depth
    both_want_it: bool | None = None
    """Where they lived together before and it ended early: whether both want to try again."""


@value
class SiblingLink:
    """A brother or sister, and the plan for living together."""

    person_id: Identifier
    kind: SiblingKind = SiblingKind.FULL
    plan: SiblingPlan | None = None
    same_authority: bool = True
    """Looked after by the same authority."""


@value
class LocationExclusion:
    """An area the young person must not, or should not, live in: a centre and radius, or a polygon."""

    id: Identifier
    strength: ExclusionStrength
    reason: ExclusionReason
    centre: Location | None = None
    radius_km: float | None = None
    """Default: policy `exclusion_radius_km`."""
    polygon: tuple[Location, ...] | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    review_on: Day | None = None
    source: Text = ""

    def __post_init__(self) -> None:
        if (self.centre is None) == (self.polygon is None):
            raise ValueError("give either a centre or a polygon")
        if self.polygon is not None and (len(self.polygon) < 3 or any(p.point is None for p in self.polygon)):  # noqa: PLR2004 - a polygon's least
            raise ValueError("a polygon has at least 3 corners, each with easting and northing")


@value
class KeyWorkerPlan:
    """What has been agreed about the key worker, for one setting or (no setting named) wherever the person lives."""

    outcome: KeyWorkerOutcome
    setting_id: Identifier | None = None


@value
class CurrentKeyWorker:
    """The key worker now. `worker_id` None = recorded: there is none yet."""

    worker_id: Identifier | None = None
    plans: tuple[KeyWorkerPlan, ...] | None = None
    """None = nobody has asked whether the worker could go on."""


@value
class YoungPerson:
    """A young person. Protected characteristics are kept for fairness checks; the engine never reads them."""

    id: Identifier
    name_to_use: Text | None = None
    date_of_birth: Day | None = None
    age_band: AgeBand | None = None
    """Where the date of birth is not known (emergency core)."""
    age_state: AgeState | None = None
    possible_ages: PossibleAges | None = None
    sex: Sex | None = None
    placement_sex: PlacementSex | None = None
    """Which registration fits; None = as `sex`."""
    responsible_authority: Identifier | None = None
    home: Location | None = None
    legal_status: LegalReason | None = None
    consent: Consent | None = None
    orders: tuple[CareOrder, ...] | None = None
    care_leaver_status: CareLeaverStatus | None = None
    health: Health | None = None
    assessment: Assessment | None = None
    needs: tuple[Need, ...] | None = None
    skilled_needs: tuple[SkilledNeed, ...] | None = None
    access_needs: tuple[AccessNeed, ...] | None = None
    risks: tuple[RiskEntry, ...] | None = None
    vulnerabilities: tuple[Vulnerability, ...] | None = None
    identity_needs: tuple[IdentityNeed, ...] | None = None
    education: Education | None = None
    family_time: tuple[FamilyTime, ...] | None = None
    friends_and_activities: tuple[NamedPlace, ...] | None = None
    views: tuple[View, ...] | None = None
    relationships: tuple[Relationship, ...] | None = None
    relationships_asked_on: Day | None = None
    siblings: tuple[SiblingLink, ...] | None = None
    exclusions: tuple[LocationExclusion, ...] | None = None
    key_worker: CurrentKeyWorker | None = None
    needs_waking_night: bool | None = None
    interpreter_language: Text | None = None
    """An interpreter is asked for, in this language."""
    baby_due_on: Day | None = None
    ethnicity: Text | None = None
    religion: Text | None = None
    nationality: Text | None = None
    disability: Text | None = None
    sexual_orientation: Text | None = None
