"""One request's list as it stands today, among the places that are listed: what the questions are asked against."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Setting
from matcher.frame import Frame, make_frame
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists
from matcher.options.sensitivity.order import Order
from matcher.options.words import Words


@dataclass(frozen=True)
class Standing:
    """The lists, and their order. The only request of `lists` is at 0; `whole`: the frame with every place in it."""

    lists: Lists
    whole: Frame

    @cached_property
    def order(self) -> Order:
        """The order of every listed row."""
        return Order(self.lists)

    @property
    def judged(self) -> Judged:
        """What the lists are made from."""
        return self.lists.judged

    @property
    def frame(self) -> Frame:
        """Its columns."""
        return self.judged.frame

    @property
    def request(self) -> PlacementRequest:
        """Whose list it is."""
        return self.judged.asks.requests[0]

    @property
    def person(self) -> YoungPerson:
        """For whom."""
        return self.judged.asks.people[0]

    @cached_property
    def ranked(self) -> list[int]:
        """Positions in `listed`, best first; none where the request belongs with another service."""
        found: list[int] = [] if self.lists.referred else self.order.ranked.tolist()
        return found

    @cached_property
    def waiting(self) -> list[int]:
        """Positions in `listed` of the places that wait for an answer, best first; one of each setting."""
        waits = self.lists.needs_information_rows[self.lists.listed]
        order = np.argsort(self.order.key(self.order.total), kind="stable").tolist()
        return self.best_of_each([at for at in order if waits[at]])

    @cached_property
    def others(self) -> list[int]:
        """The best row of each setting of the one list but for the first one's, best first."""
        return self.best_of_each(self.ranked)[1:]

    def best_of_each(self, positions: list[int]) -> list[int]:
        """The first of each setting: what is learned about it helps its other rows no more."""
        first: dict[str, int] = {}
        for at in positions:
            first.setdefault(self.setting(at).id, at)
        return list(first.values())

    def would_be_first(self, at: int, total: int, *, on_the_list: bool = False) -> bool:
        """Whether one position in `listed` would come first with this total in tenths; `on_the_list`: tonight's."""
        if not self.ranked:
            return True
        order, totals = self.order, self.order.total.copy()
        totals[at] = total
        keys = order.key(totals, on_the_list=at if on_the_list else None)
        return bool(keys[at] < keys[self.ranked[0]])

    def row(self, at: int) -> int:
        """The place row of a position in `listed`."""
        return int(self.lists.listed[at])

    def place_id(self, at: int) -> str:
        """Its id."""
        return self.frame.places.rows[self.row(at)].place_id

    def setting(self, at: int) -> Setting:
        """Its setting."""
        return self.judged.pairs.index.setting_of_row(self.row(at))

    def words(self, at: int) -> Words:
        """Fills sentences about it."""
        return Words(self.judged.pairs, 0, self.row(at))

    def contact(self, at: int) -> str:
        """Whom to ask there."""
        setting = self.setting(at)
        asked = (setting.contact.name if setting.contact else "") or setting.name
        return f"t{asked[1:]}" if asked.startswith("The ") else asked


def standing(frame: Frame, request_id: str) -> Standing:
    """Of one open request. Only what can matter to the listed places is kept: they are judged many times. Raises NoSuchRequest."""
    lists = Lists(judge_all(frame, [frame.request(request_id)]), 0)
    if lists.referred or not lists.listed.size:
        return Standing(lists, frame)
    settings = {frame.places.rows[row].setting_id for row in lists.listed.tolist()}
    part = make_frame(frame.snapshot.part([request_id], settings), frame.book)
    return Standing(Lists(judge_all(part, [part.request(request_id)]), 0), frame)
