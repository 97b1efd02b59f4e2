"""Catalogue section B: agreement under section 20, the parents' to sixteen and the young person's own from then on."""

import pytest

from fixtures.plain_world import NOW, START, born, person
from matcher.domain.codes import Role
from matcher.domain.people_law import CareOrder, Consent, Consenter, LegalReason, Objection
from matcher.domain.person_codes import LegalStatus
from tests.spec.support import ASK, MET, NOT_MET, day, entry, listed, outcome, scene

OBJECTION = "s20-consent-valid:objection"
RECORDED = "s20-consent-valid:recorded"

MOTHER = Objection(person="Mother", has_parental_responsibility=True, willing_and_able=True)
BY_MOTHER = (Consenter(person="Mother"),)
OWN = (Consenter(person="Robin", is_young_person=True),)


LATER = day(200)


def accommodated(*, under=LegalStatus.S20, turns_16=LATER, orders=(), no_consent=False, **consent):
    """Somebody under section 20 who turns 16 on that day (fifteen on the first night, unless said otherwise)."""
    agreed = None if no_consent else Consent(**{"given_by": BY_MOTHER, "objections": (), **consent})
    facts = {"legal_status": LegalReason(status=under), "consent": agreed, "orders": orders}
    return scene(who=person(date_of_birth=born(16, turns_16), **facts))


def order(**facts):
    return CareOrder(**{"kind": "special_guardianship", "person": "Aunt", "agrees": True, **facts})


# objection, under 16


def test_nobody_objects():
    assert outcome(accommodated(), OBJECTION) is MET


def test_a_mother_who_objects_and_can_care_herself_rules_every_place_out():
    objects = accommodated(objections=(MOTHER,))

    assert outcome(objects, OBJECTION) is NOT_MET
    assert listed(objects) == "excluded"


@pytest.mark.parametrize("lacking", [{"has_parental_responsibility": False}, {"willing_and_able": False}])
def test_an_objection_without_responsibility_or_without_being_able_to_care_does_not_block(lacking):
    objection = Objection(
        **{"person": "Father", "has_parental_responsibility": True, "willing_and_able": True, **lacking}
    )

    assert outcome(accommodated(objections=(objection,)), OBJECTION) is MET


@pytest.mark.parametrize("doubtful", [{"has_parental_responsibility": None}, {"willing_and_able": None}])
def test_an_objection_that_is_in_doubt_is_a_question_about_the_person(doubtful):
    objection = Objection(
        **{"person": "Father", "has_parental_responsibility": True, "willing_and_able": True, **doubtful}
    )

    assert outcome(accommodated(objections=(objection,)), OBJECTION) is ASK


def test_one_objection_that_blocks_is_enough_beside_one_that_does_not():
    father = Objection(person="Father", has_parental_responsibility=False, willing_and_able=True)

    assert outcome(accommodated(objections=(father, MOTHER)), OBJECTION) is NOT_MET


def test_objections_nobody_has_asked_about_are_a_question_that_moves_nothing():
    unknown = accommodated(objections=None)

    assert outcome(unknown, OBJECTION) is ASK
    assert listed(unknown) == "options"


def test_a_special_guardian_who_agrees_outweighs_the_objection():
    assert outcome(accommodated(objections=(MOTHER,), orders=(order(),)), OBJECTION) is MET


def test_the_objection_stands_unless_every_person_named_in_an_order_agrees():
    uncle = order(kind="child_arrangements", person="Uncle", agrees=False)

    assert outcome(accommodated(objections=(MOTHER,), orders=(order(), uncle)), OBJECTION) is NOT_MET


def test_an_order_holder_who_has_not_been_asked_leaves_a_question():
    assert outcome(accommodated(objections=(MOTHER,), orders=(order(agrees=None),)), OBJECTION) is ASK


def test_withdrawn_consent_is_not_met_from_the_moment_recorded():
    assert outcome(accommodated(withdrawn_at=NOW), OBJECTION) is NOT_MET


def test_under_16_the_young_persons_own_refusal_is_not_this_rule():
    assert outcome(accommodated(refused_by_young_person=True), OBJECTION) is MET


# objection, from 16


def test_from_the_sixteenth_birthday_a_parents_objection_does_not_block():
    found = [
        outcome(accommodated(turns_16=on, objections=(MOTHER,), refused_by_young_person=False), OBJECTION)
        for on in (START, day(1))
    ]

    assert found == [MET, NOT_MET]


def test_at_17_with_their_own_agreement_a_father_who_objects_does_not_block():
    father = Objection(person="Father", has_parental_responsibility=True, willing_and_able=True)
    own_agreement = accommodated(turns_16=day(-400), objections=(father,), given_by=OWN, refused_by_young_person=False)

    assert [outcome(own_agreement, limb) for limb in (OBJECTION, RECORDED)] == [MET, MET]


@pytest.mark.parametrize(("refused", "found"), [(True, NOT_MET), (False, MET), (None, ASK)])
def test_from_16_the_young_person_must_not_have_refused(refused, found):
    assert outcome(accommodated(turns_16=START, refused_by_young_person=refused), OBJECTION) is found


def test_from_16_a_parents_withdrawal_does_not_block():
    assert outcome(accommodated(turns_16=START, withdrawn_at=NOW, refused_by_young_person=False), OBJECTION) is MET


def test_with_an_objection_and_an_unknown_age_it_depends_on_the_birthday():
    consent = Consent(given_by=BY_MOTHER, objections=(MOTHER,), refused_by_young_person=False)
    who = person(date_of_birth=None, consent=consent, legal_status=LegalReason(status=LegalStatus.S20))

    assert outcome(scene(who=who), OBJECTION) is ASK


def test_with_nothing_recorded_about_consent_nobody_knows_whether_anybody_objects():
    assert outcome(accommodated(no_consent=True), OBJECTION) is ASK
    assert outcome(accommodated(no_consent=True, turns_16=START), OBJECTION) is ASK


# recorded


def test_under_16_a_parents_agreement_has_to_be_recorded():
    assert outcome(accommodated(), RECORDED) is MET
    assert outcome(accommodated(given_by=()), RECORDED) is NOT_MET


def test_from_16_the_agreement_recorded_has_to_be_the_young_persons_own():
    assert [outcome(accommodated(turns_16=START, given_by=by), RECORDED) for by in (BY_MOTHER, OWN)] == [NOT_MET, MET]
    assert [outcome(accommodated(turns_16=day(1), given_by=by), RECORDED) for by in (BY_MOTHER,)] == [MET]


def test_an_agreement_is_a_step_so_nothing_recorded_is_not_met():
    assert outcome(accommodated(no_consent=True), RECORDED) is NOT_MET


def test_an_agreement_still_to_be_written_waits_before_confirming_for_the_social_worker():
    unwritten = accommodated(given_by=())
    waiting = {one.rule: one.who for one in entry(unwritten).before_confirming}

    assert listed(unwritten) == "options"
    assert waiting[RECORDED] == (Role.SOCIAL_WORKER,)


# who it is for


@pytest.mark.parametrize("status", ["care_order", "police_protection", "none"])
def test_without_section_20_nobodys_agreement_is_asked_for(status):
    other = accommodated(under=LegalStatus(status), objections=(MOTHER,), given_by=(), withdrawn_at=NOW)

    assert [outcome(other, limb) for limb in (OBJECTION, RECORDED)] == [MET, MET]
