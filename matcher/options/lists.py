"""From outcomes to the lists, and the order within them (catalogue 0.1, "Lists"; design section 4)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import SettingKind
from matcher.domain.settings import Place, Setting
from matcher.domain.values import london_day
from matcher.options.judged import Judged
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Bools, Outcomes
from matcher.rules import Kind, limbs_in_force
from matcher.scoring import PARTS, Score

FAMILY_AND_FRIENDS = (SettingKind.CONNECTED_CARER, SettingKind.WITH_PARENTS)
VIEW = next(at for at, part in enumerate(PARTS) if part.slug == "view-on-option")
Rows = NDArray[np.intp]


class Line(NamedTuple):
    """One entry of a list: its place row; `rank` in the one order of options and needs_approval, None = not ranked."""

    row: int
    rank: int | None = None
    near_tie: bool = False


@dataclass(frozen=True)
class Lists:
    """One request's lists: positions of place rows. i is the ask's position in `judged`."""

    judged: Judged
    i: int

    @cached_property
    def outcomes(self) -> Outcomes:
        """(limbs, m): this request's."""
        return self.judged.outcomes[:, self.i]

    @cached_property
    def considered(self) -> Bools:
        return np.asarray(self.judged.pairs.considered[self.i], np.bool_)

    @cached_property
    def considered_rows(self) -> Rows:
        """The same as rows."""
        return np.flatnonzero(self.considered)

    @cached_property
    def is_emergency(self) -> bool:
        return self.judged.asks.requests[self.i].is_emergency

    @cached_property
    def referred(self) -> list[int]:
        """Refer limbs that are not met: they are about the request, so any place shows them."""
        return [at for at in self.judged.of_kind(Kind.REFER).tolist() if self._about_request(at) == NOT_MET]

    def _about_request(self, at: int) -> int:
        """The outcome of a limb that reads no place; also where there is no place at all."""
        if self.outcomes.shape[1]:
            return int(self.outcomes[at, 0])
        asks, frame = self.judged.asks, self.judged.frame
        alone = self.judged.limbs[at][1].judge(asks, frame.places, self.judged.pairs, frame.policy)
        return int(alone[self.i, 0]) if alone.shape[1] else int(MET)

    @cached_property
    def settled(self) -> Outcomes:
        """(limbs, m): the same, authorised limbs met."""
        return self.judged.settled[:, self.i] if self.judged.authorised else self.outcomes

    @cached_property
    def excluded_rows(self) -> Bools:
        """Some hard limb is not met."""
        return np.asarray(self.hard_failing.any(axis=0) & self.considered, np.bool_)

    @cached_property
    def hard_failing(self) -> Bools:
        """(hard limbs, m): not met."""
        failing: Bools = self.outcomes.take(self.judged.of_kind(Kind.HARD), axis=0) == NOT_MET
        return failing

    @cached_property
    def how_many_approvals(self) -> NDArray[np.uint8]:
        """(m,): open ones; there are fewer limbs than 256."""
        open_ones = self.settled.take(self.judged.of_kind(Kind.AUTHORISE), axis=0) >= PLACE  # only "not met" is worse
        count: NDArray[np.uint8] = open_ones.sum(axis=0, dtype=np.uint8)
        return count

    @cached_property
    def open_questions(self) -> Bools:
        """(waiting limbs, m): what keeps a place back "until we know"."""
        waits, bands = self._waiting
        about_place = self.settled.take(waits, axis=0) == PLACE
        return np.concatenate([about_place, self.settled.take(bands, axis=0) == ASK]) if bands.size else about_place

    @cached_property
    def _waiting(self) -> tuple[Rows, Rows]:
        """The limbs of `open_questions`: those asked about the place, then those asked about the person's age band."""
        waits, bands = waiting_limbs(self.judged.frame.policy.day, is_emergency=self.is_emergency)
        return waits, bands[:0] if self.judged.asks.age_band_known[self.i, 0] else bands

    def kept_back_by(self, row: int) -> set[int]:
        """The limbs that keep one place back."""
        return set(np.concatenate(self._waiting)[self.open_questions[:, row]].tolist())

    @cached_property
    def failing_limbs(self) -> Rows:
        """The limbs of `failing`."""
        return self.judged.of_kind(Kind.HARD, Kind.AUTHORISE)

    @cached_property
    def failing(self) -> Bools:
        """(failing limbs, m): hard and authorise limbs not met and not authorised."""
        failing: Bools = self.settled.take(self.failing_limbs, axis=0) == NOT_MET
        return failing

    @cached_property
    def needs_information_rows(self) -> Bools:
        return self.open_questions.any(axis=0) & self.considered & ~self.excluded_rows

    @cached_property
    def needs_approval_rows(self) -> Bools:
        return (self.how_many_approvals > 0) & self.considered & ~self.excluded_rows & ~self.needs_information_rows

    @cached_property
    def options_rows(self) -> Bools:
        return self.considered & ~self.excluded_rows & ~self.needs_information_rows & ~self.needs_approval_rows

    @cached_property
    def listed(self) -> Rows:
        """Rows that are considered and not excluded: all that is scored. The ranked ones have nothing open but approvals."""
        return np.flatnonzero(self.considered & ~self.excluded_rows)

    @cached_property
    def score(self) -> Score:
        """The scores of the listed rows, in the order of `listed`."""
        return self.judged.score_at(self.i, self.listed)

    @cached_property
    def _by_score(self) -> Rows:
        """Positions in `listed`, best first."""
        return np.lexsort(order_keys(self))

    @cached_property
    def _ranked(self) -> Rows:
        """Positions in `listed` of `options` and `needs_approval`, best first."""
        return self._by_score[~self.needs_information_rows[self.listed[self._by_score]]]

    def ranked(self, most: int | None) -> tuple[list[Line], list[Line]]:
        """The first `most` of `options` and of `needs_approval`."""
        rows, total = self.listed[self._ranked], self.score.total[self._ranked]
        near_tie = np.zeros(rows.shape, np.bool_)
        near_tie[1:] = np.abs(total[1:] - total[:-1]) <= self.judged.frame.policy.figures.tie_band
        free = self.options_rows[rows]
        first = [np.flatnonzero(free)[:most], np.flatnonzero(~free)[:most]]
        options, approvals = ([*map(Line, rows[at].tolist(), (at + 1).tolist(), near_tie[at].tolist())] for at in first)
        return options, approvals

    def needs_information(self, most: int | None) -> list[Line]:
        """The first `most`: fewest questions first, then by score."""
        ordered = self.listed[self._by_score]
        rows = ordered[self.needs_information_rows[ordered]]
        questions = self.open_questions[:, rows].sum(axis=0, dtype=np.uint8)  # there are fewer limbs than 256
        return [Line(row) for row in rows[np.argsort(questions, kind="stable")[:most]].tolist()]

    def excluded(self, most: int | None) -> list[int]:
        """Rows of the first `most`: fewest failing rules first, then by ids."""
        rows = np.flatnonzero(self.excluded_rows)
        failing = self.failing.sum(axis=0, dtype=np.uint8)  # there are fewer limbs than 256
        order = np.lexsort((self.judged.frame.places.id_order[rows], failing[rows]))[:most]
        ordered: list[int] = rows[order].tolist()
        return ordered

    @cached_property
    def family_and_friends(self) -> Bools:
        """(m,): a connected carer or a parent."""
        return np.asarray(self.judged.frame.places.of_setting(is_family_or_friends)[0], np.bool_)


