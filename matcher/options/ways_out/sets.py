"""The smallest sets of changes at one place, from what stands in the way under each of them."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from matcher.options.ways_out.judging import AS_ASKED, Column, Nights

MOST = 3
"""Changes in a set."""
Chosen = frozenset[int]
"""Positions among the edits of a place."""


class Set(NamedTuple):
    """Some edits, other nights or not, and the limbs that have to be approved (as bits)."""

    edits: Chosen
    nights: Nights
    needs: int

    @property
    def size(self) -> int:
        """How many changes."""
        return len(self.edits) + self.nights.changes + self.needs.bit_count()


def smallest(columns: Mapping[Chosen, Column]) -> list[Set]:
    """Every set of up to three that opens the place, and of which no part does; the smallest first.

    Of several waits that leave the same to approve, or more, the first; of several shorter stays the longest.
    """
    found = [one for edits in sorted(columns, key=_order) for one in _of_edits(edits, columns[edits])]
    return sorted((one for one in found if not _a_part_does(one, columns)), key=lambda one: (one.size, *_rank(one)))


def _order(edits: Chosen) -> tuple[int, list[int]]:
    return len(edits), sorted(edits)


def _rank(one: Set) -> tuple[bool, bool, list[int], str]:
    """Shorter stays last, then waits; then in the order in which the changes were named."""
    nights = one.nights
    return nights.until is not None, nights.wait is not None, sorted(one.edits), str(nights.wait or nights.until or "")


def _of_edits(edits: Chosen, column: Column) -> Iterator[Set]:
    """What opens the place with these edits; each kind of nights in the order of the column."""
    kept: dict[tuple[bool, bool], list[int]] = {}
    for nights, needs in column.found.items():
        one, before = Set(edits, nights, needs), kept.setdefault((nights.wait is None, nights.until is None), [])
        if one.size and not any(other & ~needs == 0 for other in before):
            before.append(needs)
            if one.size <= MOST:
                yield one


def _a_part_does(one: Set, columns: Mapping[Chosen, Column]) -> bool:
    """Some of the changes are enough without the others."""
    for some in _parts(one.edits):
        for nights in {one.nights, AS_ASKED}:
            if (some, nights) != (one.edits, one.nights) and some in columns:
                needs = columns[some].found.get(nights)
                if needs is not None and needs & ~one.needs == 0:
                    return True
    return False


def _parts(edits: Chosen) -> Iterator[Chosen]:
    for size in range(len(edits) + 1):
        yield from map(frozenset, combinations(sorted(edits), size))
