"""How a change of a record is described (RFC 7396): the record's fields, none of which has to be there; null takes away."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
AT = "#/components/schemas/"
NOT_IN_A_CHANGE = frozenset({"required", "default", "maxProperties"})


def changes(name: str) -> str:
    """What the schema of changes to a record of this schema is called."""
    return f"{name}Changes"


def schemas_of_changes(names: list[str], schemas: Mapping[str, Schema]) -> dict[str, Schema]:
    """The schemas of changes to these, and to the objects within them."""
    found: dict[str, Schema] = {}
    wanted = list(names)
    while wanted:
        name = wanted.pop()
        if changes(name) not in found:
            found[changes(name)] = {**_changed(schemas[name], schemas, wanted), "title": changes(name)}
    return found


def _changed(schema: Schema, schemas: Mapping[str, Schema], wanted: list[str]) -> dict[str, Any]:
    """A list is replaced as a whole; an object is changed field by field."""
    said = {key: value for key, value in schema.items() if key not in NOT_IN_A_CHANGE}
    if "$ref" in schema:
        return said | _change_of(schema["$ref"].removeprefix(AT), schemas, wanted)
    if "anyOf" in schema:
        return said | {"anyOf": [_changed(one, schemas, wanted) for one in schema["anyOf"]]}
    for inner in ("properties", "patternProperties"):
        if inner in schema:
            said[inner] = {name: _removable(_changed(one, schemas, wanted)) for name, one in schema[inner].items()}
    return said


def _change_of(name: str, schemas: Mapping[str, Schema], wanted: list[str]) -> dict[str, str]:
    if schemas[name].get("type") != "object":
        return {"$ref": AT + name}
    wanted.append(name)
    return {"$ref": AT + changes(name)}


def _removable(schema: dict[str, Any]) -> dict[str, Any]:
    """The same, or null."""
    named: dict[str, Any] = {key: schema.pop(key) for key in ("title", "description") if key in schema}
    choices, null = schema.get("anyOf", [schema]), {"type": "null"}
    return {**named, "anyOf": choices if null in choices else [*choices, null]}
