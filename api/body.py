"""Reads a request's body, no more of it than allowed."""

from fastapi import Request

from api.errors import NotSentAsAList, NotSentAsJson
from api.exchange.snapshots import BodyTooLarge
from api.service import Service

MOST_RECORD_BYTES = 200_000
"""One record: a thousand times what is usual."""
MOST_ASKED_BYTES = 1_000_000
"""What is asked of a plan: thousands of requests by name, each with where it was before."""

LISTS = frozenset(
    {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream"}
)


async def json_body(request: Request) -> bytes:
    """The body's bytes, unread. Raises NotSentAsJson, or BodyTooLarge as soon as more has come than is allowed."""
    _require(request, "application/json")
    return await body(request)


async def record_body(request: Request) -> bytes:
    """As json_body, for one record. Raises as json_body does."""
    _require(request, "application/json")
    return await body(request, MOST_RECORD_BYTES)


async def asked_body(request: Request) -> bytes:
    """As json_body, for what is asked of a plan. Raises as json_body does."""
    _require(request, "application/json")
    return await body(request, MOST_ASKED_BYTES)


async def patch_body(request: Request) -> bytes:
    """As record_body; a merge patch may say that it is one."""
    _require(request, "application/json", "application/merge-patch+json")
    return await body(request, MOST_RECORD_BYTES)


async def list_body(request: Request) -> bytes:
    """The bytes of a list, CSV or Excel. Raises NotSentAsAList, BodyTooLarge."""
    if media_type(request) not in LISTS:
        raise NotSentAsAList("the body was sent as something else than a list")
    return await body(request)


async def body(request: Request, most: int | None = None) -> bytes:
    """The body's bytes, of any type. Raises BodyTooLarge."""
    service: Service = request.app.state.service
    limit = min(most or service.settings.max_body_bytes, service.settings.max_body_bytes)
    too_large = BodyTooLarge(f"the body is larger than {limit:,} bytes")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise too_large
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > limit:
            raise too_large
    return bytes(found)


def media_type(request: Request) -> str:
    """What the body was sent as, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _require(request: Request, *wanted: str) -> None:
    if media_type(request) not in wanted:
        raise NotSentAsJson(f"the body was sent as something else than {' or '.join(wanted)}")
