"""What each option would mean for the others, as lines."""

from rich.text import Text

from api import wording as words
from api.terminal.lines import heading, marked, row
from matcher.cohort.effects_result import Effect, Effects, Rearranged


def effects_lines(found: Effects) -> list[Text]:
    """What the view is, then every option in the order of its own list."""
    said = [line for one in found.says for line in marked("", one)]
    referred = [line for one in found.referred for line in marked("!", words.said(one))]
    return [
        heading(f"What each option of {found.request_id} would mean for others", f"{len(found.effects)} options"),
        *([heading("Not for this service"), *referred] if referred else said),
        *(line for effect in found.effects for line in _option(effect)),
    ]


def _option(effect: Effect) -> list[Text]:
    way = "; ".join(map(_move, effect.rearrangement or ()))
    return [
        row(f"{effect.overall_rank:>3}  {effect.score:<5g} ", effect.setting_name, effect.kind.label, ""),
        *marked(">", effect.says),
        *(marked("", f"one way: {way}", style="dim") if way else []),
    ]


def _move(one: Rearranged) -> str:
    before, after = one.from_place_id or "no place", one.to_place_id or "no place"
    return f"{one.request_id} from {before} to {after}, {words.points_change(one.points)}"
