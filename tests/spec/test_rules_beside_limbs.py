"""What is read beside a limb, one function at a time: whether an approval counts, which duty is created, whom and what a sentence
names to those who may know."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from fixtures.plain_world import lives, person, request, scene, setting, world
from fixtures.rule_examples.c_parents_and_moves import COMPLETE, SIXTEEN, URGENT
from fixtures.rule_examples.e_group_kept_apart import entry, kept_apart
from matcher.domain.codes import SettingKind, SupportCategory
from matcher.domain.home_codes import SupportLevel
from matcher.domain.people import LocationExclusion, RiskEntry
from matcher.domain.people_needs import Review, SafetyPlan
from matcher.domain.person_codes import ExclusionReason, ExclusionStrength, RiskType, SeparationReason
from matcher.domain.setting_facts import ParentsAssessment
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.frame import Frame, make_frame
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook, load_policy
from matcher.rules import limbs_in_force
from matcher.rules.c_parents_and_moves import moves_before_its_review
from matcher.rules.e_group import kept_apart_here
from matcher.rules.f_location import areas_here
from matcher.rules.g_night_and_specialists import lacking_at_night
from matcher.rules.model import Judge, Limb
from tests.spec.support import MET, NOT_MET, day, without

SHIPPED = load_policy()


def limb_of(limb_id: str) -> Limb:
    return next(one for _, one in limbs_in_force(SHIPPED.on(date(2026, 5, 22)).day) if one.id == limb_id)


def by(judge: Judge, snapshot: Snapshot, book: PolicyBook = SHIPPED) -> Outcome:
    frame = make_frame(snapshot, book)
    asks, pairs = frame.asking([frame.request("req")])
    found = np.broadcast_to(judge(asks, frame.places, pairs, frame.policy), pairs.shape)
    return Outcome(int(found[0, 0]))


# Whether an approval of living with parents counts


def counts(assessment: ParentsAssessment | None) -> Outcome:
    only_with = limb_of("with-parents-assessment").only_with
    assert only_with is not None
    home = setting(kind=SettingKind.WITH_PARENTS, parents_assessment=assessment)
    return by(only_with, scene(home))


@pytest.mark.parametrize(
    "missing", ["suitability_assessed_on", "wishes_heard_on", "placement_plan_on", "iro_consulted_on"]
)
def test_an_approval_of_living_with_parents_counts_with_every_part_of_the_assessment(missing):
    assert counts(COMPLETE) is MET
    assert counts(without(COMPLETE, missing)) is NOT_MET
    assert counts(None) is NOT_MET


BEGUN = ParentsAssessment(
    started_on=date(2026, 4, 23), urgent_necessary_by="N. Officer", parent_interviewed_on=date(2026, 4, 23)
)


def test_on_the_urgent_route_it_counts_for_twenty_working_days():
    """From Thursday 23 April 2026, over the bank holiday of 4 May, they end on Friday 22 May, today."""
    assert counts(BEGUN) is MET
    assert counts(replace(BEGUN, started_on=date(2026, 4, 22))) is NOT_MET


@pytest.mark.parametrize(
    "missing", [{"urgent_necessary_by": " "}, {"parent_interviewed_on": None}, {"started_on": None}]
)
def test_the_urgent_route_has_a_finding_an_interview_and_a_first_day(missing):
    assert counts(replace(BEGUN, **missing)) is NOT_MET


def test_it_is_looked_for_at_the_settings_that_are_with_parents():
    only_with = limb_of("with-parents-assessment").only_with
    assert only_with is not None

    assert by(only_with, scene(setting(kind=SettingKind.FOSTER_FAMILY, parents_assessment=COMPLETE))) is NOT_MET


# Moves that go before the review that has to agree them


def framed(snapshot: Snapshot) -> Frame:
    return make_frame(snapshot, SHIPPED)


def goes_before(**facts) -> bool:
    """Somebody of 16 from a children's home; no review has agreed the move, and their welfare is urgent."""
    who = facts.get("who", without(SIXTEEN, "last_review"))
    ask = facts.get("ask", request(urgent_welfare=URGENT))
    lives_in = (lives("yp"),) if facts.get("lives_there", True) else ()
    frame = framed(world(young_people=(who,), placements=lives_in, placement_requests=(ask,)))
    asks, pairs = frame.asking([frame.request("req")])
    return moves_before_its_review(asks, pairs, 0)


def test_an_urgent_move_goes_before_its_review():
    assert goes_before() is True


def test_it_does_not_where_nothing_is_urgent_or_a_review_has_agreed():
    agreed = replace(SIXTEEN, last_review=Review(completed_on=date(2026, 5, 18), agreed_move_to_supported=True))

    assert goes_before(ask=request()) is False
    assert goes_before(who=agreed) is False


def test_it_does_not_for_somebody_who_is_not_looked_after_or_lives_nowhere_in_care():
    assert goes_before(who=person(date_of_birth=date(2008, 1, 5), last_review=None)) is False
    assert goes_before(lives_there=False) is False


# What the sentences of those who may know name


QUARREL = SeparationReason.CONFLICT


