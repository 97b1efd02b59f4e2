"""`health-care-access`: a treatment that cannot move has to be in reach; other appointments cost up to 3 points."""

import pytest

from fixtures.plain_world import HOME, emergency, person, setting
from matcher.domain.people_needs import Treatment
from matcher.domain.placements import TravelTime
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from tests.spec.scores import adjustment
from tests.spec.support import MET, answer, entry, listed, outcome, ruled_out, scene

SLUG, FIXED = "health-care-access", "health-care-access:cannot-move"
FAR_OFF = Location(easting=472_000, northing=455_000)


def treated(*treatments: Treatment, home=None, ask=None, **minutes: int) -> Snapshot:
    table = tuple(TravelTime(origin=one, setting_id="home", minutes=each) for one, each in minutes.items())
    return scene(home, who=person(continuing_treatments=treatments), travel_times=table, ask=ask)


def treatment(id: str, name: str = "CAMHS", *, fixed: bool = False, **facts) -> Treatment:
    return Treatment(id=id, name=name, treatment_cannot_move=fixed, **facts)


DIALYSIS = treatment("dialysis", "dialysis", fixed=True)


def test_out_of_reach_of_a_treatment_that_cannot_move_is_ruled_out():
    far = treated(DIALYSIS, dialysis=110)
    assert listed(far) == "excluded"
    said = [one.says for one in ruled_out(far).failed if one.rule == FIXED]
    assert said == ["Robin's dialysis cannot be kept up from Setting home: 110 minutes each way."]


def test_an_estimate_over_the_limit_rules_nothing_out_and_says_check_the_journey():
    """40 km: 32.3 miles by road, 15 + 129.2, about 145 minutes by bus."""
    about = treated(treatment("dialysis", "dialysis", fixed=True, location=FAR_OFF))
    assert outcome(about, FIXED) is MET
    assert listed(about) == "options"
    said = [one.says for one in entry(about).notes if one.rule == FIXED]
    assert said == ["Check the journey to dialysis: about 145 minutes each way."]


def test_a_recorded_journey_within_the_limit_is_not_noted():
    assert not [one for one in entry(treated(DIALYSIS, dialysis=60)).notes if one.rule == FIXED]


def test_where_the_home_is_not_located_it_cannot_be_offered_until_we_know():
    unplaced = treated(treatment("dialysis", fixed=True, location=HOME), home=setting(location=None))
    assert listed(unplaced) == "needs_information"
    assert "Where exactly is Setting home?" in [one.says for one in entry(unplaced).questions]


def test_in_an_emergency_it_stays_listed_with_the_question():
    dialysis = treatment("dialysis", fixed=True, location=HOME)
    unplaced = treated(dialysis, home=setting(location=None), ask=emergency())
    assert listed(unplaced) == "options"
    assert FIXED in {one.rule for one in entry(unplaced).worries}


def test_treatments_nobody_has_recorded_are_asked_once_and_move_no_place():
    nobody = scene(who=person(continuing_treatments=None))
    assert listed(nobody) == "options"
    asked = [one.says for one in answer(nobody).ask_first]
    assert asked.count("Which treatments does Robin go on with, and where?") == 1


@pytest.mark.parametrize(("minutes", "points"), [(60, 0.0), (61, -3.0)])
def test_another_appointment_out_of_reach_costs_points(minutes, points):
    assert adjustment(treated(treatment("camhs"), camhs=minutes), SLUG) == points


def test_it_costs_the_share_that_is_out_of_reach():
    """One of four: 0.75, rounded away from zero."""
    four = [treatment(one) for one in ("a", "b", "c", "d")]
    assert adjustment(treated(*four, a=90, b=20, c=20, d=20), SLUG) == -0.8


def test_an_estimate_counts_for_points():
    assert adjustment(treated(treatment("camhs", location=FAR_OFF)), SLUG) == -3.0


def test_a_treatment_that_cannot_move_costs_no_points():
    assert adjustment(treated(DIALYSIS, treatment("camhs"), dialysis=60, camhs=20), SLUG) == 0.0


def test_a_home_that_is_not_located_costs_in_full_and_could_win_it_back():
    unplaced = treated(treatment("camhs", location=HOME), home=setting(location=None))
    found = next(one for one in entry(unplaced).adjustments if one.slug == SLUG)
    assert (found.points, found.known, found.could_add) == (-3.0, False, 3.0)


def test_what_is_out_of_reach_is_named():
    found = next(one for one in entry(treated(treatment("camhs"), camhs=90)).adjustments if one.slug == SLUG)
    assert found.because == "Too far to go on with CAMHS."
