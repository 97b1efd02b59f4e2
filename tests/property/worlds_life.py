"""What goes on in a generated world: stays, staff, what keeps people apart, what has been decided, journeys."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from matcher.domain.carers import Training
from matcher.domain.codes import (
    RESIDENTIAL,
    TAKES_A_BED,
    ImpactDecision,
    PlacementState,
    Role,
    SettingKind,
    ShiftName,
    TravelMode,
    WorkerRole,
)
from matcher.domain.person_codes import RiskType, SeparationReason, SeparationScope, SkilledNeed
from matcher.domain.placements import (
    Authorisation,
    ImpactRiskAssessment,
    Mitigation,
    Placement,
    SeparationEntry,
    TravelTime,
)
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Absence, Place, Setting
from matcher.domain.staff import Allocation, Commitment, Shift, Worker
from tests.property.worlds_dice import Dice
from tests.property.worlds_steps import facts_of_act

FUTURE = (
    PlacementState.CONFIRMED,
    PlacementState.ACCEPTED,
    PlacementState.HELD,
    PlacementState.OFFERED,
    PlacementState.CANCELLED,
)
LIMBS_TO_APPROVE: tuple[tuple[str, Role], ...] = (
    ("refer-deprivation-of-liberty:approval", Role.NOMINATED_OFFICER),
    ("age-not-certain", Role.FOSTERING_MANAGER),
    ("age-not-certain:younger-children", Role.SERVICE_MANAGER),
    ("children-home-registered:manager", Role.SERVICE_MANAGER),
    ("statement-of-purpose-fit:needs", Role.MANAGER_ON_CALL),
    ("emergency-bed-ringfence:planned", Role.HUB_MANAGER),
    ("carer-approved:review", Role.FOSTERING_MANAGER),
    ("terms-of-approval", Role.FOSTERING_DECISION_MAKER),
    ("usual-fostering-limit", Role.AREA_AUTHORITY),
    ("do-not-place-together:review", Role.SERVICE_MANAGER),
    ("do-not-place-together", Role.REGISTERED_MANAGER),
    ("do-not-place-together", Role.FOSTERING_MANAGER),
    ("siblings-together:split", Role.SERVICE_MANAGER),
    ("resident-mix-score:limit", Role.REGISTERED_MANAGER),
    ("peer-age-gap", Role.REGISTERED_MANAGER),
    ("solo-or-shared:need", Role.SERVICE_MANAGER),
    ("household-make-up:need", Role.FOSTERING_MANAGER),
    ("younger-children-in-household", Role.FOSTERING_MANAGER),
    ("fire-setting:measures", Role.REGISTERED_MANAGER),
    ("animals:harm", Role.REGISTERED_MANAGER),
    ("visitor-and-associate-risk", Role.FOSTERING_MANAGER),
    ("location-exclusion:should-not", Role.SERVICE_MANAGER),
    ("within-authority:adjoining", Role.NOMINATED_OFFICER),
    ("within-authority", Role.DCS),
    ("school-continuity:too-far", Role.SERVICE_MANAGER),
    ("school-continuity:key-stage-4", Role.NOMINATED_OFFICER),
    ("accessible-premises:movable", Role.HEALTH_LEAD),
    ("health-need-skill", Role.HEALTH_LEAD),
    ("staff-ratio", Role.MANAGER_ON_CALL),
    ("waking-night", Role.REGISTERED_MANAGER),
    ("night-safety", Role.REGISTERED_MANAGER),
    ("staff-gender-need:required", Role.REGISTERED_MANAGER),
    ("view-on-option:strongly-against", Role.SERVICE_MANAGER),
    ("supported-category-fit", Role.SERVICE_MANAGER),
    ("shared-open-risk-check", Role.SERVICE_MANAGER),
    ("provider-standing:judgement", Role.SERVICE_MANAGER),
    ("parent-and-child:room", Role.REGISTERED_MANAGER),
    ("with-parents-assessment", Role.NOMINATED_OFFICER),
    ("connected-person-temporary-approval", Role.NOMINATED_OFFICER),
    ("foster-bedroom:sharing", Role.FOSTERING_MANAGER),
    ("household-adults-checked:renewal", Role.FOSTERING_MANAGER),
)
MINUTES = (5, 20, 30, 31, 44, 45, 46, 59, 60, 61, 74, 75, 76, 90, 120)


# Stays


def stays(dice: Dice, who: str, at: Sequence[Place], days: Sequence[date]) -> Iterator[Placement]:
    """A stay that began some time ago, or will begin; and often the next one, from the day it ends."""
    place = dice.choice(at)
    first = dice.choice((dice.today - timedelta(days=dice.number(1, 300)), dice.about(dice.choice(days), 2)))
    leaving = dice.choice((None, None, dice.about(dice.choice(days), 2), dice.after(days[0], 3, 7, 10, 40)))
    if leaving is not None and leaving <= first:
        leaving = None
    yield stay(dice, who, place, first, leaving)
    if leaving is not None and dice.chance(0.5):
        yield stay(dice, who, dice.choice(at), leaving, dice.choice((None, dice.after(leaving, 1, 5, 40))))


def stay(dice: Dice, who: str, at: Place, first: date, leaving: date | None) -> Placement:
    begun = first <= dice.today
    state = dice.usually(PlacementState.STARTED if begun else PlacementState.CONFIRMED, *FUTURE)
    return Placement(
        id=f"{who}-from-{first}",
        young_person_id=who,
        setting_id=at.setting_id,
        place_id=dice.choice((at.place_id, at.place_id, at.place_id, None)),
        first_night=first,
        leaving=leaving,
        state=state,
        expires_at=dice.as_of + timedelta(minutes=dice.choice((-60, -1, 0, 1, 200))) if dice.chance(0.7) else None,
    )


def there_on(placements: Sequence[Placement], setting_id: str, night: date, but: str) -> tuple[str, ...]:
    """Who has a bed at a setting on a night, as an assessment would list them."""
    here = [one for one in placements if one.setting_id == setting_id and one.young_person_id != but]
    return tuple(sorted({one.young_person_id for one in here if one.state in TAKES_A_BED and one.nights.covers(night)}))


# Staff


def workers(dice: Dice, homes: Sequence[str], people: Sequence[str], first: date) -> tuple[Worker, ...]:
    key = [
        Worker(
            id=f"kw-{n}",
            name="A key worker",
            roles=(WorkerRole.KEY_WORKER,),
            base=dice.recorded(dice.spot()),
            based_at=dice.choice((None, *homes)),
            absences=absences(dice, first),
            allocations=dice.recorded(allocations(dice, people)),
        )
        for n in (1, 2)
    ]
    bank = [
        Worker(
            id=f"bank-{n}",
            name="A bank worker",
            roles=(WorkerRole.RESIDENTIAL_WORKER,),
            is_bank=True,
            response_minutes=dice.recorded(dice.choice((30, 115, 116, 720, 4000))),
            absences=absences(dice, first),
            trained_in=training(dice, first),
        )
        for n in (1, 2, 3)
    ]
    named = [
        Worker(
            id=f"{home}-worker-{n}",
            name="A worker",
            roles=(WorkerRole.RESIDENTIAL_WORKER,),
            based_at=home,
            trained_in=training(dice, first),
        )
        for home in homes
        for n in range(4)
    ]
    return (*key, *bank, *named)


def absences(dice: Dice, first: date) -> tuple[Absence, ...]:
    if dice.chance(0.6):
        return ()
    begins = dice.after(first, -4, 0, 3, 6, 7, 8)
    return (Absence(first_night=begins, leaving=dice.after(begins, 1, 4, 7, 8, 11, 12)),)


def training(dice: Dice, first: date) -> tuple[Training, ...]:
    if dice.chance(0.4):
        return ()
    return (Training(need=SkilledNeed.INSULIN, trained_on=dice.choice((None, None, dice.about(first, 1)))),)


def allocations(dice: Dice, people: Sequence[str]) -> tuple[Allocation, ...]:
    kinds = (
        SettingKind.HUB_BED,
        SettingKind.FOSTER_FAMILY,
        SettingKind.SUPPORTED_LODGINGS,
        SettingKind.SUPPORTED_ACCOMMODATION,
        SettingKind.OUTREACH,
        None,
    )
    return tuple(Allocation(young_person_id=one, setting_kind=dice.choice(kinds)) for one in dice.some(people, 5))


class Rota:
    """How one home records its rota: by name or by number, with gaps or without."""

    def __init__(self, dice: Dice, home: Setting, *, names: bool) -> None:
        self.dice = dice
        self.home = home
        self.by_name = names and dice.chance(0.4)
        self.gaps = dice.choice((0.0, 0.0, 0.0, 0.03))
        self.thin = dice.choice((0.0, 0.0, 0.02, 0.1))
        self.day = dice.choice((4, 4, 3, 2))
        self.night = dice.choice((2, 2, 1))
        self.waking = dice.choice((1, 1, 0))
        self.trained = dice.choice(((SkilledNeed.INSULIN,), (SkilledNeed.INSULIN,), (), None))

    def shifts(self, first: date, nights: int) -> Iterator[Shift]:
        for n in range(nights):
            for name in ShiftName:
                if not self.dice.chance(self.gaps):
                    yield self.shift(first + timedelta(days=n), name)

    def shift(self, on: date, name: ShiftName) -> Shift:
        count = self.night if name is ShiftName.NIGHT else self.day
        if self.dice.chance(self.thin):
            count -= 1
        waking = self.waking if name is ShiftName.NIGHT and not self.dice.chance(self.thin) else 0
        if self.by_name:
            names = [f"{self.home.id}-worker-{n}" for n in range(count)]
            if self.dice.chance(0.05):
                names.append(self.dice.choice(("bank-1", "bank-2")))
            who: dict[str, object] = {"worker_ids": tuple(names)}
        else:
            who = {"headcount": count, "trained_in": None if self.dice.chance(0.01) else self.trained}
        agency = self.dice.choice((0, 0, 0, 1, 2, 3))
        everybody = count + agency
        return Shift(setting_id=self.home.id, on=on, shift=name, agency=agency, waking=min(waking, everybody), **who)  # type: ignore[arg-type]


def commitments(dice: Dice, homes: Sequence[str], people: Sequence[str], first: date) -> tuple[Commitment, ...]:
    return tuple(
        Commitment(
            setting_id=home,
            staff=dice.choice((1, 1, 2)),
            first_night=dice.after(first, -10, 0, 4, 13),
            leaving=dice.choice((None, dice.after(first, 14, 15))),
            shifts=dice.choice((tuple(ShiftName), (ShiftName.DAY, ShiftName.EVENING))),
            young_person_id=dice.choice((None, *people)),
        )
        for home in homes
        if dice.chance(0.2)
    )


# What keeps people apart, what has been assessed and approved


def separations(
    dice: Dice, askers: Sequence[str], others: Sequence[str], days: Sequence[date]
) -> list[SeparationEntry]:
    made = []
    for _ in range(dice.choice((0, 0, 1, 2, 4))):
        one, other = dice.choice(askers), dice.choice(others)
        if one == other:
            continue
        scope = dice.choice((SeparationScope.HOME, *SeparationScope))
        pair = (one, other) if dice.chance(0.5) else (other, one)
        made.append(
            SeparationEntry(
                person_a=pair[0],
                person_b=pair[1],
                reason=dice.choice(tuple(SeparationReason)),
                scope=scope,
                km=dice.choice((3.0, 5.0, 12.5)) if scope is SeparationScope.AREA_KM else None,
                starts_on=dice.choice((None, None, dice.about(dice.choice(days), 1))),
                ends_on=dice.choice((None, None, dice.about(dice.choice(days), 1))),
                review_on=dice.choice((None, dice.today - timedelta(days=30))),
            )
        )
    return made


def assessments(
    dice: Dice, requests: Sequence[PlacementRequest], homes: Sequence[Setting], placements: Sequence[Placement]
) -> Iterator[ImpactRiskAssessment]:
    """For the group on the first night asked for, mostly; in date, or just not."""
    for request in requests:
        for home in homes:
            for n in range(dice.choice((0, 1, 1, 2)) if home.kind in RESIDENTIAL else dice.choice((0, 0, 1))):
                group = there_on(placements, home.id, request.start_date, but=request.young_person_id)
                days = dice.choice((0, 1, 6, 7, 8)) + n * 0.01
                decided = dice.as_of + timedelta(days=(request.start_date - dice.today).days - days)
                yield ImpactRiskAssessment(
                    id=f"{request.id}-{home.id}-{n}",
                    young_person_id=request.young_person_id,
                    setting_id=home.id,
                    residents=dice.usually(group, group[1:]),
                    decision=dice.choice((*ImpactDecision, ImpactDecision.ACCEPT, None)),
                    decided_at=dice.usually(decided, None),
                    by_telephone=dice.chance(0.2),
                    mitigations=mitigations(dice, group),
                )


def mitigations(dice: Dice, group: Sequence[str]) -> tuple[Mitigation, ...]:
    kinds = dice.some((RiskType.VIOLENCE, RiskType.SEXUAL_HARM, RiskType.EXPLOITATION), 2)
    return tuple(
        Mitigation(risk=kind, level=dice.number(0, 3), with_person=dice.choice((None, *group))) for kind in kinds
    )


def authorisations(
    dice: Dice, askers: Sequence[str], homes: Sequence[Setting], days: Sequence[date]
) -> Iterator[Authorisation]:
    """Some valid; some by the wrong role, too late, out of date, without a reason, or by whoever asked."""
    for n in range(dice.choice((0, 3, 12, 30))):
        rule, role = dice.choice(LIMBS_TO_APPROVE)
        yield Authorisation(
            id=f"auth-{n}",
            rule=rule,
            role=dice.usually(role, Role.PLACEMENT_OFFICER, Role.REGISTERED_MANAGER, Role.MANAGER_ON_CALL),
            person=dice.usually("An approver", "A. Social-Worker", " "),
            young_person_id=dice.choice(askers),
            setting_id=dice.choice(homes).id,
            reason=dice.usually("It is right for them", " "),
            made_at=dice.as_of + timedelta(minutes=dice.usually(-90, 0, 1)),
            expires_at=dice.usually(None, *(dice.as_of + timedelta(hours=one) for one in (-30, -1, 0, 10))),
            first_night=dice.usually(None, dice.about(days[0], 1)),
            leaving=dice.usually(None, dice.about(days[1], 1) + timedelta(days=1)),
            by_telephone=dice.usually(False, True),
            asked_by=dice.usually(None, "Somebody else", "An approver"),
            **facts_of_act(dice, rule, role),
        )


def travel_times(dice: Dice, origins: Sequence[str], homes: Sequence[Setting]) -> Iterator[TravelTime]:
    """Recorded minutes here and there; sometimes the miles by road."""
    for origin in origins:
        for home in homes:
            if dice.chance(0.15):
                mode = dice.choice(tuple(TravelMode))
                miles = dice.choice((None, None, 4.96, 5.0, 19.95, 20.04, 20.06, 41.0))
                yield TravelTime(
                    origin=origin, setting_id=home.id, mode=mode, minutes=dice.choice(MINUTES), miles=miles
                )
