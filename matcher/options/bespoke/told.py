"""What a brief says: nights, handover, people, outreach, and who does each next thing; plain words, about this person only."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from matcher.domain.codes import Footing, PlacementState, Role
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.staff import Worker
from matcher.domain.values import is_blank
from matcher.frame.places import footing_of
from matcher.options.above import above_the_list
from matcher.options.bespoke.comers import Comers
from matcher.options.bespoke.premises import Lawful, Looked
from matcher.options.bespoke.prepared import Window
from matcher.options.bespoke.result import (
    BespokeBrief,
    CoverShift,
    KeyWorkerInPlan,
    KnownPerson,
    NextStep,
    Nights,
    Outreach,
    WorkerInPlan,
    WouldHaveToExist,
    role_in_words,
)
from matcher.options.rank import Ranking
from matcher.options.result import AboveTheList, PlacementOption, Says
from matcher.options.words import Words, a_list, day
from matcher.rules.g_needs_and_staff import key_workers_for

KEPT = 0.7
"""Of the part's points: agreed, be it a long way."""
FOOTINGS = {
    Footing.CHILDRENS_HOME: "a registered children's home for one",
    Footing.SUPPORTED_ACCOMMODATION: "supported accommodation, registered with Ofsted",
    Footing.FOSTER: "a foster home",
    Footing.WITH_PARENTS: "a home with parents",
    Footing.HOLIDAY_OR_ACTIVITY: "a holiday or activity, signed off by legal services, for a few nights only",
    Footing.OWN_HOME_CARE: "care in their own home, signed off by legal services",
}
FEW = 6
"""Shifts that one sentence names."""


