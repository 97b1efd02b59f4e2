"""`peer-age-gap`: not more than five whole years between the youngest and the oldest under 18."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import START, born, lives, person, request, setting
from matcher.domain.codes import SettingKind
from matcher.domain.people import SiblingLink, YoungPerson
from matcher.domain.snapshot import Snapshot
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, listed, outcome, scene

GAP = "peer-age-gap"


def aged(age: int, who: str = "sam", turned: date = date(2026, 1, 1)) -> YoungPerson:
    return person(who, date_of_birth=born(age, turned))


def with_resident(age: int, who: YoungPerson | None = None, **facts) -> Snapshot:
    return scene(who=who or aged(14, "yp"), there=(aged(age),), **facts)


def test_exactly_five_years_is_met_either_way():
    assert outcome(with_resident(9), GAP) is MET
    assert outcome(with_resident(17, aged(12, "yp")), GAP) is MET


@pytest.mark.parametrize(("resident", "own"), [(8, 14), (17, 11)])
def test_six_years_needs_the_managers_agreement(resident, own):
    snapshot = with_resident(resident, aged(own, "yp"))
    assert outcome(snapshot, GAP) is NOT_MET
    assert listed(snapshot) == "needs_approval"


@pytest.mark.parametrize(("leaving", "expected"), [(day(14), MET), (day(15), NOT_MET)])
def test_a_birthday_in_the_stay_can_open_the_gap(leaving, expected):
    fourteen_on_15_june = aged(14, "yp", turned=day(14))
    snapshot = with_resident(8, fourteen_on_15_june, ask=request(end_date=leaving))
    assert outcome(snapshot, GAP) is expected


def test_a_residents_birthday_on_the_first_night_can_close_it():
    assert outcome(scene(who=aged(14, "yp"), there=(aged(9, turned=START),)), GAP) is MET
    assert outcome(scene(who=aged(14, "yp"), there=(aged(9, turned=day(1)),)), GAP) is NOT_MET


@pytest.mark.parametrize(("leaves", "expected"), [(day(14), MET), (day(15), NOT_MET)])
def test_only_nights_they_share_count(leaves, expected):
    fourteen_on_15_june = aged(14, "yp", turned=day(14))
    snapshot = with_resident(8, fourteen_on_15_june, stays=(lives("sam", leaving=leaves),))
    assert outcome(snapshot, GAP) is expected


def test_with_no_planned_end_a_year_is_looked_at():
    """15 on 14 March 2027; the resident is 9 until 1 April 2027."""
    for ask, expected in ((request(), MET), (request(end_date=None, expected_nights=None), NOT_MET)):
        snapshot = scene(who=person(), there=(aged(9, turned=date(2026, 4, 1)),), ask=ask)
        assert outcome(snapshot, GAP) is expected


@pytest.mark.parametrize(("turned_18", "expected"), [(START, MET), (day(1), NOT_MET)])
def test_a_resident_counts_until_they_are_eighteen(turned_18, expected):
    assert outcome(scene(who=aged(11, "yp"), there=(aged(18, turned=turned_18),)), GAP) is expected


def test_a_gap_that_opens_on_a_residents_eighteenth_birthday_is_no_gap():
    """12 and 17, and 18 from 11 June."""
    assert outcome(scene(who=aged(12, "yp"), there=(aged(18, turned=day(10)),)), GAP) is MET


def test_one_shared_night_is_enough():
    assert outcome(with_resident(8, stays=(lives("sam", leaving=day(1)),)), GAP) is NOT_MET
    assert outcome(with_resident(8, stays=(lives("sam", leaving=START),)), GAP) is MET


def test_brothers_and_sisters_are_not_compared():
    sister = replace(aged(14, "yp"), siblings=(SiblingLink(person_id="sam"),))
    assert outcome(with_resident(8, sister), GAP) is MET


def test_nobody_there_is_met():
    assert outcome(scene(), GAP) is MET


def test_a_residents_age_not_recorded_is_a_question_about_the_place():
    snapshot = scene(there=(person("sam", date_of_birth=None), person("lee")))
    assert outcome(snapshot, GAP) is PLACE
    assert listed(snapshot) == "needs_approval"


def test_the_young_persons_age_not_recorded_is_a_question_about_them():
    assert outcome(with_resident(10, person(date_of_birth=None)), GAP) is ASK


def test_it_does_not_apply_to_families():
    assert outcome(with_resident(3, home=setting(kind=SettingKind.FOSTER_FAMILY)), GAP) is MET
