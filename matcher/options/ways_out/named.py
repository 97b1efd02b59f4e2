"""What each limb that stands in the way names as a change of what is on record."""

from collections.abc import Callable, Iterator

from matcher.options.ways_out.edits import Edit
from matcher.options.ways_out.facts import facts
from matcher.options.ways_out.here import Here
from matcher.options.ways_out.homes import adaptations, decisions, moves
from matcher.options.ways_out.law import conditions, separations
from matcher.options.ways_out.shifts import shifts
from matcher.rules.changes import ChangeKind

MAKERS: dict[ChangeKind, Callable[[Here], Iterator[Edit]]] = {
    ChangeKind.FACT: facts,
    ChangeKind.APPROVAL: decisions,
    ChangeKind.SHIFT: shifts,
    ChangeKind.ADAPTATION: adaptations,
    ChangeKind.CONDITION: conditions,
    ChangeKind.SEPARATION: separations,
    ChangeKind.MOVE: moves,
}
"""The other kinds change the nights asked for, or are recorded approvals."""
MOST = 8
"""Changes looked at for one place: those first that the book's first limbs name."""


def edits_named(every: list[Here]) -> list[Edit]:
    """What all these limbs of one place name, each once."""
    found: dict[tuple[ChangeKind, str, str], Edit] = {}
    for here in every:
        for kind in here.limb.changes:
            for one in MAKERS[kind](here) if kind in MAKERS else ():
                found.setdefault((kind, *_what(one)), one)
    return list(found.values())[:MOST]


def _what(one: Edit) -> tuple[str, str]:
    """The same move, and the same age found, whichever limb names it."""
    shared = one.kind is ChangeKind.MOVE or one.instead
    return ("" if shared else one.limb, one.key)
