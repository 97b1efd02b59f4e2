"""`impact-risk-assessment-complete`: the manager's own decision about this person and this group."""

from datetime import date, datetime, timedelta

import pytest

from fixtures.plain_world import emergency, lives, person, place, request, setting, world
from matcher.domain.codes import ImpactDecision, SettingKind
from matcher.domain.placements import ImpactRiskAssessment
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON
from matcher.outcomes import Outcome
from tests.spec.support import listed, outcome

DECIDED = "impact-risk-assessment-complete:decided"
DECLINED = "impact-risk-assessment-complete:declined"
THIS_MORNING = datetime(2026, 5, 22, 9, 0, tzinfo=LONDON)
SEVEN_DAYS_ON = date(2026, 5, 29)


def assessed(decision: ImpactDecision | None = ImpactDecision.ACCEPT, **facts) -> ImpactRiskAssessment:
    return ImpactRiskAssessment(
        **{
            "id": "ira",
            "young_person_id": "yp",
            "setting_id": "home",
            "residents": ("sam",),
            "decision": decision,
            "decided_at": THIS_MORNING,
            "decided_by": "R. Manager",
            **facts,
        }
    )


def from_day(first: date) -> PlacementRequest:
    return request(start_date=first, end_date=first + timedelta(days=28))


def with_sam(
    *assessments: ImpactRiskAssessment, asked: PlacementRequest | None = None, also: tuple = (), **facts
) -> Snapshot:
    return world(
        young_people=(person(), person("sam"), person("alex")),
        placements=(lives("sam"), *also),
        places=(place(beds=4),),
        placement_requests=(asked or from_day(date(2026, 5, 25)),),
        impact_risk_assessments=assessments,
        **facts,
    )


@pytest.mark.parametrize("decision", [ImpactDecision.ACCEPT, ImpactDecision.ACCEPT_WITH_PLAN])
def test_accepted_three_days_ago_with_the_group_unchanged_is_met(decision):
    assert outcome(with_sam(assessed(decision)), DECIDED) is Outcome.MET


def test_no_assessment_is_a_step_not_taken_and_moves_nothing():
    assert outcome(with_sam(), DECIDED) is Outcome.NOT_MET
    assert outcome(with_sam(), DECLINED) is Outcome.MET
    assert listed(with_sam()) == "options"


def test_a_draft_without_a_decision_is_not_met():
    assert outcome(with_sam(assessed(None)), DECIDED) is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("first", "expected"), [(SEVEN_DAYS_ON, Outcome.MET), (SEVEN_DAYS_ON + timedelta(days=1), Outcome.NOT_MET)]
)
def test_it_is_good_for_exactly_seven_days_before_the_first_night(first, expected):
    assert outcome(with_sam(assessed(), asked=from_day(first)), DECIDED) is expected


def test_somebody_who_moved_in_since_makes_it_out_of_date():
    changed = with_sam(assessed(), also=(lives("alex", first_night=date(2026, 5, 21)),))
    assert outcome(changed, DECIDED) is Outcome.NOT_MET


def test_somebody_who_has_left_since_makes_it_out_of_date():
    assert outcome(with_sam(assessed(residents=("sam", "alex"))), DECIDED) is Outcome.NOT_MET


def test_the_group_is_that_of_the_first_night():
    leaves_before = with_sam(assessed(), also=(lives("alex", leaving=date(2026, 5, 25)),))
    comes_after = with_sam(assessed(), also=(lives("alex", first_night=date(2026, 5, 26)),))
    assert (outcome(leaves_before, DECIDED), outcome(comes_after, DECIDED)) == (Outcome.MET, Outcome.MET)


def test_the_group_is_the_same_in_any_order():
    both = with_sam(assessed(residents=("alex", "sam")), also=(lives("alex"),))
    assert outcome(both, DECIDED) is Outcome.MET


@pytest.mark.parametrize("other", [{"young_person_id": "alex"}, {"setting_id": "elsewhere"}])
def test_an_assessment_of_somebody_else_or_somewhere_else_does_not_count(other):
    homes = (setting(), setting("elsewhere"))
    snapshot = with_sam(assessed(**other), settings=homes)
    assert outcome(snapshot, DECIDED) is Outcome.NOT_MET


def test_a_telephone_decision_counts_in_an_emergency_only():
    by_telephone = assessed(by_telephone=True)
    assert outcome(with_sam(by_telephone), DECIDED) is Outcome.NOT_MET
    assert outcome(with_sam(by_telephone, asked=emergency()), DECIDED) is Outcome.MET


def test_a_current_no_rules_the_place_out():
    snapshot = with_sam(assessed(ImpactDecision.DECLINE))
    assert outcome(snapshot, DECLINED) is Outcome.NOT_MET
    assert outcome(snapshot, DECIDED) is Outcome.NOT_MET
    assert listed(snapshot) == "excluded"


def test_a_no_to_another_group_has_lapsed():
    assert outcome(with_sam(assessed(ImpactDecision.DECLINE, residents=("alex",))), DECLINED) is Outcome.MET


@pytest.mark.parametrize(
    ("first", "expected"), [(SEVEN_DAYS_ON, Outcome.NOT_MET), (SEVEN_DAYS_ON + timedelta(days=1), Outcome.MET)]
)
def test_a_no_lapses_after_seven_days_as_a_yes_does(first, expected):
    assert outcome(with_sam(assessed(ImpactDecision.DECLINE), asked=from_day(first)), DECLINED) is expected


def test_the_latest_decision_counts():
    earlier = assessed(ImpactDecision.DECLINE, id="earlier", decided_at=THIS_MORNING - timedelta(days=1))
    for listing in ((earlier, assessed()), (assessed(), earlier)):
        assert outcome(with_sam(*listing), DECIDED) is Outcome.MET
        assert outcome(with_sam(*listing), DECLINED) is Outcome.MET


@pytest.mark.parametrize("limb", [DECIDED, DECLINED])
def test_it_does_not_apply_to_families(limb):
    family = setting(kind=SettingKind.FOSTER_FAMILY)
    snapshot = world(family, impact_risk_assessments=(assessed(ImpactDecision.DECLINE, residents=()),))
    assert outcome(snapshot, limb) is Outcome.MET
