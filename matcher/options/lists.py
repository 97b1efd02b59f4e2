"""From outcomes to the lists, and the order within them (catalogue 0.1, "Lists"; design section 4)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import SettingKind
from matcher.domain.settings import Place, Setting
from matcher.domain.values import london_day
from matcher.options.judged import Judged
from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Bools, Outcomes
from matcher.rules import Kind
from matcher.scoring import PARTS

FAMILY_AND_FRIENDS = (SettingKind.CONNECTED_CARER, SettingKind.WITH_PARENTS)
VIEW = next(at for at, part in enumerate(PARTS) if part.slug == "view-on-option")


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

    @property
    def is_emergency(self) -> bool:
        return self.judged.asks.requests[self.i].is_emergency

    @cached_property
    def referred(self) -> list[int]:
        """Refer limbs that are not met: they are about the request, so any place shows them."""
        return [at for at in self.judged.of_kind(Kind.REFER) if self._about_request(at) == NOT_MET]

    def _about_request(self, at: int) -> int:
        """The outcome of a limb that reads no place; also where there is no place at all."""
        if self.outcomes.shape[1]:
            return int(self.outcomes[at, 0])
        asks, frame = self.judged.asks, self.judged.frame
        alone = self.judged.limbs[at][1].judge(asks, frame.places, self.judged.pairs, frame.policy)
        return int(alone[self.i, 0]) if alone.shape[1] else int(MET)

    @cached_property
    def excluded_rows(self) -> Bools:
        """Some hard limb is not met."""
        hard = self.outcomes[self.judged.of_kind(Kind.HARD)]
        return np.asarray((hard == NOT_MET).any(axis=0) & self.considered, np.bool_)

    @cached_property
    def open_approvals(self) -> Bools:
        """(limbs, m): authorise limbs not met, or not known about the place, and not authorised."""
        open_ones = np.zeros(self.outcomes.shape, np.bool_)
        authorise = self.judged.of_kind(Kind.AUTHORISE)
        open_ones[authorise] = (self.outcomes[authorise] == NOT_MET) | (self.outcomes[authorise] == PLACE)
        for at, i, row in self.judged.authorised:
            if i == self.i:
                open_ones[at, row] = False
        return open_ones

    @cached_property
    def open_questions(self) -> Bools:
        """(limbs, m): what keeps a place back "until we know"."""
        limbs = [limb for _, limb in self.judged.limbs]
        barring = [one.kind in {Kind.HARD, Kind.AUTHORISE} for one in limbs]
        footing = [one.footing and bars for one, bars in zip(limbs, barring, strict=True)]
        hard = [one.kind is Kind.HARD and not self.is_emergency for one in limbs]
        waits = np.flatnonzero(np.array(footing) | np.array(hard))
        questions = np.zeros(self.outcomes.shape, np.bool_)
        questions[waits] = self.outcomes[waits] == PLACE
        if not bool(self.judged.asks.age_band_known[self.i, 0]):
            bands = np.flatnonzero([one.by_age_band for one in limbs])
            questions[bands] |= self.outcomes[bands] == ASK
        for at, i, row in self.judged.authorised:
            if i == self.i:
                questions[at, row] = False
        return np.asarray(questions, np.bool_)

    @cached_property
    def needs_information_rows(self) -> Bools:
        return self.open_questions.any(axis=0) & self.considered & ~self.excluded_rows

    @cached_property
    def needs_approval_rows(self) -> Bools:
        return self.open_approvals.any(axis=0) & self.considered & ~self.excluded_rows & ~self.needs_information_rows

    @cached_property
    def options_rows(self) -> Bools:
        return self.considered & ~self.excluded_rows & ~self.needs_information_rows & ~self.needs_approval_rows

    @cached_property
    def ranked(self) -> list[int]:
        """Rows of `options` and `needs_approval`, best first."""
        return self._by_score(np.flatnonzero(self.options_rows | self.needs_approval_rows))

    @cached_property
    def needs_information(self) -> list[int]:
        """Rows, fewest questions first, then by score."""
        rows = self._by_score(np.flatnonzero(self.needs_information_rows))
        questions = self.open_questions.sum(axis=0)
        return sorted(rows, key=lambda row: int(questions[row]))

    @cached_property
    def excluded(self) -> list[int]:
        """Rows, fewest failing rules first, then by ids."""
        rows = np.flatnonzero(self.excluded_rows)
        order = np.lexsort((self.judged.frame.places.id_order[rows], self.failing[:, rows].sum(axis=0)))
        ordered: list[int] = rows[order].tolist()
        return ordered

    @cached_property
    def failing(self) -> Bools:
        """(limbs, m): hard and authorise limbs not met and not authorised."""
        kinds = self.judged.of_kind(Kind.HARD, Kind.AUTHORISE)
        failing = np.zeros(self.outcomes.shape, np.bool_)
        failing[kinds] = self.outcomes[kinds] == NOT_MET
        for at, i, row in self.judged.authorised:
            if i == self.i:
                failing[at, row] = False
        return failing

    @cached_property
    def family_and_friends(self) -> Bools:
        """(m,): a connected carer or a parent."""
        return np.asarray(self.judged.frame.places.is_kind(*FAMILY_AND_FRIENDS)[0], np.bool_)

    def _by_score(self, rows: NDArray[np.intp]) -> list[int]:
        """The catalogue's order: family and friends, the emergency order, the total, then its tie-breaks."""
        judged, i = self.judged, self.i
        places = judged.frame.places
        listed, fresh = self._emergency_order
        keys = (
            places.id_order,
            places.cost[0],
            np.nan_to_num(judged.pairs.from_home.miles[i], nan=np.inf),
            self.open_approvals.sum(axis=0),
            -judged.shares[VIEW].sure[i],
            ~places.is_kind(SettingKind.CONNECTED_CARER)[0],
            -judged.total[i],
            ~fresh,
            ~listed,
            ~self.family_and_friends,
        )
        ordered: list[int] = rows[np.lexsort([key[rows] for key in keys])].tolist()
        return ordered

    @cached_property
    def _emergency_order(self) -> tuple[Bools, Bools]:
        """(m,) each: on tonight's list and possible tonight; vacancy confirmed today. All alike when planned."""
        if not self.is_emergency:
            alike = np.ones(self.outcomes.shape[1], np.bool_)
            return alike, alike
        places, today = self.judged.frame.places, self.judged.asks.today
        tonight = next(at for at, (_, limb) in enumerate(self.judged.limbs) if limb.id == "tonight-possible")
        on_list = places.of_setting(on_emergency_list)[0] & (self.outcomes[tonight] == MET)
        fresh = places.of_row(confirmed_on, np.int32)[0] == today.toordinal()
        return on_list, fresh


def confirmed_on(row: Place) -> int:
    """The London day on which the vacancy was last confirmed, as an ordinal; 0 = never."""
    return london_day(row.vacancy_confirmed_at).toordinal() if row.vacancy_confirmed_at else 0


def on_emergency_list(setting: Setting) -> bool:
    """Whether the setting is on tonight's emergency list."""
    return bool(setting.emergency_listing and setting.emergency_listing.on_list)
