"""What an app serves, found by looking: every operation, and the permissions that its signature names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from api.permissions import Permission
from api.records.collections import COLLECTIONS
from tests.small import PLACE, REQUEST, sample_id

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
    """Every operation of these routes, in their order."""
    found = []
    for one in iter_route_contexts(routes):
        if one.path not in BESIDE_THE_ROUTES:
            named = tuple(_named(one.dependant))
            found += [Operation(method, str(one.path), named) for method in sorted(one.methods or {"ANY"})]
    return found


def operations_of(app: FastAPI) -> list[Operation]:
    return operations(app.routes)


def _named(dependant: Dependant) -> Iterator[Permission | None]:
    if hasattr(dependant.call, "permission"):
        yield getattr(dependant.call, "permission")  # noqa: B009 - a mark that its type does not know
    for one in dependant.dependencies:
        yield from _named(one)


def collection_at(path: str) -> str | None:
    """The collection whose records are at this address, by name."""
    parts = path.split("/")
    name = parts[2].replace("-", "_") if len(parts) > 2 else ""
    return name if name in COLLECTIONS else None


def address(template: str, id: str | None = None) -> str:
    """The template with ids put in: those of the small authority, or this one."""
    name = collection_at(template)
    there = REQUEST if "/options" in template else sample_id(name) if name else ""
    return template.format(id=id or there, place_id=PLACE, list="young-people", name="setting-kind")
