"""Catalogue 0.1, "Outcomes and lists": which list a place goes to, and what moves none."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from fixtures.plain_world import born, carer, emergency, person, place, request, setting, world
from matcher.domain.carers import TemporaryApproval, TermsOfApproval
from matcher.domain.codes import ApprovalStatus, RegistrationStatus, SettingKind
from matcher.domain.people import View
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import LegalStatus, NeedCategory, PlacementSex, Sex, ViewAbout, ViewStrength
from matcher.domain.settings import Registration, StatementOfPurpose
from matcher.domain.values import LONDON, Location
from matcher.options.result import result_adapter
from tests.spec.support import ASK, LISTS, PLACE, answer, day, entry, listed, outcome, ruled_out, scene, without

NOT_REGISTERED = Registration(status=RegistrationStatus.CANCELLED)
ONLY_BOYS = StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.MALE,), needs=tuple(NeedCategory))
ALL_KINDS = (
    setting("family", SettingKind.COMMUNITY_FAMILY),
    setting("lodgings", SettingKind.SUPPORTED_LODGINGS),
    setting("hub", SettingKind.HUB_BED),
    setting("relative", SettingKind.CONNECTED_CARER),
)


def lists_of(snapshot):
    """Each place's list, by place."""
    return {one.place_id: listed(snapshot, one.place_id) for one in snapshot.places}


# The four lists


def test_a_place_with_nothing_in_the_way_is_an_option():
    assert listed(scene()) == "options"


def test_a_hard_limb_not_met_excludes_and_gives_the_reason():
    closed = scene(setting(registration=NOT_REGISTERED))

    assert listed(closed) == "excluded"
    assert [one.rule for one in ruled_out(closed).failed] == ["children-home-registered:registration"]


def test_a_place_whose_lawful_footing_is_not_known_waits():
    assert listed(scene(setting(registration=None))) == "needs_information"


def test_a_footing_not_known_makes_a_place_wait_in_an_emergency_too():
    assert listed(scene(setting(registration=None), ask=emergency())) == "needs_information"


def test_a_footing_that_needs_approval_waits_while_it_is_not_known():
    no_terms = setting(kind=SettingKind.COMMUNITY_FAMILY, terms=None)

    assert listed(scene(no_terms)) == "needs_information"
    assert listed(scene(no_terms, ask=emergency())) == "needs_information"


def test_another_fact_of_the_place_not_known_makes_it_wait_when_planned_and_only_asks_in_an_emergency():
    girls = StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.FEMALE,), needs=tuple(NeedCategory))
    who = person(placement_sex=PlacementSex.TALK_FIRST)
    planned, tonight = (
        scene(setting(statement_of_purpose=girls), who=who, ask=ask) for ask in (request(), emergency())
    )

    assert outcome(planned, "statement-of-purpose-fit:age-and-sex") is PLACE
    assert listed(planned) == "needs_information"
    assert listed(tonight) == "options"
    assert entry(tonight).worries[0].rule == "statement-of-purpose-fit:age-and-sex"


def test_a_fact_of_the_place_not_known_on_an_authorise_limb_needs_approval_with_its_question():
    nobody_knows = scene(setting(manager_in_post=None))

    assert outcome(nobody_knows, "children-home-registered:manager") is PLACE
    assert listed(nobody_knows) == "needs_approval"
    there = entry(nobody_knows)
    assert "children-home-registered:manager" in [one.rule for one in there.approvals] + [
        one.rule for one in there.questions
    ]


def test_ruled_out_comes_before_a_question_and_a_question_before_an_approval():
    post_empty = setting(manager_in_post=False)
    asked_too = replace(post_empty, registration=None)
    ruled_out_too = replace(asked_too, statement_of_purpose=ONLY_BOYS)

    assert [listed(scene(one)) for one in (post_empty, asked_too, ruled_out_too)] == [
        "needs_approval",
        "needs_information",
        "excluded",
    ]


def test_a_place_that_waits_lists_the_approvals_it_will_need():
    waits = scene(setting(registration=None, manager_in_post=False))

    assert [one.rule for one in entry(waits).approvals] == ["children-home-registered:manager"]
    assert "children-home-registered:registration" in {one.rule for one in entry(waits).questions}


