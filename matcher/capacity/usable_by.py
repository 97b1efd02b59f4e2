"""Which rows could be offered to somebody who came on each of some nights: judged by the rule book itself.

For each night the very request is judged as if it began then and lasted as long: one ask beside the other, in one frame.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np

from matcher.capacity.nobody import hypothetical
from matcher.capacity.usable_by_model import UsableBy
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.options.rank import Ranking
from matcher.options.result import Says
from matcher.outcomes import Bools


class Judged(NamedTuple):
    """Which rows (nights, m) stand in which list, night by night; and what is said once above the lists."""

    person_id: str
    without_them: Frame
    """The frame without their own stays and plans: a person is counted once."""
    own: frozenset[int]
    """The settings, by position, where they live or plan to."""
    options: Bools
    needs_approval: Bools
    needs_information: Bools
    referred: tuple[Says, ...]
    ask_first: tuple[Says, ...]


def judge_nights(frame: Frame, who: UsableBy, days: range) -> Judged:
    """Judge coming on each of these nights. Raises NoSuchRequest."""
    asked, person = _who_asks(frame, who, date.fromordinal(days.start))
    whole = make_frame(_with(frame.snapshot, asked, person, days), frame.book)
    judged = judge_all(whole, [beginning(asked, date.fromordinal(day)) for day in days])
    lists = [Lists(judged, i) for i in range(len(days))]
    first = Ranking(judged, 0)
    return Judged(
        person_id=asked.young_person_id,
        without_them=_without(frame, asked.young_person_id),
        own=_own(frame, asked.young_person_id),
        options=_rows(lists, "options_rows"),
        needs_approval=_rows(lists, "needs_approval_rows"),
        needs_information=_rows(lists, "needs_information_rows"),
        referred=first.referred,
        ask_first=first.ask_first,
    )


def _rows(lists: list[Lists], name: str) -> Bools:
    """No row of a night on which the request belongs with another service."""
    found: Bools = np.array([getattr(one, name) & (not one.referred) for one in lists], np.bool_)
    return found


def beginning(asked: PlacementRequest, night: date) -> PlacementRequest:
    """The same request for as many nights from this one on. The hour belongs to the night that was asked for."""
    if night == asked.start_date:
        return replace(asked, first_night_latest=None)
    leaving = night + (asked.end_date - asked.start_date) if asked.end_date else None
    return replace(
        asked, start_date=night, end_date=leaving, first_night_latest=None, needed_at=None, needed_until=None
    )


def _with(snapshot: Snapshot, asked: PlacementRequest, person: YoungPerson | None, days: range) -> Snapshot:
    """The snapshot with this one among those who ask, from the last of the nights: so far has everything to be looked at."""
    last = beginning(asked, date.fromordinal(days.stop - 1))
    others = tuple(one for one in snapshot.placement_requests if one.id != asked.id)
    people = snapshot.young_people if person is None else (*snapshot.young_people, person)
    return replace(snapshot, placement_requests=(*others, last), young_people=people)


def _own(frame: Frame, person_id: str) -> frozenset[int]:
    placed = (stay.setting for stay in frame.index.stays_of.get(person_id, ()))
    return frozenset([*placed, *(at for at, _ in frame.index.ledger.staying_put.get(person_id, ()))])


def _without(frame: Frame, person_id: str) -> Frame:
    """The frame itself where they live and plan nowhere."""
    if not _own(frame, person_id):
        return frame
    snapshot = frame.snapshot
    placements = tuple(one for one in snapshot.placements if one.young_person_id != person_id)
    settings = tuple(
        replace(one, household=tuple(member for member in one.household if member.id != person_id))
        if one.household
        else one
        for one in snapshot.settings
    )
    return make_frame(replace(snapshot, placements=placements, settings=settings), frame.book)


def _who_asks(frame: Frame, who: UsableBy, first: date) -> tuple[PlacementRequest, YoungPerson | None]:
    """An open request as it is; or one for somebody whom only a profile describes."""
    if who.profile is None:
        return frame.request(who.request_id or ""), None
    return hypothetical(frame.snapshot, who.profile, first)
