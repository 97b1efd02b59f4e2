"""Everything found about one place for one request: the starting point of its words."""

from datetime import date
from functools import cached_property

from matcher.domain.settings import Setting
from matcher.frame import Pairs
from matcher.options.lists import Lists
from matcher.options.words import Words
from matcher.rules import Kind, Limb


class Found:
    """One row of one request's lists."""

    def __init__(self, lists: Lists, row: int) -> None:
        self.lists, self.row, self.i = lists, row, lists.i
        self.judged = lists.judged
        self.pair: Pairs = lists.judged.pairs
        self.words = Words(self.pair, self.i, row)
        self.setting: Setting = self.pair.index.setting_of_row(row)
        self.first = date.fromordinal(self.pair.first[self.i, row].item())
        limbs = self.judged.limbs
        column = lists.outcomes[:, row].tolist()
        self.findings: list[tuple[int, Limb, int]] = [
            (at, limbs[at][1], outcome) for at, outcome in enumerate(column) if outcome
        ]
        """Position, limb and raw outcome of the limbs that are not met, not known or not judged, in the book's order."""

    def of_kind(self, *kinds: Kind) -> list[tuple[Limb, int]]:
        """The findings of some kinds of limb."""
        return [(limb, outcome) for _, limb, outcome in self.findings if limb.kind in kinds]

    def says(self, limb: Limb, outcome: int) -> str:
        """The sentence that goes with an outcome (in the order of `Outcome`)."""
        sentences = (limb.says, limb.not_checked, limb.asks, limb.rings, limb.says)
        return (sentences[outcome] or limb.says).format_map(self.words)

    @cached_property
    def later_absences(self) -> list[date]:
        """First nights of the carer's absences that begin after the settling nights."""
        calendar, pair = self.setting.availability, self.pair
        if calendar is None or not calendar.absences or not pair.places.is_household[0, self.row]:
            return []
        first = int(pair.first[self.i, self.row]) + pair.policy.figures.carer_settle_nights
        end = int(pair.presence_end[self.i, self.row])
        return [one.first_night for one in calendar.absences if first <= one.first_night.toordinal() < end]
