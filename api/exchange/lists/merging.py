"""Puts what a row says onto what is recorded. A column that the file does not have changes nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.exchange.lists.columns import Column, Group, Node, leaves
from api.exchange.lists.marks import BLANK, Mark

Json = dict[str, Any]


def merged(nodes: Iterable[Node], said: Mapping[str, Any], recorded: Mapping[str, Any]) -> Json:
    """The record, in JSON terms, with what the cells of the row say (by column) in place of what was recorded."""
    whole = dict(recorded)
    for node in nodes:
        if isinstance(node, Group):
            if any(column.name in said for column in leaves([node])):
                whole[node.field] = _merged_group(node, said, recorded.get(node.field))
        elif node.name in said:
            _put(whole, node, said[node.name])
    return whole


def _put(whole: Json, column: Column, value: object) -> None:
    if not isinstance(value, Mark):
        whole[column.field] = value
    elif not column.stays_if_blank:
        whole[column.field] = column.when_blank()


def _merged_group(group: Group, said: Mapping[str, Any], recorded: Mapping[str, Any] | None) -> Json | None:
    """None where nothing is recorded under the heading, nor the heading itself."""
    columns = list(leaves([group]))
    whole = merged(group.members, said, recorded or {})
    if any(said.get(column.name, BLANK) is not BLANK for column in columns):
        return whole
    emptied = all(column.name in said for column in columns) or not any(value is not None for value in whole.values())
    return None if recorded is None or emptied else whole
