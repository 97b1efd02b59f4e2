"""Catalogue 0.1, "Approvals" and "By telephone": what is recorded with an approval, and why one does not count."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fixtures.plain_world import NOW, TODAY, approval, emergency, person, setting
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import Role, SettingKind
from matcher.domain.people import Need
from matcher.domain.person_codes import NeedCategory, SeparationReason, Sex
from matcher.domain.placements import SeparationEntry
from matcher.domain.request_steps import GivenBy
from matcher.domain.settings import StatementOfPurpose
from tests.spec.support import answer, day, entry, listed, scene

POST, NEEDS = "children-home-registered:manager", "statement-of-purpose-fit:needs"
POST_EMPTY = setting(manager_in_post=False)
AGREED = approval(POST, Role.SERVICE_MANAGER)
COVER = "the cover"
TOO_MANY = tuple(person(f"r{n}", siblings=()) for n in range(3))
FAMILY = setting(
    kind=SettingKind.FOSTER_FAMILY, terms=TermsOfApproval(age_min=0, age_max=17, sexes=(Sex.FEMALE, Sex.MALE), places=6)
)
LIMIT = "usual-fostering-limit"
EXEMPTED = approval(LIMIT, Role.AREA_AUTHORITY, recorded=("the names of the children",))


def needed(snapshot, limb=POST):
    return next(one for one in entry(snapshot).approvals if one.rule == limb)


def why_not(*given, **facts):
    """What is said of each approval that does not count."""
    return needed(scene(POST_EMPTY, authorisations=given, **facts)).why_not


def no_rota(**facts):
    return scene(setting(), shifts=(), **facts)


def in_a_family(*given, **facts):
    return scene(FAMILY, there=TOO_MANY, authorisations=given, **facts)


# What has to be recorded


def test_staffing_that_falls_short_says_that_the_cover_has_to_be_recorded():
    assert needed(no_rota(), "staff-ratio").must_record == (COVER,)


@pytest.mark.parametrize(
    ("recorded", "waits"),
    [(None, True), ((), True), (("something else",), True), ((COVER,), False), (("a note", COVER), False)],
)
def test_an_approval_of_staffing_counts_and_confirming_waits_for_the_cover_to_be_recorded(recorded, waits):
    given = approval("staff-ratio", Role.REGISTERED_MANAGER, recorded=recorded)
    there = entry(no_rota(authorisations=(given,)))

    assert "staff-ratio" not in {one.rule for one in there.approvals}
    assert ("staff-ratio" in {one.rule for one in there.before_confirming}) is waits


def test_what_an_approver_has_still_to_record_is_said_to_them():
    there = entry(no_rota(authorisations=(approval("staff-ratio", Role.REGISTERED_MANAGER),)))
    step = there.before_confirming[0]

    assert [one.still_to_record for one in there.approved] == [(COVER,)]
    assert (step.rule, step.who, step.due) == ("staff-ratio", (Role.REGISTERED_MANAGER,), "before confirming")
    assert step.says == "The registered manager has agreed, and has still to record the cover."


# Why an approval does not count


def test_where_nothing_is_recorded_there_is_nothing_to_explain():
    assert why_not() == ()
    assert why_not(replace(AGREED, setting_id="elsewhere"), replace(AGREED, rule="peer-age-gap")) == ()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"role": Role.HUB_MANAGER}, "only the service manager may agree"),
        ({"reason": " "}, "it gives no reason"),
        ({"person": ""}, "it does not name who agreed"),
        ({"person": "A. Social-Worker"}, "nobody approves their own request"),
        ({"asked_by": "M. Approver"}, "nobody approves their own request"),
        ({"expires_at": NOW - timedelta(days=1)}, "it ended on 21 May 2026"),
        ({"made_at": NOW + timedelta(minutes=1)}, "it is dated later than now"),
        ({"by_telephone": True}, "by telephone counts only in an emergency"),
        ({"leaving": day(27)}, "it does not cover every night from 1 June 2026 to 29 June 2026"),
        ({"disputed_at": NOW}, "the approver does not confirm what was said by telephone"),
    ],
)
def test_an_approval_that_does_not_count_says_why_in_one_sentence(facts, reason):
    (said,) = why_not(replace(AGREED, **facts))

    assert said.startswith("What ")
    assert said.endswith(f" does not count: {reason}.")


def test_each_approval_that_does_not_count_has_its_sentence_and_every_reason_is_in_it():
    both = why_not(
        replace(AGREED, reason="", role=Role.IRO), replace(AGREED, id="second", expires_at=NOW - timedelta(9))
    )

    assert [one.split(": ")[1] for one in both] == [
        "only the service manager may agree; it gives no reason.",
        "it ended on 13 May 2026.",
    ]


def test_where_two_have_to_agree_the_first_is_told_who_else_has_to():
    apart = SeparationEntry(person_a="yp", person_b="r1", reason=SeparationReason.CONFLICT)
    limb = "do-not-place-together:review"
    first = approval(limb, Role.REGISTERED_MANAGER)
    halfway, agreed = (
        scene(there=(person("r1"),), separation_entries=(apart,), authorisations=given)
        for given in ((first,), (first, approval(limb, Role.SERVICE_MANAGER)))
    )

    assert needed(halfway, limb).why_not == (
        "What M. Approver recorded as registered manager on 22 May 2026 counts; the service manager has to agree too.",
    )
    assert limb not in {one.rule for one in entry(agreed).approvals}


# One act, several limbs; conditions


def two_limbs(*given):
    """A home whose statement does not include autism, and whose rota nobody has recorded: two approvals, one role."""
    narrow = setting(statement_of_purpose=StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.FEMALE,), needs=()))
    who = person(needs=(Need(category=NeedCategory.AUTISM, level=2),))
    there = entry(scene(narrow, who=who, shifts=(), authorisations=given))
    return [one.rule for one in there.approvals], [one.rule for one in there.approved]


BOTH_LIMBS = [NEEDS, "staff-ratio"]
ONE_ACT = approval(NEEDS, Role.REGISTERED_MANAGER, other_rules=("staff-ratio",), recorded=(COVER,))


def test_one_act_may_cover_several_rules_of_one_option():
    assert two_limbs() == (BOTH_LIMBS, [])
    assert two_limbs(ONE_ACT) == ([], BOTH_LIMBS)


def test_what_was_agreed_is_shown_with_its_conditions():
    (shown,) = entry(scene(POST_EMPTY, authorisations=(replace(AGREED, conditions="Until a manager starts"),))).approved

    assert shown.says == "Approved by the service manager on 22 May 2026."
    assert shown.conditions == "Until a manager starts"


# By telephone


BY_TELEPHONE = replace(AGREED, by_telephone=True)


def tonight(*given):
    return scene(POST_EMPTY, ask=emergency(), authorisations=given)


def test_a_telephone_approval_counts_at_once_in_an_emergency_and_is_marked_until_it_is_countersigned():
    """Conformance case 20."""
    signed = replace(BY_TELEPHONE, countersigned_at=NOW)
    said = [[one.says for one in entry(tonight(one)).approved] for one in (BY_TELEPHONE, signed)]

    assert listed(tonight(BY_TELEPHONE)) == "options"
    assert said == [
        ["Approved by the service manager on 22 May 2026, by telephone, not yet countersigned."],
        ["Approved by the service manager on 22 May 2026."],
    ]


def test_a_telephone_approval_that_the_approver_disputes_no_longer_counts():
    assert listed(tonight(replace(BY_TELEPHONE, disputed_at=NOW))) == "needs_approval"


# From outside


def test_a_consent_from_outside_counts_with_who_gave_it_and_is_shown_so():
    by = GivenBy(name="O. Officer", organisation="East council", on=TODAY, reference="EX/12")
    shown = entry(in_a_family(replace(EXEMPTED, given_by=by))).approved

    assert [one.says for one in shown if one.rule == LIMIT] == [
        "Given by O. Officer, East council, on 22 May 2026 (EX/12), recorded by M. Approver on 22 May 2026."
    ]


@pytest.mark.parametrize(
    "by",
    [
        None,
        GivenBy(name=" ", organisation="East council", on=TODAY),
        GivenBy(name="O. Officer", organisation="", on=TODAY),
    ],
)
def test_of_a_consent_from_outside_who_gave_it_is_still_to_be_recorded(by):
    whole, less = (entry(in_a_family(one)) for one in (EXEMPTED, replace(EXEMPTED, given_by=by)))

    assert [one.still_to_record for one in whole.approved] == [()]
    assert [one.still_to_record for one in less.approved] == [("who gave it, for which organisation and when",)]
    assert LIMIT in {one.rule for one in less.before_confirming} - {one.rule for one in whole.before_confirming}


def test_a_consent_from_outside_dated_later_than_today_does_not_count():
    tomorrow = GivenBy(name="O. Officer", organisation="East council", on=TODAY + timedelta(days=1))

    assert listed(in_a_family(EXEMPTED)) == "options"
    assert listed(in_a_family(replace(EXEMPTED, given_by=tomorrow))) == "needs_approval"


def test_whoever_asks_may_write_down_what_somebody_outside_agreed():
    assert listed(in_a_family(replace(EXEMPTED, person="A. Social-Worker"))) == "options"


def test_whoever_asks_may_not_be_the_one_outside_who_agrees():
    by = GivenBy(name="A. Social-Worker", organisation="East council", on=TODAY)

    assert listed(in_a_family(replace(EXEMPTED, given_by=by))) == "needs_approval"


def test_a_role_of_this_council_needs_nobody_outside():
    assert listed(scene(POST_EMPTY, authorisations=(replace(AGREED, given_by=None),))) == "options"


# The place in the list


def test_a_step_before_confirming_never_moves_a_place_whoever_agrees():
    given = approval("impact-risk-assessment-complete:decided", Role.REGISTERED_MANAGER)
    lists = [listed(scene(authorisations=acts)) for acts in ((), (given,))]

    assert lists == ["options", "options"]


def test_an_approval_by_the_wrong_role_leaves_the_place_where_it_was():
    wrong = scene(POST_EMPTY, authorisations=(replace(AGREED, role=Role.DCS),))

    assert listed(wrong) == "needs_approval"
    assert answer(wrong).counts.options == 0
