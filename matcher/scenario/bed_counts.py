"""The beds of every setting before and after, through the bed states that everything else reads, and where they differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from matcher.capacity import BedState, RowNight, RowNights, SettingNight, count_beds
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.settings import Setting
from matcher.frame import Frame
from matcher.options.words_of_pair import day
from matcher.scenario.in_words import number
from matcher.scenario.result import BedsOfKind, BedsOfSetting, NightsDiffer, RowBeds, SettingDiffers

COUNTED = (*(state.value for state in BedState), "over")
SPELLS_SAID = 3
Pool = tuple[SettingKind, PlacePool]


def beds_by_setting(frame: Frame, first: date, leaving: date) -> dict[str, BedsOfSetting]:
    """Every setting's beds, by its id. Nobody is named, and nobody's absence told."""
    settings = sorted(frame.snapshot.settings, key=lambda one: one.id)
    return {one.id: _beds(one, *count_beds(frame, one.id, first, leaving)) for one in settings}


def _beds(setting: Setting, nights: tuple[SettingNight, ...], rows: Sequence[RowNights]) -> BedsOfSetting:
    return BedsOfSetting(
        setting_id=setting.id,
        setting_name=setting.name,
        kind=setting.kind,
        nights=nights,
        rows=tuple(
            RowBeds(
                place_id=row.place.place_id if row.place else None,
                pool=row.pool,
                beds=row.place.beds if row.place else 0,
                nights=row.nights,
            )
            for row in rows
        ),
    )


def beds_by_kind(settings: Iterable[BedsOfSetting]) -> tuple[BedsOfKind, ...]:
    """All beds of each kind and pool, added up night by night."""
    rows: dict[Pool, list[RowBeds]] = defaultdict(list)
    usable: dict[Pool, list[list[int]]] = defaultdict(list)
    for one in settings:
        for row in one.rows:
            rows[one.kind, row.pool].append(row)
        for pool in {row.pool for row in one.rows}:
            usable[one.kind, pool].append(list(_usable(one, pool).values()))
    return tuple(
        BedsOfKind(
            kind=kind,
            pool=pool,
            nights=tuple(_together([row.nights for row in rows[kind, pool]])),
            usable_vacancy=tuple(map(sum, zip(*usable[kind, pool], strict=True))),
        )
        for kind, pool in sorted(rows)
    )


def _usable(setting: BedsOfSetting, pool: PlacePool) -> dict[date, int]:
    """The headline of one pool, as everywhere: the usable vacancies, night by night."""
    if pool is PlacePool.EMERGENCY:
        return {one.night: one.emergency_vacancy or 0 for one in setting.nights}
    return {one.night: one.usable_vacancy for one in setting.nights}


def _together(rows: Sequence[Sequence[RowNight]]) -> Iterator[RowNight]:
    for nights in zip(*rows, strict=True):
        yield RowNight(night=nights[0].night, **{name: sum(getattr(one, name) for one in nights) for name in COUNTED})


def differing(before: Mapping[str, BedsOfSetting], after: Mapping[str, BedsOfSetting]) -> list[str]:
    """The settings (ids) where anything at all is otherwise."""
    return [one for one in sorted({*before, *after}) if before.get(one) != after.get(one)]


def settings_differ(
    before: Mapping[str, BedsOfSetting], after: Mapping[str, BedsOfSetting], ids: Iterable[str]
) -> Iterator[SettingDiffers]:
    """Where the vacancies, or the people beyond the beds in use, are others: each pool with its nights, in words."""
    for setting_id in ids:
        was, now = before.get(setting_id), after.get(setting_id)
        shown = now or was
        assert shown is not None  # noqa: S101 - it is in one of the two
        for pool in PlacePool:
            counts = [_of_pool(one, pool) for one in (was, now)]
            spells = tuple(_spells(*counts))
            if spells:
                yield SettingDiffers(
                    setting_id=setting_id,
                    setting_name=shown.setting_name,
                    kind=shown.kind,
                    pool=pool,
                    spells=spells,
                    says=_says(shown.setting_name, pool, spells),
                )


@dataclass(frozen=True, slots=True)
class _Count:
    """Of one pool of one setting on one night: usable vacancies, and people beyond the beds in use."""

    free: int
    over: int


def _of_pool(setting: BedsOfSetting | None, pool: PlacePool) -> dict[date, _Count]:
    rows = [row.nights for row in setting.rows if row.pool is pool] if setting else []
    if setting is None or not rows:
        return {}
    usable = _usable(setting, pool)
    return {one.night: _Count(usable[one.night], one.over) for one in _together(rows)}


NONE = _Count(0, 0)


def _spells(before: Mapping[date, _Count], after: Mapping[date, _Count]) -> Iterator[NightsDiffer]:
    """Nights that follow each other and differ alike are one."""
    nights = [(night, before.get(night, NONE), after.get(night, NONE)) for night in sorted({*before, *after})]
    for (was, now), same in groupby(nights, key=lambda one: one[1:]):
        together = [night for night, _, _ in same]
        if was != now:
            yield NightsDiffer(
                first_night=together[0],
                leaving=together[-1] + timedelta(days=1),
                free_before=was.free,
                free_after=now.free,
                over_before=was.over,
                over_after=now.over,
            )


def _says(name: str, pool: PlacePool, spells: Sequence[NightsDiffer]) -> str:
    where = f"{name}, emergency beds" if pool is PlacePool.EMERGENCY else name
    told = "; ".join(map(_spell, spells[:SPELLS_SAID]))
    more = len(spells) - SPELLS_SAID
    return f"{where}: {told}{f'; and {more} more' if more > 0 else ''}."


def _spell(one: NightsDiffer) -> str:
    last = one.last_night
    when = f"on {day(one.first_night)}" if last == one.first_night else f"from {day(one.first_night)} to {day(last)}"
    was = " as before" if one.free_after == one.free_before else f" instead of {one.free_before}"
    over = "" if one.over_after == one.over_before else f", with {_over(one.over_after)}"
    return f"{one.free_after} free{was} {when}{over}"


def _over(count: int) -> str:
    return f"{number(count)} more {'person' if count == 1 else 'people'} than beds" if count else "a bed for everybody"


def shown_settings(beds: Mapping[str, BedsOfSetting], ids: Iterable[str]) -> tuple[BedsOfSetting, ...]:
    """These settings, as far as there are any."""
    return tuple(beds[one] for one in sorted(set(ids)) if one in beds)
