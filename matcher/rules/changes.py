"""What may be changed so that a place becomes lawful: a closed list. Each limb names its own; law that admits none says so."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """One sort of change. Never one that the law does not allow."""

    FACT = "fact"
    """Something nobody has recorded is found out, and the answer fits."""
    APPROVAL = "approval"
    """Somebody with the right to agree does, by name."""
    EXEMPTION = "exemption"
    """The authority where the carers live exempts them from the usual limit, naming each child."""
    SHIFT = "shift"
    """Somebody works one more shift on one night: contracted staff with the skill first, then the bank."""
    ADAPTATION = "adaptation"
    """Something is put in or made ready."""
    CONDITION = "condition"
    """A court varies what it has ordered: a condition of bail or remand, or who may live with whom."""
    SEPARATION = "separation"
    """Why two people are kept apart is looked at again, or repaired in a restorative meeting."""
    WAIT = "wait"
    """The stay begins on a later night."""
    MOVE = "move"
    """A move that somebody living there asks for already goes ahead first."""
    FEWER_NIGHTS = "fewer_nights"
    """The stay is shorter."""


EDITS = frozenset(
    {
        ChangeKind.FACT,
        ChangeKind.SHIFT,
        ChangeKind.ADAPTATION,
        ChangeKind.CONDITION,
        ChangeKind.SEPARATION,
        ChangeKind.MOVE,
        ChangeKind.APPROVAL,
    }
)
"""Kinds that may change what is on record, beside the nights and recorded approvals."""
