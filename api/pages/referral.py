"""The referral sheet: what a provider has to know, to send or to print; what was left out is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import wording as words
from api.actions.referral import Referral, referral
from api.auth import Serving
from api.pages import tell
from api.pages.errors import PageRoute
from api.pages.options import Reader
from api.pages.render import page
from matcher.domain.people import Education, View
from matcher.domain.person_codes import ViewAbout
from matcher.domain.values import Identifier, london_day

router = APIRouter(prefix="/requests/{id}/referral", route_class=PageRoute, include_in_schema=False)

LEVELS = ("none", "low", "medium", "high")
NOT_KNOWN = "Not known: nobody has recorded it."
LEFT_OUT = (
    "the surname, the date of birth, addresses and postcodes",
    "other young people: brothers and sisters, friends, and where they spend their time",
    "areas and people that have to be kept away from, and why anybody is kept apart",
    "anything about allegations",
    "legal papers, and what courts have ordered",
    "ethnicity, nationality and sexual orientation, but for what the young person says matters",
    "the score, and every other place that was looked at",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the sheet."""

    label: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet."""

    title: str
    facts: tuple[Fact, ...]


@router.get("")
def referral_page(
    request: Request,
    id: Identifier,  # noqa: A002 - its name in the address
    service: Serving,
    visit: Reader,
    place: Annotated[Identifier | None, Query()] = None,
) -> Response:
    """The sheet; `place`: the one that is asked."""
    found = referral(service, visit.caller, id, place)
    return page(
        request,
        visit,
        "referral.html",
        sheet=found,
        parts=parts(found),
        left_out=LEFT_OUT,
        nights=tell.nights(found.option, london_day(found.as_of)) if found.option else "",
        as_of=words.moment(found.as_of, date.min),
    )


def parts(sheet: Referral) -> list[Part]:
    """The whole sheet but its heading."""
    return [
        Part("What is asked", _asked(sheet)),
        Part("Needs and health", _needs(sheet)),
        Part("Risks", _risks(sheet)),
        Part("School and family", _around(sheet)),
        Part("Who they are, and what they say", _voice(sheet)),
    ]


def _asked(sheet: Referral) -> tuple[Fact, ...]:
    request, person, today = sheet.request, sheet.person, london_day(sheet.as_of)
    who = request.asked_by
    ring = ", ".join(filter(None, (who.name, who.role and who.role.label, who.telephone))) if who else ""
    nights = words.nights(request.start_date, request.end_date, today)
    expected = f"About {request.expected_nights} nights are expected." if request.expected_nights else ""
    return (
        Fact("Called", ((person.name_to_use or "").partition(" ")[0] or NOT_KNOWN,)),
        Fact("Age", (words.age(person, today),)),
        Fact("Sex", (person.sex.value if person.sex else NOT_KNOWN,)),
        Fact("Nights", tuple(filter(None, (nights, expected)))),
        Fact("Needed by", (words.moment(request.needed_at, date.min) if request.needed_at else NOT_KNOWN,)),
        Fact("For", (words.code(request.purpose.value) if request.purpose else NOT_KNOWN,)),
        Fact("Who asks", (ring or NOT_KNOWN,)),
    )


def _needs(sheet: Referral) -> tuple[Fact, ...]:
    person, request = sheet.person, sheet.request
    return (
        _list("Needs", person.needs, lambda one: _level(one.category.value, one.level)),
        _list("Health care by trained people", person.skilled_needs, lambda one: words.code(one.value)),
        _list("Treatments", person.continuing_treatments, lambda one: sheet.redacted(one.name)),
        _list("To get about at home", person.access_needs, lambda one: words.code(one.feature.value)),
        _yes("A home without smoke", person.health.smoke_free_required if person.health else None),
        _list("Animals", person.animal_needs, lambda one: _animal(one.species, one.because.value, severe=one.severe)),
        _yes("Somebody awake at night", person.needs_waking_night),
        _staff(request.required_ratio),
        _list("Care by a woman or a man", person.staff_gender_needs, lambda one: one.gender.value),
        _yes("The only young person there", person.needs_solo),
        _text(sheet, "Cannot wait until morning", request.cannot_wait),
    )


def _risks(sheet: Referral) -> tuple[Fact, ...]:
    person = sheet.person
    handled = [
        f"{words.code(one.risk.value)}: {sheet.redacted(one.handling)}" for one in person.risks or () if one.handling
    ]
    return (
        _list("Risk to others", person.risks, lambda one: _level(one.risk.value, one.level)),
        *([Fact("Handling: who may see it", tuple(handled))] if handled else []),
        _list("Could be harmed by", person.vulnerabilities, lambda one: _level(one.risk.value, one.level)),
        _yes("Could not leave alone in a fire", person.cannot_leave_alone),
    )


def _around(sheet: Referral) -> tuple[Fact, ...]:
    minutes = sheet.option.minutes.school if sheet.option else None
    about = "about " if sheet.option and sheet.option.travel_is_estimate else ""
    journey = f"{about}{minutes} minutes each way from this place" if minutes is not None else ""
    person = sheet.person
    return (
        Fact("School", (_school(person.education, journey),)),
        _list("Family time", person.family_time, lambda one: _visits(sheet.redacted(one.person), one.visits_a_month)),
    )


def _voice(sheet: Referral) -> tuple[Fact, ...]:
    person = sheet.person
    heard = [sheet.redacted(one.words) for one in sheet.request.wishes or () if one.words and one.setting_id is None]
    rather = [sheet.redacted(person.would_rather_live)] if person.would_rather_live else []
    views = [_view(sheet, one) for one in person.views or ()]
    said = (*heard, *rather, *views)
    nothing = NOT_KNOWN if person.views is None else "Asked, and said no wish."
    return (
        _list("Religion, language, culture", person.identity_needs, lambda one: f"{one.aspect.value}: {one.wants}"),
        Fact("Interpreter", (person.interpreter_language or NOT_KNOWN,)),
        _list("Food and faith", person.diet_and_practice, lambda one: one.need),
        Fact("They say", said or (nothing,)),
    )


def _list(label: str, found: Iterable[object] | None, told: Callable[..., str]) -> Fact:
    """None = nobody has recorded it; an empty list = asked, and none."""
    if found is None:
        return Fact(label, (NOT_KNOWN,))
    return Fact(label, tuple(told(one) for one in found) or ("none",))


def _yes(label: str, known: bool | None) -> Fact:  # noqa: FBT001 - the field's own value
    return Fact(label, (NOT_KNOWN if known is None else "yes" if known else "no",))


def _text(sheet: Referral, label: str, text: str | None) -> Fact:
    return Fact(label, (sheet.redacted(text) if text else NOT_KNOWN,))


def _level(code: str, level: int | None) -> str:
    return f"{words.code(code)}: {'level not known, counts as medium' if level is None else LEVELS[level]}"


def _animal(species: str, because: str, *, severe: bool) -> str:
    return f"{species}: {words.code(because)}{', severe' if severe else ''}"


def _staff(ratio: int | None) -> Fact:
    said = {None: NOT_KNOWN, 0: "none", 1: "1 worker at all times"}.get(ratio, f"{ratio} workers at all times")
    return Fact("Staff to themselves", (said,))


def _school(education: Education | None, journey: str) -> str:
    """Phase, year and area; the school's name and address stay here."""
    if education is None:
        return NOT_KNOWN
    where = education.location and education.location.postcode
    area = f"area {where.rpartition(' ')[0] or 'not known'}" if where else "area not known"
    year = f"year {education.year_group}" if education.year_group is not None else ""
    parts_of_it = (words.code(education.status.value), education.phase.value, year, area, journey)
    return ", ".join(filter(None, parts_of_it)) if education.status.value != "none" else "none"


def _visits(person: str, visits: int | None) -> str:
    return f"{person}: " + ("how often is not known" if visits is None else f"{visits} a month")


def _view(sheet: Referral, view: View) -> str:
    """About this place, a kind of place, or somebody: never whom."""
    about = "somebody"
    if view.about is ViewAbout.SETTING_KIND and view.setting_kind:
        about = view.setting_kind.label
    elif view.about is ViewAbout.SETTING:
        here = sheet.option is not None and view.setting_id == sheet.option.setting_id
        about = "this place" if here else "another place"
    reason = f" ({sheet.redacted(view.reason)})" if view.reason else ""
    return f"{words.code(view.view.value)}: {about}{reason}"
