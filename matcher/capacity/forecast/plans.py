"""Which planned end a stay is remembered by, of those that were recorded while it went on.

On every day the forecast knows the end that is planned then, and asks how late people leave against it. So the plan that
counts is the one it would have been asked of on most days. The last one would not do: it is often written down when
somebody is about to go, and teaches that everybody leaves on the day.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from matcher.domain.stays import Said, Stay


def with_plans(stay: Stay, said: Iterable[Said]) -> Stay:
    """The stay with what was said of its end before it ended. What was said before its first night counts from then on."""
    heard: dict[date, date | None] = {}
    for one in sorted(said, key=lambda one: one.on):
        if one.on < stay.leaving:
            is_plan = one.leaving is not None and one.leaving > stay.first_night
            heard[max(one.on, stay.first_night)] = one.leaving if is_plan else None
    told = [Said(*one) for one in heard.items()]
    if not told:
        return stay
    planned = _longest(told, stay.leaving)
    return replace(
        stay,
        planned_leaving=planned,
        planned_on=_since(told) if planned is not None else None,
        plans_known_from=told[0].on,
    )


def _longest(told: Sequence[Said], leaving: date) -> date | None:
    """The end that was planned on most days on which it was still to come; of equals the one that was said first."""
    days: Counter[date] = Counter()
    for one, following in pairwise([*told, Said(leaving, None)]):
        if one.leaving is not None:
            days[one.leaving] += max((min(following.on, one.leaving) - one.on).days, 0)
    return max(days, key=lambda planned: days[planned], default=None)


def _since(told: Sequence[Said]) -> date | None:
    """Since when some end was planned without a break, up to the end of the stay."""
    since = None
    for one in reversed(told):
        if one.leaving is None:
            break
        since = one.on
    return since
