"""Settings (one registration, household or premises), their place rows, and who may live there."""

from matcher.domain.carers import Carer, FosteringExemption, TermsOfApproval, Training
from matcher.domain.codes import (
    ClosureReason,
    ExceptionType,
    Footing,
    MemberRelation,
    PlacePool,
    Provider,
    RegistrationStatus,
    SettingKind,
    SupportCategory,
)
from matcher.domain.home_codes import FireMeasure, LockedAway, Smoking, SupportLevel
from matcher.domain.people import Vulnerability
from matcher.domain.person_codes import AccessFeature, NeedCategory, Sex
from matcher.domain.setting_facts import (
    CoresidentCheck,
    Inspection,
    LinkedAdult,
    LocationAssessment,
    OutreachOffer,
    ParentsAssessment,
    VisitingChild,
)
from matcher.domain.values import Age, ClockTime, Count, Day, Identifier, Instant, Location, Pounds, Text, value


@value
class Restriction:
    """An Ofsted notice that restricts accommodation, from its first to its last day (None = until lifted)."""

    starts_on: Day
    ends_on: Day | None = None


@value
class Registration:
    """The setting's own registration, or its provider's for supported accommodation."""

    status: RegistrationStatus
    """As it stands at `as_of`."""
    valid_from: Day | None = None
    """First day in force; null = no bound recorded."""
    valid_to: Day | None = None
    """Last day in force."""
    restrictions: tuple[Restriction, ...] = ()
    """Notices restricting accommodation."""
    transition_application_valid: bool = False
    """A valid application was pending when registration came into force."""


@value
class StatementOfPurpose:
    """What a children's home is registered for. Ages in whole years, both included."""

    age_min: Age | None = None
    age_max: Age | None = None
    sexes: tuple[Sex, ...] | None = None
    """Both, or one."""
    needs: tuple[NeedCategory, ...] | None = None
    """Assessed needs it is set up for."""


@value
class Absence:
    """Nights away: from the first, up to the day of coming back."""

    first_night: Day
    leaving: Day

    def __post_init__(self) -> None:
        if self.leaving <= self.first_night:
            raise ValueError("leaving must be after first_night")


@value
class Availability:
    """A household's calendar."""

    absences: tuple[Absence, ...] = ()
    """Nights the carer is away."""
    minimum_notice_days: Count = 0
    """Nobody can arrive sooner than this many days from today."""


@value
class Closure:
    """Nights the manager has closed to anyone new."""

    first_night: Day
    leaving: Day | None = None
    reason: ClosureReason = ClosureReason.STAFFING

    def __post_init__(self) -> None:
        if self.leaving is not None and self.leaving <= self.first_night:
            raise ValueError("leaving must be after first_night")


@value
class HouseholdMember:
    """Somebody who lives in the household and is not placed there."""

    id: Identifier
    relation: MemberRelation
    date_of_birth: Day | None = None
    vulnerabilities: tuple[Vulnerability, ...] | None = None
    """For the household's own children."""
    place_id: Identifier | None = None
    """The place row whose room this person sleeps in, where it is one."""
    vulnerable_child: bool | None = None
    """A child to whom a risk would matter more."""
    cannot_leave_alone: bool | None = None
    """Could not leave the building alone in a fire."""
    checked_on: Day | None = None
    """An adult's checks: when they were done."""
    check_renew_by: Day | None = None
    """Last day before they have to be done again."""


@value
class NightsUsed:
    """Nights a young person has had at this establishment under `holiday_or_activity` in the last 365 days."""

    young_person_id: Identifier
    nights: Count


@value
class BespokeFooting:
    """The one lawful footing of a bespoke placement."""

    lawful_footing: Footing | None = None
    legal_signoff_id: Identifier | None = None
    nights_used: tuple[NightsUsed, ...] = ()


@value
class IdentityOffer:
    """Faith practice possible, languages spoken, backgrounds reflected, here."""

    religions: tuple[Text, ...] | None = None
    languages: tuple[Text, ...] | None = None
    interpreter_for: tuple[Text, ...] = ()
    cultures: tuple[Text, ...] | None = None
    culture_plan: bool = False
    """A written plan stands in where a background is not reflected."""


@value
class EmergencyListing:
    """Tonight's emergency list."""

    on_list: bool = False
    takes_calls_now: bool | None = None
    latest_arrival: ClockTime | None = None
    """London time; before 06:00 means after midnight."""
    driver: Text | None = None


@value
class Contact:
    """Whom to ring about this setting."""

    name: Text = ""
    telephone: Text = ""
    manager_on_call: Text = ""


@value
class Adaptation:
    """A feature promised by a date, with the note."""

    feature: AccessFeature
    ready_on: Day
    note: Text = ""


@value
class OutOfUse:
    """Beds of this row out of service on these nights."""

    first_night: Day
    leaving: Day | None = None
    beds: Count = 1
    reason: Text = ""

    def __post_init__(self) -> None:
        if self.leaving is not None and self.leaving <= self.first_night:
            raise ValueError("leaving must be after first_night")


