"""The shifts that are missing at a place: too few staff, nobody awake, nobody of the sex or the training that is needed."""

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np

from matcher.domain.carers import Training
from matcher.domain.codes import ShiftName
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.staff import Shift, Worker
from matcher.frame.asks import counted_skilled_needs
from matcher.frame.sexes import somebody_on_shift
from matcher.frame.staffing import AT, NIGHT, SHIFTS, checked_nights, short_by, waking_needed
from matcher.ledger import ordinal
from matcher.options.ways_out.here import Here
from matcher.outcomes import MET, NOT_MET

MOST = 3
"""More shifts than a way out may have changes are not looked for."""
Wanted = Callable[[Worker], bool]
Gap = tuple[date, ShiftName]


def _days(here: Here) -> list[date]:
    """The nights whose staffing is checked."""
    nights = checked_nights(here.pair, here.i, here.row)
    origin = here.pair.places.ledger.origin
    return [date.fromordinal(origin + night) for night in range(nights.start, nights.stop)]


def _anybody(_: Worker) -> bool:
    return True


def _short(here: Here, k: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    """Shifts that are short of staff after everybody of the bank who could come."""
    nights, days = checked_nights(here.pair, here.i, here.row), _days(here)
    awake = waking_needed(here.pair, here.i, k, nights) == MET
    missing, bank = short_by(here.pair, here.i, k, nights, waking=awake), here.pair.staffing.bank[nights]
    gaps: list[Gap] = []
    for on, short, free in zip(days, missing.copy(), bank, strict=True):
        while (over := np.flatnonzero(np.cumsum(short) > free)).size and len(gaps) <= MOST:
            at = int(np.flatnonzero(short[: over[0] + 1])[-1])
            short[at] -= 1
            gaps.append((on, SHIFTS[at]))
    yield gaps, _anybody, ""


def _nobody_awake(here: Here, k: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    nights, staffing = checked_nights(here.pair, here.i, here.row), here.pair.staffing
    asleep = (staffing.waking[k, nights] == 0) & (staffing.bank[nights, NIGHT] == 0)
    yield [(on, ShiftName.NIGHT) for on, one in zip(_days(here), asleep, strict=True) if one], _anybody, ""


def _nobody_of_the_sex(here: Here, _: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    required = {one.gender for one in here.person.staff_gender_needs or () if one.required_by_assessment}
    for sex in sorted(required):
        gaps = _lacking(here, lambda one, sex=sex: somebody_on_shift(here.pair.staffing, one, sex))  # type: ignore[misc]
        yield gaps, lambda one, sex=sex: one.sex is sex, sex.value  # type: ignore[misc]


def _nobody_trained(here: Here, _: int) -> Iterator[tuple[list[Gap], Wanted, str]]:
    for need in counted_skilled_needs(here.person):
        gaps = _lacking(here, lambda one, need=need: here.pair.staffing.trained_on(one, need, here.first))  # type: ignore[misc]
        yield gaps, lambda one, need=need: _is_trained(one.trained_in, need, here.first), need.value  # type: ignore[misc]


def _is_trained(trained_in: tuple[Training, ...], need: SkilledNeed, by: int) -> bool:
    return any(one.need is need and ordinal(one.trained_on, 0) <= by for one in trained_in)


def _lacking(here: Here, judge: Callable[[Shift], int]) -> list[Gap]:
    """The checked shifts on the rota for which `judge` says no."""
    days, own = set(_days(here)), here.setting.id
    found = [one for one in here.pair.index.snapshot.shifts if one.setting_id == own and one.on in days]
    return sorted(((one.on, one.shift) for one in found if judge(one) == NOT_MET), key=lambda gap: (gap[0], AT[gap[1]]))


MISSING: dict[str, Callable[[Here, int], Iterator[tuple[list[Gap], Wanted, str]]]] = {
    "staff-ratio": _short,
    "waking-night": _nobody_awake,
    "staff-gender-need:required": _nobody_of_the_sex,
    "health-need-skill": _nobody_trained,
}
"""Limb -> the shifts that are missing, who could take them, and what tells them apart."""
