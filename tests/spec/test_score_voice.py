"""The parts of section H: key worker (14), known carer (12), culture (6), friends (4)."""

import pytest

from fixtures.plain_world import HOME, NEARBY, carer, person, setting, world
from matcher.domain.codes import SettingKind, TravelMode, WorkerRole
from matcher.domain.people import CurrentKeyWorker, IdentityNeed, KeyWorkerPlan, NamedPlace, Relationship
from matcher.domain.person_codes import Depth, IdentityAspect, KeyWorkerOutcome
from matcher.domain.placements import TravelTime
from matcher.domain.settings import IdentityOffer
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Worker
from matcher.domain.values import Location
from tests.spec.scores import missing_here, part, points, yp
from tests.spec.support import scene

KEY_WORKER, KNOWN, CULTURE, FRIENDS = (
    "key-worker-continuity",
    "known-carer",
    "culture-religion-language",
    "friends-and-community",
)
FAMILY = SettingKind.FOSTER_FAMILY


# Key worker


def planned(*plans: KeyWorkerPlan, minutes: int = 20, worker: str | None = "kw", mode=TravelMode.CAR) -> Snapshot:
    table = (TravelTime(origin="kw", setting_id="home", mode=mode, minutes=minutes),)
    return scene(who=person(key_worker=CurrentKeyWorker(worker_id=worker, plans=plans)), travel_times=table)


def outcome_is(what: KeyWorkerOutcome, setting_id: str | None = None) -> KeyWorkerPlan:
    return KeyWorkerPlan(outcome=what, setting_id=setting_id)


AGREED, HANDOVER, LOST = map(outcome_is, KeyWorkerOutcome)


@pytest.mark.parametrize(("plan", "expected"), [(AGREED, 14.0), (HANDOVER, 4.2), (LOST, 0.0)])
def test_keeping_the_key_worker_is_worth_most(plan, expected):
    """14 x 1.0, x 0.3, x 0."""
    assert points(planned(plan), KEY_WORKER) == expected


@pytest.mark.parametrize(("minutes", "expected"), [(60, 14.0), (61, 9.8)])
def test_the_worker_can_be_an_hour_away(minutes, expected):
    """Beyond the hour: 14 x 0.7."""
    assert points(planned(AGREED, minutes=minutes), KEY_WORKER) == expected


def test_the_worker_travels_by_car():
    """6.2 km by road from the worker's base is about 10 minutes by car, whatever the bus takes."""
    assert points(planned(AGREED, minutes=90, mode=TravelMode.PUBLIC_TRANSPORT), KEY_WORKER) == 14.0


def test_a_journey_that_is_not_known_counts_as_beyond_the_hour():
    """14 x 0.7, and the other 0.3 if it turns out well."""
    nowhere = (Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), allocations=()),)
    assert missing_here(scene(workers=nowhere), KEY_WORKER) == (9.8, False, 4.2)


def test_the_plan_for_this_setting_comes_before_the_plan_for_wherever():
    here = outcome_is(KeyWorkerOutcome.LOST, "home")
    assert points(planned(AGREED, here), KEY_WORKER) == 0.0
    assert points(planned(here, AGREED), KEY_WORKER) == 0.0


def test_no_key_worker_yet_is_full():
    assert points(planned(worker=None), KEY_WORKER) == 14.0


@pytest.mark.parametrize("unasked", [None, CurrentKeyWorker(worker_id="kw", plans=None)])
def test_a_key_worker_or_a_plan_nobody_has_asked_about_scores_half(unasked):
    found = part(yp(key_worker=unasked), KEY_WORKER)
    assert (found.points, found.known) == (7.0, False)


def test_plans_but_none_for_here_are_a_question_about_the_place():
    elsewhere = outcome_is(KeyWorkerOutcome.AGREED, "other")
    assert missing_here(planned(elsewhere), KEY_WORKER) == (0.0, False, 14.0)


# Known carer


