"""A draft impact risk assessment at its edges: what is agreed in full, the last night that counts, and whose fact it is."""

from dataclasses import replace

import pytest

from fixtures.plain_world import START, born, day, lives, person, setting
from matcher.domain.codes import ImpactDecision, MemberRelation, PlacementState, SettingKind
from matcher.domain.people import Relationship
from matcher.domain.person_codes import Depth, RiskType, SeparationReason
from matcher.domain.placements import ImpactRiskAssessment, Mitigation, SeparationEntry
from matcher.domain.settings import HouseholdMember
from matcher.domain.staff import Commitment
from tests.spec.impact import both, drafted, harm, risk, robin, sam, says
from tests.spec.support import scene

FAMILY = SettingKind.FOSTER_FAMILY


def agreed(level: int, with_person: str | None = None) -> ImpactRiskAssessment:
    """An assessment of Robin at the home that lowers bullying by so much, with one person or with anybody."""
    kept_to = Mitigation(risk=RiskType.BULLYING, level=level, with_person=with_person)
    return ImpactRiskAssessment(
        id="earlier",
        young_person_id="yp",
        setting_id="home",
        residents=("sam",),
        decision=ImpactDecision.ACCEPT,
        mitigations=(kept_to,),
    )


@pytest.mark.parametrize("level", [1, 2, 3])
def test_where_as_much_is_agreed_as_there_is_or_more_nothing_is_left_to_plan_or_to_ask(level):
    home = setting(skills=None)
    bullied = sam(vulnerabilities=harm(level=1))
    world = scene(home, who=robin(risks=risk(level=1)), there=(bullied,), impact_risk_assessments=(agreed(level),))
    draft = drafted(world)
    side = draft.residents[0].newcomer_for_resident
    assert side.worries == ()
    assert says(side.would_help) == [
        f"Bullying: keep to what was agreed before. It lowers this by {level}. It covers what the record says."
    ]
    assert "What has Setting home experience of?" not in says(draft.group.questions)


@pytest.mark.parametrize(("with_person", "worried"), [(None, False), ("sam", False), ("ash", True)])
def test_what_was_agreed_for_one_person_lowers_nothing_for_another(with_person, worried):
    assessments = (agreed(1, with_person),)
    shown = both(robin(risks=risk(level=1)), sam(vulnerabilities=harm(level=1)), impact_risk_assessments=assessments)
    assert bool(shown.newcomer_for_resident.worries) is worried


def test_the_larger_of_two_risks_comes_first():
    pills = RiskType.SELF_HARM
    shown = both(robin(risks=(*risk(level=1), *risk(pills, 3))), sam(vulnerabilities=(*harm(level=1), *harm(pills, 2))))
    assert [one.says.split(".")[0] for one in shown.newcomer_for_resident.worries] == [
        "Plan for self-harm",
        "Plan for bullying",
    ]


def test_of_a_familys_own_child_only_what_could_harm_them_is_asked_though_they_have_a_record():
    kim = HouseholdMember(id="kim", relation=MemberRelation.OWN_CHILD, date_of_birth=born(15, START))
    family = setting("home", FAMILY, household=(kim,))
    record = person("kim", name_to_use="Kim", risks=risk(level=3))
    draft = drafted(scene(family, who=robin(vulnerabilities=harm()), there=(record,), stays=()))
    (shown,) = draft.residents
    assert (shown.name, shown.resident_for_newcomer.worries) == ("Kim", ())


def test_an_adult_of_the_household_counts_where_they_have_a_record_of_their_own():
    kim = HouseholdMember(id="kim", relation=MemberRelation.OTHER_ADULT)
    family = setting("home", FAMILY, household=(kim,))
    assert drafted(scene(family)).residents == ()
    known = drafted(scene(family, there=(person("kim"),), stays=()))
    assert [one.id for one in known.residents] == ["kim"]


def test_whoever_is_placed_there_and_of_the_household_is_told_once():
    kim = HouseholdMember(id="sam", relation=MemberRelation.OWN_CHILD)
    draft = drafted(scene(setting("home", FAMILY, household=(kim,)), there=(sam(),)))
    assert [one.id for one in draft.residents] == ["sam"]


@pytest.mark.parametrize(("age", "told"), [(12, "youngest would be 12, the oldest 14"), (16, "14, the oldest 16")])
def test_the_young_person_counts_among_the_youngest_and_the_oldest(age, told):
    draft = drafted(scene(there=(sam(date_of_birth=born(age, START)),)))
    assert says(draft.group.says)[1].endswith(f"{told}.")


