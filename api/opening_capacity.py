"""Where the command line gets beds by night from: a file, the database named, or the invented county."""

from dataclasses import dataclass

from api.actions.authority_capacity import CapacityAsked, authority_capacity
from api.actions.capacity import require_setting, setting_capacity
from api.actions.nights_asked import nights_asked, whom_asked
from api.opening import database_named, open_snapshot
from api.opening_store import open_service, speaker
from matcher.capacity import AuthorityCapacity, SettingCapacity, make_authority_capacity, make_capacity
from matcher.frame import make_frame
from matcher.policy import load_policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Whence:
    """A file, or a database and an authority in it; neither: the invented county."""

    file: str | None = None
    database: str | None = None
    whose: str | None = None

    @property
    def url(self) -> str | None:
        """The database's, where it is one."""
        return None if self.file else database_named(self.database)


def authority_beds(whence: Whence, asked: CapacityAsked) -> AuthorityCapacity:
    """Every setting's beds. Raises InvalidInput, NoSuchRequest."""
    if url := whence.url:
        service = open_service(url)
        return authority_capacity(service, speaker(service, whence.whose), asked)
    frame = make_frame(open_snapshot(whence.file), load_policy())
    first, leaving = nights_asked(frame.snapshot.today, asked.first, asked.leaving)
    return make_authority_capacity(
        frame, first, leaving, kinds=asked.kinds, usable_by=whom_asked(asked.whom), named=True
    )


def setting_beds(whence: Whence, setting_id: str, asked: CapacityAsked) -> SettingCapacity:
    """One setting's. Raises InvalidInput, NoSuchRecord."""
    if url := whence.url:
        service = open_service(url)
        return setting_capacity(service, speaker(service, whence.whose), setting_id, asked.first, asked.leaving)
    frame = make_frame(open_snapshot(whence.file), load_policy())
    require_setting(frame, setting_id)
    return make_capacity(frame, setting_id, *nights_asked(frame.snapshot.today, asked.first, asked.leaving), named=True)
