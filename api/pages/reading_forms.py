"""From a form to the changes of a record, and from what was refused back to the form's fields."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from api.pages.asking import Ask, Json, Reading
from api.pages.asking_law import Legal
from api.pages.asking_lists import Rows
from api.pages.door import Form
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.snapshot import Snapshot

FORM = "questions"
"""The form's id: where an error leads that is about no one field."""


def reading_of(snapshot: Snapshot) -> Reading:
    """What this snapshot knows by name."""
    carers = {carer.id: carer.name for home in snapshot.settings for carer in home.carers or () if carer.name}
    workers = {worker.id: worker.name for worker in snapshot.workers or () if worker.name}
    return Reading(
        today=snapshot.today,
        people=workers | carers,
        settings={home.id: home.name for home in snapshot.settings},
    )


def fact_of(fields: Mapping[str, Any], ask: Ask) -> Json:
    """What a record says in answer to a question; None where nobody has recorded it."""
    found: Any = fields
    for name in ask.path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def filled_with(asks: Iterable[Ask], kept: Mapping[str, Mapping[str, Any]], reading: Reading) -> Form:
    """The form with what these records say, by collection."""
    fields: dict[str, list[str]] = {}
    for ask in asks:
        fields.update(ask.filled(ask.name, fact_of(kept[ask.whose], ask), reading))
    return Form(fields)


def changes(
    asks: Sequence[Ask], kept: Mapping[str, Mapping[str, Any]], form: Form, reading: Reading
) -> dict[str, dict[str, Json]]:
    """What the form changes, as a merge patch of each record by its collection."""
    found: dict[str, dict[str, Json]] = {whose: {} for whose in kept}
    for ask in asks:
        before = fact_of(kept[ask.whose], ask)
        after = ask.read(form, ask.name, before, reading)
        if after != before:
            put(found[ask.whose], ask.path, _instead(before, after))
    groups = {ask.path[0] for ask in asks if len(ask.path) > 1}
    return {whose: _tidy(patch, kept[whose], groups) for whose, patch in found.items()}


def _instead(before: Json, after: Json) -> Json:
    """An object that is one answer takes the place of the one before: its other parts go."""
    whole = isinstance(before, dict) and isinstance(after, dict)
    return {**dict.fromkeys(before), **after} if whole else after


def put(patch: dict[str, Json], path: Sequence[str], value: Json) -> None:
    """Write a fact into a patch."""
    for name in path[:-1]:
        patch = patch.setdefault(name, {})
    patch[path[-1]] = value


def _tidy(patch: dict[str, Json], kept: Mapping[str, Any], groups: Collection[str]) -> dict[str, Json]:
    """A group of facts of which nothing is left goes as a whole."""
    tidied = dict(patch)
    for name, given in patch.items():
        if name in groups and isinstance(given, dict):
            left = {**(kept.get(name) or {}), **given}
            if all(value is None for value in left.values()):
                tidied[name] = None
    return tidied


def tell(reading: Reading, asks: Iterable[Ask], error: InvalidInput) -> None:
    """Put what the record refused beside the fields it is about."""
    for problem in error.problems:
        reading.refuse(_field(asks, problem), f"{problem.detail} {problem.mend}".strip())
    if not error.problems:
        reading.refuse(FORM, str(error))


def _field(asks: Iterable[Ask], problem: Problem) -> str:
    parts = tuple(problem.pointer.strip("/").split("/"))
    near = [ask for ask in asks if parts[: len(ask.path)] == ask.path or (parts[0] and ask.path[: len(parts)] == parts)]
    return max(near, key=lambda ask: len(ask.path)).name if near else FORM


def summary(asks: Iterable[Ask], reading: Reading, who: str) -> list[dict[str, str]]:
    """What is wrong, for the top of the page: each leads to its field."""
    dates = set(_dates(asks))
    return [
        {"text": says.replace("{name}", who), "href": f"#{id_}-day" if id_ in dates else f"#{id_}"}
        for id_, says in reading.wrong.items()
    ]


def _dates(asks: Iterable[Ask]) -> Iterable[str]:
    """The ids of dates, which begin at their day."""
    for ask in asks:
        parts = [(ask.name, ask)]
        if isinstance(ask, Legal):
            parts += [(f"{ask.name}-{part.name}", part) for part in ask.parts]
        elif isinstance(ask, Rows):
            parts += [(f"{ask.name}-{n}-{one.name}", one) for n in range(ask.blanks) for one in ask.columns]
        yield from (id_ for id_, one in parts if one.first_id(id_) != id_)
