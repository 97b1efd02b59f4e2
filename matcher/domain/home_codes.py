"""Code lists about life in a home: cover, safety, animals, smoke, who has to be there. The value is what is stored and sent."""

from enum import StrEnum


class SupportLevel(StrEnum):
    """Cover at night, the closest first."""

    WAKING = "waking"
    SLEEP_IN = "sleep_in"
    HOST_AT_HOME = "host_at_home"
    STAFF_BY_DAY = "staff_by_day"
    VISITS = "visits"

    @property
    def label(self) -> str:
        return {
            SupportLevel.WAKING: "somebody awake at night",
            SupportLevel.SLEEP_IN: "somebody sleeping in",
            SupportLevel.HOST_AT_HOME: "a host at home",
            SupportLevel.STAFF_BY_DAY: "staff by day",
            SupportLevel.VISITS: "visits",
        }[self]


CLOSEST_FIRST = tuple(SupportLevel)


class Judgement(StrEnum):
    """An inspection's overall judgement."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class HouseholdNeedKind(StrEnum):
    """What a young person needs a household to be."""

    TWO_CARERS = "two_carers"
    WOMAN_CARER = "woman_carer"
    MAN_CARER = "man_carer"
    SOMEBODY_HOME_IN_DAY = "somebody_home_in_day"


class FireMeasure(StrEnum):
    LINKED_ALARMS = "linked_alarms"
    SPRINKLERS = "sprinklers"
    LOCKED_IGNITION = "locked_ignition"


class LockedAway(StrEnum):
    """What is kept locked."""

    MEDICINES = "medicines"
    SHARPS = "sharps"


class Smoking(StrEnum):
    NO_SMOKING = "no_smoking"
    OUTSIDE_ONLY = "outside_only"
    INDOORS = "indoors"


class AnimalReason(StrEnum):
    ALLERGY = "allergy"
    PHOBIA = "phobia"


class MissingPull(StrEnum):
    """What a place or person means when the young person goes missing."""

    TOWARDS = "towards"
    PROTECTIVE = "protective"


class ContactOrderKind(StrEnum):
    """What an order stops between the young person and somebody."""

    NO_CONTACT = "no_contact"
    NON_MOLESTATION = "non_molestation"
    NOT_LIVE_WITH = "not_live_with"


class CourtConditionKind(StrEnum):
    """A condition that a court has put on remand or bail."""

    RESIDENCE = "residence"
    EXCLUSION_AREA = "exclusion_area"
    CURFEW = "curfew"
    NON_CONTACT = "non_contact"
    OTHER = "other"
