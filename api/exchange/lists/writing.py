"""Writes a list as CSV that Excel opens as it is, and that reads back as the same records."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from api.exchange.lists.cells import Cell, cells
from api.exchange.lists.columns import Column, Node, layout
from api.exchange.lists.marks import NOTHING_UNDER_IT
from api.exchange.tables import BYTE_ORDER_MARK

ROWS_AT_A_TIME = 500

Record = Any
"""A record of the list's collection."""


def write_list(list_name: str, records: Iterable[Record]) -> bytes:
    """The records as CSV in UTF-8, every column of the list; for carers, the carers of these settings."""
    return b"".join(list_pieces(list_name, records))


def list_pieces(list_name: str, records: Iterable[Record]) -> Iterator[bytes]:
    """The same a piece at a time, so that a long list is never held whole."""
    there = layout(list_name)
    yield template(list_name)
    by_name = cells(there.kind.name)
    piece: list[list[str]] = []
    for given in records:
        for row, within in _rows(given, there.kind.within):
            piece.append(list(chain.from_iterable(_texts(node, row, by_name, within) for node in there.nodes)))
        if len(piece) >= ROWS_AT_A_TIME:
            yield _csv(piece)
            piece = []
    yield _csv(piece)


def template(list_name: str) -> bytes:
    """A list without rows: its heading."""
    return BYTE_ORDER_MARK + _csv([[column.name for column in layout(list_name).columns]])


def _rows(record: Record, within: str | None) -> Iterator[tuple[Any, Mapping[str, str]]]:
    """What the rows are made from: the record, or the carers in it with the setting's id beside them."""
    if within is None:
        yield record, {}
    else:
        for carer in record.carers or ():
            yield carer, {within: record.id}


def _texts(node: Node, holder: Any, by_name: Mapping[str, Cell], within: Mapping[str, str]) -> list[str]:  # noqa: ANN401 - any noun
    """The cells of one node; all blank where there is no holder."""
    if isinstance(node, Column):
        value = within[node.field] if node.field in within else getattr(holder, node.field, None)
        return [by_name[node.name].write(value)]
    value = getattr(holder, node.field, None)
    texts = [_texts(member, value, by_name, {}) for member in node.members]
    if value is not None and not any(map(any, texts)):
        texts[node.mark] = [NOTHING_UNDER_IT]
    return list(chain.from_iterable(texts))


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
