"""Code lists of settings, staff, placements and roles: the field's own names. The value is what is stored and sent."""

from enum import StrEnum


class SettingKind(StrEnum):
    """What sort of setting it is (catalogue 0.2)."""

    HUB_BED = "hub_bed"
    HUB_EMERGENCY_BED = "hub_emergency_bed"
    CHILDRENS_HOME = "childrens_home"
    COMMUNITY_FAMILY = "community_family"
    FOSTER_FAMILY = "foster_family"
    CONNECTED_CARER = "connected_carer"
    SUPPORTED_LODGINGS = "supported_lodgings"
    SUPPORTED_ACCOMMODATION = "supported_accommodation"
    BESPOKE = "bespoke"
    WITH_PARENTS = "with_parents"
    EXCEPTED_SETTING = "excepted_setting"
    OUTREACH = "outreach"
    STAYING_PUT = "staying_put"
    STAYING_CLOSE = "staying_close"

    @property
    def label(self) -> str:
        return "children's home" if self is SettingKind.CHILDRENS_HOME else self.value.replace("_", " ")


RESIDENTIAL = frozenset({SettingKind.HUB_BED, SettingKind.HUB_EMERGENCY_BED, SettingKind.CHILDRENS_HOME})


FOSTER = frozenset({SettingKind.COMMUNITY_FAMILY, SettingKind.FOSTER_FAMILY, SettingKind.CONNECTED_CARER})


SUPPORTED = frozenset({SettingKind.SUPPORTED_LODGINGS, SettingKind.SUPPORTED_ACCOMMODATION})


HOUSEHOLD = FOSTER | {SettingKind.SUPPORTED_LODGINGS, SettingKind.WITH_PARENTS}


AFTER_18 = frozenset({SettingKind.STAYING_PUT, SettingKind.STAYING_CLOSE})


NO_BED = frozenset({SettingKind.OUTREACH})

HUBS = frozenset({SettingKind.HUB_BED, SettingKind.HUB_EMERGENCY_BED})

OWN_NUMBER = HUBS | {SettingKind.CHILDRENS_HOME, SettingKind.EXCEPTED_SETTING}
"""Kinds of which each home has an Ofsted number of its own; a fostering service's number names many homes."""


class PlacePool(StrEnum):
    """Which of a setting's beds: the ordinary ones, or the ring-fenced emergency ones."""

    RESIDENTIAL = "residential"
    EMERGENCY = "emergency"


class Provider(StrEnum):
    """Who runs it: this authority (its rota and training are fed) or somebody else."""

    OWN = "own"
    EXTERNAL = "external"


class RegistrationStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    PENDING = "pending"
    NONE = "none"


class Footing(StrEnum):
    """What a bespoke placement is lawful as; exactly one."""

    CHILDRENS_HOME = "childrens_home"
    SUPPORTED_ACCOMMODATION = "supported_accommodation"
    FOSTER = "foster"
    WITH_PARENTS = "with_parents"
    HOLIDAY_OR_ACTIVITY = "holiday_or_activity"
    OWN_HOME_CARE = "own_home_care"


class ExceptionType(StrEnum):
    """An excepted setting's place on the closed lists of regs 27A and 27C."""

    CARE_HOME = "care_home"
    HOSPITAL = "hospital"
    RESIDENTIAL_FAMILY_CENTRE = "residential_family_centre"
    SCHOOL = "school"
    HOLIDAY_SCHEME = "holiday_scheme"
    FURTHER_EDUCATION = "further_education"
    ACADEMY_16_19 = "academy_16_19"


UNDER_16_EXCEPTIONS = frozenset(
    {
        ExceptionType.CARE_HOME,
        ExceptionType.HOSPITAL,
        ExceptionType.RESIDENTIAL_FAMILY_CENTRE,
        ExceptionType.SCHOOL,
        ExceptionType.HOLIDAY_SCHEME,
    }
)


class SupportCategory(StrEnum):
    """Category of supported accommodation, SI 2023/416 reg 2."""

    PRIVATE_RESIDENCE = "private_residence"
    SELF_CONTAINED = "self_contained"
    SHARED_RINGFENCED = "shared_ringfenced"
    SHARED_OPEN = "shared_open"


class ApprovalStatus(StrEnum):
    APPROVED = "approved"
    TEMPORARILY_APPROVED = "temporarily_approved"
    NOT_APPROVED = "not_approved"
    ON_HOLD = "on_hold"
    RESIGNED = "resigned"


class PlacementPurpose(StrEnum):
    """What the placement is for; the "type" in a carer's terms."""

    EMERGENCY = "emergency"
    SHORT_TERM = "short_term"
    LONG_TERM = "long_term"
    SHORT_BREAK = "short_break"
    REMAND = "remand"
    PARENT_AND_CHILD = "parent_and_child"


