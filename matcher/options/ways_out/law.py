"""What a court could vary, and who could look again at why two people are kept apart."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import numpy as np

from matcher.domain.codes import Role
from matcher.domain.people_needs import ContactOrder, CourtCondition
from matcher.domain.person_codes import MUST_SEPARATE, SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.domain.snapshot import Snapshot
from matcher.ledger import FAR, ordinal
from matcher.options.approving import place_manager
from matcher.options.ways_out.edits import Edit, on_people
from matcher.options.ways_out.here import Here
from matcher.outcomes import NOT_MET
from matcher.rules.b_court_and_short_breaks import before_court, condition_holds, does_not_live_there
from matcher.rules.changes import ChangeKind
from matcher.rules.e_group import kept_apart_here

T = TypeVar("T")


def conditions(here: Here) -> Iterator[Edit]:
    """Each condition or order of a court that stands against this place, varied."""
    if here.outcome == NOT_MET:
        yield from _conditions(here) if here.limb.id == "remand-conditions-met" else _orders(here)


def _conditions(here: Here) -> Iterator[Edit]:
    until = before_court(here.pair, here.i)
    for n, one in enumerate(dict.fromkeys(here.person.court_conditions or ())):
        if condition_holds(here.pair, here.i, one, until)[here.row] == NOT_MET:
            yield _varied(
                here,
                n,
                f"Ask the youth justice service to go back to court: a condition about where {here.words.name()} lives "
                "would have to be varied.",
                one,
            )


def _orders(here: Here) -> Iterator[Edit]:
    for n, one in enumerate(dict.fromkeys(here.person.contact_orders or ())):
        until = np.minimum(here.pair.presence_end[here.i], np.int32(min(ordinal(one.ends_on), FAR - 1) + 1))
        if does_not_live_there(here.pair, one.person_id, here.pair.first[here.i], until)[here.row] == NOT_MET:
            yield _varied(
                here, n, f"Take legal advice: the court would have to vary an order about {here.words.name()}.", one
            )


def _varied(here: Here, n: int, says: str, dropped: CourtCondition | ContactOrder) -> Edit:
    return Edit(
        kind=ChangeKind.CONDITION,
        limb=here.limb.id,
        key=f"{type(dropped).__name__} {n}",
        says=says,
        who=(Role.COURT,),
        apply=on_people(
            {here.person.id},
            lambda one: replace(
                one,
                court_conditions=_without(one.court_conditions, dropped),
                contact_orders=_without(one.contact_orders, dropped),
            ),
        ),
        of_person=True,
    )


def _without(every: tuple[T, ...] | None, dropped: object) -> tuple[T, ...] | None:
    return every and tuple(one for one in every if one != dropped)


def separations(here: Here) -> Iterator[Edit]:
    """Each entry that keeps the young person from this place, looked at again. Restorative only after conflict, never harm."""
    must = here.limb.id == "do-not-place-together:must"
    here_too = {entry for _, entry in kept_apart_here(here.pair, here.i, here.row, must=must)}
    register = here.pair.index.snapshot.separation_entries or ()
    for n, entry in enumerate(register):
        if entry not in here_too:
            continue
        says, who = _who_looks_again(here, entry)
        yield Edit(
            kind=ChangeKind.SEPARATION,
            limb=here.limb.id,
            key=str(n),
            says=says,
            who=who,
            apply=lambda whole, entry=entry: _ended(whole, entry),  # type: ignore[misc]
            of_person=True,
        )


def _who_looks_again(here: Here, entry: SeparationEntry) -> tuple[str, tuple[Role, ...]]:
    """By the reason: the court or police themselves; the service manager; or a restorative meeting."""
    if entry.reason is SeparationReason.COURT_OR_POLICE:
        return "Only the court or the police who asked for two people to be kept apart can end it.", (Role.COURT,)
    if entry.reason in MUST_SEPARATE:
        return (
            "The service manager, with everybody who keeps both people safe, looks again at why they are kept apart.",
            (Role.SERVICE_MANAGER,),
        )
    return (
        "Offer a restorative meeting, if both people want one, and look again at why they are kept apart.",
        (Role.KEY_WORKER, place_manager(here.pair, here.row)),
    )


def _ended(whole: Snapshot, entry: SeparationEntry) -> Snapshot:
    entries = whole.separation_entries
    return replace(whole, separation_entries=entries and tuple(one for one in entries if one != entry))
