"""Where: the premises that are lawful for one young person as they stand, and what each would ask of staff."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matcher.domain.codes import AFTER_18, NO_BED, Provider, SettingKind
from matcher.domain.settings import Setting
from matcher.frame import Frame
from matcher.ledger import FAR
from matcher.options.bespoke.diary import Slot
from matcher.options.bespoke.prepared import STAFFED, Prepared, Window, lives_there
from matcher.options.bespoke.staff_needed import Needed, needed_at
from matcher.options.lists import Lists
from matcher.outcomes import PLACE
from matcher.rules import Kind

NEVER = NO_BED | AFTER_18 | {SettingKind.WITH_PARENTS}
"""No bed, or none that this council arranges: looked at as what comes before any placement."""


@dataclass(frozen=True, kw_only=True)
class Lawful:
    """Premises that are lawful for the young person, judged before anybody is named.

    family   a lawful family-and-friends place comes first in law
    open     approvals and questions that no staff would settle
    points   of the score as known, in tenths
    needs    the shifts that somebody has to come for
    whole    the rota has to be whole: the nights are closed for want of staff
    """

    row: int
    setting: Setting
    place_id: str
    solo: bool
    first: date
    leaving: date | None
    family: bool
    open: int
    points: int
    needs: dict[Slot, Needed]
    whole: bool


@dataclass(frozen=True)
class Looked:
    """All premises that this authority runs, for one request, in the prepared record."""

    lists: Lists
    ready: Prepared
    window: Window

    @property
    def frame(self) -> Frame:
        """The prepared record's."""
        return self.lists.judged.frame

    @property
    def person_id(self) -> str:
        """Whom it is for."""
        return self.lists.judged.asks.people[self.lists.i].id

    @cached_property
    def rows(self) -> list[int]:
        """Place rows of settings that this authority runs, or that were made for one person, with a bed."""
        places, considered = self.frame.places, self.lists.considered
        return [row for row in range(len(places)) if considered[row] and _is_ours(places.settings[places.setting[row]])]

    def is_lawful(self, row: int) -> bool:
        """Not ruled out, and nothing about its footing or the young person's age band left to be known."""
        if self.lists.excluded_rows[row]:
            return False
        limbs = self.lists.judged.limbs
        return not any(limbs[at][1].footing or limbs[at][1].by_age_band for at in self.lists.kept_back_by(row))

    def is_empty(self, row: int) -> bool:
        """Nobody else lives there on any night that is looked at."""
        at = int(self.frame.places.setting[row])
        return not lives_there(self.frame, at, self.person_id, self.window.first, self.window.horizon)

    def lawful(self) -> list[Lawful]:
        """By setting and place id."""
        found = [self._lawful(row) for row in self.rows if self.is_lawful(row)]
        return sorted(found, key=lambda one: (one.setting.id, one.place_id))

    def _lawful(self, row: int) -> Lawful:
        pairs, i, places = self.lists.judged.pairs, self.lists.i, self.frame.places
        setting = pairs.index.setting_of_row(row)
        leaving = int(pairs.leaving[i, row])
        at = int((self.lists.listed < row).sum())
        is_empty = self.is_empty(row)
        return Lawful(
            row=row,
            setting=setting,
            place_id=places.rows[row].place_id,
            solo=is_empty,
            first=date.fromordinal(int(pairs.first[i, row])),
            leaving=None if leaving == FAR else date.fromordinal(leaving),
            family=bool(self.lists.family_and_friends[row]),
            open=self._open(row),
            points=round(10 * float(self.lists.score.total[at])),
            needs=needed_at(pairs, i, row, is_empty=is_empty),
            whole=setting.id in self.ready.reopened,
        )

    def _open(self, row: int) -> int:
        judged, settled = self.lists.judged, self.lists.settled
        approvals = sum(
            int(settled[at, row]) >= PLACE and judged.limbs[at][1].id not in STAFFED
            for at in judged.of_kind(Kind.AUTHORISE).tolist()
        )
        return approvals + len(self.lists.kept_back_by(row))

    def failing_hard(self, row: int) -> list[int]:
        """The hard limbs that are not met, in the book's order."""
        hard, failing = self.lists.judged.of_kind(Kind.HARD), self.lists.hard_failing[:, row]
        found: list[int] = hard[failing].tolist()
        return found

    def not_lawful(self) -> Iterator[int]:
        """Rows of empty premises that could become lawful, those nearest to it first; each setting once.

        What the law does not allow at this age, whatever anybody decides, is left out.
        """
        rows = [row for row in self.rows if not self.is_lawful(row) and self.is_empty(row) and self._could_become(row)]
        rows.sort(key=lambda row: (_order(self.frame.places.kinds[row]), len(self.failing_hard(row)), self._ids(row)))
        seen: set[int] = set()
        for row in rows:
            at = int(self.frame.places.setting[row])
            if at not in seen:
                seen.add(at)
                yield row

    def _could_become(self, row: int) -> bool:
        is_package = self.frame.places.kinds[row] is SettingKind.BESPOKE
        failing = {slug_of(self.lists.judged.limbs[at][1].id) for at in self.failing_hard(row)}
        return is_package or failing.isdisjoint(BY_FOOTING)

    def _ids(self, row: int) -> tuple[str, str]:
        place = self.frame.places.rows[row]
        return place.setting_id, place.place_id


BY_FOOTING = frozenset(
    {
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
        "needs-care-not-support",
        "refer-deprivation-of-liberty",
    }
)
"""Rules that a kind of setting meets or does not, whoever decides: only another footing changes that."""


def slug_of(limb_id: str) -> str:
    """A limb's rule."""
    return limb_id.partition(":")[0]


def _is_ours(setting: Setting) -> bool:
    return setting.kind not in NEVER and (setting.provider is Provider.OWN or setting.kind is SettingKind.BESPOKE)


def _order(kind: SettingKind) -> int:
    """A package first, then a children's home, then the rest."""
    homes = (SettingKind.CHILDRENS_HOME, SettingKind.HUB_BED, SettingKind.HUB_EMERGENCY_BED)
    return 0 if kind is SettingKind.BESPOKE else 1 if kind in homes else 2
