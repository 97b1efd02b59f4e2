"""Every error as an RFC 9457 problem: one table from code to status, one shape, whoever raised it."""

from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException

from api.actions.assignments import NoSuchAssignment
from api.actions.forecast import NotForecast
from api.actions.options import NothingShown
from api.actions.records import NoSuchRecord, PreconditionFailed, PreconditionRequired, RecordExists
from api.actions.scenarios import NoSuchScenario
from api.actions.slow_work import AlreadyEnded, TooMuchWaiting
from api.auth import NotPermitted, NotSignedIn
from api.exchange.plain import NotJson, pointer, sayable
from api.exchange.reference import NoSuchCodeList
from api.exchange.snapshots import BodyTooLarge
from api.store.engine import DatabaseUnavailable, NotMigrated
from api.store.read import NoSuchAuthority
from api.store.write import RefTaken
from matcher.domain import errors
from matcher.domain.adapters import built_once
from matcher.domain.errors import InvalidInput, MatcherError, Problem

PROBLEM_JSON = "application/problem+json"


class NotSentAsJson(MatcherError):
    """The body says that it is something else."""

    code = "not_sent_as_json"
    remedy = "Send the header `Content-Type: application/json`."


class NotSentAsAList(MatcherError):
    """The body says that it is neither CSV nor Excel."""

    code = "not_sent_as_a_list"
    remedy = "Send the header `Content-Type: text/csv`, or Excel's own for an .xlsx file."


class NotFromHere(MatcherError):
    """The caller is on another machine, and the service has no secret of its own."""

    code = "not_from_here"
    remedy = "Call from the machine the service runs on, or set NWD_SECRET there and make a token with `nwd token`."


class NoSuchPath(MatcherError):
    """Nothing is served there."""

    code = "no_such_path"
    remedy = "See /docs or /openapi.json for what there is."


class MethodNotAllowed(MatcherError):
    """Something is served there, by another method."""

    code = "method_not_allowed"
    remedy = "Use a method that the `Allow` header names."


class RequestRefused(MatcherError):
    """Whatever else the web framework refuses."""

    code = "request_refused"
    remedy = "See /docs for how to call this path."


class OurFault(MatcherError):
    """Nothing the caller can mend."""

    code = "our_fault"
    remedy = "Nothing was stored or changed. Try once more; if it stays, report it with the reference."


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means over HTTP."""

    error: type[MatcherError]
    status: int
    title: str


MEANINGS = {
    meaning.error.code: meaning
    for meaning in (
        Meaning(RequestRefused, 400, "The request cannot be answered"),
        Meaning(NotJson, 400, "The body is not JSON"),
        Meaning(NotSignedIn, 401, "Nobody is signed in"),
        Meaning(NotFromHere, 403, "Only this machine may call"),
        Meaning(NotPermitted, 403, "This is not permitted"),
        Meaning(NoSuchPath, 404, "There is nothing at this address"),
        Meaning(errors.NoSuchRequest, 404, "No such placement request"),
        Meaning(errors.NoSuchPlace, 404, "No such place"),
        Meaning(NoSuchRecord, 404, "No such record"),
        Meaning(NoSuchAuthority, 404, "No such authority"),
        Meaning(NoSuchCodeList, 404, "No such code list"),
        Meaning(NothingShown, 404, "No options have been shown"),
        Meaning(NoSuchAssignment, 404, "No such plan"),
        Meaning(NoSuchScenario, 404, "No such what-if"),
        Meaning(NotForecast, 404, "No forecast is made of this setting"),
        Meaning(MethodNotAllowed, 405, "This address has no such method"),
        Meaning(RecordExists, 409, "There is such a record already"),
        Meaning(RefTaken, 409, "Another record has this id in the other system"),
        Meaning(AlreadyEnded, 409, "The plan has ended already"),
        Meaning(PreconditionFailed, 412, "The record has changed since it was read"),
        Meaning(BodyTooLarge, 413, "The body is too large"),
        Meaning(NotSentAsJson, 415, "The body has to be JSON"),
        Meaning(NotSentAsAList, 415, "The body has to be a list"),
        Meaning(InvalidInput, 422, "The input cannot be used"),
        Meaning(PreconditionRequired, 428, "The change does not say what it changes"),
        Meaning(TooMuchWaiting, 429, "Too much is waiting"),
        Meaning(OurFault, 500, "Something went wrong here"),
        Meaning(errors.InvalidPolicy, 500, "The policy cannot be used"),
        Meaning(DatabaseUnavailable, 503, "The database does not answer"),
        Meaning(NotMigrated, 503, "The database has to be migrated"),
    )
}


ADVICE = {401: {"www-authenticate": 'Bearer realm="nwd"'}, 429: {"retry-after": "30"}, 503: {"retry-after": "2"}}
"""Headers that go with a status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemDetails:
    """An error (RFC 9457). `code` never changes its meaning; `errors` names each place in the input and its mend."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    remedy: str
    errors: tuple[Problem, ...] = ()
    reference: str | None = None
    """To quote when reporting it: the reply's X-Request-Id."""


