"""Who comes and goes on the nights asked for, who turns 18, and what then changes (catalogue L, `eighteenth-birthdays`)."""

from collections.abc import Iterable, Iterator
from datetime import date

from matcher.capacity.ahead_model import Ahead, Birthday, Reserve
from matcher.capacity.bed_state import Sleeper
from matcher.capacity.day import COMING, sleepers
from matcher.capacity.expiries import expiries_at
from matcher.domain.codes import AFTER_18, NO_BED
from matcher.domain.nights import birthday
from matcher.domain.settings import Setting
from matcher.frame import Frame
from matcher.frame.asks import born_between
from matcher.ledger import Stay, is_foster, is_residential

ADULT = 18


def make_ahead(
    frame: Frame, setting: int, first: date, leaving: date, reserve: Reserve | None, *, named: bool
) -> Ahead:
    """What is ahead at one setting from `first` up to and not including `leaving`."""
    everybody = sleepers(frame, setting, named=named)
    turning, not_known = _turning_18(frame, setting, first, leaving) if named else (None, None)
    return Ahead(
        arriving=tuple(one for one in everybody if one.state in COMING and _is_within(one.first_night, first, leaving)),
        leaving=tuple(_by_leaving(one for one in everybody if _is_within(one.leaving, first, leaving))),
        turning_18=turning,
        ages_not_known=not_known,
        expiries=expiries_at(frame, setting, first, leaving, named=named),
        reserve=reserve,
    )


def _is_within(day: date | None, first: date, leaving: date) -> bool:
    return day is not None and first <= day < leaving


def _by_leaving(found: Iterable[Sleeper]) -> list[Sleeper]:
    return sorted(found, key=lambda one: (one.leaving or date.max, one.first_night or date.min, one.placement_id or ""))


def _turning_18(frame: Frame, setting: int, first: date, leaving: date) -> tuple[tuple[Birthday, ...], int]:
    """Whoever surely turns 18 on these days while they live there, or as they leave; and how many more may."""
    found: list[Birthday] = []
    may: set[str] = set()
    for stay in frame.index.stays_at.get(setting, ()):
        earliest, latest = (
            birthday(born, ADULT)
            for born in born_between(frame.index.people[stay.person_id], frame.snapshot.today, as_child=False)
        )
        begin, end = max(first, date.fromordinal(stay.first)), min(leaving.toordinal(), stay.leaving + 1)
        if earliest == latest and begin <= earliest and earliest.toordinal() < end:
            found.append(_birthday(frame.snapshot.settings[setting], stay, earliest))
        elif earliest < latest and begin <= latest and earliest.toordinal() < end:
            may.add(stay.person_id)
    return tuple(sorted(found, key=lambda one: (one.on, one.placement_id))), len(may)


def _birthday(home: Setting, stay: Stay, on: date) -> Birthday:
    changes = list(_changes(home))
    return Birthday(
        on=on,
        young_person_id=stay.person_id,
        placement_id=stay.placement.id,
        rules=tuple(rule for rule, _ in changes),
        says=tuple(says for _, says in changes),
    )


def _changes(home: Setting) -> Iterator[tuple[str, str]]:
    """What an eighteenth birthday changes in a setting of this kind: the rule, and the sentence."""
    if home.kind not in NO_BED | AFTER_18:
        yield "no-placement-after-18", "A looked-after placement ends on this day. Plan where they live next."
    if is_foster(home):
        yield "staying-put-effect", "They may stay on with the family as an adult, where all agree."
    if is_residential(home):
        yield "adults-in-minority", "Adults must stay fewer than children there. Check that they do."
