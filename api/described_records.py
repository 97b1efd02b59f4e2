"""How the record routes are described in the OpenAPI document."""

from typing import Any

from fastapi import Response

from api.actions.records import NoSuchRecord, PreconditionFailed, PreconditionRequired, RecordExists
from api.auth import NotPermitted, NotSignedIn
from api.described_patches import changes
from api.errors import NotSentAsJson, OurFault
from api.exchange.plain import NotJson
from api.exchange.snapshots import BodyTooLarge
from api.openapi import json_reply, problems, ref
from api.records.collections import Collection
from api.store.engine import DatabaseUnavailable
from api.store.write import RefTaken
from matcher.domain.errors import InvalidInput

ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)
WITH_BODY = (NotJson, BodyTooLarge, NotSentAsJson)
CHANGING = (PreconditionFailed, PreconditionRequired)
ETAG = "The version, for If-Match."
LOCATION = "The record's address."

Described = dict[str, Any]
Replies = dict[int | str, dict[str, Any]]


def reading(collection: Collection) -> Described:
    """One record."""
    shown = json_reply(f"The {collection.one}", ref(collection.record.__name__), ETag=ETAG)
    return _described({200: shown, **problems(*ALWAYS, NoSuchRecord)})


def listing(collection: Collection) -> Described:
    """A page of records."""
    schema = {"type": "array", "maxItems": 200, "items": ref(collection.record.__name__)}
    following = 'The next page: `<address>; rel="next"`; not there on the last.'
    return _described({200: json_reply("A page of records", schema, Link=following), **problems(*ALWAYS)})


def creating(collection: Collection) -> Described:
    """A new record."""
    made = json_reply("Kept", ref(collection.record.__name__), ETag=ETAG, Location=LOCATION)
    replies: Replies = {201: made, **problems(*ALWAYS, *WITH_BODY, RecordExists, RefTaken)}
    return _described(replies, _body(collection.record.__name__))


def putting(collection: Collection) -> Described:
    """A record, new or changed."""
    name = collection.record.__name__
    replies: Replies = {
        200: json_reply("As it is now kept", ref(name), ETag=ETAG),
        201: json_reply("Kept, and new", ref(name), ETag=ETAG, Location=LOCATION),
        **problems(*ALWAYS, *WITH_BODY, *CHANGING, RefTaken),
    }
    return _described(replies, _body(name))


def patching(collection: Collection) -> Described:
    """Some fields of a record."""
    replies: Replies = {
        200: json_reply("As it is now kept", ref(collection.record.__name__), ETag=ETAG),
        **problems(*ALWAYS, *WITH_BODY, *CHANGING, NoSuchRecord, RefTaken),
    }
    schema = ref(changes(collection.record.__name__))
    content = {kind: {"schema": schema} for kind in ("application/merge-patch+json", "application/json")}
    return _described(replies, {"required": True, "content": content})


def deleting() -> Described:
    """A record gone."""
    replies: Replies = {204: {"description": "It is gone"}, **problems(*ALWAYS, *CHANGING, NoSuchRecord)}
    return _described(replies)


def _body(model: str) -> Described:
    return {"required": True, "content": {"application/json": {"schema": ref(model)}}}


def _described(responses: Replies, body: Described | None = None) -> Described:
    extra = {"requestBody": body} if body else {}
    return {"responses": responses, "openapi_extra": extra, "response_class": Response, "response_model": None}
