"""Catalogue section B: who agreed to accommodate, and the legal reason to."""

from datetime import UTC, date, datetime

import pytest

from fixtures.plain_world import NOW, START, born, emergency, person, request
from matcher.domain.codes import Role
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import CareLeaverStatus, LegalStatus
from matcher.domain.requests import Agreement
from matcher.domain.values import LONDON
from tests.spec.support import ASK, MET, NOT_MET, answer, day, entry, listed, outcome, scene

# accommodation-agreed

AGREED = "accommodation-agreed"


def agreement(**facts):
    return Agreement(**{"name": "S. Manager", "role": Role.SERVICE_MANAGER, "at": NOW, **facts})


def test_a_named_manager_who_agreed_at_a_recorded_time_is_enough():
    assert outcome(scene(ask=request(agreed_by=agreement())), AGREED) is MET


@pytest.mark.parametrize("agreed_by", [None, agreement(at=None), agreement(name=" ")])
def test_an_agreement_is_a_step_so_without_name_and_time_it_is_not_met(agreed_by):
    assert outcome(scene(ask=request(agreed_by=agreed_by)), AGREED) is NOT_MET


def test_an_agreement_by_telephone_is_for_emergencies():
    by_telephone = agreement(by_telephone=True)

    assert outcome(scene(ask=emergency(agreed_by=by_telephone)), AGREED) is MET
    assert outcome(scene(ask=request(agreed_by=by_telephone)), AGREED) is NOT_MET


def test_an_agreement_still_missing_moves_nothing_and_is_listed_before_confirming_with_who_gives_it():
    snapshot = scene(ask=request(agreed_by=None))
    waiting = {one.rule: one.who for one in entry(snapshot).before_confirming}

    assert listed(snapshot) == "options"
    assert set(waiting[AGREED]) == {Role.SERVICE_MANAGER, Role.MANAGER_ON_CALL}


# lawful-basis-present

BASIS = "lawful-basis-present"
BASES = ("care_order", "interim_care_order", "s20", "emergency_protection_order", "police_protection")
MORE_BASES = ("remand_laa", "pace_transfer", "other_court_order")


def under(status, *, ask=None, ends_at=None, **facts):
    reason = None if status is None else LegalReason(status=LegalStatus(status), ends_at=ends_at)
    return scene(who=person(legal_status=reason, **facts), ask=ask)


@pytest.mark.parametrize("status", BASES + MORE_BASES)
def test_each_of_these_is_a_legal_reason_to_accommodate(status):
    assert outcome(under(status), BASIS) is MET


def test_no_order_and_no_consent_is_no_legal_reason():
    assert outcome(under("none"), BASIS) is NOT_MET


def test_a_legal_reason_expected_later_is_not_there_yet():
    expected = LegalReason(status=LegalStatus.NONE, expected_on=START)

    assert outcome(scene(who=person(legal_status=expected)), BASIS) is NOT_MET


def test_a_legal_reason_not_recorded_is_asked_once_and_moves_nothing():
    unknown = under(None)

    assert outcome(unknown, BASIS) is ASK
    assert outcome(scene(who=person(legal_status=LegalReason())), BASIS) is ASK
    assert listed(unknown) == "options"
    assert ["legal reason" in one.says for one in answer(unknown).ask_first].count(True) == 1


def test_no_legal_reason_moves_nothing_either_and_a_social_worker_has_to_record_it():
    waiting = {one.rule: one.who for one in entry(under("none")).before_confirming}

    assert listed(under("none")) == "options"
    assert waiting[BASIS] == (Role.SOCIAL_WORKER,)


def test_a_legal_reason_that_ends_before_the_first_night_does_not_count():
    before, that_day = (datetime(2026, 5, 31, 9, 0, tzinfo=LONDON), datetime(2026, 6, 1, 9, 0, tzinfo=LONDON))

    assert [outcome(under("interim_care_order", ends_at=one), BASIS) for one in (before, that_day)] == [NOT_MET, MET]


def test_the_day_a_legal_reason_ends_is_the_day_in_london():
    half_past_midnight = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)

    assert outcome(under("interim_care_order", ends_at=half_past_midnight), BASIS) is MET


def test_police_protection_from_friday_evening_lasts_to_monday_a_bank_holiday():
    """Conformance case 21: 72 hours from Friday 22 May 2026, 19:10."""
    monday = datetime(2026, 5, 25, 19, 10, tzinfo=LONDON)
    starts = [date(2026, 5, 22), date(2026, 5, 25), date(2026, 5, 26)]

    found = [
        outcome(under("police_protection", ends_at=monday, ask=emergency(start_date=one)), BASIS) for one in starts
    ]

    assert found == [MET, MET, NOT_MET]


# lawful-basis-present: who it is for


def test_somebody_of_eighteen_needs_no_legal_reason():
    eighteen = [under("none", date_of_birth=born(18, on)) for on in (START, day(1))]

    assert [outcome(one, BASIS) for one in eighteen] == [MET, NOT_MET]


@pytest.mark.parametrize(
    ("status", "found"),
    [("relevant", MET), ("former_relevant", MET), ("eligible", NOT_MET), ("none", NOT_MET), (None, NOT_MET)],
)
def test_a_relevant_child_is_not_looked_after_and_an_eligible_one_is(status, found):
    care_leaver = {"care_leaver_status": status and CareLeaverStatus(status), "date_of_birth": born(17, START)}

    assert outcome(under("none", **care_leaver), BASIS) is found


@pytest.mark.parametrize(("homeless", "found"), [(True, MET), (False, NOT_MET), (None, NOT_MET)])
def test_somebody_homeless_without_section_20_is_not_looked_after(homeless, found):
    assert outcome(under("none", ask=request(homeless=homeless), date_of_birth=born(17, START)), BASIS) is found
