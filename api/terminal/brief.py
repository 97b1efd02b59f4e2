"""A bespoke brief, and the unmet needs, as lines."""

from datetime import date
from itertools import groupby

from rich.text import Text

from api import wording as words
from api.actions.unmet_needs import UnmetNeeds
from api.terminal.lines import heading, marked, row
from matcher.domain.values import london_day
from matcher.options.bespoke.result import BespokeBrief, CostLine, CoverShift, NextStep


def brief_lines(found: BespokeBrief) -> list[Text]:
    """What it comes to first; then where, who, when, outreach, cost, and who does each next thing."""
    title = heading(f"A place made round one young person, request {found.request_id}", "a brief: nothing is booked")
    if found.referred:
        referred = [line for one in found.referred for line in marked("!", words.said(one))]
        return [title, heading("Not for this service"), *referred]
    parts = (_where, _when, _cover, _people, _outreach, _cost, _steps)
    said = [line for one in found.says for line in marked("", one)]
    return [title, *said, *(line for part in parts for line in part(found))]


def _where(found: BespokeBrief) -> list[Text]:
    if found.premises is None:
        lacking = (f"{one.called}: {one.says}" if one.called else one.says for one in found.would_have_to_exist)
        asked = (one.who for one in found.would_have_to_exist)
        each = (marked("!", f"{says} Ask: {who}.") for says, who in zip(lacking, asked, strict=True))
        return [heading("What would have to exist"), *(line for lines in each for line in lines)]
    one = found.premises
    kept = [f"Other beds kept free: {one.beds_kept_free}."] if one.beds_kept_free else []
    carers = [f"Carers: {', '.join(one.carers)}."] if one.carers else []
    said = [f"{one.called}: {one.lawful_as}.", *kept, *carers, *(each.says for each in one.to_agree)]
    return [heading("Where"), *(line for each in said for line in marked("", each))]


def _when(found: BespokeBrief) -> list[Text]:
    if found.nights is None:
        return []
    return [heading("When, and how to get there"), *_lines(found.nights.handover)]


def _cover(found: BespokeBrief) -> list[Text]:
    days = groupby(found.cover, key=lambda shift: shift.on)
    lines = [
        line
        for on, shifts in days
        for shift in shifts
        for line in marked("", f"{on:%a} {on.day} {on:%b}, {shift.shift.value}: {_on_shift(shift)}")
    ]
    return [heading("Who, shift by shift"), *lines] if lines else []


def _on_shift(shift: CoverShift) -> str:
    names = [f"{one.name}{' (bank)' if one.is_bank else ''}" for one in shift.workers]
    missing = [f"{shift.missing} not found"] if shift.missing else []
    awake = ["one awake"] if shift.awake else []
    lacking = [f"lacks {one.replace('_', ' ')}" for one in shift.lacking]
    return "; ".join([", ".join(names), *missing, *awake, *lacking]).strip("; ")


def _people(found: BespokeBrief) -> list[Text]:
    named = [
        f"{one.name}: {one.shifts} {'shift' if one.shifts == 1 else 'shifts'}. {one.says}" for one in found.workers
    ]
    known = [f"{one.name}. {one.says}" for one in found.known_people]
    key_worker = [found.key_worker.says] if found.key_worker else []
    return [heading("The people"), *_lines((*named, *key_worker, *known, *found.not_looked_at))]


def _outreach(found: BespokeBrief) -> list[Text]:
    return [heading("What outreach could hold"), *_lines(found.outreach.says)] if found.outreach else []


def _cost(found: BespokeBrief) -> list[Text]:
    if found.cost is None:
        return []
    known = f"{found.cost.known_pounds_a_week:,.0f} pounds a week are known"
    whole = f"{known}." if found.cost.complete else f"{known}; not everything is."
    return [heading("What it would cost"), *_lines((*map(_cost_line, found.cost.lines), whole))]


def _cost_line(one: CostLine) -> str:
    hours = f" {one.hours_a_week:g} hours a week." if one.hours_a_week else ""
    pounds = "not known" if one.pounds_a_week is None else f"{one.pounds_a_week:,.0f} pounds a week"
    return f"{one.says}{hours} {pounds[:1].upper()}{pounds[1:]}."


def _steps(found: BespokeBrief) -> list[Text]:
    today = london_day(found.as_of)
    return [heading("Who does each next thing"), *(line for one in found.next_steps for line in _step(one, today))]


def _step(one: NextStep, today: date) -> list[Text]:
    due = f" ({words.due(one.due, today)})" if one.due else ""
    return marked(">", f"{one.who[:1].upper()}{one.who[1:]}: {one.says}{due}")


def _lines(said: tuple[str, ...]) -> list[Text]:
    return [line for one in said for line in marked("", one)]


def unmet_lines(found: UnmetNeeds) -> list[Text]:
    """How many, then rule by rule, then each need."""
    days = f"{words.day(found.first_day, found.last_day)} to {words.day(found.last_day, found.first_day)}"
    rules = [row(f"{one.needs:>4} ", words.rule(one.rule), f"{one.places} places", "") for one in found.by_rule]
    needs = [
        row(
            f"{one.day:%d %b} ",
            one.request_id,
            words.code(one.age_band.value),
            "no place listed" if one.best_score is None else f"{one.best_score:g} points at best",
        )
        for one in found.needs
    ]
    return [
        heading("Requests that nothing fitted", f"{found.requests}, {days}"),
        *([heading("Rules that closed the door"), *rules] if rules else []),
        *([heading("Each"), *needs] if needs else []),
    ]
