"""The pages' door: a session's cookie in, a visit out; every form shows that it came from here.

A page's parameter is `visit: Annotated[Visit, page_may(Permission.READ_PEOPLE)]`. What was posted is in `visit.form`.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, Request

from api.actions.sessions import Signed, form_token, session_of
from api.auth import Serving
from api.body import body, media_type
from api.permissions import Caller, Permission
from api.service import Service
from api.store.people import Person
from matcher.domain.errors import MatcherError

MOST_FORM_BYTES, MOST_FIELDS = 100_000, 500
FORM_TOKEN = "form_token"  # noqa: S105 - the field's name


class SignInFirst(MatcherError):
    """A page that needs somebody signed in."""

    code = "sign_in_first"
    remedy = "Sign in, then open the page again."


class RanOut(SignInFirst):
    """A form sent after its session had run out."""


class NotOurForm(MatcherError):
    """A form that was not sent from a page of this service, in this session."""

    code = "not_our_form"
    remedy = "Go back, load the page again, and send the form from there. Nothing was changed."


class NotSentAsAForm(MatcherError):
    """A form that was sent as something else."""

    code = "not_sent_as_a_form"
    remedy = "Send the form from its own page. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed and chosen, by the field's name."""

    fields: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """The field's text without space around it; empty where nothing was given."""
        return self.as_typed(name).strip()

    def as_typed(self, name: str) -> str:
        """The field's text with every space in it: a password's."""
        return next(iter(self.fields.get(name, ())), "")

    def all(self, name: str) -> list[str]:
        """Everything chosen under this name."""
        return [one for one in self.fields.get(name, ()) if one]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One page asked for: by whom, with which form, and what the page's own forms must send along."""

    cookie: str = field(repr=False)
    """The session's, or a visitor's who has not signed in."""
    form_token: str = field(repr=False)
    reference: str
    signed: Signed | None = None
    form: Form = Form({})

    @property
    def caller(self) -> Caller:
        """Who asks. Raises SignInFirst."""
        if self.signed is None:
            raise SignInFirst("nobody is signed in")
        return replace(self.signed.caller, reference=self.reference)

    @property
    def person(self) -> Person:
        """Who asks, as the account has it. Raises SignInFirst."""
        if self.signed is None:
            raise SignInFirst("nobody is signed in")
        return self.signed.entry.person

    def may(self, permission: Permission) -> bool:
        """Whether somebody is signed in who has this permission."""
        return self.signed is not None and self.signed.caller.may(permission)


def cookie_name(service: Service, kind: str = "session") -> str:
    """`__Host-` binds a cookie to this host and to TLS, which a demonstration on one's own machine does not have."""
    return f"nwd-{kind}" if service.settings.is_for_demonstration else f"__Host-nwd-{kind}"


async def _sent(request: Request) -> Form:
    """Raises NotSentAsAForm, BodyTooLarge."""
    if request.method != "POST":
        return Form({})
    if media_type(request) != "application/x-www-form-urlencoded":
        raise NotSentAsAForm("the form was sent as something else")
    text = (await body(request, MOST_FORM_BYTES)).decode("utf-8", errors="replace")
    try:
        return Form(parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise NotSentAsAForm("the form has too many fields") from None


def visit_of(request: Request, service: Service, form: Form) -> Visit:
    """Who asks, and whether a form that they sent is ours. Raises NotOurForm."""
    cookie = request.cookies.get(cookie_name(service), "")
    signed = session_of(service, cookie) if cookie else None
    if signed is None:
        cookie = request.cookies.get(cookie_name(service, "visitor"), "") or secrets.token_urlsafe(16)
    visit = Visit(
        cookie=cookie,
        form_token=form_token(service, cookie),
        reference=request.scope.get("nwd_reference", "-"),
        signed=signed,
        form=form,
    )
    request.state.visit, request.state.form = visit, form
    if request.method == "POST":
        _require_ours(request, service, visit)
    return visit


def _require_ours(request: Request, service: Service, visit: Visit) -> None:
    """A browser says where a form came from; the token says so where it does not. Raises NotOurForm, RanOut."""
    here = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    given = visit.form.one(FORM_TOKEN).encode()
    if here and hmac.compare_digest(given, visit.form_token.encode()):
        return
    before = request.cookies.get(cookie_name(service), "")
    if here and visit.signed is None and before and hmac.compare_digest(given, form_token(service, before).encode()):
        raise RanOut("the session has run out")
    raise NotOurForm("the form does not come from a page of this session")


def page_may(permission: Permission | None) -> Any:  # noqa: ANN401 - FastAPI's own marker
    """A page's parameter: the visit of somebody who has this permission; None lets everybody in.

    Raises SignInFirst, NotPermitted, NotOurForm.
    """

    def visit(request: Request, service: Serving, form: Annotated[Form, Depends(_sent)]) -> Visit:
        found = visit_of(request, service, form)
        if permission is not None:
            found.caller.require(permission)
        return found

    visit.page_permission = permission  # type: ignore[attr-defined]
    return Depends(visit)