@dataclass(frozen=True)
class Told:
    """One brief in words. `place` is the place as judged with the plan; None where no premises are lawful."""

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

    # what it says first

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

    # where

    def footing(self) -> str:
        """What a package is lawful as."""
        footing = self.premises and footing_of(self.premises.setting)
        return FOOTINGS[footing] if footing else "what it is registered as"

    def to_agree(self) -> tuple[Says, ...]:
        """What somebody has to agree to about the premises, with who."""
        return tuple(Says(rule=one.rule, says=f"{one.says} Ask {one.who}.") for one in self._agreements())

    def _agreements(self) -> Iterator[NextStep]:
        if self.premises is None:
            return
        setting, manager = self.premises.setting, "the home's manager"
        if setting.id in self.looked.ready.from_others:
            yield NextStep(
                who="the service manager",
                says=f"Agree that {setting.name} may be used for {self.name}. It stands empty on these nights.",
                rule="bespoke-registration-clear",
            )
        if setting.id in self.looked.ready.reopened:
            yield NextStep(
                who=manager,
                says=f"Open the nights from {day(self.window.first)} to {day(self.window.leaving)} again. They are closed for "
                "want of staff, and with the people named here every shift is covered.",
                rule="usable-vacancy",
            )
        if self.premises.solo and self.person.needs_solo:
            yield NextStep(
                who=manager,
                says=f"Keep every other bed free while {self.name} lives there.",
                rule="solo-or-shared",
            )

    # when

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
        current = self._worker(self.comers.key_worker_id)
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

    # who

    @cached_property
    def _shifts_of(self) -> dict[str, list[CoverShift]]:
        found: dict[str, list[CoverShift]] = defaultdict(list)
        for shift in self.cover:
            for one in shift.workers:
                found[one.worker_id].append(shift)
        return found

    def _worker(self, worker_id: str | None) -> Worker | None:
        return self.ranking.judged.frame.index.workers.get(worker_id or "")

    def workers(self) -> tuple[WorkerInPlan, ...]:
        """Everybody who is named, those to ask first at the top."""
        return tuple(self._in_plan(one) for one in self.comers.workers if one.id in self._shifts_of)

    def _in_plan(self, one: Worker) -> WorkerInPlan:
        shifts = self._shifts_of[one.id]
        minutes = None if self.premises is None else self.comers.minutes[one.id, self.premises.setting.id][0]
        return WorkerInPlan(
            worker_id=one.id,
            name=one.name,
            is_bank=one.is_bank,
            is_key_worker=one.id == self.comers.key_worker_id,
            knows=self.comers.known.get(one.id),
            minutes=minutes,
            response_minutes=one.response_minutes if one.is_bank else None,
            shifts=len(shifts),
            hours=sum(shift.hours for shift in shifts),
            says=self._asked(one, shifts, minutes),
        )

    def _asked(self, one: Worker, shifts: list[CoverShift], minutes: int | None) -> str:
        hours = sum(shift.hours for shift in shifts)
        said = [f"{'Bank' if one.is_bank else 'Contracted'}, {hours:g} hours."]
        if one.id in self.comers.known:
            said.append(f"{self.name} knows them.")
        if minutes is not None:
            said.append(f"About {minutes} minutes by car.")
        elif self.premises is not None:
            said.append("How far it is for them is not known.")
        if one.hours_a_week is None:
            said.append("The hours they are contracted for are not recorded: ask." if not one.is_bank else "")
        return " ".join(each for each in said if each)

    def key_worker(self) -> KeyWorkerInPlan:
        """The key worker they have, where that can go on; else who has room."""
        current = self._worker(self.comers.key_worker_id)
        if self.comers.key_worker_id is not None:
            if current is None:
                return KeyWorkerInPlan(
                    worker_id=self.comers.key_worker_id,
                    name=None,
                    kept=False,
                    says="The key worker works elsewhere. Ask whether they can go on.",
                )
            part = next((one for one in self.place.parts if one.slug == "key-worker-continuity"), None) if self.place else None
            kept = part is not None and part.points >= KEPT * part.out_of - 0.05
            says = part.because if part else f"Ask {current.name} about going on."
            return KeyWorkerInPlan(worker_id=current.id, name=current.name, kept=kept, says=says)
        pairs = self.looked.lists.judged.pairs
        found = next(iter(key_workers_for(pairs, 0, self.first)), None)
        if found is None:
            return KeyWorkerInPlan(
                worker_id=None, name=None, kept=False, says="There is no key worker yet, and nobody with room is on record."
            )
        return KeyWorkerInPlan(
            worker_id=found.id,
            name=found.name,
            kept=False,
            says=f"There is no key worker yet. {found.name} has the most room: ask whether they would like to work with "
            f"{self.name}.",
        )

    def known_people(self) -> tuple[KnownPerson, ...]:
        """Workers and carers the young person knows, the best known first."""
        carers = {
            one.id: (one.name, setting.name)
            for setting in self.ranking.judged.frame.snapshot.settings
            for one in setting.carers or ()
            if one.name and setting.for_young_person_id in {None, self.person.id}
        }
        found = []
        for person_id, depth in self.comers.known.items():
            worker = self._worker(person_id)
            if worker is not None:
                found.append(KnownPerson(person_id=person_id, name=worker.name, depth=depth, says=self._could(worker)))
            elif person_id in carers:
                name, home = carers[person_id]
                says = f"A carer at {home}. Ask {name} what they could be to {self.name} now: a visit, a night, a place."
                found.append(KnownPerson(person_id=person_id, name=name, depth=depth, says=says))
        order = list(type(found[0].depth)) if found else []
        return tuple(sorted(found, key=lambda one: (order.index(one.depth), one.person_id)))

    def _could(self, worker: Worker) -> str:
        shifts = len(self._shifts_of.get(worker.id, ()))
        if shifts:
            return f"Named on {shifts} {'shift' if shifts == 1 else 'shifts'} here."
        return "Not named here. Ask whether they could visit, or ring."

    def not_looked_at(self) -> tuple[str, ...]:
        """Whose diaries the record does not tell, by where they work, and whom to ask."""
        frame = self.ranking.judged.frame
        if frame.snapshot.workers is None:
            return ("Nobody has recorded who works here. Ask the hub manager who could come.",)
        names = {one.id: one.name for one in frame.snapshot.settings if one.for_young_person_id is None}
        said = []
        for base, many in sorted(self.comers.untold.items(), key=lambda item: item[0] or ""):
            where = names.get(base or "")
            who = f"{many} {'worker' if many == 1 else 'workers'}" + (f" of {where}" if where else "")
            ask = f"Ask the manager of {where}." if where else "Ask them."
            said.append(f"When {who} could come is not on record. {ask}")
        return tuple(said)

    # what outreach could hold

    def outreach(self) -> Outreach:
        """Instead of a placement where there is a home; else how it can go along."""
        line = next((one for one in self.above if one.rule == "outreach-first"), None)
        if line is not None:
            return Outreach(could_hold=True if line.place_id else None, says=(line.says,))
        if self.person.home is None:
            return Outreach(could_hold=None, says=(f"No home is on record for {self.name}: ask whether there is one to stay at.",))
        if self.request.homeless:
            return Outreach(could_hold=False, says=(f"{self.name} has no home to stay at now. {self._goes_along}",))
        return Outreach(
            could_hold=False,
            says=(f"Home has been ruled out, so outreach cannot hold instead. {self._goes_along}",),
        )

    @property
    def _goes_along(self) -> str:
        return f"The outreach team can still go on seeing {self.name} where they are: ask the hub manager for hours."

    # who does what

    def next_steps(self, missing: Sequence[WouldHaveToExist]) -> tuple[NextStep, ...]:
        """In the order in which a person would take them."""
        steps = [*self._lawful_first(missing), *self._agreements(), *self._find(), *self._ring()]
        if self.place:
            steps += self._of_the_rules(self.place)
        return (*steps, *self._afterwards())

    def _lawful_first(self, missing: Sequence[WouldHaveToExist]) -> Iterator[NextStep]:
        for one in missing:
            if one.setting_id is None:
                yield NextStep(who=one.who, says=one.says, rule=one.rule, due="first of all")

    def _find(self) -> Iterator[NextStep]:
        short = [shift for shift in self.cover if shift.missing]
        if short:
            told = "; ".join(f"{shift_in_words(one)} ({one.missing})" for one in short[:FEW])
            more = f"; and {len(short) - FEW} more in the table" if len(short) > FEW else ""
            yield NextStep(who=self.ask, says=f"Find somebody for: {told}{more}.", rule="staff-ratio")
        lacking = [shift for shift in self.cover if shift.lacking]
        if lacking:
            told = "; ".join(f"{shift_in_words(one)} ({a_list(list(one.lacking))})" for one in lacking[:FEW])
            more = f"; and {len(lacking) - FEW} more in the table" if len(lacking) > FEW else ""
            yield NextStep(who=self.ask, says=f"Find somebody who brings what is missing: {told}{more}.")

    def _ring(self) -> Iterator[NextStep]:
        for one in self.workers():
            shifts = self._shifts_of[one.worker_id]
            told = ", ".join(map(shift_in_words, shifts[:FEW]))
            more = f" and {len(shifts) - FEW} more in the table" if len(shifts) > FEW else ""
            yield NextStep(who=self.ask, says=f"Ask {one.name} to come: {told}{more}.", due=f"before {moment(shifts[0])}")

    def _of_the_rules(self, place: PlacementOption) -> Iterator[NextStep]:
        for approval in place.approvals:
            yield NextStep(who=role_in_words(approval.roles), says=f"Decide: {approval.says}", rule=approval.rule)
        for question in place.questions:
            yield NextStep(who=f"ask {question.ask_whom}", says=question.says, rule=question.rule)
        for step in place.before_confirming:
            yield NextStep(who=role_in_words(step.who), says=step.says, due=step.due, rule=step.rule)

    def _afterwards(self) -> Iterator[NextStep]:
        named = max((shift.on for shift in self.cover), default=None)
        ends = self.place.leaving if self.place else self.request.end_date
        if named is not None and (ends is None or ends > named + timedelta(days=1)):
            after = named + timedelta(days=1)
            yield NextStep(
                who=self.ask,
                says=f"Write the rota from {day(after)} on: nobody is named here after that.",
                due=f"by {day(after)}",
            )
        yield NextStep(
            who=role_in_words((Role.SOCIAL_WORKER,)),
            says=f"Go through this with {self.name}, and write down what they say.",
            due="before anybody confirms",
            rule="wishes-recorded",
        )


def shift_in_words(shift: CoverShift) -> str:
    """Night of Friday 22 May."""
    return f"{shift.shift.value} of {shift.on:%A} {shift.on.day} {shift.on:%B}"


def moment(shift: CoverShift) -> str:
    """When a shift begins: 22:00 on Friday 22 May."""
    return f"{shift.starts_at:%H:%M} on {shift.on:%A} {shift.on.day} {shift.on:%B}"
