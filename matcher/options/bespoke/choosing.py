"""Which premises and which people: the composer's best plan that the rule book does not rule out with its people in place."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from matcher.frame.staffing import SHIFTS
from matcher.options.bespoke.asked import Composition, Question, Site
from matcher.options.bespoke.comers import Comers
from matcher.options.bespoke.compose import compose
from matcher.options.bespoke.diary import Diary, Slot, stamps
from matcher.options.bespoke.placed import Plan
from matcher.options.bespoke.premises import Lawful, Looked
from matcher.options.bespoke.prepared import Prepared, Window, frame_of, prepared
from matcher.options.bespoke.staff_needed import alone
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.options.rank import Ranking
from matcher.options.result import PlacementOption

HUNDREDTHS = 100
NO_SITE = ""
"""Where no premises are lawful: who could look after one young person alone, wherever that may be."""


@dataclass(frozen=True)
class Chosen:
    """What was put together. `premises` and `place` None: no premises are lawful, and only who could come is told."""

    premises: Lawful | None
    composed: Composition
    comers: Comers
    place: PlacementOption | None


@dataclass(frozen=True)
class Choosing:
    """One brief's choice on its way."""

    ranking: Ranking
    window: Window

    @cached_property
    def ready(self) -> Prepared:
        """The record with what could be agreed about empty premises."""
        frame = self.ranking.judged.frame
        return prepared(frame, self.ranking.judged.asks.requests[0].id, self.window)

    @cached_property
    def looked(self) -> Looked:
        """The premises, in the prepared record."""
        frame = frame_of(self.ranking.judged.frame, self.ready)
        if frame is self.ranking.judged.frame:
            return Looked(self.ranking.lists, self.ready, self.window)
        judged = judge_all(frame, [frame.request(self.ranking.judged.asks.requests[0].id)])
        return Looked(Lists(judged, 0), self.ready, self.window)

    @cached_property
    def diary(self) -> Diary:
        """Who could come, and when."""
        judged = self.ranking.judged
        return Diary(judged.frame.snapshot, judged.asks.people[0], judged.frame.policy)

    @cached_property
    def chosen(self) -> Chosen:
        """The best plan that the rule book does not rule out with its people in place."""
        lawful = self.looked.lawful()
        while lawful:
            found = self._choose(lawful)
            if found is None:
                break
            if found.place is not None:
                return found
            lawful = [one for one in lawful if found.premises and one.place_id != found.premises.place_id]
        return self._nowhere()

    def _choose(self, lawful: list[Lawful]) -> Chosen | None:
        slots = sorted({slot for one in lawful for slot in one.needs}, key=stamps)
        comers = Comers(self.diary, self.looked.lists.judged.pairs, 0, lawful, slots)
        composed = compose(self._question([_site(one) for one in lawful], comers))
        if composed is None:
            return None
        premises = next(one for one in lawful if one.place_id == composed.site.id)
        plan = Plan(
            frame=self.looked.frame,
            request=self.ranking.judged.asks.requests[0],
            setting=premises.setting,
            place_id=premises.place_id,
            composed=composed,
            solo=premises.solo,
        )
        return Chosen(premises, composed, comers, plan.judged())

    def _nowhere(self) -> Chosen:
        """Who could look after one young person alone on these nights."""
        asks = self.ranking.judged.asks
        now = self.ranking.judged.frame.snapshot.as_of.timestamp()
        days = (self.window.leaving - self.window.first).days
        nights = [self.window.first + timedelta(days=n) for n in range(days)]
        needs = {
            slot: alone(asks.people[0], asks.requests[0], s)
            for on in nights
            for s, shift in enumerate(SHIFTS)
            if stamps(slot := Slot(on, shift))[0] >= now
        }
        site = Site(id=NO_SITE, needs=needs)
        comers = Comers(self.diary, self.looked.lists.judged.pairs, 0, (), sorted(needs, key=stamps))
        composed = compose(self._question([site], comers)) or Composition(site, {}, proved=False)
        return Chosen(None, composed, comers, None)

    def _question(self, sites: list[Site], comers: Comers) -> Question:
        figures = self.ranking.judged.frame.policy.figures
        return Question(
            sites=sites,
            comers=comers.every,
            rest=figures.shift_rest_hours,
            bank_price=round(HUNDREDTHS * figures.bank_hour_points),
        )


def _site(one: Lawful) -> Site:
    return Site(
        id=one.place_id,
        needs=one.needs,
        first_in_law=one.family,
        open=one.open,
        points=one.points,
        whole=one.whole,
    )