def test_a_stay_that_somebody_else_has_had_there_is_not_the_young_persons():
    old = lives("sam", id="old", state=PlacementState.ENDED, leaving=START.replace(month=2))
    told = says(drafted(scene(there=(sam(),), stays=(old,))).group.says)
    assert [one for one in told if "why is not recorded" in one] == []


def test_a_stay_that_goes_on_and_one_somewhere_else_are_nothing_that_happened_before():
    elsewhere = lives("yp", "away", id="old", state=PlacementState.ENDED, leaving=START.replace(month=2))
    world = scene(there=(sam(),), stays=(lives("sam"), elsewhere, lives("yp", id="now")))
    away = setting("away")
    told = says(drafted(replace(world, settings=(*world.settings, away))).group.says)
    assert [one for one in told if "why is not recorded" in one] == []


@pytest.mark.parametrize(
    ("depth", "told"), [(Depth.LIVED_WITH_DISRUPTED, True), (Depth.LIVED_WITH_ENDED_WELL, False), (Depth.MET, False)]
)
def test_only_living_together_that_ended_early_is_told_as_ended_early(depth, told):
    known = Relationship(person_id="home-carer", depth=depth)
    found = says(drafted(scene(who=robin(relationships=(known,)), there=(sam(),))).group.says)
    assert ("Robin has lived with somebody here before, and it ended early." in found) is told


def test_that_both_want_to_try_again_is_told_where_they_do():
    known = Relationship(person_id="home-carer", depth=Depth.LIVED_WITH_DISRUPTED, both_want_it=True)
    found = says(drafted(scene(who=robin(relationships=(known,)), there=(sam(),))).group.says)
    assert "Robin has lived with somebody here before, and it ended early. Both want to try again." in found


def test_in_a_fire_what_the_household_says_of_its_child_is_named():
    kim = HouseholdMember(
        id="kim", relation=MemberRelation.OWN_CHILD, date_of_birth=born(15, START), cannot_leave_alone=True
    )
    family = setting("home", FAMILY, household=(kim,))
    (shown,) = drafted(scene(family, who=robin(risks=risk(RiskType.FIRE_SETTING, 3)))).residents
    assert says(shown.newcomer_for_resident.worries)[0].startswith(
        "Person kim could not leave the building alone, as the household says."
    )


@pytest.mark.parametrize(
    ("first", "leaving", "who", "where", "told"),
    [
        (0, 1, "sam", "home", True),
        (-9, 0, "sam", "home", False),
        (-9, 1, "sam", "home", True),
        (27, 40, "sam", "home", True),
        (28, 40, "sam", "home", False),
        (0, 9, "ash", "home", False),
        (0, 9, "sam", "away", False),
    ],
)
def test_staff_that_one_person_has_here_on_one_of_the_28_nights_are_told(first, leaving, who, where, told):
    staff = Commitment(setting_id=where, staff=1, first_night=day(first), leaving=day(leaving), young_person_id=who)
    world = scene(there=(sam(), person("ash")), commitments=(staff,))
    away = setting("away")
    draft = drafted(replace(world, settings=(*world.settings, away)))
    shown = next(one for one in draft.residents if one.id == "sam")
    assert any("to themselves" in one for one in says(shown.newcomer_for_resident.would_help)) is told


@pytest.mark.parametrize(("review", "overdue"), [(-1, True), (0, False), (1, False)])
def test_a_separation_is_overdue_from_the_day_after_it_was_to_be_looked_at(review, overdue):
    world = scene(there=(sam(),))
    on = world.today.replace(day=world.today.day + review)
    entry = SeparationEntry(person_a="sam", person_b="yp", reason=SeparationReason.SEXUAL_HARM, review_on=on)
    (shown,) = drafted(replace(world, separation_entries=(entry,))).residents
    (told,) = [one for one in says(shown.facts) if "are kept apart" in one]
    assert ("(overdue)" in told) is overdue


@pytest.mark.parametrize(("to_younger", "told"), [(False, True), (True, False), (None, False)])
def test_that_a_risk_is_none_to_younger_children_is_told_where_it_was_looked_at(to_younger, told):
    violent = risk(RiskType.VIOLENCE, to_younger_children=to_younger)
    facts = says(drafted(scene(who=robin(risks=violent), there=(sam(),))).young_person.facts)
    assert any("Looked at: no risk to younger children." in one for one in facts) is told


def test_harm_to_animals_is_nothing_between_two_people():
    animals = RiskType.HARM_TO_ANIMALS
    shown = both(robin(risks=risk(animals, 3)), sam(vulnerabilities=harm(animals)))
    assert shown.newcomer_for_resident.worries == ()
