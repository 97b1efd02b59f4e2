"""Catalogue section 0, "duty" and "confirm": a duty limb that is not met creates its rule's duties; in an emergency a step
before confirming may become one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest

from fixtures.plain_world import emergency, person, request
from matcher.domain.codes import Role
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import LegalStatus
from matcher.domain.values import LONDON
from matcher.frame import make_frame
from matcher.options.emergencies import instead
from matcher.options.judged import judge_all
from matcher.options.rank import Ranking
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from matcher.rules import Kind, Limb, Rule, Source
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, scene

ENDS = datetime(2026, 6, 10, 12, 0, tzinfo=LONDON)
NOT_JUDGED = Outcome.NOT_JUDGED


def a_rule(kind: Kind, duties: Iterable[str] = (), more_kinds: Iterable[Kind] = (), instead: str = "") -> Rule:
    """A rule with one limb of that kind."""
    limb = Limb(
        id="a-rule:a-limb",
        kind=kind,
        says="Somebody has to do it.",
        judge=lambda ask, place, pair, policy: np.zeros((1, 1), np.int8),
        approvers=(Role.SOCIAL_WORKER,),
        emergency_duty=instead,
    )
    return Rule(
        slug="a-rule",
        kinds=(kind, *more_kinds),
        source=Source("A rule", "", None, "P"),
        limbs=(limb,),
        duties=tuple(duties),
    )


def option(rule: Rule, outcome: Outcome, **facts):
    """The first option, where the rule's limb has come to that."""
    frame = make_frame(scene(**facts), load_policy())
    judged = judge_all(frame, [frame.request("req")])
    row = np.full((1, *judged.outcomes.shape[1:]), outcome, np.int8)
    with_rule = replace(
        judged, limbs=(*judged.limbs, (rule, rule.limbs[0])), outcomes=np.concatenate([judged.outcomes, row])
    )
    return Ranking(with_rule, 0).result().options[0]


def created(rule: Rule, outcome: Outcome = NOT_MET, **facts) -> dict[str, list[str]]:
    """Slug -> by when, of the duties that the plain option would not have."""
    found: dict[str, list[str]] = {}
    usual = {one.slug for one in option(a_rule(Kind.NOTE), MET, **facts).duties}
    for one in option(rule, outcome, **facts).duties:
        if one.slug not in usual:
            found.setdefault(one.slug, []).append(one.due)
    return found


def by_when(slug: str, **facts) -> list[str]:
    """The days of one duty of the plain option."""
    return [one.due for one in option(a_rule(Kind.NOTE), MET, **facts).duties if one.slug == slug]


OTHER_VIEWS = a_rule(Kind.DUTY, ["duty-other-views"])


@pytest.mark.parametrize("outcome", [MET, NOT_JUDGED, ASK, PLACE])
def test_a_duty_limb_creates_nothing_unless_it_is_not_met(outcome):
    assert created(OTHER_VIEWS, outcome) == {}


def test_a_duty_limb_that_is_not_met_creates_its_rules_duties():
    assert created(OTHER_VIEWS) == {"duty-other-views": [day(0).isoformat()]}
    assert created(OTHER_VIEWS, ask=emergency()) == {"duty-other-views": ["2026-06-01"]}


def test_a_rule_that_only_scores_creates_its_duty_where_it_is_not_met():
    assert "duty-ehc-provision" in created(a_rule(Kind.SOFT, ["duty-ehc-provision"]))


def test_where_a_rule_has_a_duty_limb_its_other_limbs_create_nothing():
    assert created(a_rule(Kind.SOFT, ["duty-follow-on"], [Kind.DUTY])) == {}


@pytest.mark.parametrize("kind", [Kind.HARD, Kind.NOTE, Kind.AUTHORISE])
def test_other_kinds_of_limb_create_no_duty(kind):
    outcome = MET if kind is Kind.HARD else NOT_MET

    assert created(a_rule(kind, ["duty-other-views"]), outcome) == {}


def test_follow_on_is_four_times_within_the_stay():
    four = [day(7 * week).isoformat() for week in (1, 2, 4, 8)]

    assert by_when("duty-follow-on") == four[:3]
    assert by_when("duty-follow-on", ask=request(end_date=None)) == four


