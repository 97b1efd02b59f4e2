"""The five required answers of the emergency core are enough: a list comes back, and the rest is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fixtures import county, sized
from matcher.domain.codes import PlacementState, Role
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeBand
from matcher.domain.requests import Agreement, Asker, PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.options.rank import rank
from matcher.policy import load_policy
from tests.spec.lawful_tonight import lawful_free_places


def tonight_with(tonight: Snapshot, band: AgeBand) -> Snapshot:
    """Somebody new of whom only the five answers are known."""
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
    return replace(
        tonight,
        young_people=(*tonight.young_people, newcomer),
        placement_requests=(*tonight.placement_requests, request),
    )


def core(band: AgeBand, seed: int):
    """The answer of the county of that seed, where nothing is held."""
    tonight = county(seed)
    free = replace(tonight, placements=tuple(one for one in tonight.placements if one.state is not PlacementState.HELD))
    return rank(tonight_with(free, band), "core", load_policy())


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


@pytest.mark.parametrize("band", [AgeBand.UNDER_16, AgeBand.AGED_16_17])
def test_wherever_a_lawful_free_place_exists_the_five_answers_bring_a_listed_place(band):
    """On every seed of 100, small and large: a place that may be offered, or that somebody may approve."""
    without_any, nothing_listed = [], []
    for seed in range(100):
        tonight = sized(seed, 22 + seed, 4)
        lawful = lawful_free_places(tonight, band)
        result = rank(tonight_with(tonight, band), "core", load_policy())
        listed = {one.place_id for one in (*result.options, *result.needs_approval)}
        if not lawful:
            without_any.append(seed)
        elif not lawful & listed:
            nothing_listed.append((seed, sorted(lawful)))

    assert nothing_listed == []
    assert len(without_any) < 10, f"a county without any free place proves nothing: {without_any}"
