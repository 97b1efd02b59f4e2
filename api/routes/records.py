"""The records of an authority, collection by collection: list, create, read, put, patch; delete where a slip may go."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from api import described_records as described
from api.actions import pages, records
from api.auth import Serving, may
from api.body import patch_body, record_body
from api.etags import IfMatch, etag, read_if_match
from api.exchange.plain import not_json, plainly
from api.permissions import Caller, Permission, to_read, to_write
from api.queries import link_to_next
from api.records.collections import COLLECTIONS, Collection, record_adapter
from api.store.rows import KeptRecord
from matcher.domain.checks import refusal
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.values import Identifier

JSON = "application/json"
NOT_IN_A_NAME = re.compile(r"[^a-z]+")
REF = r"^[A-Za-z0-9._-]{1,64}:[^\x00-\x1f\x7f]+$"


class PageAsked(BaseModel):
    """Which records, and how many at once."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=pages.MOST)] = pages.USUAL
    cursor: Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_-]+$")] | None = None
    external_ref: Annotated[str, Field(max_length=200, pattern=REF)] | None = None
    """Only those with this id in another system, as `system:id`."""


def routes(collection: Collection) -> APIRouter:
    """The routes of one collection."""
    router = APIRouter(prefix=f"/v1/{collection.path}", tags=[_tag(collection)])
    _add_reading(router, collection, to_read(collection))
    _add_writing(router, collection, to_write(collection))
    if collection.can_go:
        _add_deleting(router, collection, to_write(collection))
    return router


def _add_reading(router: APIRouter, collection: Collection, permission: Permission) -> None:
    @router.get(
        "", name=f"list_{collection.name}", summary=f"List {_many(collection)}", **described.listing(collection)
    )
    def list_records(
        request: Request,
        service: Serving,
        caller: Annotated[Caller, may(permission)],
        asked: Annotated[PageAsked, Query()],
    ) -> Response:
        """At most 200 at a time, in the order of their ids; the `Link` header says where the next page is."""
        found = pages.page(service, caller, collection, asked.limit, asked.cursor, asked.external_ref)
        return Response(found.json, headers=link_to_next(request, asked.limit, found.next_cursor), media_type=JSON)

    @router.get(
        "/{id}", name=f"read_{_one(collection)}", summary=f"Read one {collection.one}", **described.reading(collection)
    )
    def read_record(id: Identifier, service: Serving, caller: Annotated[Caller, may(permission)]) -> Response:  # noqa: A002 - its name in the address
        """The record as it is kept; its ETag is what `If-Match` wants."""
        return _shown(records.read(service, caller, collection, id))


def _add_writing(router: APIRouter, collection: Collection, permission: Permission) -> None:
    @router.post(
        "", name=f"create_{_one(collection)}", summary=f"Add a {collection.one}", **described.creating(collection)
    )
    def create_record(
        service: Serving, caller: Annotated[Caller, may(permission)], body: Annotated[bytes, Depends(record_body)]
    ) -> Response:
        """A new record under the authority's own id. 409 where there is one already."""
        kept = records.create(service, caller, collection, _parsed(collection, body))
        return _shown(kept, 201, {"location": f"/v1/{collection.path}/{kept.id}"})

    @router.put(
        "/{id}", name=f"put_{_one(collection)}", summary=f"Keep a {collection.one}", **described.putting(collection)
    )
    def put_record(
        id: Identifier,  # noqa: A002 - its name in the address
        service: Serving,
        caller: Annotated[Caller, may(permission)],
        body: Annotated[bytes, Depends(record_body)],
        if_match: IfMatch = None,
    ) -> Response:
        """New, or changed to exactly this; sent again it changes nothing. A change has to say in `If-Match` of what."""
        saved = records.put(service, caller, collection, id, _parsed(collection, body), read_if_match(if_match))
        new = {"location": f"/v1/{collection.path}/{id}"}
        return _shown(saved.kept, 201, new) if saved.is_new else _shown(saved.kept)

    @router.patch(
        "/{id}",
        name=f"patch_{_one(collection)}",
        summary=f"Change a {collection.one}",
        **described.patching(collection),
    )
    def patch_record(
        id: Identifier,  # noqa: A002 - its name in the address
        service: Serving,
        caller: Annotated[Caller, may(permission)],
        body: Annotated[bytes, Depends(patch_body)],
        if_match: IfMatch = None,
    ) -> Response:
        """Only the fields given are changed (JSON Merge Patch, RFC 7396); null takes a field away: not recorded."""
        given = _patch(body)
        return _shown(records.patch(service, caller, collection, id, given, read_if_match(if_match)))


def _add_deleting(router: APIRouter, collection: Collection, permission: Permission) -> None:
    @router.delete(
        "/{id}", name=f"delete_{_one(collection)}", summary=f"Delete a {collection.one}", **described.deleting()
    )
    def delete_record(
        id: Identifier,  # noqa: A002 - its name in the address
        service: Serving,
        caller: Annotated[Caller, may(permission)],
        if_match: IfMatch = None,
    ) -> Response:
        """For a slip of the pen. The audit keeps what it was."""
        records.remove(service, caller, collection, id, read_if_match(if_match))
        return Response(status_code=204)


def _parsed(collection: Collection, body: bytes) -> Any:  # noqa: ANN401 - a record of the collection
    try:
        return record_adapter(collection.name).validate_json(body)
    except ValidationError as error:
        raise refusal(plainly(error, collection.record)) from None


def _patch(body: bytes) -> dict[str, Any]:
    try:
        given = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise not_json(str(error)) from None
    if not isinstance(given, dict):
        mend = "Write an object, in braces { }, with the fields to change."
        raise InvalidInput("the change is no object", (Problem("", "This is not an object.", mend),))
    return given


def _shown(kept: KeptRecord, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(kept.json, status, {"etag": etag(kept), **(headers or {})}, media_type=JSON)


def _one(collection: Collection) -> str:
    """In the names of operations, and so of the functions of clients made from the description."""
    return NOT_IN_A_NAME.sub("_", collection.one)


def _many(collection: Collection) -> str:
    return collection.name.replace("_", " ")


def _tag(collection: Collection) -> str:
    return "people" if collection.of_people else "provision"


router = APIRouter()
for _collection in COLLECTIONS.values():
    router.include_router(routes(_collection))
