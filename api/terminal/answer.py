"""A whole answer as lines: the request, what to ask, the one list in order, what is still to do, what was ruled out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rich.text import Text

from api import wording as words
from api.terminal.duties import duty_lines
from api.terminal.lines import heading, marked
from api.terminal.option import full_lines, short_lines, single_line
from api.terminal.request import request_lines
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.options.result import AboveTheList, BeforeConfirming, ExcludedPlace, MatchResult, PlacementOption, Says

NAMED_SHORTLY, NAMED = 3, 10
"""How many of those ruled out are named in a short answer, and in one that is not whole."""
LISTED = 20
"""How many options an answer that is not whole has."""
SINGLES_LEFT = 2
"""Options that still get one line each where there is no room for more in full."""


def answer_lines(snapshot: Snapshot, result: MatchResult, *, whole: bool = True) -> list[Text]:
    """The answer in full; unless `whole`, with the first of a long list only."""
    request, today = _request_of(snapshot, result), snapshot.today
    listed = [*one_list(result), *result.needs_information]
    shown = listed if whole else listed[:LISTED]
    left = len(listed) - len(shown)
    return [
        *_request(snapshot, request, None),
        *_said("Not for this service", "!", result.referred),
        *_said("Ask first", "?", result.ask_first),
        *_said("Before any placement", "-", result.above_the_list),
        *_title(result),
        *(line for option in shown for line in full_lines(option, request, today)),
        *(marked("", f"and {left} more: --all shows every one") if left else []),
        *_before_confirming(result, today, most=None),
        *duty_lines(one_list(result), today),
        *_ruled_out(result, result.excluded if whole else _well_known(result, (), NAMED), most=None),
    ]


def short_answer_lines(snapshot: Snapshot, result: MatchResult, height: int, named: Sequence[str] = ()) -> list[Text]:
    """The answer in at most `height` lines. `named`: settings to name first among those ruled out."""
    request, today = _request_of(snapshot, result), snapshot.today
    above = [
        *_request(snapshot, request, 1),
        *_said("Not for this service", "!", result.referred),
        *_asked_shortly(result),
        *_offered_before(result),
        *_title(result),
    ]
    below = [
        *_before_confirming(result, today, most=2),
        *_ruled_out(result, _well_known(result, named, NAMED_SHORTLY), most=1),
    ]
    listed = [*one_list(result), *result.needs_information]
    return above + _fit(listed, request, today, height - len(above) - len(below)) + below


def _asked_shortly(result: MatchResult) -> list[Text]:
    if not result.ask_first or result.referred:
        return []
    count = f"{len(result.ask_first)} question{'s' if len(result.ask_first) > 1 else ''}"
    return [heading("Ask first", count), *marked("?", " ".join(map(words.said, result.ask_first)), most=2)]


def _offered_before(result: MatchResult) -> list[Text]:
    """What could be given before any placement; that nobody has offered anything is said in the whole answer."""
    offers = [one for one in result.above_the_list if one.place_id is not None]
    return [line for one in offers[:1] for line in marked("-", one.says, most=2)]


def one_list(result: MatchResult) -> list[PlacementOption]:
    """What may be offered and what needs an approval, in the order to be shown: family and friends, then by rank."""
    together = (*result.options, *result.needs_approval)
    return sorted(together, key=lambda option: (not option.family_and_friends, option.overall_rank or len(together)))


def _request_of(snapshot: Snapshot, result: MatchResult) -> PlacementRequest:
    return next(one for one in snapshot.placement_requests if one.id == result.request_id)


def _request(snapshot: Snapshot, request: PlacementRequest, most: int | None) -> list[Text]:
    urgency = "emergency" if request.is_emergency else "planned"
    as_of = f"as things stood on {words.moment(snapshot.as_of, date.min)}"
    return [heading(f"Request {request.id}, {urgency}", as_of), *request_lines(snapshot, request, most)]


def _said(title: str, mark: str, said: Sequence[Says | AboveTheList]) -> list[Text]:
    return (
        [heading(title), *(line for one in said for line in marked(mark, words.said(one), style="yellow"))]
        if said
        else []
    )


def _title(result: MatchResult) -> list[Text]:
    """How many there are of each, and what the whole answer says besides."""
    if result.referred:
        return []
    counts = result.counts
    parts = [f"{counts.options} can be offered"]
    parts += [_needing(counts.needs_approval, "approval")] if counts.needs_approval else []
    parts += [_needing(counts.needs_information, "an answer")] if counts.needs_information else []
    parts += [f"{counts.excluded} ruled out"]
    besides = [says for says in result.says if not says.startswith(f"{result.considered} places")]
    title = heading("Options", f"{result.considered} considered: {', '.join(parts)}")
    return [title, *(line for says in besides for line in marked("-", says))]


def _needing(count: int, what: str) -> str:
    return f"{count} need{'s' if count == 1 else ''} {what}"


def _fit(options: list[PlacementOption], request: PlacementRequest, today: date, room: int) -> list[Text]:
    """As many options in full as there is room for, from the first; then one line each; then how many are left."""
    blocks = [short_lines(option, request, today) for option in options]
    full = len(blocks)
    while full > 0 and sum(map(len, blocks[:full])) + min(len(blocks) - full, SINGLES_LEFT) > room:
        full -= 1
    found = [line for block in blocks[:full] for line in block]
    singles = [single_line(option, request, today) for option in options[full:]]
    return found + _most(singles, max(room - len(found), 1))


def _most(lines: list[Text], most: int | None) -> list[Text]:
    if most is None or len(lines) <= most:
        return lines
    left = len(lines) - most + 1
    return [*lines[: most - 1], *marked("", f"and {left} more: nwd rank shows all")]


def _before_confirming(result: MatchResult, today: date, *, most: int | None) -> list[Text]:
    """What is to be done whichever place is chosen first; then what is said of some.

    The questions above are not repeated; what is not checked here is said in one go.
    """
    offered = one_list(result)
    asked = {one.says for one in result.ask_first}
    unchecked = {one.rule for one in result.not_checked_here}
    where: dict[BeforeConfirming, list[PlacementOption]] = {}
    for option in offered:
        for step in option.before_confirming:
            if step.says not in asked and step.rule not in unchecked:
                where.setdefault(_of_any_place(step, option), []).append(option)
    steps = sorted(where, key=lambda step: (-len(where[step]), where[step][0].overall_rank or 0))
    found = [_step(step, where[step], len(offered), today) for step in steps]
    lines = [line for text in found[:most] for line in marked("-", text, most=most and 2)]
    left = len(found) - (most or len(found))
    more = marked("", f"and {left} more: nwd rank shows all") if left > 0 else []
    lines += [*more, *_not_checked(result, offered, most=most and 1)]
    return [heading("Before anyone confirms"), *lines] if lines else []


def _of_any_place(step: BeforeConfirming, option: PlacementOption) -> BeforeConfirming:
    """The step without the place's name, so that the same step at two places is one."""
    says = step.says.replace(option.setting_name, "the place")
    return replace(step, says=says[:1].upper() + says[1:])


