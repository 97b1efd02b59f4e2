"""Beds and settings closed, opened and added."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from matcher.domain.codes import NO_BED
from matcher.domain.settings import Closure, OutOfUse, Place, Setting
from matcher.ledger import FAR, is_residential, ordinal
from matcher.scenario.changes import AddBeds, CloseBeds, CloseSetting, OpenBeds, OpenSetting
from matcher.scenario.drafted import Draft, Span, Wrong, day_of, find, overlap, without


def close_beds(draft: Draft, change: CloseBeds) -> Draft:
    """Beds out of use on these nights. Raises Wrong where there are not so many in use on each of them."""
    place, span = draft.place(change.place_id), draft.span(change.first_night, change.leaving)
    _require_beds(draft, place)
    used = min(place.beds - _out(place.out_of_use, night) for night in _bounds(place.out_of_use, span))
    if change.beds > used:
        said = "None of its beds is" if used <= 0 else f"Only {used} of its beds {'is' if used == 1 else 'are'}"
        mend = f"Close {used} at most, or other nights." if used > 0 else "Choose other nights, or another row."
        raise Wrong("beds", f"{said} in use on every one of these nights.", mend)
    gap = OutOfUse(first_night=_day(span[0]), leaving=day_of(span[1]), beds=change.beds, reason=change.reason)
    return _with_gaps(draft, place, (*place.out_of_use, gap))


def open_beds(draft: Draft, change: OpenBeds) -> Draft:
    """Beds back in use on these nights. Raises Wrong where there are not so many out of use on each of them."""
    place, span = draft.place(change.place_id), draft.span(change.first_night, change.leaving)
    _require_beds(draft, place)
    out = min(_out(place.out_of_use, night) for night in _bounds(place.out_of_use, span))
    if change.beds > out:
        said = "None of its beds is" if out <= 0 else f"Only {out} of its beds {'is' if out == 1 else 'are'}"
        mend = "Open fewer, or other nights; add_beds is for beds that it does not have."
        raise Wrong("beds", f"{said} out of use on every one of these nights.", mend)
    gaps = list(place.out_of_use)
    for _ in range(change.beds):
        gaps = _one_bed_back(gaps, span)
    return _with_gaps(draft, place, tuple(gaps))


def add_beds(draft: Draft, change: AddBeds) -> Draft:
    """A row with more beds; on other nights than these they are out of use."""
    place, (first, leaving) = draft.place(change.place_id), draft.span(change.first_night, change.leaving)
    _require_beds(draft, place)
    if place.shared_room:
        raise Wrong("place_id", "This row is one shared room.", "Choose a row of single rooms, or add a setting.")
    around = without((draft.today.toordinal(), FAR), (first, leaving))
    gaps = [OutOfUse(first_night=_day(begin), leaving=day_of(end), beds=change.beds) for begin, end in around]
    return draft.with_place(replace(place, beds=place.beds + change.beds, out_of_use=(*place.out_of_use, *gaps)))


def close_setting(draft: Draft, change: CloseSetting) -> Draft:
    """Closed to anyone new on these nights. Raises Wrong where it is on all of them already."""
    setting, span = draft.setting(change.setting_id), draft.span(change.first_night, change.leaving)
    if all(_reasons(setting, night) for night in _bounds(setting.closures, span)):
        raise Wrong("setting_id", "It is closed on all of these nights already.", "Leave this change out.")
    new = Closure(first_night=_day(span[0]), leaving=day_of(span[1]), reason=change.reason)
    return _with_closures(draft, setting, (*setting.closures, new))


def open_setting(draft: Draft, change: OpenSetting) -> Draft:
    """Open to new people on these nights. Raises Wrong where it is not closed on any of them."""
    setting, span = draft.setting(change.setting_id), draft.span(change.first_night, change.leaving)
    if not any(_reasons(setting, night) for night in _bounds(setting.closures, span)):
        raise Wrong("setting_id", "It is not closed on any of these nights.", "Choose other nights, or leave it out.")
    left = [
        replace(one, first_night=_day(begin), leaving=day_of(end))
        for one in setting.closures
        for begin, end in without(_span(one), span)
    ]
    return _with_closures(draft, setting, tuple(left))


def registered_limit(draft: Draft, place: Place) -> int | None:
    """How many the registration of the row's setting allows, where its beds are now more than that."""
    setting = draft.setting(place.setting_id)
    beds = sum(one.beds for one in draft.snapshot.places if one.setting_id == setting.id)
    limit = setting.registered_places if is_residential(setting) else None
    return limit if limit is not None and beds > limit else None