def test_a_place_ruled_out_gives_every_reason_approvals_too():
    home = setting(registration=NOT_REGISTERED, statement_of_purpose=ONLY_BOYS, manager_in_post=False)

    assert {one.rule for one in ruled_out(scene(home)).failed} == {
        "children-home-registered:registration",
        "statement-of-purpose-fit:age-and-sex",
        "children-home-registered:manager",
    }


def test_a_step_before_confirming_moves_no_place():
    not_agreed = scene(ask=request(agreed_by=None))

    assert listed(not_agreed) == "options"
    assert "accommodation-agreed" in {one.rule for one in entry(not_agreed).before_confirming}


# Facts about the person (conformance case 19)


@pytest.mark.parametrize(
    "fact",
    [
        "sex",
        "legal_status",
        "health",
        "assessment",
        "needs",
        "skilled_needs",
        "access_needs",
        "risks",
        "vulnerabilities",
        "identity_needs",
        "education",
        "family_time",
        "friends_and_activities",
        "views",
        "relationships",
        "siblings",
        "exclusions",
        "key_worker",
        "needs_waking_night",
        "home",
    ],
)
def test_one_missing_fact_about_the_person_moves_no_place(fact):
    girls = StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.FEMALE,), needs=(NeedCategory.AUTISM,))
    homes = (*ALL_KINDS, setting("girls", statement_of_purpose=girls))
    known = person(date_of_birth=born(16, day(-100)))
    before, after = (world(*homes, young_people=(who,)) for who in (known, without(known, fact)))

    assert lists_of(after) == lists_of(before) == {one.place_id: "options" for one in before.places}


@pytest.mark.parametrize(
    "fact", ["secure_sought", "deprivation_of_liberty_sought", "homeless", "required_ratio", "purpose"]
)
def test_one_missing_fact_of_the_request_moves_no_place(fact):
    unknown = world(
        *ALL_KINDS,
        young_people=(person(date_of_birth=born(16, day(-100))),),
        placement_requests=(without(request(), fact),),
    )

    assert set(lists_of(unknown).values()) == {"options"}


def test_no_date_of_birth_makes_only_supported_lodgings_wait():
    unknown = world(*ALL_KINDS, young_people=(person(date_of_birth=None),))

    assert lists_of(unknown) == {
        "family-bed": "options",
        "lodgings-bed": "needs_information",
        "hub-bed": "options",
        "relative-bed": "options",
    }


def test_a_missing_fact_about_the_person_is_asked_once_at_the_top():
    homes = [setting(name, SettingKind.SUPPORTED_LODGINGS) for name in ("one", "two")]
    who = person(date_of_birth=born(16, day(-100)), assessment=None)
    asked = [one.rule for one in answer(world(*homes, young_people=(who,))).ask_first]

    assert asked.count("needs-care-not-support") == 1


# Requests outside the service


def test_a_request_outside_the_service_empties_every_list_and_names_every_reason():
    who = person(legal_status=LegalReason(status=LegalStatus.REMAND_YDA))
    result = answer(scene(who=who, ask=request(secure_sought=True)))

    assert [getattr(result, name) for name in LISTS] == [()] * 4
    assert {one.rule for one in result.referred} == {
        "refer-deprivation-of-liberty:secure",
        "refer-youth-detention:detained",
    }


def test_a_reason_to_refer_that_is_not_known_is_asked_once_and_refers_nobody():
    unknown = scene(ask=request(secure_sought=None))

    assert outcome(unknown, "refer-deprivation-of-liberty:secure") is ASK
    assert answer(unknown).referred == ()
    assert [one.rule for one in answer(unknown).ask_first].count("refer-deprivation-of-liberty:secure") == 1


# The whole answer


def test_every_place_is_in_exactly_one_list_and_the_counts_add_up():
    homes = (
        setting("free"),
        setting("empty-post", manager_in_post=False),
        setting("unknown", registration=None),
        setting("closed", registration=NOT_REGISTERED),
    )
    result = answer(world(*homes))

    assert lists_of(world(*homes)) == dict(zip([f"{one.id}-bed" for one in homes], LISTS, strict=True))
    assert [getattr(result.counts, name) for name in LISTS] == [1, 1, 1, 1]
    assert result.considered == 4


