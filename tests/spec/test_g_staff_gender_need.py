"""`staff-gender-need`: a worker of that sex on every shift, where the assessment says so; a preference costs 4 points."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fixtures.plain_world import TODAY, approval, emergency, full_rota, person, setting
from matcher.domain.codes import Role, SettingKind, ShiftName
from matcher.domain.people_needs import StaffGenderNeed
from matcher.domain.person_codes import Sex
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift
from tests.spec.scores import adjustment
from tests.spec.support import MET, NOT_MET, PLACE, day, entry, listed, outcome, scene

SLUG, REQUIRED = "staff-gender-need", "staff-gender-need:required"


def only_men(*nights) -> tuple[Shift, ...]:
    return tuple(
        replace(one, women=0) if one.on in nights and one.shift is ShiftName.NIGHT else one for one in full_rota()
    )


def needs(required: bool, home=None, **facts) -> Snapshot:
    need = StaffGenderNeed(gender=Sex.FEMALE, required_by_assessment=required)
    return scene(home, who=person(staff_gender_needs=(need,)), **facts)


def test_nights_without_a_woman_need_the_registered_managers_agreement():
    short = needs(True, shifts=only_men(day(2), day(3)))
    assert listed(short) == "needs_approval"
    found = next(one for one in entry(short).approvals if one.rule == REQUIRED)
    assert found.roles == (Role.REGISTERED_MANAGER,)
    assert found.says == "On 3 June 2026 and 4 June 2026 no female worker is on for Robin's care."


def test_of_many_nights_three_are_named():
    short = needs(True, shifts=only_men(*(day(n) for n in range(10))))
    says = next(one.says for one in entry(short).approvals if one.rule == REQUIRED)
    assert says.startswith("On 1 June 2026, 2 June 2026, 3 June 2026 and 7 more nights no female worker")


def test_the_agreement_makes_it_an_option():
    agreed = needs(True, shifts=only_men(day(2)), authorisations=(approval(REQUIRED, Role.REGISTERED_MANAGER),))
    assert listed(agreed) == "options"


@pytest.mark.parametrize(("n", "expected"), [(3, NOT_MET), (4, MET)])
def test_in_an_emergency_the_first_four_nights_are_checked(n, expected):
    short = needs(True, shifts=only_men(TODAY + timedelta(days=n)), ask=emergency())
    assert outcome(short, REQUIRED) is expected


def test_a_shift_that_is_not_on_the_rota_is_a_question_about_the_place():
    gone = tuple(one for one in full_rota() if (one.on, one.shift) != (day(3), ShiftName.DAY))
    assert outcome(needs(True, shifts=gone), REQUIRED) is PLACE


def test_without_the_rota_it_is_a_tick():
    shown = entry(needs(True, home=setting(rota_held=False), shifts=()))
    found = next(one for one in shown.before_confirming if one.rule == REQUIRED)
    assert found.says.endswith("Ask the home's manager.")


def test_a_preference_costs_four_points_and_no_approval():
    short = needs(False, shifts=only_men(day(2)))
    assert listed(short) == "options"
    assert adjustment(short, SLUG) == -4.0
    assert adjustment(needs(False), SLUG) == 0.0


def test_a_need_required_by_the_assessment_costs_no_points():
    assert adjustment(needs(True, shifts=only_men(day(2))), SLUG) == 0.0


def test_a_rota_nobody_holds_costs_in_full_and_could_win_it_back():
    shown = entry(needs(False, home=setting(rota_held=False), shifts=()))
    found = next(one for one in shown.adjustments if one.slug == SLUG)
    assert (found.points, found.known, found.could_add) == (-4.0, False, 4.0)
    assert found.because == "Whether a woman is on every shift is not known."


def test_it_does_not_apply_to_families():
    family = needs(False, home=setting(kind=SettingKind.FOSTER_FAMILY), shifts=())
    assert SLUG not in {one.slug for one in entry(family).adjustments}
    assert outcome(needs(True, home=setting(kind=SettingKind.FOSTER_FAMILY), shifts=()), REQUIRED) is MET


def test_a_preference_nobody_has_asked_about_adds_nothing():
    found = next(one for one in entry(scene(who=person(staff_gender_needs=None))).adjustments if one.slug == SLUG)
    assert (found.points, found.known, found.could_add) == (0.0, False, 0.0)
