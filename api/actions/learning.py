"""Keeps past stays for forecasts to learn from: those of a national return, and those of the invented county."""

import hashlib
from collections.abc import Iterable
from datetime import date

from api.exchange.national_homes import which_home
from api.exchange.national_stays import Stay as ReturnedStay
from api.permissions import Caller
from api.service import Service
from api.store.past_stays import KeptStay, Learnt, keep_stays, pseudonym, stay_id
from api.store.write import Writing, writing
from matcher.capacity.forecast import learns_from
from matcher.domain.stays import Stay


def keep_past_stays(service: Service, caller: Caller, stays: Iterable[KeptStay], *, dry_run: bool = False) -> Learnt:
    """Keep these stays, all of them or none; the same again changes nothing more."""
    with writing(service.store, caller, service.clock(), dry_run=dry_run) as change:
        return learn_within(change, stays)


def learn_within(change: Writing, stays: Iterable[KeptStay]) -> Learnt:
    """The same, as part of a change."""
    learnt = keep_stays(change.connection, change.caller.authority, stays)
    if learnt.created or learnt.changed:
        change.has_learnt()
    return learnt


def stays_of_return(authority: str, stays: Iterable[ReturnedStay], as_of: date) -> list[KeptStay]:
    """The stays of a return at homes of a kind that is forecast, up to its day, under pseudonyms."""
    return [
        _of_return(authority, one, as_of)
        for one in stays
        if one.is_at_a_setting and one.home.place.kind and learns_from(one.home.place.kind) and one.first < as_of
    ]


def _of_return(authority: str, stay: ReturnedStay, as_of: date) -> KeptStay:
    who, place = pseudonym(authority, stay.child), stay.home.place
    home = hashlib.sha256(repr(which_home(stay.home)).encode()).hexdigest()[:8]
    named = f"{place.kind}.{stay.home.urn or 'not-known'}"
    setting_id = named if stay.home.urn and place.urn_is_home else f"{named}.{home}"
    has_ended = stay.ended is not None and stay.ended <= as_of
    return KeptStay(
        id=stay_id(who, setting_id, stay.first),
        who=who,
        setting_id=setting_id,
        kind=place.kind,
        ofsted_number=stay.home.urn if place.urn_is_home else None,
        first_night=stay.first,
        leaving=stay.ended if stay.ended is not None and has_ended else as_of,
        ended=has_ended,
        known_on=as_of,
    )


def stays_here(authority: str, stays: Iterable[Stay], as_of: date) -> list[KeptStay]:
    """Past stays at the record's own settings, under pseudonyms."""
    return [
        KeptStay(
            id=stay_id(who := pseudonym(authority, one.young_person_id), one.setting_id, one.first_night),
            who=who,
            setting_id=one.setting_id,
            place_id=one.place_id,
            first_night=one.first_night,
            leaving=one.leaving,
            ended=one.ended,
            known_on=as_of,
        )
        for one in stays
    ]
