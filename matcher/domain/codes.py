"""Code lists: the field's own names. The value is what is stored and sent."""

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


class LegalStatus(StrEnum):
    """Why a person can be accommodated."""

    S20 = "s20"
    CARE_ORDER = "care_order"
    INTERIM_CARE_ORDER = "interim_care_order"
    EMERGENCY_PROTECTION_ORDER = "emergency_protection_order"
    POLICE_PROTECTION = "police_protection"
    REMAND_LAA = "remand_laa"
    REMAND_YDA = "remand_yda"
    SENTENCED_CUSTODY = "sentenced_custody"
    PACE_TRANSFER = "pace_transfer"
    OTHER_COURT_ORDER = "other_court_order"
    NONE = "none"


class CareLeaverStatus(StrEnum):
    NONE = "none"
    ELIGIBLE = "eligible"
    RELEVANT = "relevant"
    FORMER_RELEVANT = "former_relevant"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class PlacementSex(StrEnum):
    """Which registration fits. `talk_first`: talk with the young person and the manager; no code decides."""

    FEMALE = "female"
    MALE = "male"
    TALK_FIRST = "talk_first"


class AgeBand(StrEnum):
    UNDER_16 = "under_16"
    AGED_16_17 = "16_17"
    AGED_18_OVER = "18_or_over"
    NOT_SURE = "not_sure"


class AgeState(StrEnum):
    CERTAIN = "certain"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class NeedCategory(StrEnum):
    """An assessed need, as a statement of purpose or a skill list names it."""

    TRAUMA = "trauma"
    AUTISM = "autism"
    LEARNING_DISABILITY = "learning_disability"
    PHYSICAL_DISABILITY = "physical_disability"
    SELF_HARM = "self_harm"
    SUBSTANCE = "substance"
    EXPLOITATION = "exploitation"
    RESTORATIVE = "restorative"
    EMOTIONAL = "emotional"
    MENTAL_HEALTH = "mental_health"


class SkilledNeed(StrEnum):
    """A health need that only trained people may meet."""

    INSULIN = "insulin"
    GASTROSTOMY = "gastrostomy"
    RESCUE_MEDICATION = "rescue_medication"
    SEIZURE_PLAN = "seizure_plan"
    LIGATURE_RISK_PLAN = "ligature_risk_plan"
    MEDICAL_DIET = "medical_diet"


class AccessFeature(StrEnum):
    STEP_FREE_ENTRANCE = "step_free_entrance"
    STEP_FREE_BEDROOM = "step_free_bedroom"
    STEP_FREE_BATHROOM = "step_free_bathroom"
    WET_ROOM = "wet_room"
    HOIST_TRACK = "hoist_track"
    LIFT = "lift"
    VIBRATING_ALARM = "vibrating_alarm"
    SHOWER_CHAIR = "shower_chair"
    RAMP = "ramp"


MOVABLE_FEATURES = frozenset({AccessFeature.VIBRATING_ALARM, AccessFeature.SHOWER_CHAIR, AccessFeature.RAMP})
ROOM_FEATURES = frozenset({AccessFeature.STEP_FREE_BEDROOM, AccessFeature.HOIST_TRACK})


class RiskType(StrEnum):
    """A kind of risk to others, and the vulnerability to it."""

    EXPLOITATION = "exploitation"
    SEXUAL_HARM = "sexual_harm"
    VIOLENCE = "violence"
    BULLYING = "bullying"
    SUBSTANCE = "substance"
    SELF_HARM = "self_harm"
    FIRE_SETTING = "fire_setting"
    OFFENDING = "offending"
    MISSING = "missing"


class SeparationReason(StrEnum):
    EXPLOITATION = "exploitation"
    SERIOUS_VIOLENCE = "serious_violence"
    SEXUAL_HARM = "sexual_harm"
    COURT_OR_POLICE = "court_or_police"
    CONFLICT = "conflict"
    BULLYING = "bullying"
    OTHER = "other"


MUST_SEPARATE = frozenset(
    {
        SeparationReason.EXPLOITATION,
        SeparationReason.SERIOUS_VIOLENCE,
        SeparationReason.SEXUAL_HARM,
        SeparationReason.COURT_OR_POLICE,
    }
)


class SeparationScope(StrEnum):
    ROOM = "room"
    HOME = "home"
    STREET_OR_SITE = "street_or_site"
    AREA_KM = "area_km"


class ExclusionStrength(StrEnum):
    MUST_NOT = "must_not"
    SHOULD_NOT = "should_not"


class ExclusionReason(StrEnum):
    EXPLOITATION = "exploitation"
    GANG = "gang"
    HARMED_THERE = "harmed_there"
    RISK_TO_OTHERS_THERE = "risk_to_others_there"
    FAMILY_RISK = "family_risk"
    COURT = "court"


class SiblingKind(StrEnum):
    FULL = "full"
    HALF = "half"
    STEP = "step"
    ADOPTED = "adopted"


class SiblingPlan(StrEnum):
    TOGETHER = "together"
    APART = "apart"


class Depth(StrEnum):
    """How well the young person knows somebody, and how it went."""

    TRUSTED = "trusted"
    LIVED_WITH_ENDED_WELL = "lived_with_ended_well"
    REGULAR_CONTACT = "regular_contact"
    MET = "met"
    LIVED_WITH_DISRUPTED = "lived_with_disrupted"


class ViewStrength(StrEnum):
    STRONGLY_FOR = "strongly_for"
    FOR = "for"
    UNSURE = "unsure"
    NOT_YET_ASKED = "not_yet_asked"
    AGAINST = "against"
    STRONGLY_AGAINST = "strongly_against"


class ViewAbout(StrEnum):
    """What a view is about: this setting, a kind of setting, or a person there."""

    SETTING = "setting"
    SETTING_KIND = "setting_kind"
    PERSON = "person"


class IdentityAspect(StrEnum):
    RELIGION = "religion"
    LANGUAGE = "language"
    CULTURE = "culture"


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


class EducationStatus(StrEnum):
    SCHOOL = "school"
    COLLEGE_OR_WORK = "college_or_work"
    NONE = "none"


class SchoolPhase(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"


class KeyWorkerOutcome(StrEnum):
    """What would happen to the key worker if the young person moved there."""

    AGREED = "agreed"
    HANDOVER = "handover"
    LOST = "lost"


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
        return "director of children's services" if self is Role.DCS else self.value.replace("_", " ")
