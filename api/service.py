"""What every call needs: the settings, the store, the frames, the policy and the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from api.actions.frames import Frames
from api.settings import Settings
from api.store.engine import Store, open_store
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
