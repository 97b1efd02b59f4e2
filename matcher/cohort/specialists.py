"""Rows of specialists' hours: what is asked together of one role in one week, and what nobody has free, at a price."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from matcher.cohort.candidates import Candidates
from matcher.cohort.model import Ints, Model, RowKind
from matcher.domain.codes import WorkerRole
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot

MINUTES = 60
Week = tuple[WorkerRole, date]
"""A role, and the Monday on which the week begins."""


def minutes_free(snapshot: Snapshot) -> tuple[dict[Week, int], frozenset[WorkerRole]]:
    """Minutes that a role has free in a week, and the roles whose hours are recorded."""
    free: dict[Week, int] = defaultdict(int)
    roles: set[WorkerRole] = set()
    for worker in snapshot.workers or ():
        for role in worker.roles if worker.free_hours is not None else ():
            roles.add(role)
            for week in worker.free_hours or ():
                free[role, week.week_beginning] += round(week.hours * MINUTES)
    return free, frozenset(roles)


def minutes_asked(request: PlacementRequest, first: date) -> dict[Week, int]:
    """Minutes asked of each role in each of the first four weeks from a first night."""
    monday = first - timedelta(days=first.weekday())
    asked: dict[Week, int] = defaultdict(int)
    for one in request.specialist_input or ():
        for k, hours in enumerate((one.week_1, one.week_2, one.week_3, one.week_4)):
            asked[one.role, monday + timedelta(weeks=k)] += round(hours * MINUTES)
    return {week: minutes for week, minutes in asked.items() if minutes}


@dataclass(frozen=True)
class ShortColumns:
    """Columns that count whole hours which nobody has free, beyond what each person would lack alone."""

    columns: Ints


def specialist_rows(model: Model, candidates: Candidates, columns: Ints) -> ShortColumns:
    """Hours asked together, less hours free, are hours short: rounded up to whole hours in each role and week."""
    free, roles = minutes_free(candidates.frame.snapshot)
    wanted: dict[Week, list[tuple[int, int]]] = defaultdict(list)
    for entry in range(len(candidates)):
        request = candidates.requests[int(candidates.request[entry])]
        first = date.fromordinal(int(candidates.first[entry]))
        for week, minutes in minutes_asked(request, first).items() if request.specialist_input else ():
            if week[0] in roles and free.get(week, 0):
                wanted[week].append((int(columns[entry]), min(minutes, free[week])))
    short = []
    for week, asked in sorted(wanted.items()):
        at, by = (np.array(each, np.int64) for each in zip(*asked, strict=True))
        most = _most(candidates, columns, at, by)
        if most > free[week]:
            column = model.add_column(-(-(most - free[week]) // MINUTES))
            model.add_row(RowKind.SPECIALISTS, [*at.tolist(), column], [*by.tolist(), -MINUTES], high=free[week])
            short.append(column)
    return ShortColumns(np.array(short, np.int64))


def _most(candidates: Candidates, columns: Ints, at: Ints, by: Ints) -> int:
    """The minutes if everybody who asks were placed."""
    most: dict[int, int] = {}
    entry_of = {int(column): entry for entry, column in enumerate(columns.tolist())}
    for column, minutes in zip(at.tolist(), by.tolist(), strict=True):
        i = int(candidates.request[entry_of[column]])
        most[i] = max(most.get(i, 0), minutes)
    return sum(most.values())
