"""Catalogue section D, `usual-fostering-limit`: three foster children, unless they are all brothers and sisters."""

from itertools import permutations

import pytest

from fixtures.plain_world import BOTH, START, approval, born, emergency, lives, person, setting
from matcher.domain.carers import FosteringExemption, TermsOfApproval
from matcher.domain.codes import MemberRelation, Role, SettingKind
from matcher.domain.people import SiblingLink
from matcher.domain.person_codes import SiblingKind, SiblingPlan
from matcher.domain.settings import HouseholdMember
from tests.spec.support import ASK, MET, NOT_MET, answer, day, listed, outcome, scene

LIMIT = "usual-fostering-limit"
ROOMY = TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=8)
FAMILY = setting(kind=SettingKind.FOSTER_FAMILY, terms=ROOMY)
ALL_FOUR = ("yp", "r1", "r2", "r3")


def linked(*pairs, kind=SiblingKind.FULL):
    """`yp` and three others, each pair a link that the first of the two carries."""
    links = {name: [two for one, two in pairs if one == name] for name in ALL_FOUR}
    return tuple(
        person(
            name,
            siblings=tuple(SiblingLink(person_id=one, kind=kind, plan=SiblingPlan.TOGETHER) for one in links[name]),
        )
        for name in ALL_FOUR
    )


def fourth_child(home=FAMILY, people=None, **facts):
    who, *there = people or linked()
    return outcome(scene(home, who=who, there=tuple(there), **facts), LIMIT)


# How many


def test_two_placed_and_this_one_make_three():
    assert outcome(scene(FAMILY, there=(person("r1"), person("r2"))), LIMIT) is MET


def test_three_unrelated_and_this_one_are_one_too_many():
    assert fourth_child() is NOT_MET


@pytest.mark.parametrize("kind", [SettingKind.COMMUNITY_FAMILY, SettingKind.CONNECTED_CARER])
def test_the_limit_holds_for_every_kind_of_foster_carer(kind):
    assert fourth_child(setting(kind=kind, terms=ROOMY)) is NOT_MET


def test_a_childrens_home_has_no_such_limit():
    assert fourth_child(setting()) is MET


def test_a_fourth_child_needs_the_area_authority():
    who, *there = linked()
    over = scene(FAMILY, who=who, there=tuple(there))

    assert listed(over) == "needs_approval"
    assert [one.roles for one in answer(over).needs_approval[0].approvals if one.rule == LIMIT] == [
        (Role.AREA_AUTHORITY,)
    ]


def test_the_limit_counts_night_by_night():
    one_leaves = (lives("r1", leaving=day(10)), lives("r2"), lives("r3", first_night=day(10)))
    both_there_one_night = (lives("r1", leaving=day(11)), lives("r2"), lives("r3", first_night=day(10)))

    assert [fourth_child(stays=stays) for stays in (one_leaves, both_there_one_night)] == [MET, NOT_MET]


def test_somebody_who_leaves_on_the_first_day_does_not_count():
    stays = [(lives("r1", leaving=on), lives("r2"), lives("r3")) for on in (START, day(1))]

    assert [fourth_child(stays=one) for one in stays] == [MET, NOT_MET]


def test_an_emergency_does_not_lift_the_limit():
    assert fourth_child(ask=emergency()) is NOT_MET


# Who counts


def test_the_carers_own_children_and_adults_staying_put_do_not_count():
    members = (
        HouseholdMember(id="own", relation=MemberRelation.OWN_CHILD, date_of_birth=born(9, START)),
        HouseholdMember(id="adult", relation=MemberRelation.STAYING_PUT, date_of_birth=born(19, START)),
    )
    home = setting(kind=SettingKind.FOSTER_FAMILY, terms=ROOMY, household=members)

    assert outcome(scene(home, there=(person("r1"), person("r2"))), LIMIT) is MET


def test_somebody_placed_there_counts_until_their_eighteenth_birthday():
    def with_one_turning_18(on):
        return fourth_child(people=(person(), person("r1"), person("r2"), person("r3", date_of_birth=born(18, on))))

    assert [with_one_turning_18(on) for on in (START, day(1))] == [MET, NOT_MET]


def test_somebody_who_has_turned_18_no_longer_counts_when_another_child_comes():
    def joined_on(arrival):
        stays = (lives("r1"), lives("r2"), lives("r3", first_night=arrival))
        return fourth_child(
            people=(person(), person("r1", date_of_birth=born(18, day(10))), *linked()[2:]), stays=stays
        )

    assert [joined_on(day(n)) for n in (10, 9)] == [MET, NOT_MET]


def test_somebody_whose_age_nobody_knows_counts():
    assert fourth_child(people=(person(), person("r1"), person("r2"), person("r3", date_of_birth=None))) is NOT_MET


def test_the_young_persons_own_stay_counts_once():
    stays = (lives("yp"), lives("r1"), lives("r2"))

    assert outcome(scene(FAMILY, there=(person("r1"), person("r2")), stays=stays), LIMIT) is MET


