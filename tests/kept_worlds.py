"""Generated worlds in a store: each is an authority of its own, at its own moment."""

from dataclasses import replace
from datetime import timedelta

from api.actions.loading import begin_authority, load_snapshot
from api.opening_store import speaker
from api.service import Service
from api.store.read import PAST_SHIFTS, read_snapshot
from matcher.domain.snapshot import Snapshot
from tests.property.worlds import world


def named_world(seed: int) -> Snapshot:
    """The world of that number, its authority called after it."""
    return replace(world(seed), authority=f"world-{seed}")


def keep_world(service: Service, seed: int) -> Snapshot:
    """Keep that world. What was kept."""
    return keep(service, named_world(seed))


def keep(service: Service, made: Snapshot) -> Snapshot:
    """Keep all of this under an authority of its own, which stands still at its moment."""
    begin_authority(service, made.authority, made.authority.title(), made.as_of.isoformat())
    load_snapshot(service, speaker(service, made.authority), made)
    return made


def as_read(made: Snapshot) -> Snapshot:
    """Without what a snapshot of the record leaves out: requests that are closed, and rotas of long ago."""
    still_open = tuple(one for one in made.placement_requests if one.is_open)
    oldest = made.today - PAST_SHIFTS
    return replace(made, placement_requests=still_open, shifts=tuple(one for one in made.shifts if one.on >= oldest))


def read_whole(service: Service, made: Snapshot, later: timedelta = timedelta()) -> Snapshot:
    """What the store has of the authority of this snapshot, at the same moment or later."""
    with service.store.reading() as connection:
        return read_snapshot(connection, made.authority, made.as_of + later)
