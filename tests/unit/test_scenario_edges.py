"""What-ifs at their edges: the last night that counts, the one bed too many, and whatever has to stay as it is."""

from dataclasses import replace

import pytest

from fixtures.plain_world import TODAY, lives, person, place, setting, world
from matcher.domain.codes import ClosureReason, PlacePool, SettingKind
from matcher.domain.settings import Closure, OutOfUse
from matcher.scenario import compare
from matcher.scenario.compare import FARTHEST_DAYS
from matcher.scenario.forecasts import NightAhead, SettingAhead, ahead_says
from tests.what_if import BOOK, asking, changed, home_and_family, more_free, night, on, refused, what_if

HOME = "home-bed"
WEEK = {"first_night": on(3), "leaving": on(7)}
CLOSE = {"change": "close_beds", "place_id": HOME}
OPEN = {"change": "open_beds", "place_id": HOME}
ADD = {"change": "add_beds", "place_id": HOME}


def full_home(*gaps: OutOfUse, beds: int = 2):
    """A home of two beds (or so many) where sam and ash live."""
    made = world(setting("home", registered_places=4))
    return replace(
        made,
        young_people=(*made.young_people, person("sam"), person("ash")),
        places=(place("home", beds=beds, out_of_use=gaps),),
        placements=(lives("sam"), lives("ash")),
    )


def test_where_no_bed_was_free_those_who_would_have_none_are_told_all_the_same():
    found = what_if(full_home(), {**CLOSE, **WEEK})
    (spell,) = found.settings[0].spells
    assert (spell.free_before, spell.free_after, spell.over_before, spell.over_after) == (0, 0, 0, 1)
    assert found.settings[0].says == (
        "Setting home: 0 free as before from 25 May 2026 to 28 May 2026, with one more person than beds."
    )


@pytest.mark.parametrize(
    ("times", "end"), [(3, "on 1 June 2026."), (4, "on 1 June 2026; and 1 more."), (5, "on 1 June 2026; and 2 more.")]
)
def test_three_spells_are_told_and_of_further_ones_how_many(times, end):
    """A bed closed for one night, every five nights."""
    closed = [{**CLOSE, "first_night": on(5 * n), "leaving": on(5 * n + 1)} for n in range(times)]
    says = what_if(home_and_family(), *closed, nights=28).settings[0].says
    assert says.endswith(end)
    assert says.count(" instead of ") == 3


def test_people_beyond_the_ordinary_beds_are_not_told_of_the_beds_kept_for_emergencies():
    made = world(setting("home", SettingKind.HUB_BED))
    kept = place("home", place_id="kept", beds=1, pool=PlacePool.EMERGENCY)
    hub = replace(
        made,
        young_people=(*made.young_people, person("sam")),
        places=(place("home", beds=1), kept),
        placements=(lives("sam"),),
    )
    found = what_if(hub, {**CLOSE, **WEEK})
    assert [one.pool for one in found.settings] == [PlacePool.RESIDENTIAL]


def test_no_more_beds_are_opened_than_are_out_of_use_on_every_one_of_the_nights():
    some = OutOfUse(first_night=TODAY, leaving=night(20), beds=1)
    more = OutOfUse(first_night=night(5), leaving=night(20), beds=1)
    pointer, detail, _ = refused(full_home(some, more, beds=4), {**OPEN, "beds": 2, **WEEK})
    assert (pointer, detail) == (
        "/changes/0/beds",
        "Only 1 of its beds is out of use on every one of these nights.",
    )


def test_a_shared_room_has_no_bed_added():
    shared = full_home()
    shared = replace(shared, places=(replace(shared.places[0], shared_room=True),))
    pointer, detail, _ = refused(shared, ADD)
    assert (pointer, detail) == ("/changes/0/place_id", "This row is one shared room.")


def test_a_setting_that_is_closed_on_some_of_the_nights_is_opened_on_those():
    home = home_and_family()
    closed = replace(home.settings[0], closures=(Closure(first_night=night(5), leaving=night(9)),))
    found = what_if(
        replace(home, settings=(closed, home.settings[1])), {"change": "open_setting", "setting_id": "home", **WEEK}
    )
    assert more_free(found, "home") == {night(5): 2, night(6): 2}


def test_a_setting_that_is_closed_on_some_of_the_nights_is_closed_on_the_others_too():
    home = home_and_family()
    closed = replace(home.settings[0], closures=(Closure(first_night=night(5), leaving=night(9)),))
    found = what_if(
        replace(home, settings=(closed, home.settings[1])), {"change": "close_setting", "setting_id": "home", **WEEK}
    )
    assert more_free(found, "home") == {night(3): -2, night(4): -2}


@pytest.mark.parametrize(("more", "said"), [(2, False), (3, True)])
def test_the_registration_is_told_of_once_there_are_more_beds_than_it_allows(more, said):
    says = what_if(full_home(), {**ADD, "beds": more}).changes[0].says
    assert ("Its registration allows four people, and no more." in says) is said


