"""Usable vacancies of the whole authority, by kind and setting, and those that somebody could use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api import wording as words
from api.actions.authority_capacity import CapacityAsked, authority_capacity
from api.actions.nights_asked import WhomAsked
from api.auth import Serving
from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from api.service import Service
from api.waiting import OpenRequest, open_requests
from matcher.capacity import AuthorityCapacity, BedsNight, SettingBeds
from matcher.domain.checks import refusal
from matcher.domain.codes import NO_BED, SettingKind
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.person_codes import NeedCategory, Sex
from matcher.domain.values import Day, london_day

router = APIRouter(prefix="/vacancies", route_class=PageRoute, include_in_schema=False)
OfProvision = Annotated[Visit, page_may(Permission.READ_PROVISION)]
EVERY, AGES = 7, range(11, 25)
QUESTIONS = {"kind", "request", "age", "sex", "need"}
Word = Annotated[str, StringConstraints(max_length=64)]
C = TypeVar("C", SettingKind, Sex)


class Chosen(BaseModel):
    """What the form says; an empty word: nothing chosen."""

    model_config = ConfigDict(extra="forbid")

    first_night: Annotated[Day | None, Field(alias="from")] = None
    kind: Word = ""
    request: Word = ""
    age: Word = ""
    sex: Word = ""
    need: Word = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What each list of the form offers: the code, and what it is called."""

    kinds: Sequence[tuple[str, str]]
    requests: Sequence[tuple[str, str]]
    ages: Sequence[tuple[str, str]]
    sexes: Sequence[tuple[str, str]]
    needs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingLine:
    """A setting that has a vacancy on one of the nights shown."""

    setting: SettingBeds
    nights: tuple[BedsNight, ...]


@router.get("")
def vacancies(request: Request, service: Serving, visit: OfProvision, chosen: Annotated[Chosen, Query()]) -> Response:
    """Four weeks, a night in each; for everybody, or counted for one request or profile."""
    wrong: dict[str, str] = {}
    try:
        found = authority_capacity(service, visit.caller, _asked(chosen))
    except InvalidInput as error:
        wrong = _wrong(error)
        found = authority_capacity(service, visit.caller, CapacityAsked())
    at = range(0, (found.leaving - found.first_night).days, EVERY)
    return page(
        request,
        visit,
        "vacancies.html",
        found=found,
        today=london_day(found.as_of),
        at=at,
        lines=_lines(found, at),
        chosen=chosen,
        choices=_choices(service, visit),
        may_profile=visit.may(Permission.READ_PEOPLE),
        wrong=wrong,
        errors=[{"text": says, "href": f"#{name}"} for name, says in wrong.items()],
        status=422 if wrong else 200,
    )


def _wrong(error: InvalidInput) -> dict[str, str]:
    """Question of the form -> what is wrong with it. What was written into the address alone is refused as such."""
    found = {one.pointer.rpartition("/")[2]: f"{one.detail} {one.mend}" for one in error.problems}
    wrong = {"request" if name == "usable_by" else name: says for name, says in found.items()}
    if not wrong.keys() <= QUESTIONS:
        raise error
    return wrong


def _asked(chosen: Chosen) -> CapacityAsked:
    return CapacityAsked(
        first=chosen.first_night,
        kinds=(_code(SettingKind, "kind", chosen.kind),) if chosen.kind else (),
        whom=WhomAsked(
            usable_by=chosen.request or None,
            age=_age(chosen.age),
            sex=_code(Sex, "sex", chosen.sex) if chosen.sex else None,
            need=[chosen.need] if chosen.need else None,
        ),
    )


def _age(written: str) -> int | None:
    if not written:
        return None
    if written not in {str(age) for age in AGES}:
        raise _not_on_the_list("age")
    return int(written)


def _code(codes: type[C], field: str, written: str) -> C:
    if written not in set(codes):
        raise _not_on_the_list(field)
    return codes(written)


def _not_on_the_list(field: str) -> InvalidInput:
    return refusal([Problem(f"/query/{field}", "This is not on the list.", "Choose from the list on the page.")])


def _choices(service: Service, visit: Visit) -> Choices:
    """The open requests are there for whoever may look for their options."""
    waiting: Sequence[OpenRequest] = ()
    if visit.may(Permission.RANK_OPTIONS):
        waiting = open_requests(service.frames.frame(visit.caller.authority).snapshot)
    return Choices(
        kinds=[(one.value, one.label) for one in SettingKind if one not in NO_BED],
        requests=[(one.id, f"{one.id}{', emergency' if one.is_emergency else ''}") for one in waiting],
        ages=[(str(age), str(age)) for age in AGES],
        sexes=[(one.value, one.value) for one in Sex],
        needs=[(one.value, words.code(one.value)) for one in NeedCategory],
    )


def _lines(found: AuthorityCapacity, at: range) -> list[SettingLine]:
    """Those that somebody could use first, where somebody is asked for; then by name."""
    lines = [SettingLine(setting=one, nights=tuple(one.nights[n] for n in at)) for one in found.settings]
    some = [one for one in lines if any(night.usable_vacancy or night.emergency_vacancy for night in one.nights)]
    return sorted(some, key=lambda one: (not _is_of_use(one), one.setting.setting_name, one.setting.setting_id))


def _is_of_use(line: SettingLine) -> bool:
    return any(night.usable_by and night.usable_by.usable for night in line.nights)