def _require_beds(draft: Draft, place: Place) -> None:
    if draft.setting(place.setting_id).kind in NO_BED:
        raise Wrong("place_id", "This setting has no beds.", "Choose a row of a setting where people sleep.")


def _day(night: int) -> date:
    return date.fromordinal(night)


def _span(one: OutOfUse | Closure) -> Span:
    return ordinal(one.first_night), ordinal(one.leaving)


def _out(gaps: Sequence[OutOfUse], night: int) -> int:
    return sum(one.beds for one in gaps if _span(one)[0] <= night < _span(one)[1])


def _reasons(setting: Setting, night: int) -> tuple[str, ...]:
    return tuple(one.reason for one in setting.closures if _span(one)[0] <= night < _span(one)[1])


def _bounds(given: Sequence[OutOfUse] | Sequence[Closure], span: Span) -> Iterator[int]:
    """The nights within a span on which anything can begin to be otherwise: they stand for all of them."""
    edges = {span[0]} | {night for one in given for night in _span(one)}
    return (night for night in sorted(edges) if span[0] <= night < span[1])


def _one_bed_back(gaps: Sequence[OutOfUse], span: Span) -> list[OutOfUse]:
    """One bed fewer out of use on each of these nights: of the gap with just these nights, else of the newest."""
    wanted = [span]
    kept: dict[int, tuple[OutOfUse, ...]] = {n: (one,) for n, one in enumerate(gaps)}
    for at in sorted(kept, key=lambda n: (_span(gaps[n]) != span, -n)):
        cut = [both for one in wanted if (both := overlap(one, _span(gaps[at])))]
        wanted = [left for one in wanted for left in without(one, _span(gaps[at]))]
        kept[at] = tuple(_less_a_bed(gaps[at], cut))
    return [one for at in sorted(kept) for one in kept[at]]


def _less_a_bed(gap: OutOfUse, cut: Sequence[Span]) -> Iterator[OutOfUse]:
    left = [_span(gap)]
    for one in cut:
        left = [piece for span in left for piece in without(span, one)]
    pieces = [(span, gap.beds) for span in left] + [(span, gap.beds - 1) for span in cut if gap.beds > 1]
    for (begin, end), beds in sorted(pieces):
        yield replace(gap, first_night=_day(begin), leaving=day_of(end), beds=beds)


def _with_gaps(draft: Draft, place: Place, gaps: tuple[OutOfUse, ...]) -> Draft:
    """Where as many beds are out of use on each night as are recorded, the record stands."""
    recorded = find(draft.recorded.places, lambda one: one.place_id == place.place_id)
    if recorded is not None and recorded.beds == place.beds:
        nights = list(_bounds((*gaps, *recorded.out_of_use), (1, FAR)))
        if all(_out(gaps, night) == _out(recorded.out_of_use, night) for night in nights):
            return draft.with_place(recorded)
    return draft.with_place(replace(place, out_of_use=gaps))


def _with_closures(draft: Draft, setting: Setting, closures: tuple[Closure, ...]) -> Draft:
    """Where it is closed on the same nights for the same reasons as is recorded, the record stands."""
    recorded, changed = (
        find(draft.recorded.settings, lambda one: one.id == setting.id),
        replace(setting, closures=closures),
    )
    if recorded is not None:
        nights = list(_bounds((*closures, *recorded.closures), (1, FAR)))
        if all(_reasons(changed, night) == _reasons(recorded, night) for night in nights):
            return draft.with_setting(recorded)
    return draft.with_setting(changed)
