"""What-ifs about beds, settings and stays: each moves exactly what it should, on its nights and nowhere else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fixtures.plain_world import TODAY, lives, person, place, setting, world
from matcher.capacity import make_capacity
from matcher.domain.carers import FosteringExemption
from matcher.domain.checks import problems
from matcher.domain.codes import ClosureReason, PlacementState, PlacePool, SettingKind
from matcher.domain.settings import Closure, OutOfUse
from matcher.domain.snapshot import content_hash
from matcher.frame import make_frame
from matcher.scenario import before_after_adapter
from matcher.scenario.forecasts import NightAhead, SettingAhead, ahead_says
from tests.what_if import BOOK, changed, free, home_and_family, more_free, night, on, refused, what_if

HOME, FAMILY = "home-bed", "family-bed"
WEEK = {"first_night": on(3), "leaving": on(7)}
CLOSE = {"change": "close_beds", "place_id": HOME}
CLOSE_FAMILY = {"change": "close_beds", "place_id": FAMILY}
OPEN = {"change": "open_beds", "place_id": HOME}
SHUT = {"change": "close_setting", "setting_id": "home"}
AGAIN = {"change": "open_setting", "setting_id": "home"}
FOUR_NIGHTS = [night(n) for n in (3, 4, 5, 6)]


def test_nothing_changed_is_the_same_before_and_after_byte_for_byte():
    found = what_if(home_and_family(), setting_ids=["home"])
    write = before_after_adapter().dump_python(found, mode="json")
    assert write["before"] == write["after"]
    assert (found.settings, found.changes) == ((), ())
    assert found.says[0] == "Nothing would be different on these nights."


def test_a_bed_that_is_closed_is_missing_on_its_nights_and_nowhere_else():
    world_ = home_and_family()
    found = what_if(world_, {**CLOSE, **WEEK})
    assert more_free(found, "home") == dict.fromkeys(FOUR_NIGHTS, -1)
    assert [one.setting_id for one in found.after.settings] == ["home"]
    assert [(one.first_night, one.leaving) for one in found.settings[0].spells] == [(night(3), night(7))]
    assert found.settings[0].says == "Setting home: 1 free instead of 2 from 25 May 2026 to 28 May 2026."
    assert (
        found.changes[0].says == "One bed of Setting home (home-bed) is out of use from 25 May 2026 until 29 May 2026."
    )
    assert found.changes[0].moves == "Nobody would have to move."
    assert content_hash(world_) == content_hash(home_and_family()), "the snapshot given stays as it is"


def test_the_last_night_is_the_one_before_the_leaving_day():
    assert more_free(what_if(home_and_family(), {**CLOSE, "first_night": on(3), "leaving": on(4)}), "home") == {
        night(3): -1
    }


def test_without_an_end_it_is_closed_on_every_night_to_come():
    found = what_if(home_and_family(), CLOSE, nights=182)
    assert more_free(found, "home") == {night(n): -1 for n in range(182)}


def test_a_kind_gets_as_many_beds_fewer_as_its_setting():
    found = what_if(home_and_family(), {**CLOSE, **WEEK})
    for kinds, count in ((found.before.kinds, 2), (found.after.kinds, 1)):
        homes = next(one for one in kinds if one.kind is SettingKind.CHILDRENS_HOME)
        assert homes.usable_vacancy[3] == count
    families = [
        [one for one in side.kinds if one.kind is SettingKind.FOSTER_FAMILY] for side in (found.before, found.after)
    ]
    assert families[0] == families[1]


def test_what_could_be_used_is_what_the_beds_by_night_say_not_the_empty_beds_added_up():
    """Two rows share the one place that the registration leaves: closing the bed of one of them takes nothing away."""
    rows = (place("home", beds=3), place("home", place_id="attic", beds=1))
    world_ = home_and_family()
    home = replace(world_.settings[0], registered_places=3)
    world_ = replace(world_, settings=(home, world_.settings[1]), places=(*rows, world_.places[1]))
    beds = make_capacity(make_frame(world_, BOOK), "home", TODAY, night(28), named=False)
    attic = {**CLOSE, "place_id": "attic", **WEEK}
    found = what_if(world_, attic)
    shown = found.before.settings[0]
    homes = next(one for one in found.before.kinds if one.kind is SettingKind.CHILDRENS_HOME)
    assert [row.nights[3].free for row in shown.rows] == [1, 1]
    assert beds.nights[3].usable_vacancy == homes.usable_vacancy[3] == 1
    assert (shown.nights, found.settings) == (beds.nights, ())
    assert found.says[0].startswith("As many beds would be free on these nights as before.")
    both = what_if(world_, attic, {**CLOSE, **WEEK}).settings[0]
    assert both.says == "Setting home: 0 free instead of 1 from 25 May 2026 to 28 May 2026."


def test_closing_a_bed_in_which_somebody_lives_says_how_many_would_have_to_move_and_never_who():
    found = what_if(home_and_family(), {**CLOSE, "beds": 3, **WEEK})
    assert found.changes[0].would_have_to_move == 1
    assert found.changes[0].moves == "Somebody lives there, or is due to: one person would have to move."
    assert [(one.over_before, one.over_after) for one in found.settings[0].spells] == [(0, 1)]
    text = before_after_adapter().dump_json(found).decode()
    assert '"sam' not in text
    assert '"ash' not in text


def test_whoever_leaves_before_the_beds_are_closed_is_not_counted():
    all_beds = {**CLOSE, "beds": 4}
    assert what_if(home_and_family(), {**all_beds, "first_night": on(9)}).changes[0].would_have_to_move == 2
    assert what_if(home_and_family(), {**all_beds, "first_night": on(10)}).changes[0].would_have_to_move == 1


def test_whoever_arrives_on_the_day_the_beds_are_back_is_not_counted():
    due = lives("yp", first_night=night(20), state=PlacementState.CONFIRMED)
    world_ = replace(home_and_family(), placements=(due,))
    all_beds = {**CLOSE, "beds": 4, "first_night": on(15)}
    assert what_if(world_, {**all_beds, "leaving": on(20)}).changes[0].would_have_to_move == 0
    assert what_if(world_, {**all_beds, "leaving": on(21)}).changes[0].would_have_to_move == 1


def test_who_is_counted_is_counted_however_far_ahead_the_closing_is():
    assert what_if(home_and_family(), {**CLOSE, "beds": 4, "first_night": on(400)}).changes[0].would_have_to_move == 1


def test_a_bed_that_is_out_of_use_is_used_again_on_these_nights_alone():
    row = place("home", beds=4, out_of_use=(OutOfUse(first_night=TODAY, beds=2, reason="damp"),))
    world_ = home_and_family()
    world_ = replace(world_, places=(row, world_.places[1]))
    assert more_free(what_if(world_, {**OPEN, **WEEK}), "home") == dict.fromkeys(FOUR_NIGHTS, 1)
    assert more_free(what_if(world_, {**OPEN, "beds": 2, **WEEK}), "home") == dict.fromkeys(FOUR_NIGHTS, 2)


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ({**CLOSE, **WEEK}, {**OPEN, **WEEK}),
        (CLOSE, OPEN),
        ({**SHUT, **WEEK}, {**AGAIN, **WEEK}),
        (
            {"change": "end_stay", "placement_id": "sam-at-home", "leaving": on(3)},
            {"change": "extend_stay", "placement_id": "sam-at-home", "leaving": None},
        ),
        (
            {"change": "extend_stay", "placement_id": "ash-at-home", "leaving": on(20)},
            {"change": "end_stay", "placement_id": "ash-at-home", "leaving": on(10)},
        ),
    ],
)
def test_a_change_and_its_reverse_come_back_to_what_is_recorded(there, back):
    world_ = home_and_family()
    assert changed(world_, there) != world_
    assert changed(world_, there, back) == world_
    found = what_if(world_, there, back)
    assert found.before is found.after


def test_opened_and_closed_again_the_recorded_reason_stands():
    gap = OutOfUse(first_night=night(2), leaving=night(9), reason="damp")
    closure = Closure(first_night=night(2), leaving=night(9), reason=ClosureReason.RISK)
    world_ = home_and_family()
    world_ = replace(
        world_,
        places=(replace(world_.places[0], out_of_use=(gap,)), world_.places[1]),
        settings=(replace(world_.settings[0], closures=(closure,)), world_.settings[1]),
    )
    assert changed(world_, {**OPEN, **WEEK}, {**CLOSE, **WEEK}) == world_
    assert changed(world_, {**AGAIN, **WEEK}, {**SHUT, **WEEK, "reason": "risk"}) == world_


def test_beds_that_a_row_does_not_have_are_added_for_some_nights_only():
    found = what_if(home_and_family(), {"change": "add_beds", "place_id": FAMILY, "beds": 2, **WEEK})
    assert more_free(found, "family") == dict.fromkeys(FOUR_NIGHTS, 2)


def test_beds_beyond_the_registration_are_there_and_not_free_and_it_is_said():
    found = what_if(home_and_family(), {"change": "add_beds", "place_id": HOME})
    assert found.settings == ()
    assert found.changes[0].says.endswith("Its registration allows four people, and no more.")
    assert found.says[0].startswith("As many beds would be free on these nights as before.")


def test_a_setting_that_is_closed_takes_nobody_and_those_who_live_there_are_counted():
    found = what_if(home_and_family(), {**SHUT, **WEEK})
    assert more_free(found, "home") == dict.fromkeys(FOUR_NIGHTS, -2)
    assert found.changes[0].would_have_to_move == 2
    assert found.changes[0].moves == (
        "Two people live there, or are due to. Nobody is moved here; all would have to move if nobody could stay."
    )


def test_a_setting_that_is_closed_is_open_again_on_these_nights():
    world_ = home_and_family()
    closed = replace(world_.settings[0], closures=(Closure(first_night=TODAY),))
    world_ = replace(world_, settings=(closed, world_.settings[1]))
    assert more_free(what_if(world_, {**AGAIN, **WEEK}), "home") == dict.fromkeys(FOUR_NIGHTS, 2)


def test_a_stay_that_goes_on_takes_its_bed_for_so_much_longer():
    found = what_if(home_and_family(), {"change": "extend_stay", "placement_id": "ash-at-home", "leaving": on(13)})
    assert more_free(found, "home") == {night(n): -1 for n in (10, 11, 12)}
    assert found.changes[0].says == (
        "The stay ash-at-home at Setting home goes on: until 4 June 2026, instead of until 1 June 2026."
    )


def test_a_stay_that_ends_today_frees_its_bed_tonight():
    found = what_if(home_and_family(), {"change": "end_stay", "placement_id": "ash-at-home", "leaving": on(0)})
    assert more_free(found, "home") == {night(n): 1 for n in range(10)}


def test_nights_are_nights_where_the_clocks_change_and_on_29_february():
    for first in (date(2026, 3, 27), date(2026, 10, 23), date(2028, 2, 27)):
        moved = replace(
            home_and_family(), as_of=home_and_family().as_of.replace(year=first.year, month=first.month, day=first.day)
        )
        moved = replace(moved, placement_requests=(), placements=(lives("sam"),))
        days = [first + timedelta(days=n) for n in range(6)]
        found = what_if(moved, {**CLOSE, "first_night": days[1].isoformat(), "leaving": days[4].isoformat()})
        assert more_free(found, "home") == dict.fromkeys(days[1:4], -1)


def test_a_household_like_another_has_its_beds_and_nobody_in_them():
    new = {"change": "add_carer", "setting_id": "new", "name": "The new family", "like": "family", "beds": 3}
    found = what_if(home_and_family(), {**new, "first_night": on(2)})
    assert [one.setting_id for one in found.before.settings] == []
    assert list(free(found.after, "new").values()) == [0, 0, *[3] * 26]
    assert found.settings[0].says == "The new family: 3 free instead of 0 from 24 May 2026 to 18 June 2026."
    made = changed(home_and_family(), new)
    assert problems(made) == ()
    assert {carer.id for one in made.settings if one.id == "new" for carer in one.carers or ()} == {"new.1"}


def test_a_household_like_another_does_not_take_over_what_is_true_of_that_one_alone():
    family = setting(
        "family",
        SettingKind.FOSTER_FAMILY,
        closures=(Closure(first_night=TODAY),),
        pets_agreed_for=("yp",),
        exemptions=(FosteringExemption(granted_by="north", young_people=("yp",)),),
    )
    world_ = replace(home_and_family(), settings=(setting("home"), family))
    made = changed(world_, {"change": "add_carer", "setting_id": "new", "name": "New", "like": "family"})
    new = next(one for one in made.settings if one.id == "new")
    assert (new.closures, new.exemptions, new.pets_agreed_for) == ((), (), ())
    assert (new.contact, new.terms) == (None, family.terms)


def test_a_setting_is_added_as_it_is_given():
    rows = [{"place_id": "flat.residential", "setting_id": "flat", "beds": 2}]
    new = {"change": "add_setting", "setting": {"id": "flat", "name": "The flat", "kind": "supported_accommodation"}}
    found = what_if(home_and_family(), {**new, "places": rows})
    assert set(free(found.after, "flat").values()) == {2}
    assert found.changes[0].says == "The flat is there, with two beds."


def test_rows_that_were_in_order_stay_in_order():
    world_ = replace(
        home_and_family(),
        settings=tuple(sorted(home_and_family().settings, key=lambda one: one.id)),
        places=tuple(sorted(home_and_family().places, key=lambda one: one.place_id)),
    )
    made = changed(world_, {"change": "add_carer", "setting_id": "g", "name": "G", "like": "family"})
    assert [one.id for one in made.settings] == ["family", "g", "home"]
    assert [one.place_id for one in made.places] == [FAMILY, "g.residential", HOME]


STAY = {"placement_id": "ash-at-home"}
NEW = {"change": "add_carer", "setting_id": "new", "name": "New", "like": "family"}
FLAT = {"id": "flat", "name": "The flat", "kind": "supported_accommodation"}


@pytest.mark.parametrize(
    ("change", "field", "mend"),
    [
        ({**CLOSE, "place_id": "nowhere"}, "place_id", "Correct the id"),
        ({**CLOSE, "beds": 5}, "beds", "Close 4 at most"),
        ({**CLOSE, "first_night": on(-1)}, "first_night", "Begin today (2026-05-22) or later."),
        ({**CLOSE, "first_night": on(3), "leaving": on(3)}, "leaving", "the day after the last night"),
        ({**CLOSE, "leaving": on(0)}, "leaving", "the day after the last night"),
        (OPEN, "beds", "add_beds"),
        ({**SHUT, "setting_id": "nowhere"}, "setting_id", "Correct the id"),
        (AGAIN, "setting_id", "Choose other nights"),
        ({**NEW, "like": "home"}, "like", "foster family"),
        ({**NEW, "like": "nowhere"}, "like", "Correct the id"),
        ({**NEW, "setting_id": "home"}, "setting_id", "an id of its own"),
        ({**NEW, "name": " "}, "name", "what it is to be called"),
        ({"change": "add_setting", "setting": {**FLAT, "id": "home"}, "places": []}, "setting/id", "an id of its own"),
        (
            {"change": "add_setting", "setting": FLAT, "places": [{"place_id": HOME, "setting_id": "flat", "beds": 1}]},
            "places/0/place_id",
            "an id of its own",
        ),
        (
            {"change": "add_setting", "setting": FLAT, "places": [{"place_id": "p", "setting_id": "home", "beds": 1}]},
            "places/0/setting_id",
            "Write the id of the setting",
        ),
        ({"change": "extend_stay", "placement_id": "nobody", "leaving": None}, "placement_id", "Correct the id"),
        ({"change": "extend_stay", "placement_id": "sam-at-home", "leaving": on(9)}, "placement_id", "Leave this"),
        ({"change": "extend_stay", **STAY, "leaving": on(10)}, "leaving", "end_stay"),
        ({"change": "end_stay", **STAY, "leaving": on(10)}, "leaving", "extend_stay"),
        ({"change": "end_stay", **STAY, "leaving": on(-1)}, "leaving", "today"),
    ],
)
def test_what_cannot_be_is_refused_by_position_and_field_with_its_mend(change, field, mend):
    pointer, _, said = refused(home_and_family(), {**CLOSE_FAMILY, **WEEK}, change)
    assert pointer == f"/changes/1/{field}"
    assert mend in said


def test_more_beds_than_are_in_use_on_one_of_the_nights_cannot_be_closed():
    pointer, detail, mend = refused(home_and_family(), {**CLOSE, "beds": 3, **WEEK}, {**CLOSE, "beds": 2})
    assert (pointer, detail) == ("/changes/1/beds", "Only 1 of its beds is in use on every one of these nights.")
    assert mend == "Close 1 at most, or other nights."


def test_a_setting_is_not_closed_twice_for_the_same_nights():
    assert refused(home_and_family(), SHUT, {**SHUT, **WEEK})[0] == "/changes/1/setting_id"
    assert what_if(home_and_family(), {**SHUT, **WEEK}, SHUT).changes[1].number == 2


def test_nobody_can_stay_on_where_they_are_due_somewhere_else():
    later = lives("ash", "family", first_night=night(10), state=PlacementState.CONFIRMED)
    world_ = home_and_family()
    world_ = replace(world_, placements=(*world_.placements, later))
    pointer, detail, mend = refused(world_, {"change": "extend_stay", **STAY, "leaving": on(11)})
    assert pointer == "/changes/0/leaving"
    assert detail == "The same person would be in two places on one of these nights."
    assert "End the other stay first" in mend
    shorter = {"change": "end_stay", "placement_id": "ash-at-family", "leaving": on(12)}
    assert refused(world_, shorter, {"change": "extend_stay", **STAY, "leaving": on(11)})[0] == "/changes/1/leaving"


@pytest.mark.parametrize("state", [PlacementState.ENDED, PlacementState.CANCELLED, PlacementState.OFFERED])
def test_a_placement_that_takes_no_bed_is_neither_longer_nor_shorter(state):
    world_ = replace(home_and_family(), placements=(lives("ash", leaving=night(10), state=state),))
    assert refused(world_, {"change": "end_stay", **STAY, "leaving": on(5)})[0] == "/changes/0/placement_id"


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"first_night": on(-1)}, "/first_night"),
        ({"first_night": on(400)}, "/first_night"),
        ({"setting_ids": ["home", "nowhere"]}, "/setting_ids/1"),
        ({"cohort": {"request_ids": ["nobody"]}}, "/cohort/request_ids/0"),
    ],
)
def test_what_cannot_be_asked_besides_is_refused(asked, pointer):
    assert refused(home_and_family(), CLOSE, **asked)[0] == pointer


def test_a_setting_without_beds_has_none_to_close():
    outreach = world(setting("team", SettingKind.OUTREACH, rota_held=False), young_people=(person(),))
    assert refused(outreach, {"change": "close_beds", "place_id": "team-bed"})[0] == "/changes/0/place_id"


def ahead(standing, night_of):
    """Chance of a free bed at the home, of that night."""
    (home,) = [one for one in standing.forecasts if one.setting_id == "home"]
    return next(one.chance_free for one in home.nights if one.night == night_of)


def test_a_bed_that_closes_makes_a_free_one_less_likely_on_those_nights_and_on_none_before():
    close = {**CLOSE, "first_night": night(14).isoformat(), "leaving": night(21).isoformat()}
    found = what_if(home_and_family(), close)
    assert ahead(found.after, night(13)) == ahead(found.before, night(13))
    assert ahead(found.after, night(14)) < ahead(found.before, night(14))
    assert ahead(found.after, night(20)) < ahead(found.before, night(20))
    assert [one.startswith("The chance of a free bed at ") for one in found.forecast_says] == [True]


def test_without_changes_the_same_is_forecast_and_nothing_is_said_of_it():
    found = what_if(home_and_family(), setting_ids=["home"])
    assert found.before.forecasts
    assert (found.after.forecasts, found.forecast_says) == (found.before.forecasts, ())


def test_beyond_what_can_be_forecast_there_is_none():
    found = what_if(home_and_family(), setting_ids=["home"], first_night=night(182).isoformat())
    assert found.before.forecasts == ()


def test_what_is_not_certain_is_never_said_to_be_0_or_100_in_100():
    def at(chance):
        one = NightAhead(night=night(3), expected=1.0, chance_free=chance, chance_over=0.0)
        return (SettingAhead(setting_id="home", setting_name="The home", pool=PlacePool.RESIDENTIAL, nights=(one,)),)

    (said,) = ahead_says(at(0.998), at(0.001))
    assert said.endswith(": over 99 in 100 before, under 1 in 100 after.")
    assert ahead_says(at(1.0), at(0.0))[0].endswith(": 100 in 100 before, 0 in 100 after.")
