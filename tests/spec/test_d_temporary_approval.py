"""Catalogue section D, `connected-person-temporary-approval`: a nominated officer agrees it, and its extension."""

from datetime import date

from fixtures.plain_world import approval, carer, request, setting, world
from matcher.domain.carers import TemporaryApproval
from matcher.domain.codes import ApprovalStatus, Role, SettingKind
from tests.spec.support import MET, NOT_MET, answer, entry, outcome, scene

RULE = "connected-person-temporary-approval"
JULY = date(2026, 7, 6)
AGREED = {"approved_by": "N. Officer", "approved_on": JULY}


def relative(kind=SettingKind.CONNECTED_CARER, status=ApprovalStatus.TEMPORARILY_APPROVED, **facts):
    temporary = TemporaryApproval(**{"young_people": ("yp",), "started_on": JULY, **facts})
    host = carer(approval_status=status, temporary_approval=temporary, schedule_4_check_done=True)
    return setting(kind=kind, carers=(host,))


def from_day(first):
    return request(start_date=first, end_date=None, expected_nights=None)


def judged(first, **facts):
    return outcome(scene(relative(**facts), ask=from_day(first)), RULE)


def test_a_relative_under_regulation_24_is_shown_first_with_the_approval_tagged():
    """Conformance case 17."""
    hub = setting("hub", SettingKind.HUB_BED)
    found = answer(world(hub, relative(), placement_requests=(from_day(JULY),)))
    first = found.needs_approval[0]

    assert (first.setting_id, first.overall_rank, first.family_and_friends) == ("home", 1, True)
    assert [(one.rule, one.roles) for one in first.approvals] == [(RULE, (Role.NOMINATED_OFFICER,))]
    assert [one.setting_id for one in found.options] == ["hub"]


def test_sixteen_weeks_from_monday_6_july_the_last_night_is_sunday_25_october():
    """Conformance case 12."""
    last, leaving = date(2026, 10, 25), date(2026, 10, 26)

    assert [judged(one, **AGREED) for one in (last, leaving)] == [MET, NOT_MET]
    assert entry(scene(relative(**AGREED), ask=from_day(JULY))).leaving == leaving


def test_with_the_extension_agreed_the_last_night_is_sunday_20_december():
    extension = {"extended": True, "extension_approved_by": "N. Officer", "extension_approved_on": date(2026, 10, 20)}

    assert [judged(date(2026, 12, one), **AGREED, **extension) for one in (20, 21)] == [MET, NOT_MET]


def test_an_extension_asked_for_has_to_be_agreed_and_says_what_can_be_done():
    asked = scene(relative(extended=True, **AGREED), ask=from_day(date(2026, 11, 2)))

    assert [one.says for one in entry(asked).approvals] == [
        (
            "Setting home's temporary approval ends on 21 December 2026. The nominated officer has to agree it: extend once by "
            "up to 8 weeks, or finish the assessment."
        )
    ]


def test_while_a_refusal_is_under_review_the_approval_goes_on():
    assert judged(date(2027, 3, 1), refusal_under_review=True, **AGREED) is MET


def test_a_relative_not_approved_needs_the_same_agreement():
    assert judged(JULY, status=ApprovalStatus.NOT_APPROVED) is NOT_MET
    assert judged(JULY, status=ApprovalStatus.NOT_APPROVED, **AGREED) is MET


def test_the_name_or_the_day_alone_is_no_agreement():
    assert judged(JULY, approved_by="N. Officer") is NOT_MET
    assert judged(JULY, approved_on=JULY) is NOT_MET
    assert judged(JULY, approved_by=" ", approved_on=JULY) is NOT_MET


def test_the_nominated_officers_approval_here_counts_as_well():
    given = (approval(RULE, Role.NOMINATED_OFFICER),)
    there = entry(scene(relative(), ask=from_day(JULY), authorisations=given))

    assert (there.approvals, [one.rule for one in there.approved]) == ((), [RULE])


def test_it_is_about_connected_carers_only():
    assert judged(JULY, kind=SettingKind.FOSTER_FAMILY) is MET
