"""Who comes, who the key worker is, whom the young person knows, and whose diaries are not on record."""

from collections.abc import Iterator

from matcher.domain.staff import Worker
from matcher.options.bespoke.result import (
    CoverShift,
    KeyWorkerInPlan,
    KnownPerson,
    WorkerInPlan,
)
from matcher.options.bespoke.told_base import ToldBase
from matcher.rules.g_needs_and_staff import key_workers_for

KEPT = 0.7
"""Of the part's points: agreed, be it a long way."""
A_HAIR = 0.05


class PeopleTold(ToldBase):
    """The people of a brief."""

    def workers(self) -> tuple[WorkerInPlan, ...]:
        """Everybody who is named, those to ask first at the top."""
        return tuple(self._in_plan(one) for one in self.comers.workers if one.id in self.shifts_of)

    def _in_plan(self, one: Worker) -> WorkerInPlan:
        shifts = self.shifts_of[one.id]
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
        current = self.worker(self.comers.key_worker_id)
        if self.comers.key_worker_id is not None:
            if current is None:
                return KeyWorkerInPlan(
                    worker_id=self.comers.key_worker_id,
                    name=None,
                    kept=False,
                    says="The key worker works elsewhere. Ask whether they can go on.",
                )
            part = (
                next((one for one in self.place.parts if one.slug == "key-worker-continuity"), None)
                if self.place
                else None
            )
            kept = part is not None and part.points >= KEPT * part.out_of - A_HAIR
            says = part.because if part else f"Ask {current.name} about going on."
            return KeyWorkerInPlan(worker_id=current.id, name=current.name, kept=kept, says=says)
        pairs = self.looked.lists.judged.pairs
        found = next(iter(key_workers_for(pairs, 0, self.first)), None)
        if found is None:
            return KeyWorkerInPlan(
                worker_id=None,
                name=None,
                kept=False,
                says="There is no key worker yet, and nobody with room is on record.",
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
            worker = self.worker(person_id)
            if worker is not None:
                found.append(KnownPerson(person_id=person_id, name=worker.name, depth=depth, says=self._could(worker)))
            elif person_id in carers:
                name, home = carers[person_id]
                says = (
                    f"A carer at {home}. Ask {name} what they could be to {self.name} now: a visit, a night, a place."
                )
                found.append(KnownPerson(person_id=person_id, name=name, depth=depth, says=says))
        order = list(type(found[0].depth)) if found else []
        return tuple(sorted(found, key=lambda one: (order.index(one.depth), one.person_id)))

    def _could(self, worker: Worker) -> str:
        shifts = len(self.shifts_of.get(worker.id, ()))
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
        return (*said, *self._too_far())

    def _too_far(self) -> Iterator[str]:
        """Those who are free, but not in reach of the premises in an hour or so."""
        if self.premises is None:
            return
        far = sum(one.within is not None and self.premises.place_id not in one.within for one in self.comers.every)
        if far:
            most = self.ranking.judged.frame.policy.figures.key_worker_travel_minutes
            who = "1 worker is" if far == 1 else f"{far} workers are"
            yield f"{who} free on some of these shifts, but more than {most} minutes away by car. Ask whether they would come."
