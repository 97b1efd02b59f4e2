"""Before and after, as they are shown and sent. No young person's id is in it but through a request of the plan."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from matcher.capacity import RowNight, SettingNight
from matcher.cohort.assignment import Assignment
from matcher.domain.adapters import built_once
from matcher.domain.codes import PlacePool, SettingKind
from matcher.domain.values import shown
from matcher.scenario.apply import ChangeMade
from matcher.scenario.forecasts import SettingAhead


@shown
class BedsOfKind:
    """The beds of all settings of one kind and pool, night by night."""

    kind: SettingKind
    pool: PlacePool
    nights: tuple[RowNight, ...]
    usable_vacancy: tuple[int, ...]
    """The headline on each of the nights: as of each setting, added up."""


@shown
class RowBeds:
    """The beds of one place row, night by night. `place_id` null: people recorded where there is no row."""

    place_id: str | None
    pool: PlacePool
    beds: int
    nights: tuple[RowNight, ...]


@shown
class BedsOfSetting:
    """The beds of one setting, night by night."""

    setting_id: str
    setting_name: str
    kind: SettingKind
    nights: tuple[SettingNight, ...]
    rows: tuple[RowBeds, ...]


@shown
class Standing:
    """How things stand: as they are recorded, or with the changes made."""

    snapshot_hash: str
    policy_version: str
    kinds: tuple[BedsOfKind, ...]
    settings: tuple[BedsOfSetting, ...]
    """Those where something differs between before and after, and those that were asked for."""
    forecasts: tuple[SettingAhead, ...]
    """Of those of the settings shown that can be forecast."""
    plan: Assignment | None
    """Null = none was asked for."""


@shown
class NightsDiffer:
    """Nights in a row, from the first up to and not including `leaving`, with so many usable vacancies before and after."""

    first_night: date
    leaving: date
    free_before: int
    free_after: int
    over_before: int
    """People beyond the beds in use."""
    over_after: int

    @property
    def last_night(self) -> date:
        """The night before `leaving`."""
        return self.leaving - timedelta(days=1)


@shown
class SettingDiffers:
    """One pool of one setting where the usable vacancies, or the people beyond the beds in use, are others."""

    setting_id: str
    setting_name: str
    kind: SettingKind
    pool: PlacePool
    spells: tuple[NightsDiffer, ...]
    says: str


class MoveInPlan(StrEnum):
    """What the changes mean for one request in the plan."""

    UNCHANGED = "unchanged"
    OTHER_NIGHTS = "other_nights"
    """The same place on other nights."""
    MOVED = "moved"
    NEWLY_PLACED = "newly_placed"
    NO_LONGER_PLACED = "no_longer_placed"
    STILL_WAITING = "still_waiting"


@shown
class Whereabouts:
    """A request's place in a plan."""

    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    first_night: date
    leaving: date | None
    points: float
    miles: float | None
    """From home; null = not known."""
    approvals: int


@shown
class RequestMoved:
    """One request, before and after."""

    request_id: str
    moved: MoveInPlan
    added: bool
    """One of the changes adds it: there is no before."""
    before: Whereabouts | None
    after: Whereabouts | None
    says: str


@shown
class PlanTotals:
    """What a plan comes to."""

    placed: int
    not_placed: int
    points: float | None
    miles: float
    """From home, of all placed whose miles are known, together."""
    miles_known: int
    approvals: int
    bank_hours: float
    specialist_hours_short: float


@shown
class PlanDiffers:
    """The plan before and after: in figures, in words, and request by request."""

    before: PlanTotals
    after: PlanTotals
    says: tuple[str, ...]
    requests: tuple[RequestMoved, ...]


@shown
class BeforeAfter:
    """What would be different. Nothing of it is kept, and nothing is decided by it."""

    id: str
    as_of: datetime
    rule_set: str
    engine_version: str
    first_night: date
    leaving: date
    changes: tuple[ChangeMade, ...]
    says: tuple[str, ...]
    before: Standing
    after: Standing
    forecast_says: tuple[str, ...]
    """Where the chance of a free bed changes, and on which night most."""
    settings: tuple[SettingDiffers, ...]
    cohort: PlanDiffers | None


@built_once
def before_after_adapter() -> TypeAdapter[BeforeAfter]:
    """Writes a BeforeAfter as JSON, and reads it."""
    return TypeAdapter(BeforeAfter)
