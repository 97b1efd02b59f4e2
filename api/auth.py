"""The door: a bearer token in, a caller out, or a problem that says why not."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.logs import log
from api.permissions import Caller, NotPermitted, Permission
from api.queries import refuse_unknown_query
from api.service import Service
from api.store.access import KeptToken, find_token
from api.tokens import BearerToken
from matcher.domain.errors import MatcherError

__all__ = ["EVERYBODY", "NotPermitted", "NotSignedIn", "Serving", "may", "service_of"]

bearer = HTTPBearer(auto_error=False, scheme_name="token", description="A token made with `nwd token`.")


class NotSignedIn(MatcherError):
    """No token, or none that opens anything."""

    code = "not_signed_in"
    remedy = "Send `Authorization: Bearer TOKEN`. Tokens are made with `nwd token --role ROLE` and last for a set time."


def service_of(request: Request) -> Service:
    """The service that answers this call."""
    service: Service = request.app.state.service
    return service


Serving = Annotated[Service, Depends(service_of)]


def may(permission: Permission) -> Any:  # noqa: ANN401 - FastAPI's own marker
    """A route's parameter: the caller, who has this permission. Raises NotSignedIn, NotPermitted."""

    def caller(
        request: Request,
        service: Serving,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    ) -> Caller:
        found = _caller(service, credentials)
        found.require(permission)
        refuse_unknown_query(request)
        return replace(found, reference=request.scope.get("nwd_reference", "-"))

    caller.permission = permission  # type: ignore[attr-defined]
    return Depends(caller)


def _everybody() -> None:
    """No sign-in: nothing here is about anybody."""


_everybody.permission = None  # type: ignore[attr-defined]
EVERYBODY = Depends(_everybody)
"""In the signature of a route that needs no sign-in."""


def _caller(service: Service, credentials: HTTPAuthorizationCredentials | None) -> Caller:
    token = BearerToken.read(credentials.credentials) if credentials else None
    if token is None:
        raise NotSignedIn("there is no bearer token that can be read")
    with service.store.reading() as connection:
        kept = find_token(connection, token.id)
    if kept is None or not _opens(service, token, kept):
        log.warning("a token was refused", token=token.id)
        raise NotSignedIn("this token opens nothing: it is unknown, has ended, or was withdrawn")
    return kept.caller


def _opens(service: Service, token: BearerToken, kept: KeptToken) -> bool:
    fits = token.fits(kept.secret_hash, service.settings.secret.get_secret_value())
    return fits and kept.revoked_at is None and service.clock() < kept.expires_at
