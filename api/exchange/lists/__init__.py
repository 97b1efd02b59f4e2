"""A council's spreadsheets: lists read from CSV or Excel into what each row says about a record, and written back."""

from api.exchange.lists.columns import column_at
from api.exchange.lists.errors import row_adapter, row_problems
from api.exchange.lists.guide import Guidance, Needed, columns, guide
from api.exchange.lists.names import ALIASES, LIST_NAMES, ListKind, list_kind
from api.exchange.lists.reading import read_list
from api.exchange.lists.reference import reference_page
from api.exchange.lists.rows import ParsedList, ParsedRow
from api.exchange.lists.writing import list_pieces, template, write_list

__all__ = [
    "ALIASES",
    "LIST_NAMES",
    "Guidance",
    "ListKind",
    "Needed",
    "ParsedList",
    "ParsedRow",
    "column_at",
    "columns",
    "guide",
    "list_kind",
    "list_pieces",
    "read_list",
    "reference_page",
    "row_adapter",
    "row_problems",
    "template",
    "write_list",
]
