"""Puts a bespoke brief together: premises, people, nights, what outreach could hold, cost, what is still to be approved."""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

from matcher import ENGINE_VERSION
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Worker
from matcher.frame import Frame, make_frame
from matcher.options.bespoke.asked import lacking
from matcher.options.bespoke.choosing import Choosing, Chosen
from matcher.options.bespoke.costs import Priced
from matcher.options.bespoke.diary import Slot, hours, span, stamps
from matcher.options.bespoke.missing import LAWFUL_AS, what_would_have_to_exist
from matcher.options.bespoke.premises import Lawful, Looked
from matcher.options.bespoke.prepared import window_of
from matcher.options.bespoke.result import (
    BespokeBrief,
    Cost,
    CoverShift,
    OnShift,
    Premises,
    Proof,
)
from matcher.options.bespoke.staff_needed import Needed
from matcher.options.bespoke.told import Told
from matcher.options.judged import judge_all
from matcher.options.rank import Ranking
from matcher.policy import PolicyBook
from matcher.rules import rule_set


def bespoke_brief(snapshot: Snapshot, request_id: str, book: PolicyBook) -> BespokeBrief:
    """What could be built around one young person, from what the snapshot holds. Raises NoSuchRequest.

    Same snapshot, policy and engine: the same brief, byte for byte. It books nothing and decides nothing.
    """
    return bespoke_brief_in(make_frame(snapshot, book), request_id)


def bespoke_brief_in(frame: Frame, request_id: str) -> BespokeBrief:
    """As `bespoke_brief`, in a frame already made."""
    request = frame.request(request_id)
    ranking = Ranking(judge_all(frame, [request]), 0)
    if ranking.referred:
        return _blank(ranking, says=("This request belongs with another service. Ask there first.",))
    return _Making(Choosing(ranking, window_of(frame, request_id))).brief()


def best_case(ranking: Ranking) -> float | None:
    """The best case of the best place that is listed and needs nothing but an approval; None = there is none."""
    lists = ranking.lists
    ranked = (lists.options_rows | lists.needs_approval_rows)[lists.listed]
    return float(lists.score.best[ranked].max()) if ranked.any() else None


def _blank(ranking: Ranking, says: tuple[str, ...]) -> BespokeBrief:
    """What every brief says of itself."""
    frame, request = ranking.judged.frame, ranking.judged.asks.requests[ranking.i]
    best = None if ranking.referred else best_case(ranking)
    good = frame.policy.figures.good_fit_points
    return BespokeBrief(
        id=_id(frame, request.id),
        request_id=request.id,
        is_emergency=request.is_emergency,
        as_of=frame.snapshot.as_of,
        snapshot_hash=frame.snapshot_hash,
        rule_set=rule_set(frame.policy.day),
        policy_version=f"{frame.book.version}-{frame.book.hash[:12]}",
        engine_version=ENGINE_VERSION,
        nothing_fits=not ranking.referred and (best is None or best < good),
        best_score=best,
        says=says,
        referred=ranking.referred,
        ask_first=() if ranking.referred else ranking.ask_first,
        premises=None,
        would_have_to_exist=(),
        nights=None,
        cover=(),
        workers=(),
        key_worker=None,
        known_people=(),
        not_looked_at=(),
        outreach=None,
        cost=None,
        place=None,
        next_steps=(),
        proof=None,
    )


def _id(frame: Frame, request_id: str) -> str:
    whole = (
        "brief",
        frame.snapshot_hash,
        frame.snapshot.as_of.isoformat(),
        request_id,
        rule_set(frame.policy.day),
        frame.book.hash,
        ENGINE_VERSION,
    )
    return hashlib.sha256("|".join(whole).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class _Making:
    """One brief on its way."""

    choosing: Choosing

    @property
    def ranking(self) -> Ranking:
        """The request as it is ranked without a plan."""
        return self.choosing.ranking

    @property
    def looked(self) -> Looked:
        """The premises that were looked at."""
        return self.choosing.looked

    @property
    def chosen(self) -> Chosen:
        """What was put together."""
        return self.choosing.chosen

    def brief(self) -> BespokeBrief:
        """The whole brief."""
        chosen, cover = self.chosen, self.cover
        told = Told(
            self.ranking, self.looked, self.choosing.window, chosen.comers, chosen.premises, chosen.place, cover
        )
        blank = _blank(self.ranking, ())
        missing = () if chosen.premises else what_would_have_to_exist(self.looked)
        return replace(
            blank,
            says=told.says(blank, proved=chosen.composed.proved),
            premises=None if chosen.premises is None else self._premises(chosen.premises, told),
            would_have_to_exist=missing,
            nights=told.nights(),
            cover=cover,
            workers=told.workers(),
            key_worker=told.key_worker(),
            known_people=told.known_people(),
            not_looked_at=told.not_looked_at(),
            outreach=told.outreach(),
            cost=self._cost(),
            place=chosen.place,
            next_steps=told.next_steps(missing),
            proof=Proof.PROVED if chosen.composed.proved else Proof.NOT_PROVED,
            above=tuple(one for one in told.above if one.rule != "outreach-first"),
        )

    @cached_property
    def cover(self) -> tuple[CoverShift, ...]:
        """Every shift that somebody has to come for, in order."""
        composed = self.chosen.composed
        needs = sorted(composed.site.needs.items(), key=lambda item: stamps(item[0]))
        return tuple(self._shift(slot, needed) for slot, needed in needs)

    def _shift(self, slot: Slot, needed: Needed) -> CoverShift:
        on = self.chosen.composed.on.get(slot, ())
        begins, ends = span(slot)
        names = self.workers
        return CoverShift(
            on=slot.on,
            shift=slot.shift,
            starts_at=begins,
            ends_at=ends,
            hours=hours(slot),
            needed=needed.staff,
            workers=tuple(OnShift(worker_id=one.id, name=names[one.id].name, is_bank=one.is_bank) for one in on),
            missing=needed.staff - len(on),
            awake=needed.awake,
            lacking=lacking(needed, on),
        )

    @property
    def workers(self) -> dict[str, Worker]:
        return self.ranking.judged.frame.index.workers

    def _premises(self, premises: Lawful, told: Told) -> Premises:
        kind = self.looked.frame.places.kinds[premises.row]
        return Premises(
            place_id=premises.place_id,
            setting_id=premises.setting.id,
            called=premises.setting.name,
            kind=kind,
            lawful_as=LAWFUL_AS.get(kind) or told.footing(),
            solo=premises.solo,
            beds_kept_free=self._beds_kept_free,
            carers=tuple(one.name for one in premises.setting.carers or () if one.name),
            to_agree=told.to_agree(),
        )

    @property
    def _beds_kept_free(self) -> int:
        """Where the young person has to be the only one: the other beds."""
        premises = self.chosen.premises
        if premises is None or not premises.solo or not self.ranking.judged.asks.people[0].needs_solo:
            return 0
        rows = self.looked.frame.index.rows_of[int(self.looked.frame.places.setting[premises.row])]
        return sum(self.looked.frame.places.rows[row].beds for row in rows) - 1

    def _cost(self) -> Cost:
        premises = self.chosen.premises
        named = {shift.on for shift in self.cover}
        return Priced(
            setting=None if premises is None else premises.setting,
            beds_kept_free=self._beds_kept_free,
            cover=self.cover,
            nights=max(len(named), 1),
            workers=self.workers,
            figures=self.ranking.judged.frame.policy.figures,
        ).cost()
