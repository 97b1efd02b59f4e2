"""`staff-ratio`: enough staff on every shift for everybody there and this person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from fixtures.plain_world import HOME, TODAY, emergency, person, place, request, setting
from matcher.domain.codes import SettingKind, ShiftName, WorkerRole
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Absence
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Commitment, Shift, Worker
from matcher.outcomes import Outcome
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, listed, outcome, scene

RATIO = "staff-ratio"
DAY, EVENING, NIGHT = ShiftName.DAY, ShiftName.EVENING, ShiftName.NIGHT
KEY_WORKER = Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), base=HOME, allocations=())


def rota(by_day: int, evening: int, night: int, **facts: Any) -> tuple[Shift, ...]:
    """So many own staff on each shift, every day from today for 60 days; nobody awake at night."""
    on = {DAY: by_day, EVENING: evening, NIGHT: night}
    return tuple(
        Shift(**{"setting_id": "home", "on": TODAY + timedelta(days=n), "shift": name, "headcount": count, **facts})
        for n in range(60)
        for name, count in on.items()
    )


def but(shifts: tuple[Shift, ...], on: date, name: ShiftName, **facts: Any) -> tuple[Shift, ...]:
    """The rota with one shift changed."""
    return tuple(replace(one, **facts) if (one.on, one.shift) == (on, name) else one for one in shifts)


def staffed(
    shifts: tuple[Shift, ...],
    *,
    others: int = 0,
    ask: PlacementRequest | None = None,
    bank: tuple[Worker, ...] = (),
    waking: bool = False,
    **facts: Any,
) -> Snapshot:
    """A home for ten with so many others living there; `waking`: one of them needs somebody awake at night."""
    there = tuple(person(f"r{n}", needs_waking_night=waking and n == 0) for n in range(others))
    return scene(
        setting(registered_places=10),
        there=there,
        row=place(beds=10),
        ask=ask,
        shifts=shifts,
        workers=(KEY_WORKER, *bank),
        **facts,
    )


def bank_worker(who: str = "bank", **facts: Any) -> Worker:
    return Worker(**{"id": who, "name": who, "is_bank": True, "response_minutes": 60, **facts})


SHORT_EVENING = but(rota(1, 1, 1), day(2), EVENING, headcount=0)


@pytest.mark.parametrize(
    ("others", "enough", "short"),
    [
        (0, (1, 1, 1), (0, 1, 1)),
        (0, (1, 1, 1), (1, 0, 1)),
        (0, (1, 1, 1), (1, 1, 0)),
        (1, (1, 1, 1), (0, 1, 1)),
        (2, (2, 2, 1), (1, 2, 1)),
        (2, (2, 2, 1), (2, 1, 1)),
        (3, (2, 2, 1), (1, 2, 1)),
        (4, (3, 3, 1), (2, 3, 1)),
        (5, (3, 3, 1), (3, 2, 1)),
        (6, (4, 4, 1), (3, 4, 1)),
        (7, (4, 4, 1), (4, 3, 1)),
        (8, (5, 5, 1), (4, 5, 1)),
    ],
)
def test_staff_needed_grow_with_the_people_there(others, enough, short):
    """1-2 people: 1 and 1 asleep; 3-4: 2; 5-6: 3; then one more for each two."""
    assert outcome(staffed(rota(*enough), others=others), RATIO) is MET
    assert outcome(staffed(rota(*short), others=others), RATIO) is NOT_MET


@pytest.mark.parametrize(("night", "expected"), [(1, NOT_MET), (2, MET)])
def test_from_five_people_one_more_is_awake_where_any_of_them_needs_it(night, expected):
    assert outcome(staffed(rota(3, 3, night), others=4, waking=True), RATIO) is expected


def test_with_four_people_one_at_night_is_enough():
    assert outcome(staffed(rota(2, 2, 1), others=3, waking=True), RATIO) is MET


def test_a_free_bed_and_one_short_evening_needs_approval():
    """Conformance case 5."""
    snapshot = staffed(SHORT_EVENING)
    assert outcome(snapshot, RATIO) is NOT_MET
    assert listed(snapshot) == "needs_approval"


def test_a_free_bank_worker_in_reach_closes_the_gap():
    """Conformance case 5."""
    snapshot = staffed(SHORT_EVENING, bank=(bank_worker(),))
    assert outcome(snapshot, RATIO) is MET
    assert listed(snapshot) == "options"


def test_a_worker_who_is_not_on_the_bank_closes_nothing():
    assert outcome(staffed(SHORT_EVENING, bank=(bank_worker(is_bank=False),)), RATIO) is NOT_MET


def test_a_bank_worker_closes_one_shift_a_night():
    two_short = but(SHORT_EVENING, day(2), NIGHT, headcount=0)
    assert outcome(staffed(two_short, bank=(bank_worker(),)), RATIO) is NOT_MET
    assert outcome(staffed(two_short, bank=(bank_worker(), bank_worker("second"))), RATIO) is MET


def test_a_bank_worker_can_close_a_gap_on_each_of_two_nights():
    two_nights = but(SHORT_EVENING, day(3), EVENING, headcount=0)
    assert outcome(staffed(two_nights, bank=(bank_worker(),)), RATIO) is MET


@pytest.mark.parametrize(("back", "expected"), [(day(2), MET), (day(3), NOT_MET)])
def test_a_bank_worker_who_is_away_that_night_closes_nothing(back, expected):
    away = bank_worker(absences=(Absence(first_night=day(0), leaving=back),))
    assert outcome(staffed(SHORT_EVENING, bank=(away,)), RATIO) is expected


def test_a_bank_worker_already_on_a_shift_that_night_is_not_free():
    counted = but(SHORT_EVENING, day(2), NIGHT, headcount=None, worker_ids=("bank",))
    assert outcome(staffed(counted, bank=(bank_worker(),)), RATIO) is NOT_MET


def test_a_bank_worker_named_on_a_shift_counts_as_own():
    named = but(SHORT_EVENING, day(2), EVENING, headcount=None, worker_ids=("bank",))
    assert outcome(staffed(named, bank=(bank_worker(),)), RATIO) is MET


@pytest.mark.parametrize(("minutes", "expected"), [(300, MET), (301, NOT_MET)])
def test_a_bank_worker_has_to_be_there_when_the_shift_starts(minutes, expected):
    """10:00 now; the evening starts at 15:00, 300 minutes on."""
    tonight = but(rota(1, 1, 1), TODAY, EVENING, headcount=0)
    snapshot = staffed(tonight, ask=emergency(), bank=(bank_worker(response_minutes=minutes),))
    assert outcome(snapshot, RATIO) is expected


def tied(young_person: str | None) -> tuple[Commitment, ...]:
    return (Commitment(setting_id="home", staff=1, first_night=day(0), young_person_id=young_person),)


@pytest.mark.parametrize("to", ["r0", None])
def test_staff_tied_to_somebody_else_or_to_outreach_do_not_count(to):
    assert outcome(staffed(rota(2, 2, 1), others=2, commitments=tied(to)), RATIO) is NOT_MET
    assert outcome(staffed(rota(3, 3, 2), others=2, commitments=tied(to)), RATIO) is MET


def test_staff_already_tied_to_this_person_do():
    assert outcome(staffed(rota(2, 2, 1), others=2, commitments=tied("yp")), RATIO) is MET


@pytest.mark.parametrize(("on", "expected"), [((2, 2, 2), MET), ((2, 2, 1), NOT_MET), ((2, 1, 2), NOT_MET)])
def test_a_persons_own_worker_is_needed_on_top_at_night_too(on, expected):
    assert outcome(staffed(rota(*on), ask=request(required_ratio=1)), RATIO) is expected


def test_a_ratio_nobody_has_asked_about_is_a_question_about_the_person():
    unasked = request(required_ratio=None)
    assert outcome(staffed(rota(1, 1, 1), ask=unasked), RATIO) is ASK
    assert listed(staffed(rota(1, 1, 1), ask=unasked)) == "options"


def test_a_rota_short_whatever_the_ratio_is_not_met():
    assert outcome(staffed(SHORT_EVENING, ask=request(required_ratio=None)), RATIO) is NOT_MET


@pytest.mark.parametrize(
    ("own", "agency", "others", "expected"),
    [
        (1, 1, 2, MET),  # 2 needed: 1 of 2 counted may be agency
        (1, 3, 2, MET),  # the same two, whoever else comes
        (1, 3, 4, NOT_MET),  # 3 needed: 1 of 3 may be agency, rounded down
        (2, 1, 4, MET),
        (0, 4, 0, NOT_MET),  # agency staff alone never count
    ],
)
def test_agency_staff_count_for_half_rounded_down(own, agency, others, expected):
    assert outcome(staffed(rota(own, own, own, agency=agency), others=others), RATIO) is expected


def test_a_shift_nobody_has_recorded_is_a_question_about_the_place():
    gone = tuple(one for one in rota(1, 1, 1) if (one.on, one.shift) != (day(4), DAY))
    assert outcome(staffed(gone), RATIO) is PLACE
    assert listed(staffed(gone)) == "needs_approval"


@pytest.mark.parametrize(("n", "expected"), [(13, NOT_MET), (14, MET)])
def test_the_first_fourteen_nights_are_checked(n, expected):
    assert outcome(staffed(but(rota(1, 1, 1), day(n), EVENING, headcount=0)), RATIO) is expected


@pytest.mark.parametrize(("n", "expected"), [(3, NOT_MET), (4, MET)])
def test_in_an_emergency_the_first_four_are(n, expected):
    short = but(rota(1, 1, 1), TODAY + timedelta(days=n), NIGHT, headcount=0)
    assert outcome(staffed(short, ask=emergency()), RATIO) is expected


def test_where_this_authority_does_not_hold_the_rota_it_is_not_judged():
    away = scene(setting(rota_held=False), shifts=())
    assert outcome(away, RATIO) is Outcome.NOT_JUDGED
    assert listed(away) == "options"


def test_it_does_not_apply_to_families():
    assert outcome(scene(setting(kind=SettingKind.FOSTER_FAMILY), shifts=()), RATIO) is MET
