"""`wishes-recorded` and `other-views-considered`: somebody asks before anyone confirms, and nothing moves."""

from fixtures.plain_world import emergency, person, request
from matcher.domain.codes import Role
from matcher.domain.people_needs import OtherView
from matcher.options.result import BeforeConfirming
from matcher.rules import RULE_BOOK
from tests.spec.support import NOT_MET, before_confirming, entry, listed, outcome, scene

WISHES, OTHERS = "wishes-recorded", "other-views-considered"
UNASKED = scene(ask=request(wishes=None))


def test_a_person_not_asked_about_a_planned_move_leaves_the_place_listed_and_the_confirming_refused():
    """Conformance case 8."""
    assert listed(UNASKED) == "options"
    assert before_confirming(UNASKED, WISHES) == [
        BeforeConfirming(
            rule=WISHES,
            who=(Role.SOCIAL_WORKER, Role.KEY_WORKER),
            says="What does Robin think? Record it before you confirm.",
            due="before confirming",
        )
    ]


def test_a_person_who_has_been_asked_leaves_nothing_to_do_before_confirming():
    assert before_confirming(scene(), WISHES) == []


def test_in_an_emergency_it_does_not_hold_up_the_night():
    steps = before_confirming(scene(ask=emergency(wishes=None)), WISHES)
    assert [one.due == "before confirming" for one in steps] == [False]


def test_what_nobody_heard_changes_no_points():
    assert entry(UNASKED).score == entry(scene()).score


def test_other_views_that_nobody_heard_are_a_duty_and_nothing_to_wait_for():
    unheard = scene(who=person(other_views=(OtherView(person="Robin's grandmother"),)))
    assert outcome(unheard, OTHERS) is NOT_MET
    assert listed(unheard) == "options"
    assert before_confirming(unheard, OTHERS) == []


def test_the_duties_that_the_two_create_are_named():
    duties = {rule.slug: rule.duties for rule in RULE_BOOK}
    assert (duties[WISHES], duties[OTHERS]) == (("duty-record-wishes",), ("duty-other-views",))
