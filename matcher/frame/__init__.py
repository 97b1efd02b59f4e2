"""Snapshot and ledger -> the columns that rules and scores read: Asks (n, 1), Places (1, m), Pairs (n, m)."""

from collections.abc import Sequence
from functools import cached_property

from matcher.domain.errors import NoSuchRequest
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot, content_hash
from matcher.frame.asks import Asks
from matcher.frame.index import Index
from matcher.frame.pairs import Pairs
from matcher.frame.places import Places
from matcher.frame.residents import Residents
from matcher.frame.staffing import Staffing
from matcher.ledger import make_ledger
from matcher.policy import Policy, PolicyBook

__all__ = ["Asks", "Frame", "Index", "Pairs", "Places", "Residents", "make_frame"]


class Frame:
    """One snapshot's columns under one policy. Reusable for any number of its requests."""

    def __init__(self, snapshot: Snapshot, book: PolicyBook) -> None:
        self.snapshot, self.book = snapshot, book
        self.policy: Policy = book.on(snapshot.today)
        self.index = Index(snapshot, make_ledger(snapshot))
        self.places = Places(self.index, self.policy)

    @cached_property
    def snapshot_hash(self) -> str:
        """The snapshot's content hash."""
        return content_hash(self.snapshot)

    @cached_property
    def residents(self) -> Residents:
        """Who lives where; shared by every request."""
        return Residents(self.places)

    @cached_property
    def staffing(self) -> Staffing:
        """The rotas of the homes whose rota this authority holds."""
        return Staffing(self.places)

    @cached_property
    def requests(self) -> dict[str, PlacementRequest]:
        """The open requests, by id."""
        return {request.id: request for request in self.snapshot.placement_requests if request.is_open}

    def request(self, request_id: str) -> PlacementRequest:
        """One open request. Raises NoSuchRequest."""
        try:
            return self.requests[request_id]
        except KeyError:
            raise NoSuchRequest("there is no open placement request with this id in the snapshot") from None

    def asking(
        self, requests: Sequence[PlacementRequest], people: Sequence[YoungPerson] | None = None
    ) -> tuple[Asks, Pairs]:
        """The columns of some requests against every place row; of `people` where they might turn out otherwise."""
        asks = Asks(self.index, requests, self.policy, people)
        return asks, Pairs(asks, self.places, self.residents, self.staffing)


def make_frame(snapshot: Snapshot, book: PolicyBook) -> Frame:
    """The frame of a snapshot."""
    return Frame(snapshot, book)
