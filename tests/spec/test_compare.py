"""Two or three places compared in words: where they differ, biggest first, and what each would need."""

from dataclasses import replace

import pytest

from fixtures.plain_world import emergency, setting, without, world
from matcher.domain.codes import RegistrationStatus, SettingKind
from matcher.domain.errors import InvalidInput, NoSuchPlace
from matcher.domain.people import View
from matcher.domain.person_codes import ViewAbout, ViewStrength
from matcher.domain.settings import EmergencyListing, Registration
from matcher.domain.snapshot import Snapshot
from matcher.options.compare import compare_places, needed_by_all
from matcher.options.compare_result import Comparison
from tests.spec.support import answer

A, B, C = "a-bed", "b-bed", "c-bed"
NOT_REGISTERED = Registration(status=RegistrationStatus.CANCELLED)


def liking(made: Snapshot, **views: ViewStrength) -> Snapshot:
    told = tuple(View(about=ViewAbout.SETTING, setting_id=one, view=view) for one, view in views.items())
    return replace(made, young_people=tuple(replace(one, views=told) for one in made.young_people))


def compared(made: Snapshot, *place_ids: str) -> Comparison:
    return compare_places(answer(made), place_ids)


def a_home_and_a_family() -> Snapshot:
    made = world(setting("a"), setting("b", SettingKind.FOSTER_FAMILY))
    return liking(made, a=ViewStrength.STRONGLY_FOR, b=ViewStrength.AGAINST)


def test_the_biggest_difference_comes_first_in_the_facts_own_words():
    found = compared(a_home_and_a_family(), A, B)
    assert found.differences[0].slug == "view-on-option"
    assert found.differences[0].says == (
        "Setting a has 14 points: Robin is strongly for. Setting b has 1.4 points: Robin is against."
    )
    assert [one.apart for one in found.differences] == sorted((one.apart for one in found.differences), reverse=True)
    assert "placement-hierarchy" in {one.slug for one in found.differences}


def test_the_differences_add_up_to_what_lies_between_the_scores():
    first, then = (found := compared(a_home_and_a_family(), A, B)).places
    by_part = sum(
        next(one.points for one in each.places if one.place_id == A)
        - next(one.points for one in each.places if one.place_id == B)
        for each in found.differences
    )
    assert first.score is not None
    assert then.score is not None
    assert by_part == pytest.approx(first.score - then.score)


def test_places_that_are_alike_say_so():
    found = compared(liking(world(setting("a"), setting("b")), a=ViewStrength.FOR, b=ViewStrength.FOR), A, B)
    assert found.differences == ()
    assert found.says == (
        "Setting a and Setting b have the same points.",
        "They have the same points in every part of the score.",
    )


def test_what_each_would_need_is_said_once_where_it_is_the_same():
    made = world(setting("a"), without(setting("b"), "manager_in_post"))
    found = compared(made, A, B)
    a, b = found.places
    same = needed_by_all(found)
    decided = ("before_confirming", "impact-risk-assessment-complete:decided")  # by each home's own manager
    assert [(one.kind, one.rule) for one in a.needs if one not in same] == [decided]
    assert [(one.kind, one.rule) for one in b.needs if one not in same] == [
        ("approval", "children-home-registered:manager"),
        decided,
    ]


def test_one_sentence_of_two_rules_is_needed_once():
    risky = world(setting("a"), setting("b"))
    made = replace(risky, young_people=tuple(replace(one, risks=None) for one in risky.young_people))
    for place in compared(made, A, B).places:
        assert len({(one.kind, one.says, one.who) for one in place.needs}) == len(place.needs)
    assert any("risks" in one.says for one in compared(made, A, B).places[0].needs)


def test_a_ruled_out_place_says_why_not_and_has_no_points():
    found = compared(world(setting("a"), setting("b", registration=NOT_REGISTERED)), A, B)
    _, b = found.places
    assert (b.list, b.score, b.overall_rank, b.needs) == ("excluded", None, None, ())
    assert [one.rule for one in b.why_not] == ["children-home-registered:registration"]
    assert found.says[-1].startswith("Setting b is ruled out, so it has no points. ")
    assert found.differences == ()


def test_a_place_that_waits_says_what_for():
    found = compared(world(setting("a"), setting("b", registration=None)), A, B)
    assert "Setting b waits for an answer before it can be offered." in found.says
    assert next(one.kind for one in found.places[1].needs) == "question"


def test_family_and_friends_come_first_whatever_the_points():
    made = liking(
        world(setting("a"), setting("b", SettingKind.CONNECTED_CARER)), a=ViewStrength.FOR, b=ViewStrength.AGAINST
    )
    found = compared(made, A, B)
    assert [one.place_id for one in found.places] == [B, A]
    assert found.says == (
        "Setting b comes before Setting a because family and friends come first, whatever the points.",
    )


def test_tonight_who_can_be_reached_comes_before_more_points():
    tonight = EmergencyListing(on_list=True, takes_calls_now=True, latest_arrival="23:30")
    made = world(setting("a", emergency_listing=tonight), setting("b", emergency_listing=EmergencyListing()))
    made = liking(replace(made, placement_requests=(emergency(),)), a=ViewStrength.AGAINST, b=ViewStrength.STRONGLY_FOR)
    assert compared(made, A, B).says == (
        "Setting a comes before Setting b, with 12.6 points less: tonight, who can be rung and reached comes first.",
    )


def test_three_places_are_compared_with_the_next_of_the_list():
    made = liking(
        world(setting("a"), setting("b"), setting("c")),
        a=ViewStrength.STRONGLY_FOR,
        b=ViewStrength.FOR,
        c=ViewStrength.AGAINST,
    )
    assert compared(made, C, A, B).says == (
        "Setting a comes before Setting b, with 2.8 points more.",
        "Setting b comes before Setting c, with 9.8 points more.",
    )


def test_ways_out_that_have_been_worked_out_are_said_with_their_place():
    result = answer(world(setting("a"), setting("b", registration=NOT_REGISTERED)))
    found = compare_places(result, (A, B), {B: ("Wait until the registration is active again.",)})
    assert [one.ways_out for one in found.places] == [(), ("Wait until the registration is active again.",)]


@pytest.mark.parametrize("places", [(), (A,), (A, B, C, "d-bed"), (A, A), (A, B, A)])
def test_too_few_too_many_or_the_same_place_is_refused(places):
    with pytest.raises(InvalidInput) as refused:
        compared(world(setting("a"), setting("b"), setting("c"), setting("d")), *places)
    assert refused.value.problems[0].pointer == "/place"


def test_an_unknown_place_is_refused():
    with pytest.raises(NoSuchPlace):
        compared(world(setting("a"), setting("b")), A, "nowhere")