def knows(*depths: Depth, both_want_it: bool | None = None, asked: bool = True, home=None) -> Snapshot:
    """The young person knows a carer of the family by each depth given."""
    there = home or setting(kind=FAMILY, carers=tuple(carer(f"carer{n}") for n in range(max(1, len(depths)))))
    known = tuple(Relationship(person_id=f"carer{n}", depth=d, both_want_it=both_want_it) for n, d in enumerate(depths))
    on = person().relationships_asked_on if asked else None
    return scene(there, who=person(relationships=known, relationships_asked_on=on))


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (Depth.TRUSTED, 12.0),
        (Depth.LIVED_WITH_ENDED_WELL, 10.8),
        (Depth.REGULAR_CONTACT, 7.2),
        (Depth.MET, 3.6),
        (Depth.LIVED_WITH_DISRUPTED, 0.0),
    ],
)
def test_how_well_they_know_a_carer_is_a_share_of_twelve(depth, expected):
    """12 x 1.0, 0.9, 0.6, 0.3, 0."""
    assert points(knows(depth), KNOWN) == expected


@pytest.mark.parametrize(("both", "expected"), [(True, 7.2), (False, 0.0), (None, 0.0)])
def test_where_it_broke_down_before_both_have_to_want_it(both, expected):
    assert points(knows(Depth.LIVED_WITH_DISRUPTED, both_want_it=both), KNOWN) == expected


def test_where_it_broke_down_before_another_known_carer_there_does_not_help():
    assert points(knows(Depth.TRUSTED, Depth.LIVED_WITH_DISRUPTED), KNOWN) == 0.0


def test_the_best_known_carer_counts():
    assert points(knows(Depth.MET, Depth.REGULAR_CONTACT), KNOWN) == 7.2


def test_a_worker_based_there_counts_and_one_based_elsewhere_does_not():
    for base, expected in (("home", 12.0), (None, 0.0)):
        workers = (
            Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), base=HOME, allocations=()),
            Worker(id="ash", name="Ash", based_at=base),
        )
        friend = person(relationships=(Relationship(person_id="ash", depth=Depth.TRUSTED),))
        assert points(scene(who=friend, workers=workers), KNOWN) == expected


def test_strangers_score_nothing_where_somebody_asked():
    found = part(knows(), KNOWN)
    assert (found.points, found.known, found.could_add) == (0.0, True, 0.0)


def test_where_nobody_asked_every_place_scores_half():
    found = part(yp(relationships=None, relationships_asked_on=None), KNOWN)
    assert (found.points, found.known) == (6.0, False)


@pytest.mark.parametrize(("depth", "expected"), [(Depth.MET, 6.0), (Depth.TRUSTED, 12.0)])
def test_where_nobody_asked_a_recorded_depth_counts_if_it_is_more_than_half(depth, expected):
    assert points(knows(depth, asked=False), KNOWN) == expected


def test_carers_not_recorded_are_a_question_about_the_place():
    unrecorded = knows(Depth.TRUSTED, home=setting(kind=FAMILY, carers=None))
    assert missing_here(unrecorded, KNOWN) == (0.0, False, 12.0)


# Culture, religion, language


def mattering(offer: IdentityOffer | None, **importance: int) -> Snapshot:
    """What matters, and how much: `religion`, `language`, `culture`, each wanted as itself."""
    needs = tuple(
        IdentityNeed(aspect=IdentityAspect(aspect), wants=f"own {aspect}", importance=n)
        for aspect, n in importance.items()
    )
    return scene(setting(identity_offer=offer), who=person(identity_needs=needs))


def offering(**facts) -> IdentityOffer:
    return IdentityOffer(**{"religions": (), "languages": (), "cultures": (), **facts})


def test_all_that_matters_being_there_is_full():
    everything = offering(religions=("own religion",), languages=("own language",), cultures=("own culture",))
    assert points(mattering(everything, religion=3, language=2, culture=1), CULTURE) == 6.0


def test_each_counts_by_how_much_it_matters():
    """3 of 3 + 1: 6 x 3/4 = 4.5."""
    assert points(mattering(offering(religions=("own religion",)), religion=3, language=1), CULTURE) == 4.5


def test_nothing_there_scores_nothing_and_rules_nothing_out():
    found = part(mattering(offering(), language=3), CULTURE)
    assert (found.points, found.known) == (0.0, True)


