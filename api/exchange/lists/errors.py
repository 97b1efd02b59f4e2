"""Reads the whole record that a row makes, and says what is wrong with it by row and column."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.exchange.lists.columns import column_at
from api.exchange.lists.found import cell_problem
from api.exchange.lists.names import list_kind
from api.exchange.plain import plainly
from matcher.domain.adapters import built_once
from matcher.domain.errors import Problem


@built_once
def row_adapter(list_name: str) -> TypeAdapter[Any]:
    """Reads one row's record, of which `ParsedRow.onto` gives the JSON terms; for carers, a carer."""
    return TypeAdapter(list_kind(list_name).row)


def row_problems(list_name: str, file_name: str, row: int, error: ValidationError) -> list[Problem]:
    """What `row_adapter` found in the record of this row."""
    kind = list_kind(list_name)
    found = plainly(error, kind.row)
    places = [details["loc"] for details in error.errors(include_url=False, include_context=False)]
    return [
        cell_problem(file_name, row, column_at(kind.name, place), problem.detail, problem.mend)
        for place, problem in zip(places, found, strict=True)
    ]
