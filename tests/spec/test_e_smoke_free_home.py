"""`smoke-free-home`: a home where nobody smokes indoors, needed or preferred (3 points)."""

from datetime import date

import pytest

from fixtures.plain_world import person, setting, without
from matcher.domain.codes import SettingKind
from matcher.domain.home_codes import Smoking
from matcher.domain.people import Health
from tests.spec.scores import adjustment
from tests.spec.support import entry, listed, ruled_out, scene

SLUG = "smoke-free-home"
INDOORS, NO_SMOKING, OUTSIDE = Smoking.INDOORS, Smoking.NO_SMOKING, Smoking.OUTSIDE_ONLY


def home(smoking, kind=SettingKind.FOSTER_FAMILY):
    return setting(kind=kind, smoking=smoking)


def with_asthma(**facts):
    return person(health=Health(in_hospital=False, detained=False, smoke_free_required=False, asthma=True), **facts)


def needing():
    return person(health=Health(in_hospital=False, detained=False, smoke_free_required=True, asthma=False))


def points(smoking, who):
    return adjustment(scene(home(smoking), who=who), SLUG)


def shown(smoking, who):
    return next(one for one in entry(scene(home(smoking), who=who)).adjustments if one.slug == SLUG)


def test_where_health_needs_it_indoor_smoke_rules_the_place_out():
    snapshot = scene(home(INDOORS), who=needing())

    assert listed(snapshot) == "excluded"
    assert [one.says for one in ruled_out(snapshot).failed] == ["Robin needs a smoke-free home."]


def test_whether_anybody_smokes_has_to_be_known_where_health_needs_it():
    assert listed(scene(home(None), who=needing())) == "needs_information"


@pytest.mark.parametrize("who", [person(prefers_smoke_free=True), with_asthma()], ids=["a preference", "asthma"])
def test_indoor_smoke_costs_three_points_and_asks_for_a_plan(who):
    assert points(INDOORS, who) == -3.0
    assert shown(INDOORS, who).because == "There is smoking indoors at Setting home. Make a plan with Robin."
    assert points(OUTSIDE, who) == points(NO_SMOKING, who) == 0.0


def test_a_no_smoking_home_costs_three_points_for_somebody_who_smokes():
    smokes = person(smokes=True)

    assert points(NO_SMOKING, smokes) == -3.0
    assert shown(NO_SMOKING, smokes).because == (
        "Robin smokes and Setting home is a no-smoking home. Make a plan together."
    )
    assert points(INDOORS, smokes) == points(OUTSIDE, smokes) == 0.0


def test_asthma_and_smoking_together_cost_once():
    both = with_asthma(smokes=True)

    assert points(INDOORS, both) == points(NO_SMOKING, both) == -3.0


def test_smoking_that_nobody_recorded_costs_in_full_and_could_come_back():
    found = shown(None, with_asthma())

    assert (found.points, found.known, found.could_add) == (-3.0, False, 3.0)
    assert found.because == "Ask whether anybody smokes at Setting home."


def test_what_is_not_known_of_one_takes_nothing_from_the_other():
    assert points(INDOORS, without(with_asthma(), "smokes")) == -3.0
    assert points(NO_SMOKING, without(with_asthma(), "smokes")) == 0.0


def test_nothing_is_added_or_shown_where_it_does_not_apply():
    supported = scene(
        home(INDOORS, SettingKind.SUPPORTED_ACCOMMODATION), who=with_asthma(date_of_birth=date(2009, 3, 14))
    )
    plain = scene(home(INDOORS))

    assert adjustment(supported, SLUG) == 0.0
    assert SLUG not in {one.slug for one in entry(plain).adjustments}
