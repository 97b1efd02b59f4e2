"""Generated settings of every kind, and their place rows."""

from datetime import date, timedelta
from typing import Any

from matcher.domain.carers import Carer, FosteringExemption, TemporaryApproval, TermsOfApproval, Training
from matcher.domain.codes import (
    HOUSEHOLD,
    RESIDENTIAL,
    ApprovalStatus,
    ExceptionType,
    Footing,
    MemberRelation,
    PlacementPurpose,
    PlacePool,
    Provider,
    RegistrationStatus,
    SettingKind,
    SupportCategory,
)
from matcher.domain.person_codes import AccessFeature, NeedCategory, Sex, SkilledNeed
from matcher.domain.settings import (
    Absence,
    Adaptation,
    Availability,
    BespokeFooting,
    Closure,
    EmergencyListing,
    HouseholdMember,
    IdentityOffer,
    NightsUsed,
    OutOfUse,
    Place,
    Registration,
    Restriction,
    Setting,
    StatementOfPurpose,
)
from tests.property.worlds_dice import Dice
from tests.property.worlds_people import vulnerabilities

BOTH = (Sex.FEMALE, Sex.MALE)
MANY = tuple(NeedCategory)
YES, NO = True, False
FEATURES = (
    AccessFeature.STEP_FREE_BEDROOM,
    AccessFeature.WET_ROOM,
    AccessFeature.VIBRATING_ALARM,
    AccessFeature.RAMP,
)


class Those:
    """Who may be named in a setting's records, and the days that matter: of the first request, and today."""

    def __init__(self, askers: tuple[str, ...], residents: tuple[str, ...], days: tuple[date, ...]) -> None:
        self.askers = askers
        self.residents = residents
        self.days = days


def setting(dice: Dice, who: str, kind: SettingKind, those: Those) -> Setting:
    dice.be(odd=dice.choice((0.03, 0.03, 0.25)), missing=dice.choice((0.0, 0.03, 0.03, 0.2)))
    return Setting(
        id=who,
        name=f"Setting {who}",
        kind=kind,
        provider=dice.choice((Provider.OWN, Provider.OWN, Provider.EXTERNAL)),
        area_authority=dice.recorded(dice.usually("north", "east", "south", "west")),
        location=dice.recorded(dice.spot()),
        site_id=dice.choice((None, "site-1", "site-2")),
        registration=dice.recorded(registration(dice, those)),
        exception_type=dice.recorded(dice.choice(tuple(ExceptionType))),
        category=SupportCategory.PRIVATE_RESIDENCE,
        bespoke=dice.recorded(bespoke(dice, those)) if kind is SettingKind.BESPOKE else None,
        registered_places=dice.recorded(dice.choice((1, 2, 3, 5, 6))),
        statement_of_purpose=dice.recorded(statement(dice)),
        manager_in_post=dice.recorded(dice.usually(YES, NO)),
        manager_absence_plan=dice.usually(NO, YES),
        **household(dice, who, kind, those),
        closures=closures(dice, those),
        rota_held=kind in RESIDENTIAL and dice.chance(0.8),
        standing_waking_night=dice.recorded(dice.choice((YES, NO))),
        skills=dice.recorded(dice.some(MANY, 10)),
        trained_in=dice.choice((None, dice.recorded(training(dice, those)))),
        features=dice.recorded(dice.some(FEATURES, 4)),
        adaptations=adaptations(dice, those),
        identity_offer=dice.recorded(identity_offer(dice)),
        emergency_listing=dice.recorded(emergency_listing(dice)),
        cost_per_week=dice.recorded(dice.number(500, 900)),
        for_young_person_id=dice.choice((None, None, None, *those.askers)) if kind in FOR_ONE else None,
    )


FOR_ONE = frozenset(
    {SettingKind.WITH_PARENTS, SettingKind.OUTREACH, SettingKind.STAYING_PUT, SettingKind.STAYING_CLOSE}
)


def registration(dice: Dice, those: Those) -> Registration:
    begins = dice.about(dice.choice(those.days), 1)
    notice = Restriction(starts_on=begins, ends_on=dice.choice((None, dice.after(begins, 0, 3, 30))))
    lifted = Restriction(starts_on=dice.today - timedelta(days=90), ends_on=dice.about(those.days[0], 1))
    return Registration(
        status=dice.usually(RegistrationStatus.ACTIVE, *RegistrationStatus),
        valid_from=dice.usually(None, dice.about(those.days[0], 1)),
        valid_to=dice.usually(None, dice.about(those.days[1], 1), dice.about(those.days[1], 1)),
        restrictions=dice.usually((), (notice,), (lifted,)),
        transition_application_valid=dice.usually(NO, YES),
    )


