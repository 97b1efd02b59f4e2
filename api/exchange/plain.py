"""What pydantic found, in plain words: where (a JSON pointer), what is wrong, how to mend it.

Nothing that was sent is repeated, only field names and codes that look like codes: an input holds people's lives.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import takewhile
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.exchange.types_at import Hint, Step, field_names, is_enum, members, type_at, untagged
from matcher.domain.errors import InvalidInput, Problem

CODE_LIKE = re.compile(r"[a-z0-9_]{1,40}")
KEY_LIKE = re.compile(r"[a-z0-9_.-]{1,64}")
STOPPED_AT = re.compile(r" at line (\d+) column (\d+)$")

TAGS = frozenset({"union_tag_not_found", "union_tag_invalid"})
"""Where something says which of several kinds it is, and does not, or says one that there is not."""
Words = tuple[str, str]
"""What is wrong, and the mend."""


class NotJson(InvalidInput):
    """The body could not be read as JSON in UTF-8 at all; its one problem says where the reading stopped."""

    code = "not_json"
    remedy = "Send one JSON document in UTF-8. `nwd match --schema` prints what it may hold."

    def __init__(self, detail: str, mend: str) -> None:
        super().__init__(detail, (Problem("", detail, mend),))


def plainly(error: ValidationError, root: Hint, at: tuple[Step, ...] = (), first_row: int = 0) -> list[Problem]:
    """Every problem that pydantic found in a value of type `root`, which sits at `at` in the input.

    `first_row`: where the value is a run of rows, the number of the first. Raises NotJson where the text was no JSON.
    """
    found = error.errors(include_url=False)
    if found[0]["type"] == "json_invalid":
        raise not_json(found[0]["ctx"]["error"])
    return [_problem(details, root, at, first_row) for details in found]


def not_json(said: str) -> NotJson:
    """From what the JSON reader said; it ends with where the reading stopped."""
    stopped = STOPPED_AT.search(said)
    where = f"line {stopped[1]}, column {stopped[2]}" if stopped else "its beginning"
    if said.startswith("recursion"):
        return NotJson(f"The JSON is nested too deeply at {where}.", "Lists and objects nest at most 200 deep.")
    if said.startswith("number out of range"):
        return NotJson(f"There is a number of thousands of digits at {where}.", "Write a number of ordinary size.")
    if said.startswith("EOF"):
        return NotJson(f"The JSON ends too early, at {where}.", "Send the whole document, with its closing brackets.")
    return NotJson(f"This is not JSON: the reading stopped at {where}.", "Look for a comma, quote or bracket there.")


def pointer(steps: Iterable[Step]) -> str:
    """The JSON pointer (RFC 6901) of these steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def sayable(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps as far as they are positions and names that look like names: a key can be anything somebody wrote."""
    return takewhile(lambda step: isinstance(step, int) or KEY_LIKE.fullmatch(step), steps)


def _problem(details: ErrorDetails, root: Hint, at: tuple[Step, ...], first_row: int) -> Problem:
    steps = details["loc"]
    where = (*at, *(step + first_row if n == 0 and isinstance(step, int) else step for n, step in enumerate(steps)))
    if details["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return _no_such_field(tuple(untagged(root, where)), type_at(root, steps[:-1]))
    at_fault = (*untagged(root, where), *([_tag_field(details)] if details["type"] in TAGS else ()))
    return Problem(pointer(sayable(at_fault)), *_words(details, type_at(root, steps)))


def _no_such_field(where: tuple[Step, ...], holder: Hint) -> Problem:
    name = str(where[-1])
    if not CODE_LIKE.fullmatch(name):
        mend = "Remove it; field names are made of small letters, digits and underscores."
        return Problem(pointer(where[:-1]), "This object has a field that does not exist.", mend)
    near = get_close_matches(name, field_names(holder), n=3, cutoff=0.6)
    mend = f"Remove it, or write {_either(near)} if that is meant." if near else "Remove it."
    return Problem(pointer(where), "There is no such field.", mend)


def _words(details: ErrorDetails, expected: Hint) -> Words:
    kind, context = details["type"], details.get("ctx", {})
    if kind in LIMITS:
        what, mend, limit = LIMITS[kind]
        return what.format(context[limit]), mend.format(context[limit])
    if kind in WORDS:
        return WORDS[kind]
    return SPECIAL.get(kind, _not_as_described)(details, expected)


def _not_as_described(_details: ErrorDetails, _expected: Hint) -> Words:
    return "This cannot be read here.", "`nwd match --schema` prints what may stand here."


def _missing(details: ErrorDetails, _expected: Hint) -> Words:
    return "This field has to be there.", f"Add {details['loc'][-1]}."


def _not_a_code(details: ErrorDetails, expected: Hint) -> Words:
    codes = [str(code.value) for code in expected] if is_enum(expected) else []
    given = details["input"]
    if not isinstance(given, str):
        what, near = "This is not a code: a code is text.", []
    elif CODE_LIKE.fullmatch(given):
        what, near = f"{given} is not one of the codes.", get_close_matches(given, codes, n=1)
    else:
        what, near = "This is not one of the codes.", []
    nearest = f"; the nearest is {near[0]}" if near else ""
    return what, f"Use one of {', '.join(codes)}{nearest}."


def _not_a_pattern(_details: ErrorDetails, _expected: Hint) -> Words:
    return "This is not an id.", "Write 1 to 64 letters, digits, dots, underscores or hyphens."


def _own_words(details: ErrorDetails, _expected: Hint) -> Words:
    """The domain's own check. It says what is wrong, or how to write it, or both with a semicolon between."""
    said = str(details["ctx"]["error"])
    what, semicolon, mend = said.partition("; ")
    if said.startswith("write the "):
        noun = "time of day" if "time of day" in said else said.split()[2]
        return f"This is not a {noun}.", _sentence(said)
    return _sentence(what), _sentence(mend) if semicolon else "Correct the fields named."


def _which_kind(details: ErrorDetails, expected: Hint) -> Words:
    kinds, given = list(members(expected)), details["ctx"].get("tag", "")
    if not given:
        return "This field has to be there.", f"Add {_tag_field(details)}: one of {', '.join(kinds)}."
    near = get_close_matches(given, kinds, n=1)
    what = f"{given} is not one of the codes." if CODE_LIKE.fullmatch(given) else "This is not one of the codes."
    return what, f"Use one of {', '.join(kinds)}{f'; the nearest is {near[0]}' if near else ''}."


def _tag_field(details: ErrorDetails) -> str:
    return str(details["ctx"]["discriminator"]).strip("'")


SPECIAL: dict[str, Callable[[ErrorDetails, Any], Words]] = {
    "union_tag_not_found": _which_kind,
    "union_tag_invalid": _which_kind,
    "missing": _missing,
    "enum": _not_a_code,
    "string_pattern_mismatch": _not_a_pattern,
    "value_error": _own_words,
}

WHOLE_NUMBER = ("This is not a whole number.", "Write a whole number without quotes; leave it out if it is not known.")
NUMBER = ("This is not a number.", "Write a number without quotes; leave it out if it is not known.")
OBJECT = ("This is not an object.", "Write an object, in braces { }, with the fields it needs.")
LIST = ("This is not a list.", "Write a list, in square brackets [ ]; an empty one says that there is none.")

WORDS: dict[str, Words] = {
    "string_type": ("This is not text.", "Write text in double quotes; leave it out if it is not known."),
    "bool_type": ("This is neither true nor false.", "Write true or false, without quotes; leave it out if not known."),
    "int_type": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "int_parsing": WHOLE_NUMBER,
    "int_parsing_size": WHOLE_NUMBER,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": ("This is not a finite number.", "NaN, Infinity and numbers beyond reach mean nothing here."),
    "dataclass_type": OBJECT,
    "model_type": OBJECT,
    "dict_type": OBJECT,
    "tuple_type": LIST,
    "list_type": LIST,
}

LIMITS = {
    "greater_than_equal": ("This is less than {}.", "Write a number of {} or more.", "ge"),
    "greater_than": ("This is not more than {}.", "Write a number above {}.", "gt"),
    "less_than_equal": ("This is more than {}.", "Write a number of {} or less.", "le"),
    "less_than": ("This is not less than {}.", "Write a number below {}.", "lt"),
    "string_too_long": ("This text is longer than {} characters.", "Shorten it to {} characters.", "max_length"),
    "string_too_short": ("This text is shorter than {} characters.", "Write {} characters or more.", "min_length"),
}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