def test_of_beds_out_of_use_alike_the_newest_is_opened_and_the_other_stays_as_it_is():
    damp = OutOfUse(first_night=TODAY, beds=1, reason="damp")
    paint = OutOfUse(first_night=TODAY, beds=1, reason="paint")
    after = changed(full_home(damp, paint, beds=4), {**OPEN, **WEEK}).places[0].out_of_use
    assert [(one.reason, one.first_night, one.leaving) for one in after] == [
        ("damp", TODAY, None),
        ("paint", TODAY, night(3)),
        ("paint", night(7), None),
    ]


def test_beds_out_of_use_on_just_these_nights_are_opened_before_newer_ones():
    damp = OutOfUse(first_night=night(3), leaving=night(7), beds=1, reason="damp")
    paint = OutOfUse(first_night=TODAY, beds=1, reason="paint")
    assert changed(full_home(damp, paint, beds=4), {**OPEN, **WEEK}).places[0].out_of_use == (paint,)


def test_of_two_beds_out_of_use_together_one_stays_so():
    both = OutOfUse(first_night=night(3), leaving=night(7), beds=2, reason="damp")
    assert changed(full_home(both, beds=4), {**OPEN, **WEEK}).places[0].out_of_use == (replace(both, beds=1),)


def test_a_bed_that_was_added_stays_where_it_is_closed_and_opened_again():
    assert changed(full_home(), ADD, {**CLOSE, **WEEK}, {**OPEN, **WEEK}).places[0].beds == 3


def test_a_setting_closed_for_another_reason_than_is_recorded_keeps_the_new_one():
    home = home_and_family()
    closure = Closure(first_night=night(3), leaving=night(7), reason=ClosureReason.RISK)
    home = replace(home, settings=(replace(home.settings[0], closures=(closure,)), home.settings[1]))
    shut = {"change": "close_setting", "setting_id": "home", **WEEK, "reason": "repair"}
    after = changed(home, {"change": "open_setting", "setting_id": "home", **WEEK}, shut)
    assert [one.reason for one in after.settings[0].closures] == [ClosureReason.REPAIR]


def test_it_may_begin_today_and_as_late_as_a_year_ahead_and_no_later():
    assert what_if(home_and_family(), {**CLOSE, "first_night": on(0)}, first_night=on(0)).first_night == TODAY
    assert what_if(home_and_family(), first_night=on(FARTHEST_DAYS)).first_night == night(FARTHEST_DAYS)
    assert refused(home_and_family(), first_night=on(FARTHEST_DAYS + 1))[0] == "/first_night"


def test_another_policy_is_another_answer():
    asked = asking({**CLOSE, **WEEK})
    one, other = (compare(home_and_family(), asked, book) for book in (BOOK, replace(BOOK, hash="another")))
    assert one.id == compare(home_and_family(), asked, BOOK).id
    assert one.id != other.id


def test_a_stay_that_is_to_begin_has_at_least_one_night():
    due = replace(home_and_family(), placements=(lives("sam", first_night=night(5), leaving=night(9)),))
    ends = {"change": "end_stay", "placement_id": "sam-at-home"}
    assert refused(due, {**ends, "leaving": on(5)})[1] == "A stay has at least one night."
    assert changed(due, {**ends, "leaving": on(6)}).placements[0].leaving == night(6)


def test_beds_out_of_use_from_the_day_on_which_others_are_open_again_stay_so():
    week = OutOfUse(first_night=night(3), leaving=night(7), beds=1, reason="damp")
    then = OutOfUse(first_night=night(7), leaving=night(9), beds=2, reason="paint")
    assert changed(full_home(week, then, beds=4), {**OPEN, **WEEK}).places[0].out_of_use == (then,)
    longer = replace(week, first_night=TODAY)
    assert changed(full_home(longer, then, beds=4), {**OPEN, **WEEK}).places[0].out_of_use == (
        replace(longer, leaving=night(3)),
        then,
    )


def test_what_is_expected_is_told_from_the_first_night_asked_for_to_the_last():
    found = what_if(home_and_family(), {**CLOSE, **WEEK}, first_night=on(3), nights=4)
    (home,) = found.after.forecasts
    assert [one.night for one in home.nights] == [night(n) for n in (3, 4, 5, 6)]


def expected(*chances_free: float, name: str = "home") -> SettingAhead:
    """Chances of a free bed, night by night from today."""
    nights = tuple(
        NightAhead(night=night(n), expected=1.0, chance_free=one, chance_over=0.0) for n, one in enumerate(chances_free)
    )
    return SettingAhead(setting_id=name, setting_name=name.title(), pool=PlacePool.RESIDENTIAL, nights=nights)


def test_the_night_on_which_the_chance_of_a_free_bed_changes_most_is_told_whichever_way_it_changes():
    less = ahead_says([expected(0.5, 0.9)], [expected(0.6, 0.4)])
    assert less == ("The chance of a free bed at Home changes most on 23 May 2026: 90 in 100 before, 40 in 100 after.",)
    more = ahead_says([expected(0.5, 0.4)], [expected(0.4, 0.9)])
    assert more == ("The chance of a free bed at Home changes most on 23 May 2026: 40 in 100 before, 90 in 100 after.",)


def test_of_a_change_that_is_too_small_and_of_a_setting_that_is_new_nothing_is_told():
    assert ahead_says([expected(0.5)], [expected(0.504)]) == ()
    assert ahead_says([expected(0.5)], [expected(0.9, name="new")]) == ()
