"""A rota that nobody has recorded, as it would be if there were enough staff."""

from dataclasses import replace
from datetime import date, timedelta

from matcher.domain.codes import ShiftName
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift
from matcher.frame.asks import counted_skilled_needs
from matcher.frame.staffing import SHIFTS
from matcher.options.ways_out.edits import Apply
from matcher.options.ways_out.here import Here

PLENTY = 6


def rota_known(here: Here) -> Apply:
    """Every shift that is on no rota has enough staff, trained, of both sexes, one awake at night; on later nights too."""
    figures = here.pair.policy.figures
    later = figures.ways_out_nights + figures.staffing_check_days
    nights = [here.request.start_date + timedelta(days=n) for n in range(later)]
    needs = counted_skilled_needs(here.person)

    def fill(one: Shift) -> Shift:
        return one if one.worker_ids is not None else _answered(one, needs)

    def apply(whole: Snapshot) -> Snapshot:
        have = {(one.on, one.shift) for one in whole.shifts if one.setting_id == here.setting.id}
        known = tuple(fill(one) if one.setting_id == here.setting.id else one for one in whole.shifts)
        new = tuple(
            _full_shift(here.setting.id, on, name, needs) for on in nights for name in SHIFTS if (on, name) not in have
        )
        settings = tuple(
            replace(one, standing_waking_night=True)
            if one.id == here.setting.id and one.standing_waking_night is None
            else one
            for one in whole.settings
        )
        return replace(whole, shifts=(*known, *new), settings=settings)

    return apply


def _answered(one: Shift, needs: tuple[SkilledNeed, ...]) -> Shift:
    """What a headcount leaves open: who is trained, and how many are women and men."""
    return replace(
        one,
        trained_in=needs if one.trained_in is None else one.trained_in,
        women=1 if one.women is None else one.women,
        men=1 if one.men is None else one.men,
    )


def _full_shift(setting_id: str, on: date, name: ShiftName, needs: tuple[SkilledNeed, ...]) -> Shift:
    awake = 1 if name is ShiftName.NIGHT else 0
    return Shift(
        setting_id=setting_id, on=on, shift=name, headcount=PLENTY, waking=awake, trained_in=needs, women=1, men=1
    )