@built_once
def problem_adapter() -> TypeAdapter[ProblemDetails]:
    """Writes problems as JSON, and their schema."""
    return TypeAdapter(ProblemDetails)


def problem_details(error: MatcherError, reference: str | None = None) -> ProblemDetails:
    """The error as it is sent."""
    problems = error.problems if isinstance(error, InvalidInput) else ()
    return details_of(type(error), str(error), problems, reference)


def details_of(
    error: type[MatcherError], detail: str = "", problems: tuple[Problem, ...] = (), reference: str | None = None
) -> ProblemDetails:
    """An error of this kind as it is sent; a code the table does not know is the caller's to mend (400)."""
    meaning = MEANINGS.get(error.code, Meaning(error, 400, "The request cannot be answered"))
    return ProblemDetails(
        type=f"/problems#{error.code}",
        title=meaning.title,
        status=meaning.status,
        detail=detail or meaning.title,
        code=error.code,
        remedy=error.remedy,
        errors=problems,
        reference=reference,
    )


def as_response(error: MatcherError, reference: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """The error as an HTTP reply."""
    problem = problem_details(error, reference)
    body = problem_adapter().dump_json(problem, exclude_none=True)
    return Response(
        body, problem.status, {**ADVICE.get(problem.status, {}), **(headers or {})}, media_type=PROBLEM_JSON
    )


def _matcher_error(_: Request, error: Exception) -> Response:
    return as_response(error if isinstance(error, MatcherError) else OurFault(str(error)))


def _framework_error(request: Request, error: Exception) -> Response:
    """Starlette's own 404, 405 and the rest."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 404:  # noqa: PLR2004 - HTTP's own
        return as_response(NoSuchPath("there is nothing at this address"), headers=headers)
    if status == 405:  # noqa: PLR2004 - HTTP's own
        return as_response(
            MethodNotAllowed("this is not a method of this address"), headers=_allowed(request) or headers
        )
    return as_response(RequestRefused(str(error)), headers=headers)


def _allowed(request: Request) -> dict[str, str]:
    """Every method of this address. The framework knows those of the first route it found."""
    here = (one for one in iter_route_contexts(request.app.routes) if _is_at(one, request.scope["path"]))
    methods = {method for one in here for method in one.methods or ()}
    return {"allow": ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))} if methods else {}


def _is_at(route: RouteContext, path: str) -> bool:
    form = getattr(route, "path_regex", None)
    return form is not None and form.match(path) is not None


def _parameter_error(_: Request, error: Exception) -> Response:
    """FastAPI's own reading of paths, queries and headers."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    problems = tuple(
        Problem(pointer(sayable(one["loc"])), one["msg"], "See /docs for what may be given.") for one in found
    )
    return as_response(InvalidInput("the request's parameters cannot be used", problems))


def install(app: FastAPI) -> None:
    """Make every error of this app a problem."""
    app.add_exception_handler(MatcherError, _matcher_error)
    app.add_exception_handler(HTTPException, _framework_error)
    app.add_exception_handler(RequestValidationError, _parameter_error)
