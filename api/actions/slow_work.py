"""Slow work, whatever it is: begun from the record as it is now, which is sealed with it."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection

from api.permissions import Caller
from api.service import Service
from api.store.jobs import NewJob, add_job, open_jobs
from api.store.sealed import seal, seal_history
from matcher.capacity.forecast import History
from matcher.domain.errors import MatcherError
from matcher.frame import Frame


class AlreadyEnded(MatcherError):
    """There is nothing left to cancel."""

    code = "already_ended"
    remedy = "Nothing was changed: read it as it is. Each placement is decided by a named person in any case."


class TooMuchWaiting(MatcherError):
    """The authority has as much slow work waiting as it may."""

    code = "too_much_waiting"
    remedy = "Wait until one of your plans has ended, or cancel one; then ask again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be done, and from what. `asked`: JSON, as validated. `history`: None where nothing is forecast."""

    kind: str
    asked: bytes
    frame: Frame
    history: History | None = None


def begin(connection: Connection, service: Service, caller: Caller, work: Work) -> str:
    """The id of a new job, which somebody begins soon. Raises TooMuchWaiting."""
    if open_jobs(connection, caller.authority) >= service.settings.jobs_waiting:
        raise TooMuchWaiting("as many plans are waiting or being made as may be at once")
    seal(connection, caller.authority, work.frame)
    if work.history is not None:
        seal_history(connection, caller.authority, work.history)
    new = NewJob(
        authority=caller.authority,
        id=uuid4().hex,
        kind=work.kind,
        asked=work.asked.decode(),
        asked_by=caller.actor,
        as_of=work.frame.snapshot.as_of,
        snapshot_hash=work.frame.snapshot_hash,
        policy_hash=work.frame.book.hash,
        history_hash=None if work.history is None else work.history.hash,
    )
    add_job(connection, new)
    return new.id
