"""The record as it would be if premises that stand empty were used for one young person: what the composer starts from.

Nothing that makes a footing lawful is ever changed. Two things are, and the brief says who has to agree to each: an empty
package that was made for somebody else is looked at for this person; nights that a manager closed for want of staff are opened
where named staff would come.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from matcher.domain.codes import ClosureReason, Provider, SettingKind
from matcher.domain.settings import Closure, Setting
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame
from matcher.ledger import is_residential, ordinal


@dataclass(frozen=True)
class Window:
    """The nights whose staff are named: from the first asked for, half-open; and the last day anybody looks at."""

    first: date
    leaving: date
    horizon: date


def window_of(frame: Frame, request_id: str) -> Window:
    """The nights that `staff-ratio` looks at, and as far as presence is judged."""
    request, figures = frame.request(request_id), frame.policy.figures
    most = figures.emergency_staffing_nights if request.is_emergency else figures.staffing_check_days
    horizon = request.end_date or request.start_date + timedelta(days=figures.capacity_horizon_days)
    return Window(request.start_date, min(request.start_date + timedelta(days=most), horizon), horizon)


@dataclass(frozen=True)
class Prepared:
    """The changed record, and at which settings what was changed."""

    snapshot: Snapshot
    reopened: frozenset[str]
    """Closed for staffing in the record: usable only where every shift is covered."""
    from_others: frozenset[str]
    """A package that was made for somebody else, and stands empty."""


def prepared(frame: Frame, request_id: str, window: Window) -> Prepared:
    """The record with what could be agreed about empty premises."""
    person_id = frame.request(request_id).young_person_id
    reopened, from_others, settings = set(), set(), []
    for at, setting in enumerate(frame.snapshot.settings):
        changed = setting
        if _is_empty_package_of_another(frame, at, setting, person_id, window):
            changed = replace(setting, for_young_person_id=person_id, name=f"Empty package {setting.id}")
            from_others.add(setting.id)
        if can_be_staffed(setting) and any(_is_in_the_way(one, window) for one in changed.closures):
            changed = replace(
                changed, closures=tuple(each for one in changed.closures for each in _around(one, window))
            )
            reopened.add(setting.id)
        settings.append(changed)
    whole = replace(frame.snapshot, settings=tuple(settings)) if reopened or from_others else frame.snapshot
    return Prepared(whole, frozenset(reopened), frozenset(from_others))


def can_be_staffed(setting: Setting) -> bool:
    """Run by this authority, and staff look after those who live there: more of them can be sent."""
    return setting.provider is Provider.OWN and is_residential(setting)


def _is_empty_package_of_another(frame: Frame, at: int, setting: Setting, person_id: str, window: Window) -> bool:
    owner = setting.for_young_person_id
    return (
        setting.kind is SettingKind.BESPOKE
        and owner not in {None, person_id}
        and not lives_there(frame, at, person_id, window.first, window.horizon)
    )


def lives_there(frame: Frame, at: int, person_id: str, first: date, leaving: date) -> bool:
    """Whether anybody but this person lives at a setting on some of these nights."""
    start, end = ordinal(first), ordinal(leaving)
    stays = frame.index.stays_at.get(at, [])
    return any(stay.person_id != person_id and stay.first < end and stay.leaving > start for stay in stays)


def _is_in_the_way(closure: Closure, window: Window) -> bool:
    ends = closure.leaving or date.max
    return closure.reason is ClosureReason.STAFFING and closure.first_night < window.leaving and ends > window.first


def _around(closure: Closure, window: Window) -> list[Closure]:
    """What is left of a closure when the nights of the window are opened."""
    if not _is_in_the_way(closure, window):
        return [closure]
    left = []
    if closure.first_night < window.first:
        left.append(replace(closure, leaving=window.first))
    if closure.leaving is None or closure.leaving > window.leaving:
        left.append(replace(closure, first_night=window.leaving))
    return left


def frame_of(frame: Frame, ready: Prepared) -> Frame:
    """The frame of the changed record; the very frame where nothing was changed."""
    return frame if ready.snapshot is frame.snapshot else Frame(ready.snapshot, frame.book)


STAFFED = frozenset(
    {
        "staff-ratio",
        "waking-night",
        "health-need-skill",
        "staff-gender-need:required",
        "supported-category-fit",
    }
)
"""The limbs that named staff can meet: left out where premises are compared before anybody is named."""
