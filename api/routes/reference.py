"""The code lists, for whoever writes records."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.auth import NotPermitted, NotSignedIn, may
from api.errors import OurFault
from api.exchange.reference import CodeList, NoSuchCodeList, code_list, code_lists
from api.openapi import problems
from api.permissions import Caller, Permission
from api.store.engine import DatabaseUnavailable
from matcher.domain.errors import InvalidInput

router = APIRouter(
    prefix="/v1/reference", tags=["rules"], responses=problems(NotSignedIn, NotPermitted, DatabaseUnavailable, OurFault)
)
Reader = Annotated[Caller, may(Permission.READ_RULES)]


@router.get("")
def reference(_: Reader) -> tuple[CodeList, ...]:
    """Every code list: what each code means, and which codes of the national return are read as it."""
    return tuple(code_lists().values())


@router.get("/{name}", responses=problems(NoSuchCodeList, InvalidInput))
def reference_list(_: Reader, name: Annotated[str, Path(max_length=64)]) -> CodeList:
    """One code list."""
    return code_list(name)