def bespoke(dice: Dice, those: Those) -> BespokeFooting:
    return BespokeFooting(
        lawful_footing=dice.choice((*Footing, *Footing, None)),
        legal_signoff_id=dice.choice((None, "SIGN-1", "SIGN-1")),
        nights_used=tuple(
            NightsUsed(young_person_id=one, nights=dice.choice((0, 13, 20, 21))) for one in those.askers[:1]
        ),
    )


def statement(dice: Dice) -> StatementOfPurpose:
    return StatementOfPurpose(
        age_min=dice.recorded(dice.choice((8, 11, 11, 14, 16))),
        age_max=dice.recorded(dice.choice((15, 17, 17, 18, 25))),
        sexes=dice.recorded(dice.choice((BOTH, BOTH, BOTH, (Sex.FEMALE,), (Sex.MALE,)))),
        needs=dice.recorded(dice.usually(MANY, MANY[:2], ())),
    )


def household(dice: Dice, who: str, kind: SettingKind, those: Those) -> dict[str, Any]:
    """What belongs to a family: carers, their terms and calendar, who else lives there."""
    if kind not in HOUSEHOLD and kind is not SettingKind.BESPOKE:
        return {"carers": None, "household": None if dice.chance(0.5) else ()}
    count = dice.choice((1, 1, 2))
    temporary = kind is SettingKind.CONNECTED_CARER and dice.chance(0.6)
    carers = tuple(carer(dice, f"{who}-carer-{n}", those, temporary=temporary) for n in range(count))
    return {
        "carers": dice.recorded(dice.usually(carers, ())),
        "terms": None if temporary and dice.chance(0.6) else dice.recorded(terms(dice, those)),
        "exemptions": exemptions(dice, those),
        "availability": dice.recorded(availability(dice, those)),
        "household": dice.recorded(members(dice, who)),
    }


def carer(dice: Dice, who: str, those: Those, *, temporary: bool) -> Carer:
    status = ApprovalStatus.APPROVED
    if temporary:
        status = dice.choice((ApprovalStatus.TEMPORARILY_APPROVED, ApprovalStatus.NOT_APPROVED))
    year = dice.after(those.days[0], -364, -365, -366, -367, -200, -100, -400)
    return Carer(
        id=who,
        approval_status=dice.recorded(dice.usually(status, *ApprovalStatus)),
        approved_by=dice.recorded(dice.choice(("north", "north", "agency"))),
        approved_on=dice.recorded(dice.choice((year, dice.today - timedelta(days=100)))),
        last_review_on=dice.choice((None, year)),
        last_day=dice.usually(None, dice.about(those.days[1], 1)),
        allegation_open=dice.recorded(dice.usually(NO, YES)),
        schedule_4_check_done=dice.choice((YES, YES, YES, NO, None)) if temporary else None,
        temporary_approval=temporary_approval(dice, those) if temporary or dice.chance(0.1) else None,
        trained_in=dice.choice((None, dice.recorded(training(dice, those)))),
    )


def temporary_approval(dice: Dice, those: Those) -> TemporaryApproval:
    """Often one that ends, after 16 weeks or 24, on or near the days that matter."""
    ends = dice.about(dice.choice(those.days), 1)
    return TemporaryApproval(
        young_people=dice.choice((those.askers, those.askers, those.askers[:1], those.residents[:1])),
        started_on=ends - timedelta(weeks=dice.choice((16, 24, 10, 4))),
        extended=dice.chance(0.4),
        refusal_under_review=dice.chance(0.15),
    )


def terms(dice: Dice, those: Those) -> TermsOfApproval:
    return TermsOfApproval(
        age_min=dice.recorded(dice.choice((0, 0, 10, 16))),
        age_max=dice.recorded(dice.choice((12, 15, 17, 17, 17, 20))),
        sexes=dice.recorded(dice.choice((BOTH, BOTH, BOTH, (Sex.FEMALE,)))),
        places=dice.recorded(dice.choice((1, 2, 3, 5))),
        types=dice.choice((None, None, (), (PlacementPurpose.SHORT_TERM, PlacementPurpose.EMERGENCY))),
        agreed_for=dice.usually((), those.askers[:1]),
    )


def exemptions(dice: Dice, those: Those) -> tuple[FosteringExemption, ...]:
    everybody = those.askers + those.residents
    return tuple(
        FosteringExemption(
            granted_by=dice.choice(("north", "north", "east")),
            young_people=dice.choice((everybody, everybody, everybody[1:])),
            valid_from=dice.choice((None, None, dice.about(those.days[0], 1))),
            valid_to=dice.choice((None, None, dice.about(those.days[1], 1))),
        )
        for _ in range(dice.choice((0, 0, 1)))
    )


