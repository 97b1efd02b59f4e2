"""One option as lines: in full, or on one line."""

from datetime import date

from rich.text import Text

from api.terminal import words
from api.terminal.lines import columns, marked
from matcher.options.result import PlacementOption

NAME_COLUMN = 50


def option_lines(option: PlacementOption, today: date, *, most: int | None = None) -> list[Text]:
    """Place, score, why it fits, what to plan for, who must agree, whom to ring. `most` cuts each piece to so many lines."""
    pieces = (
        ("+", "; ".join(_reasons(option)), "green"),
        ("!", "; ".join(_worries(option, today)), "yellow"),
        ("?", "; ".join(f"{question.says} Ask {question.ask_whom}." for question in option.questions), "yellow"),
        (">", "; ".join(_contact(option, today)), ""),
    )
    found = [option_line(option)]
    for mark, text, style in pieces:
        found += marked(mark, text, style=style, most=most)
    return found


def option_line(option: PlacementOption) -> Text:
    """Place, score and tags on one line."""
    rank = "  -" if option.overall_rank is None else f"{option.overall_rank:>3}"
    score = words.points(*((option.score, option.score_range[1])))
    return columns(f"{rank} {option.setting_name}, {words.kind(option.kind)}", "  ".join((score, *_tags(option))), NAME_COLUMN)


def _tags(option: PlacementOption) -> list[str]:
    tags = ["family and friends"] if option.family_and_friends else []
    tags += ["about equal"] if option.near_tie else []
    needed = sorted({words.roles(approval.roles) for approval in option.approvals})
    return tags + ([f"needs {words.listed(needed)}"] if needed else [])


def _reasons(option: PlacementOption) -> list[str]:
    because = {part.slug: part.because for part in (*option.parts, *option.adjustments)}
    return [because.get(slug) or words.code(slug) for slug in option.strengths]


def _worries(option: PlacementOption, today: date) -> list[str]:
    approvals = [approval.says for approval in option.approvals]
    approved = [f"{words.code(one.rule)}: approved by {one.role.label} on {words.day(one.made_on, today)}" for one in option.approved]
    worries = [worry.says + ("" if worry.check_by is None else f" (by {words.day(worry.check_by, today)})") for worry in option.worries]
    return [*approvals, *worries, *approved]


def _contact(option: PlacementOption, today: date) -> list[str]:
    found = [_ring(option), words.nights(option.first_night, option.leaving, today), _journey(option), _household(option)]
    return [piece for piece in found if piece]


def _ring(option: PlacementOption) -> str:
    contact = option.contact
    if contact is None:
        return "no telephone number recorded"
    ring = f"ring {contact.name} {contact.telephone}".rstrip()
    on_call = f", on call {contact.manager_on_call}" if contact.manager_on_call else ""
    latest = f", arrive by {contact.latest_arrival}" if contact.latest_arrival else ""
    return ring + on_call + latest


def _journey(option: PlacementOption) -> str:
    about = "about " if option.travel_is_estimate else ""
    legs = (("from where they are now", option.minutes.where_now), ("to school", option.minutes.school), ("from home", option.minutes.home))
    known = [f"{minutes} min {leg}" for leg, minutes in legs if minutes is not None]
    return about + ", ".join(known[:2]) if known else ""


def _household(option: PlacementOption) -> str:
    here = option.household
    if not here.young_people:
        return "no other young people"
    ages = f" ({', '.join(map(str, here.ages))})" if here.ages else ""
    return f"with {here.young_people} other young {'person' if here.young_people == 1 else 'people'}{ages}"
