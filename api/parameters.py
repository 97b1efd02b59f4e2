"""What is wrong with a parameter of a path, query or header, and its mend, in plain words."""

from typing import Any

from api.exchange.plain import LIMITS, pointer, sayable
from matcher.domain.errors import Problem

ELSE = ("This cannot be used here.", "See /docs for what may be given.")
WORDS = {
    "missing": ("This has to be given.", "Add it."),
    "extra_forbidden": ("There is no such parameter.", "Remove it; /docs names them all."),
    "int_parsing": ("This is not a whole number.", "Write a whole number, such as 7."),
    "int_parsing_size": ("This number is far too large.", "Write a whole number of ordinary size."),
    "bool_parsing": ("This is neither true nor false.", "Write true or false."),
    "string_pattern_mismatch": ("This is not an id.", "Write 1 to 64 letters, digits, dots, underscores or hyphens."),
}
TEXT = "write the date as text, "


def parameter_problem(found: dict[str, Any]) -> Problem:
    """The problem that the framework's own reading of one parameter comes to."""
    return Problem(pointer(sayable(found["loc"])), *_words(found["type"], found.get("ctx", {})))


def _words(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    if kind in LIMITS:
        what, mend, limit = LIMITS[kind]
        return what.format(context[limit]), mend.format(context[limit])
    if kind in {"enum", "literal_error"}:
        return "This is not one of the codes.", f"Write {str(context['expected']).replace(chr(39), '')}."
    if kind == "value_error":
        return _of_the_domain(str(context["error"]))
    return WORDS.get(kind, ELSE)


def _of_the_domain(said: str) -> tuple[str, str]:
    """The domain's own check: what is wrong, and after a semicolon how to write it."""
    if said.startswith(TEXT):
        return "This is not a date.", f"Write the date as {said.removeprefix(TEXT).replace(chr(34), '')}."
    what, _, mend = said.partition("; ")
    return _sentence(what), _sentence(mend) if mend else ELSE[1]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."
