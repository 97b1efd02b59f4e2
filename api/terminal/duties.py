"""What confirming would make somebody do, said once for all the places it holds for."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from api import wording as words
from api.terminal.lines import heading, marked
from matcher.domain.codes import Role
from matcher.options.result import Duty, PlacementOption

Said = tuple[str, str, tuple[Role, ...]]


def duty_lines(offered: Sequence[PlacementOption], today: date) -> list[Text]:
    """One line for each duty: who, by when, for which places, and what."""
    where: dict[Said, list[tuple[PlacementOption, Duty]]] = {}
    for option in offered:
        for duty in option.duties:
            where.setdefault((duty.slug, duty.says, duty.who), []).append((option, duty))
    found = [_line(said, at, len(offered), today) for said, at in where.items()]
    return [heading("Confirming creates"), *(line for text in found for line in marked("-", text))] if found else []


def _line(said: Said, at: list[tuple[PlacementOption, Duty]], offered: int, today: date) -> str:
    """The day where it is the same everywhere, else the earliest."""
    _, says, who = said
    days = sorted({duty.due for _, duty in at})
    places = dict.fromkeys(str(option.overall_rank) for option, _ in at)
    which = "" if len(places) == offered else f" (for {words.listed(places)})"
    by = f"{words.due(days[0], today)}{'' if len(days) == 1 else ' or later, by the place'}"
    return f"{words.roles(who)}, {by}{which}: {says}" if who else f"{by}{which}: {says}"