def test_what_was_ruled_out_is_counted_by_rule():
    homes = (
        setting("a", registration=NOT_REGISTERED),
        setting("b", registration=NOT_REGISTERED, statement_of_purpose=ONLY_BOYS),
    )

    counted = {rule.partition(":")[0]: count for rule, count in answer(world(*homes)).excluded_by_rule.items()}

    assert counted == {"children-home-registered": 2, "statement-of-purpose-fit": 1}


def test_a_setting_that_belongs_to_one_person_appears_for_that_person_only():
    homes = (setting("mine", for_young_person_id="yp"), setting("theirs", for_young_person_id="r1"))

    assert lists_of(world(*homes, young_people=(person(), person("r1")))) == {
        "mine-bed": "options",
        "theirs-bed": "nowhere",
    }


def test_the_same_request_twice_gives_the_same_answer():
    """Conformance case 13."""
    assert answer(world(*ALL_KINDS)) == answer(world(*ALL_KINDS))


def test_the_order_of_two_places_is_unchanged_when_a_third_is_added():
    """Conformance case 24."""
    two = (setting("near", location=Location(easting=431_000, northing=455_000)), setting("farther"))
    third = setting("third", SettingKind.COMMUNITY_FAMILY)
    alone, with_third = ([one.setting_id for one in answer(world(*homes)).options] for homes in (two, (*two, third)))

    assert [name for name in with_third if name != "third"] == alone == ["near", "farther"]


def test_a_planned_request_typed_at_eight_in_the_evening_is_no_emergency():
    """Conformance case 18: it still needs seven nights, where an emergency needs one."""
    two_nights, evening = place(vacancy_ends_on=date(2026, 5, 24)), datetime(2026, 5, 22, 20, 0, tzinfo=LONDON)
    asks = (request(start_date=date(2026, 5, 22)), emergency())
    planned, declared = (scene(ask=ask, row=two_nights, as_of=evening) for ask in asks)

    assert not answer(planned).is_emergency
    assert [listed(planned), listed(declared)] == ["excluded", "options"]


def relative(**facts):
    """A relative on temporary approval, far away, against whose kind of place the young person has spoken."""
    temporary = TemporaryApproval(
        young_people=("yp",), started_on=date(2026, 5, 4), approved_by="N. Officer", approved_on=date(2026, 5, 4)
    )
    host = carer(approval_status=ApprovalStatus.TEMPORARILY_APPROVED, temporary_approval=temporary)
    far = Location(easting=480_000, northing=455_000)
    return setting("relative", SettingKind.CONNECTED_CARER, carers=(host,), location=far, **facts)


AGAINST = View(about=ViewAbout.SETTING_KIND, view=ViewStrength.AGAINST, setting_kind=SettingKind.CONNECTED_CARER)


def test_a_relative_on_temporary_approval_is_shown_first_whatever_the_score():
    """Conformance case 17."""
    first, second = answer(
        world(setting("hub", SettingKind.HUB_BED), relative(), young_people=(person(views=(AGAINST,)),))
    ).options

    assert (first.setting_id, first.family_and_friends, first.overall_rank) == ("relative", True, 1)
    assert (second.setting_id, second.family_and_friends, second.overall_rank) == ("hub", False, 2)
    assert first.score < second.score


def test_a_relative_who_needs_an_approval_is_first_in_the_one_list_with_the_approval_tagged():
    narrow = relative(terms=TermsOfApproval(age_min=0, age_max=10, sexes=(Sex.FEMALE,), places=2))
    snapshot = world(setting("hub", SettingKind.HUB_BED), narrow, young_people=(person(views=(AGAINST,)),))
    there = entry(snapshot, "relative-bed")

    assert there.overall_rank == 1
    assert [one.rule for one in there.approvals] == ["terms-of-approval"]


def test_an_answer_about_a_carer_with_an_allegation_does_not_contain_the_word():
    """Conformance case 22."""
    home = setting(kind=SettingKind.COMMUNITY_FAMILY, carers=(carer(allegation_open=True),))

    assert listed(scene(home)) == "excluded"
    assert b"allegation" not in result_adapter().dump_json(answer(scene(home))).lower()


def test_an_answer_about_a_carer_whose_standing_is_not_known_does_not_contain_the_word_either():
    home = setting(kind=SettingKind.COMMUNITY_FAMILY, carers=(carer(allegation_open=None),))

    assert listed(scene(home)) == "needs_information"
    assert b"allegation" not in result_adapter().dump_json(answer(scene(home))).lower()
