"""`accessible-premises` and `health-need-skill`: what the building has, and what the people there can do."""

from dataclasses import replace

import pytest

from fixtures.plain_world import START, TODAY, carer, emergency, full_rota, person, place, setting
from matcher.domain.carers import Training
from matcher.domain.codes import Provider, SettingKind, ShiftName, WorkerRole
from matcher.domain.people import AccessNeed
from matcher.domain.person_codes import MOVABLE_FEATURES, AccessFeature, SkilledNeed
from matcher.domain.settings import Adaptation
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from matcher.outcomes import Outcome
from tests.spec.support import ASK, MET, NOT_MET, PLACE, day, listed, outcome, scene

FIXED = "accessible-premises:fixed"
MOVABLE = "accessible-premises:movable"
HEALTH = "health-need-skill"
WET_ROOM, ALARM = AccessFeature.WET_ROOM, AccessFeature.VIBRATING_ALARM
INSULIN = SkilledNeed.INSULIN
BUILT_IN = sorted(set(AccessFeature) - MOVABLE_FEATURES)


def needing(*needed: AccessFeature, home=(), row=(), adaptations=(), **facts) -> Snapshot:
    return scene(
        setting(features=home, adaptations=adaptations),
        who=person(access_needs=tuple(AccessNeed(feature=one) for one in needed)),
        row=place(features=row),
        **facts,
    )


def ready(feature: AccessFeature, on) -> tuple[Adaptation, ...]:
    return (Adaptation(feature=feature, ready_on=on, note="Ordered"),)


@pytest.mark.parametrize("limb", [FIXED, MOVABLE])
def test_no_access_needs_are_met_anywhere(limb):
    assert outcome(needing(home=None, row=None), limb) is MET


@pytest.mark.parametrize("feature", BUILT_IN)
def test_what_is_built_in_has_to_be_there(feature):
    assert outcome(needing(feature), FIXED) is NOT_MET
    assert outcome(needing(feature), MOVABLE) is MET
    assert outcome(needing(feature, home=(feature,), row=(feature,)), FIXED) is MET


@pytest.mark.parametrize("feature", sorted(MOVABLE_FEATURES))
def test_what_can_be_brought_needs_the_health_lead(feature):
    assert outcome(needing(feature), MOVABLE) is NOT_MET
    assert outcome(needing(feature), FIXED) is MET
    assert listed(needing(feature)) == "needs_approval"
    assert outcome(needing(feature, home=(feature,)), MOVABLE) is MET


def test_without_what_is_built_in_the_place_is_ruled_out():
    assert listed(needing(WET_ROOM)) == "excluded"


def test_every_need_has_to_be_met():
    assert outcome(needing(WET_ROOM, AccessFeature.LIFT, home=(WET_ROOM,)), FIXED) is NOT_MET


def test_a_feature_of_the_row_is_as_good_as_one_of_the_setting():
    assert outcome(needing(WET_ROOM, row=(WET_ROOM,)), FIXED) is MET


@pytest.mark.parametrize("feature", [AccessFeature.STEP_FREE_BEDROOM, AccessFeature.HOIST_TRACK])
def test_a_bedrooms_own_feature_has_to_be_in_the_room(feature):
    assert outcome(needing(feature, home=(feature,)), FIXED) is NOT_MET
    assert outcome(needing(feature, row=(feature,)), FIXED) is MET


@pytest.mark.parametrize("unknown", [{"home": None}, {"row": None}, {"home": None, "row": None}])
def test_features_not_recorded_are_a_question_about_the_place(unknown):
    assert outcome(needing(WET_ROOM, **unknown), FIXED) is PLACE
    assert listed(needing(WET_ROOM, **unknown)) == "needs_information"


def test_a_room_not_recorded_is_a_question_about_the_place():
    assert outcome(needing(AccessFeature.HOIST_TRACK, row=None), FIXED) is PLACE


def test_in_an_emergency_the_question_stays_beside_the_place():
    assert listed(needing(WET_ROOM, home=None, ask=emergency())) == "options"


def test_something_to_bring_that_is_not_recorded_goes_for_approval_with_the_question():
    assert outcome(needing(ALARM, home=None), MOVABLE) is PLACE
    assert listed(needing(ALARM, home=None)) == "needs_approval"


@pytest.mark.parametrize("limb", [FIXED, MOVABLE])
def test_access_needs_nobody_has_asked_about_are_a_question_about_the_person(limb):
    assert outcome(scene(who=person(access_needs=None)), limb) is ASK


@pytest.mark.parametrize(("on", "expected"), [(day(-1), MET), (START, NOT_MET)])
def test_building_work_counts_when_it_is_done_before_the_first_night(on, expected):
    assert outcome(needing(WET_ROOM, adaptations=ready(WET_ROOM, on)), FIXED) is expected


