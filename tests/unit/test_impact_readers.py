"""What of a draft impact risk assessment is kept back from a reader who may not know it."""

from dataclasses import replace

import pytest

from matcher.options.impact.readers import is_kept_back, of_the_young_person_alone, without_protective_reasons
from matcher.options.impact.result import ImpactFact, ImpactSays
from tests.spec.impact import drafted, robin, sam
from tests.spec.support import scene

DRAFT = drafted(scene(who=robin(), there=(sam(),)))
SEPARATION = "separation_entries/0/reason"


@pytest.mark.parametrize(
    ("fact", "kept_back"),
    [
        (SEPARATION, True),
        ("young_people/sam/contact_orders", True),
        ("young_people/sam/court_conditions/0", True),
        ("young_people/sam/risks", False),
        ("settings/home/registration", False),
    ],
)
def test_who_is_kept_apart_and_why_is_kept_back(fact, kept_back):
    assert is_kept_back(fact) is kept_back


def test_a_fact_that_is_kept_back_is_nowhere_in_what_the_reader_gets():
    told = ImpactFact(at=SEPARATION, says="They are kept apart.")
    group = replace(DRAFT.group, facts=(*DRAFT.group.facts, told))
    asking = replace(DRAFT.young_person, facts=(*DRAFT.young_person.facts, told))
    living = tuple(replace(one, facts=(*one.facts, told)) for one in DRAFT.residents)
    draft = replace(DRAFT, group=group, young_person=asking, residents=living)

    shown = without_protective_reasons(draft)

    assert [one.id for one in shown.residents] == ["sam"]
    assert "kept apart" not in repr(shown)


@pytest.mark.parametrize(
    ("stands_on", "told"),
    [
        (("settings/home/registered_places", "shifts/2026-05-22"), True),
        (("settings/home/household/0/date_of_birth",), False),
        (("settings/home/registered_places", "young_people/sam/risks"), False),
        ((), False),
    ],
)
def test_who_may_not_see_the_others_is_told_what_the_home_alone_says(stands_on, told):
    said = ImpactSays(says="A sentence.", stands_on=stands_on)
    shown = of_the_young_person_alone(replace(DRAFT, group=replace(DRAFT.group, says=(said,))))

    assert (said in shown.group.says) is told
    assert shown.residents == ()
