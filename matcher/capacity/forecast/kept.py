"""A forecast as it is kept after it was served: small, and nobody in it. The people it was made of are kept apart, for a day."""

import zlib
from collections.abc import Sequence
from datetime import date, timedelta

from pydantic import TypeAdapter

from matcher.capacity.forecast.answer import HomeForecast
from matcher.capacity.forecast.model import Part, PoolForecast
from matcher.capacity.forecast.moved import Expected
from matcher.domain.adapters import built_once
from matcher.domain.values import shown

WHOLE = 10_000
"""Chances and people are kept in ten-thousandths."""


@shown
class KeptPool:
    """One pool of beds, night by night from `first_night`: nothing that tells one person from another.

    occupancy  (nights, people): the chance of so many people there, in ten-thousandths; each night adds up to 10,000
    beds       beds in use, as was known then
    unknown    expected of arrivals of whom nothing was known, in ten-thousandths of a person
    """

    first_night: date
    occupancy: tuple[tuple[int, ...], ...]
    beds: tuple[int, ...]
    unknown: tuple[int, ...]

    def chance(self, ahead: int) -> list[float]:
        """The chance of 0, 1, 2, ... people so many nights after the first."""
        return [one / WHOLE for one in self.occupancy[ahead]]


@built_once
def _pool_adapter() -> TypeAdapter[KeptPool]:
    return TypeAdapter(KeptPool)


@built_once
def _parts_adapter() -> TypeAdapter[tuple[Part, ...]]:
    return TypeAdapter(tuple[Part, ...])


def kept_pool(pool: PoolForecast) -> bytes:
    """A pool of beds as it is kept."""
    found = KeptPool(
        first_night=pool.nights[0].date,
        occupancy=tuple(_chances(one.occupancy) for one in pool.nights),
        beds=tuple(one.beds for one in pool.nights),
        unknown=tuple(round(one.unknown * WHOLE) for one in pool.nights),
    )
    return zlib.compress(_pool_adapter().dump_json(found))


def _chances(given: Sequence[float]) -> tuple[int, ...]:
    """As whole ten-thousandths that add up: what rounding takes or adds falls on the likeliest number."""
    found = [round(one * WHOLE) for one in given]
    found[found.index(max(found))] += WHOLE - sum(found)
    return tuple(found)


def kept_parts(pool: PoolForecast) -> bytes:
    """Whom it was made of, by placement or request, as it is kept."""
    parts = tuple(
        Part(
            key=one.key,
            sort=one.sort,
            first_night=one.first_night,
            planned_leaving=one.planned_leaving,
            ends_on=one.ends_on,
            chance=one.chance,
            expected=tuple(round(each, 4) for each in one.expected),
        )
        for one in pool.parts or ()
    )
    return zlib.compress(_parts_adapter().dump_json(parts))


def read_pool(body: bytes) -> KeptPool:
    """Back from what is kept."""
    return _pool_adapter().validate_json(zlib.decompress(body))


def expected_then(body: bytes, parts: bytes) -> Expected:
    """What was expected then, to be held against what is expected now."""
    pool, people = read_pool(body), _parts_adapter().validate_json(zlib.decompress(parts))
    unknown = tuple(one / WHOLE for one in pool.unknown)
    known = [sum(one.expected[at] for one in people) for at in range(len(unknown))]
    return Expected(
        nights=tuple(pool.first_night + timedelta(days=at) for at in range(len(unknown))),
        mean=tuple(one + other for one, other in zip(unknown, known, strict=True)),
        unknown=unknown,
        parts=people,
    )


def pools_of(home: HomeForecast) -> tuple[PoolForecast, ...]:
    """A setting's pools of beds, ordinary ones first."""
    first = PoolForecast(
        pool=home.pool,
        beds=home.beds,
        basis=home.basis,
        nights=home.nights,
        next_likely_free=home.next_likely_free,
        turned_away=home.turned_away,
        parts=home.parts,
    )
    return (first,) if home.emergency is None else (first, home.emergency)
