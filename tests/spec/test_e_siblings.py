"""`siblings-together`: brothers and sisters of the same authority, by their plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fixtures.plain_world import LEAVING, START, lives, person, place, request, setting, world
from matcher.domain.codes import PlacementState
from matcher.domain.people import SiblingLink
from matcher.domain.person_codes import SiblingPlan
from matcher.domain.placements import Placement
from matcher.domain.settings import OutOfUse, Place
from matcher.domain.snapshot import Snapshot
from matcher.outcomes import Outcome
from tests.spec.scores import adjustment
from tests.spec.support import entry, listed, outcome

SPLIT = "siblings-together:split"
APART = "siblings-together:apart"
TOGETHER = "siblings-together"
DAY = timedelta(days=1)


def sister(who: str = "sis", plan: SiblingPlan | None = SiblingPlan.TOGETHER, **facts) -> SiblingLink:
    return SiblingLink(person_id=who, plan=plan, **facts)


def family(
    *siblings: SiblingLink, placed: tuple[Placement, ...] = (), beds: int = 3, asking: tuple[str, ...] = ()
) -> Snapshot:
    """`home` and `other`; the siblings given, placed as given; `asking`: siblings with open requests of their own."""
    people = tuple(person(link.person_id) for link in siblings)
    requests = tuple(request(f"req-{who}", young_person_id=who) for who in asking)
    return world(
        setting(),
        setting("other"),
        places=(place(beds=beds), place("other", beds=3)),
        young_people=(person(siblings=siblings), *people),
        placements=placed,
        placement_requests=(request(), *requests),
    )


def at_home(snapshot: Snapshot, limb: str) -> Outcome:
    return outcome(snapshot, limb, "home-bed")


def test_a_place_with_her_sister_is_no_split():
    assert at_home(family(sister(), placed=(lives("sis"),)), SPLIT) is Outcome.MET


def test_a_place_without_the_sister_she_should_live_with_is_a_split_and_needs_agreement():
    snapshot = family(sister(), placed=(lives("sis", "other"),))
    assert at_home(snapshot, SPLIT) is Outcome.NOT_MET
    assert listed(snapshot, "home-bed") == "needs_approval"
    assert outcome(snapshot, SPLIT, "other-bed") is Outcome.MET


def test_a_sister_not_placed_anywhere_yet_is_no_split():
    assert at_home(family(sister()), SPLIT) is Outcome.MET


def test_every_placed_sibling_has_to_be_there():
    snapshot = family(sister(), sister("bro"), placed=(lives("sis"), lives("bro", "other")))
    assert at_home(snapshot, SPLIT) is Outcome.NOT_MET


@pytest.mark.parametrize(("leaves", "expected"), [(START, Outcome.MET), (START + DAY, Outcome.NOT_MET)])
def test_a_sister_counts_as_placed_where_she_sleeps_on_the_first_night(leaves, expected):
    assert at_home(family(sister(), placed=(lives("sis", "other", leaving=leaves),)), SPLIT) is expected


@pytest.mark.parametrize(("comes", "expected"), [(START + DAY, Outcome.MET), (START, Outcome.NOT_MET)])
def test_a_sister_planned_elsewhere_counts_from_her_first_night(comes, expected):
    planned = lives("sis", "other", first_night=comes, state=PlacementState.CONFIRMED)
    assert at_home(family(sister(), placed=(planned,)), SPLIT) is expected


def test_a_sister_with_another_authority_is_outside_the_rule():
    snapshot = family(sister(same_authority=False), placed=(lives("sis", "other"),))
    assert at_home(snapshot, SPLIT) is Outcome.MET
    assert adjustment(snapshot, TOGETHER) == 0.0


def test_somebody_without_brothers_or_sisters_is_outside_the_rule():
    assert (at_home(family(), SPLIT), at_home(family(), APART)) == (Outcome.MET, Outcome.MET)


def test_with_a_plan_apart_a_home_without_the_brother_is_met():
    assert at_home(family(sister(plan=SiblingPlan.APART), placed=(lives("sis", "other"),)), APART) is Outcome.MET


def test_with_a_plan_apart_the_brothers_own_home_is_ruled_out():
    snapshot = family(sister(plan=SiblingPlan.APART), placed=(lives("sis"),))
    assert at_home(snapshot, APART) is Outcome.NOT_MET
    assert at_home(snapshot, SPLIT) is Outcome.MET
    assert listed(snapshot, "home-bed") == "excluded"


@pytest.mark.parametrize(("leaves", "expected"), [(START, Outcome.MET), (START + DAY, Outcome.NOT_MET)])
def test_with_a_plan_apart_one_shared_night_is_too_many(leaves, expected):
    apart = sister(plan=SiblingPlan.APART)
    assert at_home(family(apart, placed=(lives("sis", leaving=leaves),)), APART) is expected


@pytest.mark.parametrize(("comes", "expected"), [(LEAVING, Outcome.MET), (LEAVING - DAY, Outcome.NOT_MET)])
def test_with_a_plan_apart_a_brother_planned_in_before_she_leaves_is_too_soon(comes, expected):
    planned = lives("sis", first_night=comes, state=PlacementState.CONFIRMED)
    assert at_home(family(sister(plan=SiblingPlan.APART), placed=(planned,)), APART) is expected


def test_a_plan_nobody_has_recorded_is_a_question_only_where_it_would_matter():
    elsewhere = family(sister(plan=None), placed=(lives("sis", "other"),))
    assert (at_home(elsewhere, SPLIT), at_home(elsewhere, APART)) == (Outcome.NOT_KNOWN_ASK, Outcome.MET)
    here = family(sister(plan=None), placed=(lives("sis"),))
    assert (at_home(here, SPLIT), at_home(here, APART)) == (Outcome.MET, Outcome.NOT_KNOWN_ASK)


@pytest.mark.parametrize("limb", [SPLIT, APART])
def test_brothers_and_sisters_nobody_has_asked_about_are_a_question_about_the_person(limb):
    unasked = world(young_people=(person(siblings=None), person("sam")), placements=(lives("sam"),))
    assert outcome(unasked, limb) is Outcome.NOT_KNOWN_ASK
    assert listed(unasked) == "options"


def test_eight_points_where_every_placed_sibling_lives():
    snapshot = family(sister(), sister("bro"), placed=(lives("sis"), lives("bro")))
    assert adjustment(snapshot, TOGETHER) == 8.0
    assert adjustment(snapshot, TOGETHER, "other-bed") == 0.0


def test_no_points_where_one_placed_sibling_lives_elsewhere():
    assert adjustment(family(sister(), sister("bro"), placed=(lives("sis"), lives("bro", "other"))), TOGETHER) == 0.0


@pytest.mark.parametrize(("beds", "points"), [(2, 8.0), (1, 0.0)])
def test_eight_points_where_nobody_is_placed_and_there_is_a_bed_for_each_who_asks(beds, points):
    assert adjustment(family(sister(), beds=beds, asking=("sis",)), TOGETHER) == points


@pytest.mark.parametrize(("leaves", "points"), [(START, 0.0), (START + DAY, 8.0)])
def test_a_sister_who_leaves_on_the_first_night_no_longer_lives_there(leaves, points):
    assert adjustment(family(sister(), placed=(lives("sis", leaving=leaves),)), TOGETHER) == points


@pytest.mark.parametrize(("comes", "points"), [(START + DAY, 0.0), (START, 8.0)])
def test_a_sister_who_comes_on_the_first_night_lives_there(comes, points):
    planned = lives("sis", first_night=comes, state=PlacementState.CONFIRMED)
    assert adjustment(family(sister(), placed=(planned,)), TOGETHER) == points


@pytest.mark.parametrize(
    ("nights", "points"),
    [
        ({"leaving": START}, 8.0),
        ({"leaving": START + DAY}, 0.0),
        ({"first_night": START}, 0.0),
        ({"first_night": START + DAY}, 8.0),
    ],
)
def test_a_brother_elsewhere_counts_on_the_first_night_only(nights, points):
    placed = (lives("sis"), lives("bro", "other", **nights))
    assert adjustment(family(sister(), sister("bro"), placed=placed), TOGETHER) == points


@pytest.mark.parametrize("since", [date(2026, 1, 1), START])
def test_her_own_bed_is_not_counted_as_taken(since):
    """Two beds, one hers, one for her sister who asks."""
    hers = lives("yp", first_night=since)
    assert adjustment(family(sister(), placed=(hers,), beds=2, asking=("sis",)), TOGETHER) == 8.0


def test_a_bed_she_leaves_on_the_first_night_is_counted_once():
    """One bed, hers until that day, is not enough for two."""
    hers = lives("yp", leaving=START)
    assert adjustment(family(sister(), placed=(hers,), beds=1, asking=("sis",)), TOGETHER) == 0.0


def two_rows(second: Place, **facts) -> Snapshot:
    """`home` has a row of one bed and the second row; her sister asks for a place too."""
    return replace(family(sister(), asking=("sis",)), places=(place(beds=1), second), **facts)


def test_her_bed_in_a_row_that_is_out_of_use_is_no_free_bed():
    second = place(place_id="second", beds=1, out_of_use=(OutOfUse(first_night=START, leaving=None),))
    hers = lives("yp", place_id="second")
    assert adjustment(two_rows(second, placements=(hers,)), TOGETHER) == 0.0


@pytest.mark.parametrize(("back", "points"), [(START, 8.0), (START + DAY, 0.0)])
def test_every_row_of_the_setting_is_counted_on_the_first_night_of_the_row_judged(back, points):
    """The second row's bed is out of use until `back`, and may be taken up late."""
    second = place(place_id="second", beds=1, out_of_use=(OutOfUse(first_night=START - DAY, leaving=back),))
    late = request(first_night_latest=START + 2 * DAY)
    asking = request("req-sis", young_person_id="sis")
    assert adjustment(two_rows(second, placement_requests=(late, asking)), TOGETHER) == points


