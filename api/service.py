"""What every call needs: the settings, the store, the frames, the policy and the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from api.frames import Frames
from api.settings import Settings
from api.store.access import authority_ids
from api.store.engine import Store, open_store
from api.store.migrate import require_migrated
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

    def close(self) -> None:
        """Give the database's connections back."""
        self.store.close()
