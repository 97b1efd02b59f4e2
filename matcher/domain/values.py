"""The plain values every noun is made of: days, instants, ids, levels, points on the map."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, TypeVar, dataclass_transform
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

LONDON = ZoneInfo("Europe/London")

T = TypeVar("T")
STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """A noun: frozen, keyword-only, slotted; extra fields and lax conversions are refused where it is read."""
    cls.__pydantic_config__ = STRICT  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def shown(cls: type[T]) -> type[T]:
    """A piece of an answer: as `value`, but only the type checker keeps it from being changed.

    An answer has hundreds of them, and to freeze one costs more than to make it.
    """
    cls.__pydantic_config__ = STRICT  # type: ignore[attr-defined]
    return dataclass(slots=True, kw_only=True, unsafe_hash=True)(cls)


FIRST_YEAR, LAST_YEAR = 1900, 2199
T_date = TypeVar("T_date", bound=date)


def _within_reach(day: T_date) -> T_date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def _read_day(raw: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str) and len(raw) == len("YYYY-MM-DD") and raw[4] == raw[7] == "-":
        try:
            return _within_reach(date.fromisoformat(raw))
        except ValueError:
            raise ValueError("there is no such day from 1900 to 2199; write a real date as YYYY-MM-DD") from None
    raise ValueError('write the date as text, "YYYY-MM-DD"')


def _read_instant(raw: Any) -> datetime:
    if isinstance(raw, str) and len(raw) >= len("YYYY-MM-DDTHH:MMZ"):
        try:
            raw = _within_reach(datetime.fromisoformat(raw))
        except ValueError:
            raise ValueError('write the time as text with its offset, "2026-05-22T20:05+01:00"') from None
    if not isinstance(raw, datetime):
        raise ValueError('write the time as text with its offset, "2026-05-22T20:05+01:00"')  # noqa: TRY004 - pydantic reads ValueError
    if raw.tzinfo is None:
        raise ValueError('the time has no offset; write "2026-05-22T20:05+01:00"')
    return raw


CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


def _read_clock(raw: Any) -> str:
    if isinstance(raw, str) and CLOCK.fullmatch(raw):
        return raw
    raise ValueError('write the time of day as "HH:MM", from 00:00 to 23:59')


A_DAY = r"(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
A_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
OFFSET = rf"(Z|[+-]{A_TIME})"

Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{A_DAY}$"}),
]
"""A calendar day, read from text `YYYY-MM-DD` only."""

Instant = Annotated[
    datetime,
    BeforeValidator(_read_instant),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "pattern": rf"^{A_DAY}T{A_TIME}:[0-5][0-9](\.[0-9]+)?{OFFSET}$"}
    ),
]
"""A moment with its offset from UTC. Seconds may be left out; the schema asks for them, as RFC 3339 does."""

ClockTime = Annotated[
    str, BeforeValidator(_read_clock), WithJsonSchema({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"})
]
"""A London time of day, `HH:MM`."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
"""An authority's own id: 1 to 64 of letters, digits, dot, underscore, hyphen."""

Text = Annotated[str, StringConstraints(max_length=2000)]
Level = Annotated[int, Field(ge=0, le=3)]
"""How much of a need, a risk or a vulnerability: 0 none, 1 low, 2 medium, 3 high."""

Count = Annotated[int, Field(ge=0, le=100_000)]
Age = Annotated[int, Field(ge=0, le=120)]
Pounds = Annotated[int, Field(ge=0, le=1_000_000)]
Minutes = Annotated[int, Field(ge=0, le=10_000)]


@value
class Location:
    """Where something is, on the British National Grid. A postcode is looked up in a loaded file before judging."""

    easting: Annotated[int, Field(ge=0, le=700_000)] | None = None
    """Metres east on the National Grid."""
    northing: Annotated[int, Field(ge=0, le=1_300_000)] | None = None
    """Metres north on the National Grid."""
    postcode: Annotated[str, StringConstraints(max_length=8)] | None = None
    """Looked up at the edge; the engine reads only easting and northing."""

    def __post_init__(self) -> None:
        if (self.easting is None) != (self.northing is None):
            raise ValueError("give both easting and northing, or a postcode")

    @property
    def point(self) -> tuple[int, int] | None:
        """Easting and northing in metres, or None while only a postcode is known."""
        return None if self.easting is None or self.northing is None else (self.easting, self.northing)


def london_day(moment: datetime) -> date:
    """The date it is in London at that moment."""
    return moment.astimezone(LONDON).date()


def is_blank(text: str | None) -> bool:
    """True where nobody has written anything."""
    return text is None or not text.strip()
