"""Everything found about one place for one request: the starting point of its words."""

from datetime import date
from functools import cached_property

import numpy as np

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

    @cached_property
    def words(self) -> Words:
        """Placeholders for this pair."""
        return Words(self.pair, self.i, self.row)

    @cached_property
    def setting(self) -> Setting:
        """The place's setting."""
        return self.pair.index.setting_of_row(self.row)

    @cached_property
    def first(self) -> date:
        """First judged night."""
        return date.fromordinal(int(self.pair.first[self.i, self.row]))

    @cached_property
    def findings(self) -> list[tuple[Limb, int]]:
        """The limbs that are not met, not known or not judged, with their raw outcome, in the book's order."""
        column = self.lists.outcomes[:, self.row]
        return [(self.judged.limbs[at][1], int(column[at])) for at in np.flatnonzero(column).tolist()]

    def of_kind(self, *kinds: Kind) -> list[tuple[Limb, int]]:
        """The findings of some kinds of limb."""
        return [(limb, outcome) for limb, outcome in self.findings if limb.kind in kinds]

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
