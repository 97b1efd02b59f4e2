"""The parts of the score that are about people, one at a time: the share, what it could add, and the reason given."""

from dataclasses import replace
from typing import Any

import pytest

from fixtures.plain_world import HOME, carer, lives, person, place, scene, setting, world
from matcher.domain.carers import Carer
from matcher.domain.codes import Provider, SettingKind, TravelMode, WorkerRole
from matcher.domain.people import (
    CurrentKeyWorker,
    KeyWorkerPlan,
    Relationship,
    RiskEntry,
    View,
    Vulnerability,
    YoungPerson,
)
from matcher.domain.person_codes import Depth, KeyWorkerOutcome, RiskType, ViewAbout, ViewStrength
from matcher.domain.placements import TravelTime
from matcher.domain.staff import Worker
from matcher.domain.values import Location
from matcher.frame import make_frame
from matcher.scoring.relationships import best_known
from tests.spec.score_alone import SHIPPED, Scored, scored

FAMILY = SettingKind.FOSTER_FAMILY


# The key worker


KEY_WORKER = "key-worker-continuity"
AGREED, HANDOVER, LOST = KeyWorkerOutcome
GOES_ON = "Kay Worker could keep working with Robin there."
GOODBYE = "Kay Worker could not go on working with Robin there. Plan a goodbye and a handover."


def plan(outcome: KeyWorkerOutcome, at: str | None = None) -> KeyWorkerPlan:
    return KeyWorkerPlan(outcome=outcome, setting_id=at)


def works_with(
    *plans: KeyWorkerPlan, worker: str | None = "kw", by_car: int | None = 20, row: int = 0, **facts: Any
) -> Scored:
    """The key worker with these plans, so many minutes by car from `home` and not far from `other`."""
    current = CurrentKeyWorker(worker_id=worker, plans=plans)
    travel = () if by_car is None else (_by_car("kw", "home", by_car), _by_car("kw", "other", 20))
    two = (setting(), setting("other"))
    return scored(
        world(*two, young_people=(person(key_worker=current),), travel_times=travel, **facts), KEY_WORKER, row
    )


def _by_car(who: str, where: str, minutes: int) -> TravelTime:
    return TravelTime(origin=who, setting_id=where, mode=TravelMode.CAR, minutes=minutes)


def test_the_same_worker_within_reach_is_full_and_farther_off_seven_tenths():
    assert works_with(plan(AGREED), by_car=60) == Scored(1.0, 0.0, True, GOES_ON)
    assert works_with(plan(AGREED), by_car=61) == Scored(0.7, 0.0, True, GOES_ON)
    assert works_with(plan(AGREED), by_car=61, row=1) == Scored(1.0, 0.0, True, GOES_ON)


def test_a_handover_is_three_tenths_and_a_loss_nothing():
    assert works_with(plan(HANDOVER)) == Scored(0.3, 0.0, True, "Kay Worker would hand over, with a goodbye.")
    assert works_with(plan(LOST)) == Scored(0.0, 0.0, True, GOODBYE)


def test_a_plan_for_a_place_comes_before_the_plan_for_wherever_and_the_last_of_several_counts():
    for plans in [(plan(LOST, "home"), plan(AGREED)), (plan(AGREED), plan(LOST, "home"))]:
        assert works_with(*plans) == Scored(0.0, 0.0, True, GOODBYE)
        assert works_with(*plans, row=1) == Scored(1.0, 0.0, True, GOES_ON)
    assert works_with(plan(LOST, "home"), plan(AGREED, "home")).share == 1.0
    assert works_with(plan(LOST), plan(AGREED)).because == GOES_ON


def test_without_a_plan_for_a_place_somebody_asks_and_it_could_be_full():
    asks = Scored(0.0, 1.0, False, "Ask Kay Worker about going on there.")

    assert works_with(plan(AGREED, "home"), row=1) == asks
    assert works_with(plan(AGREED, "elsewhere")) == asks


