"""The ranked options of one request: the engine's main answer."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from matcher import ENGINE_VERSION
from matcher.domain.emergency_core import EMERGENCY_CORE
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.above import above_the_list
from matcher.options.answer import Answer
from matcher.options.emergencies import STAFFING, is_relaxed
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists
from matcher.options.result import Counts, MatchResult, NotChecked, PlacementOption, Says
from matcher.options.words import Words
from matcher.outcomes import ASK, NOT_JUDGED, NOT_MET, PLACE, Bools, Outcomes
from matcher.policy import PolicyBook
from matcher.rules import Kind, is_unverified, protective_slugs, rule_set
from matcher.rules.emergencies import DECLARED, is_declared
from matcher.scoring import PARTS, Shares
from matcher.scoring.model import HALF

SAFE = "what keeps young people safe"
"""Why somebody is kept apart or away is not told apart."""


def rank(snapshot: Snapshot, request_id: str, book: PolicyBook) -> MatchResult:
    """Every place considered for one open request, in exactly one list, with every reason.

    Same snapshot, policy and engine: the same answer, byte for byte. Raises NoSuchRequest.
    """
    return rank_in(make_frame(snapshot, book), request_id)


def rank_in(frame: Frame, request_id: str, most: int | None = None) -> MatchResult:
    """As `rank`, in a frame already made. `most`: the first so many of each list, counts whole."""
    request = frame.request(request_id)
    return Ranking(judge_all(frame, [request]), 0).result(most)


@dataclass(frozen=True)
class Ranking:
    """One judged request on its way to a MatchResult. i is its position in `judged`."""

    judged: Judged
    i: int

    @cached_property
    def lists(self) -> Lists:
        """The lists, as positions."""
        return Lists(self.judged, self.i)

    @cached_property
    def answer(self) -> Answer:
        """Puts places into words."""
        return Answer(self.lists)

    @cached_property
    def counts(self) -> Counts:
        """All nought where the request is referred: no place is considered."""
        lists = self.lists
        if lists.referred:
            return Counts(options=0, needs_approval=0, needs_information=0, excluded=0)
        return Counts(
            options=int(np.count_nonzero(lists.options_rows)),
            needs_approval=int(np.count_nonzero(lists.needs_approval_rows)),
            needs_information=int(np.count_nonzero(lists.needs_information_rows)),
            excluded=int(np.count_nonzero(lists.excluded_rows)),
        )

    @property
    def considered(self) -> int:
        """Place rows considered."""
        counts = self.counts
        return counts.options + counts.needs_approval + counts.needs_information + counts.excluded

    def result(self, most: int | None = None) -> MatchResult:
        """The whole answer; or the first `most` of each list."""
        frame, request = self.judged.frame, self.judged.asks.requests[self.i]
        options, approvals, information = self._listed(most)
        rules = rule_set(frame.policy.day)
        return MatchResult(
            id=_id(frame, request.id, rules),
            request_id=request.id,
            is_emergency=request.is_emergency,
            as_of=frame.snapshot.as_of,
            snapshot_hash=frame.snapshot_hash,
            rule_set=rules,
            policy_version=f"{frame.book.version}-{frame.book.hash[:12]}",
            engine_version=ENGINE_VERSION,
            considered=self.considered,
            counts=self.counts,
            excluded_by_rule=self.excluded_by_rule,
            ask_first=self.ask_first,
            not_checked_here=self.not_checked_here,
            relaxed=self.relaxed,
            says=self.says,
            options=options,
            needs_approval=approvals,
            needs_information=information,
            excluded=() if self.lists.referred else tuple(self.answer.ruled_out(self.lists.excluded(most))),
            referred=self.referred,
            above_the_list=above_the_list(self.lists),
        )

    def _listed(self, most: int | None) -> Iterator[tuple[PlacementOption, ...]]:
        """`options`, `needs_approval` and `needs_information`, put into words together: they share their columns."""
        if self.lists.referred:
            return iter([()] * 3)
        lines = (*self.lists.ranked(most), self.lists.needs_information(most))
        found = iter(self.answer.options([line for each in lines for line in each]))
        return (tuple(islice(found, len(each))) for each in lines)

    @property
    def referred(self) -> tuple[Says, ...]:
        """Why the request belongs with another service, and which."""
        return self._says(self.lists.referred)

    def _says(self, limbs: list[int]) -> tuple[Says, ...]:
        words = Words(self.judged.pairs, self.i, 0)
        found = [self.judged.limbs[at][1] for at in limbs]
        return tuple(
            Says(rule=limb.id, says=words.fill(limb.says), unverified=is_unverified(limb.id)) for limb in found
        )

    @cached_property
    def excluded_by_rule(self) -> dict[str, int]:
        """Rule -> how many of the excluded places it fails at (hard limbs), by rule slug, most first."""
        if self.lists.referred:
            return {}
        hard = self.judged.of_kind(Kind.HARD)
        failing = self.lists.hard_failing & self.lists.excluded_rows
        some = np.flatnonzero(failing.any(axis=1))
        by_rule: dict[str, Bools] = {}
        for at, limb in zip(some.tolist(), hard[some].tolist(), strict=True):
            slug = self.judged.limbs[limb][0].slug
            by_rule[slug] = by_rule[slug] | failing[at] if slug in by_rule else failing[at]
        counted = {slug: int(np.count_nonzero(rows)) for slug, rows in by_rule.items()}
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def ask_first(self) -> tuple[Says, ...]:
        """What the emergency core still lacks; then facts about the person that are not known; each question once."""
        words = Words(self.judged.pairs, self.i, 0)
        asked: dict[str, Says] = {}
        for rule, question in (*self._open_core(), *self._open_limbs(), *self._open_parts()):
            sentence = words.fill(question)
            asked.setdefault(sentence, Says(rule=rule, says=sentence, unverified=is_unverified(rule)))
        return tuple(asked.values())

    def _open_core(self) -> list[tuple[str, str]]:
        """In an emergency: who declared it, where nobody is named; then the required questions without an answer."""
        asks = self.judged.asks
        request, person = asks.requests[self.i], asks.people[self.i]
        if not request.is_emergency:
            return []
        missing = [(f"emergency-core:{one.slug}", one.asks) for one in EMERGENCY_CORE.missing(person, request)]
        return [*([] if is_declared(request) else [(DECLARED.id, DECLARED.says)]), *missing]

    def _open_limbs(self) -> list[tuple[str, str]]:
        """The questions of limbs that wait for a fact about the person; refer limbs last."""
        limbs = [self.judged.limbs[at][1] for at in self._anywhere(ASK)]
        limbs.sort(key=lambda one: one.kind is Kind.REFER)
        return [(one.id, one.asks) for one in limbs if one.asks]

    def _open_parts(self) -> list[tuple[str, str]]:
        """The questions of parts that count half at every place considered."""
        parts = zip(PARTS, self.judged.shares, strict=True)
        return [(part.slug, part.asks) for part, shares in parts if part.asks and self._half_everywhere(shares)]

    def _half_everywhere(self, shares: Shares) -> bool:
        i, rows = self.i, self.lists.considered_rows
        if not self.lists.considered.size or (rows.size and shares.known[i, rows[0]]):  # mostly the first place tells
            return False
        half = ~shares.known[i] & (shares.sure[i] == HALF) & (shares.could[i] == HALF)
        return bool(half[rows].all())

    def _anywhere(self, outcome: int) -> list[int]:
        """The limbs that have this outcome at some place that is listed, or where none is, that was considered."""
        at: list[int] = np.flatnonzero((self._shown_outcomes == outcome).any(axis=1)).tolist()
        return at

    @cached_property
    def _shown_outcomes(self) -> Outcomes:
        """(limbs, rows): of the places that are listed, or where none is, that were considered."""
        lists = self.lists
        rows = lists.listed if lists.listed.size else lists.considered_rows
        return lists.outcomes.take(rows, axis=1)

    @cached_property
    def not_checked_here(self) -> tuple[NotChecked, ...]:
        """Data this authority does not feed, said once."""
        unfed = [self.judged.limbs[at][1] for at in self._anywhere(int(NOT_JUDGED))]
        return tuple(
            NotChecked(rule=limb.id, says=limb.not_checked, who=limb.who, unverified=is_unverified(limb.id))
            for limb in unfed
            if limb.not_checked and not self.lists.referred
        )

    @cached_property
    def relaxed(self) -> tuple[str, ...]:
        """In an emergency: the rules that were judged more widely than for a planned move."""
        if not self.lists.is_emergency or self.lists.referred:
            return ()
        pair, listed = self.judged.pairs, self.lists.considered & ~self.lists.excluded_rows
        terms = (pair.terms_fit[self.i] == NOT_MET) & pair.places.is_foster[0] & listed
        homes = pair.places.is_residential[0] & listed
        slugs = [
            *(("terms-of-approval",) if terms.any() else ()),
            *(STAFFING if homes.any() else ()),
            *self._put_off(listed),
        ]
        return tuple(dict.fromkeys(slugs))

    def _put_off(self, listed: Bools) -> list[str]:
        """Rules with a step that is put off, or a question that keeps no place back, at some listed place."""
        outcomes = self.lists.outcomes[:, listed]
        at_some = {one: (outcomes == one).any(axis=1).tolist() for one in (ASK, PLACE, int(NOT_MET))}
        return [
            rule.slug
            for at, (rule, limb) in enumerate(self.judged.limbs)
            if any(found[at] and is_relaxed(limb, outcome) for outcome, found in at_some.items())
        ]

    @cached_property
    def says(self) -> tuple[str, ...]:
        """How many were considered; and where nothing fits well, that, and what stands nearest."""
        if self.lists.referred:
            return ()
        counts, name = self.counts, Words(self.judged.pairs, self.i, 0).name()
        found = [f"{self.considered} places were considered. {counts.excluded} were ruled out; see why."]
        listed = self.lists.options_rows | self.lists.needs_approval_rows
        good = self.judged.frame.policy.figures.good_fit_points
        if not listed.any():
            found.append(f"We have not found a place for {name} yet. What we tried, and why, is below.")
            found.append(f"A bespoke brief says what could be built round {name}: ask for it. What would change:")
            found += self._nearest
            found += self._escalation
        elif float(self.lists.score.best[listed[self.lists.listed]].max()) < good:
            found.append(f"No place here fits well (under {good:g} points at best). What it would take:")
            found += self._nearest
            found.append(f"A bespoke brief says what could be built round {name}: ask for it.")
        return tuple(found)

    @property
    def _escalation(self) -> list[str]:
        """The police ask for a bed and no lawful place is found: pass it up, with what rules the places out."""
        limb = next((one for _, one in self.judged.limbs if one.id == "pace-bed-tonight:escalate"), None)
        if limb is None or not self.judged.asks.is_pace_transfer[self.i, 0]:
            return []
        rows = {rule: np.count_nonzero(rows & self.lists.excluded_rows) for rule, rows in self._failing_by_rule.items()}
        in_order = sorted(rows.items(), key=lambda item: (-item[1], item[0]))
        by_rule = [f"{n} ruled out by {rule}" for rule, n in in_order if n]
        open_ones = self.counts.needs_information
        reasons = [*by_rule, *([f"{open_ones} not known to be lawful yet"] if open_ones else [])]
        name = Words(self.judged.pairs, self.i, 0).name()
        return [limb.says.format(name=name, reasons=", ".join(reasons) or "no place is on record")]

    @property
    def _nearest(self) -> list[str]:
        """Which single rule stands between the request and how many places."""
        failing = self._failing_by_rule
        alone = sum((rows.astype(np.int32) for rows in failing.values()), np.zeros(len(self.lists.considered))) == 1
        by_rule = {
            rule: int(np.count_nonzero(rows & alone & self.lists.excluded_rows)) for rule, rows in failing.items()
        }
        nearest = [(rule, n) for rule, n in sorted(by_rule.items(), key=lambda item: (-item[1], item[0])) if n][:3]
        return [f"{n} {'place is' if n == 1 else 'places are'} ruled out by {rule} alone." for rule, n in nearest]

    @property
    def _failing_by_rule(self) -> dict[str, Bools]:
        """Rule -> (m,): where it is not met; what keeps young people safe is one rule here."""
        by_rule: dict[str, Bools] = {}
        for at, rows in zip(self.lists.failing_limbs.tolist(), self.lists.failing, strict=True):
            rule, _ = self.judged.limbs[at]
            named = SAFE if rule.slug in protective_slugs() else rule.slug
            by_rule[named] = by_rule[named] | rows if named in by_rule else rows
        return by_rule


def _id(frame: Frame, request_id: str, rules: str) -> str:
    whole = (frame.snapshot_hash, frame.snapshot.as_of.isoformat(), request_id, rules, frame.book.hash, ENGINE_VERSION)
    return hashlib.sha256("|".join(whole).encode()).hexdigest()[:32]
