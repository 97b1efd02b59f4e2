"""What-ifs: answered at once, or with a plan for everyone as slow work. The record stays as it is; who asked is noted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from api.actions.assignments import whose
from api.actions.scenario_runs import ScenarioRun, as_read_by, require_for, run_of
from api.actions.slow_work import AlreadyEnded, Work, begin
from api.jobs.comparing import SCENARIO
from api.permissions import Caller
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.jobs import Job, JobState, cancel_job, find_job, result_of
from matcher.domain.errors import MatcherError
from matcher.domain.snapshot import Snapshot
from matcher.scenario import (
    BeforeAfter,
    ScenarioAsked,
    before_after_adapter,
    check_asked,
    compare_in,
    scenario_adapter,
)
from matcher.scenario.changes import AddRequest, EndStay, ExtendStay
from matcher.scenario.compare import Tells

SCENARIOS = "scenarios"
"""What the audit calls them."""
AT_ONCE = "-"


class NoSuchScenario(MatcherError):
    """No what-if of this authority has this id."""

    code = "no_such_scenario"
    remedy = "Check the id; only a what-if with a plan for everyone has one. Ask again with POST /v1/scenarios."


def what_if(service: Service, caller: Caller, asked: ScenarioAsked, tells: Tells | None = None) -> BeforeAfter:
    """Before and after, worked out while whoever asks waits; kept nowhere. Raises InvalidInput, NotPermitted."""
    require_for(caller, asked)
    frame = service.frames.frame(caller.authority)
    found = compare_in(frame, asked, tells, service.histories.history(caller.authority, frame.snapshot))
    with service.store.writing() as connection:
        noted = _Noted(deed=Deed.WHAT_IF, id=AT_ONCE, about=_entries(frame.snapshot, asked), requests=_named_by(found))
        _note(connection, service, caller, noted)
    return as_read_by(caller, found)


def ask_what_if(service: Service, caller: Caller, asked: ScenarioAsked) -> ScenarioRun:
    """The same as work that takes its time, made from the record as it is now.

    Raises InvalidInput, NotPermitted, TooMuchWaiting.
    """
    require_for(caller, asked)
    frame = service.frames.frame(caller.authority)
    check_asked(frame.snapshot, asked, frame.book)
    history = service.histories.history(caller.authority, frame.snapshot)
    work = Work(kind=SCENARIO, asked=scenario_adapter().dump_json(asked), frame=frame, history=history)
    with service.store.writing() as connection:
        job = _found(connection, caller, begin(connection, service, caller, work))
        noted = _Noted(deed=Deed.WHAT_IF, id=job.id, about=_entries(frame.snapshot, asked))
        _note(connection, service, caller, noted)
    service.jobs.look_now()
    return run_of(job, None, caller)


def scenario(service: Service, caller: Caller, id_: str) -> ScenarioRun:
    """One as it stands. Whoever it says something of is noted as shown. Raises NoSuchScenario, NotPermitted."""
    with service.store.writing() as connection:
        job = _found(connection, caller, id_)
        run = run_of(job, _read(connection, job), caller)
        require_for(caller, run.asked)
        _note(connection, service, caller, _Noted(deed=Deed.SHOW, id=id_, requests=_named_by(run.scenario)))
    return run


def cancel_scenario(service: Service, caller: Caller, id_: str) -> ScenarioRun:
    """Nobody needs it any more. It stays, as far as it came. Raises NoSuchScenario, NotPermitted, AlreadyEnded."""
    with service.store.writing() as connection:
        job = _found(connection, caller, id_)
        require_for(caller, run_of(job, None, caller).asked)
        cancel_job(connection, job)
        job = _found(connection, caller, id_)
        if job.state in {JobState.DONE, JobState.FAILED}:
            raise AlreadyEnded(f"this what-if has ended already: it is {job.state}")
        run = run_of(job, _read(connection, job), caller)
        _note(connection, service, caller, _Noted(deed=Deed.CANCEL, id=id_, requests=_named_by(run.scenario)))
    return run


def _found(connection: Connection, caller: Caller, id_: str) -> Job:
    job = find_job(connection, caller.authority, SCENARIO, id_)
    if job is None:
        raise NoSuchScenario("there is no what-if with this id")
    return job


def _read(connection: Connection, job: Job) -> BeforeAfter | None:
    result = result_of(connection, job)
    return None if result is None else before_after_adapter().validate_json(result)


def _note(connection: Connection, service: Service, caller: Caller, noted: "_Noted") -> None:
    """An entry for the what-if, one for each stay or person that it changes, one for each request of which it says something."""
    whole = Entry(deed=noted.deed, collection=SCENARIOS, record_id=noted.id)
    theirs = (
        Entry(deed=noted.deed, collection="placement_requests", record_id=request, young_person_id=who)
        for request, who in sorted(whose(connection, caller.authority, set(noted.requests)).items())
    )
    leave_entries(connection, caller, service.clock(), [whole, *noted.about, *theirs])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """What the audit is told of: which what-if, what it changes, and of which requests its plans say something."""

    deed: Deed
    id: str
    about: Iterable[Entry] = ()
    requests: Iterable[str] = ()


def _entries(snapshot: Snapshot, asked: ScenarioAsked) -> Iterator[Entry]:
    """Stays that are changed, and people of the record for whom a request is added."""
    stays = {one.placement_id for one in asked.changes if isinstance(one, ExtendStay | EndStay)}
    for one in snapshot.placements:
        if one.id in stays:
            yield Entry(
                deed=Deed.WHAT_IF, collection="placements", record_id=one.id, young_person_id=one.young_person_id
            )
    added = {one.request.young_person_id for one in asked.changes if isinstance(one, AddRequest)}
    for person in snapshot.young_people:
        if person.id in added:
            yield Entry(deed=Deed.WHAT_IF, collection="young_people", record_id=person.id, young_person_id=person.id)


def _named_by(found: BeforeAfter | None) -> Iterator[str]:
    """The requests of which a plan says something."""
    for plan in (found.before.plan, found.after.plan) if found else ():
        if plan is not None:
            yield from (one.request_id for one in plan.placed)
            yield from (one.request_id for one in plan.not_placed)
