"""Catalogue 0.1, "Emergencies" and "Hours": five answers are enough, and what waits becomes a dated duty."""

from datetime import date, datetime
from functools import reduce

import pytest

from fixtures.plain_world import born, emergency, person, place, request, setting, world
from matcher.domain.codes import SettingKind
from matcher.domain.people import YoungPerson
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import AgeBand, LegalStatus
from matcher.domain.values import LONDON
from tests.spec.support import answer, day, entry, listed, scene, without

LODGINGS = setting(kind=SettingKind.SUPPORTED_LODGINGS)
NOT_ASSESSED = person(date_of_birth=born(16, day(-100)), assessment=None)


def at_london(month, day_of_month, hour):
    return datetime(2026, month, day_of_month, hour, tzinfo=LONDON)


def duties(snapshot):
    return {one.slug: one.due for one in entry(snapshot).duties}


def due(snapshot, rule):
    return next(one.due for one in entry(snapshot).before_confirming if one.rule == rule)


def test_five_answers_are_enough_for_a_list():
    """A name, an age band, where they are, who asks, which manager agreed; nothing else is known."""
    who = YoungPerson(id="yp", name_to_use="Robin", age_band=AgeBand.UNDER_16)
    unknown = ("secure_sought", "deprivation_of_liberty_sought", "homeless", "required_ratio", "purpose", "door")
    ask = reduce(without, unknown, emergency())
    kinds = (SettingKind.CHILDRENS_HOME, SettingKind.FOSTER_FAMILY, SettingKind.SUPPORTED_LODGINGS)
    homes = [setting(kind.value, kind) for kind in kinds]
    tonight = world(*homes, young_people=(who,), placement_requests=(ask,))

    assert [listed(tonight, f"{one.id}-bed") for one in homes] == ["options", "options", "excluded"]
    assert answer(tonight).referred == ()


def test_a_declared_emergency_says_so_and_a_planned_request_does_not():
    assert [answer(scene(ask=ask)).is_emergency for ask in (emergency(), request())] == [True, False]


def test_in_an_emergency_a_fact_about_the_person_that_is_not_known_is_due_after_72_hours():
    unknown = scene(LODGINGS, who=NOT_ASSESSED, ask=emergency())

    assert "duty-72-hour-check" in duties(unknown)
    assert datetime.fromisoformat(due(unknown, "needs-care-not-support")) == at_london(5, 25, 10)


def test_planned_confirming_waits_for_a_hard_fact_about_the_person():
    unknown = scene(LODGINGS, who=NOT_ASSESSED)

    assert "duty-72-hour-check" not in duties(unknown)
    assert due(unknown, "needs-care-not-support") == "before confirming"


@pytest.mark.parametrize(
    ("who", "rule"),
    [
        (person(legal_status=None), "lawful-basis-present"),
        (person(legal_status=LegalReason(status=LegalStatus.NONE)), "lawful-basis-present"),
        (person(legal_status=LegalReason(status=LegalStatus.S20), consent=None), "s20-consent-valid:objection"),
        (person(legal_status=LegalReason(status=LegalStatus.S20), consent=None), "s20-consent-valid:recorded"),
    ],
)
def test_the_legal_reason_and_consent_have_no_emergency_period(who, rule):
    assert due(scene(who=who, ask=emergency()), rule) == "before confirming"


def test_72_hours_are_elapsed_hours_also_when_the_clocks_go_back():
    """Conformance case 25."""
    ask = emergency(start_date=date(2026, 10, 23))
    friday_evening = scene(setting(kind=SettingKind.FOSTER_FAMILY), ask=ask, as_of=at_london(10, 23, 18), row=place())

    assert datetime.fromisoformat(duties(friday_evening)["duty-72-hour-meeting"]) == at_london(10, 26, 17)
