"""One place for one request in full: every limb's outcome, with its source."""

from dataclasses import dataclass

from matcher.domain.codes import Role
from matcher.domain.errors import NoSuchPlace
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.judged import approvers_of, judge_all
from matcher.options.words import Words
from matcher.outcomes import Outcome
from matcher.policy import PolicyBook
from matcher.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLimb:
    """One limb's outcome for one pair; `says` is empty where it is met."""

    rule: str
    kind: Kind
    outcome: str
    missing: str | None
    says: str
    approvers: tuple[Role, ...]
    source: str


def outcomes(snapshot: Snapshot, request_id: str, place_id: str, book: PolicyBook) -> dict[str, Outcome]:
    """Every limb in force -> its outcome for one pair. Raises NoSuchRequest, NoSuchPlace."""
    frame = make_frame(snapshot, book)
    judged = judge_all(frame, [frame.request(request_id)])
    row = _row(frame, place_id)
    return {limb.id: Outcome(int(judged.settled[at, 0, row])) for at, (_, limb) in enumerate(judged.limbs)}


def explain(
    snapshot: Snapshot, request_id: str, place_id: str, book: PolicyBook, *, in_full: bool = False
) -> tuple[JudgedLimb, ...]:
    """Every limb in force for one pair, in the rule book's order. Raises NoSuchRequest, NoSuchPlace.

    in_full  for a reader who may know whom the young person is kept apart from, and why
    """
    frame = make_frame(snapshot, book)
    judged = judge_all(frame, [frame.request(request_id)])
    row = _row(frame, place_id)
    words = Words(judged.pairs, 0, row)
    found = []
    for at, (rule, limb) in enumerate(judged.limbs):
        outcome = Outcome(int(judged.settled[at, 0, row]))
        sentence = {
            Outcome.NOT_MET: (in_full and limb.in_full) or limb.says,
            Outcome.NOT_KNOWN_ASK: limb.asks,
            Outcome.NOT_KNOWN_PLACE: limb.rings,
            Outcome.NOT_JUDGED: limb.not_checked,
        }.get(outcome, "")
        found.append(
            JudgedLimb(
                rule=limb.id,
                kind=limb.kind,
                outcome=outcome.word,
                missing=outcome.missing,
                says=words.fill(sentence),
                approvers=approvers_of(limb, judged.pairs, row),
                source=str(rule.source),
            )
        )
    return tuple(found)


def _row(frame: Frame, place_id: str) -> int:
    try:
        return next(row for row, place in enumerate(frame.places.rows) if place.place_id == place_id)
    except StopIteration:
        raise NoSuchPlace("there is no place row with this id in the snapshot") from None
