"""What an app serves, found by looking: every operation, and the permissions that its signature names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from api.pages.errors import PageRoute
from api.permissions import Permission
from api.records.collections import COLLECTIONS
from tests.small import PLACE, PLAN, REQUEST, WHAT_IF, sample_id

BESIDE_THE_ROUTES = frozenset({"/openapi.json", "/static"})
"""What the framework serves by itself, to everybody."""


@dataclass(frozen=True)
class Operation:
    """One method of one address. `named`: the permissions that its signature names; None among them is everybody."""

    method: str
    path: str
    named: tuple[Permission | None, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def sample_path(self) -> str:
        """An address of it that is there in the small authority."""
        return address(self.path)


def operations(routes: Sequence[BaseRoute]) -> list[Operation]:
    """Every operation of these routes, in their order; pages are apart."""
    return [one for one, is_page in _all(routes) if not is_page]


def operations_of(app: FastAPI) -> list[Operation]:
    return operations(app.routes)


def pages_of(app: FastAPI) -> list[Operation]:
    """Every page that people open, and every form that they send."""
    return [one for one, is_page in _all(app.routes) if is_page]


def _all(routes: Sequence[BaseRoute]) -> Iterator[tuple[Operation, bool]]:
    for one in iter_route_contexts(routes):
        if one.path in BESIDE_THE_ROUTES:
            continue
        is_page = isinstance(one.original_route, PageRoute)
        named = tuple(_named(one.dependant, "page_permission" if is_page else "permission"))
        for method in sorted(one.methods or {"ANY"}):
            yield Operation(method, str(one.path), named), is_page


def _named(dependant: Dependant, mark: str) -> Iterator[Permission | None]:
    if hasattr(dependant.call, mark):
        yield getattr(dependant.call, mark)
    for one in dependant.dependencies:
        yield from _named(one, mark)


SETTING, STEP = sample_id("settings"), "school-and-journeys"


def collection_at(path: str) -> str | None:
    """The collection whose records are at this address, by name."""
    parts = path.split("/")
    name = parts[2].replace("-", "_") if len(parts) > 2 else ""
    return name if name in COLLECTIONS else None


COMPARED = f"?place={PLACE}&place=home-bed"
"""The two places of the small authority."""


def address(template: str, id: str | None = None) -> str:
    """The template with ids put in: those of the small authority, or this one."""
    name = collection_at(template)
    there = REQUEST if "/options" in template or template.startswith("/requests") else sample_id(name) if name else ""
    there = PLAN if template.startswith(("/v1/assignments", "/plans")) else there
    there = WHAT_IF if template.startswith(("/v1/scenarios", "/what-if")) else there
    beside = {
        "place_id": PLACE,
        "list": "young-people",
        "name": "setting-kind",
        "slug": "staff-ratio",
        "secret": "none",
    }
    asked = COMPARED if template.startswith("/v1") and template.endswith("/compare") else ""
    return template.format(id=id or there or SETTING, step=STEP, **beside) + asked
