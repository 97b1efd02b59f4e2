"""How many more people a place takes: by nights, nobody's own bed in their own way, and never more than the home may."""

from dataclasses import replace

from fixtures.plain_world import day, lives, person, place, setting, world
from matcher.cohort.core import core_of
from matcher.cohort.core_beds import NO_HOME, BedCount, Beds, Offer
from matcher.domain.codes import MemberRelation, PlacePool, SettingKind
from matcher.domain.people import View
from matcher.domain.person_codes import ViewAbout, ViewStrength
from matcher.domain.settings import HouseholdMember, Setting
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.policy import load_policy

PEOPLE = ("yp", "sam", "ash")


def beds(snapshot: Snapshot, *offers: tuple[str, int, int, int]) -> Beds:
    """Each offer: whose, of which row, from which day to which, counted from the first night asked for."""
    made = tuple(
        Offer(PEOPLE.index(who), row, 500, fits=True, first=day(first).toordinal(), end=day(end).toordinal())
        for who, row, first, end in offers
    )
    return BedCount(make_frame(snapshot, load_policy()), PEOPLE, made).beds()


def one_row(free: int, *stays, home: Setting | None = None) -> Snapshot:
    home = home or setting()
    people = tuple(map(person, PEOPLE))
    return world(home, young_people=people, places=(place(home.id, beds=free + len(stays)),), placements=stays)


def test_of_two_who_ask_for_one_bed_one_can_have_it():
    assert beds(one_row(1), ("yp", 0, 0, 28), ("sam", 0, 10, 20)).beds.tolist() == [1]


def test_two_whose_nights_do_not_meet_can_both_have_it():
    assert beds(one_row(1), ("yp", 0, 0, 10), ("sam", 0, 10, 20)).beds.tolist() == [2]


def test_of_three_two_of_whom_meet_any_one_fits_and_not_any_two():
    offers = ("yp", 0, 0, 10), ("sam", 0, 10, 20), ("ash", 0, 15, 20)
    assert beds(one_row(1), *offers).beds.tolist() == [1]
    assert beds(one_row(2), *offers).beds.tolist() == [3]


def test_a_bed_that_somebody_has_for_all_their_nights_is_theirs_and_takes_none_from_others():
    found = beds(one_row(1, lives("yp")), ("yp", 0, 0, 28), ("sam", 0, 0, 28))
    assert (found.rows, found.column_of_offer, found.beds.tolist()) == ([0, 0], [1, 0], [1, 1])


def test_a_bed_that_somebody_has_for_some_nights_is_in_nobodys_way_but_theirs_after_it():
    """Yp leaves on day 5 and asks to stay: on days 0 to 4 only Sam needs the free bed, from day 5 both do."""
    stays = one_row(1, lives("yp", leaving=day(5)))
    assert beds(stays, ("yp", 0, 0, 28), ("sam", 0, 0, 5)).beds.tolist() == [2]
    assert beds(replace(stays, placements=()), ("yp", 0, 0, 28), ("sam", 0, 0, 5)).beds.tolist() == [2]
    assert beds(one_row(0, lives("yp", leaving=day(5))), ("yp", 0, 0, 28), ("sam", 0, 5, 6)).beds.tolist() == [1]


def test_a_room_in_which_somebody_stays_put_is_their_own():
    member = HouseholdMember(id="yp", relation=MemberRelation.STAYING_PUT, place_id="home-bed")
    home = setting(kind=SettingKind.FOSTER_FAMILY, household=(member,))
    found = beds(one_row(2, home=home), ("yp", 0, 0, 28), ("sam", 0, 0, 28))
    assert (found.column_of_offer, found.beds.tolist()) == ([1, 0], [1, 1])


def hub(registered: int, *stays) -> Snapshot:
    """One home with two pools, two beds free in each."""
    home = setting("hub", SettingKind.HUB_BED, registered_places=registered)
    rows = (place("hub", beds=2 + len(stays)), place("hub", place_id="hub-tonight", pool=PlacePool.EMERGENCY, beds=2))
    return world(home, young_people=tuple(map(person, PEOPLE)), places=rows, placements=stays)


def test_pools_of_one_home_share_its_registered_places():
    found = beds(hub(3, lives("pat", "hub")), ("yp", 0, 0, 28), ("sam", 1, 0, 28), ("ash", 1, 0, 28))
    assert (found.home.tolist(), found.home_beds.tolist()) == ([0, 0], [2])


def test_whoever_asks_for_two_pools_at_different_times_is_counted_from_the_first_night_to_the_last():
    """Yp could have one pool from day 0 to 5 or the other from 5 to 28: either way Sam's nights meet some of them."""
    early, late = ("yp", 0, 0, 5), ("yp", 1, 5, 28)
    for mine in ((early, late), (late, early)):
        for first, end in ((2, 4), (20, 24)):
            assert beds(hub(1), *mine, ("sam", 0, first, end)).home_beds.tolist() == [1]
    assert beds(hub(1), early, late, ("sam", 0, 28, 30)).home_beds.tolist() == [2]


def test_where_nothing_is_registered_there_is_no_limit_but_the_beds():
    found = beds(one_row(2, home=setting(kind=SettingKind.FOSTER_FAMILY)), ("yp", 0, 0, 28))
    assert (found.home.tolist(), found.home_beds.tolist()) == ([NO_HOME], [])


def test_with_nobody_asking_there_is_nothing_to_count():
    found = beds(one_row(1))
    assert (found.rows, found.beds.tolist(), found.home_beds.tolist()) == ([], [], [])


def test_no_plan_sends_anybody_where_they_strongly_object_or_fit_too_badly():
    against = View(
        about=ViewAbout.SETTING_KIND, setting_kind=SettingKind.CHILDRENS_HOME, view=ViewStrength.STRONGLY_AGAINST
    )
    for views, fits in (((), True), ((against,), False)):
        frame = make_frame(world(young_people=(person(views=views),)), load_policy())
        core = core_of(frame, list(frame.requests.values()))
        assert (core.place_ids, core.fits.tolist()) == (("home-bed",), [[fits]])
