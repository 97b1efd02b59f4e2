"""`resident-mix-score`: what living together could mean, as the limb that needs agreement and as points of 11."""

from datetime import date

import pytest

from fixtures.plain_world import lives, person, setting, world
from matcher.domain.codes import ImpactDecision, MemberRelation, Provider, SettingKind
from matcher.domain.people import RiskEntry, Vulnerability, YoungPerson
from matcher.domain.person_codes import RiskType
from matcher.domain.placements import ImpactRiskAssessment, Mitigation
from matcher.domain.settings import HouseholdMember
from matcher.domain.snapshot import Snapshot
from matcher.outcomes import Outcome
from tests.spec.scores import missing_here, part, points
from tests.spec.support import ASK, MET, NOT_MET, PLACE, entry, listed, outcome, scene

LIMIT = "resident-mix-score:limit"
MIX = "resident-mix-score"
EXPLOITATION, VIOLENCE, SEXUAL_HARM = RiskType.EXPLOITATION, RiskType.VIOLENCE, RiskType.SEXUAL_HARM


def risky(who: str = "sam", level: int | None = 3, risk: RiskType = EXPLOITATION, **facts) -> YoungPerson:
    """Somebody with one risk to others."""
    return person(who, risks=(RiskEntry(risk=risk, level=level, **facts),))


def vulnerable(who: str = "yp", level: int | None = 3, risk: RiskType = EXPLOITATION) -> YoungPerson:
    """Somebody with one vulnerability."""
    return person(who, vulnerabilities=(Vulnerability(risk=risk, level=level),))


def together(who: YoungPerson, *others: YoungPerson, **facts) -> Snapshot:
    return scene(who=who, there=others, **facts)


def plan(level: int, decision: ImpactDecision = ImpactDecision.ACCEPT_WITH_PLAN, **facts) -> ImpactRiskAssessment:
    return ImpactRiskAssessment(
        id=f"ira-{level}-{decision}",
        young_person_id="yp",
        setting_id="home",
        residents=("sam",),
        decision=decision,
        mitigations=(Mitigation(risk=EXPLOITATION, level=level, **facts),),
    )


def worst_case(*plans: ImpactRiskAssessment) -> Snapshot:
    """Severity 3 on vulnerability 3."""
    return together(vulnerable(), risky(), impact_risk_assessments=plans)


def test_nobody_there_is_met_with_full_points():
    assert outcome(world(), LIMIT) is MET
    assert points(world(), MIX) == 11.0


def test_a_small_exposure_costs_its_ninths():
    """Severity 2 x vulnerability 1 = 2: 11 x (1 - 2/9) = 8.56."""
    assert points(together(vulnerable(level=1), risky(level=2)), MIX) == 8.6


def test_the_largest_exposure_needs_agreement_and_scores_nothing():
    """3 x 3 = 9: 11 x (1 - 9/9) = 0."""
    assert outcome(worst_case(), LIMIT) is NOT_MET
    assert points(worst_case(), MIX) == 0.0
    assert listed(worst_case()) == "needs_approval"


def test_a_risk_counts_in_either_direction():
    """The young person's own 3 on the resident's 2 = 6: 11 x 3/9 = 3.67."""
    snapshot = together(risky("yp"), vulnerable("sam", level=2))
    assert points(snapshot, MIX) == 3.7
    assert outcome(together(risky("yp"), vulnerable("sam")), LIMIT) is NOT_MET


def test_one_step_below_the_largest_is_met():
    """9 less a mitigation of 1 = 8: 11 x 1/9 = 1.22."""
    assert outcome(worst_case(plan(1)), LIMIT) is MET
    assert points(worst_case(plan(1)), MIX) == 1.2


def test_different_kinds_of_risk_do_not_meet():
    assert points(together(vulnerable(risk=VIOLENCE), risky(risk=EXPLOITATION)), MIX) == 11.0


def test_the_worst_of_several_residents_counts():
    """1 x 1 with one, 2 x 1 with the other: worst 2."""
    assert points(together(vulnerable(level=1), risky(level=1), risky("alex", level=2)), MIX) == 8.6


def test_mitigation_never_makes_less_than_nothing():
    """1 x 1 less 3 is held at 0."""
    snapshot = together(vulnerable(level=1), risky(level=1), impact_risk_assessments=(plan(3),))
    assert points(snapshot, MIX) == 11.0


def test_the_highest_mitigation_counts():
    """9 less 3 = 6: 11 x 3/9 = 3.67."""
    assert points(worst_case(plan(3), plan(1)), MIX) == 3.7


def test_mitigation_with_one_person_does_not_cover_another():
    assert outcome(worst_case(plan(1, with_person="sam")), LIMIT) is MET
    assert outcome(worst_case(plan(1, with_person="alex")), LIMIT) is NOT_MET


def test_a_declined_assessment_mitigates_nothing():
    assert outcome(worst_case(plan(3, ImpactDecision.DECLINE)), LIMIT) is NOT_MET


@pytest.mark.parametrize(("worst", "worry"), [(6, True), (4, False)])
def test_six_or_more_is_also_a_worry(worst, worry):
    levels = {6: (2, 3), 4: (2, 2)}[worst]
    shown = entry(together(vulnerable(level=levels[0]), risky(level=levels[1])))
    assert any(one.rule.startswith(MIX) for one in shown.worries) is worry


def test_a_flag_without_a_level_is_level_two():
    """2 x 3 = 6: 3.67; and 3 x 2 = 6 again."""
    assert points(together(vulnerable(), risky(level=None)), MIX) == 3.7
    assert points(together(vulnerable(level=None), risky()), MIX) == 3.7


