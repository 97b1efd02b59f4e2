"""Draft impact risk assessments that, together, say every sentence there is: for the checks of words."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from fixtures.rule_examples import EXAMPLES
from matcher.options.impact import (
    ImpactDraft,
    impact_draft,
    impact_draft_adapter,
    of_the_young_person_alone,
    without_protective_reasons,
)
from matcher.policy import load_policy
from tests.property.worlds import world

ABOUT_COMPANY = (
    "adults-in-minority",
    "court-contact-order-compatible",
    "do-not-place-together",
    "fire-setting",
    "impact-risk-assessment-complete",
    "peer-age-gap",
    "resident-mix-score",
    "siblings-together",
    "solo-or-shared",
    "visitor-and-associate-risk",
    "younger-children-in-household",
)


@cache
def drafts() -> tuple[ImpactDraft, ...]:
    """Of the worked examples about company, and of some generated worlds; each as every kind of reader sees it."""
    book = load_policy()
    examples = [one for one in EXAMPLES if one.limb.partition(":")[0] in ABOUT_COMPANY][::12]
    found = [impact_draft(world, "req", world.places[0].place_id, book) for world in (one.world() for one in examples)]
    for seed in range(2):
        snapshot = world(seed)
        ours = {one.id for one in snapshot.settings if one.for_young_person_id is None}
        found += [
            impact_draft(snapshot, "req-0", one.place_id, book) for one in snapshot.places if one.setting_id in ours
        ]
    return tuple(
        seen for one in found for seen in (one, without_protective_reasons(one), of_the_young_person_alone(one))
    )


def sentences() -> Iterator[str]:
    """Every different sentence of ours in them: not what a record says in its own words, nor a list of names."""
    said = {text for one in drafts() for text in _says(json.loads(impact_draft_adapter().dump_json(one)))}
    return iter(sorted(said))


def _says(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and name in {"says", "because", "left_out"}:
                yield inner
            elif name == "says" and isinstance(inner, list) and all(isinstance(one, str) for one in inner):
                yield from inner
            else:
                yield from _says(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _says(inner)
