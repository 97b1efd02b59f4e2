"""The part of an address behind the question mark."""

from fastapi import Request

from matcher.domain.errors import InvalidInput, Problem


def refuse_unknown_query(request: Request) -> None:
    """A misspelt filter must not look as if it had been heard. Routes with a query check its names themselves.

    Raises InvalidInput.
    """
    if request.query_params and not request.scope["route"].dependant.query_params:
        problem = Problem("/query", "Nothing may be asked behind a question mark here.", "Leave it out.")
        raise InvalidInput("the request's parameters cannot be used", (problem,))


def link_to_next(request: Request, limit: int, cursor: str | None) -> dict[str, str]:
    """The `Link` header that says where the next page is; none on the last."""
    if cursor is None:
        return {}
    following = request.url.include_query_params(limit=limit, cursor=cursor)
    return {"link": f'<{following.path}?{following.query}>; rel="next"'}
