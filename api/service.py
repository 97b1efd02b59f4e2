"""What every call needs: the settings, the store, the frames, the policy and the clock."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from api.frames import Frames
from api.histories import Histories
from api.jobs.executors import OnDask, Processes
from api.jobs.keeper import Jobs
from api.jobs.kinds import KINDS
from api.jobs.work import Kind, Terms
from api.kept_answers import KeptAnswers
from api.settings import Settings
from api.store.access import authority_ids
from api.store.engine import Store, open_store
from api.store.migrate import require_migrated
from matcher.capacity.forecast import forecast_of, is_forecast
from matcher.domain.snapshot import snapshot_adapter
from matcher.options.rank import rank_in
from matcher.options.result import result_adapter
from matcher.policy import PolicyBook, load_policy


def now() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Service:
    """One process of the service. Nothing is opened before it is needed. Raises NotADatabase."""

    settings: Settings
    clock: Callable[[], datetime] = field(default=now)
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)
    """What slow work there is."""

    @cached_property
    def store(self) -> Store:
        """The database."""
        return open_store(self.settings.database_url, self.settings.database_wait_seconds)

    @cached_property
    def policy(self) -> PolicyBook:
        """The policy in use."""
        return load_policy()

    @cached_property
    def frames(self) -> Frames:
        """The latest frame of each authority."""
        return Frames(self.store, self.policy, self.clock)

    @cached_property
    def histories(self) -> Histories:
        """The past stays of each authority."""
        return Histories(self.store)

    @cached_property
    def answers(self) -> KeptAnswers:
        """Answers that are sent again while nothing changes."""
        return KeptAnswers()

    @cached_property
    def jobs(self) -> Jobs:
        """The slow work of every authority."""
        chosen = self.settings
        terms = Terms(
            database=None if chosen.dask_scheduler else chosen.database_url,
            wait_seconds=chosen.database_wait_seconds,
            lease_seconds=chosen.job_lease_seconds,
            most_seconds=chosen.job_minutes * 60,
        )
        return Jobs(self.store, self._executor, terms, self.kinds, chosen.job_processes)

    def _executor(self) -> Executor:
        address = self.settings.dask_scheduler
        return OnDask(address) if address else Processes()

    def warm_up(self) -> None:
        """Make what the first call would wait for. Raises DatabaseUnavailable, NotMigrated."""
        require_migrated(self.store)
        snapshot_adapter()
        result_adapter()
        with self.store.reading() as connection:
            there = authority_ids(connection)
        if len(there) == 1:
            frame = self.frames.frame(there[0])
            for request_id in list(frame.requests)[:1]:
                rank_in(frame, request_id)
            for one in list(filter(is_forecast, frame.snapshot.settings))[:1]:
                forecast_of(frame, self.histories.history(there[0], frame.snapshot).stays, 1, settings=[one.id])

    def close(self) -> None:
        """Let others do the slow work, and give the database's connections back."""
        self.jobs.close()
        self.store.close()
