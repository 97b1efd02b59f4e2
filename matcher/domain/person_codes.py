"""Code lists about the young person: the field's own names. The value is what is stored and sent."""

from enum import StrEnum


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
    HARM_TO_ANIMALS = "harm_to_animals"


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
