"""Catalogue section C, `move-to-other-arrangements-after-review`: from care to supported accommodation."""

from datetime import date
from typing import Any

import pytest

from fixtures.plain_world import NOW, lives, person, request, setting, world
from matcher.domain.codes import PlacementState, Role, SettingKind
from matcher.domain.request_steps import UrgentWelfare
from tests.spec.support import MET, NOT_MET, entry, listed, outcome

RULE = "move-to-other-arrangements-after-review"
SIXTEEN: dict[str, Any] = {"date_of_birth": date(2010, 1, 5), "last_review": None}
URGENT = UrgentWelfare(reason="It is not safe to stay", by="S. Manager", at=NOW)


def moving(now=SettingKind.HUB_BED, state=PlacementState.STARTED, who=None, **facts):
    flat, home = setting("flat", SettingKind.SUPPORTED_ACCOMMODATION), setting("now", now)
    return world(
        flat,
        home,
        young_people=(who or person(**SIXTEEN),),
        placements=(lives("yp", "now", state=state),),
        placement_requests=(request(**facts),),
    )


def test_without_a_review_the_place_stays_listed_and_confirming_waits_for_the_iro():
    there = entry(moving())

    assert listed(moving()) == "options"
    assert [(one.who, one.says, one.due) for one in there.before_confirming if one.rule == RULE] == [
        (
            (Role.IRO,),
            "A review must agree Robin's move to supported accommodation first. Ask the IRO for an early review.",
            "before confirming",
        )
    ]


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (SettingKind.HUB_BED, NOT_MET),
        (SettingKind.FOSTER_FAMILY, NOT_MET),
        (SettingKind.WITH_PARENTS, NOT_MET),
        (SettingKind.SUPPORTED_LODGINGS, MET),
        (SettingKind.EXCEPTED_SETTING, MET),
    ],
)
def test_it_is_about_moves_from_families_homes_and_parents(now, found):
    assert outcome(moving(now), RULE) is found


def test_only_a_placement_that_has_started_is_where_they_live():
    assert outcome(moving(state=PlacementState.CONFIRMED), RULE) is MET


def test_a_move_within_care_needs_no_such_review():
    assert outcome(moving(), RULE, "now-bed") is MET


def test_urgent_welfare_lets_the_move_go_first_and_puts_the_review_at_once():
    there = entry(moving(urgent_welfare=URGENT))

    assert RULE not in [one.rule for one in there.before_confirming]
    assert ("duty-review-before-ending", "2026-05-22") in [(one.slug, one.due) for one in there.duties]


def test_urgent_welfare_says_why_and_who():
    assert outcome(moving(urgent_welfare=UrgentWelfare(reason=" ", by="S. Manager", at=NOW)), RULE) is NOT_MET
    assert outcome(moving(urgent_welfare=UrgentWelfare(reason="Not safe", by="", at=NOW)), RULE) is NOT_MET
