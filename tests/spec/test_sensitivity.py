"""How sure the order is: which weight turns it, between what each place could come to lie, and the one question."""

from dataclasses import replace

import pytest

from fixtures.plain_world import NOW, emergency, request, setting, world
from matcher.domain.codes import SettingKind
from matcher.domain.errors import NoSuchRequest
from matcher.domain.people import IdentityNeed, Need, View
from matcher.domain.person_codes import IdentityAspect, NeedCategory, ViewAbout, ViewStrength
from matcher.domain.settings import EmergencyListing
from matcher.domain.snapshot import Snapshot
from matcher.options.sensitivity import Deciding, Sensitivity, WeightTried, discreet_sensitivity, sensitivity
from matcher.options.sensitivity.in_words import NO_ANSWER, NO_ORDER, ONLY_ONE
from matcher.policy import load_policy

A, B = "a-bed", "b-bed"


def two_homes(a: dict | None = None, b: dict | None = None, **facts) -> Snapshot:
    """Two homes that are alike but for what is named."""
    made = world(setting("a", **(a or {})), setting("b", **(b or {})))
    return replace(made, **facts)


def of_person(snapshot: Snapshot, **facts) -> Snapshot:
    return replace(
        snapshot, young_people=tuple(replace(one, **facts) if one.id == "yp" else one for one in snapshot.young_people)
    )


def asking(snapshot: Snapshot, ask) -> Snapshot:
    return replace(snapshot, placement_requests=(ask,))


def how_sure(snapshot: Snapshot) -> Sensitivity:
    return sensitivity(snapshot, "req", load_policy())


def tried(found: Sensitivity, slug: str) -> WeightTried:
    return next(one for one in found.weights if one.slug == slug)


def asked(found: Sensitivity) -> list[Deciding]:
    return [one for one in (found.question, *found.further_questions) if one is not None]


def about(*views: tuple[str, ViewStrength]) -> tuple[View, ...]:
    return tuple(View(about=ViewAbout.SETTING, setting_id=one, view=view) for one, view in views)


TRAUMA = (Need(category=NeedCategory.TRAUMA, level=2),)
FAITH = (IdentityNeed(aspect=IdentityAspect.RELIGION, wants="Quaker", importance=3),)


def rivals() -> Snapshot:
    """Robin would like `a` (14 points against 1.4); at `b` the faith can be practised (6 points against none)."""
    offer = setting("b").identity_offer
    quaker = replace(offer, religions=("Quaker",)) if offer else None
    other = replace(offer, religions=("None",)) if offer else None
    made = two_homes({"identity_offer": other}, {"identity_offer": quaker})
    return of_person(
        made, identity_needs=FAITH, views=about(("a", ViewStrength.STRONGLY_FOR), ("b", ViewStrength.AGAINST))
    )


def test_the_first_places_keep_their_order_where_no_weight_turns_it():
    found = how_sure(of_person(two_homes(), views=about(("a", ViewStrength.STRONGLY_FOR), ("b", ViewStrength.AGAINST))))
    assert [one.place_id for one in found.first] == [A, B]
    assert found.survives
    assert len(found.weights) == 24
    assert (
        found.says[0]
        == "The first two places keep their order if any one weight is up to 20 percent smaller or larger."
    )


def test_a_lead_larger_than_a_fifth_of_any_weight_holds():
    """The faith gives `b` 6 points, the view gives `a` 2.8 more: `b` leads by 3.2, and a fifth of 6 is 1.2."""
    found = how_sure(of_person(rivals(), views=about(("a", ViewStrength.STRONGLY_FOR), ("b", ViewStrength.FOR))))
    assert [one.place_id for one in found.first] == [B, A]
    assert found.first[0].score - found.first[1].score == pytest.approx(3.2)
    assert tried(found, "culture-religion-language").says == "The order holds from 20 percent less to 20 percent more."
    assert found.survives


def test_the_weight_that_turns_the_order_is_named_with_the_smallest_change():
    """With a faith of 12.5 points `a` leads by 0.1 (the view's 14.0 less 1.4)."""
    policy = load_policy()
    weights = replace(policy.weights, culture_religion_language=12.5, key_worker_continuity=7.5)
    found = sensitivity(rivals(), "req", replace(policy, weights=weights))
    assert [one.place_id for one in found.first] == [A, B]
    assert found.first[0].score - found.first[1].score == pytest.approx(0.1)
    faith = next(one for one in found.weights if one.slug == "culture-religion-language")
    assert faith.less is None
    assert faith.more is not None
    assert (faith.more.percent, faith.more.order) == (1.2, (B, A))  # 12.65, rounded to 12.7: 0.1 ahead
    assert faith.says == "With 1.2 percent more, Setting b comes before Setting a."
    assert not found.survives


def test_the_range_goes_from_nothing_for_what_counts_half_to_everything():
    found = how_sure(of_person(two_homes(), views=None))
    first = found.first[0]
    assert [round(one, 1) for one in (first.score - first.worst, first.best - first.score)] == [7, 7]


def test_what_nobody_has_recorded_about_a_place_counts_nothing_already():
    views = about(("a", ViewStrength.FOR), ("b", ViewStrength.FOR))
    found = how_sure(of_person(two_homes({"skills": None}, {"skills": None}), needs=TRAUMA, views=views))
    first = found.first[0]
    assert [round(one, 1) for one in (first.score - first.worst, first.best - first.score)] == [0, 8]