def test_the_end_of_the_legal_reason_is_warned_of_24_hours_before():
    reason = LegalReason(status=LegalStatus.POLICE_PROTECTION, ends_at=ENDS)

    assert by_when("duty-legal-basis-ends", who=person(legal_status=reason)) == ["2026-06-09T12:00+01:00"]
    assert created(a_rule(Kind.DUTY, ["duty-legal-basis-ends"])) == {
        "duty-legal-basis-ends": ["before the legal reason ends"]
    }


def test_becoming_looked_after_is_24_hours_after_the_start():
    became = a_rule(Kind.DUTY, ["duty-become-looked-after"])

    assert created(became, ask=emergency()) == {"duty-become-looked-after": ["2026-05-23T10:00+01:00"]}


def test_a_duty_that_a_limb_and_a_fact_create_is_listed_once():
    twice = option(a_rule(Kind.DUTY, ["duty-tell-person"]), NOT_MET)

    assert [one.slug for one in twice.duties].count("duty-tell-person") == 1


# Steps before confirming in an emergency


STEPS = {
    "duty-record-wishes": "2026-06-01",
    "duty-funding": "at the next funding panel",
    "duty-joint-assessment": "2026-05-26",
    "duty-72-hour-meeting": "2026-05-25T10:00+01:00",
    "duty-review-before-ending": "before the stay is ended",
}


def step_due(rule: Rule, outcome: Outcome, **facts) -> str:
    return next(one.due for one in option(rule, outcome, **facts).before_confirming if one.rule == "a-rule:a-limb")


@pytest.mark.parametrize(("slug", "due"), STEPS.items())
@pytest.mark.parametrize("outcome", [NOT_MET, ASK, PLACE])
def test_in_an_emergency_a_step_is_due_when_the_duty_that_takes_its_place_is(slug, due, outcome):
    rule = a_rule(Kind.CONFIRM, instead=slug)

    assert step_due(rule, outcome, ask=emergency()) == due
    assert slug in {one.slug for one in option(rule, outcome, ask=emergency()).duties}


@pytest.mark.parametrize("slug", STEPS)
def test_planned_the_same_step_comes_before_confirming(slug):
    assert step_due(a_rule(Kind.CONFIRM, instead=slug), NOT_MET) == "before confirming"


def test_a_step_without_an_emergency_period_comes_before_confirming_in_an_emergency_too():
    assert step_due(a_rule(Kind.CONFIRM), NOT_MET, ask=emergency()) == "before confirming"


@pytest.mark.parametrize(
    "limb",
    [
        "lawful-basis-present",
        "s20-consent-valid:objection",
        "s20-consent-valid:recorded",
        "remand-conditions-met",
        "refer-youth-detention:released",
        "refer-hospital-or-mental-health-detention:discharged",
        "refer-deprivation-of-liberty:order",
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
    ],
)
def test_consent_orders_conditions_and_age_come_before_confirming_whatever_is_not_known(limb):
    asked = replace(a_rule(Kind.HARD).limbs[0], id=limb)

    assert [instead(asked, outcome) for outcome in (ASK, NOT_MET)] == ["", ""]
    assert instead(replace(asked, id="another-limb"), ASK) == "duty-72-hour-check"


def test_what_is_not_fed_is_ticked_before_confirming_and_creates_no_duty():
    rule = a_rule(Kind.CONFIRM, instead="duty-funding")

    assert step_due(rule, NOT_JUDGED, ask=emergency()) == "before confirming"
    assert created(rule, NOT_JUDGED, ask=emergency()) == {}


def test_a_step_that_is_put_off_is_marked_as_relaxed():
    rule = a_rule(Kind.CONFIRM, instead="duty-funding")

    assert "a-rule" in option(rule, NOT_MET, ask=emergency()).relaxed
    assert option(rule, NOT_MET).relaxed == ()
    assert "a-rule" not in option(rule, MET, ask=emergency()).relaxed


def test_days_run_from_the_first_night_offered():
    later = scene(ask=request(start_date=day(1)))
    first = Ranking(judge_all(make_frame(later, load_policy()), list(later.placement_requests)), 0).result().options[0]

    assert {one.due for one in first.duties if one.slug == "duty-placement-plan"} == {day(1).isoformat()}
    assert first.first_night == day(0) + timedelta(days=1)