def _step(step: BeforeConfirming, places: list[PlacementOption], offered: int, today: date) -> str:
    ranks = words.listed(str(place.overall_rank) for place in places)
    which = "" if len(places) == offered else f" (for {ranks})"
    return f"{words.roles(step.who)}, {words.due(step.due, today)}{which}: {words.said(step)}"


def _not_checked(result: MatchResult, offered: Sequence[PlacementOption], *, most: int | None) -> list[Text]:
    """Whom to ask about what this authority's data does not hold."""
    rules = {one.rule for one in result.not_checked_here}
    ranks = [str(option.overall_rank) for option in offered if rules & {step.rule for step in option.before_confirming}]
    by_whom: dict[str, list[str]] = {}
    for one in result.not_checked_here:
        by_whom.setdefault(one.who, []).append(words.checked(one.rule))
    places = f" (for {words.listed(ranks)})" if ranks else ""
    said = [
        f"not checked here, ask {who}{places}: {words.listed(dict.fromkeys(what))}" for who, what in by_whom.items()
    ]
    return [line for one in said for line in marked("-", one, most=most)]


def _ruled_out(result: MatchResult, places: Sequence[ExcludedPlace], *, most: int | None) -> list[Text]:
    """Counted by reason, then the places given, each with its reasons (`most`: only so many)."""
    if not result.excluded_by_rule:
        return []
    by_reason: dict[str, int] = {}
    for slug, count in result.excluded_by_rule.items():
        by_reason[words.ruled_out_by(slug)] = by_reason.get(words.ruled_out_by(slug), 0) + count
    counted = "; ".join(
        f"{count} {reason}" for reason, count in sorted(by_reason.items(), key=lambda one: (-one[1], one[0]))
    )
    why = [line for place in places for line in marked("x", _why_not(place, most), style="red", most=most and 2)]
    left = len(result.excluded) - len(places)
    more = marked("", f"and {left} more: --all shows every one") if left and most is None else []
    title = heading("Ruled out", f"{result.counts.excluded}, some for more than one reason")
    return [title, *marked("-", counted, most=most and 2), *why, *more]


def _well_known(result: MatchResult, named: Sequence[str], most: int) -> list[ExcludedPlace]:
    """The settings asked for; then those with the fewest reasons, each for another reason than the last."""
    found = [place for setting in named for place in result.excluded if place.setting_id == setting]
    seen = {place.failed[0].rule for place in found if place.failed}
    for place in result.excluded:
        if place not in found and place.failed and place.failed[0].rule not in seen:
            found.append(place)
            seen.add(place.failed[0].rule)
    return found[:most]


def _why_not(place: ExcludedPlace, most: int | None) -> str:
    name = f"{place.setting_name} "
    says = [words.said(failed) for failed in place.failed[:most]]
    short = [f"It {said.removeprefix(name)}" if said.startswith(name) else said for said in says]
    return f"{place.setting_name} ({place.kind.label}): {' '.join(short)}"
