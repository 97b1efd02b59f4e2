"""Which record a row is about, and whether an earlier row is about the same one."""

from collections.abc import Mapping
from typing import Any

from api.exchange.lists.columns import Layout
from api.exchange.lists.found import Found
from api.exchange.lists.marks import BLANK, Mark

Key = tuple[str, str | None]
"""The id; for a carer also the setting."""


class Identities:
    """The records that the rows of one file are about."""

    def __init__(self, there: Layout, found: Found) -> None:
        self._kind = there.kind
        self._found = found
        self._blank = {
            column.name: column.when_blank() for column in there.columns if column.name in there.kind.made_from
        }
        self._rows: dict[Key, int] = {}

    def key(self, number: int, said: Mapping[str, Any]) -> Key | None:
        """The record this row is about; None where it does not say, or an earlier row is about it: both are noted."""
        named = self._id(number, said)
        setting_id = self._setting(number, said)
        if named is None or (self._kind.within and setting_id is None):
            return None
        first = self._rows.setdefault((named, setting_id), number)
        if first == number:
            return named, setting_id
        what = f"Row {first} has the same {self._kind.id_field}."
        if said.get(self._kind.id_field, BLANK) is BLANK:
            what = f"Row {first} is about the same {self._kind.one}."
        mend = f"Give every {self._kind.one} one row, and an id of its own."
        self._found.add(number, self._kind.id_field, what, mend)
        return None

    def _id(self, number: int, said: Mapping[str, Any]) -> str | None:
        written = said.get(self._kind.id_field, BLANK)
        if isinstance(written, str):
            return written
        given = {name: self._part(name, said) for name in self._kind.made_from}
        if made := self._kind.collection.made_id(given):
            return made
        missing = next((name for name, part in given.items() if part is None), self._kind.id_field)
        mend = f"Fill it in{', or give the row an id' if given else ''}; clear the row if it is not meant."
        self._found.add(number, missing, f"This says which {self._kind.one} the row is about, and is blank.", mend)
        return None

    def _part(self, name: str, said: Mapping[str, Any]) -> str | None:
        part = said.get(name, BLANK)
        if isinstance(part, Mark):
            part = self._blank[name]
        return None if part is None else str(part)

    def _setting(self, number: int, said: Mapping[str, Any]) -> str | None:
        within = self._kind.within
        setting_id = said[within] if within else None
        if isinstance(setting_id, str) or within is None:
            return setting_id
        self._found.add(number, within, "A carer belongs to a setting, and none is named.", "Write the setting's id.")
        return None