def availability(dice: Dice, those: Those) -> Availability:
    first = those.days[0]
    begins = dice.after(first, -2, 0, 1, 2, 6, 7, 12, 13, 14, 15, 40)
    away = Absence(first_night=begins, leaving=dice.after(begins, 1, 2, 3, 9))
    notice = (first - dice.today).days + dice.number(-1, 2)
    return Availability(
        absences=(away,) if dice.chance(0.25) else (),
        minimum_notice_days=max(0, notice) if dice.chance(0.2) else 0,
    )


def members(dice: Dice, who: str) -> tuple[HouseholdMember, ...]:
    """Own children and others; some have a record of their own (`worlds.py` makes it)."""
    relations = (MemberRelation.OWN_CHILD, MemberRelation.OWN_CHILD, MemberRelation.STAYING_PUT)
    adult = HouseholdMember(id=f"{who}-adult", relation=MemberRelation.OTHER_ADULT)
    others = tuple(
        HouseholdMember(
            id=f"{who}-member-{n}",
            relation=dice.choice(relations),
            date_of_birth=dice.recorded(dice.after(dice.today, -2000, -4000, -6000, -7400)),
            vulnerabilities=dice.choice((None, vulnerabilities(dice), vulnerabilities(dice))),
        )
        for n in range(dice.choice((0, 0, 0, 1, 2)))
    )
    return (adult, *others) if dice.chance(0.2) else others


def closures(dice: Dice, those: Those) -> tuple[Closure, ...]:
    first = dice.after(those.days[0], -3, 0, 1, 3, 6, 7, 30)
    closure = Closure(first_night=first, leaving=dice.choice((None, dice.after(first, 1, 2, 4))))
    return dice.usually((), (closure,), ())


def training(dice: Dice, those: Those) -> tuple[Training, ...]:
    return tuple(
        Training(need=need, trained_on=dice.choice((None, dice.about(those.days[0], 1))))
        for need in dice.some((SkilledNeed.INSULIN, SkilledNeed.GASTROSTOMY), 2)
    )


def adaptations(dice: Dice, those: Those) -> tuple[Adaptation, ...]:
    return tuple(
        Adaptation(feature=dice.choice(FEATURES), ready_on=dice.about(those.days[0], 1), note="promised")
        for _ in range(dice.choice((0, 0, 0, 1)))
    )


def identity_offer(dice: Dice) -> IdentityOffer:
    lists: tuple[tuple[str, ...], ...] = ((), ("a",), ("a", "b"))
    return IdentityOffer(
        religions=dice.recorded(dice.choice(lists)),
        languages=dice.recorded(dice.choice(lists)),
        interpreter_for=dice.choice(((), ("b",))),
        cultures=dice.recorded(dice.choice(lists)),
        culture_plan=dice.chance(0.2),
    )


def emergency_listing(dice: Dice) -> EmergencyListing:
    return EmergencyListing(
        on_list=dice.chance(0.5),
        takes_calls_now=dice.recorded(dice.usually(YES, NO)),
        latest_arrival=dice.recorded(dice.choice(("20:30", "23:00", "23:30", "02:00", "05:59", "10:40"))),
    )


def rows(dice: Dice, home: Setting, those: Those) -> list[Place]:
    """One to three rows: a hub has both pools, a home may have a shared room."""
    made = [row(dice, home, "a", those)]
    if home.kind is SettingKind.HUB_BED:
        made.append(row(dice, home, "emergency", those, pool=PlacePool.EMERGENCY))
    if dice.chance(0.25):
        made.append(row(dice, home, "shared", those, shared_room=True))
    return made


def row(dice: Dice, home: Setting, name: str, those: Those, **facts: Any) -> Place:
    beds = dice.choice((1, 1, 2, 3, 4))
    begins = dice.after(those.days[0], -3, 0, 2, 8)
    out = OutOfUse(first_night=begins, leaving=dice.choice((None, dice.after(begins, 1, 3, 9, 20))))
    hours = dice.choice((1, 5, 23, 24, 25, 167, 168, 169, 300))
    return Place(
        place_id=f"{home.id}-{name}",
        setting_id=home.id,
        beds=dice.usually(beds, 0),
        features=dice.recorded(dice.some(FEATURES, 4)),
        out_of_use=dice.usually((), (out,)),
        vacancy_ends_on=dice.usually(None, dice.after(those.days[0], 0, 1, 6, 7, 8, 30), dice.about(those.days[1], 1)),
        vacancy_confirmed_at=dice.recorded(dice.as_of - timedelta(hours=hours)),
        **facts,
    )