def test_who_must_be_kept_apart_is_told_from_who_should_be():
    knife, quarrel = entry(), entry(QUARREL, person_b="alex")
    frame = framed(kept_apart(knife, quarrel, stays=(lives("sam"), lives("alex"))))
    _, pairs = frame.asking([frame.request("req")])

    assert kept_apart_here(pairs, 0, 0, must=True) == [("sam", knife)]
    assert kept_apart_here(pairs, 0, 0, must=False) == [("alex", quarrel)]


def test_somebody_who_must_be_kept_apart_and_lives_elsewhere_is_not_named():
    homes = (setting(), setting("other"))
    frame = framed(kept_apart(entry(), stays=(lives("sam", "other"),), homes=homes))
    _, pairs = frame.asking([frame.request("req")])

    assert kept_apart_here(pairs, 0, 0, must=True) == []
    assert [one for one, _ in kept_apart_here(pairs, 0, 1, must=True)] == ["sam"]


def test_everybody_who_must_be_kept_apart_is_named_for_whichever_request_is_asked():
    sam, alex = entry(), entry(person_b="alex")
    snapshot = kept_apart(sam, alex, stays=(lives("sam"), lives("alex")))
    asked = (request("other", young_person_id="sam"), *snapshot.placement_requests)
    frame = framed(replace(snapshot, placement_requests=asked))
    _, pairs = frame.asking([frame.request("other"), frame.request("req")])

    assert kept_apart_here(pairs, 1, 0, must=True) == [("sam", sam), ("alex", alex)]


def test_nobody_is_named_where_no_register_has_the_person():
    frame = framed(scene())
    _, pairs = frame.asking([frame.request("req")])

    assert kept_apart_here(pairs, 0, 0, must=True) == []


MUST_NOT, SHOULD_NOT = ExclusionStrength.MUST_NOT, ExclusionStrength.SHOULD_NOT


def area(metres_east: int, strength: ExclusionStrength = MUST_NOT, **facts: Any) -> LocationExclusion:
    """A circle of three kilometres whose middle is so far from the home."""
    centre = Location(easting=432_000 + metres_east, northing=455_000)
    made = {"id": "area", "strength": strength, "reason": ExclusionReason.GANG, "radius_km": 3.0, "centre": centre}
    return LocationExclusion(**{**made, **facts})


def named(*areas: LocationExclusion) -> list[str]:
    frame = framed(scene(who=person(exclusions=areas)))
    _, pairs = frame.asking([frame.request("req")])
    return [one.id for one in areas_here(pairs, 0, 0, MUST_NOT)]


def test_the_areas_around_the_place_are_named_by_how_strongly_they_count():
    around, far, mild = area(0, id="around"), area(9000, id="far"), area(0, SHOULD_NOT, id="mild")

    assert named(around, far, mild) == ["around"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"ends_on": day(0)}, ["area"]),
        ({"ends_on": day(-1)}, []),
        ({"starts_on": day(27)}, ["area"]),
        ({"starts_on": day(28)}, []),
    ],
)
def test_an_area_is_named_if_it_counts_on_one_of_the_nights(dates, expected):
    assert named(area(0, **dates)) == expected


def test_no_area_is_named_where_none_is_recorded():
    frame = framed(scene(who=person(exclusions=None)))
    _, pairs = frame.asking([frame.request("req")])

    assert areas_here(pairs, 0, 0, MUST_NOT) == []


WORRY = RiskEntry(risk=RiskType.SELF_HARM, level=3, recorded_on=day(-7))
SAFE = SafetyPlan(plan_for_tonight=True)
ASLEEP: dict[str, Any] = {"night_cover": SupportLevel.SLEEP_IN, "standing_waking_night": False, "night_checks": False}


def lacking(home: Setting, plan: SafetyPlan | None = SAFE) -> list[str]:
    frame = framed(scene(home, who=person(risks=(WORRY,), safety_plan=plan)))
    _, pairs = frame.asking([frame.request("req")])
    return lacking_at_night(pairs, 0, 0)


def test_a_place_that_is_safe_at_night_lacks_nothing():
    assert lacking(setting()) == []


def test_without_a_plan_somebody_has_to_write_one():
    assert lacking(setting(), None) == ["a plan for tonight"]


def test_somebody_has_to_be_awake_or_look_in_where_that_is_enough():
    looked_in_on = replace(SAFE, night_checks_enough=True)

    assert lacking(setting(**ASLEEP)) == ["somebody awake at night"]
    assert lacking(setting(**ASLEEP), looked_in_on) == ["somebody awake at night or looking in"]
    assert lacking(setting(**{**ASLEEP, "night_checks": None}), looked_in_on) == []
    assert lacking(setting(**{**ASLEEP, "night_checks": True})) == ["somebody awake at night"]


def test_a_flat_of_their_own_lacks_people_under_the_same_roof():
    flat = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION, category=SupportCategory.SELF_CONTAINED)

    assert lacking(flat) == ["people under the same roof"]


def test_medicines_and_sharps_have_to_be_locked_away_and_what_nobody_knows_is_left_out():
    assert lacking(setting(locked_away=())) == ["medicines and sharps locked away"]
    assert lacking(setting(locked_away=None, night_cover=None, standing_waking_night=None)) == []
