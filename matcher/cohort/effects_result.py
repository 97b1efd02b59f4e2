"""What each option would mean for the others, as it is shown and sent (design section 5)."""

from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import SettingKind
from matcher.domain.values import shown
from matcher.options.result import Says


@shown
class Rearranged:
    """Somebody else who would live elsewhere than if nobody took a place here; a null place is none."""

    request_id: str
    from_place_id: str | None
    to_place_id: str | None
    points: float
    """More or fewer than before."""


@shown
class Effect:
    """One option, and what it would mean for the others."""

    overall_rank: int
    """In the young person's own list, which no effect ever changes."""
    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    score: float
    others_left_without: int
    """How many of the others would have no place who could have had one."""
    others_points: float
    """Change in the others' points together. Above 0 only where somebody is left without a place."""
    says: str
    rearrangement: tuple[Rearranged, ...] | None
    """One that reaches it, shortest first choice; null = this reader may not open the others' records."""


@shown
class Effects:
    """What every option of a request would mean for the other open requests. Nothing here decides anything."""

    request_id: str
    as_of: datetime
    snapshot_hash: str
    rule_set: str
    policy_version: str
    engine_version: str
    others: int
    """Other open requests, but for those that belong with another service."""
    others_placed: int
    """How many of them could have a place if nobody takes one here."""
    others_points: float
    """The most points they could then reach together."""
    says: tuple[str, ...]
    effects: tuple[Effect, ...]
    """In the order of the young person's own list."""
    referred: tuple[Says, ...]


@built_once
def effects_adapter() -> TypeAdapter[Effects]:
    """Writes Effects as JSON, and reads them."""
    return TypeAdapter(Effects)


def without_the_others_records(found: Effects) -> Effects:
    """For a reader who may not open the others' records: the figures and sentences, and nobody's id."""
    return replace(found, effects=tuple(replace(one, rearrangement=None) for one in found.effects))