class Door(StrEnum):
    """How the request came: every one is the right door."""

    EDGE_OF_CARE = "edge_of_care"
    COMING_INTO_CARE = "coming_into_care"
    PLACEMENT_ENDING = "placement_ending"
    PLANNED_MOVE = "planned_move"
    HOMELESSNESS = "homelessness"
    POLICE = "police"
    COURT = "court"
    HOSPITAL = "hospital"
    SHORT_BREAK = "short_break"
    LEAVING_CARE = "leaving_care"


class TravelMode(StrEnum):
    CAR = "car"
    PUBLIC_TRANSPORT = "public_transport"


class ShiftName(StrEnum):
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


class WorkerRole(StrEnum):
    RESIDENTIAL_WORKER = "residential_worker"
    KEY_WORKER = "key_worker"
    PORTFOLIO_LEAD = "portfolio_lead"
    REGISTERED_MANAGER = "registered_manager"
    LIFE_COACH = "life_coach"
    COMMUNICATION_WORKER = "communication_worker"
    POLICE_LIAISON = "police_liaison"
    EDUCATION_WORKER = "education_worker"
    FAMILY_CIRCLE_WORKER = "family_circle_worker"
    HOMELESSNESS_WORKER = "homelessness_worker"


class PlacementState(StrEnum):
    HELD = "held"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    STARTED = "started"
    ENDED = "ended"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


TAKES_A_BED = frozenset(
    {PlacementState.HELD, PlacementState.ACCEPTED, PlacementState.CONFIRMED, PlacementState.STARTED}
)


class ClosureReason(StrEnum):
    STAFFING = "staffing"
    REPAIR = "repair"
    RISK = "risk"
    NO_ADMISSIONS = "no_admissions"
    SOLE_OCCUPANCY = "sole_occupancy"


FOR_THE_GROUP = frozenset({ClosureReason.NO_ADMISSIONS, ClosureReason.SOLE_OCCUPANCY})
"""A manager's note that nobody new comes, for the sake of those who live there; whoever asks."""


class AwayReason(StrEnum):
    """Why somebody does not sleep in their bed; it stays theirs."""

    MISSING = "missing"
    HOSPITAL = "hospital"
    HOME_FOR_WEEKEND = "home_for_weekend"


class ImpactDecision(StrEnum):
    ACCEPT = "accept"
    ACCEPT_WITH_PLAN = "accept_with_plan"
    DECLINE = "decline"


class MemberRelation(StrEnum):
    """Who else lives in a household."""

    CARER = "carer"
    OWN_CHILD = "own_child"
    STAYING_PUT = "staying_put"
    OTHER_ADULT = "other_adult"


class Role(StrEnum):
    """Who asks, approves, decides or reads (glossary)."""

    PLACEMENT_OFFICER = "placement_officer"
    EMERGENCY_DUTY_WORKER = "emergency_duty_worker"
    SOCIAL_WORKER = "social_worker"
    KEY_WORKER = "key_worker"
    HUB_MANAGER = "hub_manager"
    REGISTERED_MANAGER = "registered_manager"
    MANAGER_ON_CALL = "manager_on_call"
    FOSTERING_MANAGER = "fostering_manager"
    FOSTERING_DECISION_MAKER = "fostering_decision_maker"
    LEAVING_CARE_MANAGER = "leaving_care_manager"
    HEALTH_LEAD = "health_lead"
    SERVICE_MANAGER = "service_manager"
    NOMINATED_OFFICER = "nominated_officer"
    DCS = "dcs"
    BUDGET_HOLDER = "budget_holder"
    IRO = "iro"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    MACHINE_CALLER = "machine_caller"
    PLACE_MANAGER = "place_manager"
    AREA_AUTHORITY = "area_authority"
    RESPONSIBLE_AUTHORITY = "responsible_authority"
    FIRE_AND_RESCUE = "fire_and_rescue"
    COURT = "court"
    CARER = "carer"

    @property
    def label(self) -> str:
        return ROLES_IN_FULL.get(self.value) or self.value.replace("_", " ")


ROLES_IN_FULL = {"dcs": "director of children's services", "iro": "independent reviewing officer"}
OUTSIDE_ROLES = frozenset(
    {Role.AREA_AUTHORITY, Role.RESPONSIBLE_AUTHORITY, Role.FIRE_AND_RESCUE, Role.COURT, Role.CARER}
)
"""Their consent is given from outside and recorded by a named person here (catalogue 0.1, "Approvals")."""