def test_plans_nobody_asked_about_and_no_word_of_a_worker_are_half():
    unknown = scored(scene(who=person(key_worker=None)), KEY_WORKER)

    assert works_with() == Scored(0.5, 0.5, False, "Ask Kay Worker about going on there.")
    assert unknown == Scored(0.5, 0.5, False, "Nobody has recorded whether there is a key worker.")


def test_no_worker_yet_is_full():
    assert works_with(worker=None) == Scored(1.0, 0.0, True, "There is no key worker yet.")


def test_a_journey_nobody_knows_leaves_the_last_three_tenths_open():
    gone = works_with(plan(AGREED), worker="gone", by_car=None)

    assert gone == Scored(0.7, 0.3, False, "The key worker could keep working with Robin there.")
    assert works_with(plan(HANDOVER), worker="gone", by_car=None).known is True


def kept(**facts: Any) -> tuple[Worker, ...]:
    return (Worker(id="kw", name="Kay Worker", roles=(WorkerRole.KEY_WORKER,), allocations=(), **facts),)


def test_the_journey_is_from_the_workers_base_or_from_the_setting_where_they_are_based():
    far_off = setting("far-off", location=Location(easting=632_000, northing=455_000))
    for workers, share in [
        (kept(base=HOME), 1.0),
        (kept(based_at="other"), 1.0),
        (kept(based_at="far-off"), 0.7),
        (kept(base=HOME, based_at="far-off"), 1.0),
        (kept(base=far_off.location, based_at="other"), 0.7),
    ]:
        found = works_with(plan(AGREED), by_car=None, workers=workers, settings=(setting(), setting("other"), far_off))
        assert (found.share, found.known) == (share, True)
    assert works_with(plan(AGREED), by_car=None, workers=kept(based_at="unknown")).known is False


# The young person's own view


VIEW = "view-on-option"
HERE: dict[str, Any] = {"about": ViewAbout.SETTING, "setting_id": "home"}


def views(*said: View, **facts: Any) -> Scored:
    return scored(scene(setting(kind=FAMILY), who=person(views=said, **facts)), VIEW)


@pytest.mark.parametrize(
    ("view", "share"),
    [
        (ViewStrength.STRONGLY_FOR, 1.0),
        (ViewStrength.FOR, 0.8),
        (ViewStrength.UNSURE, 0.5),
        (ViewStrength.AGAINST, 0.1),
        (ViewStrength.STRONGLY_AGAINST, 0.0),
    ],
)
def test_the_ladder_from_strongly_for_to_strongly_against(view, share):
    said = f"Robin is {view.value.replace('_', ' ')}."

    assert views(View(view=view, **HERE)) == Scored(share, 0.0, True, said)


ASK_ROBIN = Scored(0.5, 0.5, False, "Ask Robin what they think.")


def test_not_asked_yet_or_nothing_said_about_this_place_is_half():
    other = View(about=ViewAbout.SETTING, setting_id="other", view=ViewStrength.FOR)

    assert views(View(view=ViewStrength.NOT_YET_ASKED, **HERE)) == ASK_ROBIN
    assert views() == ASK_ROBIN
    assert views(other) == ASK_ROBIN
    assert scored(scene(who=person(views=None)), VIEW) == ASK_ROBIN


def test_of_several_views_the_one_about_this_place_speaks():
    other = View(about=ViewAbout.SETTING, setting_id="other", view=ViewStrength.STRONGLY_AGAINST)

    assert views(other, View(view=ViewStrength.FOR, **HERE)).share == 0.8
    assert views(View(view=ViewStrength.FOR, **HERE), other).because == "Robin is for."


