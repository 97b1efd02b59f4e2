"""Says that a place is free, now: a vacancy that nobody has confirmed for a while is a worry."""

from api.actions.records import NoSuchRecord, parse
from api.permissions import Caller
from api.records.collections import COLLECTIONS
from api.service import Service
from api.store.rows import KeptRecord
from api.store.write import writing


def say_vacant(service: Service, caller: Caller, place_id: str) -> KeptRecord:
    """The place, confirmed as free this minute by the caller. Raises NoSuchRecord."""
    places = COLLECTIONS["places"]
    with writing(service.store, caller, service.clock()) as change:
        kept = change.kept(places, [place_id]).get(place_id)
        if kept is None:
            raise NoSuchRecord("there is no place with this id")
        at = service.frames.now(change.demonstration_at)
        by = caller.name or caller.role.label
        fields = {**kept.fields, "vacancy_confirmed_at": at.isoformat(), "vacancy_confirmed_by": by}
        return change.save(places, [parse(places, fields)])[0].kept
