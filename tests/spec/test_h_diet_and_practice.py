"""`dietary-and-faith-practice`: two points off for each need that a place does not meet; a medical diet is health."""

import pytest

from fixtures.plain_world import person, setting, world
from matcher.domain.carers import Training
from matcher.domain.people_needs import DietOrPractice
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.snapshot import Snapshot
from matcher.options.result import Adjustment
from tests.spec.scores import adjustment, order
from tests.spec.support import ASK, MET, NOT_MET, PLACE, entry, outcome, scene

DIET, SKILL = "dietary-and-faith-practice", "health-need-skill"
HALAL, PRAYER = DietOrPractice(need="halal"), DietOrPractice(need="a prayer room")
GLUTEN_FREE = DietOrPractice(need="gluten free", medical=True)


def wants(*needs: DietOrPractice, offers: tuple[str, ...] | None = (), **facts) -> Snapshot:
    return scene(setting(diet_offers=offers, **facts), who=person(diet_and_practice=needs))


def shown(snapshot: Snapshot) -> list[Adjustment]:
    return [one for one in entry(snapshot).adjustments if one.slug == DIET]


@pytest.mark.parametrize(
    ("needs", "points"), [((HALAL,), -2.0), ((HALAL, PRAYER), -4.0), ((HALAL, HALAL), -2.0), ((), 0.0)]
)
def test_each_need_that_is_not_met_costs_two_points_once(needs, points):
    assert adjustment(wants(*needs), DIET) == points


def test_what_is_offered_costs_nothing_whatever_its_capitals():
    offered = wants(HALAL, offers=("Halal",))
    assert [(one.points, one.because) for one in shown(offered)] == [(0.0, "halal: offered here.")]


def test_what_is_missing_is_said_so_that_the_young_person_may_read_it():
    assert shown(wants(HALAL, PRAYER, offers=("halal",)))[0].because == "Setting home does not yet offer a prayer room."


def test_it_is_not_shown_where_nothing_is_needed():
    assert shown(wants()) == []


def test_what_a_place_has_not_said_costs_all_of_it_until_it_does():
    unknown = shown(wants(HALAL, PRAYER, offers=None))[0]
    assert (unknown.points, unknown.known, unknown.could_add) == (-4.0, False, 4.0)
    assert unknown.because == "Ask Setting home about halal and a prayer room."


def test_saying_what_is_offered_can_only_help():
    silent, offers, does_not = wants(HALAL, offers=None), wants(HALAL, offers=("halal",)), wants(HALAL, offers=())
    assert adjustment(silent, DIET) <= min(adjustment(offers, DIET), adjustment(does_not, DIET))


def test_nobody_having_asked_changes_the_order_of_nothing():
    homes = (setting("a", diet_offers=("halal",)), setting("b"))
    unasked = world(*homes, young_people=(person(diet_and_practice=None),))
    assert [adjustment(unasked, DIET, at) for at in ("a-bed", "b-bed")] == [0.0, 0.0]
    assert order(unasked) == ["a", "b"]


def test_the_place_that_offers_it_comes_first():
    homes = (setting("a"), setting("b", diet_offers=("halal",)))
    assert order(world(*homes, young_people=(person(diet_and_practice=(HALAL,)),))) == ["b", "a"]


# A medical diet


def test_a_medical_diet_is_not_scored():
    assert adjustment(wants(GLUTEN_FREE), DIET) == 0.0
    assert shown(wants(GLUTEN_FREE)) == []


def test_a_medical_diet_needs_trained_people_though_nobody_listed_it_among_the_skilled_needs():
    assert outcome(wants(GLUTEN_FREE), SKILL) is NOT_MET
    assert outcome(wants(GLUTEN_FREE, trained_in=(Training(need=SkilledNeed.MEDICAL_DIET),)), SKILL) is MET


def test_what_training_nobody_recorded_is_asked_by_its_name():
    unknown = wants(GLUTEN_FREE, trained_in=None, carers=None, rota_held=False)
    assert outcome(unknown, SKILL) is PLACE
    assert "Who at Setting home is trained in medical diet?" in [one.says for one in entry(unknown).approvals]


def test_a_diet_for_faith_needs_no_training():
    assert outcome(wants(HALAL), SKILL) is MET


def test_other_needs_that_nobody_recorded_are_still_asked():
    both = person(diet_and_practice=(GLUTEN_FREE,), skilled_needs=None)
    trained = setting(trained_in=(Training(need=SkilledNeed.MEDICAL_DIET),))
    assert outcome(scene(trained, who=both), SKILL) is ASK
