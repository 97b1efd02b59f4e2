"""What the tests of the score look at: one part, one adjustment, the order."""

from typing import Any

from fixtures.plain_world import person, world
from matcher.domain.snapshot import Snapshot
from matcher.options.result import ScorePart
from tests.spec.support import answer, entry


def yp(**facts: Any) -> Snapshot:
    """The whole world, with these facts about the young person."""
    return world(young_people=(person(**facts),))


def part(snapshot: Snapshot, slug: str, place_id: str | None = None) -> ScorePart:
    """One part of a place's score."""
    return next(one for one in entry(snapshot, place_id).parts if one.slug == slug)


def points(snapshot: Snapshot, slug: str, place_id: str | None = None) -> float:
    """One part's points."""
    return part(snapshot, slug, place_id).points


def missing_here(snapshot: Snapshot, slug: str, place_id: str | None = None) -> tuple[float, bool, float]:
    """What a part says where a fact about the place is missing: points, known, could add."""
    found = part(snapshot, slug, place_id)
    return found.points, found.known, found.could_add


def adjustment(snapshot: Snapshot, slug: str, place_id: str | None = None) -> float:
    """One adjustment's points; none where it is not shown."""
    return sum(one.points for one in entry(snapshot, place_id).adjustments if one.slug == slug)


def order(snapshot: Snapshot) -> list[str]:
    """The settings of `options` and `needs_approval` by overall rank, which runs through both without a gap."""
    result = answer(snapshot)
    one_list = sorted(result.options + result.needs_approval, key=lambda one: one.overall_rank or 0)
    assert [one.overall_rank for one in one_list] == list(range(1, len(one_list) + 1))
    return [one.setting_id for one in one_list]
