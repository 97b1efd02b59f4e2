"""`specialist-capacity`: up to 3 points for hours asked of specialists in weeks 1 to 4 that nobody has free."""

from datetime import timedelta

from fixtures.plain_world import HOME, request, world
from matcher.domain.codes import WorkerRole
from matcher.domain.request_steps import SpecialistInput
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import FreeHours, Worker
from tests.spec.scores import adjustment
from tests.spec.support import day, entry, listed, scene

SLUG = "specialist-capacity"
COACH = WorkerRole.LIFE_COACH
MONDAY = day(0)
KEY_WORKER = Worker(id="kw", name="Kay", roles=(WorkerRole.KEY_WORKER,), base=HOME, allocations=())


def coach(*hours: float, id: str = "coach", role: WorkerRole = COACH) -> Worker:
    """Free hours by week, from the week of the first night."""
    weeks = [FreeHours(week_beginning=MONDAY + timedelta(weeks=n), hours=each) for n, each in enumerate(hours)]
    return Worker(id=id, name="A coach", roles=(role,), free_hours=tuple(weeks))


def asked(*inputs: SpecialistInput, workers: tuple[Worker, ...] = (), **ask) -> Snapshot:
    return scene(ask=request(specialist_input=inputs, **ask), workers=(KEY_WORKER, *workers))


def shown(snapshot: Snapshot):
    return next(one for one in entry(snapshot).adjustments if one.slug == SLUG)


def test_hours_that_are_free_cost_nothing():
    """3 hours free, 2 needed."""
    enough = asked(SpecialistInput(role=COACH, week_1=2), workers=(coach(3),))
    assert shown(enough).points == 0.0
    assert shown(enough).because == "Every specialist asked for has the time."


def test_none_free_costs_everything():
    none = asked(SpecialistInput(role=COACH, week_1=2), workers=(coach(0, 0, 4),))
    assert shown(none).points == -3.0
    assert shown(none).because == "The life coach has no time until 15 June 2026."


def test_it_costs_the_share_of_the_hours_that_falls_short():
    """4 of 8 hours in weeks 1 and 2: half of 3."""
    half = asked(SpecialistInput(role=COACH, week_1=4, week_2=4), workers=(coach(4, 0),))
    assert shown(half).points == -1.5
    assert shown(half).because == "The life coach has 4 of the 8 hours asked for."


def test_hours_of_one_week_do_not_help_another():
    assert shown(asked(SpecialistInput(role=COACH, week_1=2), workers=(coach(0, 8),))).points == -3.0


def test_the_hours_of_all_who_have_the_role_add_up():
    two = (coach(1), coach(1, id="other"))
    assert shown(asked(SpecialistInput(role=COACH, week_1=2), workers=two)).points == 0.0


def test_weeks_are_counted_from_the_week_of_the_first_night():
    """From Wednesday 10 June the first week begins on Monday 8 June, the second of those recorded."""
    later = asked(SpecialistInput(role=COACH, week_1=2), workers=(coach(0, 2),), start_date=day(9), end_date=day(37))
    assert shown(later).points == 0.0


def test_hours_nobody_has_recorded_cost_in_full_and_could_be_won_back():
    police = SpecialistInput(role=WorkerRole.POLICE_LIAISON, week_1=1)
    one_known = asked(SpecialistInput(role=COACH, week_1=2), police, workers=(coach(2),))
    found = shown(one_known)
    assert (found.points, found.known, found.could_add) == (-1.0, False, 1.0)
    assert found.because == "The free hours of the police liaison are not recorded."


def test_no_specialist_asked_for_is_not_shown():
    assert SLUG not in {one.slug for one in entry(world()).adjustments}
    assert SLUG not in {one.slug for one in entry(asked(SpecialistInput(role=COACH))).adjustments}


def test_input_nobody_has_recorded_adds_nothing():
    found = shown(scene(ask=request(specialist_input=None)))
    assert (found.points, found.known, found.could_add) == (0.0, False, 0.0)


def test_it_moves_no_place():
    none = asked(SpecialistInput(role=COACH, week_1=2), workers=(coach(0),))
    assert listed(none) == "options"
    assert adjustment(none, SLUG) == -3.0


def test_a_part_of_the_snapshot_keeps_the_specialists():
    none = asked(SpecialistInput(role=COACH, week_1=2), workers=(coach(1),))
    assert shown(none.part(("req",), ("home",))) == shown(none)
