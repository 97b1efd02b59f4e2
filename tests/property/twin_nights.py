"""The nights a place can offer, and which rules close the others (catalogue 0.1; readings, "Nights")."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.domain.carers import Carer
from matcher.domain.codes import NO_BED, SettingKind
from matcher.domain.nights import after_working_days, birthday
from matcher.domain.settings import Absence
from tests.property.twin_facts import MET, NOT_MET, is_certain
from tests.property.twin_minority import closed_by_adults
from tests.property.twin_pair import NIGHT, Pair, days
from tests.property.twin_terms import is_temporary, terms_fit


@dataclass(frozen=True)
class Offered:
    """`first` None: no night is open. `not_open`: the limbs that closed, where the nights are not enough."""

    first: date | None
    leaving: date | None
    enough: bool
    not_open: frozenset[str] = frozenset()


def row_is_full(pair: Pair, night: date) -> bool:
    return pair.kind not in NO_BED and pair.free_beds(pair.place.place_id, night) <= 0


def closed_by_use(pair: Pair, night: date) -> bool:
    """The row is full, the manager has closed the night, or the vacancy has ended."""
    full = not pair.is_household and row_is_full(pair, night)
    closed = any(
        one.first_night <= night and (one.leaving is None or night < one.leaving) for one in pair.setting.closures
    )
    ended = pair.place.vacancy_ends_on is not None and night >= pair.place.vacancy_ends_on
    return full or closed or ended


def closed_by_registered_places(pair: Pair, night: date) -> bool:
    places = pair.setting.registered_places
    return pair.group == "residential" and places is not None and len(pair.placed_on(night)) >= places


def closed_by_household(pair: Pair, night: date) -> bool:
    """No room in the household, or too soon for the notice it needs."""
    if not pair.is_household:
        return False
    calendar = pair.setting.availability
    notice = calendar.minimum_notice_days if calendar is not None else 0
    return row_is_full(pair, night) or night < pair.today + timedelta(days=notice)


def temporary_end(pair: Pair, carer: Carer) -> date | None:
    """The day a carer's temporary approval for this young person ends; None where nothing ends it."""
    temporary = carer.temporary_approval
    if not is_temporary(carer):
        return None
    if temporary is None or pair.person.id not in temporary.young_people or temporary.refusal_under_review:
        return None
    weeks = pair.figures.temporary_approval_weeks
    if temporary.extended:
        weeks += pair.figures.temporary_extension_weeks
    return temporary.started_on + timedelta(weeks=weeks)


def closed_by_temporary_approval(pair: Pair, night: date) -> bool:
    ends = [temporary_end(pair, carer) for carer in pair.carers or ()]
    return pair.group == "foster" and any(end is not None and night >= end for end in ends)


CLOSERS: dict[str, Callable[[Pair, date], bool]] = {
    "usable-vacancy": closed_by_use,
    "registered-places-not-exceeded": closed_by_registered_places,
    "carer-vacancy-usable": closed_by_household,
    "carer-approved:status": closed_by_temporary_approval,
    "adults-in-minority": closed_by_adults,
}


def closed(pair: Pair, night: date) -> set[str]:
    """The limbs that close a night, whichever the first is."""
    return {limb for limb, closes in CLOSERS.items() if closes(pair, night)}


def closed_as_first(pair: Pair, night: date) -> set[str]:
    """The limbs that keep a night from being the first."""
    limbs = closed(pair, night)
    if pair.is_household and any(one.first_night <= night < one.leaving for one in absences(pair)):
        limbs.add("carer-vacancy-usable")
    return limbs


def closed_after(pair: Pair, first: date, night: date) -> set[str]:
    """The limbs that end, on this night, a stay that began on `first`."""
    limbs = closed(pair, night)
    if pair.is_household and any(closes_early(pair, first, one.first_night, night) for one in absences(pair)):
        limbs.add("carer-vacancy-usable")
    if pair.kind is SettingKind.HUB_EMERGENCY_BED and (night - first).days >= pair.figures.emergency_bed_max_nights:
        limbs.add("emergency-bed-ringfence:planned")
    if night == closing_birthday(pair, first):
        limbs.add("no-placement-after-18:ends")
    return limbs


def absences(pair: Pair) -> tuple[Absence, ...]:
    return pair.setting.availability.absences if pair.setting.availability is not None else ()


def closes_early(pair: Pair, first: date, away_from: date, night: date) -> bool:
    """An absence that begins while the young person settles closes from its first night."""
    settling = first < away_from < first + timedelta(days=pair.figures.carer_settle_nights)
    return settling and night >= away_from


def closing_birthday(pair: Pair, first: date) -> date | None:
    """The 18th birthday, where it ends a looked-after placement that begins before it."""
    if not is_certain(pair.person) or pair.is_looked_after is not MET or not pair.is_placement:
        return None
    eighteen = birthday(pair.born.latest, 18)
    return eighteen if first < eighteen else None


def offered_nights(pair: Pair) -> Offered:
    """The nights offered, before the emergency limit on a carer's terms."""
    start = pair.request.start_date
    window = list(days(start, (pair.request.first_night_latest or start) + NIGHT))
    by_night = {night: closed_as_first(pair, night) for night in window}
    first = next((night for night in window if not by_night[night]), None)
    if first is None:
        return Offered(None, None, enough=False, not_open=union(by_night.values()))
    leaving, limbs = first_closed(pair, first)
    if leaving is None or (leaving - first).days >= least_nights(pair):
        return Offered(first, leaving, enough=True)
    not_open = limbs or union(by_night[night] for night in window if night < first)
    return Offered(first, leaving, enough=False, not_open=frozenset(not_open))


def first_closed(pair: Pair, first: date) -> tuple[date | None, set[str]]:
    """The leaving day, and the limbs that close it."""
    end = pair.request.end_date
    horizon = first + timedelta(days=pair.figures.capacity_horizon_days)
    for night in days(first + NIGHT, (end + NIGHT) if end is not None else horizon):
        if night == end:
            return night, set()
        if limbs := closed_after(pair, first, night):
            return night, limbs
    return (birthday_in_view(pair, first), set()) if end is None else (None, set())


def birthday_in_view(pair: Pair, first: date) -> date | None:
    """Ages are looked at further ahead than capacity."""
    eighteen = closing_birthday(pair, first)
    in_view = eighteen is not None and eighteen <= first + timedelta(days=pair.figures.age_horizon_days)
    return eighteen if in_view else None


def least_nights(pair: Pair) -> int:
    """Fewer nights than this are not worth offering."""
    figures = pair.figures
    useful = figures.min_useful_nights_emergency if pair.is_emergency else figures.min_useful_nights_planned
    request = pair.request
    return useful if request.end_date is None else min(useful, (request.end_date - request.start_date).days)


def union(sets: Iterable[set[str]]) -> frozenset[str]:
    return frozenset(one for each in sets for one in each)


def settle_nights(pair: Pair) -> Offered:
    """Find the offered nights and set the pair's judged nights by them."""
    offered = offered_nights(pair)
    if not offered.enough or offered.first is None:
        pair.not_open = offered.not_open
        pair.terms = terms_fit(pair) if pair.group == "foster" else MET
        return offered
    pair.first, pair.leaving = offered.first, offered.leaving
    pair.terms = terms_fit(pair) if pair.group == "foster" else MET
    if pair.is_emergency and pair.terms is NOT_MET:
        limit = after_working_days(pair.first, pair.figures.terms_emergency_working_days, pair.policy.bank_holidays)
        pair.leaving = min(limit, offered.leaving or limit)
    return Offered(pair.first, pair.leaving, enough=True)
