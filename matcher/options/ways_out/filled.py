"""What nobody has recorded of a place, as it would be if the answer fitted. What is recorded stays as it is."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from matcher.domain.carers import Carer, TemporaryApproval, TermsOfApproval, Training
from matcher.domain.codes import ApprovalStatus, ExceptionType, RegistrationStatus, SettingKind, SupportCategory
from matcher.domain.home_codes import FireMeasure, HouseholdNeedKind, LockedAway, Smoking, SupportLevel
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import Sex, SkilledNeed
from matcher.domain.requests import PlacementRequest
from matcher.domain.setting_facts import CoresidentCheck, Inspection, ParentsAssessment, VisitingChild
from matcher.domain.settings import (
    Availability,
    HouseholdMember,
    Registration,
    Setting,
    StatementOfPurpose,
)
from matcher.domain.values import Location
from matcher.frame.asks import counted_needs, counted_skilled_needs

T = TypeVar("T")
BOTH = (Sex.FEMALE, Sex.MALE)
YOUNGEST, OLDEST = 0, 25
FAR_OFF = Location(easting=0, northing=0)
"""Outside every area of England."""
PLENTY = 99
A_YEAR = timedelta(days=365)
SOMEBODY = "whoever agrees"


def known(recorded: T | None, answer: T) -> T:
    """What is recorded, else the answer."""
    return answer if recorded is None else recorded


def registered(setting: Setting) -> Setting:
    """Registered, or of an excepted kind."""
    excepted = setting.kind is SettingKind.EXCEPTED_SETTING
    return replace(
        setting,
        registration=known(setting.registration, Registration(status=RegistrationStatus.ACTIVE)),
        exception_type=known(setting.exception_type, ExceptionType.CARE_HOME) if excepted else setting.exception_type,
    )


def set_up_for(setting: Setting, person: YoungPerson) -> Setting:
    """A statement of purpose without gaps, wide enough."""
    before = setting.statement_of_purpose or StatementOfPurpose()
    return replace(
        setting,
        statement_of_purpose=replace(
            before,
            age_min=known(before.age_min, YOUNGEST),
            age_max=known(before.age_max, OLDEST),
            sexes=known(before.sexes, BOTH),
            needs=known(before.needs, tuple(counted_needs(person) or ())),
        ),
    )


def in_the_terms(setting: Setting) -> Setting:
    """Terms of approval without gaps, wide enough."""
    before = setting.terms or TermsOfApproval()
    return replace(
        setting,
        terms=replace(
            before,
            age_min=known(before.age_min, YOUNGEST),
            age_max=known(before.age_max, OLDEST),
            sexes=known(before.sexes, BOTH),
            places=known(before.places, PLENTY),
        ),
    )


def supported(setting: Setting, request: PlacementRequest) -> Setting:
    """Cover at night and hours of support as asked for."""
    cover = request.minimum_support_level or SupportLevel.WAKING
    return replace(
        setting,
        night_cover=known(setting.night_cover, cover),
        support_hours=known(setting.support_hours, request.support_hours_needed or 0),
    )


def checked_adults(setting: Setting, today: date) -> Setting:
    """A unit for young people only; or the adults who share it checked today, but for what a check has found."""

    def again(one: CoresidentCheck) -> CoresidentCheck:
        return replace(one, checked_on=today, do_not_place_match=known(one.do_not_place_match, False))

    return replace(
        setting,
        category=known(setting.category, SupportCategory.SHARED_RINGFENCED),
        coresident_checks=tuple(map(again, setting.coresident_checks or ())),
    )


def in_standing(setting: Setting) -> Setting:
    """Inspected, and in contract; no concern is open."""
    return replace(
        setting,
        inspection=known(setting.inspection, Inspection()),
        in_contract=known(setting.in_contract, True),
        open_concern=known(setting.open_concern, False),
    )


def carers_known(setting: Setting, person: YoungPerson, today: date) -> Setting:
    """The carers approved and reviewed, without an allegation."""
    carers = setting.carers if setting.carers is not None else (Carer(id=f"{setting.id}-carer"),)
    return replace(setting, carers=tuple(_approved(one, person, today) for one in carers))


def _approved(carer: Carer, person: YoungPerson, today: date) -> Carer:
    written = TemporaryApproval(young_people=(person.id,), started_on=today, approved_by=SOMEBODY, approved_on=today)
    temporary = carer.approval_status is ApprovalStatus.TEMPORARILY_APPROVED
    return replace(
        carer,
        approval_status=known(carer.approval_status, ApprovalStatus.APPROVED),
        allegation_open=known(carer.allegation_open, False),
        last_review_on=known(carer.last_review_on or carer.approved_on, today),
        temporary_approval=known(carer.temporary_approval, written) if temporary else carer.temporary_approval,
    )


def calendar_known(setting: Setting) -> Setting:
    """Nobody is away."""
    return replace(setting, availability=known(setting.availability, Availability()))


def members(setting: Setting, change: Callable[[HouseholdMember], HouseholdMember]) -> Setting:
    """The household, each of them with what is found out; nobody where nobody is recorded."""
    return replace(setting, household=tuple(map(change, setting.household or ())))


def adults_checked(setting: Setting, today: date) -> Setting:
    """Every missing check made today, to be renewed in a year."""

    def checked(one: HouseholdMember) -> HouseholdMember:
        return replace(
            one, checked_on=known(one.checked_on, today), check_renew_by=known(one.check_renew_by, today + A_YEAR)
        )

    return members(setting, checked)


def family_known(setting: Setting, like: YoungPerson) -> Setting:
    """Who lives in the household and who visits, each as old as the young person, and able to leave alone."""

    def grown(one: VisitingChild) -> VisitingChild:
        return replace(one, date_of_birth=known(one.date_of_birth, like.date_of_birth or date.min))

    def of_age(one: HouseholdMember) -> HouseholdMember:
        return replace(
            one,
            date_of_birth=one.date_of_birth or like.date_of_birth,
            cannot_leave_alone=known(one.cannot_leave_alone, False),
            vulnerabilities=known(one.vulnerabilities, ()),
        )

    return replace(members(setting, of_age), visiting_children=tuple(map(grown, setting.visiting_children or ())))


def assessed_resident(one: YoungPerson, like: YoungPerson) -> YoungPerson:
    """As old as the young person, of the same sex, without risks or vulnerabilities, where that is not recorded."""
    return replace(
        one,
        date_of_birth=one.date_of_birth or like.date_of_birth,
        age_state=None,
        possible_ages=None,
        sex=one.sex or like.sex,
        risks=known(one.risks, ()),
        vulnerabilities=known(one.vulnerabilities, ()),
        cannot_leave_alone=known(one.cannot_leave_alone, False),
    )


def household_as_needed(setting: Setting, person: YoungPerson) -> Setting:
    """Two carers of the sexes needed, somebody home in the day."""
    needed = {one.need for one in person.household_needs or () if one.assessed}
    wanted = [Sex.FEMALE] if HouseholdNeedKind.WOMAN_CARER in needed else []
    wanted += [Sex.MALE] if HouseholdNeedKind.MAN_CARER in needed else []
    carers = known(setting.carers, tuple(Carer(id=f"{setting.id}-carer-{k}") for k in range(2)))
    missing = [sex for sex in wanted if sex not in {carer.sex for carer in carers}]
    found = iter(missing)
    return replace(
        setting,
        carers=tuple(replace(one, sex=one.sex or next(found, None)) for one in carers),
        somebody_home_in_day=known(setting.somebody_home_in_day, True),
    )


def safe_at_night(setting: Setting) -> Setting:
    """Somebody awake, medicines and sharps locked away, nobody living alone."""
    return replace(
        setting,
        night_cover=known(setting.night_cover, SupportLevel.WAKING),
        standing_waking_night=known(setting.standing_waking_night, True),
        night_checks=known(setting.night_checks, True),
        locked_away=known(setting.locked_away, tuple(LockedAway)),
        category=known(setting.category, SupportCategory.SHARED_RINGFENCED),
    )


def safe_in_a_fire(setting: Setting) -> Setting:
    """Every measure, where none is recorded."""
    return replace(safe_at_night(setting), fire_measures=known(setting.fire_measures, tuple(FireMeasure)))


def without_animals(setting: Setting) -> Setting:
    """No animal lives here, where nobody has recorded any."""
    return replace(setting, pets=known(setting.pets, ()))


def smoke_free(setting: Setting) -> Setting:
    """Nobody smokes, where nobody has recorded it."""
    return replace(setting, smoking=known(setting.smoking, Smoking.NO_SMOKING))


def trained(setting: Setting, person: YoungPerson) -> Setting:
    """Everybody here is trained in what the young person needs, where nothing is recorded."""
    needs: Iterable[SkilledNeed] = counted_skilled_needs(person)
    return replace(setting, trained_in=known(setting.trained_in, tuple(Training(need=one) for one in needs)))


def parents_assessed(setting: Setting, today: date) -> Setting:
    """The assessment of living with a parent is complete."""
    before = setting.parents_assessment or ParentsAssessment()
    return replace(
        setting,
        parents_assessment=replace(
            before,
            suitability_assessed_on=known(before.suitability_assessed_on, today),
            wishes_heard_on=known(before.wishes_heard_on, today),
            placement_plan_on=known(before.placement_plan_on, today),
            iro_consulted_on=known(before.iro_consulted_on, today),
        ),
    )
