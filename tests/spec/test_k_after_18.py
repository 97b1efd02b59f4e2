"""Catalogue K: staying put, the 18th birthday, care leavers and homelessness at 16 and 17, a bed for the police."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest

from fixtures.plain_world import BOTH, START, TODAY, approval, born, emergency, lives, person, place, request, setting
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import MemberRelation, RegistrationStatus, Role, SettingKind
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.settings import HouseholdMember, OutOfUse, Registration, StatementOfPurpose
from matcher.options.explain import explain, outcomes
from matcher.policy import load_policy
from matcher.policy.book import read_policy
from tests.spec.support import ASK, MET, NOT_MET, answer, day, entry, listed, outcome, ruled_out, scene

FAMILY = setting(kind=SettingKind.COMMUNITY_FAMILY)
GROWN_UP = HouseholdMember(id="grown-up", relation=MemberRelation.STAYING_PUT, place_id="home-bed")
CHILDREN = (person("sam"), person("alex"))
WITH_GROWN_UP = replace(FAMILY, household=(GROWN_UP,))


# staying-put-effect


def test_a_room_used_by_somebody_staying_put_is_no_room():
    assert listed(scene(WITH_GROWN_UP, row=place(beds=1))) == "excluded"
    assert outcome(scene(WITH_GROWN_UP, row=place(beds=1)), "carer-vacancy-usable") is NOT_MET
    assert listed(scene(WITH_GROWN_UP, row=place(beds=2))) == "options"


def test_a_room_whose_place_is_not_recorded_takes_no_bed():
    somewhere = replace(FAMILY, household=(replace(GROWN_UP, place_id=None),))

    assert outcome(scene(somewhere, row=place(beds=1)), "carer-vacancy-usable") is MET


def test_only_those_who_stay_put_with_a_foster_family_use_a_bed():
    host = setting(kind=SettingKind.SUPPORTED_LODGINGS, household=(GROWN_UP,))
    child = replace(FAMILY, household=(replace(GROWN_UP, relation=MemberRelation.OWN_CHILD),))

    assert [outcome(scene(one, row=place(beds=1)), "carer-vacancy-usable") for one in (host, child)] == [MET, MET]


def test_nobodys_own_room_counts_against_them():
    mine = replace(FAMILY, household=(replace(GROWN_UP, id="yp"),))
    own_room = scene(mine, row=place(beds=1))

    assert outcome(own_room, "carer-vacancy-usable") is MET
    assert outcome(own_room, "staying-put-effect") is MET


def test_somebody_staying_put_uses_a_place_in_the_terms():
    terms = [TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=n) for n in (1, 2)]
    found = [outcome(scene(replace(WITH_GROWN_UP, terms=one)), "terms-of-approval") for one in terms]

    assert found == [NOT_MET, MET]


def test_a_council_may_say_that_staying_put_uses_no_place_in_the_terms():
    text = files("matcher.policy").joinpath("policy.toml").read_text(encoding="utf-8")
    switch = '[figures.staying_put_counts]\nunit = "1 = yes, 0 = no"\nsteps = [{ since = "always", value = '
    one_place = replace(WITH_GROWN_UP, terms=TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=1))
    books = [read_policy(text.replace(f"{switch}1", f"{switch}{one}")) for one in (1, 0)]
    found = [outcomes(scene(one_place), "req", "home-bed", book)["terms-of-approval"] for book in books]

    assert found == [NOT_MET, MET]


def test_the_note_names_nobody():
    there = explain(scene(WITH_GROWN_UP, row=place(beds=1)), "req", "home-bed", load_policy())
    note = next(one.says for one in there if one.rule == "staying-put-effect")

    assert note == "Somebody is staying put with this family, so the room is not free."


# no-placement-after-18


def adult(status=LegalStatus.S20, leaver=CareLeaverStatus.ELIGIBLE, on=START):
    return person(date_of_birth=born(18, on), care_leaver_status=leaver, legal_status=LegalReason(status=status))


HUB = setting(
    kind=SettingKind.HUB_BED,
    statement_of_purpose=StatementOfPurpose(age_min=14, age_max=20, sexes=BOTH, needs=()),
)


def test_from_the_birthday_a_family_is_ruled_out_and_the_date_is_said():
    failed = {one.rule: one.says for one in ruled_out(scene(FAMILY, who=adult())).failed}

    assert failed["no-placement-after-18:ends"] == (
        "Robin will be 18 on 1 June 2026. Plan the next arrangement (staying put, staying close or leaving care) from "
        "1 December 2025."
    )


def test_a_hub_bed_at_18_under_section_20_needs_the_leaving_care_manager():
    at_18 = scene(HUB, who=adult(), there=CHILDREN)
    agreed = approval("no-placement-after-18:community-home", Role.LEAVING_CARE_MANAGER)

    assert listed(at_18) == "needs_approval"
    assert [one.roles for one in entry(at_18).approvals] == [(Role.LEAVING_CARE_MANAGER,)]
    assert listed(scene(HUB, who=adult(), there=CHILDREN, authorisations=(agreed,))) == "options"


def test_the_exception_is_for_section_20_only():
    assert outcome(scene(HUB, who=adult(LegalStatus.CARE_ORDER)), "no-placement-after-18:ends") is NOT_MET


@pytest.mark.parametrize("kind", [SettingKind.FOSTER_FAMILY, SettingKind.WITH_PARENTS])
def test_no_other_kind_is_a_community_home(kind):
    assert outcome(scene(replace(HUB, kind=kind), who=adult()), "no-placement-after-18:ends") is NOT_MET


@pytest.mark.parametrize("kind", [SettingKind.OUTREACH, SettingKind.STAYING_PUT, SettingKind.STAYING_CLOSE])
def test_outreach_and_arrangements_after_18_are_no_placements(kind):
    assert outcome(scene(setting(kind=kind), who=adult()), "no-placement-after-18:ends") is MET


def test_care_leavers_are_not_placed_and_who_is_one_is_asked_where_nobody_knows():
    flat = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION)
    found = [
        outcome(scene(flat, who=adult(leaver=one)), "no-placement-after-18:ends")
        for one in (CareLeaverStatus.FORMER_RELEVANT, None, CareLeaverStatus.NONE)
    ]

    assert found == [MET, ASK, NOT_MET]


def test_a_birthday_between_the_first_nights_that_would_do_decides_by_the_night_offered():
    ask = request(start_date=START, first_night_latest=day(10), end_date=day(40))
    late = place(beds=1)
    taken = (lives("r1", leaving=day(8)),)
    turns_18 = person(date_of_birth=born(18, day(8)), care_leaver_status=CareLeaverStatus.NONE)
    opens_on_the_birthday = scene(FAMILY, who=turns_18, ask=ask, row=late, there=(person("r1"),), stays=taken)

    assert outcome(opens_on_the_birthday, "no-placement-after-18:ends") is NOT_MET


# care-leaver-16-17-suitable


def test_an_unregistered_place_is_not_for_a_care_leaver_of_17_in_an_emergency_either():
    flat = setting(
        kind=SettingKind.SUPPORTED_ACCOMMODATION, registration=Registration(status=RegistrationStatus.CANCELLED)
    )
    who = person(date_of_birth=born(17, date(2026, 1, 1)), care_leaver_status=CareLeaverStatus.RELEVANT)
    failed = {one.rule: one.says for one in ruled_out(scene(flat, who=who, ask=emergency())).failed}

    assert failed["care-leaver-16-17-suitable"] == "Setting home is not suitable for a care leaver under 18."


# homeless-16-17-assessment

SEVENTEEN = person(date_of_birth=born(17, date(2026, 1, 1)), legal_status=LegalReason(status=LegalStatus.NONE))
FLAT = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION)


def test_the_joint_assessment_comes_before_confirming_and_in_an_emergency_has_a_date():
    asks = [make(homeless=True, joint_assessment=None) for make in (request, emergency)]
    due = [
        {one.rule: one.due for one in entry(scene(FLAT, who=SEVENTEEN, ask=ask)).before_confirming}[
            "homeless-16-17-assessment:assessment"
        ]
        for ask in asks
    ]

    assert due[0] == "before confirming"
    assert due[1].startswith("2026-05-26")


def test_bed_and_breakfast_is_never_offered_in_an_emergency_either():
    bed_and_breakfast = replace(FLAT, is_bed_and_breakfast=True)

    assert listed(scene(bed_and_breakfast, who=SEVENTEEN, ask=emergency(homeless=True))) == "excluded"


# pace-bed-tonight

FROM_CUSTODY = person(legal_status=LegalReason(status=LegalStatus.PACE_TRANSFER))


def test_the_police_ask_for_one_night_whatever_else_the_request_says():
    ask = request(start_date=TODAY, end_date=day(30), first_night_latest=day(5))
    there = entry(scene(who=FROM_CUSTODY, ask=ask))

    assert (there.first_night, there.leaving) == (TODAY, TODAY + timedelta(days=1))


def test_tomorrow_is_too_late_for_the_police():
    tomorrow = TODAY + timedelta(days=1)
    repair = place(beds=1, out_of_use=(OutOfUse(first_night=TODAY, leaving=tomorrow),))

    assert listed(scene(who=FROM_CUSTODY, ask=emergency(first_night_latest=day(5)), row=repair)) == "excluded"


def test_one_night_is_enough_and_nothing_is_lost_for_being_short():
    there = entry(
        scene(who=FROM_CUSTODY, ask=emergency(expected_nights=60), row=place(vacancy_ends_on=date(2026, 5, 23)))
    )

    assert [one.points for one in there.adjustments if one.slug == "expected-length-fits"] in ([], [0.0])


def test_where_no_lawful_place_is_free_the_answer_says_to_pass_it_up():
    says = answer(scene(setting(takes_pace=False), who=FROM_CUSTODY, ask=emergency())).says

    assert says[-1] == (
        "The police ask for a bed tonight. We have not found a place for Robin: 1 ruled out by pace-bed-tonight. The council must "
        "still provide a bed: call the on-call senior manager now, and tell the custody officer."
    )


def test_it_says_so_for_the_police_only_and_only_where_nothing_is_listed():
    found = scene(who=FROM_CUSTODY, ask=emergency())
    other = scene(setting(registered_places=0), ask=emergency())

    assert not any("police" in one for one in (*answer(found).says, *answer(other).says))


def test_a_home_that_does_not_take_transfers_says_until_when_the_bed_is_needed():
    failed = ruled_out(scene(setting(takes_pace=False), who=FROM_CUSTODY, ask=emergency())).failed

    assert failed[0].says == (
        "Setting home does not take young people transferred from custody. Robin needs a bed until 09:00 on 23 May 2026."
    )
