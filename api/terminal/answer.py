"""A whole answer as lines: the request, what to ask, the one list in order, what is still to do, what was ruled out."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from api.terminal import words
from api.terminal.lines import heading, marked
from api.terminal.option import option_line, option_lines
from api.terminal.request import request_lines
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.options.result import BeforeConfirming, ExcludedPlace, MatchResult, PlacementOption, Says

NAMED = 3


def answer_lines(snapshot: Snapshot, result: MatchResult, *, height: int | None = None, named: Sequence[str] = ()) -> list[Text]:
    """The answer in at most `height` lines (None = whole). `named`: settings to name first among those ruled out."""
    request = next(one for one in snapshot.placement_requests if one.id == result.request_id)
    short = height is not None
    above = [*_request(snapshot, request), *_says("Not for this service", result.referred), *_ask_first(result, short=short)]
    below = [*_before_confirming(result, short=short), *_ruled_out(result, named, short=short)]
    room = None if height is None else height - len(above) - len(below)
    return above + _options(result, snapshot.today, room) + below


def one_list(result: MatchResult) -> list[PlacementOption]:
    """What may be offered and what needs an approval, in the order to be shown: family and friends, then by rank."""
    together = (*result.options, *result.needs_approval)
    return sorted(together, key=lambda option: (not option.family_and_friends, option.overall_rank or len(together)))


def _request(snapshot: Snapshot, request: PlacementRequest) -> list[Text]:
    urgency = "emergency" if request.is_emergency else "planned"
    as_of = f"as things stood on {words.day(snapshot.today, date.min)} at {words.moment(snapshot.as_of, snapshot.today)}"
    return [heading(f"{request.id}: {urgency}", as_of), *request_lines(snapshot, request)]


def _says(title: str, said: Sequence[Says]) -> list[Text]:
    return [heading(title), *(line for one in said for line in marked("-", one.says))] if said else []


def _ask_first(result: MatchResult, *, short: bool) -> list[Text]:
    if not result.ask_first:
        return []
    found = [line for one in result.ask_first for line in marked("?", one.says, most=1 if short else None)]
    return [heading("Ask first"), *_cut(found, 3 if short else None, "more to ask")]


def _options(result: MatchResult, today: date, room: int | None) -> list[Text]:
    found = [_title(result), *_cut([line for says in result.says for line in marked("-", says)], None if room is None else 2, "more")]
    offered = one_list(result)
    blocks = [option_lines(option, today, most=None if room is None else 1) for option in (*offered, *result.needs_information)]
    singles = [option_line(option) for option in (*offered, *result.needs_information)]
    return found + (sum(blocks, []) if room is None else _fit(blocks, singles, room - len(found)))


def _title(result: MatchResult) -> Text:
    counts = result.counts
    parts = [f"{counts.options} can be offered"]
    parts += [f"{counts.needs_approval} need an approval"] if counts.needs_approval else []
    parts += [f"{counts.needs_information} cannot be offered until we know more"] if counts.needs_information else []
    return heading("Options", f"{result.considered} places considered: {', '.join(parts)}")


def _fit(blocks: list[list[Text]], singles: list[Text], room: int) -> list[Text]:
    """As many options in full as there is room for, from the first; then one line each; then how many are left."""
    full = len(blocks)
    while full > 0 and sum(map(len, blocks[:full])) + min(len(blocks) - full, 3) > room:
        full -= 1
    found = sum(blocks[:full], [])
    return found + _cut(singles[full:], max(room - len(found), 1), "more")


def _cut(lines: list[Text], most: int | None, rest: str) -> list[Text]:
    if most is None or len(lines) <= most:
        return lines
    left = len(lines) - most + 1
    return [*lines[: most - 1], *marked("…", f"and {left} {rest}: nwd rank shows all")]


def _before_confirming(result: MatchResult, *, short: bool) -> list[Text]:
    """What is to be done whichever place is chosen first; then what is said of some."""
    offered = one_list(result)
    where: dict[BeforeConfirming, list[int]] = {}
    for option in offered:
        for step in option.before_confirming:
            where.setdefault(step, []).append(option.overall_rank or 0)
    steps = sorted(where, key=lambda step: (-len(where[step]), where[step][0]))
    found = [line for step in steps for line in marked("-", _step(step, where[step], len(offered)), most=1 if short else None)]
    return [heading("Before anyone confirms"), *_cut(found, 5 if short else None, "more")] if found else []


def _step(step: BeforeConfirming, ranks: list[int], offered: int) -> str:
    which = "" if len(ranks) == offered else f" [{', '.join(map(str, ranks))}]"
    return f"{words.roles(step.who)}, {step.due}{which}: {step.says}"


def _ruled_out(result: MatchResult, named: Sequence[str], *, short: bool) -> list[Text]:
    if not result.excluded:
        return []
    by_reason: dict[str, int] = {}
    for slug, count in result.excluded_by_rule.items():
        by_reason[words.ruled_out_by(slug)] = by_reason.get(words.ruled_out_by(slug), 0) + count
    counted = "; ".join(f"{count} {reason}" for reason, count in sorted(by_reason.items(), key=lambda one: (-one[1], one[0])))
    shown = _well_known(result.excluded, named) if short else list(result.excluded)
    lines = [line for place in shown for line in marked("x", _why_not(place), style="red", most=1 if short else None)]
    return [heading("Ruled out", f"{result.counts.excluded}, some for more than one reason"), *marked("-", counted, most=2 if short else None), *lines]


def _well_known(excluded: Sequence[ExcludedPlace], named: Sequence[str]) -> list[ExcludedPlace]:
    """The settings asked for; then those with the fewest reasons, each for another reason than the last."""
    found = [place for setting in named for place in excluded if place.setting_id == setting]
    seen = {place.failed[0].rule for place in found if place.failed}
    for place in excluded:
        if place not in found and place.failed and place.failed[0].rule not in seen:
            found.append(place)
            seen.add(place.failed[0].rule)
    return found[:NAMED]


def _why_not(place: ExcludedPlace) -> str:
    return f"{place.setting_name}, {words.kind(place.kind)}: {' '.join(failed.says for failed in place.failed)}"