@pytest.mark.parametrize(("on", "expected"), [(START, MET), (day(1), NOT_MET)])
def test_things_brought_count_when_they_come_by_the_first_night(on, expected):
    assert outcome(needing(ALARM, adaptations=ready(ALARM, on)), MOVABLE) is expected


# Skilled health needs


def trained(*needs: SkilledNeed, on=None) -> tuple[Training, ...]:
    return tuple(Training(need=need, trained_on=on) for need in needs)


def skilled(home, *needs: SkilledNeed, shifts: tuple[Shift, ...] | None = None, **facts) -> Snapshot:
    """Every shift recorded as able to do nothing special, unless others are given."""
    rota = full_rota(trained_in=()) if shifts is None else shifts
    return scene(home, who=person(skilled_needs=needs or (INSULIN,)), shifts=rota, **facts)


def family(*training: tuple[Training, ...] | None, **facts):
    carers = tuple(carer(f"carer-{n}", trained_in=one) for n, one in enumerate(training))
    return setting(kind=SettingKind.FOSTER_FAMILY, carers=carers, **facts)


def test_a_home_where_everybody_is_trained_is_met():
    assert outcome(skilled(setting(trained_in=trained(INSULIN))), HEALTH) is MET


def test_a_home_where_nobody_is_trained_needs_the_health_lead():
    assert outcome(skilled(setting()), HEALTH) is NOT_MET
    assert listed(skilled(setting())) == "needs_approval"


def test_every_need_has_to_be_covered():
    both = (INSULIN, SkilledNeed.GASTROSTOMY)
    assert outcome(skilled(setting(trained_in=trained(INSULIN)), *both), HEALTH) is NOT_MET
    assert outcome(skilled(setting(trained_in=trained(*both)), *both), HEALTH) is MET


def test_somebody_trained_on_every_shift_is_met():
    assert outcome(skilled(setting(), shifts=full_rota(trained_in=(INSULIN,))), HEALTH) is MET


def untrained_on(n: int, first=START) -> tuple[Shift, ...]:
    """Trained on every shift but the night shift n days after the first night."""
    gap = (first.toordinal() + n, ShiftName.NIGHT)
    rota = full_rota(trained_in=(INSULIN,))
    return tuple(replace(one, trained_in=()) if (one.on.toordinal(), one.shift) == gap else one for one in rota)


@pytest.mark.parametrize(("n", "expected"), [(0, NOT_MET), (13, NOT_MET), (14, MET)])
def test_one_shift_of_the_first_fourteen_nights_without_anybody_trained_is_too_many(n, expected):
    assert outcome(skilled(setting(), shifts=untrained_on(n)), HEALTH) is expected


@pytest.mark.parametrize(("n", "expected"), [(3, NOT_MET), (4, MET)])
def test_in_an_emergency_the_first_four_nights_are_looked_at(n, expected):
    snapshot = skilled(setting(), shifts=untrained_on(n, first=TODAY), ask=emergency())
    assert outcome(snapshot, HEALTH) is expected


def test_named_workers_bring_their_own_training():
    def rota(worker: str) -> tuple[Shift, ...]:
        return full_rota(worker_ids=(worker,), headcount=None, waking=0)

    workers = (
        Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), allocations=()),
        Worker(id="able", name="Able", trained_in=trained(INSULIN)),
        Worker(id="other", name="Other", trained_in=()),
    )
    assert outcome(skilled(setting(), shifts=rota("able"), workers=workers), HEALTH) is MET
    assert outcome(skilled(setting(), shifts=rota("other"), workers=workers), HEALTH) is NOT_MET


def test_one_trained_carer_is_enough_in_a_family():
    assert outcome(skilled(family((), trained(INSULIN))), HEALTH) is MET
    assert outcome(skilled(family((), ())), HEALTH) is NOT_MET


@pytest.mark.parametrize(("on", "expected"), [(START, MET), (day(1), NOT_MET)])
def test_training_booked_by_the_first_night_counts(on, expected):
    assert outcome(skilled(family(trained(INSULIN, on=on))), HEALTH) is expected


def test_training_nobody_has_recorded_is_a_question_about_the_place():
    unrecorded = skilled(family(None, trained_in=None))
    assert outcome(unrecorded, HEALTH) is PLACE
    assert listed(unrecorded) == "needs_approval"


def test_another_providers_training_is_not_judged_where_it_is_not_fed():
    home = setting(provider=Provider.EXTERNAL, rota_held=False, trained_in=None, carers=None)
    assert outcome(skilled(home, shifts=()), HEALTH) is Outcome.NOT_JUDGED
    assert listed(skilled(home, shifts=())) == "options"


def test_skilled_needs_nobody_has_asked_about_are_a_question_about_the_person():
    assert outcome(scene(who=person(skilled_needs=None)), HEALTH) is ASK


def test_no_skilled_needs_are_met_by_anybody():
    assert outcome(scene(setting(trained_in=None, carers=None)), HEALTH) is MET
