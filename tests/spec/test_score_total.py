"""Parts and adjustments: each rounded once, added up by hand, held to 0-100, with a range."""

from dataclasses import replace
from importlib.resources import files

import pytest

from fixtures.plain_world import START, lives, person, place, request, setting, world
from matcher.domain.codes import SettingKind
from matcher.domain.errors import InvalidPolicy
from matcher.domain.people import (
    CurrentKeyWorker,
    FamilyTime,
    IdentityNeed,
    KeyWorkerPlan,
    Need,
    Relationship,
    SiblingLink,
    View,
)
from matcher.domain.person_codes import (
    Depth,
    IdentityAspect,
    KeyWorkerOutcome,
    NeedCategory,
    SiblingPlan,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.placements import TravelTime
from matcher.domain.settings import IdentityOffer
from matcher.domain.snapshot import Snapshot
from matcher.options.rank import rank
from matcher.options.result import PlacementOption
from matcher.policy import load_policy, read_policy
from tests.spec.scores import adjustment, points, yp
from tests.spec.support import answer, day, entry, scene

PARTS = {
    "key-worker-continuity": 14.0,
    "view-on-option": 14.0,
    "known-carer": 12.0,
    "resident-mix-score": 11.0,
    "school-continuity": 10.0,
    "worker-skill-fit": 8.0,
    "family-time-travel": 6.0,
    "culture-religion-language": 6.0,
    "placement-hierarchy": 6.0,
    "near-home": 5.0,
    "friends-and-community": 4.0,
    "least-moves": 4.0,
}


def added_up(shown: PlacementOption) -> float:
    """What a reader gets who adds up the points shown."""
    return round(sum(one.points for one in shown.parts) + sum(one.points for one in shown.adjustments), 1)


def test_every_part_is_shown_out_of_its_weight_and_the_weights_are_a_hundred():
    assert {part.slug: part.out_of for part in entry(world()).parts} == PARTS
    assert sum(PARTS.values()) == 100.0


def test_an_unremarkable_home_adds_up_by_hand():
    """14 key worker, 7 no view yet, 0 strangers, 11 empty, 10 no school, 8 no needs, 6 + 6, 2 a home, 5 + 4 + 4."""
    shown = {part.slug: part.points for part in entry(world()).parts}
    assert shown == {**PARTS, "view-on-option": 7.0, "known-carer": 0.0, "placement-hierarchy": 2.0}
    assert entry(world()).score == 77.0


def test_the_score_is_the_parts_and_adjustments_shown():
    """60 nights asked for, 45 free: 77 with a quarter of the moves (-3) and a quarter of the length (-1)."""
    ask = request(end_date=day(60))
    shown = entry(scene(row=place(vacancy_ends_on=day(45)), ask=ask))
    assert shown.score == 73.0
    assert added_up(shown) == 73.0


def test_every_part_says_why():
    assert all(part.because for part in entry(world()).parts)


def test_half_a_tenth_is_rounded_away_from_zero():
    """Religion matters 3 of 3 + 3 + 2 and is there: 6 x 3/8 = 2.25, shown as 2.3."""
    needs = tuple(
        IdentityNeed(aspect=aspect, wants=f"own {aspect.value}", importance=n)
        for aspect, n in zip(IdentityAspect, (3, 3, 2), strict=True)
    )
    offer = IdentityOffer(religions=("own religion",), languages=(), cultures=())
    assert (
        points(scene(setting(identity_offer=offer), who=person(identity_needs=needs)), "culture-religion-language")
        == 2.3
    )


def test_half_a_tenth_below_zero_is_rounded_away_from_zero_too():
    """16 nights needed, 15 free: 4 x 1/16 = 0.25, taken off as 0.3."""
    snapshot = scene(row=place(vacancy_ends_on=day(15)), ask=request(end_date=day(16)))
    assert adjustment(snapshot, "expected-length-fits") == -0.3


def test_every_part_is_in_tenths():
    shown = entry(scene(row=place(vacancy_ends_on=day(19))))
    shown_points = [*(one.points for one in shown.parts), *(one.points for one in shown.adjustments)]
    assert shown_points == [round(one, 1) for one in shown_points]


# The range


WANTED = (View(about=ViewAbout.SETTING, setting_id="home", view=ViewStrength.FOR),)
"""11.2 instead of 7: the home of `world()` then has 81.2, with nothing left to ask."""


def test_with_everything_known_the_range_is_the_score():
    assert entry(yp(views=WANTED)).score_range == (81.2, 81.2)


def test_what_a_place_has_not_said_is_in_the_range():
    """8 points of skills, 6 of culture."""
    needs = (Need(category=NeedCategory.TRAUMA, level=3),)
    matters = (IdentityNeed(aspect=IdentityAspect.LANGUAGE, wants="Urdu", importance=3),)
    quiet = setting(skills=None, identity_offer=None)
    shown = entry(scene(quiet, who=person(needs=needs, identity_needs=matters, views=WANTED)))
    assert (shown.score, shown.score_range) == (67.2, (67.2, 81.2))


def test_half_for_what_nobody_asked_the_young_person_is_the_same_everywhere():
    unasked = world(setting(), setting("other"), young_people=(person(needs=None, home=None),))
    for slug, half in (("worker-skill-fit", 4.0), ("near-home", 2.5)):
        assert [points(unasked, slug, which) for which in ("home-bed", "other-bed")] == [half, half]


def test_what_does_not_apply_is_full_and_could_add_nothing():
    for slug, out_of in PARTS.items():
        if slug in {"school-continuity", "family-time-travel", "friends-and-community", "worker-skill-fit"}:
            found = next(one for one in entry(yp()).parts if one.slug == slug)
            assert (found.points, found.could_add) == (out_of, 0.0)


# Held to 0-100


def full_marks(*homes_at: str, sister_at: str | None = None) -> Snapshot:
    """Connected carers, trusted, strongly wanted: 100 each; and 8 more where her sister lives."""
    homes = tuple(setting(at, SettingKind.CONNECTED_CARER) for at in homes_at)
    wanted = tuple(View(about=ViewAbout.SETTING, setting_id=at, view=ViewStrength.STRONGLY_FOR) for at in homes_at)
    known = tuple(Relationship(person_id=f"{at}-carer", depth=Depth.TRUSTED) for at in homes_at)
    link = (SiblingLink(person_id="sis", plan=SiblingPlan.TOGETHER),) if sister_at else ()
    return world(
        *homes,
        young_people=(person(views=wanted, relationships=known, siblings=link), person("sis")),
        placements=(lives("sis", sister_at),) if sister_at else (),
    )


def test_full_marks_are_a_hundred():
    assert entry(full_marks("a")).score == 100.0


def test_more_than_a_hundred_is_held_and_what_was_taken_is_shown():
    shown = entry(full_marks("a", sister_at="a"))
    assert shown.score == 100.0
    assert {one.slug: one.points for one in shown.adjustments}["held"] == -8.0
    assert added_up(shown) == 100.0


# No option fits well


def poor_fit(minutes_to_family: int) -> Snapshot:
    """A handover (4.2) and a no (1.4): 55.6 and family time, which is 4.4 at 24 minutes and 4.3 at 26."""
    no = View(about=ViewAbout.SETTING, setting_id="home", view=ViewStrength.AGAINST)
    plans = (KeyWorkerPlan(outcome=KeyWorkerOutcome.HANDOVER),)
    table = (TravelTime(origin="mum", setting_id="home", minutes=minutes_to_family),)
    who = person(
        views=(no,),
        key_worker=CurrentKeyWorker(worker_id="kw", plans=plans),
        family_time=(FamilyTime(id="mum", person="Mum", visits_a_month=4),),
    )
    return scene(who=who, travel_times=table)


def test_the_answer_says_so_where_every_best_case_is_under_sixty():
    well, poorly = answer(poor_fit(24)), answer(poor_fit(26))
    assert [one.score_range[1] for one in (*well.options, *poorly.options)] == [60.0, 59.9]
    assert len(poorly.says) > len(well.says)


# The weights are the council's


def shipped() -> str:
    return files("matcher.policy").joinpath("policy.toml").read_text(encoding="utf-8")


def test_the_weights_that_ship_are_the_catalogues():
    weights = load_policy().weights
    ours = [
        weights.key_worker_continuity,
        weights.view_on_option,
        weights.known_carer,
        weights.resident_mix_score,
        weights.school_continuity,
        weights.worker_skill_fit,
        weights.family_time_travel,
        weights.culture_religion_language,
        weights.placement_hierarchy,
        weights.near_home,
        weights.friends_and_community,
        weights.least_moves,
    ]
    assert ours == list(PARTS.values())


@pytest.mark.parametrize("wrong", ["near_home = 6", "near_home = 4.9", "near_home = -5"])
def test_weights_of_any_other_sum_are_refused(wrong):
    with pytest.raises(InvalidPolicy):
        read_policy(shipped().replace("near_home = 5\n", f"{wrong}\n"))


def test_a_councils_own_weights_are_the_ones_used():
    """Half of what schools had goes to the hierarchy: a home's third of 11 is 3.67."""
    book = load_policy()
    own = replace(book, weights=replace(book.weights, school_continuity=5.0, placement_hierarchy=11.0))
    shown = {one.slug: one.points for one in rank(world(), "req", own).options[0].parts}
    assert (shown["school-continuity"], shown["placement-hierarchy"]) == (5.0, 3.7)


def test_the_first_night_and_leaving_day_offered_are_shown():
    shown = entry(scene(row=place(vacancy_ends_on=day(19))))
    assert (shown.first_night, shown.leaving) == (START, day(19))
