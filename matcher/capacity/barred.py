"""Which rows nobody may be offered on a night, whoever asks: judged by the rule book itself.

Somebody of whom nothing is known asks for that one night. What depends on who comes is then not known, and bars nothing; a
hard rule that is not met all the same (no registration, a carer who has stopped, notice that is not kept) bars everybody.
"""

from dataclasses import replace
from datetime import date, timedelta
from weakref import WeakKeyDictionary

import numpy as np

from matcher.capacity.nobody import hypothetical
from matcher.capacity.usable_by_model import Profile
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.outcomes import NOT_MET, Bools
from matcher.rules import Kind, limbs_in_force

BY_WHO_ASKS = frozenset({"emergency-bed-ringfence:waiting"})
"""It bars a planned request from an emergency bed, and no emergency."""


WHOLE_UP_TO = 2_000
"""Place rows of a frame up to which all are judged at once, and kept for whoever asks next."""

_kept: WeakKeyDictionary[Frame, dict[range, Bools]] = WeakKeyDictionary()
MOST_KEPT = 16


def barred_rows(frame: Frame, days: range, setting_id: str | None = None) -> Bools:
    """(nights, rows of the frame): True where nobody may be offered it. `setting_id`: only its rows are asked for."""
    if setting_id is not None and len(frame.places) > WHOLE_UP_TO:
        return _judge(frame, days, setting_id)
    kept = _kept.setdefault(frame, {})
    if days not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[days] = _judge(frame, days, None)
    return kept[days]


def _judge(frame: Frame, days: range, setting_id: str | None) -> Bools:
    asked, nobody = hypothetical(frame.snapshot, Profile(), date.fromordinal(days.start))
    nights = [
        replace(asked, start_date=night, end_date=night + timedelta(days=1)) for night in map(date.fromordinal, days)
    ]
    whole = replace(
        frame.snapshot,
        young_people=(*frame.snapshot.young_people, nobody),
        placement_requests=(*frame.snapshot.placement_requests, nights[-1]),
    )
    part = whole if setting_id is None else whole.part([asked.id], [setting_id])
    looked_at = make_frame(part, frame.book)
    asks, pairs = looked_at.asking(nights)
    found: Bools = ~np.broadcast_to(pairs.considered, pairs.shape)
    for _, limb in limbs_in_force(looked_at.policy.day):
        if limb.kind is Kind.HARD and limb.id not in BY_WHO_ASKS:
            found |= limb.judge(asks, looked_at.places, pairs, looked_at.policy) == NOT_MET
    return found if setting_id is None else _spread(found, part, frame)


def _spread(found: Bools, part: Snapshot, frame: Frame) -> Bools:
    """The same over the rows of the whole frame."""
    row_at = {place.place_id: row for row, place in enumerate(frame.snapshot.places)}
    spread = np.zeros((len(found), len(row_at)), np.bool_)
    spread[:, [row_at[place.place_id] for place in part.places]] = found
    return spread
