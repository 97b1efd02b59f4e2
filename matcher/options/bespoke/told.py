"""What a brief says: what it comes to, nights and handover, what outreach could hold; plain words, about this person only."""

from collections.abc import Iterator
from datetime import timedelta

from matcher.domain.codes import Footing, PlacementState
from matcher.domain.values import is_blank
from matcher.frame.places import footing_of
from matcher.options.bespoke.result import (
    BespokeBrief,
    Nights,
    Outreach,
)
from matcher.options.bespoke.told_base import shift_in_words
from matcher.options.bespoke.told_steps import StepsTold
from matcher.options.result import Says
from matcher.options.words import a_list, day

FOOTINGS = {
    Footing.CHILDRENS_HOME: "a registered children's home for one",
    Footing.SUPPORTED_ACCOMMODATION: "supported accommodation, registered with Ofsted",
    Footing.FOSTER: "a foster home",
    Footing.WITH_PARENTS: "a home with parents",
    Footing.HOLIDAY_OR_ACTIVITY: "a holiday or activity, signed off by legal services, for a few nights only",
    Footing.OWN_HOME_CARE: "care in their own home, signed off by legal services",
}


class Told(StepsTold):
    """One brief in words."""

    def says(self, brief: BespokeBrief, *, proved: bool) -> tuple[str, ...]:
        """What it comes to, in order of weight."""
        lines = [self._why(brief), self._where(), *self._covered()]
        if not proved:
            lines.append("There may be a better plan: the search stopped before it could be sure.")
        return (*lines, "Nobody has been asked, and nothing is booked. A service manager decides.")

    def _why(self, brief: BespokeBrief) -> str:
        if not brief.nothing_fits:
            return f"There are places that fit {self.name}: look at those first."
        if brief.best_score is None:
            return f"We have not found a place for {self.name} yet. This is what could be built instead."
        return f"No place fits {self.name} well: the best reaches {brief.best_score:g} of 100 points at most."

    def _where(self) -> str:
        if self.premises is None or self.place is None:
            return (
                f"No premises on record are lawful for {self.name} on these nights. What would have to exist is said below; "
                "until then nobody may be placed on other premises."
            )
        until = f" until {day(self.place.leaving)}" if self.place.leaving else ""
        alone = ", with nobody else living there" if self.premises.solo else ""
        return f"It could be {self.premises.setting.name}{alone}, from {day(self.place.first_night)}{until}."

    def _covered(self) -> Iterator[str]:
        if not self.cover:
            yield "Nobody has to be found for it besides those who are there."
            return
        short = [shift for shift in self.cover if shift.missing]
        nights = len({shift.on for shift in self.cover})
        many = f"{len(self.cover)} shifts on {nights} {'day' if nights == 1 else 'days'}"
        if short:
            yield f"{many} need somebody to come. For {len(short)} of them nobody was found."
        else:
            yield f"{many} need somebody to come, and each has a name."

    def footing(self) -> str:
        """What a package is lawful as."""
        footing = self.premises and footing_of(self.premises.setting)
        return FOOTINGS[footing] if footing else "what it is registered as"

    def to_agree(self) -> tuple[Says, ...]:
        """What somebody has to agree to about the premises, with who."""
        return tuple(Says(rule=one.rule, says=f"{one.says} Ask {one.who}.") for one in self.agreements())

    def nights(self) -> Nights:
        """The nights, and how the young person comes there."""
        named = max((shift.on for shift in self.cover), default=None)
        return Nights(
            first_night=self.first,
            leaving=self.place.leaving if self.place else self.request.end_date,
            named_until=named and named + timedelta(days=1),
            handover=tuple(self._handover()),
        )

    def _handover(self) -> Iterator[str]:
        where = self._where_now()
        yield f"{self.name} is here now: {where}." if where else f"Where {self.name} is now is not recorded. Ask."
        current = self.worker(self.comers.key_worker_id)
        teller = current.name if current else "Somebody they trust"
        yield f"{teller} tells {self.name} about the plan, and asks what they want, before anybody else is asked to come."
        gap = (self.first - self.ranking.judged.frame.snapshot.today).days
        if self.request.is_emergency or gap < self.ranking.judged.frame.policy.figures.intro_days:
            yield f"There is little time before {day(self.first)}: somebody {self.name} knows goes with them and stays a while."
        else:
            yield f"{self.name} visits, and stays a night, before {day(self.first)}."
        first = next((shift for shift in self.cover if shift.workers), None)
        if first:
            names = a_list([one.name for one in first.workers])
            yield f"{names} {'is' if len(first.workers) == 1 else 'are'} there first: {shift_in_words(first)}."
        if not is_blank(self.request.cannot_wait):
            yield "The request says what cannot wait until morning: read it before the journey."

    def _where_now(self) -> str:
        if not is_blank(self.request.where_now_is):
            return str(self.request.where_now_is).strip().rstrip(".")
        frame, today = self.ranking.judged.frame, self.ranking.judged.frame.snapshot.today
        for stay in frame.index.stays_of.get(self.person.id, []):
            if stay.placement.state is PlacementState.STARTED and stay.first <= today.toordinal() < stay.leaving:
                setting = frame.places.settings[stay.setting]
                return setting.name if setting.for_young_person_id is None else "where they live now"
        return ""

    def outreach(self) -> Outreach:
        """Instead of a placement where there is a home; else how it can go along."""
        line = next((one for one in self.above if one.rule == "outreach-first"), None)
        if line is not None:
            return Outreach(could_hold=True if line.place_id else None, says=(line.says,))
        if self.person.home is None:
            return Outreach(
                could_hold=None, says=(f"No home is on record for {self.name}: ask whether there is one to stay at.",)
            )
        if self.request.homeless:
            return Outreach(could_hold=False, says=(f"{self.name} has no home to stay at now. {self._goes_along}",))
        return Outreach(
            could_hold=False,
            says=(f"Home has been ruled out, so outreach cannot hold instead. {self._goes_along}",),
        )

    @property
    def _goes_along(self) -> str:
        return f"The outreach team can still go on seeing {self.name} where they are: ask the hub manager for hours."
