"""Points added for brothers and sisters and for the length: the share, what it could add, and the reason given."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from fixtures.plain_world import START, TODAY, day, lives, person, place, request, scene, setting, world
from matcher.domain.codes import MemberRelation, SettingKind
from matcher.domain.people import SiblingLink
from matcher.domain.person_codes import SiblingPlan
from matcher.domain.placements import Placement
from matcher.domain.settings import HouseholdMember
from matcher.domain.snapshot import Snapshot
from tests.spec.score_alone import Scored, scored

# Brothers and sisters


TOGETHER = "siblings-together"
HERE, NOT_HERE = "Brothers and sisters would live together here.", "Does not apply here."


def brothers_and_sisters(
    *ids: str, beds: int = 6, placed: tuple[Placement, ...] = (), waiting: tuple[str, ...] = (), **facts: Any
) -> Snapshot:
    """To live with all of these; some are placed, and for some somebody is asking too."""
    links = tuple(SiblingLink(person_id=one, plan=SiblingPlan.TOGETHER) for one in ids)
    home = facts.pop("home", setting())
    return world(
        home,
        setting("other"),
        places=(place(home.id, beds=beds), place("other", beds=6)),
        young_people=(person(siblings=links, **facts), *(person(one) for one in ids)),
        placements=placed,
        placement_requests=(request(), *(request(f"req-{one}", young_person_id=one) for one in waiting)),
    )


def together(snapshot: Snapshot, row: int = 0) -> bool:
    found = scored(snapshot, TOGETHER, row)
    assert (found.could, found.known) == (0.0, True)
    assert found.because == (HERE if found.share else NOT_HERE)
    return found.share == 1.0


def test_where_nobody_has_recorded_brothers_and_sisters_it_says_so():
    unknown = scored(scene(who=person(siblings=None)), TOGETHER)

    assert unknown == Scored(0.0, 0.0, known=False, because="Nobody has recorded brothers and sisters.")


def test_none_at_all_is_known_and_adds_nothing():
    assert scored(scene(), TOGETHER) == Scored(0.0, 0.0, known=True, because=NOT_HERE)


def test_it_counts_where_everybody_who_is_placed_lives():
    here, elsewhere = lives("sis"), lives("bro", "other")

    assert together(brothers_and_sisters("sis", placed=(here,)))
    assert not together(brothers_and_sisters("sis", placed=(here,)), row=1)
    assert not together(brothers_and_sisters("sis", "bro", placed=(here, elsewhere)))
    assert not together(brothers_and_sisters("bro", "sis", placed=(here, elsewhere)))
    assert not together(brothers_and_sisters("sis", "bro", "kim", placed=(elsewhere, lives("kim"))))


def test_only_those_of_the_same_authority_who_are_to_live_together_count():
    apart = SiblingLink(person_id="sis", plan=SiblingPlan.APART)
    elsewhere = SiblingLink(person_id="sis", plan=SiblingPlan.TOGETHER, same_authority=False)

    for link in (apart, elsewhere):
        assert not together(scene(who=person(siblings=(link,)), there=(person("sis"),)))


@pytest.mark.parametrize(
    ("first", "leaving", "expected"),
    [(START, None, True), (day(1), None, False), (day(-9), START, False), (day(-9), day(1), True)],
)
def test_somebody_is_placed_who_is_there_on_the_first_night(first, leaving, expected):
    there = lives("sis", first_night=first, leaving=leaving)

    assert together(brothers_and_sisters("sis", placed=(there,))) is expected


@pytest.mark.parametrize(
    ("first", "leaving", "expected"),
    [(START, None, False), (day(1), None, True), (day(-9), START, True), (day(-9), day(1), False)],
)
def test_one_who_is_placed_elsewhere_on_the_first_night_does_not_live_here(first, leaving, expected):
    other = lives("bro", "other", first_night=first, leaving=leaving)

    assert together(brothers_and_sisters("sis", "bro", placed=(lives("sis"), other))) is expected


def test_a_bed_that_somebody_else_has_is_not_free():
    taken = lives("sam")
    snapshot = brothers_and_sisters("sis", beds=2, placed=(taken,), waiting=("sis",))
    with_sam = replace(snapshot, young_people=(*snapshot.young_people, person("sam")))

    assert not together(with_sam)
    assert together(replace(with_sam, places=(place(beds=3), place("other", beds=6))))


def asked_from(first: date, taken: Placement, beds: int = 2) -> bool:
    """For a sister and Robin from that day; somebody else has a bed as given."""
    snapshot = brothers_and_sisters("sis", beds=beds, placed=(taken,), waiting=("sis",))
    req = request(start_date=first, end_date=first + timedelta(days=7), expected_nights=7)
    others = snapshot.placement_requests[1:]
    people = (*snapshot.young_people, person("sam"))
    return together(replace(snapshot, young_people=people, placement_requests=(req, *others)))


def test_it_is_the_first_night_that_has_to_be_free_for_all():
    until_tomorrow = lives("sam", leaving=TODAY + timedelta(days=1))
    from_tomorrow = lives("sam", first_night=TODAY + timedelta(days=1))

    assert not asked_from(TODAY, until_tomorrow)
    assert asked_from(TODAY, from_tomorrow)
    assert asked_from(TODAY + timedelta(days=1), until_tomorrow)


def test_a_first_night_years_ahead_has_whatever_is_taken_for_good():
    in_years = date(2036, 6, 2)

    assert asked_from(in_years, lives("sam", leaving=day(9)))
    assert not asked_from(in_years, lives("sam"))


def test_ones_own_bed_from_the_first_night_on_is_free_to_oneself():
    own = lives("yp", first_night=START)

    assert together(brothers_and_sisters("sis", beds=2, placed=(own,), waiting=("sis",)))
    assert not together(brothers_and_sisters("sis", beds=1, placed=(own,), waiting=("sis",)))


def test_no_bed_is_no_bed():
    assert not together(brothers_and_sisters("sis", "bro", beds=1, waiting=("sis",)))
    assert not together(
        brothers_and_sisters("sis", beds=0, waiting=("sis",)),
    )


@pytest.mark.parametrize(("beds", "expected"), [(3, True), (2, False)])
def test_where_none_is_placed_there_have_to_be_beds_for_all_who_are_waiting(beds, expected):
    assert together(brothers_and_sisters("sis", "bro", beds=beds, waiting=("sis", "bro"))) is expected


def test_nobody_waiting_is_nobody_to_live_with():
    assert not together(brothers_and_sisters("sis"))


@pytest.mark.parametrize(("beds", "expected"), [(2, True), (1, False)])
def test_ones_own_bed_is_free_to_oneself(beds, expected):
    """Of one sister who waits: her bed, and the one that is one's own already."""
    own = lives("yp")

    assert together(brothers_and_sisters("sis", beds=beds, placed=(own,), waiting=("sis",))) is expected


