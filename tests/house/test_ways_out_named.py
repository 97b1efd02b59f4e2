"""Every limb that can keep a place off the list names its changes, or says why nothing can be changed; never an unlawful one."""

import pytest

from matcher.options.ways_out.answers import ANSWERS
from matcher.options.ways_out.gaps import MISSING
from matcher.options.ways_out.homes import DECIDED_ANEW, PUT_IN
from matcher.options.ways_out.named import MAKERS
from matcher.rules import RULE_BOOK, Kind
from matcher.rules.changes import ChangeKind
from tests.house.test_reading_grade import HARDEST, grade

LIMBS = [limb for rule in RULE_BOOK for limb in rule.limbs]
IN_THE_WAY = [limb for limb in LIMBS if limb.kind in {Kind.REFER, Kind.HARD, Kind.AUTHORISE}]
BY_LAW_WITHOUT_EXEMPTION = (
    "refer-deprivation-of-liberty:setting",
    "s20-consent-valid:objection",
    "under-16-no-other-arrangements",
    "16-17-registered-supported-accommodation",
    "supported-accommodation-age-band",
    "needs-care-not-support",
    "bespoke-registration-clear",
    "children-home-registered:registration",
    "registered-places-not-exceeded",
    "no-placement-after-18:ends",
    "care-leaver-16-17-suitable",
    "homeless-16-17-assessment:bed-and-breakfast",
)
"""No approval, exemption, adaptation or separation opens these: only other nights, a fact found out, or a planned move."""
WITHIN_THE_LAW = {ChangeKind.FACT, ChangeKind.WAIT, ChangeKind.FEWER_NIGHTS, ChangeKind.MOVE}


@pytest.mark.parametrize("limb", IN_THE_WAY, ids=lambda one: one.id)
def test_it_names_changes_or_says_why_there_is_none(limb):
    assert bool(limb.changes) is not bool(limb.unchangeable)
    assert len(set(limb.changes)) == len(limb.changes)


@pytest.mark.parametrize("limb", [one for one in LIMBS if one not in IN_THE_WAY], ids=lambda one: one.id)
def test_what_never_keeps_a_place_off_the_list_names_none(limb):
    assert limb.changes == ()
    assert limb.unchangeable == ""


@pytest.mark.parametrize("limb", [one for one in LIMBS if one.kind is Kind.AUTHORISE], ids=lambda one: one.id)
def test_what_may_be_authorised_names_the_approval_or_the_exemption(limb):
    assert bool({ChangeKind.APPROVAL, ChangeKind.EXEMPTION} & set(limb.changes))


@pytest.mark.parametrize("limb_id", BY_LAW_WITHOUT_EXEMPTION)
def test_law_that_admits_no_exemption_names_none(limb_id):
    limb = next(one for one in LIMBS if one.id == limb_id)
    assert set(limb.changes) <= WITHIN_THE_LAW


@pytest.mark.parametrize("limb", [one for one in LIMBS if one.kind is Kind.HARD], ids=lambda one: one.id)
def test_a_hard_limb_is_approved_only_where_a_decision_is_somebodys_own(limb):
    assert (ChangeKind.APPROVAL in limb.changes) is (limb.id in DECIDED_ANEW)
    assert ChangeKind.EXEMPTION not in limb.changes


OF_AGE_ALONE = {"supported-accommodation-age-band"}
"""Asked of the young person's age only: `facts` finds the ages that fit, and no place has anything to record."""


@pytest.mark.parametrize(
    ("kind", "made"),
    [(ChangeKind.FACT, {*ANSWERS, *OF_AGE_ALONE}), (ChangeKind.ADAPTATION, PUT_IN), (ChangeKind.SHIFT, MISSING)],
)
def test_whatever_a_limb_names_can_be_made(kind, made):
    assert {limb.id for limb in LIMBS if kind in limb.changes} == set(made)


def test_every_kind_is_named_by_some_limb_and_made_by_somebody():
    assert {kind for limb in LIMBS for kind in limb.changes} == set(ChangeKind)
    of_nights_and_approvals = {ChangeKind.WAIT, ChangeKind.FEWER_NIGHTS, ChangeKind.EXEMPTION}
    assert set(ChangeKind) - of_nights_and_approvals == set(MAKERS)


@pytest.mark.parametrize("limb", [one for one in LIMBS if one.unchangeable], ids=lambda one: one.id)
def test_why_nothing_can_be_changed_is_easy_to_read(limb):
    assert grade(limb.unchangeable.format(name="Robin")) <= HARDEST