def by_row(chosen: Bools) -> list[list[int]]:
    """(rows, k) -> row by row, which of the k are chosen."""
    which, at = chosen.nonzero()
    ends, every = np.searchsorted(which, np.arange(len(chosen) + 1)).tolist(), at.tolist()
    return [every[begin:end] for begin, end in pairwise(ends)]


@lru_cache(maxsize=16)
def waiting_limbs(day: date, *, is_emergency: bool) -> tuple[Rows, Rows]:
    """Limbs that a place waits for until a fact about it is known; those that wait for the person's age band."""
    limbs = [limb for _, limb in limbs_in_force(day)]
    footing = [one.footing and one.kind in {Kind.HARD, Kind.AUTHORISE} for one in limbs]
    hard = [one.kind is Kind.HARD and not is_emergency for one in limbs]
    return np.flatnonzero(np.array([footing, hard]).any(axis=0)), np.flatnonzero([one.by_age_band for one in limbs])


def order_keys(lists: Lists) -> list[NDArray[np.generic]]:
    """The catalogue's order, last key first: family and friends, the emergency order, the total, then its tie-breaks."""
    judged, i, rows = lists.judged, lists.i, lists.listed
    places = judged.frame.places
    keys = [
        places.id_order[rows],
        places.cost[0, rows],
        _unknown_last(judged.pairs.from_home.miles[i, rows]),
        lists.how_many_approvals[rows],
        -lists.score.parts.sure[VIEW],
        ~places.of_setting(is_connected)[0, rows],
        -lists.score.total,
    ]
    if lists.is_emergency:
        keys += _emergency_keys(lists)
    return [*keys, ~lists.family_and_friends[rows]]


def _unknown_last(miles: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isnan(miles), np.inf, miles)


def _emergency_keys(lists: Lists) -> list[Bools]:
    """Vacancy confirmed today; before it, on tonight's list and possible tonight."""
    judged, rows = lists.judged, lists.listed
    places, today = judged.frame.places, judged.asks.today
    tonight = next(at for at, (_, limb) in enumerate(judged.limbs) if limb.id == "tonight-possible")
    on_list = places.of_setting(on_emergency_list)[0] & (lists.outcomes[tonight] == MET)
    fresh = places.of_row(confirmed_on, np.int32)[0] == today.toordinal()
    return [~fresh[rows], ~on_list[rows]]


def is_family_or_friends(setting: Setting) -> bool:
    """A connected carer or a parent."""
    return setting.kind in FAMILY_AND_FRIENDS


def is_connected(setting: Setting) -> bool:
    """A connected carer."""
    return setting.kind is SettingKind.CONNECTED_CARER


def confirmed_on(row: Place) -> int:
    """The London day on which the vacancy was last confirmed, as an ordinal; 0 = never."""
    return london_day(row.vacancy_confirmed_at).toordinal() if row.vacancy_confirmed_at else 0


def on_emergency_list(setting: Setting) -> bool:
    """Whether the setting is on tonight's emergency list."""
    return bool(setting.emergency_listing and setting.emergency_listing.on_list)
