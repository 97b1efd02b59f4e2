"""Errors of pages, as pages: what is wrong, why, and where to go next."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api.errors import problem_details
from api.pages.door import Form, NotOurForm, NotSentAsAForm, RanOut, SignInFirst, Visit, visit_of
from api.pages.kept_form import kept_from
from api.pages.render import page
from api.permissions import NotPermitted
from api.rulebook import NoSuchRule
from matcher.domain.errors import InvalidInput, MatcherError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class NoSuchPage(MatcherError):
    """No page is at this address."""

    code = "no_such_page"
    remedy = "Check the address, or begin from one of the pages below."


TITLES = {
    NoSuchPage.code: (404, "There is no page here"),
    NotOurForm.code: (403, "This form cannot be used any more"),
    NotSentAsAForm.code: (415, "This form cannot be read"),
    NoSuchRule.code: (404, "There is no such rule"),
    NotPermitted.code: (403, "Your role does not open this page"),
}
"""Status and title of errors that only pages have, or that a page puts into other words."""


class PageRoute(APIRoute):
    """The route of a page: `APIRouter(route_class=PageRoute, include_in_schema=False)`."""

    def get_route_handler(self) -> Handler:
        """The page; where it fails, a page that says so."""
        answer = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await answer(request)
            except RanOut:
                return await run_in_threadpool(_sign_in_again, request)
            except SignInFirst:
                return RedirectResponse(sign_in_address(request), 303)
            except MatcherError as error:
                return error_page(request, error)
            except RequestValidationError:
                return error_page(request, InvalidInput("the address of this page cannot be read", ()))

        return guarded


def _sign_in_again(request: Request) -> Response:
    """The sign-in page, with what was typed inside it."""
    service, form = request.app.state.service, request.state.form
    kept = kept_from(request, service, form)
    values = {"user_id": kept.user_id if kept else "", "refused": None, "next": ""}
    hidden = kept.hidden(service) if kept else {}
    return page(request, request.state.visit, "sign_in.html", status=401, ran_out=True, kept=hidden, **values)


def install(app: FastAPI) -> None:
    """A browser that asks for what is not there gets a page; every other caller a problem."""
    as_problem = app.exception_handlers[HTTPException]

    async def shown(request: Request, error: Exception) -> Response:
        missing = isinstance(error, HTTPException) and error.status_code == HTTPStatus.NOT_FOUND
        if missing and "text/html" in request.headers.get("accept", ""):
            return await run_in_threadpool(_missing_page, request)
        problem: Response = as_problem(request, error)  # type: ignore[assignment]
        return problem

    app.add_exception_handler(HTTPException, shown)


def _missing_page(request: Request) -> Response:
    request.state.visit = visit_of(request, request.app.state.service, Form({}))
    return error_page(request, NoSuchPage("there is nothing at this address"))


def sign_in_address(request: Request) -> str:
    """Where to sign in, and come back from."""
    return f"/sign-in?next={quote(request.url.path)}" if request.method == "GET" else "/sign-in"


def error_page(request: Request, error: MatcherError) -> Response:
    """The error as a page."""
    visit = getattr(request.state, "visit", None) or Visit(cookie="", form_token="", reference="-")
    problem = problem_details(error, request.scope.get("nwd_reference"))
    if error.code in TITLES:
        status, title = TITLES[error.code]
        problem = replace(problem, status=status, title=title)
    whom = isinstance(error, NotPermitted)
    return page(request, visit, "error.html", status=problem.status, problem=problem, not_permitted=whom)
