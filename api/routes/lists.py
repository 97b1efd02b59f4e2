"""Whole lists in and out, as a council has them: CSV, or Excel on the way in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict

from api.actions.exports import export_list
from api.actions.imports import ImportReport, import_list
from api.auth import NotPermitted, NotSignedIn, Serving, may
from api.body import list_body
from api.errors import NotSentAsAList, OurFault
from api.exchange.lists import LIST_NAMES
from api.exchange.snapshots import BodyTooLarge
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from api.store.write import RefTaken
from matcher.domain.errors import InvalidInput

router = APIRouter(prefix="/v1", tags=["lists"])
ALWAYS = (NotSignedIn, NotPermitted, InvalidInput, DatabaseUnavailable, OurFault)
CSV = {"text/csv": {"schema": {"type": "string", "description": "The first row names the columns."}}}
EXCEL = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
        "schema": {"type": "string", "format": "binary", "description": "The first sheet is read."}
    }
}
EITHER = {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "description": "Either."}}}
BODY = {"requestBody": {"required": True, "content": {**CSV, **EXCEL, **EITHER}}}
NAME = Query(json_schema_extra={"enum": list(LIST_NAMES)}, max_length=64, description="Which list it is.")


class ImportAsked(BaseModel):
    """Which list, and whether to keep it."""

    model_config = ConfigDict(extra="forbid")

    list: Annotated[str, NAME]
    dry_run: bool = False
    """Say what would change, and change nothing."""


@router.post("/imports", openapi_extra=BODY, responses=problems(*ALWAYS, BodyTooLarge, NotSentAsAList, RefTaken))
def import_a_list(
    service: Serving,
    caller: Annotated[Caller, may(Permission.IMPORT_LISTS)],
    body: Annotated[bytes, Depends(list_body)],
    asked: Annotated[ImportAsked, Query()],
) -> ImportReport:
    """Keep every row of a list, or none: new records, and changes to those with the same ids.

    A column that the file does not have is left as it is. Each cell that cannot be read is named with its row, its
    column and its mend, and then nothing is kept. `docs/reference/lists.md` lists the columns.
    """
    return import_list(service, caller, asked.list, body, f"{asked.list}", dry_run=asked.dry_run)


@router.get("/exports/{list}", responses={200: {"content": CSV}, **problems(*ALWAYS)}, response_class=Response)
def export_a_list(
    list: Annotated[str, Path(json_schema_extra={"enum": [*LIST_NAMES]}, max_length=64)],  # noqa: A002 - its name in the address
    service: Serving,
    caller: Annotated[Caller, may(Permission.EXPORT_LISTS)],
) -> Response:
    """The whole list as CSV. Read in again it changes nothing; a cell that a spreadsheet would run is made harmless."""
    return Response(export_list(service, caller, list), media_type="text/csv")
