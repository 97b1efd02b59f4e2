"""What the composer is asked: premises, shifts, and who could come to which. Plain values: no solver, no columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matcher.domain.codes import ShiftName
from matcher.options.bespoke.diary import Slot, hours, too_close, week_of
from matcher.options.bespoke.staff_needed import Needed

KINDS = tuple(ShiftName)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Some premises. `first_in_law`: family and friends; `open`: approvals and questions; `points` in tenths."""

    id: str
    needs: Mapping[Slot, Needed]
    first_in_law: bool = False
    open: int = 0
    points: int = 0
    whole: bool = False
    """Only where every shift is covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """Somebody who could come.

    free     the shifts they are free for
    left     by the week's Monday: hours they still have
    brings   needs they are trained in, and their sex, as `Needed` names them
    within   sites they can reach in time; None = every site
    rank     whom to ask first: the smaller, the sooner
    """

    id: str
    is_bank: bool
    free: frozenset[Slot]
    left: Mapping[date, int]
    brings: frozenset[str]
    within: frozenset[str] | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything the composer weighs. `bank_price`: hundredths of a point of 100 for one hour of bank staff."""

    sites: Sequence[Site]
    comers: Sequence[Comer]
    rest: float
    bank_price: int


@dataclass(frozen=True)
class Composition:
    """One site, and who comes for which shift."""

    site: Site
    on: Mapping[Slot, tuple[Comer, ...]]
    proved: bool = True

    @cached_property
    def worth(self) -> tuple[int, ...]:
        """Level by level, the smaller the better; two compositions of the same worth are equally good."""
        return worth(self.site, self.on)


def lacking(needed: Needed, on: Sequence[Comer]) -> tuple[str, ...]:
    """What nobody on a shift brings."""
    wanted = (*(one.value for one in needed.trained), *(one.value for one in needed.sexes))
    return tuple(each for each in wanted if not any(each in one.brings for one in on))


def worth(site: Site, on: Mapping[Slot, tuple[Comer, ...]]) -> tuple[int, ...]:
    """People missing; skills missing; the law's order and what is open. The later levels need the prices: `priced`."""
    missing = sum(needed.staff - len(on.get(slot, ())) for slot, needed in site.needs.items())
    skills = sum(len(lacking(needed, on.get(slot, ()))) for slot, needed in site.needs.items())
    return (missing, skills, int(not site.first_in_law), site.open)


def priced(question: Question, site: Site, on: Mapping[Slot, tuple[Comer, ...]]) -> tuple[int, ...]:
    """All levels: `worth`; bank hours at their price less the points; whom to ask first; one kind of shift each."""
    every = [(slot, one) for slot, comers in on.items() for one in comers]
    bank = sum(hours(slot) for slot, one in every if one.is_bank)
    asked = sum(one.rank for _, one in every)
    off = sum(off_pattern(one, slot) for slot, one in every)
    return (*worth(site, on), question.bank_price * bank - 10 * site.points, asked, off)


def off_pattern(one: Comer, slot: Slot) -> int:
    """How far a shift is from the kind that this worker would keep to, so that the same face comes at the same time of day."""
    return (KINDS.index(slot.shift) - one.rank) % len(KINDS)


def is_possible(question: Question, site: Site, on: Mapping[Slot, tuple[Comer, ...]]) -> bool:
    """No more than are needed, everybody free, in reach, rested and within their week; whole where it has to be."""
    if any(len(comers) > (site.needs[slot].staff if slot in site.needs else 0) for slot, comers in on.items()):
        return False
    if site.whole and worth(site, on)[0]:
        return False
    mine: dict[str, list[Slot]] = {}
    who: dict[str, Comer] = {}
    for slot, comers in on.items():
        for one in comers:
            mine.setdefault(one.id, []).append(slot)
            who[one.id] = one
    return all(_can(question, site, who[each], slots) for each, slots in mine.items())


def _can(question: Question, site: Site, one: Comer, slots: list[Slot]) -> bool:
    if not one.free.issuperset(slots) or (one.within is not None and site.id not in one.within):
        return False
    close = any(too_close(a, b, question.rest) for at, a in enumerate(slots) for b in slots[at + 1 :])
    weeks = {week_of(slot.on) for slot in slots}
    return not close and all(
        sum(hours(slot) for slot in slots if week_of(slot.on) == monday) <= one.left[monday] for monday in weeks
    )
