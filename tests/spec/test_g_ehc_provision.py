"""`therapy-or-EHCP-provision`: what an education, health and care plan names can go on, or 5 points and a duty."""

from datetime import date

import pytest

from fixtures.plain_world import person, world
from matcher.domain.people_needs import EhcProvision, ProvisionHere
from matcher.domain.snapshot import Snapshot
from matcher.rules import in_force
from tests.spec.support import entry, listed, scene

SLUG, DUTY = "therapy-or-EHCP-provision", "duty-ehc-provision"


def provision(can_continue: bool | None, name: str = "speech therapy") -> EhcProvision:
    said = () if can_continue is None else (ProvisionHere(setting_id="home", can_continue=can_continue),)
    return EhcProvision(provision=name, at_settings=said)


def planned(*provisions: EhcProvision) -> Snapshot:
    return scene(who=person(ehc_provisions=provisions))


def shown(snapshot: Snapshot):
    return next(one for one in entry(snapshot).adjustments if one.slug == SLUG)


def points(snapshot: Snapshot) -> tuple[float, bool, float]:
    found = shown(snapshot)
    return found.points, found.known, found.could_add


def duties(snapshot: Snapshot) -> dict[str, str]:
    return {one.slug: one.due for one in entry(snapshot).duties}


def test_provision_that_can_go_on_costs_nothing():
    assert points(planned(provision(True))) == (0.0, True, 0.0)
    assert DUTY not in duties(planned(provision(True)))


def test_provision_that_would_lapse_costs_five_points_and_is_a_duty_before_the_start():
    lapses = planned(provision(True, "a school place"), provision(False))
    assert points(lapses) == (-5.0, True, 0.0)
    assert duties(lapses)[DUTY] == "2026-06-01"
    assert shown(lapses).because == ("Robin's education, health and care plan names speech therapy; ask the SEND team.")
    assert listed(lapses) == "options"


@pytest.mark.parametrize("others", [(), (provision(True, "a school place"),)])
def test_provision_nobody_has_asked_about_here_costs_in_full_and_could_be_won_back(others):
    assert points(planned(provision(None), *others)) == (-5.0, False, 5.0)


def test_one_that_lapses_settles_it_whatever_the_others():
    assert points(planned(provision(None, "a school place"), provision(False))) == (-5.0, True, 0.0)


def test_an_answer_for_another_setting_says_nothing_here():
    elsewhere = EhcProvision(
        provision="speech therapy", at_settings=(ProvisionHere(setting_id="other", can_continue=True),)
    )
    assert points(planned(elsewhere)) == (-5.0, False, 5.0)


def test_no_plan_is_not_shown_and_an_unasked_one_adds_nothing():
    assert SLUG not in {one.slug for one in entry(world()).adjustments}
    assert points(scene(who=person(ehc_provisions=None))) == (0.0, False, 0.0)


def test_the_law_is_in_the_book_from_september_2014():
    assert SLUG not in {rule.slug for rule in in_force(date(2014, 8, 31))}
    assert SLUG in {rule.slug for rule in in_force(date(2014, 9, 1))}
