"""What every reply has, whatever it says: a reference, headers that guard it, one line in the log, and no stack trace."""

import re
import time
import uuid
from collections.abc import Mapping
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import NotFromHere, OurFault, as_response
from api.logs import log, where_in_the_code
from api.metrics import count

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REFERENCE = re.compile(r"[A-Za-z0-9._-]{1,64}")

GUARDS: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Envelope:
    """Goes round the whole app. The log gets the route's template, never the address as called, a query or a body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        sent = Reply(send, _reference(scope))
        scope["nwd_reference"] = sent.reference
        begun = time.perf_counter()
        try:
            await self._answer(scope, receive, sent)
        except ClientDisconnect:
            log.info("the caller went away", reference=sent.reference)
        except Exception as error:  # noqa: BLE001 - the last stop: whatever it is, the caller gets a problem
            log.error(
                "failed", reference=sent.reference, where=where_in_the_code(error)
            )  # a trace would quote people's data
            if sent.status is None:
                reply = as_response(OurFault(f"the service failed; reference {sent.reference}"), sent.reference)
                await reply(scope, receive, sent)
        self._note(scope, sent, time.perf_counter() - begun)
        return None

    def _note(self, scope: Scope, sent: "Reply", took: float) -> None:
        method, route = scope["method"] if scope["method"] in METHODS else "other", _route(scope)
        count(method, route, sent.status, took)
        milliseconds = round(took * 1000)
        log.info("answered", reference=sent.reference, method=method, route=route, status=sent.status, ms=milliseconds)

    async def _answer(self, scope: Scope, receive: Receive, sent: "Reply") -> None:
        if _is_for_demonstration(scope) and not _from_here(scope):
            return await as_response(NotFromHere("the call came from another machine"))(scope, receive, sent)
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope  # the server leaves the body out
        return await self.app(asked, receive, sent)


class Reply:
    """Adds the headers to a reply on its way out, and remembers its status."""

    def __init__(self, send: Send, reference: str) -> None:
        self.send = send
        self.reference = reference
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        """Send one piece of the reply."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, guard in GUARDS.items():
                headers.setdefault(name, guard)
            headers["x-request-id"] = self.reference
        await self.send(message)


def _reference(scope: Scope) -> str:
    """The caller's own X-Request-Id where it is an id, else a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if REFERENCE.fullmatch(given) else uuid.uuid4().hex


def _is_for_demonstration(scope: Scope) -> bool:
    """Whether the secret is the one that everybody knows: then nobody else is let in, however the app was started."""
    return bool(scope["app"].state.service.settings.is_for_demonstration)


def _from_here(scope: Scope) -> bool:
    """Whether the caller is on this machine."""
    client = scope.get("client")
    try:
        return client is None or ip_address(client[0]).is_loopback
    except ValueError:  # a test's client has a name, no address
        return True


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "-"))