def test_no_to_a_kind_of_place_where_they_know_somebody_well_is_a_question():
    no = View(about=ViewAbout.SETTING_KIND, setting_kind=FAMILY, view=ViewStrength.AGAINST)
    trusted = (Relationship(person_id="home-carer", depth=Depth.TRUSTED),)
    said = "Robin has said no to this kind of place but knows somebody here. Ask about them by name."

    assert views(no, relationships=trusted) == Scored(0.5, 0.5, False, said)
    assert views(no) == Scored(0.1, 0.0, True, "Robin is against.")


def by_name(*known: Relationship, carers: tuple[Carer, ...] = (), workers: tuple[Worker, ...] = ()) -> str:
    """What is said where Robin is against foster families and knows somebody well in this one."""
    no = View(about=ViewAbout.SETTING_KIND, setting_kind=FAMILY, view=ViewStrength.AGAINST)
    who = person(views=(no,), relationships=known)
    found = scored(scene(setting(kind=FAMILY, carers=carers), who=who, workers=workers), VIEW)
    return found.because.partition(" but knows ")[2]


TRUSTED, MET_ONCE = Depth.TRUSTED, Depth.MET


def test_whom_they_know_there_is_named_and_the_best_known_of_several():
    ann, bob = carer("ann", name="Ann"), carer("bob", name="Bob")
    both = (Relationship(person_id="bob", depth=MET_ONCE), Relationship(person_id="ann", depth=TRUSTED))

    assert by_name(*both, carers=(bob, ann)) == "Ann. Ask about Ann by name."
    assert by_name(*reversed(both), carers=(bob, ann)) == "Ann. Ask about Ann by name."


def test_somebody_without_a_name_is_somebody_here():
    known = Relationship(person_id="ann", depth=TRUSTED)

    assert by_name(known, carers=(carer("ann", name=""),)) == "somebody here. Ask about them by name."


def test_a_worker_who_is_based_there_is_named_too():
    known = Relationship(person_id="kay", depth=TRUSTED)
    kay = Worker(id="kay", name="Kay", roles=(WorkerRole.KEY_WORKER,), based_at="home", allocations=())

    assert by_name(known, carers=(carer("ann", name="Ann"),), workers=(kay,)) == "Kay. Ask about Kay by name."
    assert by_name(known, carers=(carer("kay", name=""),), workers=(kay,)) == "Kay. Ask about Kay by name."


def test_nobody_known_here_has_no_name():
    two = world(setting(), young_people=(person(relationships=(Relationship(person_id="x", depth=TRUSTED),)),))
    frame = make_frame(two, SHIPPED)
    _, pairs = frame.asking([frame.request("req")])

    assert best_known(pairs, 0, 0) == ""


# Whom they know


KNOWN = "known-carer"
KNOWS = "Robin already knows somebody here."


def knows(*depths: Depth, kind: SettingKind = FAMILY, **facts: Any) -> Scored:
    carers = facts.pop("carers", (carer("home-carer"),))
    known = tuple(Relationship(person_id="home-carer", depth=one) for one in depths)
    return scored(scene(setting(kind=kind, carers=carers), who=person(relationships=known, **facts)), KNOWN)


def test_how_well_they_know_somebody_there_is_the_share():
    assert knows(Depth.TRUSTED) == Scored(1.0, 0.0, True, KNOWS)
    assert knows(Depth.MET) == Scored(0.3, 0.0, True, KNOWS)
    assert knows() == Scored(0.0, 0.0, True, "Robin knows nobody here yet.")


def test_nobody_asked_is_half_at_least():
    assert knows(relationships_asked_on=None) == Scored(0.5, 0.5, False, "Ask Robin whom they know.")
    assert knows(Depth.MET, relationships_asked_on=None) == Scored(0.5, 0.5, False, KNOWS)
    assert knows(Depth.TRUSTED, relationships_asked_on=None) == Scored(1.0, 0.0, False, KNOWS)


def test_carers_nobody_recorded_could_be_known_in_a_family_and_in_a_home_there_are_none():
    assert knows(carers=None) == Scored(0.0, 1.0, False, "Robin knows nobody here yet.")
    assert knows(carers=None, kind=SettingKind.CHILDRENS_HOME).known is True


