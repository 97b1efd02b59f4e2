"""Generated young people: the ones who ask, and the ones who already live somewhere."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from matcher.domain.codes import SettingKind
from matcher.domain.nights import birthday
from matcher.domain.people import (
    AccessNeed,
    Assessment,
    CurrentKeyWorker,
    Education,
    FamilyTime,
    Health,
    IdentityNeed,
    KeyWorkerPlan,
    LocationExclusion,
    NamedPlace,
    Need,
    PossibleAges,
    Relationship,
    RiskEntry,
    SchoolMove,
    SiblingLink,
    View,
    Vulnerability,
    YoungPerson,
)
from matcher.domain.people_law import CareOrder, Consent, Consenter, LegalReason, Objection
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
    LegalStatus,
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
from matcher.domain.values import LONDON, Location
from tests.property.worlds_dice import Dice

LEVELS = (1, 2, 3, 3, 0, None)
WORDS = ("a", "b")
YES, NO = True, False


def born(dice: Dice, ages: Sequence[int], days: Sequence[date]) -> date:
    """A date of birth: often a birthday on, or beside, one of the days that matter; now and then 29 February."""
    if dice.chance(0.06):
        return dice.choice((date(2008, 2, 29), date(2012, 2, 29)))
    age = dice.choice(ages)
    anywhen = dice.today + timedelta(days=dice.number(-300, 60))
    day = dice.about(dice.choice(days), 1) if dice.chance(0.5) else anywhen
    return birthday(date(day.year - 40, day.month, min(day.day, 28)), 40 - age)


def resident(dice: Dice, who: str, days: Sequence[date]) -> YoungPerson:
    """Somebody who already lives somewhere: what others who would live with them need to know."""
    dice.be(odd=0.15, missing=dice.choice((0.0, 0.0, 0.25)))
    return YoungPerson(
        id=who,
        date_of_birth=dice.recorded(born(dice, (8, 10, 12, 13, 14, 15, 15, 16, 17, 18, 18, 21), days)),
        age_state=dice.usually(None, AgeState.CERTAIN, AgeState.DISPUTED),
        risks=dice.recorded(risks(dice)),
        vulnerabilities=dice.recorded(vulnerabilities(dice)),
        siblings=dice.usually((), None),
        needs_waking_night=dice.usually(False, True, None),
    )


def risks(dice: Dice) -> tuple[RiskEntry, ...]:
    return tuple(
        RiskEntry(
            risk=dice.choice((RiskType.VIOLENCE, RiskType.SEXUAL_HARM, RiskType.EXPLOITATION)),
            level=dice.choice(LEVELS),
            recorded_on=dice.choice((None, dice.after(dice.today, -30, -300, -731, -730, -729, -1200))),
            looked_at_on=dice.choice((None, None, dice.after(dice.today, -20, -724, -731))),
            court_matter=dice.chance(0.1),
        )
        for _ in range(dice.choice((0, 0, 1, 2)))
    )


def vulnerabilities(dice: Dice) -> tuple[Vulnerability, ...]:
    kinds = dice.some((RiskType.VIOLENCE, RiskType.SEXUAL_HARM, RiskType.EXPLOITATION), 2)
    return tuple(Vulnerability(risk=kind, level=dice.choice(LEVELS)) for kind in kinds)


class Around:
    """What a young person may know of the world around them: ids and kinds of settings, people, days."""

    def __init__(self, settings: Sequence[str], people_there: Sequence[str], days: Sequence[date]) -> None:
        self.settings = settings
        self.people_there = people_there
        self.days = days


def asker(dice: Dice, who: str, around: Around) -> YoungPerson:
    """Somebody with a request."""
    plain = dice.chance(0.5)
    dice.be(odd=0.05 if plain else 0.25, missing=dice.choice((0.0, 0.05, 0.15, 0.4)))
    sex = dice.choice((Sex.FEMALE, Sex.MALE))
    return YoungPerson(
        id=who,
        name_to_use="Robin",
        **age(dice, around),
        sex=dice.recorded(sex),
        placement_sex=dice.usually(None, PlacementSex.TALK_FIRST, PlacementSex(sex.value)),
        responsible_authority=dice.usually("north", "east", None),
        home=dice.recorded(dice.spot()),
        legal_status=dice.recorded(legal_reason(dice, around)),
        consent=dice.recorded(consent(dice)),
        orders=dice.recorded(orders(dice)),
        care_leaver_status=dice.recorded(dice.usually(CareLeaverStatus.NONE, *CareLeaverStatus)),
        health=dice.recorded(health(dice, around)),
        assessment=dice.recorded(Assessment(needs_care=dice.recorded(dice.usually(NO, YES)))),
        needs=dice.recorded(needs(dice)),
        skilled_needs=dice.recorded(dice.usually((), (SkilledNeed.INSULIN,), tuple(SkilledNeed)[:2])),
        access_needs=dice.recorded(access_needs(dice)),
        risks=dice.recorded(risks(dice)),
        vulnerabilities=dice.recorded(vulnerabilities(dice)),
        identity_needs=dice.recorded(identity_needs(dice)),
        education=dice.recorded(education(dice, who, around)),
        family_time=dice.recorded(family_time(dice, who)),
        friends_and_activities=dice.recorded(friends(dice, who)),
        **relations(dice, around),
        siblings=dice.recorded(()),
        exclusions=dice.recorded(exclusions(dice, who, around)),
        needs_waking_night=dice.recorded(dice.choice((NO, NO, YES))),
        interpreter_language=dice.choice((None, None, "Somali", " ")),
    )


def age(dice: Dice, around: Around) -> dict[str, Any]:
    """Mostly a certain date of birth; else a band, or the ages they may be, or nothing."""
    ages = (11, 12, 13, 14, 14, 15, 16, 16, 17, 17, 18, 18, 24, 25)
    birth = born(dice, ages, around.days)
    if dice.chance(0.78):
        return {"date_of_birth": birth, "age_state": dice.choice((None, AgeState.CERTAIN))}
    low = dice.choice((10, 13, 14, 15, 16, 17, 18))
    span = PossibleAges(youngest=low, oldest=low + dice.choice((0, 1, 2, 4, 7)))
    return {
        "date_of_birth": dice.choice((birth, None)),
        "age_state": dice.choice((AgeState.DISPUTED, AgeState.UNKNOWN, None)),
        "age_band": dice.choice((None, *AgeBand)),
        "possible_ages": dice.choice((None, span, span)),
    }


def legal_reason(dice: Dice, around: Around) -> LegalReason:
    ends = datetime.combine(dice.about(dice.choice(around.days), 1), time(dice.choice((0, 12, 23)), 30), LONDON)
    ordinary = dice.choice((LegalStatus.INTERIM_CARE_ORDER, LegalStatus.CARE_ORDER, LegalStatus.S20, LegalStatus.S20))
    return LegalReason(
        status=dice.recorded(dice.usually(ordinary, *LegalStatus)),
        ends_at=dice.usually(None, ends),
        expected_on=dice.usually(None, dice.after(dice.today, -1, 0, 1, 5, 40)),
    )


def consent(dice: Dice) -> Consent:
    answers = (YES, NO, YES, None)
    objection = Objection(
        person="P", has_parental_responsibility=dice.choice(answers), willing_and_able=dice.choice(answers)
    )
    return Consent(
        given_by=dice.usually(
            (Consenter(person="P"), Consenter(person="Robin", is_young_person=True)), (Consenter(person="P"),), ()
        ),
        objections=dice.recorded(dice.usually((), (objection,), (objection,))),
        withdrawn_at=dice.usually(None, dice.as_of - timedelta(hours=2)),
        refused_by_young_person=dice.recorded(dice.usually(NO, YES)),
    )


def orders(dice: Dice) -> tuple[CareOrder, ...]:
    order = CareOrder(kind="child_arrangements", person="Q", agrees=dice.choice((YES, NO, None)))
    return dice.usually((), (order,), (order, CareOrder(kind="special_guardianship", person="S", agrees=YES)))


def health(dice: Dice, around: Around) -> Health:
    answers = (NO, YES, None)
    return Health(
        in_hospital=dice.recorded(dice.usually(NO, YES, YES)),
        detained=dice.usually(NO, *answers),
        fit_for_discharge=dice.usually(YES, *answers),
        discharge_expected_on=dice.usually(None, dice.about(dice.choice(around.days), 1)),
    )


def needs(dice: Dice) -> tuple[Need, ...]:
    kinds = dice.some((NeedCategory.TRAUMA, NeedCategory.AUTISM, NeedCategory.SELF_HARM, NeedCategory.SUBSTANCE), 3)
    return tuple(Need(category=kind, level=dice.choice(LEVELS)) for kind in kinds)


def access_needs(dice: Dice) -> tuple[AccessNeed, ...]:
    wanted = (
        AccessFeature.STEP_FREE_BEDROOM,
        AccessFeature.WET_ROOM,
        AccessFeature.VIBRATING_ALARM,
        AccessFeature.RAMP,
    )
    return tuple(AccessNeed(feature=one) for one in dice.usually((), *[dice.some(wanted, 2) for _ in range(3)]))


def identity_needs(dice: Dice) -> tuple[IdentityNeed, ...]:
    return tuple(
        IdentityNeed(aspect=aspect, wants=dice.choice(WORDS), importance=dice.number(0, 3))
        for aspect in dice.some(tuple(IdentityAspect), 3)
    )


def education(dice: Dice, who: str, around: Around) -> Education:
    return Education(
        status=dice.choice((EducationStatus.SCHOOL, EducationStatus.SCHOOL, *EducationStatus)),
        id=dice.choice((f"{who}-school", f"{who}-school", None)),
        phase=dice.choice((SchoolPhase.SECONDARY, SchoolPhase.SECONDARY, SchoolPhase.PRIMARY)),
        year_group=dice.recorded(dice.choice((7, 9, 10, 11, 11))),
        location=dice.recorded(dice.spot()),
        moves=tuple(
            SchoolMove(setting_id=one, changes_school=dice.chance(0.6)) for one in around.settings if dice.chance(0.12)
        ),
    )


def family_time(dice: Dice, who: str) -> tuple[FamilyTime, ...]:
    return tuple(
        FamilyTime(
            id=f"{who}-family-{n}",
            person="Somebody",
            visits_a_month=dice.choice((0, 1, 2, 3, 4)),
            location=dice.spot(),
        )
        for n in range(dice.choice((0, 1, 2, 3)))
    )


def friends(dice: Dice, who: str) -> tuple[NamedPlace, ...]:
    return tuple(
        NamedPlace(id=f"{who}-friend-{n}", name="A club", location=dice.spot()) for n in range(dice.choice((0, 1, 3)))
    )


def relations(dice: Dice, around: Around) -> dict[str, Any]:
    """Whom they know, what they have said, and the worker who sticks."""
    known = dice.some(around.people_there, 3)
    depths = [
        Relationship(person_id=one, depth=dice.choice(tuple(Depth)), both_want_it=dice.choice((YES, NO, None)))
        for one in known
    ]
    return {
        "relationships": dice.recorded(tuple(depths)),
        "relationships_asked_on": dice.choice((dice.today, dice.today, None)),
        "views": dice.recorded(views(dice, around)),
        "key_worker": dice.recorded(key_worker(dice, around)),
    }


def views(dice: Dice, around: Around) -> tuple[View, ...]:
    on_settings = [
        View(
            about=ViewAbout.SETTING,
            setting_id=one,
            view=dice.choice(tuple(ViewStrength)),
            told_what_it_is=dice.chance(0.6),
            refused=dice.chance(0.3),
        )
        for one in around.settings
        if dice.chance(0.2)
    ]
    on_people = [
        View(about=ViewAbout.PERSON, person_id=one, view=dice.choice(tuple(ViewStrength)))
        for one in around.people_there
        if dice.chance(0.1)
    ]
    on_kinds = [
        View(about=ViewAbout.SETTING_KIND, setting_kind=one, view=dice.choice(tuple(ViewStrength)))
        for one in SettingKind
        if dice.chance(0.2)
    ]
    return (*on_settings, *on_people, *on_kinds)


def key_worker(dice: Dice, around: Around) -> CurrentKeyWorker:
    if dice.chance(0.25):
        return CurrentKeyWorker(worker_id=None)
    outcomes = tuple(KeyWorkerOutcome)
    plans = [KeyWorkerPlan(outcome=dice.choice(outcomes), setting_id=one) for one in dice.some(around.settings, 3)]
    if dice.chance(0.4):
        plans.append(KeyWorkerPlan(outcome=dice.choice(outcomes)))
    return CurrentKeyWorker(worker_id=dice.choice(("kw-1", "kw-2")), plans=dice.recorded(tuple(plans)))


def exclusions(dice: Dice, who: str, around: Around) -> tuple[LocationExclusion, ...]:
    return tuple(
        LocationExclusion(
            id=f"{who}-area-{n}",
            strength=dice.choice(tuple(ExclusionStrength)),
            reason=ExclusionReason.GANG,
            **area(dice),
            starts_on=dice.choice((None, None, dice.about(dice.choice(around.days), 1))),
            ends_on=dice.choice((None, None, dice.about(dice.choice(around.days), 1))),
            review_on=dice.choice((None, dice.today - timedelta(days=9))),
        )
        for n in range(dice.choice((0, 0, 0, 1, 2)))
    )


def area(dice: Dice) -> dict[str, Any]:
    """A circle, or a polygon with corners on the lattice that places stand on."""
    if dice.chance(0.6):
        return {"centre": dice.spot(), "radius_km": dice.choice((None, 3.0, 5.0, 2.5))}
    east, north, side = 430_000 + dice.choice((0, -3000)), 455_000 + dice.choice((0, -4000)), dice.choice((3000, 6000))
    corners = [(0, 0), (side, 0), (side, side), (side // 2, side // 3), (0, side)]
    chosen = corners if dice.chance(0.5) else corners[:3]
    return {"polygon": tuple(Location(easting=east + x, northing=north + y) for x, y in chosen)}


def sibling_link(dice: Dice, who: str) -> SiblingLink:
    return SiblingLink(
        person_id=who,
        kind=dice.choice(tuple(SiblingKind)),
        plan=dice.choice((SiblingPlan.TOGETHER, SiblingPlan.TOGETHER, SiblingPlan.APART, None)),
        same_authority=dice.chance(0.85),
    )
