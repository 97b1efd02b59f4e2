"""What the service measures of itself."""

from typing import Annotated

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.auth import NotPermitted, NotSignedIn, may
from api.errors import OurFault
from api.metrics import shown
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable

router = APIRouter(tags=["service"], responses=problems(NotSignedIn, NotPermitted, DatabaseUnavailable, OurFault))
TEXT = {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "In the Prometheus text format"}


@router.get("/metrics", responses={200: TEXT}, response_class=Response)
def metrics(_: Annotated[Caller, may(Permission.READ_METRICS)]) -> Response:
    """Calls by route, status and time taken. Nothing in it is about anybody."""
    return Response(shown(), media_type=CONTENT_TYPE_LATEST)