def test_an_interpreter_speaks_the_language_and_a_plan_stands_in_for_background():
    assert points(mattering(offering(interpreter_for=("own language",)), language=3), CULTURE) == 6.0
    assert points(mattering(offering(culture_plan=True), culture=3), CULTURE) == 6.0


def test_a_plan_does_not_speak_the_language():
    assert points(mattering(offering(culture_plan=True), language=3), CULTURE) == 0.0


def test_no_need_that_matters_is_full():
    assert points(yp(identity_needs=()), CULTURE) == 6.0
    assert points(mattering(offering(), language=0), CULTURE) == 6.0


def test_needs_nobody_has_asked_about_score_half():
    found = part(yp(identity_needs=None), CULTURE)
    assert (found.points, found.known) == (3.0, False)


@pytest.mark.parametrize("offer", [None, IdentityOffer()])
def test_an_offer_not_recorded_is_a_question_about_the_place(offer):
    assert missing_here(mattering(offer, language=3), CULTURE) == (0.0, False, 6.0)


# Friends and community


def friends(*minutes: int) -> Snapshot:
    named = tuple(NamedPlace(id=f"club{n}", name=f"Club {n}") for n in range(len(minutes)))
    table = tuple(TravelTime(origin=f"club{n}", setting_id="home", minutes=m) for n, m in enumerate(minutes))
    return scene(who=person(friends_and_activities=named), travel_times=table)


def test_each_lost_friend_or_club_costs_its_share():
    """4 x (1 - 1/4) = 3; 4 x (1 - 2/3) = 1.33; all lost: 0."""
    assert points(friends(10, 20, 30, 90), FRIENDS) == 3.0
    assert points(friends(10, 90, 90), FRIENDS) == 1.3
    assert points(friends(90, 90), FRIENDS) == 0.0


@pytest.mark.parametrize(("minutes", "expected"), [(45, 4.0), (46, 0.0)])
def test_forty_five_minutes_is_in_reach(minutes, expected):
    assert points(friends(minutes), FRIENDS) == expected


def test_nobody_named_is_full():
    assert points(yp(friends_and_activities=()), FRIENDS) == 4.0


def test_friends_nobody_has_asked_about_score_half():
    found = part(yp(friends_and_activities=None), FRIENDS)
    assert (found.points, found.known) == (2.0, False)


def test_a_setting_whose_position_is_not_known_could_keep_them_all():
    club = (NamedPlace(id="club", name="Club", location=NEARBY),)
    snapshot = scene(setting(location=None), who=person(friends_and_activities=club))
    assert missing_here(snapshot, FRIENDS) == (0.0, False, 4.0)


def test_an_estimated_journey_counts():
    """By bus, 15 + 4 x miles, to the nearest five: 8 miles 47, so 45; 9 miles 51, so 50."""
    for km, expected in ((9.904, 4.0), (11.142, 0.0)):
        club = (
            NamedPlace(id="club", name="Club", location=Location(easting=432_000 + round(km * 1000), northing=455_000)),
        )
        assert points(scene(who=person(friends_and_activities=club)), FRIENDS) == expected


def test_a_friend_whose_place_is_not_known_leaves_the_rest_as_it_is():
    """One of two in reach, the other half: 3 of 4, and 1 more."""
    named = (NamedPlace(id="club0", name="Club"), NamedPlace(id="friend", name="Friend"))
    table = (TravelTime(origin="club0", setting_id="home", minutes=10),)
    found = part(scene(who=person(friends_and_activities=named), travel_times=table), FRIENDS)
    assert (found.points, found.known, found.could_add) == (3.0, False, 1.0)


def test_the_word_for_what_matters_is_the_same_in_capitals():
    offer = offering(religions=("OWN Religion",), languages=("Own Language",), cultures=("OWN CULTURE",))
    assert points(mattering(offer, religion=1, language=1, culture=1), CULTURE) == 6.0
    assert points(mattering(offering(interpreter_for=("Own LANGUAGE",)), language=1), CULTURE) == 6.0


def test_what_stands_in_for_one_thing_stands_in_for_no_other():
    """An interpreter does not make a religion possible, nor reflect a background; a plan makes no religion possible."""
    interpreter = offering(interpreter_for=("own religion", "own culture"))
    assert points(mattering(interpreter, religion=1), CULTURE) == 0.0
    assert points(mattering(interpreter, culture=1), CULTURE) == 0.0
    assert points(mattering(offering(culture_plan=True), religion=1), CULTURE) == 0.0


