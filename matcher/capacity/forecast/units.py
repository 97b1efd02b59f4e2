"""What a forecast is made for: a setting's beds of one pool, who lives there, who is due and who may come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.capacity.forecast.past import lived_since
from matcher.capacity.forecast.priors import Group, group_of
from matcher.domain.codes import NO_BED, SUPPORTED, PlacementState, PlacePool, Provider, SettingKind
from matcher.domain.nights import birthday
from matcher.domain.placements import Authorisation, Placement
from matcher.domain.settings import Setting
from matcher.domain.values import london_day
from matcher.frame import Frame
from matcher.ledger import FAR, Stay, ordinal

NOT_FORECAST = NO_BED | {SettingKind.WITH_PARENTS, SettingKind.STAYING_PUT, SettingKind.STAYING_CLOSE}
ADULT, OLDEST_IN_A_COMMUNITY_HOME = 18, 21
AFTER_18 = "no-placement-after-18"
FOR_ONE_PERSON = frozenset({SettingKind.CONNECTED_CARER, SettingKind.BESPOKE, SettingKind.EXCEPTED_SETTING})


class TermSort(StrEnum):
    """Where a part of a night's expectation comes from."""

    STAYING = "staying"
    """Lives there now."""
    PLANNED = "planned"
    """Held, accepted or confirmed for somebody."""
    PENDING = "pending"
    """Offered to somebody, or asked for."""
    UNKNOWN = "unknown"
    """Arrivals of whom nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One person who is or may be there. Nights count from tonight (0); a day that is FAR never comes.

    key      id of the placement or request; of the household member for somebody who stays put
    chance   that they come at all; 1.0 for who is there
    first, latest  first night at the earliest and the latest, each night between as likely
    stayed   nights they will have stayed by `first` (0 for who comes)
    planned  the planned leaving day
    ends     the day on which the stay ends for certain: a birthday
    kept     the bed is kept for them, come or not, on nights before this one
    alone    nobody else may live there while they do
    settled  they do not leave: somebody who stays put
    """

    key: str
    sort: TermSort
    chance: float = 1.0
    first: int = 0
    latest: int = 0
    stayed: int = 0
    planned: int = FAR
    ends: int = FAR
    kept: int = 0
    alone: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The beds of one pool of a setting."""

    setting_id: str
    pool: PlacePool
    group: Group
    place_ids: tuple[str, ...]
    beds: int
    takes_anybody: bool
    """False where it is for one person only: nobody unknown arrives."""
    came: tuple[int, ...]
    """First nights of those who live there, as ordinals."""


def is_forecast(setting: Setting) -> bool:
    """Whether who lives there is recorded here: a hub, carer household, lodging or home that this authority runs."""
    return setting.kind not in NOT_FORECAST and setting.provider is Provider.OWN


def units_of(frame: Frame) -> list[Unit]:
    """Every pool of beds of every setting that is forecast, by setting as in the snapshot, ordinary beds first."""
    return [
        _unit(frame, at, setting, pool)
        for at, setting in enumerate(frame.snapshot.settings)
        if is_forecast(setting)
        for pool in _pools(frame, at)
    ]


def _pools(frame: Frame, setting: int) -> list[PlacePool]:
    """Ordinary beds, emergency beds; one pool for a setting without any bed."""
    places = frame.snapshot.places
    found = {places[row].pool for row in frame.index.rows_of.get(setting, ())}
    return sorted(found, key=list(PlacePool).index) or [PlacePool.RESIDENTIAL]


def rows_of(frame: Frame, setting: int, pool: PlacePool) -> list[int]:
    """The place rows of a setting's pool."""
    return [row for row in frame.index.rows_of.get(setting, ()) if frame.snapshot.places[row].pool is pool]


def stays_in(frame: Frame, setting: int, pool: PlacePool) -> list[Stay]:
    """Everybody placed in a pool of beds; who is in no row counts to the first pool."""
    rows, is_first = rows_of(frame, setting, pool), _pools(frame, setting)[0] is pool
    return [one for one in frame.index.stays_at.get(setting, ()) if one.row in rows or (one.row < 0 and is_first)]


def _unit(frame: Frame, at: int, setting: Setting, pool: PlacePool) -> Unit:
    rows, today = rows_of(frame, at, pool), frame.snapshot.today.toordinal()
    living, since = (one for one in stays_in(frame, at, pool) if _is_living(one, today)), lived_since(frame)
    return Unit(
        setting_id=setting.id,
        pool=pool,
        group=group_of(setting, pool),
        place_ids=tuple(frame.snapshot.places[row].place_id for row in rows),
        beds=sum(frame.snapshot.places[row].beds for row in rows),
        takes_anybody=setting.for_young_person_id is None and setting.kind not in FOR_ONE_PERSON,
        came=tuple(sorted(since.get(one.placement.id, one.first) for one in living)),
    )


