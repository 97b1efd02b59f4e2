"""What a cell says beyond its words: nothing recorded, none, a heading with nothing under it, and no formula."""

from enum import Enum
from typing import Final

NONE = "none"
"""In a list cell: somebody asked, and there is none."""

NOTHING_UNDER_IT = "{}"
"""In any column of a group: the heading is recorded, and nothing under it."""

FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""A cell that begins so may be run as a formula (the last four are the same signs at full width)."""

APOSTROPHE = "'"


class Mark(Enum):
    """What stands in place of a cell's value."""

    BLANK = "blank"
    HEADING = "heading"


BLANK: Final = Mark.BLANK
HEADING: Final = Mark.HEADING


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet runs, and that keeps its outer blanks: with apostrophes where needed.

    `plain` reads it back. A NUL, which no spreadsheet reads, becomes the replacement character.
    """
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if _needs_a_guard(text.lstrip(APOSTROPHE)):
        text = APOSTROPHE + text
    return text + APOSTROPHE if _ends_in_a_blank(text.rstrip(APOSTROPHE)) else text


def plain(cell: str) -> str:
    """The text of a cell without outer blanks, and without an apostrophe that `neutral` put there."""
    if cell.startswith(APOSTROPHE) and _needs_a_guard(cell.lstrip(APOSTROPHE)):
        cell = cell[1:]
    return cell[:-1] if cell.endswith(APOSTROPHE) and _ends_in_a_blank(cell.rstrip(APOSTROPHE)) else cell


def _needs_a_guard(body: str) -> bool:
    return body in {"", NOTHING_UNDER_IT} or body[0] in FORMULA or body[0].isspace()


def _ends_in_a_blank(body: str) -> bool:
    return body[-1:].isspace()