def test_no_points_where_the_plan_is_to_live_apart():
    assert adjustment(family(sister(plan=SiblingPlan.APART), asking=("sis",)), TOGETHER) == 0.0


def test_no_points_where_the_sister_is_neither_placed_nor_asking():
    assert adjustment(family(sister()), TOGETHER) == 0.0


def test_no_points_where_the_sister_lives_there_and_is_looked_after_by_another_authority():
    assert adjustment(family(sister(same_authority=False), placed=(lives("sis"),)), TOGETHER) == 0.0


def test_a_sister_whose_request_is_closed_is_not_asking():
    snapshot = family(sister())
    closed = request("req-sis", young_person_id="sis", is_open=False)
    assert adjustment(replace(snapshot, placement_requests=(request(), closed)), TOGETHER) == 0.0


def test_brothers_and_sisters_nobody_has_asked_about_score_nothing_and_are_not_known():
    unasked = world(young_people=(person(siblings=None),))
    found = next(one for one in entry(unasked).adjustments if one.slug == TOGETHER)
    assert (found.points, found.known, found.could_add) == (0.0, False, 0.0)


def test_one_sister_of_three_who_is_placed_decides_where_the_others_wait():
    """One lives here, two are not placed: no bed has to be free for them."""
    three = (sister(), sister("bro"), sister("kit"))
    snapshot = family(*three, placed=(lives("sis"),), beds=2, asking=("bro", "kit"))
    assert adjustment(snapshot, TOGETHER) == 8.0
    assert adjustment(snapshot, TOGETHER, "other-bed") == 0.0


def test_a_bed_that_somebody_else_has_is_not_free():
    sam = person("sam")
    snapshot = family(sister(), placed=(lives("sam"),), beds=2, asking=("sis",))
    assert adjustment(replace(snapshot, young_people=(*snapshot.young_people, sam)), TOGETHER) == 0.0


def test_her_own_bed_in_the_second_row_is_not_counted_as_taken():
    second = place(place_id="second", beds=1)
    assert adjustment(two_rows(second, placements=(lives("yp", place_id="second"),)), TOGETHER) == 8.0


def test_her_placement_where_there_are_no_rows_frees_nobody_elses_bed():
    """One bed free, the other Sam's."""
    homes = (setting(), setting("other"), setting("without-rows"))
    second = place(place_id="second", beds=1)
    snapshot = two_rows(second, settings=homes)
    hers, sams = lives("yp", "without-rows", place_id=None), lives("sam", place_id="second")
    everybody = (*snapshot.young_people, person("sam"))
    assert adjustment(replace(snapshot, young_people=everybody, placements=(hers, sams)), TOGETHER) == 0.0