def _is_living(stay: Stay, today: int) -> bool:
    return stay.placement.state is PlacementState.STARTED and stay.first <= today < stay.leaving


def terms_of(frame: Frame, unit: Unit, pending: Sequence[Term]) -> tuple[Term, ...]:
    """Everybody who is or may be in a pool of beds, by sort and key. `pending`: open requests that may end here."""
    at = frame.index.setting_at[unit.setting_id]
    terms = [_placed(frame, one) for one in stays_in(frame, at, unit.pool) if one.leaving > _today(frame)]
    terms += _staying_put(frame, at, unit)
    terms += _offered(frame, unit)
    terms += pending
    order = list(TermSort)
    return tuple(sorted(terms, key=lambda one: (order.index(one.sort), one.key)))


def _today(frame: Frame) -> int:
    return frame.snapshot.today.toordinal()


def _placed(frame: Frame, stay: Stay) -> Term:
    today, placement = _today(frame), stay.placement
    living = _is_living(stay, today)
    first = max(stay.first - today, 0)
    return Term(
        key=placement.id,
        sort=TermSort.STAYING if living else TermSort.PLANNED,
        chance=1.0 if living else _chance(frame, placement),
        first=first,
        latest=first,
        stayed=today - lived_since(frame).get(placement.id, stay.first) if living else 0,
        planned=_from_today(stay.leaving, today),
        ends=_ends(frame, stay.person_id, placement.setting_id),
        kept=0 if living else _kept(frame, placement),
        alone=_needs_solo(frame, stay.person_id),
    )


def _from_today(day: int, today: int) -> int:
    return FAR if day >= FAR else day - today


def _chance(frame: Frame, placement: Placement) -> float:
    figures = frame.policy.figures
    chances = {
        PlacementState.OFFERED: figures.chance_offered,
        PlacementState.HELD: figures.chance_held,
        PlacementState.ACCEPTED: figures.chance_accepted,
    }
    return float(chances.get(placement.state, figures.chance_confirmed))


def _kept(frame: Frame, placement: Placement) -> int:
    """Tonight for everybody whose bed counts as taken tonight; a hold, up to the day on which it ends."""
    if placement.state is PlacementState.HELD and placement.expires_at is not None:
        return max((london_day(placement.expires_at) - frame.snapshot.today).days, 1)
    return 1


def _ends(frame: Frame, person_id: str, setting_id: str) -> int:
    """Nights from tonight until the birthday that ends the stay (catalogue, `no-placement-after-18`)."""
    person = frame.index.people.get(person_id)
    if person is None or person.date_of_birth is None:
        return FAR
    setting = frame.snapshot.settings[frame.index.setting_at[setting_id]]
    oldest = ADULT
    if setting.kind in SUPPORTED:
        oldest = frame.policy.figures.supported_max_age
    elif any(one.rule.startswith(AFTER_18) and one.setting_id == setting_id for one in _approvals(frame, person_id)):
        oldest = OLDEST_IN_A_COMMUNITY_HOME
    ends = (birthday(person.date_of_birth, oldest) - frame.snapshot.today).days
    return ends if ends > 0 else FAR


def _approvals(frame: Frame, person_id: str) -> Sequence[Authorisation]:
    return frame.index.authorisations_of.get(person_id, [])


def _staying_put(frame: Frame, setting: int, unit: Unit) -> Iterator[Term]:
    rows = rows_of(frame, setting, unit.pool)
    for member, homes in frame.index.ledger.staying_put.items():
        for at, row in homes:
            if at == setting and row in rows:
                yield Term(key=member, sort=TermSort.STAYING, settled=True)


def _offered(frame: Frame, unit: Unit) -> Iterator[Term]:
    today = _today(frame)
    for one in frame.snapshot.placements:
        if one.state is not PlacementState.OFFERED or one.setting_id != unit.setting_id:
            continue
        in_row = one.place_id in unit.place_ids if one.place_id else unit.pool is PlacePool.RESIDENTIAL
        if in_row and (one.leaving is None or one.leaving > frame.snapshot.today):
            first = max(one.first_night.toordinal() - today, 0)
            yield Term(
                key=one.id,
                sort=TermSort.PENDING,
                chance=_chance(frame, one),
                first=first,
                latest=first,
                planned=_from_today(ordinal(one.leaving), today),
                ends=_ends(frame, one.young_person_id, one.setting_id),
                alone=_needs_solo(frame, one.young_person_id),
            )


def _needs_solo(frame: Frame, person_id: str) -> bool:
    person = frame.index.people.get(person_id)
    return person is not None and person.needs_solo is True
