"""Who could not live with whom: judged by the rule book itself, at copies of a setting with one more person in each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.candidates import Candidates
from matcher.cohort.model import Ints, Model, RowKind
from matcher.cohort.planned import with_plan
from matcher.cohort.ticks import Tick
from matcher.domain.codes import NO_BED
from matcher.domain.person_codes import SeparationScope
from matcher.domain.placements import Placement, SeparationEntry
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.ledger import is_residential
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists
from matcher.outcomes import PLACE
from matcher.rules import Kind

Bools = NDArray[np.bool_]
HERE_ONLY = frozenset({SeparationScope.HOME, SeparationScope.ROOM})
"""Separations that end at the door; wider ones are `apart`'s."""
NOBODY = 0
"""The copy to which nobody is added."""


def what_stands_against(lists: Lists) -> Bools:
    """(limbs, m): every limb that would keep a place row off the list of options, as it stands."""
    authorise = lists.settled.take(lists.judged.of_kind(Kind.AUTHORISE), axis=0) >= PLACE
    against: Bools = np.concatenate([lists.hard_failing, lists.open_questions, authorise])
    return against


def company_rows(model: Model, candidates: Candidates, columns: Ints, tick: Tick) -> None:
    """Forbid, setting by setting, that two live together there whom the rule book would not let live together."""
    for at, entries in candidates.at_setting.items():
        tick()
        most = most_together(candidates, at) + _living_there(candidates, at, entries)
        if most > 1 and len(set(candidates.request[entries].tolist())) > 1:
            apart = Copies(candidates, at, entries).kept_apart
            _forbid(model, _Group(candidates, entries, columns[entries], apart, most))


def most_together(candidates: Candidates, at: int) -> int:
    """How many of the candidates a setting could have at once, at the most, by its beds and its registration."""
    ledger, setting = candidates.frame.index.ledger, candidates.frame.places.settings[at]
    if setting.kind in NO_BED:
        return 0
    rows = candidates.frame.index.rows_of[at]
    free = (ledger.beds_in_use[rows].astype(np.int64) - ledger.row_taken[rows]).clip(0).sum(axis=0)
    if is_residential(setting) and setting.registered_places is not None:
        free = np.minimum(free, setting.registered_places - ledger.people[at].astype(np.int64))
    return int(free.max(initial=0))


def _living_there(candidates: Candidates, at: int, entries: Ints) -> int:
    """How many of the candidates live there already, and so have a bed."""
    there = {stay.person_id for stay in candidates.frame.index.stays_at.get(at, [])}
    return len(there & {candidates.person_ids[i] for i in candidates.request[entries].tolist()})


def together_or_near(candidates: Candidates, entry: int, chosen: Sequence[int]) -> list[int]:
    """Of the entries chosen, those whose company can matter to one: in the same home, or brothers, sisters, kept apart.

    In the home are also those who would leave it.
    """
    index, person = candidates.frame.index, candidates.person_ids[int(candidates.request[entry])]
    linked = set(index.siblings.get(person, ())) | {other for other, _ in index.separations_of.get(person, [])}
    linked |= {stay.person_id for stay in index.stays_at.get(int(candidates.setting[entry]), [])}
    return [
        one
        for one in chosen
        if one != entry
        and (
            candidates.setting[one] == candidates.setting[entry]
            or candidates.person_ids[int(candidates.request[one])] in linked
        )
    ]


