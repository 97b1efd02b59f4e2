"""Columns about the place rows, each (1, m)."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import (
    AFTER_18,
    NO_BED,
    SUPPORTED,
    UNDER_16_EXCEPTIONS,
    Footing,
    PlacePool,
    Provider,
    RegistrationStatus,
    SettingKind,
    WorkerRole,
)
from matcher.domain.person_codes import NeedCategory
from matcher.domain.settings import Place, Registration, Setting
from matcher.domain.staff import Worker
from matcher.frame.closings import Closings
from matcher.frame.index import WEIGHT, Index
from matcher.frame.limits import Limits, limits
from matcher.frame.minority import Minority
from matcher.ledger import FAR, is_foster, is_household, is_residential, ordinal
from matcher.outcomes import MET, NOT_JUDGED, PLACE, Bools, Outcomes, fact, holds
from matcher.policy import Policy

T = TypeVar("T")
V = TypeVar("V")
Days = NDArray[np.int32]
FOOTED_UNDER_16 = frozenset({Footing.CHILDRENS_HOME, Footing.FOSTER, Footing.WITH_PARENTS})


def footing_of(setting: Setting) -> Footing | None:
    """A bespoke placement's lawful footing."""
    return setting.bespoke.lawful_footing if setting.bespoke else None


def is_supported(setting: Setting) -> bool:
    """Supported accommodation, or a bespoke placement whose footing is that."""
    bespoke = setting.kind is SettingKind.BESPOKE and footing_of(setting) is Footing.SUPPORTED_ACCOMMODATION
    return setting.kind in SUPPORTED or bespoke


def is_other_arrangement(setting: Setting) -> bool:
    """SUPPORTED, an excepted setting, or bespoke not registered otherwise (reg 27C)."""
    unregistered = setting.kind is SettingKind.BESPOKE and footing_of(setting) not in FOOTED_UNDER_16
    return setting.kind in SUPPORTED or setting.kind is SettingKind.EXCEPTED_SETTING or unregistered


def kind_of_place(place: Place, setting: Setting) -> SettingKind:
    """The setting's kind; a hub's emergency pool is `hub_emergency_bed`."""
    if setting.kind is SettingKind.HUB_BED and place.pool is PlacePool.EMERGENCY:
        return SettingKind.HUB_EMERGENCY_BED
    return setting.kind


