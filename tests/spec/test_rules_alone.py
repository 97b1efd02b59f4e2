"""What worked examples cannot show of a rule, one function at a time: another council's policy, the dates of the book, and what is
read beside a limb - whether an approval counts, which duty is created, what a sentence names."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from fixtures.plain_world import lives, person, place, request, scene, setting, world
from fixtures.rule_examples import EXAMPLES, Example
from fixtures.rule_examples.c_parents_and_moves import COMPLETE, SIXTEEN, URGENT
from fixtures.rule_examples.e_group_kept_apart import entry, kept_apart
from matcher.domain.codes import RegistrationStatus, SettingKind, SupportCategory
from matcher.domain.home_codes import SupportLevel
from matcher.domain.people import LocationExclusion, RiskEntry
from matcher.domain.people_needs import Review, SafetyPlan
from matcher.domain.person_codes import ExclusionReason, ExclusionStrength, RiskType, SeparationReason
from matcher.domain.request_steps import FundingAgreement
from matcher.domain.setting_facts import ParentsAssessment
from matcher.domain.settings import Registration, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.frame import Frame, make_frame
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook, load_policy
from matcher.policy.book import Step
from matcher.rules import RULE_BOOK, Source, in_force, limbs_in_force
from matcher.rules.c_parents_and_moves import moves_before_its_review
from matcher.rules.e_group import kept_apart_here
from matcher.rules.f_location import areas_here
from matcher.rules.g_night_and_specialists import lacking_at_night
from matcher.rules.model import Judge, Limb
from tests.spec.support import MET, NOT_MET, PLACE, day, without

SHIPPED = load_policy()
EVERY_FEED = frozenset(
    {
        "bedrooms",
        "coresident_checks",
        "external_residents",
        "external_training",
        "household_checks",
        "location_assessments",
        "provider_standing",
        "specialists",
        "visitors",
    }
)


def limb_of(limb_id: str) -> Limb:
    return next(one for _, one in limbs_in_force(SHIPPED.on(date(2026, 5, 22)).day) if one.id == limb_id)


def judged(snapshot: Snapshot, limb_id: str, book: PolicyBook = SHIPPED) -> Outcome:
    """What one limb comes to for `req` at the first place row, by that policy."""
    return by(limb_of(limb_id).judge, snapshot, book)


def by(judge: Judge, snapshot: Snapshot, book: PolicyBook = SHIPPED) -> Outcome:
    frame = make_frame(snapshot, book)
    asks, pairs = frame.asking([frame.request("req")])
    found = np.broadcast_to(judge(asks, frame.places, pairs, frame.policy), pairs.shape)
    return Outcome(int(found[0, 0]))


def with_figure(name: str, value: float) -> PolicyBook:
    figure = replace(SHIPPED.figures[name], steps=(Step(None, value, "P"),))
    return replace(SHIPPED, figures={**SHIPPED.figures, name: figure}, hash=f"{name} {value}")


# Data that a council supplies


NOT_JUDGED_HERE = [one for one in EXAMPLES if one.comes == "not_judged" and "rota" not in one.says]


@pytest.mark.parametrize("example", NOT_JUDGED_HERE, ids=lambda one: f"{one.limb}: {one.says}")
def test_what_is_not_judged_for_want_of_data_is_judged_once_the_council_supplies_it(example: Example):
    fed = replace(SHIPPED, feeds=EVERY_FEED, hash="fed")

    assert judged(example.world(), example.limb) is Outcome.NOT_JUDGED
    assert judged(example.world(), example.limb, fed) is not Outcome.NOT_JUDGED


# Figures that the catalogue leaves to the council


def costs(pounds: int | None, *, in_contract: bool | None = True) -> Setting:
    return setting(cost_per_week=pounds, in_contract=in_contract)


@pytest.mark.parametrize(("pounds", "expected"), [(1000, MET), (1001, NOT_MET), (None, PLACE)])
def test_over_the_councils_figure_the_budget_holder_has_to_agree(pounds, expected):
    assert judged(scene(costs(pounds)), "funding-agreed", with_figure("funding_weekly", 1000)) is expected


def test_the_smallest_figure_is_a_figure_and_none_asks_nobody():
    assert judged(scene(costs(None)), "funding-agreed", with_figure("funding_weekly", 1)) is PLACE
    assert judged(scene(costs(None)), "funding-agreed") is MET


def test_an_agreement_about_a_setting_without_a_bed_agrees_to_nothing_here():
    agreed = (FundingAgreement(setting_id="closed", agreed_by="B. Holder", agreed_on=date(2026, 5, 22)),)
    spot = costs(4200, in_contract=False)
    snapshot = scene(
        spot, ask=request(funding_agreements=agreed), settings=(spot, setting("closed")), places=(place(),)
    )

    assert judged(snapshot, "funding-agreed") is NOT_MET


def area(metres_east: int, strength: ExclusionStrength = ExclusionStrength.MUST_NOT, **facts) -> LocationExclusion:
    """A circle of three kilometres whose middle is so far from the home."""
    shape = {"centre": Location(easting=432_000 + metres_east, northing=455_000)}
    made = {"id": "area", "strength": strength, "reason": ExclusionReason.GANG, "radius_km": 3.0, **shape}
    return LocationExclusion(**{**made, **facts})


def square(metres_east: int) -> LocationExclusion:
    """A square of a kilometre whose western side is so far from the home."""
    corners = [(0, -500), (1000, -500), (1000, 500), (0, 500)]
    polygon = tuple(Location(easting=432_000 + metres_east + x, northing=455_000 + y) for x, y in corners)
    return area(0, centre=None, radius_km=None, polygon=polygon)


@pytest.mark.parametrize(
    ("where", "expected"),
    [(area(5000), NOT_MET), (area(5001), MET), (square(1999), NOT_MET), (square(2001), MET)],
    ids=["the circle's edge and two kilometres", "a metre more", "the square's side and less", "and more"],
)
def test_a_buffer_makes_every_area_wider(where, expected):
    keeps_out = scene(who=person(exclusions=(where,)))

    assert judged(keeps_out, "location-exclusion:must-not", with_figure("exclusion_buffer_km", 2)) is expected
    assert judged(keeps_out, "location-exclusion:must-not") is MET


# Applications that were pending when registration began


def pending(*, valid: bool = True, status: RegistrationStatus = RegistrationStatus.PENDING) -> Snapshot:
    """Supported accommodation whose application is pending; 28 nights from 1 June 2026, the last on 28 June."""
    registration = Registration(status=status, transition_application_valid=valid)
    flat = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION, registration=registration)
    return scene(flat, who=person(date_of_birth=date(2009, 5, 4)))


REGISTERED = "16-17-registered-supported-accommodation"


def until(last: date | None) -> PolicyBook:
    return replace(SHIPPED, transition_applications_until=last, hash=f"until {last}")


@pytest.mark.parametrize(("last", "expected"), [(day(27), MET), (day(26), NOT_MET), (None, NOT_MET)])
def test_a_pending_application_counts_for_nights_to_the_last_day_of_the_policy(last, expected):
    assert judged(pending(), REGISTERED, until(last)) is expected


def test_only_a_valid_application_that_is_pending_counts():
    assert judged(pending(valid=False), REGISTERED, until(day(27))) is NOT_MET
    assert judged(pending(status=RegistrationStatus.CANCELLED), REGISTERED, until(day(27))) is NOT_MET


# The dates of the book


LAW = Source("A law", "section 1", date(2026, 4, 1), "V", until=date(2026, 9, 30))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_a_source_is_in_force_from_its_first_day_to_its_last(on, expected):
    assert LAW.in_force(on) is expected


def test_without_dates_a_source_is_always_in_force():
    always = replace(LAW, since=None, until=None)

    assert always.in_force(date(1900, 1, 1))
    assert always.in_force(date(2100, 1, 1))


def test_the_book_of_a_day_has_the_rules_in_force_on_it():
    early, late = in_force(date(1990, 1, 1)), in_force(date(2026, 5, 22))

    assert {one.slug for one in early} < {one.slug for one in late} == {one.slug for one in RULE_BOOK}


def test_a_source_is_shown_with_its_title_place_and_mark():
    assert str(LAW) == "A law, section 1 [V]"
    assert str(replace(LAW, at="")) == "A law [V]"


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
