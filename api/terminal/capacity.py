"""Beds by night as lines: every setting's, by kind; or one setting's, with what is ahead there."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from api import wording as words
from api.terminal.lines import heading, marked
from api.terminal.tables import table_lines
from matcher.capacity import (
    Ahead,
    AuthorityCapacity,
    BedsNight,
    KindNight,
    NightCount,
    SettingCapacity,
    SettingNight,
    Sleeper,
)
from matcher.domain.values import london_day

EVERY, MOST_SETTINGS = 7, 40


def authority_lines(found: AuthorityCapacity) -> list[Text]:
    """Usable vacancies by kind, then setting by setting; the first night and one in a week."""
    today = london_day(found.as_of)
    at = range(0, (found.leaving - found.first_night).days, EVERY)
    nights = [words.day(found.settings[0].nights[n].night, today) for n in at] if found.settings else []
    kinds = [
        (one.kind.label, str(one.settings), str(one.nights[0].beds), *(_vacancies(one.nights[n]) for n in at))
        for one in found.kinds
    ]
    with_some = [one for one in found.settings if any(_has_some(one.nights[n]) for n in at)]
    settings = [
        (one.setting_id, one.setting_name, one.kind.label, *(_vacancies(one.nights[n]) for n in at))
        for one in with_some[:MOST_SETTINGS]
    ]
    return [
        heading("Usable vacancies", words.nights(found.first_night, found.leaving, today)),
        *_for_whom(found),
        *table_lines([("kind", "settings", "beds", *nights), *kinds]),
        heading("Settings with a usable vacancy", f"{len(with_some)} of {len(found.settings)}"),
        *(table_lines([("setting", "name", "kind", *nights), *settings]) if settings else []),
        *(
            marked("", f"and {len(with_some) - MOST_SETTINGS} more: --json or --csv has all")
            if with_some[MOST_SETTINGS:]
            else []
        ),
        *_reserve(found),
        *(line for one in found.doubled for line in marked("!", one.says)),
    ]


def _for_whom(found: AuthorityCapacity) -> list[Text]:
    """What the second figure counts; and what is not known about whoever was asked for."""
    if found.usable_by is None:
        return []
    whom = f"request {found.usable_by.request_id}" if found.usable_by.request_id else "the profile"
    referred = [line for one in found.referred for line in marked("!", one.says)]
    asked = f"{len(found.ask_first)} things about the young person are not known." if found.ask_first else ""
    return [
        *marked("", f"In brackets: how many of them {whom} could use; with an approval after a plus sign."),
        *referred,
        *(marked("?", asked) if asked else []),
    ]


def _has_some(night: BedsNight) -> bool:
    return bool(night.usable_vacancy or night.emergency_vacancy)


def _vacancies(night: BedsNight | KindNight) -> str:
    kept = f"+{night.emergency_vacancy}e" if night.emergency_vacancy else ""
    use = night.usable_by
    for_whom = f" ({use.usable}{f'+{use.needs_approval}' if use.needs_approval else ''})" if use else ""
    return f"{night.usable_vacancy}{kept}{for_whom}"


def _reserve(found: AuthorityCapacity) -> list[Text]:
    if found.reserve is None:
        return []
    first, last, come = found.reserve.nights[0], found.reserve.nights[-1], found.reserve.arrivals
    said = f"Beds kept for emergencies (marked e): {first.free} of {first.beds} could be used on the first night."
    if last.chance is not None:
        said += f" The chance of one on the last night is {last.chance:.0%}, from {come} emergencies in the last year."
    return [heading("For emergencies"), *marked("", said)]


def setting_lines(found: SettingCapacity) -> list[Text]:
    """A setting's beds night by night, then what is ahead."""
    today = found.day.today
    heads = ("night", "usable", "for emergencies", "people", "registered", "in service", "staffed", "short of staff")
    rows = [(words.day(one.night, today), *_night(one)) for one in found.nights]
    return [
        heading(f"{found.setting_name} ({found.kind.label})", words.nights(found.first_night, found.leaving, today)),
        *table_lines([heads, *rows]),
        *_night_count(found.night_count),
        *(line for title, said in _ahead(found.ahead, today) for line in _part(title, said)),
    ]


def _night_count(count: NightCount) -> list[Text]:
    if count.percent is None:
        return []
    said = f"{count.occupied} of {count.registered} bed nights are taken ({count.percent:g}%)."
    return marked("!" if count.says else "", f"{said} {count.says}".strip())


def _night(one: SettingNight) -> tuple[str, ...]:
    short = [f"{shift.shift.value} {shift.short}" for shift in one.shifts if shift.short]
    figures = (one.usable_vacancy, one.emergency_vacancy, one.people, one.registered, one.usable, one.staffed)
    return (*("-" if each is None else str(each) for each in figures), ", ".join(short))


def _ahead(ahead: Ahead, today: date) -> Iterator[tuple[str, list[str]]]:
    yield "Arriving", [_who(one, one.first_night, today) for one in ahead.arriving]
    yield "Leaving", [_who(one, one.leaving, today) for one in ahead.leaving]
    turning = ahead.turning_18 or ()
    yield "Turning 18", [f"{words.day(one.on, today)}: {one.young_person_id}. {' '.join(one.says)}" for one in turning]
    late = "ran out " if ahead.expiries else ""
    yield (
        "Running out",
        [
            f"{late if one.is_past else ''}{words.day(one.on, today)}: {one.says} {_about(one.record_id)}"
            for one in ahead.expiries
        ],
    )


def _who(one: Sleeper, on: date | None, today: date) -> str:
    day = "a day not recorded" if on is None else words.day(on, today)
    return f"{day}: {one.young_person_id or 'somebody'}"


def _about(record_id: str | None) -> str:
    return f"({record_id})" if record_id else ""


def _part(title: str, said: Sequence[str]) -> list[Text]:
    lines = [line for one in said for line in marked("-", one.strip())]
    return [heading(title), *(lines or marked("", "nobody" if title != "Running out" else "nothing"))]
