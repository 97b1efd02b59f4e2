"""JSON Merge Patch (RFC 7396)."""

from collections.abc import Mapping
from typing import Any


def merged(fields: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with those given put over them, as a JSON Merge Patch (RFC 7396) says."""
    result = dict(fields)
    for name, value in given.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, Mapping):
            before = result.get(name)
            result[name] = merged(before if isinstance(before, Mapping) else {}, value)
        else:
            result[name] = value
    return result
