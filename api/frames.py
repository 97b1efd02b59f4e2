"""The snapshot and its frame, kept for as long as nothing has changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock

from sqlalchemy import Connection

from api.exchange.postcodes import PostcodeTable, located, unlocated_postcodes
from api.store.engine import Store
from api.store.postcodes import points_of
from api.store.read import authority_row, read_snapshot
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LONDON, london_day
from matcher.frame import Frame, make_frame
from matcher.policy import PolicyBook

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Held:
    version: int
    frame: Frame


class Frames:
    """Each authority's latest frame: made anew after a change, and every minute, for answers are as of now.

    The snapshot itself is read again only after a change, and on a new day: which rotas it has depends on the day.
    """

    def __init__(self, store: Store, policy: PolicyBook, clock: Clock) -> None:
        self.store, self.policy, self.clock = store, policy, clock
        self._held: dict[str, _Held] = {}
        self._lock = Lock()

    def frame(self, authority: str) -> Frame:
        """The frame of everything this authority keeps, as of this minute. Raises NoSuchAuthority."""
        with self._lock:
            held = self._fresh(authority, self._held.get(authority))
            self._held[authority] = held
            return held.frame

    def _fresh(self, authority: str, held: _Held | None) -> _Held:
        with self.store.reading() as connection:
            row = authority_row(connection, authority)
            as_of = self.now(row.demonstration_at)
            if held is None or held.version != row.version or held.frame.snapshot.today != london_day(as_of):
                return _Held(row.version, make_frame(read_located(connection, authority, as_of), self.policy))
        if held.frame.snapshot.as_of == as_of:
            return held
        fresh = make_frame(replace(held.frame.snapshot, as_of=as_of), self.policy)
        fresh.snapshot_hash = held.frame.snapshot_hash  # the moment is no part of it
        return _Held(held.version, fresh)

    def now(self, demonstration_at: str | None) -> datetime:
        """The minute it is; in a demonstration, its own."""
        return datetime.fromisoformat(demonstration_at) if demonstration_at else minute(self.clock())

    def today(self, demonstration_at: str | None) -> date:
        """The London date of `now`."""
        return london_day(self.now(demonstration_at))


def read_located(connection: Connection, authority: str, as_of: datetime) -> Snapshot:
    """The authority's snapshot, with every postcode that the national file has found on the map."""
    snapshot = read_snapshot(connection, authority, as_of)
    wanted = unlocated_postcodes(snapshot)
    return located(snapshot, PostcodeTable(points_of(connection, wanted))) if wanted else snapshot


def minute(moment: datetime) -> datetime:
    """The moment in London, without its seconds."""
    return moment.astimezone(LONDON).replace(second=0, microsecond=0)
