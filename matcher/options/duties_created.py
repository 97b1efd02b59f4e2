"""Which duties confirming one option would create (catalogue section J and decision record 3, "Duties and approvals")."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from matcher.domain.codes import Role
from matcher.frame.carers import temporary_end
from matcher.ledger import FAR
from matcher.options.approving import awaits_countersigning, place_manager
from matcher.options.around import OUT_OF_AREA as OUT_OF_AREA_STEPS
from matcher.options.duties_facts import Asked, Home, OfRequest, asked_of, home_of
from matcher.options.emergencies import instead
from matcher.options.found import Found
from matcher.options.words import day
from matcher.outcomes import NOT_MET
from matcher.rules import Kind
from matcher.rules.c_parents_and_moves import moves_before_its_review
from matcher.rules.due import Moment

MEETING = "duty-72-hour-meeting"
DISTANCE = "within-authority:distance"
OUT_OF_AREA = frozenset({"within-authority:adjoining", DISTANCE})


class Created(NamedTuple):
    """A duty that is created: the day of the event it hangs on, what fills its sentence, and who does it if not as ever."""

    slug: str
    event: Moment | None = None
    what: str = ""
    who: tuple[Role, ...] = ()


class Case(NamedTuple):
    """What decides on the duties whose day needs no event."""

    request: OfRequest
    placement: bool
    supported: bool
    visits: str
    out_of_area: bool
    steps_left: bool
    provision_lapses: bool
    by_limbs: tuple[str, ...]


@lru_cache(maxsize=1024)
def as_ever(case: Case) -> tuple[Created, ...]:
    """The duties of such a case, in the order of the book."""
    return tuple(Created(slug) for slug in dict.fromkeys((*_slugs(case), *case.by_limbs)))


def _slugs(case: Case) -> Iterator[str]:
    asked = case.request
    if asked.one_day:
        yield "duty-tell-person"
        return
    placed = case.placement and asked.looked_after
    if placed:
        yield from ("duty-placement-plan", "duty-care-plan", "duty-notify-people", "duty-review-before-ending")
        yield from ("duty-visit-first", "duty-visit-six-weekly") if not case.visits else (case.visits,)
        yield from ("duty-visit-before-move", "duty-suitability-schedule-6") if case.supported else ()
        yield from ("duty-notify-area-authority",) if case.out_of_area else ()
        yield from ("duty-out-of-area-conditions",) if case.steps_left else ()
    if placed and asked.newly:
        yield from ("duty-first-review", "duty-health-assessment", "duty-education-plan")
    yield from (MEETING,) if asked.emergency else ()
    yield from ("duty-joint-assessment",) if asked.homeless_at_16 and asked.emergency else ()
    yield from ("duty-ehc-provision",) if case.provision_lapses else ()
    yield from ("duty-return-interview",) if case.placement else ()
    yield from ("duty-communication-screen", "duty-tell-person")


class Made(NamedTuple):
    """What confirming one option would create: the duties of its case, and others."""

    case: Case
    others: tuple[Created, ...]


def created(found: Found) -> Made:
    """Every duty that confirming this option would create, each once."""
    asked, home = asked_of(found.pair, found.i), found.pair.places.about(found.numbers.setting, home_of)
    case = _case(found, asked, home)
    others: list[Created] = []
    if found.judged.authorised:
        others += _countersigning(found)
    if not asked.request.one_day:
        others += _dated_by_events(found, asked, home)
    return Made(case, tuple(dict.fromkeys(others)))


def _case(found: Found, asked: Asked, home: Home) -> Case:
    here, area, responsible = found.setting.id, home.area, asked.responsible
    out_of_area = area is not None and responsible is not None and area != responsible
    return Case(
        request=asked.request,
        placement=home.placement,
        supported=home.supported,
        visits=_visits(found, asked, home) if home.with_parents or home.temporary else "",
        out_of_area=out_of_area,
        steps_left=out_of_area and found.is_emergency and _steps_left(found, asked),
        provision_lapses=here in asked.provision_lapses_at,
        by_limbs=tuple(_by_limbs(found)),
    )


def _steps_left(found: Found, asked: Asked) -> bool:
    """Somebody has to approve the place out of area, and has not done all that may follow the move."""
    failing = {limb.id for _, limb, outcome in found.of_kind[Kind.AUTHORISE] if outcome == NOT_MET} & OUT_OF_AREA
    here = found.setting.id
    done = here in asked.consulted_for and (DISTANCE not in failing or here in asked.care_plan_given_for)
    return bool(failing) and not done


def _visits(found: Found, asked: Asked, home: Home) -> str:
    """The visits that take the place of the ordinary ones; "" = none do."""
    if (home.with_parents and asked.interim_order) or _temporary_ends(found, home):
        return "duty-visit-temporary-carer"
    return "duty-visit-parents-unassessed" if home.with_parents and (asked.care_order or not home.assessed) else ""


def _temporary_ends(found: Found, home: Home) -> list[int]:
    """The ends of temporary approvals for this person here."""
    person, policy = found.pair.asks.people[found.i], found.pair.policy
    ends = [temporary_end(carer, person.id, policy) for carer in home.temporary]
    return [end for end in ends if end is not None]


def _dated_by_events(found: Found, asked: Asked, home: Home) -> Iterator[Created]:
    for ends in _temporary_ends(found, home) if home.temporary else ():
        yield Created("duty-reg24-assessment", None if ends >= FAR else date.fromordinal(ends))
    if home.supported and moves_before_its_review(found.pair.asks, found.pair, found.i):
        yield Created("duty-review-before-ending", found.pair.asks.today)
    if found.is_emergency and _outside_terms(found):
        yield Created("duty-emergency-six-days", date.fromordinal(found.numbers.leaving))
    if asked.sixteenth and home.placement and _in_the_stay(found, asked.sixteenth):
        yield Created("duty-consent-at-sixteen", date.fromordinal(asked.sixteenth))
    for birthday_there in home.adults_from:
        if _in_the_stay(found, birthday_there):
            yield Created("duty-household-check", date.fromordinal(birthday_there), who=_manager(found))
    for away in found.later_absences:
        yield Created("duty-plan-absence", away, f" from {day(away)}", _manager(found))


def _manager(found: Found) -> tuple[Role, ...]:
    return (place_manager(found.pair, found.row),)


def _in_the_stay(found: Found, day_of: int) -> bool:
    """After the first night, and no later than the last day that ages are judged on."""
    numbers, figures = found.numbers, found.pair.policy.figures
    end = numbers.first + figures.age_horizon_days if numbers.leaving >= FAR else numbers.leaving - 1
    return numbers.first < day_of <= end


def _outside_terms(found: Found) -> bool:
    """The family is outside its terms, and has the person until the emergency limit."""
    pair, ends = found.pair, found.numbers.leaving < FAR
    return ends and bool(pair.places.is_foster[0, found.row] and pair.terms_fit[found.i, found.row] == NOT_MET)


def _by_limbs(found: Found) -> Iterator[str]:
    """What duty limbs create; and in an emergency the duties that take the place of steps before confirming."""
    for kind in CREATING:
        for at, _, outcome in found.of_kind[kind]:
            rule = found.judged.limbs[at][0]
            if outcome == MISSED and rule.duties and (kind is Kind.DUTY or Kind.DUTY not in rule.kinds):
                yield from rule.duties
    if found.is_emergency:
        waiting = (*found.of_kind[Kind.HARD], *found.of_kind[Kind.CONFIRM])
        put_off = (instead(limb, outcome) for _, limb, outcome in waiting if limb.id != OUT_OF_AREA_STEPS)
        yield from dict.fromkeys(slug for slug in put_off if slug)


MISSED = int(NOT_MET)
CREATING = (Kind.DUTY, Kind.SOFT)


def _countersigning(found: Found) -> Iterator[Created]:
    """Each approval by telephone that counts here and is not countersigned yet."""
    given = found.judged.authorised
    for at, _, _ in found.findings if given else ():
        for one in given.get((at, found.i, found.row), ()):
            if awaits_countersigning(one):
                yield Created("duty-countersign", one.made_at, f" It was {one.person} who agreed.", (one.role,))
