"""One option as lines: in full, or on one line."""

from collections.abc import Iterable
from datetime import date

from rich.text import Text

from api import wording as words
from api.terminal.lines import marked, row
from matcher.domain.requests import PlacementRequest
from matcher.options.result import PlacementOption

SCORE_WIDTH = 11


def option_line(option: PlacementOption, request: PlacementRequest, today: date, *tags: str) -> Text:
    """Rank, score, place and tags on one line."""
    rank = "-" if option.overall_rank is None else str(option.overall_rank)
    score = words.score_range(option.score, option.score_range[1]).ljust(SCORE_WIDTH)
    marks = ["family and friends"] if option.family_and_friends else []
    marks += ["about equal"] if option.near_tie else []
    marks += _nights(option, request, today)
    return row(f"{rank:>3}  {score}", option.setting_name, option.kind.label, "; ".join((*marks, *tags)))


def single_line(option: PlacementOption, request: PlacementRequest, today: date) -> Text:
    """One line, with who must approve."""
    return option_line(option, request, today, *_approvers(option, first_only=True))


def short_lines(option: PlacementOption, request: PlacementRequest, today: date) -> list[Text]:
    """Place and score; the strongest reasons; what to plan for and who must agree; whom to ring. A line or two each."""
    return [
        option_line(option, request, today),
        *marked("+", " ".join(_reasons(option)), style="green", most=2),
        *marked("!", " ".join((*_approvals(option), *_worries(option, today))), style="yellow", most=2),
        *marked("?", " ".join(_questions(option)), style="yellow", most=1),
        *marked(">", "; ".join((*_ring(option), *_journey(option))), most=1),
    ]


def full_lines(option: PlacementOption, request: PlacementRequest, today: date) -> list[Text]:
    """Everything found about one option."""
    whole = (*_ring(option, driver=True), *_journey(option, home=True), *_living(option), f"place {option.place_id}")
    return [
        option_line(option, request, today),
        *marked("+", " ".join(_reasons(option)), style="green"),
        *marked(
            "!", " ".join((*_approvals(option), *_worries(option, today), *_approved(option, today))), style="yellow"
        ),
        *marked("?", " ".join(_questions(option)), style="yellow"),
        *marked("i", " ".join(_briefly(option, map(words.said, option.notes)))),
        *marked(">", "; ".join(whole)),
        *marked("=", "; ".join(_points(option)), style="dim"),
    ]


def _briefly(option: PlacementOption, sentences: Iterable[str]) -> list[str]:
    """The place is named above: a sentence that begins with its name begins with "It"."""
    name = f"{option.setting_name} "
    return [
        f"It {said.removeprefix(name)}" if said.startswith(name) else said
        for said in dict.fromkeys(map(str.strip, sentences))
    ]


def _reasons(option: PlacementOption) -> list[str]:
    because = {part.slug: part.because for part in option.parts} | {one.slug: one.because for one in option.adjustments}
    return _briefly(option, (because.get(slug) or words.code(slug) for slug in option.strengths))


def _approvers(option: PlacementOption, *, first_only: bool = False) -> list[str]:
    needed = dict.fromkeys(words.roles(one.roles[:1] if first_only else one.roles) for one in option.approvals)
    return [f"needs {words.listed(needed)}"] if needed else []


def _approvals(option: PlacementOption) -> list[str]:
    says = _briefly(option, map(words.said, option.approvals))
    record = dict.fromkeys(phrase for approval in option.approvals for phrase in approval.must_record)
    says += [f"Record with it: {words.listed(record)}."] if record else []
    says += dict.fromkeys(why for approval in option.approvals for why in approval.why_not)
    return [f"{approvers[0].upper()}{approvers[1:]}:" for approvers in _approvers(option)] + says


def _worries(option: PlacementOption, today: date) -> list[str]:
    by = (f" Check by {words.day(worry.check_by, today)}." if worry.check_by else "" for worry in option.worries)
    return _briefly(option, (words.said(worry) + check for worry, check in zip(option.worries, by, strict=True)))


def _approved(option: PlacementOption, today: date) -> list[str]:
    return [
        f"Approved by {one.role.label} on {words.day(one.made_on, today)}"
        f"{', by telephone, not yet countersigned' if one.by_telephone else ''}: {words.code(one.rule)}."
        f"{f' Conditions: {one.conditions}.' if one.conditions else ''}"
        for one in option.approved
    ]


def _questions(option: PlacementOption) -> list[str]:
    return _briefly(option, (f"{words.said(question)} Ask {question.ask_whom}." for question in option.questions))


def _ring(option: PlacementOption, *, driver: bool = False) -> list[str]:
    contact = option.contact
    if contact is None:
        return ["no telephone number recorded"]
    on_call = contact.manager_on_call
    numbered = " ".join(one for one in (contact.name, contact.telephone) if one)
    found = [f"ring {numbered}" if numbered else "no telephone number recorded"]
    found += [on_call if "on call" in on_call.lower() else f"on call {on_call}"] if on_call else []
    found += [f"arrive by {contact.latest_arrival}"] if contact.latest_arrival else []
    found += [contact.driver] if driver and contact.driver else []
    return found


def _nights(option: PlacementOption, request: PlacementRequest, today: date) -> list[str]:
    """Only where they are not the nights asked for."""
    found = [] if option.first_night == request.start_date else [f"from {words.day(option.first_night, today)}"]
    if option.leaving is not None and option.leaving != request.end_date:
        found.append(f"until {words.day(option.leaving, today)}")
    return found


def _journey(option: PlacementOption, *, home: bool = False) -> list[str]:
    about = "about " if option.travel_is_estimate else ""
    legs = [(option.minutes.where_now, "away"), (option.minutes.school, "to school")]
    legs += [(option.minutes.home, "from home")] if home else []
    return [f"{about}{minutes} min {leg}" for minutes, leg in legs if minutes is not None]


def _living(option: PlacementOption) -> list[str]:
    here = option.household
    ages = f" ({', '.join(map(str, here.ages))})" if here.ages else ""
    others = {0: "no other young people", 1: f"one other young person{ages}"}
    cost = [] if option.cost_per_week is None else [f"£{option.cost_per_week:,} a week"]
    return [others.get(here.young_people, f"{here.young_people} other young people{ages}"), *cost]


def _points(option: PlacementOption) -> list[str]:
    """The score as a sum; a part that could be more says so."""
    parts = [
        f"{words.code(part.slug)} {part.points:g} of {part.out_of:g}{f' (+{part.could_add:g}?)' if part.could_add else ''}"
        for part in option.parts
    ]
    return parts + [f"{words.code(one.slug)} {one.points:+g}" for one in option.adjustments if one.points]
