"""Everything found about the places that are shown, for one request: the starting point of their words."""

from collections import defaultdict
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import SettingKind
from matcher.domain.settings import Setting
from matcher.frame import Pairs
from matcher.options.judged import Judged
from matcher.options.lists import Lists
from matcher.options.result import BeforeConfirming
from matcher.options.words import Words
from matcher.outcomes import ASK, MET, NOT_JUDGED, Bools, Outcome, Outcomes
from matcher.rules import Kind, Limb, Rule, limbs_in_force

OUTCOMES = len(Outcome)
Finding: TypeAlias = tuple[int, Limb, int]
"""Position, limb and raw outcome."""
Alike: TypeAlias = tuple[int, int, SettingKind | str]
"""Ask, first night and kind: with the same of these, the same people do the same things by the same days."""
KeptSteps: TypeAlias = dict[int, BeforeConfirming]
"""By place in `Possible.findings`."""


class Numbers(NamedTuple):
    """What an option shows of the columns, as plain values; NaN = not known, FAR = no planned end."""

    setting: int
    first: int
    leaving: int
    miles: float
    recorded: bool
    home: float
    school: float
    school_recorded: bool
    now: float
    against_but_known: bool


class Found:
    """One row of one request's lists."""

    def __init__(self, lists: Lists, row: int, numbers: Numbers) -> None:
        self.lists, self.row, self.i = lists, row, lists.i
        self.numbers = numbers
        self.judged = lists.judged
        self.is_emergency = lists.is_emergency
        self.pair: Pairs = lists.judged.pairs
        self.words = Words(self.pair, self.i, row)
        self.setting: Setting = self.pair.places.settings[numbers.setting]
        self.first = date.fromordinal(numbers.first)
        self.later_absences = self._later_absences()
        self.findings: list[Finding] = []
        """Of the limbs that are not met, not known or not judged, in the book's order."""
        self.possible_steps: frozenset[int] = frozenset()
        """What of everything that can be found is done before anyone confirms (`Possible.steps`)."""
        self.kept_steps: dict[Alike, KeptSteps] = {}
        """Shared by all that are found together."""
        self.of_kind: dict[Kind, list[Finding]] = defaultdict(list)
        """The findings of each kind of limb."""

    def says(self, limb: Limb, outcome: int) -> str:
        """The sentence that goes with an outcome."""
        return self.words.fill(sentence_of(limb, outcome))

    def _later_absences(self) -> list[date]:
        """First nights of the carer's absences that begin after the settling nights."""
        calendar, pair = self.setting.availability, self.pair
        if calendar is None or not calendar.absences or not pair.places.is_household[0, self.row]:
            return []
        first = self.numbers.first + pair.policy.figures.carer_settle_nights
        end = int(pair.presence_end[self.i, self.row])
        return [one.first_night for one in calendar.absences if first <= one.first_night.toordinal() < end]


def sentence_of(limb: Limb, outcome: int) -> str:
    """A limb's sentence for an outcome (in the order of `Outcome`)."""
    return (limb.says, limb.not_checked, limb.asks, limb.rings, limb.says)[outcome] or limb.says


def find(lists: Lists, rows: NDArray[np.intp]) -> list[Found]:
    """Everything found about some rows; every column is read once for all of them."""
    found = [Found(lists, row, numbers) for row, numbers in zip(rows.tolist(), _numbers(lists, rows), strict=True)]
    outcomes = lists.outcomes[:, rows].T
    which, limbs = _worth_words(lists, outcomes).nonzero()
    possible, kept = possible_of(lists.judged), dict[Alike, KeptSteps]()
    findings = [possible.findings[at] for at in (limbs * OUTCOMES + outcomes[which, limbs]).tolist()]
    ends = np.searchsorted(which, np.arange(len(found) + 1)).tolist()
    for one, (begin, end) in zip(found, pairwise(ends), strict=True):
        one.findings, one.possible_steps, one.kept_steps = findings[begin:end], possible.steps, kept
        for finding in one.findings:
            one.of_kind[finding[1].kind].append(finding)
    return found


class Possible(NamedTuple):
    """Everything that can be found: each limb in the book's order, with each outcome.

    steps  where in it stands what is done before anyone confirms
    quiet  (limbs,): whose question about the young person is asked at the top only
    """

    findings: list[Finding]
    steps: frozenset[int]
    quiet: Bools


def possible_of(judged: Judged) -> Possible:
    """Made once for the limbs in force on a day."""
    day = judged.frame.policy.day
    return _possible_on(day) if judged.limbs is limbs_in_force(day) else _possible(judged.limbs)


@lru_cache(maxsize=16)
def _possible_on(day: date) -> Possible:
    return _possible(limbs_in_force(day))


def _possible(limbs: tuple[tuple[Rule, Limb], ...]) -> Possible:
    findings = [(at, limb, int(outcome)) for at, (_, limb) in enumerate(limbs) for outcome in Outcome]
    steps = frozenset(at for at, (_, limb, outcome) in enumerate(findings) if _is_step(limb, outcome))
    return Possible(findings, steps, np.array([limb.kind not in ASKED for _, limb in limbs], np.bool_))


TICKED = frozenset({Kind.HARD, Kind.AUTHORISE})
"""Where the data is not fed, somebody ticks that it was looked at."""


def _is_step(limb: Limb, outcome: int) -> bool:
    """Somebody has to do something about it before anyone confirms."""
    ticked = outcome == NOT_JUDGED and limb.kind in TICKED
    return limb.kind is Kind.CONFIRM or ticked or (outcome == ASK and limb.kind is Kind.HARD)


ASKED = frozenset({Kind.HARD, Kind.CONFIRM})
"""Kinds of limbs for which a question about the young person is a step at every place; the others only ask it at the top."""


def _worth_words(lists: Lists, outcomes: Outcomes) -> Bools:
    """(rows, limbs): what is said, or done, about a place; of what has been authorised, all."""
    if lists.judged.authorised:
        return np.asarray(outcomes != MET, np.bool_)
    quiet = possible_of(lists.judged).quiet
    return np.asarray((outcomes != MET) & ~((outcomes == ASK) & quiet), np.bool_)


def _numbers(lists: Lists, rows: NDArray[np.intp]) -> list[Numbers]:
    pair = lists.judged.pairs
    columns = (
        pair.first,
        pair.leaving,
        pair.from_home.miles,
        pair.from_home.recorded,
        pair.from_home.minutes,
        pair.to_school.minutes,
        pair.to_school.recorded,
        pair.from_now.minutes,
        pair.against_kind_but_known,
    )
    plain = (column[lists.i].take(rows).tolist() for column in columns)
    return [*map(Numbers, pair.places.setting[rows].tolist(), *plain)]
