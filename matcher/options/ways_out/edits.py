"""One change as the engine tries it: what it is, who can make it, and how it is applied to a snapshot."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from matcher.domain.codes import Role
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.rules.changes import ChangeKind

Apply = Callable[[Snapshot], Snapshot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change. `apply` writes it into a snapshot as if it had been made.

    limb         the limb that names it
    key          what tells it apart from others of its kind and limb at the same place
    who          the roles that can make it; one of them, or each where `says` says so
    by           whose part it is by name, where that is known: a worker, whoever answers at the place
    says         a sentence fit for every reader: never another young person's name or facts
    of_person    it changes what is recorded of the young person, and so what is judged at every place
    alone        judging another setting may read it too
    instead      of those with the same word, one only can be so
    """

    kind: ChangeKind
    limb: str
    says: str
    apply: Apply = field(compare=False, repr=False)
    who: tuple[Role, ...] = ()
    by: str = ""
    key: str = ""
    first_night: date | None = None
    leaving: date | None = None
    of_person: bool = False
    alone: bool = False
    instead: str = ""


def applied(snapshot: Snapshot, changes: Sequence[Edit]) -> Snapshot:
    """The snapshot as it would be if all of these were made."""
    for one in changes:
        snapshot = one.apply(snapshot)
    return snapshot


def on_settings(ids: Collection[str], change: Callable[[Setting], Setting]) -> Apply:
    """Changes settings, by id."""
    return lambda whole: replace(whole, settings=tuple(change(one) if one.id in ids else one for one in whole.settings))


def on_rows(ids: Collection[str], change: Callable[[Place], Place]) -> Apply:
    """Changes place rows, by id."""
    return lambda whole: replace(
        whole, places=tuple(change(one) if one.place_id in ids else one for one in whole.places)
    )


def on_people(ids: Collection[str], change: Callable[[YoungPerson], YoungPerson]) -> Apply:
    """Changes young people, by id."""
    return lambda whole: replace(
        whole, young_people=tuple(change(one) if one.id in ids else one for one in whole.young_people)
    )


def on_request(request_id: str, change: Callable[[PlacementRequest], PlacementRequest]) -> Apply:
    """Changes a request."""
    return lambda whole: replace(
        whole,
        placement_requests=tuple(change(one) if one.id == request_id else one for one in whole.placement_requests),
    )


def one_after_another(*steps: Apply) -> Apply:
    """Several steps that are one change."""

    def apply(whole: Snapshot) -> Snapshot:
        for step in steps:
            whole = step(whole)
        return whole

    return apply


def from_night(request: PlacementRequest, first: date) -> PlacementRequest:
    """The same request for a stay that begins on that very night."""
    return replace(request, start_date=first, first_night_latest=None)


def until_day(request: PlacementRequest, leaving: date) -> PlacementRequest:
    """The same request for a stay that ends by that day."""
    latest = request.first_night_latest
    keeps = latest is not None and latest < leaving
    return replace(request, end_date=leaving, first_night_latest=latest if keeps else None)
