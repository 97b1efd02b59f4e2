"""What a county that plans for everybody is like: figures to look at after any change to how it is made.

A generator that is tidied up can quietly make an easier county: every team in one corner, nobody who minds anybody. So what
makes it hard is measured, and the tests hold it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot
from statistics import mean, median, pstdev

import numpy as np

from matcher.domain.people import YoungPerson
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.frame import make_frame
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.policy import PolicyBook

FEW = 3
GRAVE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyFigures:
    """Options and points are of everybody's own list, judged with those who live there already."""

    settings: int
    requests: int
    free_beds_per_person: float
    options: float
    """Of one person, on average."""
    options_median: float
    few: int
    """People with at most three options."""
    score: float
    score_spread: float
    """One standard deviation."""
    grave_pairs: float
    """Of all pairs who ask: how many in a hundred are a grave risk to one another (3 x 3), one way or the other."""
    km_to_hub: float
    """From a person's home to the nearest hub."""
    km_to_key_worker: float
    """From a person's home to where their key worker is based."""
    settings_within_30_km: float
    """Of a person's home."""


def figures_of(snapshot: Snapshot, book: PolicyBook) -> CountyFigures:
    """All of them."""
    frame = make_frame(snapshot, book)
    requests = list(frame.requests.values())
    judged = judge_all(frame, requests)
    rows = [np.flatnonzero(Lists(judged, i).options_rows) for i in range(len(requests))]
    counts = [len(each) for each in rows]
    points = [point for i, each in enumerate(rows) for point in judged.score_at(i, each).total.tolist()]
    people = [frame.index.people[request.young_person_id] for request in requests]
    free = sum(place.beds for place in snapshot.places) - len(snapshot.placements)
    return CountyFigures(
        settings=len(snapshot.settings),
        requests=len(requests),
        free_beds_per_person=free / len(requests),
        options=mean(counts),
        options_median=median(counts),
        few=sum(count <= FEW for count in counts),
        score=mean(points),
        score_spread=pstdev(points),
        grave_pairs=_grave_pairs(people),
        km_to_hub=mean(min(_km(person.home, hub) for hub in _hubs(snapshot)) for person in people),
        km_to_key_worker=_km_to_key_worker(snapshot, people),
        settings_within_30_km=mean(_within(person, snapshot, 30) for person in people),
    )


def _km(one: Location | None, other: Location | None) -> float:
    here, there = (where.point if where else None for where in (one, other))
    if here is None or there is None:
        raise AssertionError("everybody and everything is somewhere")
    return hypot(here[0] - there[0], here[1] - there[1]) / 1000


def _hubs(snapshot: Snapshot) -> list[Location | None]:
    return [setting.location for setting in snapshot.settings if setting.kind.value == "hub_bed"]


def _km_to_key_worker(snapshot: Snapshot, people: Sequence[YoungPerson]) -> float:
    base = {worker.id: worker.base for worker in snapshot.workers or ()}
    return mean(
        _km(person.home, base[person.key_worker.worker_id])
        for person in people
        if person.key_worker and person.key_worker.worker_id
    )


def _within(person: YoungPerson, snapshot: Snapshot, km: float) -> int:
    return sum(_km(person.home, setting.location) <= km for setting in snapshot.settings)


def _grave_pairs(people: Sequence[YoungPerson]) -> float:
    dangers = [{one.risk for one in person.risks or () if one.level == GRAVE} for person in people]
    weak = [{one.risk for one in person.vulnerabilities or () if one.level == GRAVE} for person in people]
    pairs = list(combinations(range(len(people)), 2))
    grave = sum(bool(dangers[i] & weak[j] or dangers[j] & weak[i]) for i, j in pairs)
    return 100 * grave / len(pairs)
