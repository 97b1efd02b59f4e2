"""The five required answers of the emergency core are enough: a list comes back, and the rest is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fixtures import county
from matcher.domain.codes import PlacementState, Role
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeBand
from matcher.domain.requests import Agreement, Asker, PlacementRequest
from matcher.options.rank import rank
from matcher.policy import load_policy


def core(band: AgeBand, seed: int):
    """Tonight's county, and somebody new of whom only the five answers are known."""
    tonight = county(seed)
    newcomer = YoungPerson(id="new", name_to_use="Ash", age_band=band)
    request = PlacementRequest(
        id="core",
        young_person_id="new",
        start_date=tonight.today,
        is_emergency=True,
        emergency_reason="nowhere to sleep",
        emergency_declared_by="D. Manager",
        where_now=tonight.young_people[0].home,
        asked_by=Asker(name="Duty desk", role=Role.EMERGENCY_DUTY_WORKER, telephone="01632 960999"),
        agreed_by=Agreement(name="D. Manager", at=tonight.as_of - timedelta(minutes=5), by_telephone=True),
    )
    with_newcomer = replace(
        tonight,
        young_people=(*tonight.young_people, newcomer),
        placement_requests=(*tonight.placement_requests, request),
        placements=tuple(one for one in tonight.placements if one.state is not PlacementState.HELD),
    )
    return rank(with_newcomer, "core", load_policy())


@pytest.mark.parametrize("seed", [2026, 7, 11])
@pytest.mark.parametrize("band", [AgeBand.UNDER_16, AgeBand.AGED_16_17])
def test_five_answers_bring_at_least_one_place_that_can_be_rung(band, seed):
    result = core(band, seed)

    assert result.options
    assert result.referred == ()
    assert {"lawful-basis-present", "do-not-place-together:must"} - {one.rule for one in result.ask_first} == {
        "do-not-place-together:must"
    }


def test_not_sure_how_old_keeps_supported_places_until_we_know_and_lists_the_others():
    result = core(AgeBand.NOT_SURE, 2026)
    supported = {"supported_lodgings", "supported_accommodation"}

    assert result.options
    assert not supported & {one.kind.value for one in result.options}
    assert supported & {one.kind.value for one in result.needs_information}


def test_what_is_not_known_is_checked_within_72_hours_but_the_legal_reason_before_confirming():
    first = core(AgeBand.UNDER_16, 2026).options[0]
    due = {one.rule: one.due for one in first.before_confirming}

    assert due["lawful-basis-present"] == "before confirming"
    assert due["location-exclusion:must-not"] == "2026-05-25T20:05+01:00"
    assert "duty-72-hour-check" in {one.slug for one in first.duties}