def test_each_thing_not_recorded_is_a_question_of_its_own():
    """Religion 3 is there, language 1 is not recorded: 4.5, and 1.5 more."""
    offer = IdentityOffer(religions=("own religion",), cultures=())
    assert missing_here(mattering(offer, religion=3, language=1), CULTURE) == (4.5, False, 1.5)


def test_no_plan_for_this_place_but_one_for_wherever_is_the_plan():
    elsewhere = outcome_is(KeyWorkerOutcome.LOST, "other")
    found = part(planned(HANDOVER, elsewhere), KEY_WORKER)
    assert (found.points, found.known, found.could_add) == (4.2, True, 0.0)


def test_the_last_plan_recorded_for_a_place_is_the_one_that_counts():
    first, last = (outcome_is(what, "home") for what in (KeyWorkerOutcome.AGREED, KeyWorkerOutcome.HANDOVER))
    assert points(planned(first, last), KEY_WORKER) == 4.2
    assert points(planned(last, first), KEY_WORKER) == 14.0


def test_a_worker_without_a_base_of_their_own_travels_from_the_setting_they_are_based_at():
    """Next door to the place, and a hundred miles away."""
    for km, expected in ((1, 14.0), (160, 9.8)):
        hub = setting("hub", location=Location(easting=432_000, northing=455_000 + km * 1000))
        worker = Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), based_at="hub", allocations=())
        assert points(world(setting(), hub, workers=(worker,)), KEY_WORKER, "home-bed") == expected


def test_a_worker_with_a_base_of_their_own_travels_from_there():
    hub = setting("hub", location=Location(easting=432_000, northing=655_000))
    worker = Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), based_at="hub", base=HOME, allocations=())
    assert points(world(setting(), hub, workers=(worker,)), KEY_WORKER, "home-bed") == 14.0


def test_a_handover_or_a_loss_is_known_wherever_the_worker_is():
    nowhere = (Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), allocations=()),)
    for plan, expected in ((HANDOVER, 4.2), (LOST, 0.0)):
        who = person(key_worker=CurrentKeyWorker(worker_id="kw", plans=(plan,)))
        found = part(scene(who=who, workers=nowhere), KEY_WORKER)
        assert (found.points, found.known, found.could_add) == (expected, True, 0.0)


def test_no_key_worker_yet_leaves_nothing_to_add():
    found = part(planned(worker=None), KEY_WORKER)
    assert (found.known, found.could_add) == (True, 0.0)


def test_a_key_worker_nobody_has_asked_about_could_bring_the_other_half():
    for unasked in (None, CurrentKeyWorker(worker_id="kw", plans=None), CurrentKeyWorker(worker_id="kw", plans=())):
        found = part(yp(key_worker=unasked), KEY_WORKER)
        assert (found.points, found.known, found.could_add) == (7.0, False, 7.0)


def test_whom_they_know_could_add_what_is_left_where_nobody_asked():
    for depth, could_add in ((Depth.MET, 6.0), (Depth.LIVED_WITH_ENDED_WELL, 1.2)):
        found = part(knows(depth, asked=False), KNOWN)
        assert (found.known, found.could_add) == (False, could_add)


def test_a_home_needs_no_carers_on_record():
    found = part(knows(Depth.TRUSTED, home=setting(carers=None)), KNOWN)
    assert (found.points, found.known, found.could_add) == (0.0, True, 0.0)


def test_known_carers_of_a_family_count_as_far_as_they_are_recorded():
    """Met: 3.6 sure; carers recorded, so nothing more."""
    found = part(knows(Depth.MET), KNOWN)
    assert (found.points, found.known, found.could_add) == (3.6, True, 0.0)


def test_going_on_that_is_agreed_is_known():
    for minutes, expected in ((20, 14.0), (61, 9.8)):
        found = part(planned(AGREED, minutes=minutes), KEY_WORKER)
        assert (found.points, found.known, found.could_add) == (expected, True, 0.0)
