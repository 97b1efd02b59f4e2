"""What every piece of a brief's wording stands on: the plan, the person, the people in it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.staff import Worker
from matcher.options.above import above_the_list
from matcher.options.bespoke.comers import Comers
from matcher.options.bespoke.premises import Lawful, Looked
from matcher.options.bespoke.prepared import Window
from matcher.options.bespoke.result import (
    CoverShift,
)
from matcher.options.rank import Ranking
from matcher.options.result import AboveTheList, PlacementOption
from matcher.options.words import Words


@dataclass(frozen=True)
class ToldBase:
    """One brief on its way into words. `place` is the place as judged with the plan; None where no premises are lawful."""

    ranking: Ranking
    looked: Looked
    window: Window
    comers: Comers
    premises: Lawful | None
    place: PlacementOption | None
    cover: Sequence[CoverShift]

    @property
    def person(self) -> YoungPerson:
        """Whom it is for."""
        return self.ranking.judged.asks.people[0]

    @property
    def request(self) -> PlacementRequest:
        """What was asked."""
        return self.ranking.judged.asks.requests[0]

    @cached_property
    def name(self) -> str:
        """What they are called."""
        return Words(self.ranking.judged.pairs, 0, 0).name()

    @cached_property
    def above(self) -> tuple[AboveTheList, ...]:
        """What comes before any placement."""
        return above_the_list(self.ranking.lists)

    @property
    def ask(self) -> str:
        """Who rings round: the manager on call in an emergency."""
        return "the manager on call" if self.request.is_emergency else "the hub manager"

    @property
    def first(self) -> date:
        """The first night."""
        return self.place.first_night if self.place else self.window.first

    @cached_property
    def shifts_of(self) -> dict[str, list[CoverShift]]:
        """Worker -> the shifts they are named on."""
        found: dict[str, list[CoverShift]] = defaultdict(list)
        for shift in self.cover:
            for one in shift.workers:
                found[one.worker_id].append(shift)
        return found

    def worker(self, worker_id: str | None) -> Worker | None:
        """A worker of the record, by id."""
        return self.ranking.judged.frame.index.workers.get(worker_id or "")


def shift_in_words(shift: CoverShift) -> str:
    """Night of Friday 22 May."""
    return f"{shift.shift.value} of {shift.on:%A} {shift.on.day} {shift.on:%B}"


def moment(shift: CoverShift) -> str:
    """When a shift begins: 22:00 on Friday 22 May."""
    return f"{shift.starts_at:%H:%M} on {shift.on:%A} {shift.on.day} {shift.on:%B}"
