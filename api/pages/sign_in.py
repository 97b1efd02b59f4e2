"""The front door, signing in by password or by link, and signing out."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.actions.sessions import (
    LinkRefused,
    SignInRefused,
    form_token,
    session_of,
    sign_in,
    sign_in_by_link,
    sign_out,
)
from api.auth import Serving
from api.logs import log
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.kept_form import FIELDS, KeptForm, kept_in
from api.pages.menu import home
from api.pages.render import drop_cookie, page, set_cookie
from api.service import Service
from api.tokens import BearerToken
from matcher.domain.errors import MatcherError

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Anybody = Annotated[Visit, page_may(None)]

TRIES_A_MINUTE = RateLimitItemPerMinute(20)
LIMITER = MovingWindowRateLimiter(MemoryStorage())


class TooManyTries(MatcherError):
    """More sign-ins from one address than people can type."""

    code = "too_many_tries"
    remedy = "Wait a minute, then try again."


@router.get("/")
def front_door(visit: Anybody) -> Response:
    """To one's own first page, or to signing in."""
    return RedirectResponse("/sign-in" if visit.signed is None else home(visit), 303)


@router.get("/sign-in")
def sign_in_page(request: Request, visit: Anybody, next: str = "") -> Response:  # noqa: A002 - its name in the address
    """Name and password."""
    return page(request, visit, "sign_in.html", user_id="", refused=None, next=_ours(next), ran_out=False, kept={})


@router.post("/sign-in")
def sign_in_with_password(request: Request, service: Serving, visit: Anybody) -> Response:
    """Sign in, and go on to the page that was asked for."""
    user_id, onward = visit.form.one("user_id"), _ours(visit.form.one("next"))
    try:
        _throttle(request)
        token = sign_in(service, user_id, visit.form.as_typed("password"), visit.reference)
    except (SignInRefused, TooManyTries) as error:
        status = 429 if isinstance(error, TooManyTries) else 403
        values = {"user_id": user_id, "refused": error, "next": onward, "ran_out": False}
        hidden = {name: visit.form.one(name) for name in FIELDS if visit.form.one(name)}
        return page(request, visit, "sign_in.html", status=status, kept=hidden, **values)
    kept = kept_in(service, visit.form, user_id)
    return _enter(service, token, onward) if kept is None else _give_back(request, service, token, kept)


@router.get("/sign-in/link/{secret}")
def link_page(request: Request, visit: Anybody, secret: str) -> Response:
    """Opening a link signs nobody in: mail programs open links too. The button does."""
    return page(request, visit, "sign_in_link.html", secret=secret, refused=None)


@router.post("/sign-in/link")
def sign_in_with_link(request: Request, service: Serving, visit: Anybody) -> Response:
    """Use the link up."""
    try:
        _throttle(request)
        token = sign_in_by_link(service, visit.form.one("secret"), visit.reference)
    except (LinkRefused, TooManyTries) as error:
        status = 429 if isinstance(error, TooManyTries) else 403
        return page(request, visit, "sign_in_link.html", status=status, secret="", refused=error)
    return _enter(service, token, "")


@router.post("/sign-out")
def sign_out_of_it(service: Serving, visit: Anybody) -> Response:
    """End the session."""
    if visit.signed is not None:
        sign_out(service, visit.signed, visit.reference)
    answer = RedirectResponse("/sign-in", 303)
    drop_cookie(answer, service, "session")
    return answer


def _enter(service: Service, token: BearerToken, onward: str) -> Response:
    answer = RedirectResponse(onward or "/", 303)
    set_cookie(answer, service, "session", token.text)
    return answer


def _give_back(request: Request, service: Service, token: BearerToken, kept: KeptForm) -> Response:
    """What was typed before the session ran out, as a form of the new one."""
    signed = session_of(service, token.text)
    visit = Visit(cookie=token.text, form_token=form_token(service, token.text), reference="-", signed=signed)
    answer = page(request, visit, "send_again.html", kept=kept)
    set_cookie(answer, service, "session", token.text)
    return answer


def _throttle(request: Request) -> None:
    """Raises TooManyTries."""
    address = request.client.host if request.client else "-"
    if not LIMITER.hit(TRIES_A_MINUTE, address):
        log.warning("sign-ins were throttled")
        raise TooManyTries("there were too many tries from this address in the last minute")


def _ours(path: str) -> str:
    """The path where it is one of this service's own, else nothing: nobody is sent elsewhere after signing in."""
    own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if own else ""
