"""Catalogue section D, `foster-bedroom`: a room of one's own, and what sharing asks for."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import approval, emergency, lives, person, place, setting
from matcher.domain.codes import MemberRelation, Role, SettingKind
from matcher.domain.people import RiskEntry, SiblingLink
from matcher.domain.person_codes import PlacementSex, RiskType, Sex, SiblingKind
from matcher.domain.settings import HouseholdMember
from matcher.options.explain import outcomes
from matcher.options.result import result_adapter
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.spec.support import MET, NOT_MET, PLACE, answer, entry, listed, outcome, ruled_out, scene

BARS, SHARING = "foster-bedroom:bars", "foster-bedroom:sharing"
RECORDED = (
    "sharing in writing",
    "each child's authority agreed",
    "own area in the room",
    "bullying and abuse history considered",
    "wishes heard",
)
HARM = (RiskEntry(risk=RiskType.SEXUAL_HARM, level=3),)


def room(*there, who=None, household=(), kind=SettingKind.FOSTER_FAMILY, **facts):
    row = place(beds=len(there) + 1, shared_room=True)
    home = setting(kind=kind, household=household)
    return scene(home, who=who, row=row, there=there, **facts)


def girl(**facts):
    return person("other", **{"date_of_birth": date(2013, 2, 2), **facts})


def test_sharing_needs_the_fostering_manager():
    there = entry(room(girl()))

    assert [(one.rule, one.roles) for one in there.approvals] == [(SHARING, (Role.FOSTERING_MANAGER,))]


def test_confirming_waits_for_everything_that_has_to_be_recorded():
    given = approval(SHARING, Role.FOSTERING_MANAGER, recorded=RECORDED)

    assert listed(room(girl(), authorisations=(given,))) == "options"
    for missing in RECORDED:
        less = replace(given, recorded=tuple(one for one in RECORDED if one != missing))
        there = entry(room(girl(), authorisations=(less,)))
        assert [one.still_to_record for one in there.approved] == [(missing,)]
        assert SHARING in {one.rule for one in there.before_confirming}


@pytest.mark.parametrize("facts", [{"sex": Sex.MALE}, {"risks": HARM}, {"date_of_birth": date(2008, 1, 1)}])
def test_a_bar_says_nothing_of_the_other_young_person(facts):
    failed = ruled_out(room(girl(**facts))).failed

    assert [one.says for one in failed if one.rule == BARS] == [
        (
            "There is no separate bedroom at Setting home on these nights, and sharing here is not allowed. Ask the fostering "
            "team."
        )
    ]
    assert b"sexual" not in result_adapter().dump_json(answer(room(girl(**facts)))).lower()


def test_brothers_and_sisters_are_barred_as_others_are():
    brother = girl(sex=Sex.MALE)
    sister = person(siblings=(SiblingLink(person_id="other", kind=SiblingKind.FULL),))

    assert outcome(room(brother, who=sister), BARS) is NOT_MET


def test_a_trans_young_person_is_never_ruled_out_by_code():
    talk = room(girl(), who=person(placement_sex=PlacementSex.TALK_FIRST))

    assert outcome(talk, BARS) is PLACE
    assert listed(talk) == "needs_information"
    assert [one.says for one in entry(talk).questions if one.rule == BARS] == [
        "Talk to Robin and the fostering team about which rooms suit."
    ]
    assert listed(room(girl(), who=person(placement_sex=PlacementSex.TALK_FIRST), ask=emergency())) != "excluded"


def test_a_household_member_who_sleeps_in_the_room_counts():
    def lodger(**facts):
        return HouseholdMember(id="lodger", relation=MemberRelation.OTHER_ADULT, checked_on=date(2026, 1, 1), **facts)

    assert outcome(room(household=(lodger(place_id="home-bed"),)), BARS) is NOT_MET
    assert outcome(room(household=(lodger(),)), BARS) is MET


def test_somebody_in_another_row_does_not_share():
    snapshot = room(girl())
    elsewhere = replace(
        snapshot,
        places=(*snapshot.places, replace(snapshot.places[0], place_id="home-other")),
        placements=(lives("other", place_id="home-other"),),
    )

    assert [outcome(elsewhere, one, "home-bed") for one in (BARS, SHARING)] == [MET, MET]
    assert outcome(elsewhere, SHARING, "home-other") is NOT_MET


def test_a_space_that_is_no_bedroom_is_said_so():
    failed = ruled_out(scene(setting(kind=SettingKind.FOSTER_FAMILY), row=place(is_bedroom=False))).failed

    assert [one.says for one in failed] == [
        "The room at Setting home is not a bedroom: it needs a door, a window and no way through."
    ]


def test_a_bedroom_nobody_has_recorded_waits_only_where_bedrooms_are_fed():
    unknown = scene(setting(kind=SettingKind.FOSTER_FAMILY), row=place(is_bedroom=None))
    fed = replace(load_policy(), feeds=frozenset({"bedrooms"}), hash="fed")

    assert listed(unknown) == "options"
    assert outcomes(unknown, "req", "home-bed", fed)[BARS] is Outcome.NOT_KNOWN_PLACE


def test_it_is_about_foster_families_only():
    home = room(girl(sex=Sex.MALE), kind=SettingKind.CHILDRENS_HOME)

    assert [outcome(home, one) for one in (BARS, SHARING)] == [MET, MET]
