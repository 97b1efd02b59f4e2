"""Every kind of row is left out once, in a world where the best plan without it breaks exactly that: `verify` objects.

Where the row is written, it does not. Each test shows its world; for what it does not show see `tests.small_plans`.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fixtures.plain_world import lives
from matcher.cohort.asked import AssignmentAsked
from matcher.cohort.model import RowKind
from matcher.cohort.planner import Planner
from matcher.cohort.report import Report
from matcher.domain.codes import SettingKind, WorkerRole
from matcher.domain.person_codes import NeedCategory, Sex, ViewStrength
from matcher.domain.request_steps import SpecialistInput
from matcher.domain.settings import StatementOfPurpose
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Allocation, FreeHours, Worker
from tests.small_plans import (
    NOTHING_ELSE,
    apart_by_the_street,
    asking,
    bank_worker,
    brother_or_sister,
    could_be_hurt,
    family,
    given,
    here,
    home,
    key_worker,
    rota,
    speaks_of,
    split_by_beds,
    three_for_a_family_of_two,
    violent,
    who,
    whole_of,
    with_key_worker,
)
from tests.solving_alone import climbed

COMPANY = "with the others there, the place is no longer an option"
OUTREACH, FAMILY = SettingKind.OUTREACH, SettingKind.FOSTER_FAMILY
NOBODY_SOLVES: Any = None


@dataclass(frozen=True)
class Tried:
    """The best plan that keeps to some rows: who is where, and what `verify` says of it."""

    places: list[str]
    says: set[str]


def best(snapshot: Snapshot, *left_out: RowKind, asked: AssignmentAsked = NOTHING_ELSE) -> Tried:
    """The first plan, before anything is forbidden that only the rule book sees."""
    whole = whole_of(snapshot, asked, *left_out)
    climb = climbed(whole)
    assert climb.values is not None
    report = Report(whole, climb.values)
    troubles = Planner(whole, NOBODY_SOLVES, lambda _: True).verified(climb, report)
    places = [f"{one.request_id.removeprefix('req-')} at {one.setting_id}" for one in report.placed]
    return Tried(places, {one.says for one in troubles})


def coach(hours: float) -> Worker:
    """Somebody with so many hours free in the first week of June."""
    free = FreeHours(week_beginning=date(2026, 6, 1), hours=hours)
    return Worker(id="coach", name="coach", roles=(WorkerRole.LIFE_COACH,), free_hours=(free,))


def each_asks_for(snapshot: Snapshot, **facts: Any) -> Snapshot:
    requests = tuple(replace(one, **facts) for one in snapshot.placement_requests)
    return replace(snapshot, placement_requests=requests)


def test_one_place_each():
    snapshot = asking(who("a"), homes=[family(), home()])
    assert best(snapshot, RowKind.ONE_PLACE) == Tried(
        ["a at family", "a at home"], {"the young person is placed twice"}
    )
    assert best(snapshot) == Tried(["a at family"], set())


def test_one_bed_is_for_one():
    snapshot = asking(who("a"), who("b"), homes=[family()], beds=1)
    assert best(snapshot, RowKind.BEDS) == Tried(["a at family", "b at family"], {COMPANY})
    assert len(best(snapshot).places) == 1
    assert not best(snapshot).says


def test_two_beds_and_one_registered_place():
    snapshot = asking(who("a"), who("b"), homes=[home(registered_places=1)], beds=2)
    assert best(snapshot, RowKind.REGISTERED) == Tried(["a at home", "b at home"], {COMPANY})
    assert len(best(snapshot).places) == 1
    assert not best(snapshot).says


def test_one_member_of_staff_by_day_is_enough_for_two_who_live_there():
    snapshot = asking(
        who("a"),
        who("b"),
        homes=[home()],
        beds=3,
        placements=(lives("res"),),
        young_people=(who("a"), who("b"), who("res")),
        shifts=rota("home", day=1, evening=1),
    )
    left_out = best(snapshot, RowKind.STAFFED)
    assert left_out.places == ["a at home", "b at home"]
    assert COMPANY in left_out.says  # and the bank, which has nobody, would have to come every day
    assert len(best(snapshot).places) == 1
    assert not best(snapshot).says


def test_two_homes_need_the_one_bank_worker():
    """Two live in each home; with a third it needs two staff by day and has one."""
    living = ("r1", "r2", "r3", "r4")
    snapshot = asking(
        who("a"),
        who("b"),
        homes=[home("one"), home("two")],
        beds=3,
        young_people=(who("a", **speaks_of("one", ViewStrength.STRONGLY_FOR)), who("b"), *map(who, living)),
        placements=(lives("r1", "one"), lives("r2", "one"), lives("r3", "two"), lives("r4", "two")),
        shifts=(*rota("one", day=1, evening=2), *rota("two", day=1, evening=2)),
        workers=(key_worker("kw"), bank_worker()),
    )
    short = {f"on {day:02} June 2026 the homes together need more bank staff than there are" for day in range(1, 15)}
    assert best(snapshot, RowKind.BANK) == Tried(["a at one", "b at two"], short)
    assert len(best(snapshot).places) == 1
    assert not best(snapshot).says


def test_a_key_worker_has_room_for_one_more():
    """Two live in families; of those who ask, at home still, each is half a person to the key worker, and will be one."""
    others = [Allocation(young_person_id=one, setting_kind=FAMILY) for one in ("x", "y")]
    theirs = [Allocation(young_person_id=one, setting_kind=OUTREACH) for one in ("a", "b")]
    snapshot = asking(
        who("a", **with_key_worker("kw")),
        who("b", **with_key_worker("kw")),
        homes=[family()],
        beds=2,
        workers=(key_worker("kw", *others, *theirs),),
    )
    both = ["a at family", "b at family"]
    assert best(snapshot, RowKind.CASELOAD) == Tried(both, {"a key worker would have too many people"})
    assert best(snapshot) == Tried(both, set())


def test_a_specialist_has_two_hours_for_two_who_ask_for_two_each():
    """The levels take no price for the hours that are short; the plan counts them again."""
    hours = (SpecialistInput(role=WorkerRole.LIFE_COACH, week_1=2),)
    snapshot = asking(who("a"), who("b"), homes=[family()], beds=2, workers=(key_worker("kw"), coach(hours=2)))
    snapshot = each_asks_for(snapshot, specialist_input=hours)
    both = ["a at family", "b at family"]
    assert best(snapshot, RowKind.SPECIALISTS) == Tried(both, {"the value is another one"})
    assert best(snapshot) == Tried(both, set())


def test_somebody_violent_does_not_live_with_somebody_who_could_be_hurt():
    snapshot = asking(who("a", **violent()), who("b", **could_be_hurt()), homes=[family()], beds=2)
    assert best(snapshot, RowKind.COMPANY) == Tried(["a at family", "b at family"], {COMPANY})
    assert len(best(snapshot).places) == 1
    assert not best(snapshot).says


def test_two_kept_apart_do_not_live_in_one_street():
    left_out = best(apart_by_the_street(), RowKind.SEPARATION)
    assert (len(left_out.places), left_out.says) == (2, {COMPANY})
    assert len(best(apart_by_the_street()).places) == 1
    assert not best(apart_by_the_street()).says


def test_brothers_and_sisters_are_not_split():
    left_out = best(split_by_beds(), RowKind.SIBLINGS)
    assert (len(left_out.places), left_out.says) == (2, {COMPANY})
    assert len(best(split_by_beds()).places) == 1
    assert not best(split_by_beds()).says


def test_points_for_living_together_are_for_those_who_do():
    """The home takes girls only, so that her brother cannot come with her: her score had points for the two of them."""
    purpose = StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.FEMALE,), needs=tuple(NeedCategory))
    brother, sister = who("a", **brother_or_sister("b"), sex=Sex.MALE), who("b", **brother_or_sister("a"))
    snapshot = asking(brother, sister, homes=[home(statement_of_purpose=purpose)], beds=2)
    assert best(snapshot, RowKind.SIBLING_POINTS) == Tried(["b at home"], {"the value is another one"})
    assert best(snapshot) == Tried(["b at home"], set())


def test_a_lock_is_kept_to():
    """There is one bed; b would have more points there."""
    snapshot = asking(who("a"), who("b", **speaks_of("family", ViewStrength.STRONGLY_FOR)), homes=[family()])
    asked = AssignmentAsked(locks=(here("req-a", "family-bed"),))
    assert best(snapshot, RowKind.LOCK, asked=asked) == Tried(["b at family"], {"a lock is not kept to"})
    assert best(snapshot, asked=asked) == Tried(["a at family"], set())


def test_no_more_changes_than_are_allowed():
    """The plan made before puts a in the home; in the family a has more points."""
    snapshot = asking(who("a", **speaks_of("family", ViewStrength.STRONGLY_FOR)), homes=[family(), home()])
    asked = AssignmentAsked(given=given(a="home-bed"), most_changes=0)
    too_many = {"more of the plan given is changed than was allowed"}
    assert best(snapshot, RowKind.CHANGES, asked=asked) == Tried(["a at family"], too_many)
    assert best(snapshot, asked=asked) == Tried(["a at home"], set())


def test_what_only_three_together_break_is_found_by_the_rule_book():
    """A family approved for two; no row says so, for any two are well together."""
    assert best(three_for_a_family_of_two()) == Tried(["a at family", "b at family", "c at family"], {COMPANY})