@dataclass(frozen=True)
class Copies:
    """Copies of one setting: the first as it is, and one for each of its candidates with that person living there."""

    candidates: Candidates
    at: int
    entries: Ints

    @cached_property
    def kept_apart(self) -> Bools:
        """(entries, entries): these two could not both be placed here, by either's judgement."""
        one_way = np.stack([self._spoilt_by(k) for k in range(len(self.entries))])
        of = self.candidates.request[self.entries]
        return np.asarray((one_way | one_way.T) & (of[:, None] != of[None]), np.bool_)

    def _spoilt_by(self, k: int) -> Bools:
        """(entries,): by whose company the k-th candidate's place would no longer be an option for the nights it has."""
        i = self._ask_of[k]
        row = self._rows.index(int(self.candidates.row[self.entries[k]]))
        copies = row + np.arange(len(self.entries) + 1) * len(self._rows)
        against = self._against[i][:, copies]
        pairs = self._judged.pairs
        first, leaving = pairs.first[i, copies], pairs.leaving[i, copies]
        other_nights = (first != first[NOBODY]) | (leaving != leaving[NOBODY])
        spoilt: Bools = (against & ~against[:, [NOBODY]]).any(axis=0) | other_nights
        return spoilt[1:]

    @cached_property
    def _judged(self) -> Judged:
        frame = make_frame(self._snapshot, self.candidates.frame.book)
        return judge_all(frame, self._asks)

    @cached_property
    def _against(self) -> list[Bools]:
        return [what_stands_against(Lists(self._judged, i)) for i in range(len(self._asks))]

    @cached_property
    def _asks(self) -> list[PlacementRequest]:
        """What the entries ask: each the nights it has, so that room made in a copy gives nobody other nights."""
        return list(dict.fromkeys(map(self._ask, self.entries.tolist())))

    @cached_property
    def _ask_of(self) -> list[int]:
        """(entries,): the position in `_asks` of each."""
        at = {one: i for i, one in enumerate(self._asks)}
        return [at[self._ask(entry)] for entry in self.entries.tolist()]

    def _ask(self, entry: int) -> PlacementRequest:
        return self.candidates.line(entry).request_for_its_nights

    @cached_property
    def _rows(self) -> list[int]:
        return self.candidates.frame.index.rows_of[self.at]

    @cached_property
    def _snapshot(self) -> Snapshot:
        """The copies, whoever lives there or asks for it, and what is recorded about them here."""
        index, copies = self.candidates.frame.index, range(len(self.entries) + 1)
        setting = index.snapshot.settings[self.at]
        stays = index.stays_at.get(self.at, [])
        asking = sorted({one.young_person_id for one in self._asks})
        related = {other for person in asking for other in index.siblings.get(person, ())}
        people = {*asking, *related, *(stay.person_id for stay in stays)}
        people |= {member.id for member in setting.household or ()}
        return replace(
            index.snapshot,
            young_people=tuple(one for one in index.snapshot.young_people if one.id in people),
            settings=tuple(replace(roomier(setting), id=copy_id(setting.id, k)) for k in copies),
            places=tuple(_copied_place(index.snapshot.places[row], k) for k in copies for row in self._rows),
            placements=tuple(_copied_stay(one, k) for k in copies for one in self._there(k)),
            placement_requests=tuple({one.id: one for one in self._asks}.values()),
            workers=(),
            shifts=(),
            commitments=(),
            separation_entries=self._separations(set(asking)),
            impact_risk_assessments=tuple(
                replace(one, setting_id=copy_id(setting.id, k))
                for person in asking
                for one in index.assessments_of.get(person, [])
                if one.setting_id == setting.id
                for k in copies
            ),
            authorisations=tuple(
                replace(one, setting_id=copy_id(setting.id, k))
                for person in asking
                for one in index.authorisations_of.get(person, [])
                if one.setting_id == setting.id
                for k in copies
            ),
            travel_times=(),
        )

    def _separations(self, asking: set[str]) -> tuple[SeparationEntry, ...] | None:
        entries = self.candidates.frame.snapshot.separation_entries
        return entries and tuple(
            one for one in entries if one.scope in HERE_ONLY and {one.person_a, one.person_b} <= asking
        )

    def _there(self, k: int) -> tuple[Placement, ...]:
        """Who lives in a copy: everybody who does today, and in all but the first one candidate more; nobody twice."""
        index = self.candidates.frame.index
        today = tuple(stay.placement for stay in index.stays_at.get(self.at, []))
        if k == NOBODY:
            return today
        here = replace(index.snapshot, placements=today, commitments=())
        return with_plan(here, [self.candidates.line(int(self.entries[k - 1]))]).placements


def copy_id(own_id: str, k: int) -> str:
    """The id of the k-th copy."""
    return f"{own_id}~{k}"


def roomier(setting: Setting) -> Setting:
    """With room for one more, and without its rota: beds and staff have rows of their own."""
    places = setting.registered_places
    return replace(setting, rota_held=False, registered_places=None if places is None else places + 1)


def _copied_place(place: Place, k: int) -> Place:
    own, setting = copy_id(place.place_id, k), copy_id(place.setting_id, k)
    return replace(place, place_id=own, setting_id=setting, beds=place.beds + 1)


def _copied_stay(one: Placement, k: int) -> Placement:
    place_id = one.place_id and copy_id(one.place_id, k)
    return replace(one, id=copy_id(one.id, k), setting_id=copy_id(one.setting_id, k), place_id=place_id)


@dataclass(frozen=True)
class _Group:
    """The candidates of one setting, and which of them could not live together; at most `most` live there at once."""

    candidates: Candidates
    entries: Ints
    columns: Ints
    apart: Bools
    most: int


def _forbid(model: Model, group: _Group) -> None:
    """One row for each person in turn and all who could not live with them, until every pair is in some row."""
    uncovered = group.apart.copy()
    while uncovered.any():
        k = int(uncovered.sum(axis=1).argmax())
        others = np.flatnonzero(group.apart[k])
        weight = _at_most(group, others)
        columns = np.concatenate([group.columns[[k]], group.columns[others]])
        coefficients = np.concatenate([[weight], np.ones(len(others), np.int64)])
        model.add_row(RowKind.COMPANY, columns, coefficients, high=weight)
        uncovered[k] = uncovered[:, k] = False


def _at_most(group: _Group, others: Ints) -> int:
    """How many of these could be placed at all: as many as live there at once, where they share a night."""
    these = group.entries[others]
    people = len(set(group.candidates.request[these].tolist()))
    share_a_night = group.candidates.first[these].max() < group.candidates.end[these].min()
    return min(people, group.most) if share_a_night else people