class Places:
    """The place rows being judged, in the snapshot's order. m = how many."""

    def __init__(self, index: Index, policy: Policy) -> None:
        self.index = index
        self.ledger = index.ledger
        self.policy = policy
        self.rows = index.snapshot.places
        self.settings = index.snapshot.settings
        self.setting = self.ledger.row_setting
        self._columns: dict[Any, NDArray[Any]] = {}
        self._kept: dict[Any, Any] = {}
        self._facts: dict[Any, Outcomes] = {}
        self._rows_where: dict[Callable[[Setting], bool], list[int]] = {}
        self._about: dict[tuple[Callable[[Setting], Any], int], Any] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def of_setting(self, read: Callable[[Setting], Any], dtype: Any = np.bool_) -> NDArray[Any]:
        """A column read from each setting once; kept, where `read` has a name."""
        if read in self._columns:
            return self._columns[read]
        return self._keep(
            read, np.array([read(setting) for setting in self.settings], dtype)[self.setting], self._columns
        )

    def of_row(self, read: Callable[[Place], Any], dtype: Any = np.bool_) -> NDArray[Any]:
        """A column read from each place row; kept, where `read` has a name."""
        if read in self._columns:
            return self._columns[read]
        return self._keep(read, np.array([read(row) for row in self.rows], dtype), self._columns)

    def setting_fact(self, read: Callable[[Setting], bool | None]) -> Outcomes:
        """Yes, no or not recorded, about each setting; kept, where `read` has a name."""
        if read in self._facts:
            return self._facts[read]
        return self._keep(read, fact(map(read, self.settings), PLACE)[self.setting], self._facts)

    def meets(self, need: T, offers: Callable[[Setting, T], bool | None]) -> Outcomes:
        """Whether each setting offers what is needed, or has not recorded it; kept for the next who needs the same."""
        return self._kept_as((offers, need), lambda: self.setting_fact(lambda setting: offers(setting, need)))

    def about(self, setting: int, read: Callable[[Setting], T]) -> T:
        """What a named function reads from one setting, when first asked for; kept."""
        if (read, setting) not in self._about:
            self._about[read, setting] = read(self.settings[setting])
        found: T = self._about[read, setting]
        return found

    def once(self, make: Callable[["Places", T], V], of: T) -> V:
        """What a named function makes of the places for one `of`, say an authority; kept for the next with the same."""
        return self._kept_as((make, of), lambda: make(self, of))

    def _kept_as(self, key: Any, make: Callable[[], V]) -> V:
        if key not in self._kept:
            self._kept[key] = make()
        kept: V = self._kept[key]
        return kept

    def _keep(self, read: Callable[..., Any], column: NDArray[Any], kept: dict[Any, NDArray[Any]]) -> NDArray[Any]:
        if read.__name__ != "<lambda>" and "<locals>" not in read.__qualname__:
            kept[read] = column[None, :]
        return column[None, :]

    @cached_property
    def kinds(self) -> list[SettingKind]:
        return [kind_of_place(row, self.settings[at]) for row, at in zip(self.rows, self.setting.tolist(), strict=True)]

    def is_kind(self, *kinds: SettingKind) -> Bools:
        """The place is of one of these kinds."""
        found = np.zeros((1, len(self.rows)), np.bool_)
        for kind in kinds:
            if kind in self.rows_of_kind:
                found[0, self.rows_of_kind[kind]] = True
        return found

    @cached_property
    def owner(self) -> NDArray[np.int32]:
        """The number of the one person a setting belongs to; -1 = nobody's own."""
        code = self.index.person_code
        unknown = len(code)
        return self.of_setting(
            lambda setting: (
                -1 if setting.for_young_person_id is None else code.get(setting.for_young_person_id, unknown)
            ),
            np.int32,
        )

    @cached_property
    def key_worker_weight(self) -> NDArray[np.float64]:
        """(m,): what one person living there adds to a key worker's load."""
        return np.array([WEIGHT.get(kind, 1.0) for kind in self.kinds])

    @cached_property
    def key_workers(self) -> list[Worker]:
        """Everybody who can be a key worker and whose load is recorded, the least load first."""
        workers = [one for one in self._all_key_workers if one.allocations is not None]
        return sorted(workers, key=lambda one: (round(self.index.total_load[one.id], 3), one.id))

    @cached_property
    def key_workers_unknown(self) -> list[Worker]:
        """Those whose load nobody has recorded."""
        return [one for one in self._all_key_workers if one.allocations is None]

    @property
    def _all_key_workers(self) -> list[Worker]:
        return [one for one in self.index.snapshot.workers or () if WorkerRole.KEY_WORKER in one.roles]

    @cached_property
    def is_residential(self) -> Bools:
        return self.of_setting(is_residential)

    @cached_property
    def is_foster(self) -> Bools:
        return self.of_setting(is_foster)

    @cached_property
    def is_supported(self) -> Bools:
        return self.of_setting(is_supported)

    @cached_property
    def is_household(self) -> Bools:
        return self.of_setting(is_household)

    @cached_property
    def is_bespoke(self) -> Bools:
        return self.is_kind(SettingKind.BESPOKE)

    @cached_property
    def is_placement(self) -> Bools:
        """Neither outreach nor an arrangement after 18."""
        return ~self.is_kind(*NO_BED, *AFTER_18)

    @cached_property
    def is_emergency_pool(self) -> Bools:
        hub = self.is_kind(SettingKind.HUB_EMERGENCY_BED)
        return np.asarray(hub | self.of_row(lambda row: row.pool is PlacePool.EMERGENCY), np.bool_)

    @cached_property
    def may_take_under_16(self) -> Outcomes:
        """Never an "other arrangement" (reg 27A)."""

        def may(setting: Setting) -> bool | None:
            if setting.kind is SettingKind.EXCEPTED_SETTING:
                return None if setting.exception_type is None else setting.exception_type in UNDER_16_EXCEPTIONS
            if setting.kind is SettingKind.BESPOKE:
                return footing_of(setting) in FOOTED_UNDER_16
            return setting.kind not in SUPPORTED

        return self.setting_fact(may)

    @cached_property
    def is_other_arrangement(self) -> Bools:
        """SUPPORTED, an excepted setting, or bespoke not registered otherwise (reg 27C)."""
        return self.of_setting(is_other_arrangement)

    @cached_property
    def not_other_arrangement(self) -> Outcomes:
        """Met where it is no "other arrangement"."""
        return holds(~self.is_other_arrangement)

    def _registration(self, read: Callable[[Registration], int], missing: int) -> Days:
        return self.of_setting(
            lambda setting: missing if setting.registration is None else read(setting.registration), np.int32
        )

    @cached_property
    def registration_known(self) -> Bools:
        return self.of_setting(lambda setting: setting.registration is not None)

    @cached_property
    def registered_from(self) -> Days:
        """First day of an active registration; FAR where it is not active."""

        def first(registration: Registration) -> int:
            active = registration.status is RegistrationStatus.ACTIVE
            return ordinal(registration.valid_from, 0) if active else FAR

        return self._registration(first, FAR)

    @cached_property
    def registered_to(self) -> Days:
        """Last day of the registration; FAR where no end is recorded."""
        return self._registration(lambda registration: ordinal(registration.valid_to), FAR)

    @cached_property
    def is_external(self) -> Bools:
        return self.of_setting(lambda setting: setting.provider is Provider.EXTERNAL)

    def fed(self, feed: str) -> Bools:
        """Whether this authority has the data: its own settings always, others where the feed is supplied."""
        return self._all_fed if feed in self.policy.feeds else self._own

    def at_best(self, feed: str) -> Outcomes:
        """Met where this authority has the data, else not judged."""
        return self._kept_as(("at best", feed), lambda: np.where(self.fed(feed), MET, NOT_JUDGED))

    def where_missing(self, feed: str) -> Outcomes:
        """What it comes to if nobody recorded it: not known where this authority has the data, else not judged."""
        return self._kept_as(("where missing", feed), lambda: np.where(self.fed(feed), np.int8(PLACE), NOT_JUDGED))

    def unrecorded(self, feed: str) -> np.int8:
        """What data comes to that nobody recorded of any setting, its own too: not judged unless the policy feeds it."""
        return np.int8(PLACE) if feed in self.policy.feeds else NOT_JUDGED

    def unless_unrecorded(self, fact: Outcomes, feed: str) -> Outcomes:
        """A fact of the places where not known reads as the feed has it."""
        return np.where(fact == PLACE, self.unrecorded(feed), fact)

    @cached_property
    def _own(self) -> Bools:
        return ~self.is_external

    @cached_property
    def _all_fed(self) -> Bools:
        return np.ones_like(self.is_external)

    @cached_property
    def not_residential(self) -> Outcomes:
        """Met where it is no children's home: what only homes have to meet is met elsewhere."""
        return holds(~self.is_residential)

    @cached_property
    def not_foster(self) -> Outcomes:
        """Met where it is no foster family."""
        return holds(~self.is_foster)

    @cached_property
    def not_household(self) -> Outcomes:
        """Met where it is no family's home."""
        return holds(~self.is_household)

    @cached_property
    def not_shared_home(self) -> Outcomes:
        """Met where it is neither a family's home nor a children's home."""
        return np.maximum(self.not_household, self.not_residential)

    @cached_property
    def not_supported(self) -> Outcomes:
        """Met where it is no supported accommodation."""
        return holds(~self.is_supported)

    @cached_property
    def statement_limits(self) -> Limits:
        """Ages and sexes of the statements of purpose."""
        return limits([setting.statement_of_purpose for setting in self.settings], self.setting)

    @cached_property
    def terms_limits(self) -> Limits:
        """Ages and sexes of the carers' terms."""
        return limits([setting.terms for setting in self.settings], self.setting)

    @cached_property
    def id_order(self) -> NDArray[np.intp]:
        """(m,): each row's place in the order of setting id, then place id."""
        order = sorted(range(len(self.rows)), key=lambda row: (self.rows[row].setting_id, self.rows[row].place_id))
        place = np.empty(len(order), np.intp)
        place[order] = np.arange(len(order))
        return place

    def rows_where(self, holds: Callable[[Setting], bool]) -> list[int]:
        """The rows of settings for which `holds`, a named function, is true; kept."""
        if holds not in self._rows_where:
            self._rows_where[holds] = np.flatnonzero(self.of_setting(holds)[0]).tolist()
        return self._rows_where[holds]

    @cached_property
    def skills(self) -> NDArray[np.float64]:
        """(m, need categories): 1 where the carers or the team have experience of it."""
        have = [[float(category in (setting.skills or ())) for category in NeedCategory] for setting in self.settings]
        return np.array(have, np.float64).reshape(-1, len(NeedCategory))[self.setting]

    @cached_property
    def skills_known(self) -> Bools:
        """Whether experience is recorded at all, (m,)."""
        return np.array([setting.skills is not None for setting in self.settings], np.bool_)[self.setting]

    @cached_property
    def rows_of_kind(self) -> dict[SettingKind, NDArray[np.intp]]:
        """Kind -> place rows."""
        rows: dict[SettingKind, list[int]] = defaultdict(list)
        for row, kind in enumerate(self.kinds):
            rows[kind].append(row)
        return {kind: np.array(of_kind, np.intp) for kind, of_kind in rows.items()}

    @cached_property
    def closings(self) -> Closings:
        """What closes nights."""
        return Closings(self.index, self.policy, self.rows_where(is_foster), self.rows_where(is_household))

    @cached_property
    def minority(self) -> Minority:
        """Adults and children in the homes whose residents this authority knows."""
        judged = self.is_residential[0] & self.fed("external_residents")[0]
        return Minority(self.index, np.unique(self.setting[judged]).tolist())

    @cached_property
    def confirmed_at(self) -> NDArray[np.float64]:
        """When the vacancy was last confirmed, in hours since 1970; NaN = never."""
        return self.of_row(
            lambda row: np.nan if row.vacancy_confirmed_at is None else row.vacancy_confirmed_at.timestamp() / 3600,
            np.float64,
        )

    @cached_property
    def easting_northing(self) -> NDArray[np.float64]:
        """(2, settings): metres on the National Grid; NaN = not recorded."""
        points = [setting.location.point if setting.location else None for setting in self.settings]
        return np.array([point or (np.nan, np.nan) for point in points], np.float64).reshape(-1, 2).T

    @cached_property
    def row_easting_northing(self) -> NDArray[np.float64]:
        """(2, m): the same of each row."""
        return np.ascontiguousarray(self.easting_northing[:, self.setting])

    @cached_property
    def located(self) -> Bools:
        return np.asarray(~np.isnan(self.easting_northing[0])[self.setting][None, :], np.bool_)

    @cached_property
    def cost(self) -> NDArray[np.float64]:
        """Pounds a week; infinite where not recorded, so that it sorts last in a tie."""
        return self.of_setting(
            lambda setting: np.inf if setting.cost_per_week is None else setting.cost_per_week, np.float64
        )
