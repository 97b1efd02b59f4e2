"""Which places somebody new could lawfully sleep at tonight, found by looking at one place after another.

It shares nothing with the engine but the records. "Lawful" is what nobody may approve away: registration or approval, a free
registered bed, ages, and never an "other arrangement" under 16. What somebody may approve, and what only a fact about the young
person would rule out, is left open.
"""

from datetime import timedelta

from matcher.domain.carers import Carer
from matcher.domain.codes import TAKES_A_BED, ApprovalStatus, RegistrationStatus, SettingKind
from matcher.domain.person_codes import AgeBand
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot

HOMES = {SettingKind.HUB_BED, SettingKind.CHILDRENS_HOME}
FAMILIES = {SettingKind.COMMUNITY_FAMILY, SettingKind.FOSTER_FAMILY}
FROM_16 = {SettingKind.SUPPORTED_LODGINGS, SettingKind.SUPPORTED_ACCOMMODATION}
YEARS = {AgeBand.UNDER_16: range(11, 16), AgeBand.AGED_16_17: range(16, 18)}
SETTLING = 14


def lawful_free_places(snapshot: Snapshot, band: AgeBand) -> set[str]:
    """Place ids."""
    settings = {one.id: one for one in snapshot.settings}
    return {
        row.place_id
        for row in snapshot.places
        if has_a_free_bed(snapshot, row) and is_lawful(snapshot, settings[row.setting_id], band)
    }


def has_a_free_bed(snapshot: Snapshot, row: Place) -> bool:
    tonight = snapshot.today
    asleep = [
        one
        for one in snapshot.placements
        if one.state in TAKES_A_BED and one.nights.covers(tonight) and one.place_id in {row.place_id, None}
        if one.setting_id == row.setting_id
    ]
    broken = sum(
        one.beds
        for one in row.out_of_use
        if one.first_night <= tonight and (one.leaving is None or tonight < one.leaving)
    )
    return len(asleep) + broken < row.beds and (row.vacancy_ends_on is None or row.vacancy_ends_on > tonight)


def is_lawful(snapshot: Snapshot, setting: Setting, band: AgeBand) -> bool:
    tonight = snapshot.today
    closed = any(one.first_night <= tonight + timedelta(days=1) for one in setting.closures)
    if closed or setting.for_young_person_id is not None:
        return False
    if setting.kind in HOMES:
        return is_registered(setting) and takes_ages(setting, band) and has_registered_places(snapshot, setting)
    if setting.kind in FAMILIES:
        return is_approved(setting) and is_at_home(snapshot, setting)
    return (
        band is AgeBand.AGED_16_17 and setting.kind in FROM_16 and is_registered(setting) and ready(snapshot, setting)
    )


def is_registered(setting: Setting) -> bool:
    registration = setting.registration
    if registration is None or registration.restrictions or registration.valid_to is not None:
        return False
    return registration.status is RegistrationStatus.ACTIVE


def takes_ages(setting: Setting, band: AgeBand) -> bool:
    statement = setting.statement_of_purpose
    if statement is None or statement.age_min is None or statement.age_max is None:
        return False
    return all(statement.age_min <= age <= statement.age_max for age in YEARS[band])


def has_registered_places(snapshot: Snapshot, setting: Setting) -> bool:
    living_here = [
        one
        for one in snapshot.placements
        if one.setting_id == setting.id and one.state in TAKES_A_BED and one.nights.covers(snapshot.today)
    ]
    return setting.registered_places is not None and len(living_here) < setting.registered_places


def is_approved(setting: Setting) -> bool:
    def stands(carer: Carer) -> bool:
        approved = carer.approval_status is ApprovalStatus.APPROVED and carer.allegation_open is False
        return approved and carer.last_day is None

    return bool(setting.carers) and all(map(stands, setting.carers or ())) and setting.terms is not None


def is_at_home(snapshot: Snapshot, setting: Setting) -> bool:
    calendar = setting.availability
    if calendar is None or calendar.minimum_notice_days:
        return False
    soon = snapshot.today + timedelta(days=SETTLING)
    return all(one.leaving <= snapshot.today or one.first_night > soon for one in calendar.absences)


def ready(snapshot: Snapshot, setting: Setting) -> bool:
    """Lodgings have a calendar; flats need none."""
    return setting.kind is not SettingKind.SUPPORTED_LODGINGS or is_at_home(snapshot, setting)
