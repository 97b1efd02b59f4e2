"""Says in plain words what a cell of each type may hold."""

from datetime import date, datetime
from enum import Enum
from typing import Any, get_args

from pydantic import TypeAdapter

from api.exchange.lists.columns import Column, Hint, bare, hints_of, is_noun, origin
from api.exchange.lists.several import leading, needs_json
from matcher.domain.values import ClockTime, Identifier

ASKED_AND_NONE = "`none` = asked, and there is none"


def what_to_write(column: Column) -> str:
    """In plain words, the codes among them."""
    if column.kept_elsewhere:
        return "`none` = there are none. Blank leaves them as they are: they have a list of their own"
    if origin(bare(column.hint)) not in {tuple, dict}:
        return _one(column.hint)
    return _many(column.hint) + (f". {ASKED_AND_NONE}" if column.nullable else "")


def _many(hint: Hint) -> str:
    kind = bare(hint)
    if origin(kind) is dict:
        return "`system:id` for each other system, with `;` between"
    item = get_args(kind)[0]
    if not is_noun(item):
        return f"any number of these with `;` between: {_one(item)}"
    if needs_json(item):
        return f"JSON: a list of objects with {', '.join(f'`{name}`' for name in hints_of(item))}"
    steps = leading(item)
    parts = ", ".join(f"`{name}` ({_one(part)})" for name, (part, _) in steps.items())
    more = "" if steps.keys() == hints_of(item).keys() else ". With more to say, JSON: a list of objects"
    return f"`{':'.join(steps)}` for each, with `;` between; parts may be left off from the end: {parts}{more}"


def _one(hint: Hint) -> str:
    kind = bare(hint)
    if hint == ClockTime:
        return "a time of day, 00:00 to 23:59"
    if hint == Identifier:
        return "an id"
    if issubclass(kind, Enum):
        return "one of " + ", ".join(f"`{code.value}`" for code in kind)
    if issubclass(kind, bool):
        return "yes or no"
    if issubclass(kind, datetime):
        return "a date and time; London time where no offset is written"
    return "a date" if issubclass(kind, date) else _measured(hint)


def _measured(hint: Hint) -> str:
    """Text or a number, and its bounds as the schema has them."""
    schema = TypeAdapter[Any](hint).json_schema()
    if schema["type"] == "string":
        return f"text, at most {schema['maxLength']} characters"
    if "minimum" not in schema:
        return "a number"
    return f"a whole number from {schema['minimum']} to {schema['maximum']}"