# Living together


MIX = "resident-mix-score"
EXPLOITATION, VIOLENCE = RiskType.EXPLOITATION, RiskType.VIOLENCE
NOT_RECORDED = "What living together would be like is not recorded."


def exposed(**levels: int) -> tuple[Vulnerability, ...]:
    return tuple(Vulnerability(risk=RiskType(name), level=level) for name, level in levels.items())


def risky(**levels: int) -> tuple[RiskEntry, ...]:
    return tuple(RiskEntry(risk=RiskType(name), level=level) for name, level in levels.items())


def living_with(*others: YoungPerson, home: Any = None, **facts: Any) -> Scored:
    who = person(**{"vulnerabilities": exposed(exploitation=1, violence=2), **facts})
    return scored(scene(home, who=who, there=others), MIX)


def test_the_worst_exposure_of_nine_is_lost_and_named():
    sam = person("sam", risks=risky(exploitation=3, violence=2))
    said = "Living together, the main thing to plan for is violence."

    assert living_with(sam) == Scored(round(5 / 9, 6), 0.0, True, said)
    assert living_with(person("alex"), sam).because == said
    assert living_with(person("sam", risks=risky(exploitation=3))).because.endswith("is exploitation.")


def test_nothing_that_stands_out_and_nobody_there_are_full():
    assert living_with(person("sam")) == Scored(1.0, 0.0, True, "Nothing stands out about living together.")
    assert living_with() == Scored(1.0, 0.0, True, "No other young person lives here on these nights.")


def test_what_nobody_assessed_of_those_there_could_be_as_good_as_the_rest():
    unknown, known = person("sam", risks=None), person("alex", risks=risky(violence=3))

    assert living_with(unknown) == Scored(0.0, 1.0, False, NOT_RECORDED)
    assert living_with(unknown, known) == Scored(0.0, round(3 / 9, 6), False, NOT_RECORDED)


def test_a_family_whose_household_nobody_recorded_is_not_recorded():
    unknown = setting(kind=FAMILY, household=None)

    assert living_with(home=unknown) == Scored(0.0, 1.0, False, NOT_RECORDED)
    assert living_with(home=setting(kind=FAMILY)).known is True
    assert living_with(home=setting(household=None)).known is True


def test_another_providers_home_is_not_recorded():
    external = setting(provider=Provider.EXTERNAL, rota_held=False)

    assert living_with(home=external) == Scored(0.0, 1.0, False, NOT_RECORDED)


def test_it_is_recorded_once_the_council_is_told_who_lives_there():
    external = setting(provider=Provider.EXTERNAL, rota_held=False)
    fed = replace(SHIPPED, feeds=frozenset({"external_residents"}), hash="fed")
    alone = scene(external, who=person(vulnerabilities=exposed(violence=2)))

    assert scored(alone, MIX, book=fed) == Scored(1.0, 0.0, True, "No other young person lives here on these nights.")


@pytest.mark.parametrize("missing", ["risks", "vulnerabilities"])
def test_what_nobody_assessed_of_the_young_person_is_half(missing):
    said = "Nobody has recorded the risks and vulnerabilities assessed for Robin."

    assert living_with(person("sam"), **{missing: None}) == Scored(0.5, 0.5, False, said)


def test_each_place_has_its_own():
    two = world(
        setting(),
        setting("other"),
        young_people=(
            person(vulnerabilities=exposed(sexual_harm=3, violence=3)),
            person("sam", risks=risky(sexual_harm=1)),
            person("alex", risks=risky(violence=2)),
        ),
        placements=(lives("sam"), lives("alex", "other")),
        places=(place(beds=3), place("other", beds=3)),
    )

    assert [scored(two, MIX, row).because.partition(" is ")[2] for row in (0, 1)] == ["sexual harm.", "violence."]
