"""A list that has been read, and what each of its rows says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.exchange.lists.columns import Layout
from api.exchange.lists.merging import Json, merged


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """What one row says."""

    number: int
    """As a spreadsheet counts: the heading is 1."""
    id: str
    setting_id: str | None
    """Carers only: the setting in whose record the carer is kept."""
    _layout: Layout = field(repr=False)
    _columns: tuple[str, ...] = field(repr=False)
    _values: tuple[Any, ...] = field(repr=False)

    @property
    def fields(self) -> Json:
        """What it says as a record of its own, in JSON terms: None where a cell is blank."""
        return self.onto(None)

    def onto(self, recorded: Mapping[str, Any] | None) -> Json:
        """The record in JSON terms with what this row says; None = there is none yet. What was given is not changed."""
        kind = self._layout.kind
        whole = merged(self._layout.nodes, dict(zip(self._columns, self._values, strict=True)), recorded or {})
        whole[kind.id_field] = self.id
        if kind.within:
            del whole[kind.within]
        return whole


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A list that has been read whole: every cell is of its column's kind, and every row has an id of its own."""

    list_name: str
    file_name: str
    columns: tuple[str, ...]
    """Those that the file has."""
    rows: tuple[ParsedRow, ...] = field(repr=False)
