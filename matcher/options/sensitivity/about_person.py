"""Which questions about the young person could change the first place: every possible answer is judged and ranked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from matcher.domain.people import YoungPerson
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.options.sensitivity.facing import Facing, Possible, Question
from matcher.options.sensitivity.found import Found, Outcome
from matcher.options.sensitivity.order import tenths
from matcher.options.sensitivity.questions import AGE, QUESTIONS
from matcher.options.sensitivity.standing import Standing
from matcher.scoring import ADJUSTMENTS, PARTS

NEAREST = (0, 3, 12, None)
"""The other places are tried nearest first, in so many batches."""
SEVERAL = 4
"""An adjustment may count more than once: for each of several needs."""


@dataclass(frozen=True)
class AboutPerson:
    """Searches one standing list that has a first place."""

    standing: Standing

    def found(self) -> list[Found]:
        """The questions with an answer that puts another place first, in the order of QUESTIONS."""
        found: dict[str, Found] = {}
        for begin, end in pairwise(NEAREST):
            tries = [
                (question, one)
                for question in QUESTIONS
                if question.slug not in found
                for one in self._possible(question, begin or 0, end)
            ]
            for one in self._judged(tries):
                found[one.slug] = one
        return sorted(found.values(), key=lambda one: [question.slug for question in QUESTIONS].index(one.slug))

    def _possible(self, question: Question, begin: int, end: int | None) -> list[Possible]:
        """Each possible answer once."""
        others = self._others(question)[begin:end]
        each = {one.person: one for at in others for one in question.answers(self._facing(question, at))}
        return list(each.values())

    def _others(self, question: Question) -> list[int]:
        """One row of each other setting that could come to have more by this fact alone, nearest first."""
        first = self.standing.ranked[0]
        if question is AGE:
            return [first]
        return [at for at in self.standing.others if self._could_pass(question.slug, at, first)]

    def _could_pass(self, slug: str, at: int, first: int) -> bool:
        order = self.standing.order
        if order.before[at] != order.before[first]:
            return False
        return bool(order.total[at] + self._rise(slug, at) >= order.total[first] - self._fall(slug, first))

    def _rise(self, slug: str, at: int) -> int:
        """The most tenths that a fact of this part could bring."""
        weight, shares = self._shares[slug]
        if weight > 0:
            return round(10 * weight * (1 - shares[at])) + 1
        return round(-10 * weight * shares[at]) + 1

    def _fall(self, slug: str, at: int) -> int:
        """The most tenths that it could take."""
        weight, shares = self._shares[slug]
        if slug not in PART_SLUGS:
            return round(10 * abs(weight) * SEVERAL) + 1
        return round(10 * weight * shares[at]) + 1

    @cached_property
    def _shares(self) -> dict[str, tuple[float, list[float]]]:
        """Slug -> points, and the share at each listed row."""
        score, policy = self.standing.lists.score, self.standing.frame.policy
        parts = {
            part.slug: (getattr(policy.weights, part.weight), share.tolist())
            for part, share in zip(PARTS, score.parts.sure, strict=True)
        }
        return parts | {
            one.slug: (getattr(policy.adjustments, one.weight), share.tolist())
            for one, share in zip(ADJUSTMENTS, score.adjusted.sure, strict=True)
        }

    @cached_property
    def _known(self) -> dict[str, list[bool]]:
        score = self.standing.lists.score
        parts = {part.slug: known.tolist() for part, known in zip(PARTS, score.parts.known, strict=True)}
        return parts | {one.slug: known.tolist() for one, known in zip(ADJUSTMENTS, score.adjusted.known, strict=True)}

    def _facing(self, question: Question, at: int) -> Facing:
        standing, first = self.standing, self.standing.ranked[0]
        known = self._known.get(question.slug, [])
        return Facing(
            index=standing.judged.pairs.index,
            person=standing.person,
            first=standing.setting(first),
            other=standing.setting(at),
            known_here=bool(known) and known[at],
            known_first=bool(known) and known[first],
        )

    def _judged(self, tries: list[tuple[Question, Possible]]) -> Iterator[Found]:
        """Of each question that has one: every answer tried that puts another place first."""
        outcomes: dict[str, list[Outcome]] = {}
        for (question, possible), lists in zip(tries, self._lists([one for _, one in tries]), strict=True):
            if not lists.referred and (outcome := self._outcome(lists, possible)) is not None:
                outcomes.setdefault(question.slug, []).append(outcome)
        for question, _ in tries:
            if question.slug in outcomes:
                yield Found.about_person(self.standing, question, outcomes.pop(question.slug))

    def _lists(self, tries: list[Possible]) -> list[Lists]:
        """What each answer would make of the lists: all are judged together.

        Another age can let places in that are ruled out today: those answers are judged at every place.
        """
        standing, found = self.standing, dict[YoungPerson, Lists]()
        for frame, same_age in ((standing.frame, True), (standing.whole, False)):
            people = [
                one.person for one in tries if (one.person.date_of_birth == standing.person.date_of_birth) is same_age
            ]
            if people:
                judged = judge_all(frame, [standing.request] * len(people), people)
                found |= {who: Lists(judged, i) for i, who in enumerate(people)}
        return [found[one.person] for one in tries]

    def _outcome(self, lists: Lists, possible: Possible) -> Outcome | None:
        """Another first place, or none; None = the same."""
        rows = lists.judged.frame.places.rows
        now = next((line.row for lines in lists.ranked(1) for line in lines if line.rank == 1), None)
        first = self.standing.place_id(self.standing.ranked[0])
        if now is None:
            return Outcome(possible, None, "", None)
        if rows[now].place_id == first:
            return None
        name = lists.judged.pairs.index.setting_of_row(now).name
        return Outcome(possible, rows[now].place_id, name, self._lead(lists, first, now))

    def _lead(self, lists: Lists, first: str, now: int) -> int | None:
        """By how many tenths the new first place leads the old one; None = the old one is no longer on the list."""
        rows, listed = lists.judged.frame.places.rows, lists.listed.tolist()
        total = tenths(lists.score.total)
        old = next((at for at, row in enumerate(listed) if rows[row].place_id == first), None)
        if old is None or lists.needs_information_rows[listed[old]]:
            return None
        return int(total[listed.index(now)] - total[old])


PART_SLUGS = frozenset(part.slug for part in PARTS)
