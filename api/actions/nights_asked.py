"""Which nights somebody asks for, and whose vacancies; what cannot be is refused, naming the parameter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.capacity import Profile, ProfileNeed, UsableBy
from matcher.domain.checks import refusal
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.person_codes import NeedCategory, Sex

USUAL_NIGHTS, MOST_NIGHTS, FARTHEST_DAYS = 28, 182, 366
HIGHEST_LEVEL = 3


def nights_asked(today: date, first: date | None, leaving: date | None) -> tuple[date, date]:
    """The first night, and the day after the last. Raises InvalidInput naming the one that cannot be."""
    begin = first or today
    if begin < today:
        raise _wrong("from", "These nights have passed.", f"Begin today ({today}) or later.")
    if begin > today + timedelta(days=FARTHEST_DAYS):
        raise _wrong(
            "from", "This is more than a year ahead.", f"Begin within {FARTHEST_DAYS} days of today ({today})."
        )
    end = leaving or begin + timedelta(days=USUAL_NIGHTS)
    if end <= begin:
        raise _wrong("to", "This is not after the first night.", "Write the day after the last night.")
    if end > begin + timedelta(days=MOST_NIGHTS):
        raise _wrong(
            "to", f"These are more than {MOST_NIGHTS} nights.", f"Ask for {MOST_NIGHTS} nights at most at once."
        )
    return begin, end


@dataclass(frozen=True, slots=True, kw_only=True)
class WhomAsked:
    """Whose vacancies are asked for, as it was written: a request, or what is known of a profile; or nobody's."""

    usable_by: str | None = None
    age: int | None = None
    sex: Sex | None = None
    need: Sequence[str] | None = None
    emergency: bool = False


def whom_asked(asked: WhomAsked) -> UsableBy | None:
    """None where nobody is asked for. Raises InvalidInput naming the parameter that cannot be."""
    described = asked.age is not None or asked.sex is not None or bool(asked.need) or asked.emergency
    if asked.usable_by is not None:
        if described:
            mend = "Leave out `usable_by`, or leave out age, sex, need and emergency."
            raise _wrong("usable_by", "A request says all of this itself.", mend)
        return UsableBy(request_id=asked.usable_by)
    if not described:
        return None
    return UsableBy(
        profile=Profile(age=asked.age, sex=asked.sex, needs=_needs(asked.need), is_emergency=asked.emergency)
    )


def _needs(written: Sequence[str] | None) -> tuple[ProfileNeed, ...] | None:
    """Each `category` or `category:level`; `none` alone: assessed, and none."""
    if not written:
        return None
    return () if list(written) == ["none"] else tuple(map(_need, written))


def _need(written: str) -> ProfileNeed:
    category, colon, level = written.partition(":")
    known = category in set(NeedCategory)
    if not known or (colon and level not in {str(n) for n in range(HIGHEST_LEVEL + 1)}):
        codes = ", ".join(NeedCategory)
        mend = f"Write a need and, after a colon, its level from 0 to 3 (trauma:2); or `none` alone. Needs: {codes}."
        raise _wrong("need", "This is no need.", mend)
    return ProfileNeed(category=NeedCategory(category), level=int(level) if colon else None)


def _wrong(field: str, detail: str, mend: str) -> InvalidInput:
    return refusal([Problem(f"/query/{field}", detail, mend)])