# Brothers and sisters (conformance case 3)

EVERY_PAIR = tuple(permutations(ALL_FOUR, 2))


@pytest.mark.parametrize("kind", list(SiblingKind))
def test_four_brothers_and_sisters_of_any_kind_may_live_together(kind):
    assert fourth_child(people=linked(*EVERY_PAIR, kind=kind)) is MET


def test_three_siblings_and_one_other_lose_the_exception():
    without_r3 = tuple(pair for pair in EVERY_PAIR if "r3" not in pair)
    without_yp = tuple(pair for pair in EVERY_PAIR if "yp" not in pair)

    assert [fourth_child(people=linked(*pairs)) for pairs in (without_r3, without_yp)] == [NOT_MET, NOT_MET]


def test_a_chain_of_halves_is_not_every_pair():
    chain = (("yp", "r1"), ("r1", "r2"), ("r2", "r3"))

    assert fourth_child(people=linked(*chain, kind=SiblingKind.HALF)) is NOT_MET


def test_a_link_recorded_on_either_side_is_enough():
    one_way = (("yp", "r1"), ("r2", "yp"), ("r3", "yp"), ("r1", "r2"), ("r3", "r1"), ("r2", "r3"))

    assert fourth_child(people=linked(*one_way)) is MET


def test_the_siblings_who_count_are_those_there_on_the_same_night():
    """One other child moves out as two more brothers and sisters move in: three, then four siblings."""

    def other_leaves_on(on):
        people = (*linked(*EVERY_PAIR), person("r4"))
        stays = (
            lives("r1"),
            lives("r4", leaving=on),
            lives("r2", first_night=day(10)),
            lives("r3", first_night=day(10)),
        )
        return fourth_child(people=people, stays=stays)

    assert [other_leaves_on(day(n)) for n in (10, 11)] == [MET, NOT_MET]


def test_siblings_nobody_has_asked_about_are_a_question_about_the_person():
    others_are_siblings = linked(("r1", "r2"), ("r1", "r3"), ("r2", "r3"))[1:]

    assert fourth_child(people=(person(siblings=None), *others_are_siblings)) is ASK
    assert fourth_child(people=(person(siblings=()), *others_are_siblings)) is NOT_MET


def test_up_to_three_nobody_needs_to_know_who_is_related():
    assert outcome(scene(FAMILY, who=person(siblings=None), there=(person("r1"), person("r2"))), LIMIT) is MET


# Exemptions (conformance case 4)


def exempted(area="north", **facts):
    given = FosteringExemption(**{"granted_by": "north", "young_people": ALL_FOUR, **facts})
    return fourth_child(setting(kind=SettingKind.FOSTER_FAMILY, terms=ROOMY, area_authority=area, exemptions=(given,)))


def test_an_exemption_by_the_authority_where_the_carer_lives_that_names_each_child_is_enough():
    assert exempted() is MET
    assert exempted(area="east", granted_by="east") is MET


def test_an_exemption_by_the_placing_authority_for_a_carer_who_lives_elsewhere_is_by_the_wrong_authority():
    assert exempted(area="east", granted_by="north") is NOT_MET


@pytest.mark.parametrize("missing", ["yp", "r2"])
def test_an_exemption_has_to_name_each_child(missing):
    assert exempted(young_people=tuple(name for name in ALL_FOUR if name != missing)) is NOT_MET


def test_an_exemption_holds_from_its_first_day_through_its_last():
    last_night = day(27)

    assert exempted(valid_from=START, valid_to=last_night) is MET
    assert exempted(valid_from=day(1)) is NOT_MET
    assert exempted(valid_to=day(26)) is NOT_MET


def test_an_exemption_names_everybody_there_on_every_night_over_the_limit():
    """One of the four named moves out; whoever moves in has to be named too."""
    stays = (lives("r1", leaving=day(10)), lives("r2"), lives("r3"), lives("r4", first_night=day(10)))

    def naming(*names):
        given = FosteringExemption(granted_by="north", young_people=names)
        home = setting(kind=SettingKind.FOSTER_FAMILY, terms=ROOMY, exemptions=(given,))
        return fourth_child(home, (*linked(), person("r4")), stays=stays)

    assert [naming(*ALL_FOUR, "r4"), naming(*ALL_FOUR)] == [MET, NOT_MET]


def test_a_recorded_exemption_moves_the_place_to_the_options():
    given = FosteringExemption(granted_by="north", young_people=ALL_FOUR)
    who, *there = linked()

    assert (
        listed(
            scene(
                setting(kind=SettingKind.FOSTER_FAMILY, terms=ROOMY, exemptions=(given,)), who=who, there=tuple(there)
            )
        )
        == "options"
    )


def test_an_approval_by_another_role_is_no_exemption():
    assert fourth_child(authorisations=(approval(LIMIT, Role.FOSTERING_MANAGER),)) is NOT_MET