def test_the_question_is_what_the_young_person_thinks_where_that_would_change_the_first_place():
    found = how_sure(of_person(two_homes(), views=None))
    question = found.question
    assert question is not None
    assert (question.rule, question.ask_whom, question.by, question.place_id) == (
        "view-on-option",
        "Robin",
        "points",
        None,
    )
    assert question.says == "What does Robin think about where to live?"
    assert {one.place_id for one in question.answers} == {B}
    assert found.says[-1] == f"The one question that could change the first place: {question.says} Ask Robin."


def test_a_place_that_could_only_rise_is_tried_too():
    """`a` is not liked and has the skills (8 points); of `b` nobody has asked (7 points, and 7 more)."""
    made = of_person(two_homes({}, {"skills": ()}), needs=TRAUMA, views=about(("a", ViewStrength.STRONGLY_AGAINST)))
    found = how_sure(made)
    assert [one.place_id for one in found.first] == [A, B]
    assert [(one.rule, [each.place_id for each in one.answers]) for one in asked(found)] == [("view-on-option", [B])]


def test_where_everything_is_known_no_answer_would_change_the_first_place():
    found = how_sure(of_person(two_homes(), views=about(("a", ViewStrength.FOR), ("b", ViewStrength.UNSURE))))
    assert (found.question, found.further_questions) == (None, ())
    assert found.says[-1] == NO_ANSWER


def test_a_fact_about_the_second_place_is_asked_there():
    made = two_homes({}, {"skills": None})
    views = about(("a", ViewStrength.UNSURE), ("b", ViewStrength.FOR))
    found = how_sure(of_person(made, needs=TRAUMA, views=views))
    (question,) = asked(found)
    assert (question.rule, question.place_id) == ("worker-skill-fit", B)
    assert question.says == "What do the people at Setting b have experience of?"


def test_a_fact_about_the_second_place_that_adds_too_little_is_not_asked():
    made = two_homes({}, {"skills": None})
    views = about(("a", ViewStrength.FOR), ("b", ViewStrength.AGAINST))
    assert asked(how_sure(of_person(made, needs=TRAUMA, views=views))) == []


def test_what_could_rule_the_first_place_out_is_asked_too():
    found = how_sure(of_person(two_homes(), exclusions=None, views=about(("a", ViewStrength.FOR))))
    question = next(one for one in asked(found) if one.by == "rule")
    assert question.rule == "location-exclusion:must-not"
    assert discreet_sensitivity(found).weights == found.weights
    assert "location-exclusion:must-not" not in {one.rule for one in asked(discreet_sensitivity(found))}


def test_a_place_that_waits_for_one_answer_would_come_first():
    made = two_homes({"registration": None}, {})
    found = how_sure(of_person(made, views=about(("a", ViewStrength.STRONGLY_FOR), ("b", ViewStrength.AGAINST))))
    assert [one.place_id for one in found.first] == [B]
    (question,) = asked(found)
    assert (question.rule, question.place_id) == ("children-home-registered:registration", A)
    assert found.says == (
        ONLY_ONE,
        f"The one question that could change the first place: {question.says} Ask the manager.",
    )


def test_family_and_friends_stay_first_whatever_the_points():
    relative = setting("a", SettingKind.CONNECTED_CARER)
    made = of_person(world(relative, setting("b")), views=about(("a", ViewStrength.AGAINST), ("b", ViewStrength.FOR)))
    found = how_sure(of_person(made, needs=None))
    assert [one.family_and_friends for one in found.first] == [True, False]
    assert found.survives
    assert found.question is None


def test_in_an_emergency_a_place_that_may_be_on_tonights_list_would_come_before_more_points():
    open_now = EmergencyListing(on_list=True, takes_calls_now=True, latest_arrival="23:30")
    made = two_homes({"emergency_listing": open_now}, {"emergency_listing": None})
    made = of_person(asking(made, emergency()), views=about(("a", ViewStrength.FOR), ("b", ViewStrength.STRONGLY_FOR)))
    found = how_sure(made)
    assert [one.place_id for one in found.first] == [A, B]
    assert "tonight-possible" in {one.rule for one in asked(found)}
    assert found.survives


def test_nothing_is_asked_of_a_request_for_another_service():
    found = how_sure(asking(two_homes(), request(secure_sought=True)))
    assert (found.first, found.weights, found.question, found.says) == ((), (), None, ())
    assert found.referred


def test_where_nothing_can_be_offered_there_is_no_order():
    found = how_sure(two_homes({"registered_places": 0}, {"registered_places": 0}))
    assert (found.first, found.says) == ((), (NO_ORDER,))
    assert found.survives


def test_a_request_that_is_not_there_is_refused():
    with pytest.raises(NoSuchRequest):
        sensitivity(two_homes(), "nowhere", load_policy())


def test_the_same_snapshot_gives_the_same_answer():
    made = of_person(two_homes(), views=None, needs=None)
    assert how_sure(made) == how_sure(replace(made, as_of=NOW))


def test_who_else_lives_there_is_not_told_by_the_answers():
    made = of_person(two_homes(), risks=None, vulnerabilities=None)
    for one in asked(how_sure(made)):
        assert one.rule != "resident-mix-score" or one.answers == ()
