"""The past stays behind a forecast, kept for as long as nothing has changed."""

from dataclasses import dataclass
from datetime import date
from threading import Lock

from sqlalchemy import Connection

from api.exchange.national_homes import homes_by_number
from api.store.engine import Store
from api.store.past_stays import KeptStay, agreed, kept_stays, pseudonym
from api.store.planned_ends import planned_ends
from api.store.read import authority_row
from matcher.capacity.forecast import History, history_of
from matcher.domain.codes import OWN_NUMBER, SettingKind
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay


@dataclass(frozen=True, slots=True)
class _Held:
    version: int
    today: date
    history: History


class Histories:
    """Each authority's history: every ended stay of the record, whoever it was, and those kept without a name."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held: dict[str, _Held] = {}
        self._lock = Lock()

    def history(self, authority: str, snapshot: Snapshot) -> History:
        """The history up to the snapshot's day. Raises NoSuchAuthority."""
        with self._lock:
            with self.store.reading() as connection:
                version, held = authority_row(connection, authority).version, self._held.get(authority)
                if held is None or (held.version, held.today) != (version, snapshot.today):
                    held = _Held(version, snapshot.today, read_history(connection, authority, snapshot))
            self._held[authority] = held
            return held.history


def read_history(connection: Connection, authority: str, snapshot: Snapshot) -> History:
    """The past stays of the snapshot's placements, and those that are kept beside them."""
    at = homes_by_number(snapshot.settings)
    known = {one.id for one in snapshot.settings}
    numbers = {one.id: one.ofsted_number for one in snapshot.settings if one.kind in OWN_NUMBER}
    kept = (_stay(one, known, at) for one in agreed(kept_stays(connection, authority)))
    return history_of(
        snapshot,
        kept,
        who=lambda person_id: pseudonym(authority, person_id),
        at=lambda setting_id: at.get(numbers.get(setting_id) or "", setting_id),
        plans=planned_ends(connection, authority),
    )


def _stay(kept: KeptStay, known: set[str], at: dict[str, str]) -> Stay:
    setting_id = at.get(kept.ofsted_number or "", kept.setting_id)
    return Stay(
        young_person_id=kept.who,
        setting_id=setting_id,
        place_id=kept.place_id,
        kind=None if setting_id in known or kept.kind is None else SettingKind(kept.kind),
        first_night=kept.first_night,
        leaving=kept.leaving,
        ended=kept.ended,
        plans_known_from=kept.leaving,
    )
