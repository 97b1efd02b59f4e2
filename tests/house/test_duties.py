"""What holds for every duty, so that a new one cannot forget it."""

import re
import string

import pytest

from matcher.policy import load_policy
from matcher.policy.figures import Figures
from matcher.rules import RULE_BOOK
from matcher.rules.due import NEEDS_EVENT, By
from matcher.rules.j_duties import DUTIES, DUTY_OF
from tests.house.test_rule_book import AVOIDED

IN_SECTION_J = (
    "placement-plan care-plan become-looked-after record-wishes other-views 72-hour-check notify-people "
    "notify-area-authority out-of-area-conditions visit-first visit-six-weekly visit-temporary-carer "
    "visit-parents-unassessed visit-before-move suitability-schedule-6 emergency-six-days 72-hour-meeting countersign "
    "review-before-ending first-review legal-basis-ends consent-at-sixteen reg24-assessment funding household-check "
    "plan-absence joint-assessment health-assessment education-plan ehc-provision communication-screen follow-on "
    "tell-person return-interview"
)
SHORT = 260


def test_all_34_duties_are_there_in_the_catalogues_order():
    assert [one.slug for one in DUTIES] == [f"duty-{name}" for name in IN_SECTION_J.split()]
    assert len(DUTIES) == 34


def test_every_duty_that_a_rule_names_is_there():
    named = {slug for rule in RULE_BOOK for slug in rule.duties}
    named |= {limb.emergency_duty for rule in RULE_BOOK for limb in rule.limbs if limb.emergency_duty}

    assert named - DUTY_OF.keys() == set()


@pytest.mark.parametrize("duty", DUTIES, ids=lambda one: one.slug)
def test_every_duty_says_what_who_and_where_it_comes_from(duty):
    assert duty.says.endswith((".", "{what}"))
    assert len(duty.says) <= SHORT
    assert duty.who
    assert duty.source.title
    assert duty.source.mark in "VSUP"


@pytest.mark.parametrize("duty", DUTIES, ids=lambda one: one.slug)
def test_the_sentence_of_a_duty_avoids_the_words_the_field_avoids(duty):
    assert [word for word in AVOIDED if re.search(rf"\b{word}\b", duty.says.lower())] == []


@pytest.mark.parametrize("duty", DUTIES, ids=lambda one: one.slug)
def test_every_placeholder_of_a_duty_is_the_name_what_it_is_about_or_a_figure(duty):
    known = {"name", "what", *Figures.__dataclass_fields__}

    assert {name for _, name, _, _ in string.Formatter().parse(duty.says) if name} <= known


@pytest.mark.parametrize("duty", DUTIES, ids=lambda one: one.slug)
def test_how_a_duty_is_due_is_a_figure_of_the_policy_a_count_or_words(duty):
    figures = load_policy().figures
    for due in {duty.due, duty.in_emergency or duty.due}:
        assert not due.figure or due.figure in figures
        assert (due.by in {By.START, By.EVENT, By.WORDS}) is not bool(due.figure or due.figures or due.counts)
        assert due.words or due.by not in NEEDS_EVENT or duty.slug == "duty-countersign"
