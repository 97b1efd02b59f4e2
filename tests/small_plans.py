"""Small named worlds in which several people ask at once, for tests of plans for everybody.

What a test does not say is as in `fixtures.plain_world`: everybody's request is for 28 nights from Monday 1 June 2026, homes
have a full rota and nobody lives there yet. Here nobody has a key worker, and `kw` has room for three.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fixtures.plain_world import full_rota, person, place, request, setting, world
from matcher.cohort.asked import AssignmentAsked, GivenPair, Lock, LockKind
from matcher.cohort.assign import assign
from matcher.cohort.assignment import Assignment, AssignmentStatus, GoesOn
from matcher.cohort.levels import ORDER
from matcher.cohort.model import RowKind
from matcher.cohort.verify import Plan, verify
from matcher.cohort.whole import Whole, make_whole
from matcher.domain.carers import TermsOfApproval
from matcher.domain.codes import SettingKind, ShiftName, WorkerRole
from matcher.domain.people import (
    CurrentKeyWorker,
    KeyWorkerPlan,
    RiskEntry,
    SiblingLink,
    View,
    Vulnerability,
    YoungPerson,
)
from matcher.domain.person_codes import (
    KeyWorkerOutcome,
    RiskType,
    SeparationReason,
    SeparationScope,
    Sex,
    SiblingPlan,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.placements import SeparationEntry
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Allocation, Shift, Worker
from matcher.policy import load_policy
from tests.solving_alone import candidates_of

BOOK = load_policy()
NOTHING_ELSE = AssignmentAsked()
BOTH = (Sex.FEMALE, Sex.MALE)
ON_ONE_STREET = {"site_id": "the-street"}


def who(id: str, **facts: Any) -> YoungPerson:
    """Somebody who asks."""
    return person(id, **{"key_worker": CurrentKeyWorker(), **facts})


def family(id: str = "family", **facts: Any) -> Setting:
    """A foster family."""
    return setting(id, SettingKind.FOSTER_FAMILY, **facts)


def home(id: str = "home", **facts: Any) -> Setting:
    """A children's home whose rota we hold."""
    return setting(id, SettingKind.CHILDRENS_HOME, **facts)


def asking(*people: YoungPerson, homes: Sequence[Setting], beds: int = 1, **facts: Any) -> Snapshot:
    """Each of these people asks, `req-` and their id; each home has one row of so many beds, its id and `-bed`."""
    made = {
        "young_people": people,
        "placement_requests": tuple(request(f"req-{one.id}", young_person_id=one.id) for one in people),
        "places": tuple(place(one.id, beds=beds) for one in homes),
        "workers": (key_worker("kw"),),
    }
    return world(*homes, **{**made, **facts})


def key_worker(id: str, *has: Allocation, **facts: Any) -> Worker:
    """Somebody who works with these people already."""
    return replace(Worker(id=id, name=id, roles=(WorkerRole.KEY_WORKER,), allocations=has), **facts)


def with_key_worker(worker_id: str) -> dict[str, Any]:
    """Whose key worker would keep them."""
    plans = (KeyWorkerPlan(outcome=KeyWorkerOutcome.AGREED),)
    return {"key_worker": CurrentKeyWorker(worker_id=worker_id, plans=plans)}


def bank_worker(id: str = "bank") -> Worker:
    """Somebody who could be at any home in half an hour."""
    return Worker(id=id, name=id, roles=(WorkerRole.RESIDENTIAL_WORKER,), is_bank=True, response_minutes=30)


def rota(home_id: str, day: int, evening: int, night: int = 2) -> tuple[Shift, ...]:
    """So many staff on every shift of every day."""
    on = {ShiftName.DAY: day, ShiftName.EVENING: evening, ShiftName.NIGHT: night}
    return tuple(replace(one, headcount=on[one.shift]) for one in full_rota(home_id))


