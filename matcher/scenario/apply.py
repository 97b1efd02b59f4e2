"""Changes made one after the other to a snapshot and a policy, giving others that are as sound as they were."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.domain.checks import problems, refusal
from matcher.domain.errors import InvalidInput, Problem
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import shown
from matcher.policy import PolicyBook
from matcher.scenario.beds_and_settings import add_beds, close_beds, close_setting, open_beds, open_setting
from matcher.scenario.changes import (
    AddBeds,
    AddCarer,
    AddRequest,
    AddSetting,
    AddWorker,
    Change,
    ChangeFigure,
    ChangeShift,
    ChangeWeight,
    CloseBeds,
    CloseSetting,
    EndStay,
    ExtendStay,
    OpenBeds,
    OpenSetting,
    WithdrawWorker,
)
from matcher.scenario.drafted import Draft, Wrong, refused
from matcher.scenario.in_words import moves_said, said_of
from matcher.scenario.leavers import would_have_to_move
from matcher.scenario.newcomers import add_carer, add_request, add_setting
from matcher.scenario.policies import change_figure, change_weight, require_sound_policy
from matcher.scenario.staff_and_stays import add_worker, change_shift, end_stay, extend_stay, withdraw_worker

MAKE: dict[type, Callable[[Draft, Any], Draft]] = {
    CloseBeds: close_beds,
    OpenBeds: open_beds,
    AddBeds: add_beds,
    CloseSetting: close_setting,
    OpenSetting: open_setting,
    AddCarer: add_carer,
    AddSetting: add_setting,
    AddWorker: add_worker,
    WithdrawWorker: withdraw_worker,
    ChangeShift: change_shift,
    ExtendStay: extend_stay,
    EndStay: end_stay,
    AddRequest: add_request,
    ChangeFigure: change_figure,
    ChangeWeight: change_weight,
}
FIELD: dict[type, str] = {ExtendStay: "leaving", AddRequest: "request", AddSetting: "setting"}
"""What is at fault where the snapshot that comes of a change is not sound."""
MENDS: dict[type, tuple[str, str]] = {
    ExtendStay: (
        "The same person would be in two places on one of these nights.",
        "End the other stay first, with a change before this one, or write a sooner day.",
    )
}


@shown
class ChangeMade:
    """One change as it was made, in words that name nobody."""

    number: int
    """1, 2, ... in the order in which they were given."""
    change: str
    """Which kind."""
    says: str
    would_have_to_move: int
    """The most people on any one night who live there, or are due to, and would have no bed there."""
    moves: str
    """The same in words; empty where nothing is closed."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of all the changes."""

    snapshot: Snapshot
    book: PolicyBook
    changes: tuple[ChangeMade, ...]


def apply(snapshot: Snapshot, changes: Sequence[Change], book: PolicyBook) -> Applied:
    """The changes made one after the other; the snapshot and the book given stay as they are.

    Raises InvalidInput naming the first change that cannot be made, by position and field, and the mend.
    """
    draft, made = Draft(snapshot, book, snapshot, book), []
    for at, change in enumerate(changes):
        before, draft = draft, _made(draft, change, at)
        count = would_have_to_move(change, before, draft)
        made.append(
            ChangeMade(
                number=at + 1,
                change=change.change,
                says=said_of(change, before, draft),
                would_have_to_move=count,
                moves=moves_said(change, count),
            )
        )
    _require_sound_policy(draft, changes)
    return Applied(draft.snapshot, draft.book, tuple(made))


def _made(draft: Draft, change: Change, at: int) -> Draft:
    try:
        made = MAKE[type(change)](draft, change)
    except Wrong as wrong:
        raise refused(at, wrong) from None
    if made.snapshot is not draft.snapshot and (found := problems(made.snapshot)):
        raise _unsound(at, change, found[0])
    return made


def _unsound(at: int, change: Change, found: Problem) -> InvalidInput:
    """Positions in a snapshot that whoever asks has not sent say nothing to them."""
    detail, mend = MENDS.get(type(change), (found.detail, found.mend))
    field = FIELD.get(type(change), "")
    if isinstance(change, AddRequest):
        field = (
            f"request/{found.pointer.rpartition('/')[2]}"
            if found.pointer.startswith("/placement_requests")
            else "young_person"
        )
    return refusal([Problem(f"/changes/{at}/{field}".rstrip("/"), detail, mend)])


def _require_sound_policy(draft: Draft, changes: Sequence[Change]) -> None:
    if draft.book is draft.policy:
        return
    try:
        require_sound_policy(draft)
    except Wrong as wrong:
        kind = ChangeWeight if wrong.field == "points" else ChangeFigure
        at = max(n for n, one in enumerate(changes) if isinstance(one, kind))
        raise refused(at, wrong) from None
