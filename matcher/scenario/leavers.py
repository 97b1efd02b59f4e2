"""How many would have no bed once beds or a setting are closed. It says how many, and never who."""

from collections.abc import Iterable

from matcher.domain.snapshot import Snapshot
from matcher.ledger import FAR, Stay, make_ledger, ordinal
from matcher.scenario.changes import Change, CloseBeds, CloseSetting
from matcher.scenario.drafted import Draft, Span


def would_have_to_move(change: Change, before: Draft, after: Draft) -> int:
    """The most people, on any one night of the change, who live there or are due to and would have no bed there."""
    if isinstance(change, CloseBeds):
        span = after.span(change.first_night, change.leaving)
        return _more_over(change.place_id, before.snapshot, after.snapshot, span)
    if isinstance(change, CloseSetting):
        span = after.span(change.first_night, change.leaving)
        at = next(n for n, one in enumerate(after.snapshot.settings) if one.id == change.setting_id)
        stays = [(one.first, one.leaving) for one in make_ledger(after.snapshot).stays if one.setting == at]
        return max((_there(stays, night) for night in _nights(span, stays)), default=0)
    return 0


def _more_over(place_id: str, before: Snapshot, after: Snapshot, span: Span) -> int:
    """How many more are over the beds in use of a row than were."""
    at = next(n for n, one in enumerate(after.places) if one.place_id == place_id)
    ledger = make_ledger(after)
    staying_put = [room for homes in ledger.staying_put.values() for _, room in homes].count(at)
    stays = [_span(one) for one in ledger.stays if one.row == at]
    gaps = [
        (ordinal(one.first_night), ordinal(one.leaving))
        for one in (*before.places[at].out_of_use, *after.places[at].out_of_use)
    ]
    nights = _nights(span, [*stays, *gaps])
    return max(
        (
            _over(after, at, night, _there(stays, night) + staying_put)
            - _over(before, at, night, _there(stays, night) + staying_put)
            for night in nights
        ),
        default=0,
    )


def _over(snapshot: Snapshot, at: int, night: int, people: int) -> int:
    place = snapshot.places[at]
    out = sum(one.beds for one in place.out_of_use if ordinal(one.first_night) <= night < ordinal(one.leaving))
    return max(people - max(place.beds - out, 0), 0)


def _span(stay: Stay) -> Span:
    return stay.first, stay.leaving


def _there(stays: Iterable[Span], night: int) -> int:
    return sum(first <= night < leaving for first, leaving in stays)


def _nights(span: Span, others: Iterable[Span]) -> list[int]:
    """The nights of a span on which a count can begin to be another one."""
    edges = {span[0], *(night for one in others for night in one)}
    return sorted(night for night in edges if span[0] <= night < min(span[1], FAR))
