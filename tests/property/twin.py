"""The twin: one young person and one place at a time, slowly, from the catalogue's words and decision record 3.

The referee for the engine's columns. It shares with the engine only the domain, the policy and the names of outcomes;
`tests/property/test_twin_agrees.py` holds the two against each other on generated worlds.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from matcher.domain.snapshot import Snapshot
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook
from tests.property import (
    twin_around,
    twin_care,
    twin_carers,
    twin_group,
    twin_law,
    twin_lawful,
    twin_voice,
    twin_where,
)
from tests.property.twin_adjustments import ADJUSTMENTS
from tests.property.twin_facts import tenths
from tests.property.twin_lists import authorised, order, place_in_list, questions
from tests.property.twin_nights import settle_nights
from tests.property.twin_pair import Pair
from tests.property.twin_parts import PARTS, exact

LIMBS = {
    **twin_lawful.LIMBS,
    **twin_carers.LIMBS,
    **twin_group.LIMBS,
    **twin_where.LIMBS,
    **twin_care.LIMBS,
    **twin_law.LIMBS,
    **twin_voice.LIMBS,
    **twin_around.LIMBS,
}
SINCE = {
    "under-16-no-other-arrangements": date(2021, 9, 9),
    "16-17-registered-supported-accommodation": date(2023, 10, 28),
    "supported-accommodation-age-band": date(2023, 10, 28),
    "care-leaver-16-17-suitable": date(2023, 10, 28),
    "home-location-assessment:supported": date(2023, 10, 28),
}
"""First day in force, where it is recent; before it the rule is not in the book."""


@dataclass(frozen=True)
class OfferedNights:
    first_night: date | None
    leaving: date | None
    enough: bool


@dataclass(frozen=True)
class Points:
    """Of one part or adjustment, each rounded once to tenths."""

    points: float
    known: bool
    could_add: float


@dataclass(frozen=True)
class Verdict:
    """What the twin says about one place for one request.

    outcomes  as judged; `settled`: the same, with every limb that is validly authorised met
    total     before it is held to 0-100
    order     sorts the places of `options` and `needs_approval` as one list, the first first
    questions how many limbs keep the place back until we know
    """

    outcomes: dict[str, Outcome]
    settled: dict[str, Outcome]
    nights: OfferedNights
    parts: dict[str, Points]
    adjustments: dict[str, Points]
    list_name: str
    total: float
    order: tuple[object, ...]
    questions: int


def judge(snapshot: Snapshot, request_id: str, place_id: str, policy_book: PolicyBook) -> Verdict:
    """Judge one place row for one request, whoever else it might suit."""
    pair = Pair(snapshot, request_id, place_id, policy_book)
    offered = settle_nights(pair)
    in_force = {limb: judged for limb, judged in LIMBS.items() if SINCE.get(limb, date.min) <= pair.today}
    outcomes = {limb: judged(pair) for limb, judged in in_force.items()}
    settled = authorised(pair, outcomes)
    parts = {slug: points_of(pair, slug) for slug in PARTS}
    adjustments = {slug: adjusted(pair, slug) for slug in ADJUSTMENTS}
    each = [one.points for one in parts.values()] + [one.points for one in adjustments.values()]
    total = tenths(sum((exact(one) for one in each), Fraction(0)))
    return Verdict(
        outcomes=outcomes,
        settled=settled,
        nights=OfferedNights(offered.first, offered.leaving, offered.enough),
        parts=parts,
        adjustments=adjustments,
        list_name=place_in_list(pair, settled),
        total=total,
        order=order(pair, settled, total),
        questions=questions(pair, settled),
    )


def points_of(pair: Pair, slug: str) -> Points:
    weight = exact(getattr(pair.policy.weights, slug.replace("-", "_")))
    share = PARTS[slug](pair)
    return Points(tenths(weight * share.sure), share.known, tenths(weight * share.could_add))


def adjusted(pair: Pair, slug: str) -> Points:
    added = ADJUSTMENTS[slug](pair)
    return Points(tenths(added.points), added.known, tenths(added.could_add))


def considered(snapshot: Snapshot, request_id: str) -> list[str]:
    """The place rows a request is answered about: a setting that belongs to one person is for that person only."""
    person = next(one.young_person_id for one in snapshot.placement_requests if one.id == request_id)
    settings = {one.id for one in snapshot.settings if one.for_young_person_id in {None, person}}
    return [one.place_id for one in snapshot.places if one.setting_id in settings]
