"""The young person and what is recorded about them. `None` = nobody has recorded it; an empty list = asked, and none."""

from matcher.domain.codes import SettingKind
from matcher.domain.people_law import CareOrder, Consent, LegalReason
from matcher.domain.people_needs import (
    AnimalNeed,
    ContactOrder,
    CourtCondition,
    DietOrPractice,
    EhcProvision,
    HouseholdNeed,
    MissingPlace,
    OtherView,
    Readiness,
    Review,
    SafetyPlan,
    StaffGenderNeed,
    Treatment,
)
from matcher.domain.person_codes import (
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
    NeedCategory,
    PlacementSex,
    RiskType,
    SchoolPhase,
    Sex,
    SiblingKind,
    SiblingPlan,
    SkilledNeed,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.values import Age, Count, Day, Identifier, Level, Location, Text, value


@value
class PossibleAges:
    """The youngest and oldest a person may be, where their age is not certain. Whole years on the day of asking."""

    youngest: Age
    oldest: Age

    def __post_init__(self) -> None:
        if self.youngest > self.oldest:
            raise ValueError("youngest must not be above oldest")


@value
class Health:
    in_hospital: bool | None = None
    """In hospital now."""
    detained: bool | None = None
    """Under the Mental Health Act."""
    fit_for_discharge: bool | None = None
    """Medically fit to leave."""
    discharge_expected_on: Day | None = None
    """By this day the person is expected to be fit and free to leave."""
    smoke_free_required: bool | None = None
    """Health needs a home where nobody smokes indoors."""
    asthma: bool | None = None


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
    """The kind of risk to others."""
    level: Level | None = None
    """0 to 3; null = flagged only, counts as 2."""
    recorded_on: Day | None = None
    """Counts for `risk_lookback_months` from here, or from `looked_at_on`."""
    looked_at_on: Day | None = None
    """Last reviewed on."""
    court_matter: bool = False
    """Counts however old it is."""
    source: Text = ""
    handling: Text = ""
    """Who may see it."""
    to_younger_children: bool | None = None
    """False = assessed: no risk to younger children. Null counts."""


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
    """For the travel table."""
    person: Text
    visits_a_month: Count | None = None
    """Weighs the journeys; 0 = no visits."""
    location: Location | None = None


@value
class NamedPlace:
    """A friend, club or activity that the young person named."""

    id: Identifier
    """For the travel table."""
    name: Text
    location: Location | None = None


@value
class View:
    """What the young person has said about a setting, a kind of setting, or somebody there."""

    about: ViewAbout
    """`setting`, `setting_kind` or `person`."""
    view: ViewStrength
    """The ladder from strongly for to strongly against."""
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
    """The brother or sister, who need not be in the snapshot."""
    kind: SiblingKind = SiblingKind.FULL
    plan: SiblingPlan | None = None
    """`together`, `apart` (assessed harm), or null = not recorded."""
    same_authority: bool = True
    """Looked after by the same authority."""


@value
class LocationExclusion:
    """An area the young person must not, or should not, live in: a centre and radius, or a polygon."""

    id: Identifier
    strength: ExclusionStrength
    """`must_not` rules a place out; `should_not` needs a service manager."""
    reason: ExclusionReason
    centre: Location | None = None
    """Of a circle; or give `polygon`."""
    radius_km: float | None = None
    """Default: policy `exclusion_radius_km`."""
    polygon: tuple[Location, ...] | None = None
    """Corners in order; the edge is inside."""
    starts_on: Day | None = None
    ends_on: Day | None = None
    """Last day it holds."""
    review_on: Day | None = None
    """Past it, still live."""
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
    """What the young person is called in sentences."""
    date_of_birth: Day | None = None
    """Certain, unless `age_state` says otherwise."""
    age_band: AgeBand | None = None
    """Where the date of birth is not known (emergency core)."""
    age_state: AgeState | None = None
    """`disputed` or `unknown`: treated as a child until assessed, by `possible_ages`."""
    possible_ages: PossibleAges | None = None
    """The youngest and oldest the person may be today."""
    sex: Sex | None = None
    """As recorded; rules read `placement_sex` where it is given."""
    placement_sex: PlacementSex | None = None
    """Which registration fits; None = as `sex`."""
    responsible_authority: Identifier | None = None
    """The authority that looks after the person."""
    home: Location | None = None
    """Where home is; for `near-home` and `within-authority`."""
    legal_status: LegalReason | None = None
    """Why the person can be accommodated."""
    consent: Consent | None = None
    """Agreement under section 20, and objections to it."""
    orders: tuple[CareOrder, ...] | None = None
    """Everybody named in an order whose agreement outweighs an objection."""
    care_leaver_status: CareLeaverStatus | None = None
    """`relevant` and `former_relevant` are not looked after."""
    health: Health | None = None
    """Hospital and detention under the Mental Health Act."""
    assessment: Assessment | None = None
    """Whether the person needs care or support only."""
    needs: tuple[Need, ...] | None = None
    """Assessed needs, for the statement of purpose and for skills."""
    skilled_needs: tuple[SkilledNeed, ...] | None = None
    """Health needs that only trained people may meet."""
    access_needs: tuple[AccessNeed, ...] | None = None
    """Features the home or the room must have."""
    risks: tuple[RiskEntry, ...] | None = None
    """Risks to others; read against the vulnerabilities of those who live there."""
    vulnerabilities: tuple[Vulnerability, ...] | None = None
    """What others may do to the person; read against their risks."""
    identity_needs: tuple[IdentityNeed, ...] | None = None
    """Religion, language and culture, with how much each matters."""
    education: Education | None = None
    """School, college or work; `none` = asked, and there is none."""
    family_time: tuple[FamilyTime, ...] | None = None
    """Whom the person is agreed to see, how often and where."""
    friends_and_activities: tuple[NamedPlace, ...] | None = None
    """What the person named; each with a place."""
    views: tuple[View, ...] | None = None
    """What the person has said. Empty = asked, no view."""
    relationships: tuple[Relationship, ...] | None = None
    """Carers and workers the person knows, by id."""
    relationships_asked_on: Day | None = None
    """When somebody last asked whom the person knows; null = not asked."""
    siblings: tuple[SiblingLink, ...] | None = None
    """Brothers and sisters, and the plan for each."""
    exclusions: tuple[LocationExclusion, ...] | None = None
    """Areas the person must not, or should not, live in."""
    key_worker: CurrentKeyWorker | None = None
    """Who it is, and what has been agreed about going on."""
    needs_waking_night: bool | None = None
    """Needs somebody awake at night."""
    interpreter_language: Text | None = None
    """An interpreter is asked for, in this language."""
    baby_due_on: Day | None = None
    """Expected day of birth; said, never scored."""
    parent_and_child: bool | None = None
    """Will live with their baby."""
    court_conditions: tuple[CourtCondition, ...] | None = None
    """What a court has put on remand or bail. Empty = asked, none."""
    contact_orders: tuple[ContactOrder, ...] | None = None
    """Orders that stop living with or seeing somebody. Empty = asked, none."""
    risk_people: tuple[Identifier, ...] | None = None
    """Adults who are a known risk to the person. Empty = asked, none."""
    needs_solo: bool | None = None
    """Assessed: nobody else under 18 lives there."""
    no_younger: bool | None = None
    """Assessed: nobody younger lives there."""
    only_younger: bool | None = None
    """Assessed: of those under 18, only younger ones live there."""
    group_need_reason: Text | None = None
    """Why, from the assessment."""
    group_need_review_on: Day | None = None
    """When that is looked at again."""
    would_rather_live: Text | None = None
    """A preference in the person's words: "with one or two others"."""
    household_needs: tuple[HouseholdNeed, ...] | None = None
    """Two carers, a woman, a man, somebody home in the day."""
    animal_needs: tuple[AnimalNeed, ...] | None = None
    """Allergies and fears. Empty = asked, none."""
    likes_animals: bool | None = None
    prefers_smoke_free: bool | None = None
    smokes: bool | None = None
    missing_places: tuple[MissingPlace, ...] | None = None
    """Where the person goes missing to, and who keeps them safe. Empty = asked, none."""
    continuing_treatments: tuple[Treatment, ...] | None = None
    """Treatments that go on, and where."""
    safety_plan: SafetyPlan | None = None
    """How the person is kept safe at night."""
    cannot_leave_alone: bool | None = None
    """Could not leave the building alone in a fire."""
    staff_gender_needs: tuple[StaffGenderNeed, ...] | None = None
    """Care or night support by a worker of one sex."""
    ehc_provisions: tuple[EhcProvision, ...] | None = None
    """What an education, health and care plan names. Empty = no plan."""
    diet_and_practice: tuple[DietOrPractice, ...] | None = None
    """Diets and practices of faith. Empty = asked, none."""
    welcome_matters: bool | None = None
    """Talk with the manager about making them welcome. Only this flag, never why."""
    other_views: tuple[OtherView, ...] | None = None
    """Parents and others whose view the law asks for."""
    readiness: Readiness | None = None
    """The pathway assessment."""
    last_review: Review | None = None
    """The latest completed review."""
    ethnicity: Text | None = None
    """Never read by the engine."""
    religion: Text | None = None
    """Never read by the engine."""
    nationality: Text | None = None
    """Never read by the engine."""
    disability: Text | None = None
    """Never read by the engine."""
    sexual_orientation: Text | None = None
    """Never read by the engine."""
