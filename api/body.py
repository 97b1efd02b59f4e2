"""Reads a request's body, no more of it than allowed."""

from fastapi import Request

from api.errors import NotSentAsJson
from api.exchange.snapshots import BodyTooLarge
from api.settings import Settings


async def json_body(request: Request) -> bytes:
    """The body's bytes, unread. Raises NotSentAsJson, or BodyTooLarge as soon as more has come than is allowed."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise NotSentAsJson(f"the body was sent as {media_type or 'nothing in particular'}, not as application/json")
    settings: Settings = request.app.state.settings
    body = bytearray()
    too_large = BodyTooLarge(f"the body is larger than {settings.max_body_bytes:,} bytes")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > settings.max_body_bytes:
        raise too_large
    async for chunk in request.stream():
        body += chunk
        if len(body) > settings.max_body_bytes:
            raise too_large
    return bytes(body)
