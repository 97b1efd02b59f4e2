"""`waking-night`: somebody awake, every night, for a person who needs it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fixtures.plain_world import HOME, TODAY, emergency, full_rota, person, setting
from matcher.domain.codes import SettingKind, ShiftName, WorkerRole
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.outcomes import Outcome
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, listed, outcome, scene

WAKING = "waking-night"
SUNDAY = day(6)
KEY_WORKER = Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), base=HOME, allocations=())


def asleep_on(*nights: date) -> tuple[Shift, ...]:
    """A waking night every night but these."""
    return tuple(
        replace(one, waking=0) if one.on in nights and one.shift is ShiftName.NIGHT else one for one in full_rota()
    )


def needs_it(needed: bool | None = True, home=None, **facts) -> Snapshot:
    return scene(home, who=person(needs_waking_night=needed), **facts)


def test_somebody_awake_every_night_is_met():
    assert outcome(needs_it(), WAKING) is MET


def test_one_sunday_asleep_needs_agreement():
    snapshot = needs_it(shifts=asleep_on(SUNDAY))
    assert outcome(snapshot, WAKING) is NOT_MET
    assert listed(snapshot) == "needs_approval"


def test_a_free_bank_worker_can_stay_awake():
    bank = Worker(id="bank", name="Bank", is_bank=True, response_minutes=60)
    assert outcome(needs_it(shifts=asleep_on(SUNDAY), workers=(KEY_WORKER, bank)), WAKING) is MET


@pytest.mark.parametrize(("minutes", "expected"), [(720, MET), (721, NOT_MET)])
def test_a_bank_worker_has_to_be_there_by_ten_at_night(minutes, expected):
    """10:00 now; the night starts at 22:00, 720 minutes on."""
    bank = Worker(id="bank", name="Bank", is_bank=True, response_minutes=minutes)
    snapshot = needs_it(shifts=asleep_on(TODAY), workers=(KEY_WORKER, bank), ask=emergency())
    assert outcome(snapshot, WAKING) is expected


@pytest.mark.parametrize(("n", "expected"), [(13, NOT_MET), (14, MET)])
def test_the_first_fourteen_nights_are_checked(n, expected):
    assert outcome(needs_it(shifts=asleep_on(day(n))), WAKING) is expected


@pytest.mark.parametrize(("n", "expected"), [(3, NOT_MET), (4, MET)])
def test_in_an_emergency_the_first_four_are(n, expected):
    asleep = asleep_on(TODAY + timedelta(days=n))
    assert outcome(needs_it(shifts=asleep, ask=emergency()), WAKING) is expected


@pytest.mark.parametrize(("standing", "expected"), [(True, MET), (False, NOT_MET), (None, PLACE)])
def test_after_the_checked_nights_the_standing_rota_has_to_have_it(standing, expected):
    assert outcome(needs_it(home=setting(standing_waking_night=standing)), WAKING) is expected


def test_a_night_nobody_has_recorded_is_a_question_about_the_place():
    gone = tuple(one for one in full_rota() if (one.on, one.shift) != (SUNDAY, ShiftName.NIGHT))
    assert outcome(needs_it(shifts=gone), WAKING) is PLACE


def test_a_need_nobody_has_asked_about_is_a_question_about_the_person():
    snapshot = needs_it(None, shifts=asleep_on(SUNDAY))
    assert outcome(snapshot, WAKING) is ASK
    assert listed(snapshot) == "options"


def test_somebody_who_does_not_need_it_needs_nobody_awake():
    assert outcome(needs_it(False, shifts=asleep_on(SUNDAY)), WAKING) is MET


def test_where_this_authority_does_not_hold_the_rota_it_is_not_judged():
    assert outcome(needs_it(home=setting(rota_held=False), shifts=()), WAKING) is Outcome.NOT_JUDGED


def test_it_does_not_apply_to_families():
    assert outcome(needs_it(home=setting(kind=SettingKind.FOSTER_FAMILY), shifts=()), WAKING) is MET
