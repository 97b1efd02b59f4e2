"""A draft impact risk assessment of the group and the place: who counts, for which places one is made, and what is left empty."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fixtures.plain_world import START, born, day, emergency, lives, person, place, setting, world
from matcher.domain.carers import Carer
from matcher.domain.codes import ImpactDecision, MemberRelation, PlacementState, SettingKind
from matcher.domain.errors import NoSuchPlace, NoSuchRequest
from matcher.domain.people import Relationship
from matcher.domain.person_codes import Depth, RiskType
from matcher.domain.placements import ImpactRiskAssessment
from matcher.domain.settings import HouseholdMember
from matcher.options.impact import impact_draft
from matcher.policy import load_policy
from tests.spec.impact import both, drafted, harm, risk, robin, sam, says
from tests.spec.support import MET, NOT_MET, outcome, scene

DECIDED = "impact-risk-assessment-complete:decided"
FAMILY = SettingKind.FOSTER_FAMILY


def there(**nights):
    """Sam's stay is the one with these nights."""
    return drafted(scene(there=(sam(),), stays=(lives("sam", **nights),)))


def test_whoever_is_there_on_any_night_counts():
    """Robin would come on 1 June and leave on 29 June: 28 nights."""
    assert [one.says for one in there().residents] == ["Sam has lived here since 1 January 2026, with no planned end."]
    assert [one.id for one in there(leaving=day(1)).residents] == ["sam"]
    assert [one.id for one in there(first_night=day(27)).residents] == ["sam"]
    assert there(first_night=day(28)).residents == ()


def test_somebody_who_leaves_before_the_first_night_is_said_as_leaving():
    draft = there(leaving=day(0))
    assert (draft.residents, draft.others) == ((), 0)
    assert says(draft.leaving_before) == ["Sam lives here until 1 June 2026, and leaves before the first night."]
    gone = there(leaving=START.replace(month=5, day=22))
    assert gone.leaving_before == ()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PlacementState.CONFIRMED, "A move here is planned for Sam, from 3 June 2026, with no planned end."),
        (PlacementState.HELD, "A place is held for Sam, from 3 June 2026, with no planned end."),
    ],
)
def test_a_planned_arrival_is_said_as_one(state, said):
    (shown,) = there(first_night=day(2), state=state).residents
    assert shown.says == said


def test_an_offer_alone_is_nobody_yet():
    assert there(first_night=day(2), state=PlacementState.OFFERED).residents == ()


def test_an_empty_home_has_a_draft_that_says_so():
    draft = drafted(world())
    assert (draft.is_needed, draft.residents, draft.others) == (True, (), 0)
    assert "Nobody else would live here on these nights, as far as is recorded." in draft.says


def test_in_ones_own_home_it_says_so():
    draft = drafted(world(placements=(lives("yp"),)))
    assert draft.is_needed
    assert "Robin lives here already." in draft.says
    assert draft.residents == ()


@pytest.mark.parametrize("kind", [SettingKind.SUPPORTED_LODGINGS, SettingKind.SUPPORTED_ACCOMMODATION])
def test_other_places_need_none_and_say_why(kind):
    draft = drafted(scene(setting("home", kind), there=(sam(),)))
    assert not draft.is_needed
    assert draft.because.endswith(f"This is {kind.label}.")
    assert (draft.residents, draft.group.says, draft.group_on_first_night) == ((), (), None)
    assert (draft.young_person.facts, draft.young_person.questions) == ((), ())


def test_a_family_needs_one_where_a_child_lives():
    assert drafted(scene(setting("home", FAMILY), there=(sam(),))).is_needed
    child = HouseholdMember(id="kim", relation=MemberRelation.OWN_CHILD)
    assert [one.id for one in drafted(scene(setting("home", FAMILY, household=(child,)))).residents] == ["kim"]
    alone = drafted(scene(setting("home", FAMILY)))
    assert not alone.is_needed
    assert "no other child would live with this family" in alone.because


def test_a_family_whose_household_nobody_recorded_is_asked():
    draft = drafted(scene(setting("home", FAMILY, household=None)))
    assert "Who else lives in this family is not recorded." in draft.says
    assert "Who lives at Setting home, and how old are they?" in says(draft.group.questions)


def test_a_carer_is_none_of_the_group():
    carer = HouseholdMember(id="home-carer", relation=MemberRelation.CARER)
    assert not drafted(scene(setting("home", FAMILY, household=(carer,)))).is_needed