@value
class Setting:
    """One registration, household or premises: one rota, one group of residents."""

    id: Identifier
    name: Text
    kind: SettingKind
    """What sort of setting it is; a hub is one `hub_bed` setting with two pools of place rows."""
    provider: Provider = Provider.OWN
    """`own`, or `external`: what others run is judged as far as the policy's feeds go."""
    provider_name: Text = ""
    ofsted_number: Text | None = None
    area_authority: Identifier | None = None
    """The authority in whose area it lies."""
    location: Location | None = None
    """Where it is."""
    site_id: Identifier | None = None
    """Shared by settings on one site or street."""
    registration: Registration | None = None
    """Ofsted registration; `null` = not recorded."""
    exception_type: ExceptionType | None = None
    """For `excepted_setting`: which of the closed list."""
    category: SupportCategory | None = None
    """Category of supported accommodation."""
    bespoke: BespokeFooting | None = None
    """For `bespoke`: its one lawful footing."""
    registered_places: Count | None = None
    """How many people the registration allows."""
    statement_of_purpose: StatementOfPurpose | None = None
    """Children's homes: ages, sexes and needs."""
    manager_in_post: bool | None = None
    """A registered manager is in post."""
    manager_absence_plan: bool = False
    """An agreed plan for the manager's absence."""
    carers: tuple[Carer, ...] | None = None
    """Foster carers, connected carers or hosts."""
    terms: TermsOfApproval | None = None
    """The carers' written terms of approval."""
    exemptions: tuple[FosteringExemption, ...] = ()
    """From the usual fostering limit."""
    availability: Availability | None = None
    """A household's calendar; null = not recorded."""
    household: tuple[HouseholdMember, ...] | None = None
    """Who else lives there and is not placed."""
    closures: tuple[Closure, ...] = ()
    """Nights closed to anyone new."""
    rota_held: bool = False
    """This authority holds the rota."""
    standing_waking_night: bool | None = None
    """The standing rota has somebody awake every night."""
    skills: tuple[NeedCategory, ...] | None = None
    """What the carers or the team have experience of."""
    trained_in: tuple[Training, ...] | None = None
    """Skilled needs that everybody on every shift can meet."""
    features: tuple[AccessFeature, ...] | None = None
    """Of the setting; room features belong to the place row."""
    adaptations: tuple[Adaptation, ...] = ()
    """Features promised by a date."""
    identity_offer: IdentityOffer | None = None
    """What is offered for religion, language and culture."""
    emergency_listing: EmergencyListing | None = None
    """Tonight's emergency list."""
    contact: Contact | None = None
    """Whom to ring."""
    cost_per_week: Pounds | None = None
    """Pounds; shown, never scored."""
    for_young_person_id: Identifier | None = None
    """A setting that belongs to one person appears for that person only."""
    inspection: Inspection | None = None
    """The latest inspection, from Ofsted's published list."""
    placements_suspended: bool | None = None
    """This council has suspended placements here; null = it has not."""
    in_contract: bool | None = None
    """Whether the provider is in contract with this council."""
    open_concern: bool | None = None
    """A concern about the provider is open."""
    is_community_home: bool | None = None
    """Council-run, or a voluntary home in partnership with a council (s53)."""
    is_bed_and_breakfast: bool | None = None
    takes_pace: bool | None = None
    """Marked as taking young people transferred from custody by the police."""
    takes_parent_and_child: bool | None = None
    """Registration or approval covers a parent and their baby."""
    parent_and_child_ready: bool | None = None
    """Room, cot and staff or carer time are there."""
    parents_assessment: ParentsAssessment | None = None
    """For `with_parents`."""
    outreach: OutreachOffer | None = None
    """For `outreach`: what the team can give at home."""
    night_cover: SupportLevel | None = None
    """Who is there at night."""
    night_checks: bool | None = None
    """Staff or carers look in through the night where a plan says so."""
    support_hours: Count | None = None
    """Hours of support a week for each person."""
    somebody_home_in_day: bool | None = None
    locked_away: tuple[LockedAway, ...] | None = None
    """What is kept locked."""
    fire_measures: tuple[FireMeasure, ...] | None = None
    pets: tuple[Text, ...] | None = None
    """Species of the animals that live here. Empty = none."""
    pets_agreed_for: tuple[Identifier, ...] | None = None
    """Young people whom the carer has agreed to have beside the animals."""
    smoking: Smoking | None = None
    coresident_checks: tuple[CoresidentCheck, ...] | None = None
    """Adults living in a shared unit."""
    linked_adults: tuple[LinkedAdult, ...] | None = None
    """Regular visitors and close associates of the household."""
    visiting_children: tuple[VisitingChild, ...] | None = None
    """Children who stay overnight now and then."""
    location_assessment: LocationAssessment | None = None
    """The review of the area."""
    diet_offers: tuple[Text, ...] | None = None
    """Diets and practices of faith that are possible here."""


@value
class Place:
    """A place row: beds of one setting that nothing distinguishes for placing (same pool, same room features)."""

    place_id: Identifier
    """The row's own id."""
    setting_id: Identifier
    beds: Count
    """How many beds the row has."""
    pool: PlacePool = PlacePool.RESIDENTIAL
    """`emergency` beds of a hub are ring-fenced."""
    shared_room: bool = False
    """The row is one shared room."""
    features: tuple[AccessFeature, ...] | None = None
    """Of these rooms."""
    is_bedroom: bool | None = None
    """A door, a window, no way through another's room."""
    out_of_use: tuple[OutOfUse, ...] = ()
    """Beds out of service."""
    vacancy_ends_on: Day | None = None
    """The day anybody placed here has to leave by."""
    vacancy_confirmed_at: Instant | None = None
    """When somebody last said that it is free."""
    vacancy_confirmed_by: Text | None = None
    """Who said so."""
