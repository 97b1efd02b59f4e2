"""What-ifs for tests: asked as JSON is, of a small world, and the beds that come of them."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fixtures.plain_world import TODAY, lives, person, place, setting, world
from matcher.capacity.forecast import history_of
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.errors import InvalidInput
from matcher.domain.snapshot import Snapshot
from matcher.policy import load_policy
from matcher.scenario import BeforeAfter, ScenarioAsked, Standing, apply, compare, scenario_adapter

BOOK = load_policy()


def on(days: int) -> str:
    """The day so many days from today, as JSON has it."""
    return (TODAY + timedelta(days=days)).isoformat()


def night(days: int) -> date:
    return TODAY + timedelta(days=days)


def asking(*changes: dict[str, Any], **more: Any) -> ScenarioAsked:
    """What these changes ask."""
    return scenario_adapter().validate_json(json.dumps({"changes": changes, **more}))


def what_if(snapshot: Snapshot, *changes: dict[str, Any], **more: Any) -> BeforeAfter:
    """Before and after these changes."""
    return compare(snapshot, asking(*changes, **more), BOOK, history=history_of(snapshot))


def changed(snapshot: Snapshot, *changes: dict[str, Any]) -> Snapshot:
    """The snapshot with these changes made."""
    return apply(snapshot, asking(*changes).changes, BOOK).snapshot


def refused(snapshot: Snapshot, *changes: dict[str, Any], **more: Any) -> tuple[str, str, str]:
    """Where the first thing wrong is, what it is, and how to mend it."""
    try:
        what_if(snapshot, *changes, **more)
    except InvalidInput as error:
        return error.problems[0].pointer, error.problems[0].detail, error.problems[0].mend
    raise AssertionError("nothing was refused")


def home_and_family(**facts: Any) -> Snapshot:
    """A home of four beds where sam and ash live, and a foster family of two beds where nobody does."""
    made = world(setting("home", registered_places=4), setting("family", SettingKind.FOSTER_FAMILY, rota_held=False))
    return replace(
        made,
        young_people=(*made.young_people, person("sam"), person("ash")),
        places=(place("home", beds=4), place("family")),
        placements=(lives("sam"), lives("ash", leaving=night(10))),
        **facts,
    )


def free(standing: Standing, setting_id: str, pool: PlacePool = PlacePool.RESIDENTIAL) -> dict[date, int]:
    """Night -> free beds of a setting that is shown."""
    found = next(one for one in standing.settings if one.setting_id == setting_id)
    nights: dict[date, int] = {}
    for row in found.rows:
        for one in row.nights if row.pool is pool else ():
            nights[one.night] = nights.get(one.night, 0) + one.free
    return nights


def more_free(found: BeforeAfter, setting_id: str) -> dict[date, int]:
    """Night -> how many more beds are free than before; nights that are as before are left out."""
    before, after = free(found.before, setting_id), free(found.after, setting_id)
    return {one: after[one] - before[one] for one in after if after[one] != before[one]}