def test_the_decision_box_is_empty_whatever_was_decided_before():
    before = ImpactRiskAssessment(
        id="a",
        young_person_id="yp",
        setting_id="home",
        residents=("sam",),
        decision=ImpactDecision.ACCEPT,
        decided_at=datetime(2026, 5, 20, 9, 0, tzinfo=UTC),
        decided_by="R. Manager",
    )
    draft = drafted(scene(there=(sam(),), impact_risk_assessments=(before,)))
    assert (draft.decision.decision, draft.decision.decided_by, draft.decision.decided_at) == (None, None, None)
    assert "An earlier assessment for a group of 1 said yes on 20 May 2026." in says(draft.group.says)


def test_a_decision_for_the_group_it_names_is_the_one_that_counts():
    snapshot = scene(there=(sam(), person("ash")), stays=(lives("sam"), lives("ash", first_night=day(3))))
    draft = drafted(snapshot)
    assert draft.group_on_first_night == ("sam",)
    made = ImpactRiskAssessment(
        id="a",
        young_person_id="yp",
        setting_id="home",
        residents=draft.group_on_first_night,
        decision=ImpactDecision.ACCEPT,
        decided_at=datetime(2026, 5, 25, 9, 0, tzinfo=UTC),
    )
    assert outcome(snapshot, DECIDED) is NOT_MET
    assert outcome(replace(snapshot, impact_risk_assessments=(made,)), DECIDED) is MET


def test_the_group_is_told_in_numbers_ages_and_staff():
    draft = drafted(scene(there=(sam(), person("ash", name_to_use="Ash", date_of_birth=born(16, START)))))
    told = says(draft.group.says)
    assert told[0] == "On the first night 2 others live here. In all, 2 would be here on some of these nights."
    assert told[1] == "Ages: Robin 14; Ash 16 and Sam 14. The youngest would be 14, the oldest 16."
    assert "The statement of purpose: for girls and boys, ages 11 to 17." in told[2]
    assert "4 staff are on in the evening on 1 June 2026." in told
    assert "2 staff are on at night on 1 June 2026 (1 awake)." in told


def test_a_rota_that_is_not_recorded_is_asked_for():
    draft = drafted(scene(there=(sam(),), shifts=()))
    assert "Who is on at night on 1 June 2026?" in says(draft.group.questions)


def test_what_happened_here_before_is_said_without_a_reason_that_nobody_recorded():
    ended = lives("yp", id="old", state=PlacementState.ENDED, leaving=START.replace(month=2))
    known = Relationship(person_id="home-carer", depth=Depth.LIVED_WITH_DISRUPTED)
    draft = drafted(scene(who=robin(relationships=(known,)), there=(sam(),), stays=(lives("sam"), ended)))
    told = says(draft.group.says)
    assert "Robin was here from 1 January 2026 to 1 February 2026. That stay has ended; why is not recorded." in told
    assert "Robin has lived with somebody here before, and it ended early." in told


def test_in_an_emergency_it_says_by_when_it_has_to_be_written():
    draft = drafted(scene(ask=emergency(), there=(sam(),)))
    assert "It has to be written within 72 hours." in " ".join(draft.says)
    assert "72 hours" not in " ".join(drafted(scene(there=(sam(),))).says)


def test_what_the_home_lacks_a_record_of_is_asked_where_it_could_help():
    home = setting(skills=None, locked_away=None)
    draft = drafted(scene(home, who=robin(risks=risk()), there=(sam(vulnerabilities=harm()),)))
    assert "What has Setting home experience of?" in says(draft.group.questions)
    assert "What is kept locked at Setting home?" not in says(draft.group.questions)
    pills = RiskType.SUBSTANCE
    locked = drafted(scene(home, who=robin(risks=risk(pills)), there=(sam(vulnerabilities=harm(pills)),)))
    assert "What is kept locked at Setting home?" in says(locked.group.questions)


def test_who_would_share_a_room_is_said():
    shown = both(row=place(shared_room=True, beds=2))
    assert "Robin and Sam would share a room." in says(shown.for_both.worries)
    assert both(row=place(beds=2)).for_both.worries == ()


def test_a_request_or_a_place_that_is_not_there_is_a_clear_error():
    with pytest.raises(NoSuchRequest):
        impact_draft(world(), "nowhere", "home-bed", load_policy())
    with pytest.raises(NoSuchPlace):
        drafted(world(), "nowhere")


def test_a_place_that_belongs_to_somebody_else_is_not_there():
    home = setting(for_young_person_id="sam")
    with pytest.raises(NoSuchPlace):
        drafted(world(home, young_people=(person(), sam())))


def test_a_carers_name_is_no_part_of_it():
    family = setting("home", FAMILY, carers=(Carer(id="c", name="Quillfeather"),))
    assert "Quillfeather" not in str(drafted(scene(family, there=(sam(),))))
