"""The adjustments: points added after the parts."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from matcher.domain.person_codes import SiblingPlan
from tests.property import twin_around, twin_voice
from tests.property.twin_facts import Added
from tests.property.twin_group import links, sleeps_at
from tests.property.twin_pair import Pair
from tests.property.twin_parts import NONE, exact, nights_needed, nights_short

NOTHING = Added(NONE)


def siblings_together(pair: Pair) -> Added:
    """All for brothers and sisters who can live together here."""
    if pair.person.siblings is None:
        return Added(NONE, known=False)
    points = exact(pair.policy.adjustments.siblings_together)
    mine = [one for one in links(pair, SiblingPlan.TOGETHER) if one.plan is not None]
    return Added(points if can_be_together(pair, [one.person_id for one in mine]) else NONE)


def can_be_together(pair: Pair, siblings: Sequence[str]) -> bool:
    homes = [sleeps_at(pair, who, pair.first) for who in siblings]
    placed = [one for one in homes if one]
    if placed:
        return all(one <= {pair.setting.id} for one in placed)
    asking = [one for one in pair.snapshot.placement_requests if one.is_open and one.young_person_id in siblings]
    waiting = {one.young_person_id for one in asking}
    return bool(waiting) and free_in_setting(pair, pair.first) >= len(waiting) + 1


def free_in_setting(pair: Pair, night: date) -> int:
    rows = [one for one in pair.snapshot.places if one.setting_id == pair.setting.id]
    return sum(max(0, pair.free_beds(one.place_id, night)) for one in rows)


def expected_length(pair: Pair) -> Added:
    """Down by the share of the nights needed that is not offered."""
    needed = nights_needed(pair)
    if needed is None:
        return NOTHING
    return Added(exact(pair.policy.adjustments.expected_length_fits) * Fraction(nights_short(pair, needed), needed))


ADJUSTMENTS: dict[str, Callable[[Pair], Added]] = {
    "siblings-together": siblings_together,
    "expected-length-fits": expected_length,
    **twin_voice.ADJUSTMENTS,
    **twin_around.ADJUSTMENTS,
}
