"""What worked examples cannot show of a rule, one limb at a time: another council's policy, and the dates of the book."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from fixtures.plain_world import person, place, request, scene, setting
from fixtures.rule_examples import EXAMPLES, Example
from matcher.domain.codes import RegistrationStatus, SettingKind, SupportCategory
from matcher.domain.people import LocationExclusion
from matcher.domain.person_codes import ExclusionReason, ExclusionStrength
from matcher.domain.request_steps import FundingAgreement
from matcher.domain.settings import Registration, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.frame import make_frame
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook, load_policy
from matcher.policy.book import Step
from matcher.rules import RULE_BOOK, Source, in_force, limbs_in_force
from matcher.rules.model import Judge, Limb
from tests.spec.support import MET, NOT_MET, PLACE, day

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


def test_a_council_may_ask_for_more_to_share_than_to_live_alone():
    flat = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION, category=SupportCategory.SHARED_OPEN)
    ready_for_16 = scene(flat, who=person(date_of_birth=date(2009, 5, 4)))

    assert judged(ready_for_16, "independence-readiness") is MET
    assert judged(ready_for_16, "independence-readiness", with_figure("readiness_min_shared", 16)) is NOT_MET


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
