"""Rows about two people who ask: kept apart beyond one home, and brothers and sisters who are to live together."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.cohort.candidates import Candidates
from matcher.cohort.company import HERE_ONLY
from matcher.cohort.model import Ints, Model, RowKind
from matcher.domain.person_codes import SiblingPlan
from matcher.domain.placements import SeparationEntry
from matcher.ledger import ordinal
from matcher.rules.e_group import within_scope

Bools = NDArray[np.bool_]


def separation_rows(model: Model, candidates: Candidates, columns: Ints) -> None:
    """Two people kept apart by street, site or distance are not placed within it of one another."""
    asking = candidates.requests_of
    for one in candidates.frame.snapshot.separation_entries or ():
        if one.scope not in HERE_ONLY and one.person_a in asking and one.person_b in asking:
            these, those = candidates.of_person(one.person_a), candidates.of_person(one.person_b)
            _keep_apart(model, RowKind.SEPARATION, columns, these, those, _too_near(candidates, these, those, one))


def _too_near(candidates: Candidates, these: Ints, those: Ints, entry: SeparationEntry) -> Bools:
    """(these, those): within the entry's scope, on a night on which it is live."""
    near = np.zeros((len(these), len(those)), np.bool_)
    for k, other in enumerate(those.tolist()):
        within, _ = within_scope(candidates.frame.places, int(candidates.setting[other]), -1, entry)
        near[:, k] = within[candidates.row[these]]
    live = (ordinal(entry.starts_on, 0), ordinal(entry.ends_on) + 1)
    begins, ends = _shared(candidates, these, those)
    return near & (np.maximum(begins, live[0]) < np.minimum(ends, live[1])) & ~_approved(candidates, these, those)


def _approved(candidates: Candidates, these: Ints, those: Ints) -> Bools:
    """(these, those): for one of the two an approval is given or open there; what that lets pass is for the rule book."""
    return _has_approval(candidates, these)[:, None] | _has_approval(candidates, those)[None]


def _has_approval(candidates: Candidates, entries: Ints) -> Bools:
    given = candidates.frame.index.authorisations_of
    settings = candidates.frame.places.settings
    return (candidates.approvals[entries] > 0) | np.array(
        [
            any(
                one.setting_id == settings[int(candidates.setting[e])].id
                for one in given.get(candidates.person_ids[int(candidates.request[e])], [])
            )
            for e in entries.tolist()
        ],
        np.bool_,
    )


def _shared(candidates: Candidates, these: Ints, those: Ints) -> tuple[Ints, Ints]:
    """(these, those) each: the nights on which both are there begin and end."""
    begins = np.maximum(candidates.first[these][:, None], candidates.first[those][None])
    ends = np.minimum(candidates.end[these][:, None], candidates.end[those][None])
    return begins, ends


def _keep_apart(model: Model, kind: RowKind, columns: Ints, these: Ints, those: Ints, apart: Bools) -> None:
    """Each of `these` against all of `those` it excludes: one person takes at most one of them. Equal ones share a row."""
    patterns: dict[bytes, list[int]] = {}
    for k in np.flatnonzero(apart.any(axis=1)).tolist():
        patterns.setdefault(apart[k].tobytes(), []).append(k)
    for alike in patterns.values():
        model.add_row(kind, np.concatenate([columns[these[alike]], columns[those[apart[alike[0]]]]]), high=1)


def together(candidates: Candidates) -> Iterator[tuple[str, str]]:
    """Each two brothers or sisters among those who ask who are to live together, by whoever's record; in their order."""
    at = {person: i for i, person in enumerate(candidates.requests_of)}
    people = candidates.frame.index.people
    found = set()
    for person, i in at.items():
        for link in people[person].siblings or ():
            if link.same_authority and link.plan is SiblingPlan.TOGETHER and link.person_id in at:
                found.add((min(i, at[link.person_id]), max(i, at[link.person_id])))
    ids = list(at)
    yield from ((ids[i], ids[j]) for i, j in sorted(found))


def sibling_rows(model: Model, candidates: Candidates, columns: Ints) -> None:
    """Brothers and sisters who are to live together are not placed in different homes at once."""
    for one, other in together(candidates):
        these, those = candidates.of_person(one), candidates.of_person(other)
        begins, ends = _shared(candidates, these, those)
        elsewhere = candidates.setting[these][:, None] != candidates.setting[those][None]
        split = elsewhere & (begins < ends) & ~_approved(candidates, these, those)
        _keep_apart(model, RowKind.SIBLINGS, columns, these, those, split)


def sibling_points(model: Model, candidates: Candidates, columns: Ints) -> tuple[Ints, Ints]:
    """Columns that are 1 where somebody lives with all their brothers and sisters of this cohort, and the entry of each.

    What a score has for living together counts only through them.
    """
    others = to_live_with(candidates)
    entries = [e for who in others for e in candidates.of_person(who).tolist() if candidates.sibling[e] > 0]
    found = model.add_columns([1] * len(entries))
    for column, entry in zip(found.tolist(), entries, strict=True):
        model.add_row(RowKind.SIBLING_POINTS, [column, int(columns[entry])], [1, -1], high=0)
        for other in others[candidates.person_ids[int(candidates.request[entry])]]:
            here = _with_them(candidates, entry, other)
            model.add_row(
                RowKind.SIBLING_POINTS,
                np.concatenate([[column], columns[here]]),
                np.concatenate([[1], np.full(len(here), -1)]),
                high=0,
            )
    return found, np.array(entries, np.int64)


def to_live_with(candidates: Candidates) -> dict[str, list[str]]:
    """Young person -> their brothers and sisters among those who ask, who are to live with them."""
    others: dict[str, list[str]] = {}
    for one, other in together(candidates):
        others.setdefault(one, []).append(other)
        others.setdefault(other, []).append(one)
    return others


def without_siblings(candidates: Candidates, chosen: Sequence[int], entries: Iterable[int]) -> set[int]:
    """Of these entries, those at which somebody who is to live there too is not among the chosen."""
    others, there = to_live_with(candidates), set(chosen)
    return {
        entry
        for entry in entries
        for other in others[candidates.person_ids[int(candidates.request[entry])]]
        if there.isdisjoint(_with_them(candidates, entry, other).tolist())
    }


def _with_them(candidates: Candidates, entry: int, other: str) -> Ints:
    """The entries of a brother or sister at the same setting on some of the same nights."""
    theirs = candidates.of_person(other)
    begins, ends = _shared(candidates, np.array([entry]), theirs)
    here: Ints = theirs[(candidates.setting[theirs] == candidates.setting[entry]) & (begins < ends)[0]]
    return here