def speaks_of(home_id: str, view: ViewStrength) -> dict[str, Any]:
    """Who has said this of a home."""
    return {"views": (View(about=ViewAbout.SETTING, setting_id=home_id, view=view, told_what_it_is=True),)}


def brother_or_sister(*others: str, plan: SiblingPlan = SiblingPlan.TOGETHER) -> dict[str, Any]:
    """Who has these brothers and sisters."""
    return {"siblings": tuple(SiblingLink(person_id=one, plan=plan) for one in others)}


def violent(level: int = 3) -> dict[str, Any]:
    """A risk to others."""
    return {"risks": (RiskEntry(risk=RiskType.VIOLENCE, level=level, to_younger_children=False),)}


def could_be_hurt(level: int = 3) -> dict[str, Any]:
    """Vulnerable to violence."""
    return {"vulnerabilities": (Vulnerability(risk=RiskType.VIOLENCE, level=level),)}


def here(request_id: str, place_id: str) -> Lock:
    """This request at this place."""
    return Lock(request_id=request_id, place_id=place_id, kind=LockKind.THIS_PAIR)


def never_here(request_id: str, place_id: str) -> Lock:
    """This request anywhere but there."""
    return Lock(request_id=request_id, place_id=place_id, kind=LockKind.NOT_THIS_PAIR)


def given(**places: str) -> tuple[GivenPair, ...]:
    """A plan made before: a=place puts `req-a` there."""
    return tuple(GivenPair(request_id=f"req-{one}", place_id=at) for one, at in places.items())


def whole_of(snapshot: Snapshot, asked: AssignmentAsked = NOTHING_ELSE, *left_out: RowKind) -> Whole:
    """The model of a plan, without these kinds of rows."""
    return make_whole(candidates_of(snapshot, asked, BOOK), asked, left_out=frozenset(left_out))


def apart_by_the_street() -> Snapshot:
    """Two whom a court keeps out of one another's street, and two families in one street."""
    apart = SeparationEntry(
        person_a="a", person_b="b", reason=SeparationReason.COURT_OR_POLICE, scope=SeparationScope.STREET_OR_SITE
    )
    homes = [family("odd-side", **ON_ONE_STREET), family("even-side", **ON_ONE_STREET)]
    return asking(who("a"), who("b"), homes=homes, separation_entries=(apart,))


def split_by_beds() -> Snapshot:
    """A brother and a sister who are to live together, and two families with a bed each."""
    brother, sister = who("a", **brother_or_sister("b"), sex=Sex.MALE), who("b", **brother_or_sister("a"))
    return asking(brother, sister, homes=[family("one"), family("two")])


def three_for_a_family_of_two() -> Snapshot:
    """A family approved for two, with three beds; any two are well together."""
    terms = TermsOfApproval(age_min=0, age_max=17, sexes=BOTH, places=2)
    return asking(who("a"), who("b"), who("c"), homes=[family(terms=terms)], beds=3)


def sound_plan(snapshot: Snapshot, asked: AssignmentAsked = NOTHING_ELSE, goes_on: GoesOn | None = None) -> Assignment:
    """The plan. Whatever comes out, nobody is in no list and nobody in two, unless there is no plan at all."""
    plan = assign(snapshot, asked, BOOK, goes_on)
    if plan.value is not None:
        lists = [*(one.request_id for one in plan.placed), *(one.request_id for one in plan.not_placed)]
        assert sorted(lists) == sorted(one.id for one in snapshot.placement_requests if one.is_open)
        assert [one.name for one in plan.levels] == list(ORDER)
        assert not verify(snapshot, Plan(plan.placed, plan.hours, plan.value), asked, BOOK)
    return plan


def where(plan: Assignment) -> dict[str, str]:
    """Request -> place."""
    return {one.request_id: one.place_id for one in plan.placed}


def outcome(plan: Assignment) -> tuple[AssignmentStatus, tuple[str, ...]]:
    """How it came out, and what is said of it."""
    return plan.status, plan.says
