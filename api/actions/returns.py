"""Keeps a national return: people, homes and stays on the record, and past stays for forecasts to learn from."""

from dataclasses import dataclass

from api.actions.learning import learn_within, stays_of_return
from api.actions.loading import Loaded, load_within
from api.exchange.national_homes import at_known_homes, homes_by_number
from api.exchange.national_return import Imported
from api.permissions import Caller
from api.service import Service
from api.store.past_stays import KeptStay, Learnt
from api.store.read import Reader
from api.store.write import writing
from matcher.capacity import Doubled, doubled_homes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReturn:
    """What keeping a return did."""

    loaded: tuple[Loaded, ...]
    past: tuple[KeptStay, ...]
    learnt: Learnt
    doubled: tuple[Doubled, ...]
    """Homes that are on the record twice now."""


def keep_return(
    service: Service, caller: Caller, imported: Imported, *, dry_run: bool = False, stays_only: bool = False
) -> KeptReturn:
    """Keep all of a return or none of it. `stays_only`: its past stays alone. Raises InvalidInput.

    A home that is on the record already, by its own Ofsted number, is used as it is there.
    """
    past = tuple(stays_of_return(caller.authority, imported.stays, imported.report.as_of))
    with writing(service.store, caller, service.clock(), dry_run=dry_run) as change:
        record = Reader(change.connection, caller.authority, imported.snapshot.as_of)
        there = at_known_homes(imported.snapshot, homes_by_number(record.nouns("settings")))
        return KeptReturn(
            loaded=() if stays_only else tuple(load_within(service, change, there)),
            past=past,
            learnt=learn_within(change, past),
            doubled=doubled_homes(record.nouns("settings"), record.nouns("places")),
        )
