"""`home-location-assessment`: supported accommodation waits for a review of the area; a home's is said."""

from dataclasses import replace
from datetime import datetime

import pytest

from fixtures.plain_world import born, emergency, person, setting
from matcher.domain.codes import Role, SettingKind
from matcher.domain.setting_facts import LocationAssessment
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON
from matcher.options.explain import outcomes
from matcher.options.rank import rank
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.spec.support import answer, day, entry, listed, scene

SUPPORTED = "home-location-assessment:supported"
OLD = LocationAssessment(reviewed_on=day(-456))
SEVENTEEN = person(date_of_birth=born(17, day(-90)))


def lodgings(assessment: LocationAssessment | None = OLD, **facts) -> Snapshot:
    return scene(setting(kind=SettingKind.SUPPORTED_LODGINGS, location_assessment=assessment), who=SEVENTEEN, **facts)


def before_confirming(snapshot: Snapshot):
    return next(one for one in entry(snapshot).before_confirming if one.rule == SUPPORTED)


def test_lodgings_stay_an_option_and_the_registered_manager_reviews_the_area_first():
    assert listed(lodgings()) == "options"
    found = before_confirming(lodgings())
    assert (found.who, found.due) == ((Role.REGISTERED_MANAGER,), "before confirming")
    assert found.says == "The location assessment for Setting home is out of date (2 March 2025)."


def test_in_an_emergency_it_is_due_within_72_hours():
    found = before_confirming(lodgings(ask=emergency()))
    assert found.due.startswith("2026-05-25")


def test_an_open_concern_of_the_police_is_not_said():
    found = before_confirming(lodgings(LocationAssessment(reviewed_on=day(-7), police_concern=True)))
    assert found.says == "The location assessment for Setting home has to be looked at again."


def test_at_a_childrens_home_it_is_a_note():
    shown = entry(scene(setting(location_assessment=OLD)))
    assert "home-location-assessment:home" in {one.rule for one in shown.notes}
    assert not [one for one in shown.before_confirming if one.rule.startswith("home-location")]


def test_what_nobody_sends_us_is_a_tick_and_said_once():
    found = before_confirming(lodgings(None))
    assert found.says.endswith("is not checked here. Ask the registered manager.")
    assert SUPPORTED in {one.rule for one in answer(lodgings(None)).not_checked_here}


def test_where_assessments_are_sent_a_missing_one_is_a_question():
    book = replace(load_policy(), feeds=frozenset({"location_assessments"}))
    found = outcomes(lodgings(None), "req", "home-bed", book)
    assert found[SUPPORTED] is Outcome.NOT_KNOWN_PLACE
    asked = next(one for one in rank(lodgings(None), "req", book).options[0].before_confirming if one.rule == SUPPORTED)
    assert asked.says == "When was the area around Setting home last reviewed?"


@pytest.mark.parametrize(("on", "in_the_book"), [(27, False), (28, True)])
def test_supported_accommodation_is_in_the_book_from_28_october_2023_and_homes_before(on, in_the_book):
    snapshot = replace(lodgings(), as_of=datetime(2023, 10, on, 10, tzinfo=LONDON))
    found = outcomes(snapshot, "req", "home-bed", load_policy())
    assert (SUPPORTED in found) is in_the_book
    assert "home-location-assessment:home" in found
