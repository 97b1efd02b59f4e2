"""Why one place is listed or ruled out, and what would make it lawful, as lines."""

from rich.text import Text

from api import wording as words
from api.actions.options import PlaceInFull
from api.terminal.lines import heading, marked
from matcher.options.result import ExcludedPlace
from matcher.options.ways_out import WaysOut

LISTS = {
    "options": "an option",
    "needs_approval": "needs an approval",
    "needs_information": "needs information",
    "excluded": "ruled out",
}


def why_lines(full: PlaceInFull) -> list[Text]:
    """The place and its list, every reason, and each way out."""
    place = full.place
    if isinstance(place, ExcludedPlace):
        reasons = [line for one in place.failed for line in marked("x", words.said(one), style="red")]
    else:
        says = [*map(words.said, place.approvals), *map(words.said, place.questions)]
        reasons = [line for one in says for line in marked("!", one, style="yellow")]
    title = heading(f"{place.setting_name} ({place.place_id}) for {full.request_id}", LISTS[full.list])
    return [title, *reasons, *ways_lines(full.ways_out)]


def ways_lines(found: WaysOut) -> list[Text]:
    """What is said above; each way with its changes, and who can make each; or what stands in the way."""
    ways = [
        line
        for n, way in enumerate(found.ways, 1)
        for k, one in enumerate(way.changes)
        for line in marked(f"{n}" if k == 0 else "+", f"{one.says.strip()} ({words.who_can(one.who, one.by)})")
    ]
    stands = [
        line for one in found.in_the_way for line in marked("x", f"{words.said(one)} {one.why}".strip(), style="dim")
    ]
    return [heading("Ways out"), *marked("", found.says), *ways, *stands]
