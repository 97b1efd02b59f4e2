"""The homes of a national return: settings that are known by a provider code and an Ofsted number, and by no more."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, count

from api.exchange.national_codes import providers
from api.exchange.national_rows import Episode
from api.exchange.national_stays import Stay
from matcher.domain.codes import OWN_NUMBER, PlacementState, Provider, SettingKind
from matcher.domain.placements import Placement
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot

OWN_PROVISION = "PR1"
OF_RETURN = "urn-"
"""How the id of a home begins that is known by its number alone."""

ONE_CHILDS = frozenset({SettingKind.WITH_PARENTS, SettingKind.CONNECTED_CARER, None})
"""Kinds that are one child's own, where only one child lived there; None: elsewhere."""


def homes_by_number(settings: Iterable[Setting]) -> dict[str, str]:
    """By a home's own Ofsted number, the setting that has it: of two, not a return's own, and the one this authority runs."""
    found: dict[str, str] = {}
    for one in sorted(settings, key=lambda one: (is_of_return(one), one.provider is not Provider.OWN, one.id)):
        if one.ofsted_number and one.kind in OWN_NUMBER:
            found.setdefault(one.ofsted_number, one.id)
    return found


def is_of_return(setting: Setting) -> bool:
    """Whether it was made of a return, which knows no more of a home than its Ofsted number."""
    return setting.ofsted_number is not None and setting.id.startswith(f"{OF_RETURN}{setting.ofsted_number}")


def at_known_homes(snapshot: Snapshot, at: Mapping[str, str]) -> Snapshot:
    """The snapshot of a return with every home that is on record already (`at`: by number) left as it is there.

    Which of its rows somebody was in, a return does not say.
    """
    known = {
        one.id: home
        for one in snapshot.settings
        if is_of_return(one) and one.kind in OWN_NUMBER and (home := at.get(one.ofsted_number or "", one.id)) != one.id
    }
    return replace(
        snapshot,
        settings=tuple(one for one in snapshot.settings if one.id not in known),
        places=tuple(one for one in snapshot.places if one.setting_id not in known),
        placements=tuple(
            replace(one, setting_id=known[one.setting_id], place_id=None) if one.setting_id in known else one
            for one in snapshot.placements
        ),
    )


def homes_of(stays: Iterable[Stay]) -> dict[str, list[Stay]]:
    """The stays by the id of the setting they were at, the ids in order."""
    by_home: dict[Hashable, list[Stay]] = {}
    for stay in sorted(stays, key=lambda stay: (stay.first, stay.child)):
        by_home.setdefault(which_home(stay.home), []).append(stay)
    named: dict[str, list[Stay]] = {}
    for theirs in by_home.values():
        base = _base_id(theirs[0].home)
        ids = chain([base], (f"{base}-{n}" for n in count(2)))
        named[next(id_ for id_ in ids if id_ not in named)] = theirs
    return dict(sorted(named.items()))


def setting(id_: str, stays: Sequence[Stay]) -> Setting:
    """All that the return says of a home. A home with parents, or with one child's own relatives, is that child's."""
    home = stays[-1].home
    kind = home.place.kind or SettingKind.EXCEPTED_SETTING
    one_child = len({stay.child for stay in stays}) == 1
    provider_codes = {stay.home.provider for stay in stays}
    return Setting(
        id=id_,
        name=f"{kind.label.capitalize()} {home.urn or id_}" if home.place.kind else f"Elsewhere: {home.place.code}",
        kind=kind,
        provider=Provider.OWN if provider_codes == {OWN_PROVISION} else Provider.EXTERNAL,
        provider_name=providers().get(home.provider, "") if len(provider_codes) == 1 else "",
        ofsted_number=home.urn,
        exception_type=home.place.exception_type,
        for_young_person_id=home.child if one_child and home.place.kind in ONE_CHILDS else None,
    )


def places(id_: str, stays: Sequence[Stay]) -> tuple[Place, ...]:
    """The home's one place row. Its beds: as many as were ever in use at once, which is all that is known.

    Where somebody lives elsewhere there is no place row, and so nothing to offer to anybody.
    """
    if not stays[0].is_at_a_setting:
        return ()
    return (Place(place_id=f"{id_}-beds", setting_id=id_, beds=_most_at_once(stays)),)


def placement(id_: str, stay: Stay, as_of: date) -> Placement:
    """The stay as a placement, as it stood on that day: an end that was still to come is no planned end."""
    has_ended = stay.ended is not None and stay.ended <= as_of
    return Placement(
        id=f"{stay.child}-{stay.first:%Y%m%d}",
        young_person_id=stay.child,
        setting_id=id_,
        place_id=f"{id_}-beds" if stay.is_at_a_setting else None,
        first_night=stay.first,
        leaving=stay.ended if has_ended else None,
        state=PlacementState.ENDED if has_ended else PlacementState.STARTED,
    )


def which_home(home: Episode) -> Hashable:
    """What tells one home from another.

    The Ofsted number of a children's home is the home's. A foster carer's is the fostering service's, and a unit's the
    provider's, each with many homes: there the postcode tells them apart, and without one nothing says that two
    children share a home.
    """
    if not home.place.kind:
        return (home.place.code, home.child)
    if home.urn is None:
        return (home.place.code, home.provider, home.child, home.postcode)
    if home.place.urn_is_home:
        return (home.place.kind, home.place.exception_type, home.urn)
    return (home.place.kind, home.urn, home.postcode or home.child)


def _base_id(home: Episode) -> str:
    if not home.place.kind:
        return f"elsewhere-{home.place.code.lower()}-{home.child}"
    if home.urn is not None:
        return f"{OF_RETURN}{home.urn}"
    return "-".join(filter(None, (home.place.code.lower(), home.provider.lower(), home.child)))


def _most_at_once(stays: Sequence[Stay]) -> int:
    changes = [(stay.first, 1) for stay in stays] + [(stay.ended, -1) for stay in stays if stay.ended is not None]
    most = now = 0
    for _, change in sorted(changes):
        now += change
        most = max(most, now)
    return most
