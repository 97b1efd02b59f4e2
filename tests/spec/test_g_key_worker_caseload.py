"""`key-worker-caseload`: the key worker's weighted load with this person, and their leave."""

import pytest

from fixtures.plain_world import HOME, START, person, setting
from matcher.domain.codes import SettingKind, WorkerRole
from matcher.domain.people import CurrentKeyWorker
from matcher.domain.settings import Absence
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Allocation, Worker
from tests.spec.support import MET, NOT_MET, day, listed, outcome, scene

CASELOAD = "key-worker-caseload"
BED, FAMILY, LODGINGS = SettingKind.HUB_BED, SettingKind.FOSTER_FAMILY, SettingKind.SUPPORTED_LODGINGS
FLAT, OUTREACH, PARENTS = SettingKind.SUPPORTED_ACCOMMODATION, SettingKind.OUTREACH, SettingKind.WITH_PARENTS
AFTER_CARE = None


def worker(*kinds: SettingKind | None, who: str = "kw", **facts) -> Worker:
    """A key worker with one person in each kind of place; None = after-care contact."""
    cases = tuple(Allocation(young_person_id=f"case{n}", setting_kind=kind) for n, kind in enumerate(kinds))
    facts = {"allocations": cases, **facts}
    return Worker(id=who, name=who, roles=(WorkerRole.KEY_WORKER,), base=HOME, **facts)


def carried_by(*workers: Worker, home=None, **facts) -> Snapshot:
    return scene(home, who=person(**facts), workers=workers)


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ((BED, LODGINGS), MET),  # 1 + 1 + 0.7 = 2.7
        ((BED, BED), MET),  # exactly 3.0
        ((FAMILY, SettingKind.BESPOKE), MET),  # exactly 3.0
        ((LODGINGS, FLAT, AFTER_CARE, AFTER_CARE, AFTER_CARE), MET),  # 1 + 1.4 + 0.6, exactly 3.0
        ((OUTREACH, PARENTS, BED), MET),  # 1 + 0.5 + 0.5 + 1, exactly 3.0
        ((BED, BED, AFTER_CARE), NOT_MET),  # 3.2
        ((BED, BED, OUTREACH), NOT_MET),  # 3.5
        ((BED, BED, LODGINGS), NOT_MET),  # 3.7
    ],
)
def test_a_load_of_three_with_this_person_is_met_and_more_is_not(cases, expected):
    assert outcome(carried_by(worker(*cases)), CASELOAD) is expected


@pytest.mark.parametrize(
    ("kind", "expected"), [(LODGINGS, MET), (FLAT, MET), (FAMILY, NOT_MET), (SettingKind.CHILDRENS_HOME, NOT_MET)]
)
def test_this_person_weighs_as_the_place_does(kind, expected):
    """1 + 1 + 0.2 and 0.7 = 2.9; and 1 = 3.2."""
    full = worker(BED, BED, AFTER_CARE)
    assert outcome(carried_by(full, home=setting(kind=kind)), CASELOAD) is expected


def test_this_person_is_counted_once():
    """Already theirs: 1 + 1 and this person's 1."""
    cases = tuple(Allocation(young_person_id=who, setting_kind=BED) for who in ("case0", "case1", "yp"))
    assert outcome(carried_by(worker(allocations=cases)), CASELOAD) is MET


@pytest.mark.parametrize(("back", "expected"), [(day(7), MET), (day(8), NOT_MET)])
def test_seven_days_away_in_the_first_fourteen_are_met_and_eight_are_not(back, expected):
    away = worker(absences=(Absence(first_night=START, leaving=back),))
    assert outcome(carried_by(away), CASELOAD) is expected


def test_leave_after_the_first_fourteen_nights_does_not_count():
    away = worker(absences=(Absence(first_night=day(14), leaving=day(40)),))
    assert outcome(carried_by(away), CASELOAD) is MET


def test_the_current_key_worker_is_the_one_who_is_judged():
    assert outcome(carried_by(worker(BED, BED, BED), worker(who="free")), CASELOAD) is NOT_MET


def test_without_a_key_worker_yet_somebody_with_room_is_enough():
    nobody_yet = CurrentKeyWorker(worker_id=None)
    full, free = worker(BED, BED, BED, who="full"), worker(who="free")
    assert outcome(carried_by(full, free, key_worker=nobody_yet), CASELOAD) is MET
    assert outcome(carried_by(full, key_worker=nobody_yet), CASELOAD) is NOT_MET


def test_without_a_key_worker_yet_somebody_away_too_long_is_passed_over():
    away = worker(who="away", absences=(Absence(first_night=START, leaving=day(14)),))
    snapshot = carried_by(away, worker(BED, who="here"), key_worker=CurrentKeyWorker(worker_id=None))
    assert outcome(snapshot, CASELOAD) is MET


@pytest.mark.parametrize(("back", "expected"), [(day(7), MET), (day(8), NOT_MET)])
def test_without_a_key_worker_yet_the_leave_of_whoever_could_be_counts_the_same(back, expected):
    only = worker(who="only", absences=(Absence(first_night=START, leaving=back),))
    assert outcome(carried_by(only, key_worker=CurrentKeyWorker(worker_id=None)), CASELOAD) is expected


def test_a_caseload_nobody_has_recorded_is_not_known():
    assert outcome(carried_by(worker(allocations=None)), CASELOAD).word == "not_known"


def test_it_moves_no_place():
    assert listed(carried_by(worker(BED, BED, BED))) == "options"
    assert listed(carried_by(worker(allocations=None))) == "options"
