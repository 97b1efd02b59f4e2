"""Catalogue section C, `parent-and-child`: a young person who will live with their baby."""

from fixtures.plain_world import person, setting
from matcher.domain.codes import Role, SettingKind
from tests.spec.support import MET, answer, day, entry, listed, outcome, ruled_out, scene, without

APPROVAL, ROOM = "parent-and-child:approval", "parent-and-child:room"
PARENT = person(parent_and_child=True)


def family(**facts):
    return setting(kind=SettingKind.COMMUNITY_FAMILY, **facts)


def test_a_place_not_approved_for_both_is_ruled_out():
    failed = ruled_out(scene(family(takes_parent_and_child=False), who=PARENT)).failed

    assert [one.rule for one in failed] == [APPROVAL]


def test_an_approval_nobody_has_recorded_waits_until_we_know():
    assert listed(scene(without(family(), "takes_parent_and_child"), who=PARENT)) == "needs_information"


def test_a_room_that_is_not_ready_needs_the_place_manager():
    there = entry(scene(family(parent_and_child_ready=False), who=PARENT))

    assert [(one.rule, one.roles) for one in there.approvals] == [(ROOM, (Role.FOSTERING_MANAGER,))]
    assert "the fostering manager has to agree" in there.approvals[0].says


def test_whether_there_is_a_baby_is_asked_once_and_empties_no_list():
    unknown = scene(without(family(), "takes_parent_and_child"), who=without(person(), "parent_and_child"))

    assert listed(unknown) == "options"
    assert [one.says for one in answer(unknown).ask_first].count("Will Robin live with their baby?") == 1


def test_a_baby_expected_on_these_nights_is_said_and_changes_nothing():
    expecting = scene(family(), who=person(baby_due_on=day(10)))

    assert listed(expecting) == "options"
    assert [one.says for one in entry(expecting).notes] == [
        "Robin's baby is expected on 11 June 2026. Plan for both of them at Setting home."
    ]


def test_the_baby_is_one_more_young_person_in_the_household_shown():
    resident = person("r1")

    assert entry(scene(family(), who=PARENT, there=(resident,))).household.young_people == 2
    assert entry(scene(family(), there=(resident,))).household.young_people == 1


def test_home_with_parents_needs_no_approval_of_that_kind_but_the_room():
    home = setting(kind=SettingKind.WITH_PARENTS, takes_parent_and_child=False, parent_and_child_ready=False)
    snapshot = scene(home, who=PARENT)

    assert outcome(snapshot, APPROVAL) is MET
    assert outcome(snapshot, ROOM) is not MET