@pytest.mark.parametrize(("recorded", "expected"), [(date(2024, 6, 1), NOT_MET), (date(2024, 5, 31), MET)])
def test_a_risk_counts_for_exactly_twenty_four_months(recorded, expected):
    assert outcome(together(vulnerable(), risky(recorded_on=recorded)), LIMIT) is expected


def test_an_old_risk_that_was_looked_at_again_counts():
    old = risky(recorded_on=date(2020, 1, 1), looked_at_on=date(2026, 1, 1))
    assert outcome(together(vulnerable(), old), LIMIT) is NOT_MET


@pytest.mark.parametrize(
    "old",
    [
        risky(risk=SEXUAL_HARM, recorded_on=date(2020, 1, 1)),
        risky(risk=SEXUAL_HARM, recorded_on=date(2020, 1, 1), court_matter=True),
    ],
)
def test_sexual_harm_counts_however_old(old):
    assert outcome(together(vulnerable(risk=SEXUAL_HARM), old), LIMIT) is NOT_MET


def test_a_court_matter_counts_however_old():
    old = risky(recorded_on=date(2020, 1, 1), court_matter=True)
    assert outcome(together(vulnerable(), old), LIMIT) is NOT_MET


def test_a_risk_without_a_date_counts():
    assert outcome(together(vulnerable(), risky()), LIMIT) is NOT_MET


@pytest.mark.parametrize(("leaves", "expected"), [(date(2026, 6, 1), MET), (date(2026, 6, 2), NOT_MET)])
def test_only_residents_who_share_a_night_count(leaves, expected):
    assert outcome(together(vulnerable(), risky(), stays=(lives("sam", leaving=leaves),)), LIMIT) is expected


def family_with(relation: MemberRelation, *records: YoungPerson, who: YoungPerson) -> Snapshot:
    home = setting(kind=SettingKind.FOSTER_FAMILY, household=(HouseholdMember(id="kit", relation=relation),))
    return world(home, young_people=(who, *records))


def test_a_carers_own_child_can_be_harmed_but_is_no_risk():
    own = MemberRelation.OWN_CHILD
    assert outcome(family_with(own, vulnerable("kit"), who=risky("yp")), LIMIT) is NOT_MET
    assert outcome(family_with(own, risky("kit"), who=vulnerable("yp")), LIMIT) is MET


@pytest.mark.parametrize("facts", [{"risks": None}, {"vulnerabilities": None}])
def test_levels_of_the_young_person_not_recorded_score_half_and_are_asked_of_them(facts):
    """Half of 11 = 5.5."""
    other = person("sam", risks=risky().risks, vulnerabilities=vulnerable().vulnerabilities)
    snapshot = together(person(**facts), other)
    assert outcome(snapshot, LIMIT) is ASK
    found = part(snapshot, MIX)
    assert (found.points, found.known) == (5.5, False)
    assert listed(snapshot) == "options"


def test_levels_of_a_resident_not_recorded_are_a_question_about_the_place():
    snapshot = together(vulnerable(), person("sam", risks=None))
    assert outcome(snapshot, LIMIT) is PLACE
    assert missing_here(snapshot, MIX) == (0.0, False, 11.0)
    assert listed(snapshot) == "needs_approval"


def test_what_is_known_can_be_enough_to_say_no():
    assert outcome(together(vulnerable(), risky(), person("alex", risks=None)), LIMIT) is NOT_MET


def test_residents_of_another_providers_home_are_not_judged_where_they_are_not_fed():
    home = setting(provider=Provider.EXTERNAL, rota_held=False)
    snapshot = together(vulnerable(), person("sam", risks=None, vulnerabilities=None), home=home)
    assert outcome(snapshot, LIMIT) is Outcome.NOT_JUDGED
    assert listed(snapshot) == "options"


def test_harm_to_animals_is_no_risk_between_residents():
    animals = RiskType.HARM_TO_ANIMALS
    snapshot = together(vulnerable(risk=animals), risky(risk=animals))
    assert outcome(snapshot, LIMIT) is MET
    assert points(snapshot, MIX) == 11.0


def test_residents_of_another_providers_home_leave_its_points_open():
    """Nothing yet, and what is recorded could be all there is: 11 x (1 - 2/9) = 8.56."""
    home = setting(provider=Provider.EXTERNAL, rota_held=False)
    recorded = together(vulnerable(level=1), risky(level=2), home=home)
    assert missing_here(recorded, MIX) == (0.0, False, 8.6)
    assert missing_here(scene(home), MIX) == (0.0, False, 11.0)


def test_levels_of_the_young_person_not_recorded_could_bring_the_other_half():
    found = part(together(person(risks=None), risky()), MIX)
    assert (found.points, found.known, found.could_add) == (5.5, False, 5.5)


def test_with_everything_recorded_there_is_nothing_left_to_add():
    found = part(together(vulnerable(level=1), risky(level=2)), MIX)
    assert (found.points, found.known, found.could_add) == (8.6, True, 0.0)


def test_where_neither_is_recorded_it_is_the_young_persons_levels_that_are_asked():
    found = part(together(person(risks=None), risky(), person("alex", risks=None)), MIX)
    assert (found.points, found.known, found.could_add) == (5.5, False, 5.5)
    exposed = person(risks=None, vulnerabilities=vulnerable(level=1).vulnerabilities)
    found = part(together(exposed, risky(), person("alex", risks=None)), MIX)
    assert (found.points, found.known, found.could_add) == (5.5, False, 5.5)


def test_what_is_recorded_of_some_residents_bounds_what_could_be_added():
    """Worst 2 so far, one resident not recorded: nothing yet, and 8.56 at best."""
    snapshot = together(vulnerable(level=1), risky(level=2), person("alex", risks=None))
    assert missing_here(snapshot, MIX) == (0.0, False, 8.6)
