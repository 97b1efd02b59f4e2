"""How a plan for everybody ends: what it says where there is nothing to place, no way to, no time, or a contradiction.

The worlds are those of `tests.small_plans`.
"""

from dataclasses import replace

import pytest

from fixtures.plain_world import lives
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.assignment import AssignmentStatus, LevelName, Progress
from matcher.domain.people import CurrentKeyWorker, KeyWorkerPlan, Need
from matcher.domain.person_codes import KeyWorkerOutcome, NeedCategory, ViewStrength
from matcher.domain.values import Location
from tests.property.one_milp import one_milp
from tests.small_plans import (
    asking,
    could_be_hurt,
    family,
    home,
    outcome,
    rota,
    sound_plan,
    speaks_of,
    violent,
    who,
)

FLOOR = 40
OTHERS = "All 2 places that would do are needed by others in this plan, or could not be staffed."
AN_APPROVAL = "An approval: 1 on their own list would do with one. Ask for a plan that may use them."
OWN_LIST = (
    "Look at this person's own list for what would change it, and ask the service manager about a place made round one "
    "young person."
)


@pytest.fixture(scope="module", autouse=True)
def _one_milp():
    with one_milp():
        yield


# Nothing to place, and nowhere


def test_nobody_asks():
    plan = sound_plan(asking(who("a"), homes=[family()], placement_requests=()))
    assert outcome(plan) == (
        AssignmentStatus.OPTIMAL,
        ("0 of 0 would have a place.", "No other plan is better: that is proved, level by level."),
    )
    assert (plan.value, plan.bound, plan.gap) == (0, 0, 0)


def test_no_place_at_all():
    plan = sound_plan(asking(who("a"), who("b"), homes=[family()], places=()))
    assert plan.status is AssignmentStatus.OPTIMAL
    assert plan.says[0] == "0 of 2 would have a place."
    for one in plan.not_placed:
        assert one.candidates == 0
        assert [each.says for each in one.reasons] == ["No place is on record that would do."]
        assert one.would_take == (OWN_LIST,)


def test_somebody_who_is_referred_elsewhere():
    snapshot = asking(who("a"), homes=[family()])
    secure = tuple(replace(one, secure_sought=True) for one in snapshot.placement_requests)
    plan = sound_plan(replace(snapshot, placement_requests=secure))
    assert [each.says for each in plan.not_placed[0].reasons] == [
        "The request is for somewhere else: its own page says where to ask."
    ]


def test_nothing_fits():
    """The family is suspended; the home has nobody on by day, so that its manager would have to approve it."""
    homes = [family(placements_suspended=True), home()]
    plan = sound_plan(asking(who("a"), homes=homes, shifts=rota("home", day=0, evening=0)))
    (waiting,) = plan.not_placed
    assert {each.rule for each in waiting.reasons} == {"provider-standing", "staff-ratio"}
    assert waiting.would_take == (AN_APPROVAL, OWN_LIST)


def test_a_place_that_is_worth_too_little():
    """Far away, with somebody violent there, no experience of what is needed, and not wanted: 39.1 points."""
    lost = KeyWorkerPlan(outcome=KeyWorkerOutcome.LOST)
    a = who(
        "a",
        key_worker=CurrentKeyWorker(worker_id="kw", plans=(lost,)),
        needs=(Need(category=next(iter(NeedCategory)), level=3),),
        **could_be_hurt(),
        **speaks_of("family", ViewStrength.AGAINST),
    )
    far = family(location=Location(easting=500_000, northing=455_000), skills=())
    snapshot = asking(
        a,
        homes=[far],
        beds=2,
        young_people=(a, who("r", **violent(2))),
        placements=(lives("r", "family"),),
    )
    (waiting,) = sound_plan(snapshot).not_placed
    assert waiting.alone is not None
    assert waiting.alone.score < FLOOR
    assert [one.says for one in waiting.reasons] == [
        "1 on their own list: under 40 points, or they are strongly against it. No plan places anybody so."
    ]


def test_more_people_than_beds():
    snapshot = asking(who("a"), who("b"), who("c"), homes=[family("one"), family("two")])
    plan = sound_plan(snapshot)
    (waiting,) = plan.not_placed
    assert len(plan.placed) == 2
    assert waiting.candidates == 2
    assert [one.says for one in waiting.reasons] == [OTHERS]
    assert set(waiting.would_take) == {"One more bed at Setting one.", "One more bed at Setting two."}


def test_two_requests_of_one_person_are_one_place():
    snapshot = asking(who("a"), homes=[family("one"), family("two")])
    (first,) = snapshot.placement_requests
    plan = sound_plan(replace(snapshot, placement_requests=(first, replace(first, id="req-again"))))
    (waiting,) = plan.not_placed
    assert len(plan.placed) == 1
    assert [one.says for one in waiting.reasons] == [
        "Another request of the same young person has a place in this plan."
    ]


# Stopped


def test_no_work_allowed():
    plan = sound_plan(asking(who("a"), homes=[family()]), AssignmentAsked(work=0))
    assert outcome(plan) == (
        AssignmentStatus.TIME_LIMIT,
        ("No work was allowed, so nobody looked. Allow some.",),
    )


def test_stopped_before_anything_began():
    plan = sound_plan(asking(who("a"), homes=[family()]), goes_on=lambda _: False)
    assert outcome(plan) == (AssignmentStatus.CANCELLED, ("It was stopped before there was a plan.",))


def test_stopped_when_further_plans_are_looked_for():
    """The plan itself is proved by then, and stays so."""
    snapshot = asking(who("a"), who("b"), homes=[family("one"), family("two"), family("three")])
    levels: list[int] = []

    def until_it_begins_again(progress: Progress) -> bool:
        levels.append(progress.level)
        return levels == sorted(levels)

    plan = sound_plan(snapshot, AssignmentAsked(alternatives=2), goes_on=until_it_begins_again)
    assert plan.status is AssignmentStatus.CANCELLED
    assert not plan.alternatives
    assert all(one.proved for one in plan.levels)
    assert plan.says == (
        "2 of 2 would have a place.",
        "No other plan is better: that is proved, level by level.",
        "It was stopped before all that was asked for beside it was found.",
    )


def test_stopped_when_the_points_are_looked_at():
    """Both want the one bed, and everybody is placed by then: that plan is shown, verified, with nothing proved below."""
    wants_it = speaks_of("two", ViewStrength.STRONGLY_FOR)
    snapshot = asking(who("a", **wants_it), who("b", **wants_it), homes=[family("one"), family("two")])
    heard: list[Progress] = []

    def until_points(progress: Progress) -> bool:
        heard.append(progress)
        return progress.name is not LevelName.POINTS

    plan = sound_plan(snapshot, goes_on=until_points)
    assert plan.status is AssignmentStatus.CANCELLED
    assert len(plan.placed) == 2
    assert [one.proved for one in plan.levels] == [True] * 3 + [False] * 4
    assert plan.says == ("2 of 2 would have a place.", "It was stopped early: there may be a better plan.")
    assert [one.name for one in heard][-1] is LevelName.POINTS
