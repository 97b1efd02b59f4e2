"""The two stories that every county tells, judged by the engine: the emergency of this evening, and a planned move."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pytest

import fixtures
from fixtures.stories import (
    EMERGENCY_NAME,
    EMERGENCY_REQUEST,
    KNOWN_CARER,
    KNOWN_FAMILY,
    PLANNED_NAME,
    PLANNED_REQUEST,
    RESPITE_CARER,
    RESPITE_FAMILY,
    SPARE_LODGING,
)
from matcher.domain.codes import Door, SettingKind, ShiftName
from matcher.domain.nights import age_on
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import Depth, LegalStatus, ViewStrength
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift
from matcher.domain.values import LONDON
from matcher.options.explain import outcomes
from matcher.options.rank import rank
from matcher.options.result import MatchResult, PlacementOption
from matcher.outcomes import Outcome
from matcher.policy import load_policy

SEEDS = (2026, 3, 11)
HUB_BED = "HUB-W.emergency"
SUNDAY = date(2026, 5, 24)

pytestmark = pytest.mark.parametrize("seed", SEEDS)


@cache
def county(seed: int) -> Snapshot:
    return fixtures.county(seed)


@cache
def answer(seed: int, request_id: str) -> MatchResult:
    return rank(county(seed), request_id, load_policy())


@cache
def judged(seed: int, request_id: str, place_id: str) -> dict[str, Outcome]:
    return outcomes(county(seed), request_id, place_id, load_policy())


def story(seed: int, request_id: str) -> tuple[PlacementRequest, YoungPerson]:
    snapshot = county(seed)
    request = next(one for one in snapshot.placement_requests if one.id == request_id)
    return request, next(one for one in snapshot.young_people if one.id == request.young_person_id)


def option(found: tuple[PlacementOption, ...], setting_id: str) -> PlacementOption:
    return next(one for one in found if one.setting_id == setting_id)


def test_a_girl_of_14_or_15_is_under_police_protection_since_ten_past_seven(seed):
    request, juniper = story(seed, EMERGENCY_REQUEST)

    assert juniper.name_to_use == EMERGENCY_NAME
    assert juniper.date_of_birth is not None
    assert age_on(juniper.date_of_birth, request.start_date) in {14, 15}
    assert juniper.legal_status is not None
    assert juniper.legal_status.status is LegalStatus.POLICE_PROTECTION
    assert juniper.legal_status.ends_at == datetime(2026, 5, 25, 19, 10, tzinfo=LONDON)
    assert (request.door, request.is_emergency) == (Door.POLICE, True)
    assert request.start_date == fixtures.TODAY


def test_the_emergency_has_the_five_required_answers_and_little_else(seed):
    request, juniper = story(seed, EMERGENCY_REQUEST)

    assert juniper.name_to_use
    assert juniper.date_of_birth
    assert request.where_now
    assert request.asked_by
    assert request.asked_by.telephone
    assert request.agreed_by
    assert request.agreed_by.at
    assert [juniper.needs, juniper.risks, juniper.education, juniper.views, juniper.family_time] == [None] * 5


def test_she_has_stayed_with_a_respite_carer_whose_terms_do_not_include_her(seed):
    _, juniper = story(seed, EMERGENCY_REQUEST)
    family = next(setting for setting in county(seed).settings if setting.id == RESPITE_FAMILY)

    assert [(known.person_id, known.depth) for known in juniper.relationships or ()] == [
        (RESPITE_CARER, Depth.LIVED_WITH_ENDED_WELL)
    ]
    assert RESPITE_CARER in {carer.id for carer in family.carers or ()}
    assert family.terms is not None
    assert (family.terms.age_max or 0) < 14


def test_she_may_stay_with_the_respite_carer_for_six_working_days(seed):
    respite = option(answer(seed, EMERGENCY_REQUEST).options, RESPITE_FAMILY)

    assert (respite.first_night, respite.leaving) == (fixtures.TODAY, date(2026, 6, 2))
    assert respite.overall_rank == 1


def test_the_hubs_emergency_bed_is_one_short_on_sunday_night_and_on_no_other_shift(seed):
    bed = next(one for one in answer(seed, EMERGENCY_REQUEST).needs_approval if one.place_id == HUB_BED)

    (approval,) = bed.approvals
    assert approval.rule == "staff-ratio"
    assert "night of 24 May 2026 (1 short)" in approval.says
    assert approval.says.count("short)") == 1


def test_nobody_of_the_bank_is_free_on_sunday(seed):
    snapshot = county(seed)
    bank = {worker.id for worker in snapshot.workers or () if worker.is_bank}
    working = {one for shift in snapshot.shifts if shift.on == SUNDAY for one in shift.worker_ids or ()}
    away = {
        worker.id
        for worker in snapshot.workers or ()
        if any(absence.first_night <= SUNDAY < absence.leaving for absence in worker.absences)
    }

    assert bank <= working | away


def test_with_one_more_on_sunday_night_the_hubs_emergency_bed_needs_no_approval(seed):
    snapshot = county(seed)
    relieved = replace(snapshot, shifts=tuple(one_more(shift) for shift in snapshot.shifts))

    assert judged(seed, EMERGENCY_REQUEST, HUB_BED)["staff-ratio"] is Outcome.NOT_MET
    now = outcomes(relieved, EMERGENCY_REQUEST, HUB_BED, load_policy())["staff-ratio"]
    assert now is not Outcome.NOT_MET


def one_more(shift: Shift) -> Shift:
    short = (shift.setting_id, shift.on, shift.shift) == ("HUB-W", SUNDAY, ShiftName.NIGHT)
    return replace(shift, agency=1) if short else shift


def test_the_free_lodging_is_ruled_out_by_her_age_alone(seed):
    lodging = next(one for one in answer(seed, EMERGENCY_REQUEST).excluded if one.setting_id == SPARE_LODGING)

    assert {failed.rule for failed in lodging.failed} == {
        "under-16-no-other-arrangements",
        "supported-accommodation-age-band",
    }


def test_the_planned_one_says_no_to_fostering_but_trusts_a_community_familys_carer(seed):
    request, rowan = story(seed, PLANNED_REQUEST)
    views = {view.setting_kind: view.view for view in rowan.views or ()}
    family = next(setting for setting in county(seed).settings if setting.id == KNOWN_FAMILY)

    assert rowan.name_to_use == PLANNED_NAME
    assert not request.is_emergency
    assert views[SettingKind.FOSTER_FAMILY] in {ViewStrength.AGAINST, ViewStrength.STRONGLY_AGAINST}
    assert (KNOWN_CARER, Depth.TRUSTED) in [(known.person_id, known.depth) for known in rowan.relationships or ()]
    assert family.kind is SettingKind.COMMUNITY_FAMILY
    assert KNOWN_CARER in {carer.id for carer in family.carers or ()}


def test_the_community_family_is_offered_first_and_the_no_does_not_count_against_it(seed):
    known = option(answer(seed, PLANNED_REQUEST).options, KNOWN_FAMILY)
    points = {part.slug: (part.points, part.out_of) for part in known.parts}

    assert known.overall_rank == 1
    assert points["known-carer"] == (12.0, 12.0)
    assert points["view-on-option"] == (7.0, 14.0)


def test_the_no_counts_against_foster_families_of_strangers(seed):
    strangers = [one for one in answer(seed, PLANNED_REQUEST).options if one.kind is SettingKind.FOSTER_FAMILY]

    assert strangers
    for one in strangers:
        assert next(part.points for part in one.parts if part.slug == "view-on-option") < 7