def test_ones_own_bed_from_another_day_is_not_counted_twice():
    later, over = lives("yp", first_night=day(1)), lives("yp", leaving=START)

    for own in (later, over):
        assert together(brothers_and_sisters("sis", beds=2, placed=(own,), waiting=("sis",)))
        assert not together(brothers_and_sisters("sis", beds=1, placed=(own,), waiting=("sis",)))


@pytest.mark.parametrize(("beds", "expected"), [(2, True), (1, False)])
def test_the_room_in_which_one_stays_put_is_ones_own(beds, expected):
    me = HouseholdMember(id="yp", relation=MemberRelation.STAYING_PUT, place_id="home-bed")
    family = setting(kind=SettingKind.COMMUNITY_FAMILY, household=(me,))

    assert together(brothers_and_sisters("sis", beds=beds, waiting=("sis",), home=family)) is expected


# The length


def test_the_nights_that_are_not_offered_cost_their_share():
    away = scene(row=place(beds=1), there=(person("sam"),), stays=(lives("sam", first_night=day(21)),))

    found = scored(away, "expected-length-fits")

    assert found == Scored(0.25, 0.0, known=True, because="Setting home is free for 21 nights; 28 are needed.")
    assert scored(scene(), "expected-length-fits") == Scored(0.0, 0.0, True, "Every night needed is offered.")


def test_one_night_is_a_length_and_none_recorded_costs_nothing():
    one_night = scene(ask=request(end_date=day(1), expected_nights=1))
    unknown = scene(ask=request(end_date=None, expected_nights=None))

    assert scored(one_night, "expected-length-fits").because == "Every night needed is offered."
    assert scored(unknown, "expected-length-fits") == Scored(0.0, 0.0, True, "How long it is for is not recorded.")
